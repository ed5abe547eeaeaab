"""Looks through the sheets of an .xlsx before calamine does, which takes each whole: refuses those with too many rows
or cells as soon as they are counted, and those of text without end; and tells where the cells stand that calamine shows
as empty though they are not: a formula that failed (#N/A …), and one that was never worked out. Used in the child.

API: `scan_sheets(content) -> {sheet's position: {(row, column): kind}}`, from 0; see `CellError.kind`.
"""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from ffp_desktop.documents.reading_process import Refusal
from ffp_desktop.documents.workbook.reading_limits import MAX_CELLS, MAX_ROWS, MAX_SHEETS

_FAILED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="e"[^>]*>')
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TEXT_RESULT = re.compile(rb'^<[^>]*\bt="str"')
_REFERENCE = re.compile(rb'^<[^>]*\br="([A-Z]{1,3})(\d{1,7})"')
_PIECE, _LONGEST_CELL = 2**20, 10_000
_SMALL = 4 * 2**20
_ROWS, _CELLS = (b"<row ", b"<row>", b":row "), (b"<c ", b"<c>", b":c ")
_PLENTY, _PER_CELL = 32 * 2**20, 400  # bytes of a sheet, and of each of its cells; honest ones take 30 to 120
ErrorCells = dict[tuple[int, int], str]


def scan_sheets(content: bytes) -> dict[int, ErrorCells]:
    """Empty for a workbook whose parts do not stand where they should: its cells are then as calamine reads them.

    Raises `Refusal`.
    """
    found: dict[int, ErrorCells] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        known = set(archive.namelist())
        parts = _sheet_parts(archive)
        if len(parts) > MAX_SHEETS:
            raise Refusal("too_many_sheets")
        all_cells = 0
        for position, part in enumerate(parts):
            if part in known:
                errors, cells = _search(archive, part, all_cells)
                all_cells += cells
                if errors:
                    found[position] = errors
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets in the workbook's order."""
    try:
        links = {
            str(link.get("Id")): str(link.get("Target")) for link in _read(archive, "xl/_rels/workbook.xml.rels").iter()
        }
        sheets = [node for node in _read(archive, "xl/workbook.xml").iter() if node.tag.endswith("}sheet")]
    except (KeyError, ElementTree.ParseError):
        return []
    parts = []
    for sheet in sheets:
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = links.get(link, "")
        parts.append(posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}"))
    return parts


def _read(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    with archive.open(part) as opened:
        return ElementTree.fromstring(opened.read(_SMALL))


def _search(archive: zipfile.ZipFile, part: str, cells_before: int) -> tuple[ErrorCells, int]:
    errors: ErrorCells = {}
    before, size, rows, cells = b"", 0, 0, 0
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            size += len(piece)
            rows += sum(map(piece.count, _ROWS))
            cells += sum(map(piece.count, _CELLS))
            _refuse_excess(size, rows, cells, cells_before)
            whole = before + piece
            if b't="e"' in whole:
                _note(errors, _FAILED.findall(whole), "formula")
            if b"<f" in whole or b":f" in whole:
                empty = [cell for cell in _NO_RESULT.findall(whole) if not _TEXT_RESULT.match(cell)]
                _note(errors, empty, "no_result")
            before = piece[-_LONGEST_CELL:]
    return errors, cells


def _refuse_excess(size: int, rows: int, cells: int, cells_before: int) -> None:
    if rows > MAX_ROWS:
        raise Refusal("too_many_rows")
    if cells_before + cells > MAX_CELLS:
        raise Refusal("too_many_cells")
    if size > _PLENTY + _PER_CELL * cells:
        raise Refusal("bomb")


def _note(cells: ErrorCells, found: list[bytes], kind: str) -> None:
    for cell in found:
        if match := _REFERENCE.match(cell):
            column = 0
            for letter in match[1]:
                column = column * 26 + letter - ord("A") + 1
            cells[int(match[2]) - 1, column - 1] = kind
