"""Merged cells and failed formulas of an .ods, which calamine does not tell. Used in the child.

API: `read_marks(content) -> [SheetMarks, …]` in the workbook's order; empty when the file has neither, so that a large
plain one is not parsed twice. Raises `Refusal` for more rows than are read, as soon as they are counted. Entities are
not followed: expat does so only when asked.
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from ffp_desktop.documents.reading_process import Refusal
from ffp_desktop.documents.workbook.reading_limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS
from ffp_desktop.documents.workbook.reading_scan import ErrorCells

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_SIGNS = (b"-rows-spanned", b"-columns-spanned", b'value-type="error"')
_SHEET, _ROW = b"<table:table ", b"<table:table-row "
_PIECE = 2**20


@dataclass(slots=True)
class SheetMarks:
    """What stands out in one sheet: merged ranges (first row, column, last row, column) and error cells."""

    merged: list[list[int]] = field(default_factory=list)
    errors: ErrorCells = field(default_factory=dict)


def read_marks(content: bytes) -> list[SheetMarks]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not _has_signs(archive):
            return []
        reader = _Reader()
        with archive.open("content.xml") as part:
            while piece := part.read(_PIECE):
                reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
        return reader.sheets


def _has_signs(archive: zipfile.ZipFile) -> bool:
    before, rows, has_signs = b"", 0, False
    with archive.open("content.xml") as part:
        while piece := part.read(_PIECE):
            rows = piece.count(_ROW, piece.rfind(_SHEET)) if _SHEET in piece else rows + piece.count(_ROW)
            if rows > MAX_ROWS:
                raise Refusal("too_many_rows")
            has_signs = has_signs or any(sign in before + piece for sign in _SIGNS)
            before = piece[-64:]
    return has_signs


class _Reader:
    """Counts rows and columns with their repetitions."""

    def __init__(self) -> None:
        self.sheets: list[SheetMarks] = []
        self._row = self._column = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._rows = 1

    def _start(self, name: str, attributes: dict[str, Any]) -> None:
        if name in _CELLS:
            self._take_cell(attributes)
        elif name == _TABLE + "table-row":
            self._rows, self._column = _count(attributes, "number-rows-repeated"), 0
        elif name == _TABLE + "table":
            self.sheets.append(SheetMarks())
            self._row = 0

    def _end(self, name: str) -> None:
        if name == _TABLE + "table-row":
            self._row += self._rows

    def _take_cell(self, attributes: dict[str, Any]) -> None:
        row, column, marks = self._row, self._column, self.sheets[-1]
        self._column += _count(attributes, "number-columns-repeated")
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            return
        if any(name.endswith(" value-type") and value == "error" for name, value in attributes.items()):
            for at in range(column, min(self._column, MAX_COLUMNS)):
                marks.errors[row, at] = "formula"
        low = row + _count(attributes, "number-rows-spanned") - 1
        right = column + _count(attributes, "number-columns-spanned") - 1
        if (low > row or right > column) and len(marks.merged) < MAX_MERGED:
            marks.merged.append([row, column, low, right])


def _count(attributes: dict[str, Any], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return int(text) if text.isdigit() and len(text) < 10 else 1
