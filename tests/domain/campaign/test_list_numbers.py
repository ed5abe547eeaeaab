"""ID numbers of lists: what is the same number however it is written, and what is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.campaign.list_numbers import ReadNumber, read_number, read_numbers
from ffp_desktop.domain.id_number import check_digit

SOUND = "15072219700101123X"
OTHER = "150722197203041226"


@st.composite
def sound_numbers(draw: st.DrawFn) -> str:
    """Any number that can be on a card; those that end like a rounded one are left to their own test."""
    born = date(1930, 1, 1) + timedelta(days=draw(st.integers(0, 33_000)))
    first = f"150722{born:%Y%m%d}{draw(st.integers(1, 999)):03d}"
    number = first + check_digit(first)
    return number if not number.endswith("000") else SOUND


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


@pytest.mark.parametrize(
    "written",
    [
        "15072219700101123x",
        " 150722 19700101 123X ",
        "150722-19700101-123X",
        "１５０７２２１９７００１０１１２３Ｘ",
        "'15072219700101123X",
        "15072219700101123×",
        "15072219700101123Х",
        "身份证：15072219700101123X",
        "15072219700101123X44",
        "15072219700101123X44B1",
        "残疾人证号15072219700101123X44",
        "\u200b15072219700101123X\t",
        "15072219700101123X（已故）",
    ],
)
def test_number__ways_to_write_it__are_the_same_number(written: str) -> None:
    assert read_number(written) == ReadNumber(SOUND)


@given(sound_numbers(), st.sampled_from([str, str.lower, _full_width]), st.lists(st.integers(0, 17), max_size=5))
def test_number__any_case_width_and_spaces__come_to_the_same(number: str, write: object, gaps: list[int]) -> None:
    written = write(number)  # type: ignore[operator]
    for gap in gaps:
        written = f"{written[:gap]} {written[gap:]}"
    assert read_number(written).number == number


@given(sound_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_number__one_wrong_digit__is_never_taken_for_a_number(number: str, place: int, more: int) -> None:
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    found = read_number(wrong)
    assert (found.number, found.written) == ("", wrong)
    assert found.reason


@given(st.text())
def test_number__any_text__gives_a_sound_number_or_none(text: str) -> None:
    number = read_number(text).number
    assert number == "" or (len(number) == 18 and check_digit(number[:17]) == number[17])


def test_number__15_digits__are_the_18_they_stand_for() -> None:
    assert read_number("150722700101123") == ReadNumber(SOUND)
    assert read_number(150722700101123) == ReadNumber(SOUND)


def test_number__15_digits_that_may_be_cut_from_18__is_none() -> None:
    """150722 2005-03-15 1: an old number of 1920, or a child's that lost its end."""
    found = read_number("150722200503151")
    assert found.number == ""
    assert "15位" in found.reason


def test_number__a_number_cell__has_lost_its_digits() -> None:
    found = read_number(150722197203041225)
    assert found.number == ""
    assert "丢失" in found.reason
    assert read_number(1.50722197203041e17).number == ""
    assert read_number("1.50722E+17").number == ""
    assert read_number("150722197203041000").number == ""


@pytest.mark.parametrize(
    "cell", ["", "   ", "无", "152224", "1507221970010112345", date(2023, 2, 5), True, "999999197001011234"]
)
def test_number__what_cannot_be_one__is_none(cell: object) -> None:
    assert read_number(cell).number == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [f"{SOUND}、{OTHER}", f"{SOUND} {OTHER}", f"{SOUND}\n{OTHER}", f"{SOUND}/{OTHER}"])
def test_numbers__two_in_a_cell__are_two(cell: str) -> None:
    assert [found.number for found in read_numbers(cell)] == [SOUND, OTHER]
    assert read_number(cell.replace("\n", "、")).number == ""
