"""Rows that are written after others: kept packed in memory, never in a file."""

import pickle
import zlib
from collections.abc import Iterator, Sequence

from ffp_desktop.documents.workbook.writing import Value

_TOGETHER = 2000


class RowSpool:
    """Takes rows, and gives them back once in the same order. A person's row takes some 100 bytes."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._rows: list[Sequence[Value]] = []

    def add(self, row: Sequence[Value]) -> None:
        self._rows.append(row)
        if len(self._rows) == _TOGETHER:
            self._pack()

    def __iter__(self) -> Iterator[Sequence[Value]]:
        self._pack()
        while self._packed:
            yield from pickle.loads(zlib.decompress(self._packed.pop(0)))

    def _pack(self) -> None:
        if self._rows:
            self._packed.append(zlib.compress(pickle.dumps(self._rows), 1))
            self._rows.clear()
