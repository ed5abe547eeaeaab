"""An official document as .docx, for Word, WPS and LibreOffice.

API: `write_docx(file, document, made_at)`. Layout and faces are those of GB/T 9704 (`layout`); headings are the styles
Heading 1–3, so that the pane of headings and a table of contents find them; charts are pictures.
"""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING

from ffp_desktop.documents.report import layout
from ffp_desktop.documents.report.chart_drawing import draw_chart
from ffp_desktop.documents.report.chart_picture import draw_picture
from ffp_desktop.documents.report.content import (
    BarChart,
    Block,
    Heading,
    Paragraph,
    PointChart,
    ReportDocument,
    plain_parts,
    plain_words,
)
from ffp_desktop.documents.report.docx_parts import (
    add_page_number,
    add_words,
    indent_by_characters,
    name_stand_ins,
    set_closer,
    set_face,
    set_language,
    set_lines,
)
from ffp_desktop.documents.report.docx_tables import add_table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.text.paragraph import Paragraph as DocxParagraph

_HEADINGS = {1: (layout.HEI, False), 2: (layout.KAI, False), 3: (layout.FANG, True)}
_DATE_ROOM = 4.0  # characters to the right of the date


def write_docx(file: IO[bytes], document: ReportDocument, made_at: datetime) -> None:
    """Writes the whole document."""
    import docx as library

    docx = library.Document()
    _set_up(docx, document, made_at)
    _add_title(docx, document.title)
    if document.addressee:
        _add_line(docx, plain_words(document.addressee) + "：")
    _add_blocks(docx, document.blocks)
    _add_annex_note(docx, document.annex_titles)
    _add_signature(docx, plain_words(document.signature), plain_words(document.date))
    for number, annex in enumerate(document.annexes, start=1):
        _add_annex(docx, number if len(document.annexes) > 1 else 0, document.annex_titles[number - 1], annex)
    docx.save(file)


def _set_up(docx: "Document", document: ReportDocument, made_at: datetime) -> None:
    """Page, styles and properties."""
    from docx.shared import Pt, RGBColor

    _set_page(docx.sections[0])
    docx.settings.odd_and_even_pages_header_footer = True
    normal = docx.styles["Normal"]
    normal.font.size = Pt(layout.BODY)
    set_face(normal.element.get_or_add_rPr(), layout.FANG)
    for level, (face, bold) in _HEADINGS.items():
        style = docx.styles[f"Heading {level}"]
        set_face(style.element.get_or_add_rPr(), face)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(layout.BODY), bold, RGBColor(0, 0, 0)
    set_language(docx)
    name_stand_ins(docx)
    facts = docx.core_properties
    facts.title, facts.author, facts.comments = (
        plain_words(document.title.replace("\n", "")),
        plain_words(document.signature),
        "",
    )
    facts.created = facts.modified = made_at
    facts.last_modified_by, facts.language = "", "zh-CN"


def _set_page(section: "Section") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.footer_distance = Mm(layout.BOTTOM - layout.NUMBER_DROP - layout.NUMBER * 25.4 / 72)
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        set_lines(paragraph, 0)
        is_odd = align is WD_ALIGN_PARAGRAPH.RIGHT
        indent_by_characters(paragraph, layout.NUMBER, left=0 if is_odd else 1, right=1 if is_odd else 0)
        add_page_number(paragraph, layout.SONG, layout.NUMBER)


