"""Lists on A4 pages that lie across: a title, a ruled table whose headings stand on every page, room to sign.

API: `ListColumn(heading, width, is_centred=False)`, `PrintedList`, `write_lists(file, lists, fonts) -> pages`.

Rows are as high as their longest cell; a row is never cut, nor is a number or a date: it is set smaller. A line end in
a cell begins a new line. Raises FfpError `paper.character_without_font`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.ink import POINT
from ffp_desktop.documents.pdf.plain_file import PlainFile, refuse_missing
from ffp_desktop.domain.paper.typeset import break_balanced, break_text

_MARGIN, _TOP, _FOOT = 12.0, 13.0, 9.0  # mm
_TITLE, _HEAD, _SMALL = 17.0, 9.0, 8.0  # points
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_PITCH, _PADDING = 4.3, 1.3  # mm
_RULE, _FRAME = 0.4, 1.1  # points
_BELOW = 9.0  # mm a line to sign on takes
_WHOLE = re.compile(r"[0-9A-Za-z.,:-]+")
_BASE = 0.345  # how far the middle of a character stands above its baseline, in ems


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A heading, and its share of the table's width."""

    heading: str
    width: float
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class PrintedList:
    """One list. `above` stand left and right under the title, `below` under the last row, side by side."""

    title: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[str]]
    above: tuple[str, str] = ("", "")
    below: Sequence[str] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: Sequence[str]
    size: float


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[_Cell]
    height: float


def write_lists(file: IO[bytes], lists: Sequence[PrintedList], fonts: FontStack) -> int:
    """Writes the lists, each from a new page on; gives the number of pages."""
    refuse_missing(fonts, (text for one in lists for text in _texts(one)))
    out = PlainFile(file, lists[0].title if lists else "", fonts)
    for one in lists:
        _ListPages(out, one).write()
    out.finish()
    return out.pages


class _ListPages:
    """Puts one list on its pages."""

    def __init__(self, out: PlainFile, printed: PrintedList) -> None:
        self._out = out
        self._ink = out.ink
        self._list = printed
        width = out.width - 2 * _MARGIN
        whole = sum(column.width for column in printed.columns)
        self._widths = [column.width * width / whole for column in printed.columns]
        self._head = self._measure([column.heading for column in printed.columns], is_head=True)

    def write(self) -> None:
        pages = list(self._pages([self._measure(row) for row in self._list.rows]))
        for number, rows in enumerate(pages, 1):
            self._write_page(rows, number, len(pages))
            self._out.end_page()

    def _pages(self, rows: Sequence[_Row]) -> Iterator[list[_Row]]:
        room = self._out.height - _FOOT - 6 - self._table_top - self._head.height
        last_room = room - (_BELOW if self._list.below else 0)
        page: list[_Row] = []
        used = 0.0
        for number, row in enumerate(rows):
            is_last = number == len(rows) - 1
            if page and used + row.height > (last_room if is_last else room):
                yield page
                page, used = [], 0.0
            page.append(row)
            used += row.height
        yield page

    @property
    def _table_top(self) -> float:
        return _TOP + 12 + (6 if any(self._list.above) else 0)

    def _write_page(self, rows: Sequence[_Row], number: int, pages: int) -> None:
        ink, palette, width = self._ink, self._out.palette, self._out.width
        ink.fill_colour(palette.title)
        ink.text_centred(width / 2, _TOP + 6, self._list.title, self._title_size, bold=True)
        ink.fill_colour(palette.label)
        left, right = self._list.above
        if left:
            ink.text(_MARGIN, _TOP + 14.5, left, _HEAD)
        if right:
            ink.text_right(width - _MARGIN, _TOP + 14.5, right, _HEAD)
        top = self._table_top
        ink.fill_colour(palette.head)
        ink.rectangle(_MARGIN, top, width - 2 * _MARGIN, self._head.height)
        bottom = top + self._head.height + sum(row.height for row in rows)
        self._draw_rules(top, bottom, rows)
        ink.fill_colour(palette.title)
        self._write_row(self._head, top, is_head=True)
        y = top + self._head.height
        for row in rows:
            self._write_row(row, y)
            y += row.height
        if number == pages:
            for place, words in enumerate(self._list.below):
                share = (width - 2 * _MARGIN) / len(self._list.below)
                ink.text(_MARGIN + place * share, bottom + _BELOW - 2, words, _HEAD)
        ink.fill_colour(palette.muted)
        ink.text(_MARGIN, self._out.height - _FOOT, self._list.foot, _SMALL)
        ink.text_centred(width / 2, self._out.height - _FOOT, f"第 {number} 页 / 共 {pages} 页", _SMALL)

    def _draw_rules(self, top: float, bottom: float, rows: Sequence[_Row]) -> None:
        ink, right = self._ink, self._out.width - _MARGIN
        ink.line_colour(self._out.palette.rule)
        y = top + self._head.height
        for row in rows:
            ink.rule(_MARGIN, y, right, y, _RULE)
            y += row.height
        x = _MARGIN
        for width in self._widths[:-1]:
            x += width
            ink.rule(x, top, x, bottom, _RULE)
        ink.rectangle(_MARGIN, top, right - _MARGIN, bottom - top, _FRAME)

    def _write_row(self, row: _Row, top: float, *, is_head: bool = False) -> None:
        x = _MARGIN
        for column, width, cell in zip(self._list.columns, self._widths, row.cells, strict=True):
            first = top + (row.height - _PITCH * (len(cell.lines) - 1)) / 2 + _BASE * cell.size / POINT
            for place, line in enumerate(cell.lines):
                if is_head or column.is_centred:
                    self._ink.text_centred(x + width / 2, first + place * _PITCH, line, cell.size, bold=is_head)
                elif line:
                    self._ink.text(x + _PADDING, first + place * _PITCH, line, cell.size)
            x += width

    def _measure(self, row: Sequence[str], *, is_head: bool = False) -> _Row:
        rooms = (width - 2 * _PADDING for width in self._widths)
        cells = [self._fit(text, room, is_head) for text, room in zip(row, rooms, strict=True)]
        most = max((len(cell.lines) for cell in cells), default=1)
        return _Row(cells, max(most, 1) * _PITCH + 2 * _PADDING)

    def _fit(self, text: str, room: float, is_head: bool) -> _Cell:
        if is_head:
            return _Cell(break_balanced(text, room, partial(self._ink.width, size=_HEAD, bold=True)), _HEAD)
        longest = max(_WHOLE.findall(text), key=len, default="")
        size = next((size for size in _SIZES if self._ink.width(longest, size) <= room), _SIZES[-1])
        measure = partial(self._ink.width, size=size)
        return _Cell([line for part in text.split("\n") if part for line in break_text(part, room, measure)], size)

    @property
    def _title_size(self) -> float:
        """Smaller for a long title."""
        room, width = self._out.width - 2 * _MARGIN, self._ink.width(self._list.title, _TITLE, bold=True)
        return _TITLE if width <= room else _TITLE * room / width


def _texts(printed: PrintedList) -> Iterator[str]:
    yield from (printed.title, *printed.above, *printed.below, printed.foot, "第 0123456789 页 / 共")
    yield from (column.heading for column in printed.columns)
    for row in printed.rows:
        yield from (text.replace("\n", "") for text in row)
