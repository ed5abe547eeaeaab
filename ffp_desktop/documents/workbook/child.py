"""The process that reads a foreign workbook: `python -m ffp_desktop.documents.workbook.child FILE`.

Whatever a hostile file does, it does it to this process, which holds itself to limits. JSON lines on stdout:
    {"kind": "xlsx"}                                                        what the file really is
    {"sheet": name, "hidden": false, "merged": [[r, c, r, c], …] or null}   begins a sheet
    ["姓名", 12.5, true, {"d": "2023-02-05"}, {"e": "formula"}, …]           one row, empty rows included
    {"end": true} or {"refused": code}                                      the last line, always
A process that ends without its last line was ended by its limits or by the parser.
"""

import csv
import io
import json
import math
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ffp_desktop.documents.reading_process import Refusal, hold_memory, hold_time
from ffp_desktop.documents.workbook import reading_limits as limits
from ffp_desktop.documents.workbook.reading_kind import decode_text, find_kind
from ffp_desktop.documents.workbook.reading_open_document import SheetMarks, read_marks
from ffp_desktop.documents.workbook.reading_scan import ErrorCells, scan_sheets

_ENDLESS_LINE = re.compile(rb"[^\r\n]{4000000}")  # bytes; a row of all columns at their longest
_SUSPECT = 1_000  # characters of an encoded row that is looked at cell by cell


def main(file: str) -> int:
    """Reads one file; the exit code is 0 whenever the last line was written."""
    import python_calamine

    out = sys.stdout.buffer
    try:
        size = Path(file).stat().st_size
        if size > limits.MAX_FILE:
            raise Refusal("file_too_large")
        hold_memory(limits.memory_for(size))
        hold_time(limits.seconds_for(size))
        _hand_over(Path(file).read_bytes(), out)
        _write(out, {"end": True})
    except Refusal as refusal:
        _write(out, {"refused": refusal.code})
    except python_calamine.PasswordError:
        _write(out, {"refused": "encrypted"})
    except MemoryError:
        _write(out, {"refused": "memory"})
    except OSError:
        _write(out, {"refused": "cannot_read"})
    except BaseException as broken:  # a panic of the parser is no Exception
        _write(out, {"refused": "memory" if "capacity overflow" in str(broken) else "damaged"})
    return 0


def _hand_over(content: bytes, out: BinaryIO) -> None:
    kind = find_kind(content)
    _write(out, {"kind": kind})
    if kind == "text":
        _hand_over_text(content, out)
        return
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    errors = scan_sheets(content) if kind == "xlsx" else {}
    marks = read_marks(content) if kind == "ods" else []
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = workbook.sheets_metadata
    if len(sheets) > limits.MAX_SHEETS:
        raise Refusal("too_many_sheets")
    cells = 0
    for position, known in enumerate(sheets):
        if known.typ not in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet):
            continue
        sheet = workbook.get_sheet_by_index(position)
        rows, columns = ((end := sheet.end or (-1, -1))[0] + 1, end[1] + 1)
        cells += rows * columns
        _refuse_size(rows, columns, cells)
        found = marks[position] if position < len(marks) else SheetMarks()
        merged = sheet.merged_cell_ranges
        ranges = found.merged if merged is None else [[*first, *last] for first, last in merged[: limits.MAX_MERGED]]
        hidden = known.visible is not SheetVisibleEnum.Visible
        _write(out, {"sheet": known.name, "hidden": hidden, "merged": ranges})
        _write_rows(out, _placed_rows(sheet, errors.get(position, found.errors)))


def _placed_rows(sheet: Any, errors: ErrorCells) -> Iterator[list[Any]]:
    """The rows from the sheet's first on; calamine leaves out the empty columns at the left, not the rows above."""
    left = sheet.start[1] if sheet.start else 0
    faulty = {row for row, _ in errors}
    for number, row in enumerate(sheet.iter_rows()):
        cells = [""] * left + row if left else row
        if number in faulty:
            cells = [_error(errors, number, at) or cell for at, cell in enumerate(cells)]
        yield cells


def _error(errors: ErrorCells, row: int, column: int) -> dict[str, str] | None:
    kind = errors.get((row, column))
    return {"e": kind} if kind else None


def _hand_over_text(content: bytes, out: BinaryIO) -> None:
    if _ENDLESS_LINE.search(content):
        raise Refusal("not_a_workbook")
    text = decode_text(content)
    if "\0" in text:
        raise Refusal("not_a_workbook")
    csv.field_size_limit(limits.MAX_CHARACTERS * 50)
    begin = text[:20_000].splitlines()[:5]
    delimiter = max(",\t;", key=lambda sign: min(line.count(sign) for line in begin or [""]) * 1000 + text.count(sign))
    if text.count(delimiter) > limits.MAX_CELLS:
        raise Refusal("too_many_cells")
    _write(out, {"sheet": "", "hidden": False, "merged": None})
    try:
        _write_rows(out, _counted(csv.reader(_short_lines(text, delimiter), delimiter=delimiter)))
    except csv.Error:
        raise Refusal("quotes" if '"' in text else "not_a_workbook") from None


def _short_lines(text: str, delimiter: str) -> Iterator[str]:
    """Lines that cannot make too long a row; separators may stand in quotes, so there is some room."""
    for line in io.StringIO(text, newline=""):
        if line.count(delimiter) > 20 * limits.MAX_COLUMNS:
            raise Refusal("too_many_columns")
        yield line


def _counted(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        _refuse_size(number, len(row), cells)
        yield row


def _refuse_size(rows: int, columns: int, cells: int) -> None:
    if rows > limits.MAX_ROWS:
        raise Refusal("too_many_rows")
    if columns > limits.MAX_COLUMNS:
        raise Refusal("too_many_columns")
    if cells > limits.MAX_CELLS:
        raise Refusal("too_many_cells")


def _write_rows(out: BinaryIO, rows: Iterator[list[Any]]) -> None:
    encode = json.JSONEncoder(
        ensure_ascii=False, separators=(",", ":"), default=_encode_cell, check_circular=False
    ).encode
    for row in rows:
        while row and row[-1] == "":
            row.pop()
        line = encode(row)
        if len(line) > _SUSPECT or "N" in line or "I" in line:
            line = encode([_checked(cell) for cell in row])
        out.write(line.encode("utf-8", "replace") + b"\n")


def _checked(cell: Any) -> Any:
    if isinstance(cell, str) and len(cell) > limits.MAX_CHARACTERS:
        return {"e": "too_long"}
    if isinstance(cell, float) and not math.isfinite(cell):
        return {"e": "not_a_number"}
    return cell


def _encode_cell(cell: Any) -> Any:
    """What JSON has no word for: dates; times and spans as text."""
    if isinstance(cell, datetime):
        is_whole_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return {"d": (cell.date() if is_whole_day else cell).isoformat()}
    return {"d": cell.isoformat()} if isinstance(cell, date) else str(cell)


def _write(out: BinaryIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