def _add_title(docx: "Document", title: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = docx.paragraphs[0] if docx.paragraphs else docx.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_lines(paragraph, layout.TITLE_LINE, after=layout.LINE)
    for number, line in enumerate(title.split("\n")):
        run = add_words(paragraph, "", layout.TITLE_FACE, layout.TITLE)
        if number:
            run.add_break()
        run.add_text(plain_words(line))


def _add_line(docx: "Document", words: str, first: float = 0) -> "DocxParagraph":
    paragraph = docx.add_paragraph()
    set_lines(paragraph, layout.LINE)
    indent_by_characters(paragraph, layout.BODY, first=first)
    set_closer(add_words(paragraph, words, layout.FANG, layout.BODY))
    return paragraph


def _add_blocks(docx: "Document", blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            _add_heading(docx, block)
        elif isinstance(block, Paragraph):
            _add_paragraph(docx, block)
        elif isinstance(block, BarChart | PointChart):
            _add_chart(docx, block)
        else:
            add_table(docx, block)


def _add_heading(docx: "Document", heading: Heading) -> None:
    face, bold = _HEADINGS[heading.level]
    paragraph = docx.add_paragraph(style=f"Heading {heading.level}")
    set_lines(paragraph, layout.LINE)
    indent_by_characters(paragraph, layout.BODY, first=2)
    set_closer(add_words(paragraph, plain_words(heading.words), face, layout.BODY, bold=bold))


def _add_paragraph(docx: "Document", block: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = docx.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    set_lines(paragraph, layout.LINE)
    indent_by_characters(paragraph, layout.BODY, first=2)
    for words, is_open in plain_parts(block.parts):
        set_closer(add_words(paragraph, words, layout.FANG, layout.BODY, is_open=is_open))


def _add_chart(docx: "Document", chart: BarChart | PointChart) -> None:
    """The picture, and its caption below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    paragraph = docx.add_paragraph()
    set_lines(paragraph, 0, before=6)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    drawing = draw_chart(chart, layout.TEXT_WIDTH)
    shape = paragraph.add_run().add_picture(BytesIO(draw_picture(drawing)), width=Mm(layout.TEXT_WIDTH))
    shape._inline.docPr.set("descr", plain_words(chart.caption))
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")  # LibreOffice takes 3 mm where nothing is said
    caption = docx.add_paragraph()
    set_lines(caption, 20, after=6)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_words(caption, plain_words(chart.caption), layout.HEI, layout.TABLE)


def _add_annex_note(docx: "Document", titles: tuple[str, ...]) -> None:
    """附件：1.… under a free line; the numbers stand under each other."""
    if titles:
        set_lines(docx.add_paragraph(), layout.LINE)
    for number, title in enumerate(titles, start=1):
        word = "附件：" if number == 1 else "　　　"
        mark = f"{number}." if len(titles) > 1 else ""
        _add_line(docx, f"{word}{mark}{plain_words(title)}", first=2)


def _add_signature(docx: "Document", signature: str, date: str) -> None:
    """The date four characters from the right edge, whoever signs in the middle above it (7.3.5.2)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    signed, dated = _width(signature), _width(date)
    if docx.paragraphs:
        docx.paragraphs[-1].paragraph_format.keep_with_next = True  # never a page with a signature only
    over = max(0.0, (signed - dated) / 2 - _DATE_ROOM)
    date_room = _DATE_ROOM + over
    rooms = ((signature, date_room + (dated - signed) / 2), (date, date_room))
    for _ in range(2):
        blank = docx.add_paragraph()
        set_lines(blank, layout.LINE)
        blank.paragraph_format.keep_with_next = True
    for words, room in rooms:
        paragraph = _add_line(docx, words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.keep_with_next = words is signature
        indent_by_characters(paragraph, layout.BODY, right=max(0.0, room))


def _add_annex(docx: "Document", number: int, title: str, blocks: tuple[Block, ...]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    mark = docx.add_paragraph()
    mark.paragraph_format.page_break_before = True
    set_lines(mark, layout.LINE)
    add_words(mark, f"附件{number or ''}", layout.HEI, layout.BODY)
    heading = docx.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_lines(heading, layout.TITLE_LINE, before=layout.LINE / 2, after=layout.LINE / 2)
    add_words(heading, plain_words(title), layout.TITLE_FACE, layout.TITLE)
    _add_blocks(docx, blocks)


def _width(words: str) -> float:
    """About how many characters wide words are: figures take half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in words)
