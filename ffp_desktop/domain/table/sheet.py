"""A foreign table as it was read: cells keep what the file has, and nothing is interpreted yet.

API: `Cell`, `CellError`, `Sheet`, `Workbook`, `text_of(cell)`, `is_empty(cell)`, `has_lost_digits(text)`,
`column_letters(column)`. Rows and columns count from 0 here; people see "C12".
"""

import re
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds no value: `kind`: "formula" (#N/A, #REF! …), "no_result" (a formula that no program has worked
    out yet), "too_long" or "not_a_number"."""

    kind: str


Cell = str | int | float | bool | date | CellError
"""Text ("" is an empty cell), a number as the file has it, 是/否 of the program, a date (or datetime), or an error."""

Row = tuple[Cell, ...]
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells."""

_FIFTEEN_DIGITS = 10**15
_LOST_IN_TEXT = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2}")
_ROUNDED = re.compile(r"[1-9]\d{14}0{3,}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows may be shorter than the widest one. `merged` is None when the format does not tell."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Range, ...] | None = ()
    is_hidden: bool = False

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """ "" beyond what the sheet holds."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole file. `kind` is what it really is: "xlsx", "xls", "ods" or "text", whatever its name says."""

    kind: str
    sheets: tuple[Sheet, ...]


def is_empty(cell: Cell) -> bool:
    return cell == "" or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str:
    """The cell's own text: a number as Excel shows it (15 digits, 1.5E+17), a date as 2023-02-05; "" for an error."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, CellError):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return _number_text(cell)


def has_lost_digits(cell: Cell) -> bool:
    """Whether digits of a long number may be gone: a number beyond 15 digits, 1.5E+17, or noughts from the 16th on.

    Spreadsheets keep 15 digits of a number; what was typed after them cannot be known any more.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= _FIFTEEN_DIGITS
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return _LOST_IN_TEXT.fullmatch(text) is not None or _ROUNDED.fullmatch(text) is not None


def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number_text(number: int | float) -> str:
    if abs(number) >= _FIFTEEN_DIGITS:
        digits, _, power = f"{number:.14E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{power}"
    if number == int(number):
        return str(int(number))
    return f"{number:.15g}" if abs(number) >= 1e-4 else f"{number:.15f}".rstrip("0")
