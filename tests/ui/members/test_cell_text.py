"""Words in narrow cells."""

import pytest

from ffp_desktop.ui.form.members.cell_text import break_balanced, fit_text, group_digits


def measure(text: str, pixels: int) -> float:
    """Chinese is as wide as its size, other characters half."""
    return sum(pixels if ord(character) > 0x2000 else pixels / 2 for character in text)


def lines(text: str, width: float) -> tuple[str, ...]:
    return break_balanced(text, width, lambda part: measure(part, 12))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("弱劳动力或半劳动力", 70, ("弱劳动力", "或半劳动力")),
        ("普通高中一年级", 61, ("普通高中", "一年级")),
        ("乡(镇)外县内务工", 57, ("乡(镇)外", "县内务工")),
        ("是否参加城乡居民基本医疗保险", 40, ("是否参", "加城乡", "居民基", "本医疗", "保险")),
        ("(同步搬迁人口)", 49, ("(同步搬", "迁人口)")),
        ("涂铉", 90, ("涂铉",)),
    ],
)
def test_break__two_lines__are_balanced_and_begin_well(text: str, width: float, expected: tuple[str, ...]) -> None:
    assert lines(text, width) == expected


def test_break__closing_mark__never_begins_a_line() -> None:
    assert all(not line.startswith((")", "·")) for line in lines("否(职工医保)·甲乙丙)丁", 30))


def test_break__nothing_fits__every_character_is_kept() -> None:
    assert "".join(lines("一二三", 5)) == "一二三"


def test_fit__one_line__takes_the_largest_size_that_goes() -> None:
    assert fit_text("达斡尔族", 57, (14, 13, 12, 11), measure).pixels == 14
    assert fit_text("居民身份证", 66, (14, 13, 12, 11), measure).pixels == 13


def test_fit__nothing__has_no_lines() -> None:
    assert fit_text("", 57, (14, 11), measure).lines == ()


@pytest.mark.parametrize(
    ("number", "grouped"),
    [
        ("152123197806111217", "152123 19780611 1217"),
        ("15212319780611121X44", "152123 19780611 121X 44"),
        ("15212319780611121X44B1", "152123 19780611 121X 44B1"),
        ("15212319780611", "15212319780611"),
        ("〔看不清〕", "〔看不清〕"),
    ],
)
def test_group_digits__certificates__six_eight_four(number: str, grouped: str) -> None:
    assert group_digits(number) == grouped
