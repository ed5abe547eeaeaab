"""Lists and covers on paper: nothing is cut, numbers stay whole, a character without a font is named."""

from io import BytesIO

import pytest

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.cover_file import Cover, write_covers
from ffp_desktop.documents.pdf.table_file import ListColumn, PrintedList, write_lists
from ffp_desktop.documents.preview import draw_page, page_words
from ffp_desktop.errors import FfpError

NUMBER = "15212319741105121X"
COLUMNS = [ListColumn("序号", 8, is_centred=True), ListColumn("证件号码", 20), ListColumn("原因", 40)]


@pytest.fixture(scope="module")
def fonts() -> FontStack:
    return FontStack()


def printed(rows: list[tuple[str, ...]], fonts: FontStack, **more: object) -> list[str]:
    file = BytesIO()
    pages = write_lists(file, [PrintedList("名单", COLUMNS, rows, **more)], fonts)  # type: ignore[arg-type]
    words = page_words(file.getvalue())
    assert len(words) == pages
    return words


def test_write_lists__number_in_a_narrow_column__is_set_smaller_and_not_broken(fonts: FontStack) -> None:
    narrow = [ListColumn("序号", 8), ListColumn("证件号码", 15), ListColumn("原因", 90)]
    file = BytesIO()
    write_lists(file, [PrintedList("名单", narrow, [("1", NUMBER, "收入稳定")])], fonts)
    assert NUMBER in page_words(file.getvalue())[0]


def test_write_lists__many_rows__each_stands_once_and_the_last_page_can_be_signed(fonts: FontStack) -> None:
    rows = [(str(number), NUMBER, f"原因{number:03d}号" * 12) for number in range(60)]
    pages = printed(rows, fonts, below=("填表人：", "审核人："))
    whole = "".join("".join(words.split()) for words in pages)
    assert [whole.count(f"原因{number:03d}号") for number in range(60)] == [12] * 60
    assert ["填表人：" in words for words in pages] == [False] * (len(pages) - 1) + [True]


def test_write_lists__no_rows__is_one_page_with_headings(fonts: FontStack) -> None:
    (words,) = printed([], fonts)
    assert "证件号码" in words


def test_write_lists__line_end_in_a_cell__begins_a_line(fonts: FontStack) -> None:
    (words,) = printed([("1", NUMBER, "2023-03-01\n腾克镇")], fonts)
    assert "2023-03-01腾克镇" not in words.replace(" ", "")
    assert "腾克镇" in words


def test_write_lists__character_without_a_font__is_refused_and_named(fonts: FontStack) -> None:
    with pytest.raises(FfpError) as refused:
        printed([("1", NUMBER, "\U00100000")], fonts)
    assert refused.value.code == "paper.character_without_font"
    assert "U+100000" in refused.value.sentence


def test_write_covers__long_reason__is_set_smaller_and_stays_above_the_signatures(fonts: FontStack) -> None:
    reason = "子女已就业，收入稳定，医疗支出已由医保报销大部；" * 8
    lines = [*((f"第{number}项", "腾克镇巴卡哈里村") for number in range(10)), ("重点人群", reason), ("原因", reason)]
    file = BytesIO()
    assert write_covers(file, [Cover("档案", "一季度", "1号", lines, ("立卷人：",))], fonts) == 1
    width, height, pixels = draw_page(file.getvalue(), 0, 72)
    assert height > width
    signed = round(height * 0.875) * width * 3  # between the table and the signatures
    assert set(pixels[signed : signed + width * 3]) == {255}
