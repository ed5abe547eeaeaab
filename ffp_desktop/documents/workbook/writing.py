"""Large plain tables as .xlsx, written row by row: memory does not grow with the rows.

API: `Table`, `TableColumn`, `write_tables(file, tables)`, `is_whole(file)`.

Rows go straight into the file that was chosen. rustpy-xlsxwriter is as fast, but keeps the sheet under way in the
system's temporary folder as plain text, or whole in memory; people's data may lie in neither.

Text is text: inline strings with the format "@", so that no ID number becomes a number, nothing typed becomes a formula
or a link, and an empty cell of such a column takes an ID number that is typed later as text too.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from ffp_desktop.documents.workbook.cell_text import escape_names, safe_text
from ffp_desktop.documents.workbook.writing_parts import (
    AMOUNT_STYLE,
    COUNT_STYLE,
    HEADING_STYLE,
    TEXT_STYLE,
    sheet_end,
    sheet_start,
    write_parts,
)

Value = str | int | Decimal | None
"""A cell: text, a number, or nothing."""

MOST_ROWS = 1_048_576
_LEVEL = 1  # a fifth larger than the usual level, and half the time
_TOGETHER = 256  # rows
_MOST_BYTES = 1_900_000_000  # a part of a .xlsx must stay below 2 GiB for every program to open it
_SHORT = 16_000  # characters of a row in which surely no cell is too long
_NOT_PLAIN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff&<>_]").search


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A heading and a width in characters of the usual type; `is_text` for a column that never holds numbers."""

    heading: str
    width: float = 12
    is_text: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name (at most 28 characters), its columns, and rows of as many values, read once."""

    name: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Value]]


def write_tables(file: IO[bytes], tables: Iterable[Table]) -> None:
    """Writes a workbook; a table is asked for when the one before it is written.

    A table with more rows than a sheet holds goes on in the next sheet (人员 → 人员2).
    """
    names: list[str] = []
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for table in tables:
            sheets = _RowStream(table)
            while sheets.has_more or not sheets.count:
                with package.open(f"xl/worksheets/sheet{len(names) + 1}.xml", "w") as part:
                    sheets.write_sheet(part)
                names.append(table.name if sheets.count == 1 else f"{table.name}{sheets.count}")
        write_parts(package, names)


def is_whole(file: IO[bytes]) -> bool:
    """Whether a workbook that was just written can be read again, every byte of it."""
    try:
        with ZipFile(file) as package:
            return package.testzip() is None
    except (BadZipFile, zlib.error, EOFError, OSError):
        return False


class _RowStream:
    """Writes a table's rows into one sheet after the other."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: Iterator[Sequence[Value]] = iter(table.rows)
        self._row = next(self._rows, None)
        self._cells = [f'<c r="{column_letters(number)}' for number in range(1, len(table.columns) + 1)]
        self.count = 0

    @property
    def has_more(self) -> bool:
        return self._row is not None

    def write_sheet(self, part: IO[bytes]) -> None:
        """Writes a sheet with the headings and all rows it has room for."""
        self.count += 1
        part.write(sheet_start([column.width for column in self._table.columns], self._text_columns()))
        part.write(self._heading_row().encode())
        number, size = 1, 0
        lines: list[str] = []
        while self._row is not None and number < MOST_ROWS and size < _MOST_BYTES:
            number += 1
            lines.append(self._line(number, self._row))
            self._row = next(self._rows, None)
            if len(lines) == _TOGETHER:
                size += part.write("".join(lines).encode())
                lines.clear()
        part.write("".join(lines).encode())
        part.write(sheet_end(f"A1:{column_letters(len(self._cells))}{number}"))

    def _text_columns(self) -> list[bool]:
        return [column.is_text for column in self._table.columns]

    def _heading_row(self) -> str:
        cells = (
            f'{cell}1" s="{HEADING_STYLE}" t="inlineStr"><is>{_careful(column.heading)}</is></c>'
            for cell, column in zip(self._cells, self._table.columns, strict=True)
        )
        return f'<row r="1" ht="42" customHeight="1">{"".join(cells)}</row>'

    def _line(self, number: int, row: Sequence[Value]) -> str:
        """One row. Most rows hold nothing that XML or a workbook minds: one look at the whole row tells."""
        texts = "".join([value for value in row if isinstance(value, str)])
        if len(texts) > _SHORT or _NOT_PLAIN(texts):
            row = [_careful(value) if isinstance(value, str) and value else value for value in row]
            start, end = f'{number}" s="{TEXT_STYLE}" t="inlineStr"><is>', "</is></c>"
        else:
            start, end = f'{number}" s="{TEXT_STYLE}" t="inlineStr"><is><t>', "</t></is></c>"
        cells = [
            f"{cell}{start}{value}{end}" if isinstance(value, str) else _number(cell, number, value)
            for cell, value in zip(self._cells, row, strict=True)
            if value or value == 0
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(cell: str, row: int, value: Value) -> str:
    style = AMOUNT_STYLE if isinstance(value, Decimal) else COUNT_STYLE
    return f'{cell}{row}" s="{style}"><v>{value:f}</v></c>'


def _careful(text: str) -> str:
    return f'<t xml:space="preserve">{escape(escape_names(safe_text(text)))}</t>'
