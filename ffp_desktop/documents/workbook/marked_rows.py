"""Rows of a foreign table that were not taken, as a workbook to correct: the cells marked, the reasons beside them.

API: `MarkedRow`, `MarkedSheet`, `write_marked(sheets, out)`. What was text stays text: an ID number keeps its digits,
and nothing that begins with = + - @ can become a formula.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from ffp_desktop.documents.workbook.styled_file import new_workbook, save_styled
from ffp_desktop.domain.table.header import REASON
from ffp_desktop.domain.table.sheet import Cell, CellError, Range, Row, has_lost_digits, text_of

_FILL, _INK, _LONGEST = "FBE9E6", "B42318", 32_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")
_ERROR_WORDS = "（这一格出错，没有值）"


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row as it was, the reasons by column (from 0), and the reason in one sentence."""

    cells: Row
    marks: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """The header rows of a sheet as they were, with the cells merged there, and the rows that were not taken."""

    name: str
    header: Sequence[Row]
    rows: Sequence[MarkedRow]
    merged: Sequence[Range] = ()


def write_marked(sheets: Sequence[MarkedSheet], out: IO[bytes]) -> None:
    """Writes the sheets with a column of reasons at the right."""
    book = new_workbook()
    for marked in sheets:
        _write_sheet(book.create_sheet(_title(marked.name)), marked)
    save_styled(book, out)


def _write_sheet(sheet: Any, marked: MarkedSheet) -> None:
    from openpyxl.utils import get_column_letter

    width = max((len(row) for row in (*marked.header, *(one.cells for one in marked.rows))), default=0)
    column = _reason_column(marked.header, width)
    for number, row in enumerate(marked.header, 1):
        _write_row(sheet, number, row)
    _put(sheet.cell(max(len(marked.header), 1), column + 1), REASON)
    for top, left, low, right in marked.merged:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=low + 1, end_column=right + 1)
    for number, one in enumerate(marked.rows, len(marked.header) + 1):
        _write_row(sheet, number, one.cells)
        _put(sheet.cell(number, column + 1), one.reason)
        for at, reason in one.marks.items():
            _mark(sheet.cell(number, at + 1), reason)
    sheet.column_dimensions[get_column_letter(column + 1)].width = 60
    sheet.freeze_panes = sheet.cell(len(marked.header) + 1, 1)


def _reason_column(header: Sequence[Row], width: int) -> int:
    """Where reasons stand already, when these rows come back a second time; else behind the last column."""
    last = header[-1] if header else ()
    found = [at for at, cell in enumerate(last) if cell == REASON]
    return found[0] if found else width


def _write_row(sheet: Any, number: int, row: Row) -> None:
    for at, cell in enumerate(row, 1):
        if cell != "":
            _put(sheet.cell(number, at), cell)


def _put(place: Any, cell: Cell) -> None:
    if isinstance(cell, CellError):
        cell = _ERROR_WORDS
    if not isinstance(cell, str) and not has_lost_digits(cell):
        place.value = cell
        return
    text = _UNWRITABLE.sub("�", text_of(cell))[:_LONGEST]
    place.value = _NAMED_CHARACTER.sub("_x005F_", text)
    place.data_type = "s"  # also for what begins with =
    place.number_format = "@"
    place.quotePrefix = True


def _mark(place: Any, reason: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    place.fill = PatternFill("solid", start_color=_FILL)
    place.font = Font(color=_INK)
    place.comment = Comment(reason, REASON, height=90, width=260)


def _title(name: str) -> str:
    return _NO_TITLE.sub(" ", name)[:31].strip("'") or "没有导入的行"
