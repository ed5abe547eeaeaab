"""Writes laid-out sheets as the files that departments send: .xlsx, .ods, or a text table in GB 18030.

API: `write_workbook(file, sheets)` by the file's ending.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook

from tests.quarter.layouting import PlacedSheet
from tests.quarter.ways import Cell

_FEW = 4_000  # rows up to which a workbook is made in memory, with merged cells
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = f'xmlns:office="{_OFFICE}office:1.0" xmlns:table="{_OFFICE}table:1.0" xmlns:text="{_OFFICE}text:1.0"'
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0"><manifest:file-entry manifest:full-path="/"'
    f' manifest:media-type="{_SPREADSHEET}"/><manifest:file-entry manifest:full-path="content.xml"'
    ' manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_workbook(file: Path, sheets: Sequence[PlacedSheet]) -> None:
    if file.suffix == ".csv":
        _write_text(file, sheets)
    elif file.suffix == ".ods":
        _write_open_document(file, sheets)
    else:
        _write_excel(file, sheets)


def _write_excel(file: Path, sheets: Sequence[PlacedSheet]) -> None:
    has_merged = any(len(sheet.merged) > 1 for sheet in sheets)
    in_memory = has_merged or max(len(sheet.rows) for sheet in sheets) <= _FEW
    book = Workbook(write_only=not in_memory)
    if in_memory:
        book.remove(book.worksheets[0])
    for placed in sheets:
        sheet = book.create_sheet(placed.name)
        for row in placed.rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for top, left, low, right in placed.merged if in_memory else ():
            sheet.merge_cells(start_row=top, start_column=left, end_row=low, end_column=right)
    book.save(file)


def _write_text(file: Path, sheets: Sequence[PlacedSheet]) -> None:
    with file.open("w", encoding="gb18030", newline="") as lines:
        writer = csv.writer(lines)
        for row in sheets[0].rows:
            writer.writerow([f"{cell:%Y/%m/%d}" if isinstance(cell, date) else cell for cell in row])


def _write_open_document(file: Path, sheets: Sequence[PlacedSheet]) -> None:
    tables = "".join(_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", _SPREADSHEET, ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _MANIFEST, ZIP_DEFLATED)
        package.writestr("content.xml", content, ZIP_DEFLATED)


def _table(sheet: PlacedSheet) -> str:
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows)
    return f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'


def _cell(cell: Cell) -> str:
    if cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell:%Y-%m-%d}"/>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'
    text = escape(str(cell))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
