"""Tables of an official document: caption above, headings repeated on each page, numbers at the right."""

from typing import TYPE_CHECKING

from ffp_desktop.documents.report import layout
from ffp_desktop.documents.report.content import ReportTable, plain_words
from ffp_desktop.documents.report.docx_parts import (
    add_words,
    frame_table,
    indent_by_characters,
    keep_row_whole,
    repeat_row,
    set_cell,
    set_lines,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_HEAD = "F1EFEA"
_TOGETHER = 12  # rows of a table that is kept on one page
_ROOM = 4.0  # points above and below the words of a row


def add_table(docx: "Document", table: ReportTable) -> None:
    """The caption, the table, and the note or a small gap."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    size = table_size(table)
    if table.caption:
        caption = docx.add_paragraph()
        set_lines(caption, 22, before=6, after=2)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
        add_words(caption, plain_words(table.caption), layout.HEI, layout.TABLE)
    grid = docx.add_table(rows=1, cols=len(table.columns))
    _set_widths(grid, table)
    frame_table(grid, table.is_open)
    _fill_row(grid, 0, [column.heading for column in table.columns], table, size)
    repeat_row(grid.rows[0])
    for values in table.rows:
        row = grid.add_row()
        _fill_row(grid, len(grid.rows) - 1, values, table, size)
        keep_row_whole(row)
    note = docx.add_paragraph()
    set_lines(note, 16, after=6)
    if table.note:
        indent_by_characters(note, layout.NOTE, first=2)
        add_words(note, plain_words(table.note), layout.FANG, layout.NOTE)


def table_size(table: ReportTable) -> float:
    """Points of a table's type: 小四, wide ones 五号."""
    return layout.TABLE if len(table.columns) < layout.WIDE_TABLE else layout.NOTE


def _set_widths(grid: "Table", table: ReportTable) -> None:
    from docx.shared import Mm

    grid.autofit = False
    whole = sum(column.share for column in table.columns)
    for place, column in zip(grid.columns, table.columns, strict=True):
        place.width = Mm(layout.TEXT_WIDTH * column.share / whole)


def _fill_row(
    grid: "Table", number: int, values: "list[str] | tuple[str, ...]", table: ReportTable, size: float
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    is_head = number == 0
    is_total = table.has_total and number == len(table.rows)
    widths = [column.width for column in grid.columns]
    for cell, column, value, width in zip(grid.rows[number].cells, table.columns, values, widths, strict=True):
        cell.width = width
        set_cell(cell, fill=_HEAD if is_head and not table.is_open else "", underline=is_head and table.is_open)
        paragraph = cell.paragraphs[0]
        set_lines(paragraph, size + _ROOM, before=_ROOM / 2, after=_ROOM / 2)
        paragraph.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER
            if is_head
            else WD_ALIGN_PARAGRAPH.RIGHT
            if column.is_number
            else WD_ALIGN_PARAGRAPH.LEFT
        )
        paragraph.paragraph_format.keep_with_next = is_head or (
            len(table.rows) <= _TOGETHER and number < len(table.rows)
        )
        face = layout.HEI if is_head or is_total else layout.FANG
        add_words(paragraph, plain_words(value), face, size)
