"""What an import did not take, as a workbook: the rows as they were, cells marked, reasons beside them."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.domain.table.households import CellPlace
from ffp_desktop.domain.table.mapping import Mapping as ColumnMapping
from ffp_desktop.domain.table.sheet import Sheet, column_letters
from ffp_desktop.files import written_whole
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import Choice, Preview, PreviewedHousehold

if TYPE_CHECKING:
    from ffp_desktop.documents.workbook.marked_rows import MarkedSheet

Marks = dict[CellPlace, dict[int, str]]
"""Reasons by row and column."""


def place_words(place: CellPlace) -> str:
    """How people find a cell: 表1 的 C12, 表1 第12行."""
    sheet = f"“{place.sheet}”" if place.sheet else "表里"
    if place.column < 0:
        return f"{sheet}第{place.row + 1}行"
    return f"{sheet} {column_letters(place.column)}{place.row + 1}"


def write_failed(opened: OpenedWorkbook, preview: Preview, out: Path, choices: Mapping[int, Choice]) -> int:
    """Writes the rows of households in error or held that nobody chose to take; how many. No file is made when there
    are none.

    Raises FfpError `file.cannot_write`.
    """
    from ffp_desktop.documents.workbook.marked_rows import write_marked

    marks: Marks = defaultdict(dict)
    reasons: dict[CellPlace, list[str]] = defaultdict(list)
    for one in preview.refused(choices):
        _collect(one, marks, reasons)
    sheets = [_marked_sheet(sheet, mapping, marks, reasons) for sheet, mapping in opened.chosen]
    count = sum(len(sheet.rows) for sheet in sheets)
    if count:
        with written_whole(out) as file:
            write_marked([sheet for sheet in sheets if sheet.rows], file)
    return count


def _collect(one: PreviewedHousehold, marks: Marks, reasons: dict[CellPlace, list[str]]) -> None:
    """All rows of the household come back, so that it is whole when they are corrected."""
    for row in one.household.rows:
        reasons[row] += []
    cells = [*one.household.problems, *one.household.doubts]
    for problem in cells:
        place = problem.place
        row = CellPlace(place.sheet, place.row)
        words = problem.reason
        if place.column >= 0:
            marks[row][place.column] = problem.reason
            words = f"{column_letters(place.column)} 列：{problem.reason}"
        reasons[row].append(words)
    if one.household.rows and one.reason not in [problem.reason for problem in cells]:
        reasons[one.household.rows[0]].append(one.reason)


def _marked_sheet(
    sheet: Sheet, mapping: ColumnMapping, marks: Marks, reasons: dict[CellPlace, list[str]]
) -> "MarkedSheet":
    from ffp_desktop.documents.workbook.marked_rows import MarkedRow, MarkedSheet

    below = mapping.header.below
    rows = []
    for number in range(below, len(sheet.rows)):
        place = CellPlace(sheet.name, number)
        if place in reasons:
            rows.append(MarkedRow(sheet.rows[number], marks.get(place, {}), "".join(reasons[place])))
    merged = [area for area in sheet.merged or () if area[2] < below and area[3] < len(mapping.targets)]
    return MarkedSheet(sheet.name, sheet.rows[:below], rows, merged)
