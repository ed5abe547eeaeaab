"""Small workbooks with styles, by openpyxl: saved without a temporary file, and text that stays text.

API: `new_workbook()`, `save_styled(workbook, file, draw_sheet)`, `put_text(cell, text)`, `sheet_title(words, taken)`,
`draw_lines(worksheet, lines)`.

openpyxl's own `save` puts every sheet as plain text into the system's temporary folder first; people's data may not lie
there, so the sheets pass through memory here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from ffp_desktop.documents.workbook.cell_text import SHEET_NAME_LONGEST, escape_names, safe_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\n']")


def new_workbook() -> "Workbook":
    """A workbook without sheets. Its usual type is Arial 10, by whose digits columns are measured: every system has it
    or one of the same width, which is not so of Calibri or 宋体."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    usual = Font(name="Arial", size=10)
    workbook._fonts = IndexedList([usual])
    workbook._named_styles["Normal"].font = usual
    return workbook


def save_styled(workbook: "Workbook", file: IO[bytes], draw_sheet: "Callable[[Worksheet], None] | None" = None) -> None:
    """Writes the workbook. `draw_sheet` fills each sheet when its turn comes, so that only one is in memory."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        writer = ExcelWriter(workbook, package)

        def write_worksheet(worksheet: Any) -> None:
            """What `ExcelWriter.write_worksheet` does, through memory."""
            if draw_sheet is not None:
                draw_sheet(worksheet)
            worksheet._drawing = SpreadsheetDrawing()
            sheet = WorksheetWriter(worksheet, BytesIO())
            sheet.write()
            worksheet._rels = sheet._rels
            package.writestr(worksheet.path[1:], sheet.out.getvalue())
            writer.manifest.append(worksheet)
            if draw_sheet is not None:
                worksheet._cells.clear()

        writer.write_worksheet = write_worksheet
        writer.write_data()


def put_text(cell: "Cell", text: str) -> None:
    """Puts text into a cell; = at its start does not make it a formula."""
    cell.value = escape_names(safe_text(text))
    cell.data_type = "s"
    cell.number_format = "@"


def draw_lines(worksheet: "Worksheet", lines: "Sequence[tuple[str, str]]") -> None:
    """Fills a sheet with two columns: what each line is, and its words."""
    from openpyxl.styles import Alignment, Font

    for number, (name, words) in enumerate(lines, 1):
        for column, text in enumerate((name, words), 1):
            cell = worksheet.cell(number, column)
            put_text(cell, text)
            cell.font = Font(name="宋体", size=11, bold=column == 1)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    worksheet.column_dimensions["A"].width = 20
    worksheet.column_dimensions["B"].width = 90


def sheet_title(words: str, taken: Iterable[str]) -> str:
    """A sheet's name from any words: short enough, without what names may not hold, unlike those taken in any case."""
    known = {name.casefold() for name in taken}
    name = _shortened(_NOT_IN_TITLES.sub("", safe_text(words)).strip(), "") or "表"
    number, found = 1, name
    while found.casefold() in known:
        number += 1
        found = _shortened(name, f"({number})")
    return found


def _shortened(name: str, end: str) -> str:
    while len((name + end).encode("utf-16-le")) > 2 * SHEET_NAME_LONGEST:
        name = name[:-1]
    return name + end
