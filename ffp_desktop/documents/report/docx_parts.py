"""The small pieces of a .docx that python-docx has no words for: faces of Chinese type, fields, frames, indents.

API: `set_face(properties, face)`, `add_words(paragraph, words, …)`, `set_lines(paragraph, points)`,
`indent_by_characters(paragraph, …)`, `add_page_number(paragraph)`, `frame_table(table, is_open)`, `set_cell(…)`,
`repeat_row(row)`, `keep_row_whole(row)`, `set_language(document)`, `name_stand_ins(document)`.
"""

from typing import TYPE_CHECKING, Any

from ffp_desktop.documents.report.layout import CLOSER, LATIN, STANDS_IN

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FONT_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_face(properties: Any, face: str) -> None:
    """The face of a style's or a run's properties (`rPr`): `face` for Chinese, Times for Latin letters and figures."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face), ("hint", "eastAsia")):
        fonts.set(qn(f"w:{name}"), value)


def add_words(
    paragraph: "Paragraph", words: str, face: str, size: float, *, bold: bool = False, is_open: bool = False
) -> "Run":
    """Words in a face; `is_open` marks what is still to be written."""
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import Pt

    run = paragraph.add_run(words)
    set_face(run._r.get_or_add_rPr(), face)
    run.font.size = Pt(size)
    run.font.bold = bold
    if is_open:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def set_closer(run: "Run") -> None:
    """Characters a little closer than their size, so that a line takes 28."""
    _add(run._r.get_or_add_rPr(), "spacing", val=str(-round(CLOSER * 20)))


def set_lines(paragraph: "Paragraph", points: float, before: float = 0, after: float = 0) -> None:
    """Exactly so many points a line; 0 for as much as what stands in it needs."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if points:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(points)
    else:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE


def indent_by_characters(
    paragraph: "Paragraph", size: float, *, first: float = 0, left: float = 0, right: float = 0
) -> None:
    """Indents in characters of `size` points, so that they go along when somebody changes the size."""
    from docx.oxml.ns import qn

    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for name, characters in (("firstLine", first), ("left", left), ("right", right)):
        if characters:
            indent.set(qn(f"w:{name}Chars"), str(round(100 * characters)))
            indent.set(qn(f"w:{name}"), str(round(20 * characters * (size - CLOSER))))


def add_page_number(paragraph: "Paragraph", face: str, size: float) -> None:
    """— 1 —"""
    add_words(paragraph, "— ", face, size)
    for kind in ("begin", "", "end"):
        run = add_words(paragraph, "", face, size)
        if kind:
            _add(run._r, "fldChar", fldCharType=kind)
        else:
            _add(run._r, "instrText").text = "PAGE"
    add_words(paragraph, " —", face, size)


def frame_table(table: "Table", is_open: bool) -> None:
    """Every cell framed, or three lines: above, under the headings (see `set_cell`) and below."""
    borders = _add(table._tbl.tblPr, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if not is_open:
            _add(borders, side, val="single", sz="12" if side in ("top", "bottom") else "4", space="0", color="000000")
        elif side in ("top", "bottom"):
            _add(borders, side, val="single", sz="12", space="0", color="000000")
    margins = _add(table._tbl.tblPr, "tblCellMar")
    for side in ("left", "right"):
        _add(margins, side, w="57", type="dxa")


def set_cell(cell: "_Cell", *, fill: str = "", underline: bool = False) -> None:
    """In the middle of its row; with a ground, or with a line below it."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    properties = cell._tc.get_or_add_tcPr()
    if underline:
        _add(_add(properties, "tcBorders"), "bottom", val="single", sz="6", space="0", color="000000")
    if fill:
        _add(properties, "shd", val="clear", color="auto", fill=fill)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def repeat_row(row: "_Row") -> None:
    """Shown again on every page that the table goes on to."""
    _add(row._tr.get_or_add_trPr(), "tblHeader")


def keep_row_whole(row: "_Row") -> None:
    """Never parted by the end of a page."""
    _add(row._tr.get_or_add_trPr(), "cantSplit")


def set_language(document: "Document") -> None:
    """Simplified Chinese, so that programs choose its form of a character and its line breaks."""
    from docx.oxml.ns import qn

    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    _add(properties, "lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")


def name_stand_ins(document: "Document") -> None:
    """Tells Word and WPS which face to take where the one that is asked for is missing."""
    from lxml import etree

    part = next(part for part in document.part.package.iter_parts() if part.content_type == _FONT_TABLE)
    fonts = etree.fromstring(part.blob)
    for face, other in STANDS_IN.items():
        font = etree.SubElement(fonts, f"{{{_MAIN}}}font", {f"{{{_MAIN}}}name": face})
        for name, value in (("altName", other), ("charset", "86"), ("family", "auto")):
            etree.SubElement(font, f"{{{_MAIN}}}{name}", {f"{{{_MAIN}}}val": value})
    part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add(parent: Any, name: str, **attributes: str) -> Any:
    """A new last child `w:name` with these attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
