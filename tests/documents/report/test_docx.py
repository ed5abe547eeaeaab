"""The .docx as its own library reads it, and as LibreOffice sets it."""

import shutil
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from ffp_desktop.documents.report.content import ReportDocument
from ffp_desktop.documents.report.docx_file import write_docx
from tests.documents.report.conftest import LONG
from tests.documents.report.pages import PageText

MADE = datetime(2023, 3, 20, 10, 0)


def write(document: ReportDocument) -> bytes:
    file = BytesIO()
    write_docx(file, document, MADE)
    return file.getvalue()


@pytest.fixture
def read(document: ReportDocument) -> Document:
    return docx.Document(BytesIO(write(document)))


def face_of(element: object) -> str:
    fonts = element.find(f".//{qn('w:rFonts')}")  # type: ignore[attr-defined]
    return str(fonts.get(qn("w:eastAsia")))


def test_page__is_the_standards(read: Document) -> None:
    section = read.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [size.mm if size else 0 for size in sizes] == pytest.approx([210, 297, 37, 28], abs=0.05)
    assert section.right_margin and section.right_margin.mm == pytest.approx(26, abs=0.05)
    assert section.bottom_margin and section.bottom_margin.mm == pytest.approx(35, abs=0.05)
    assert read.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0) and "PAGE" in odd._p.xml and "PAGE" in even._p.xml


def test_headings__are_styles_in_the_standards_faces(read: Document) -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in read.paragraphs if paragraph.style}
    assert styles["一、重点核查基本情况"] == "Heading 1" and styles["（一）核查范围"] == "Heading 2"
    assert styles["1.“三保障”和安全饮水。"] == "Heading 3"
    found = [one for one in read.paragraphs if one.style and str(one.style.name).startswith("Heading")]
    faces = [face_of(paragraph._p) for paragraph in found]
    assert faces == ["黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert face_of(read.paragraphs[0]._p) == "方正小标宋简体"


def test_body__is_set_in_28_points_with_two_characters_free(read: Document) -> None:
    body = next(paragraph for paragraph in read.paragraphs if paragraph.text == LONG)
    form = body.paragraph_format
    assert form.line_spacing and form.line_spacing.pt == 28  # type: ignore[union-attr]
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert body.runs[0].font.size and body.runs[0].font.size.pt == 16


def test_words__left_to_write__are_marked(read: Document) -> None:
    marked = [run.text for paragraph in read.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["〔请填写：培训了多少人〕"]


def test_text__with_control_characters_and_markup__stays_text(read: Document) -> None:
    assert any("坏�字�符�和<b>&记号，" in paragraph.text for paragraph in read.paragraphs)


def test_table__repeats_its_headings_and_sets_numbers_right(read: Document) -> None:
    table = read.tables[0]
    assert len(table.rows) == 42 and table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [0, 2, 2]
    assert [cell.text for cell in table.rows[41].cells] == ["合计", "820", "50%"]
    assert sum(column.width.mm if column.width else 0 for column in table.columns) == pytest.approx(156, abs=0.1)


def test_file__names_stand_ins_and_nobody(document: ReportDocument) -> None:
    content = write(document)
    with ZipFile(BytesIO(content)) as package:
        fonts, facts = package.read("word/fontTable.xml").decode(), package.read("docProps/core.xml").decode()
        pictures = [name for name in package.namelist() if name.endswith(".png")]
    assert 'w:name="仿宋_GB2312"' in fonts and 'w:val="仿宋"' in fonts
    assert "python-docx" not in facts and "腾克镇人民政府" in facts
    assert len(pictures) == 2


def test_annexes__are_named_before_the_signature_and_begin_pages(read: Document) -> None:
    texts = [paragraph.text for paragraph in read.paragraphs]
    assert texts.index("附件：1.名单") + 1 == texts.index("　　　2.说明") < texts.index("腾克镇人民政府")
    first = next(paragraph for paragraph in read.paragraphs if paragraph.text == "附件1")
    assert first.paragraph_format.page_break_before


def test_libreoffice__sets_28_characters_in_a_line_28_points_apart(
    document: ReportDocument, tmp_path: Path, soak: bool
) -> None:
    office = shutil.which("soffice")
    if not soak or office is None:
        pytest.skip("LibreOffice is asked in the long tests only")
    file = tmp_path / "report.docx"
    file.write_bytes(write(document))
    subprocess.run([office, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file], check=True, timeout=120)
    text = PageText((tmp_path / "report.pdf").read_bytes())
    lines = [line for line in text.lines(0) if line.text in LONG and len(line.text) > 20]
    assert [len(line.text) for line in lines][:3] == [26, 28, 28]
    assert lines[1].left == pytest.approx(28, abs=0.3) and lines[1].right == pytest.approx(184, abs=1)
    assert lines[0].bottom - lines[1].bottom == pytest.approx(28 * 25.4 / 72, abs=0.1)
    assert text.first("— 1 —").right == pytest.approx(184 - 14 * 25.4 / 72, abs=1.5)
    assert text.first("— 2 —").left == pytest.approx(28 + 14 * 25.4 / 72, abs=1.5)
