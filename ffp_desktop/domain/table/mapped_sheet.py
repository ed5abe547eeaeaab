"""A sheet with its mapping: cells by what they are, merged cells filled down where the sheet itself says so.

API: `MappedSheet(sheet, mapping)`: `.rows`, `.passed`, `.cell(row, item, block=0)`, `.text(row, item)`, `.kind`.
"""

from enum import Enum
from functools import cached_property

from ffp_desktop.domain.table.mapping import Mapping, Target
from ffp_desktop.domain.table.rows import PassedRow, sort_rows
from ffp_desktop.domain.table.sheet import Cell, Sheet, is_empty, text_of
from ffp_desktop.domain.table.synonyms import HEAD_NAME

NAME, RELATION, ID_NUMBER = "name", "relation", "id_number"
_MOST_FILLED = 2_000_000  # cells that merged ranges may fill; overlapping ranges could ask for any number


class SheetKind(Enum):
    """What a row of a sheet is."""

    PERSON = "a row a person"
    BLOCKS = "a row a household, with 第1人, 第2人 … side by side"
    HEAD = "a row a household, with its head's own columns"
    HOUSEHOLD = "a row a household"


class MappedSheet:
    """Reads cells by item. `rows` are those with answers, from 0, in order."""

    def __init__(self, sheet: Sheet, mapping: Mapping, repeated_items: frozenset[str]) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self._repeated = repeated_items
        self.rows: list[int]
        self.passed: list[PassedRow]
        self.rows, self.passed = sort_rows(sheet, mapping)
        self._columns: dict[tuple[str, int], int] = {}
        self._items: dict[tuple[bool, int], list[tuple[int, Target]]] = {}
        for at, target in enumerate(mapping.targets):
            if target.item:
                self._columns.setdefault((target.item, target.block), at)

    @cached_property
    def kind(self) -> SheetKind:
        if self.mapping.blocks:
            return SheetKind.BLOCKS
        if self.has(NAME) or self.has(RELATION):
            return SheetKind.PERSON
        if self.has(HEAD_NAME):
            return SheetKind.HEAD
        return SheetKind.PERSON if self.has(ID_NUMBER) else SheetKind.HOUSEHOLD

    def has(self, item: str) -> bool:
        return (item, 0) in self._columns

    def column(self, item: str, block: int = 0) -> int:
        """-1 when no column holds it."""
        return self._columns.get((item, block), -1)

    def items(self, *, of_member: bool, block: int = 0) -> list[tuple[int, Target]]:
        """The columns that hold answers of the household, or of one person."""
        key = (of_member, block)
        if key not in self._items:
            self._items[key] = [
                (at, target)
                for at, target in enumerate(self.mapping.targets)
                if target.is_item and target.block == block and (target.item in self._repeated) == of_member
            ]
        return list(self._items[key])

    def cell_at(self, row: int, column: int) -> Cell:
        """A cell, or what the merged cells it belongs to hold (a person's own columns are never filled)."""
        cell = self.sheet.cell(row, column)
        if is_empty(cell) and self.mapping.targets[column].item not in self._repeated:
            return self.sheet.cell(self._merged_tops.get((row, column), row), column)
        return cell

    def cell(self, row: int, item: str, block: int = 0) -> Cell:
        column = self.column(item, block)
        return "" if column < 0 else self.cell_at(row, column)

    def text(self, row: int, item: str, block: int = 0) -> str:
        return text_of(self.cell(row, item, block)).strip()

    @cached_property
    def _merged_tops(self) -> dict[tuple[int, int], int]:
        tops: dict[tuple[int, int], int] = {}
        asked = 0
        last = len(self.sheet.rows) - 1
        for top, left, low, right in self.sheet.merged or ():
            columns = range(left, min(right, len(self.mapping.targets) - 1) + 1)
            rows = range(top + 1, min(low, last) + 1)
            asked += len(columns) * len(rows)
            if top < self.mapping.header.below or asked > _MOST_FILLED:
                continue
            tops.update(((row, column), top) for row in rows for column in columns)
        return tops
