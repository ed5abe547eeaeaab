"""Rows of a long list that are read a page at a time, when they are looked at.

API: `PagedRows(total, read, draw)`: a sequence of rows for `CellTable.show_rows`; `at(row)` gives what was read.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from ffp_desktop.ui.widgets.cell_table import Cell

PAGE = 40  # about what a window shows
_KEPT = 50  # pages
_LineT = TypeVar("_LineT")
Row = Sequence[Cell]


class PagedRows(Sequence[Row], Generic[_LineT]):
    """`read(start, count)` gives lines, `draw(line)` the cells of one."""

    def __init__(
        self, total: int, read: Callable[[int, int], Sequence[_LineT]], draw: Callable[[_LineT], Row], blank: Row = ()
    ) -> None:
        self._total = total
        self._read = read
        self._draw = draw
        self._blank = blank
        self._pages: dict[int, Sequence[_LineT]] = {}

    def at(self, row: int) -> _LineT | None:
        """The line of a row; None beyond the ends, and for one that is gone meanwhile."""
        if not 0 <= row < self._total:
            return None
        page, place = divmod(row, PAGE)
        lines = self._page(page)
        return lines[place] if place < len(lines) else None

    def forget(self) -> None:
        """What was read is read again."""
        self._pages.clear()

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(self._total))]
        line = self.at(index)
        return self._blank if line is None else self._draw(line)

    def _page(self, page: int) -> Sequence[_LineT]:
        if page not in self._pages:
            while len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = self._read(page * PAGE, PAGE)
        return self._pages[page]
