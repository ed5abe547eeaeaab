"""The PDF as another program reads it: places, lines, what is on which page."""

from io import BytesIO

import pytest

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.preview import draw_page, page_words
from ffp_desktop.documents.report.content import Paragraph, ReportDocument
from ffp_desktop.documents.report.pdf_file import write_pdf
from ffp_desktop.errors import FfpError
from tests.documents.report.conftest import LONG
from tests.documents.report.pages import PageText


def write(document: ReportDocument) -> bytes:
    file = BytesIO()
    pages = write_pdf(file, document, FontStack())
    content = file.getvalue()
    assert pages == len(PageText(content))
    return content


def test_lines__28_characters_between_the_margins_28_points_apart(document: ReportDocument) -> None:
    lines = [line for line in PageText(write(document)).lines(0) if line.text in LONG and len(line.text) > 20]
    assert [len(line.text) for line in lines][:3] == [26, 28, 28]
    assert lines[0].left == pytest.approx(28 + 2 * 15.75 * 25.4 / 72, abs=0.2)
    assert lines[1].left == pytest.approx(28, abs=0.2) and lines[1].right == pytest.approx(184, abs=0.6)
    assert lines[0].bottom - lines[1].bottom == pytest.approx(28 * 25.4 / 72, abs=0.05)


def test_page__holds_22_lines(document: ReportDocument) -> None:
    content = write(ReportDocument("题", "", (Paragraph((LONG * 6,)),), "单位", "2023年3月20日"))
    full = [line for line in PageText(content).lines(1) if line.text in LONG * 6]
    assert len(full) == 22
    assert full[0].bottom < 297 - 37 and full[-1].bottom > 35


def test_numbers__of_pages__stand_outside(document: ReportDocument) -> None:
    text = PageText(write(document))
    assert text.first("— 1 —").right == pytest.approx(184 - 14 * 25.4 / 72, abs=0.5)
    assert text.first("— 2 —").left == pytest.approx(28 + 14 * 25.4 / 72, abs=0.5)
    assert 35 - 7 - 6 < text.first("— 1 —").bottom < 35 - 7


def test_table__over_pages__repeats_its_headings(document: ReportDocument) -> None:
    pages = page_words(write(document))
    with_rows = [page for page in pages if "第3村" in page or "第40村" in page]
    assert len(with_rows) == 2 and all("应核查" in page for page in with_rows)


def test_signature__over_the_middle_of_the_date(document: ReportDocument) -> None:
    text = PageText(write(document))
    signed, dated = text.first("腾克镇人民政府"), text.first("2023年3月20日")
    assert signed.bottom > dated.bottom
    assert (signed.left + signed.right) / 2 == pytest.approx((dated.left + dated.right) / 2, abs=1)
    assert dated.right == pytest.approx(184 - 4 * 15.75 * 25.4 / 72, abs=0.5)


def test_words__left_to_write__are_on_yellow(document: ReportDocument) -> None:
    width, height, pixels = draw_page(write(document), 0, 72)
    yellow = sum(pixels[place : place + 3] == b"\xff\xf2\x00" for place in range(0, width * height * 3, 3))
    assert yellow > 500


def test_character__that_no_font_has__is_refused_by_name(document: ReportDocument) -> None:
    with pytest.raises(FfpError) as refused:
        write(ReportDocument("题\U000e0041", "", (), "单位", "2023年3月20日"))
    assert refused.value.code == "paper.character_without_font"
