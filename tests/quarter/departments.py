"""How a department lays its list out: columns, titles, header, where the village stands.

API: `Layout`, `Column`, `Grouping`. The twelve of the quarter are in `layouts`.

A column's `key` says what of a row it holds: `order` 序号, the telling of a person (`name`, `number`, `township`,
`village`, `address`, `code`, `county`, `sex`, `age`, `birth`, `phone`, `head`, `guardian_number`), `day` when it
happened, `detail` what else the department knows, `blank`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tests.quarter.known import Known


class Grouping(StrEnum):
    """Where a row's village stands when it does not stand in the row alone."""

    IN_ROW = "in the row"
    MERGED = "in cells merged down"
    HEADED = "in a row of its own above"
    BY_SHEET = "a sheet for each township"


@dataclass(frozen=True, slots=True)
class Column:
    """`group` stands above the heading in a header of two rows; `details` are what a `detail` column holds."""

    heading: str
    key: str
    group: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One list: how many rows it has at full size, and how it looks. `more` multiplies how often a way is used, 0 for
    never; `who` says whom this department lists; `notes` are the name and the lines of a sheet without people."""

    name: str
    ending: str
    kind: str
    department: str
    title: str
    rows: int
    columns: tuple[Column, ...]
    date: str = "2023-02-10"
    letter: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    grouping: Grouping = Grouping.IN_ROW
    sheets: tuple[str, ...] = ("Sheet1",)
    notes: tuple[str, ...] = ()
    has_subtotals: bool = False
    has_total: bool = False
    repeats_header: bool = False
    more: Mapping[str, float] = field(default_factory=dict)
    who: Callable[[Known], bool] = lambda _one: True

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns)

    @property
    def has_groups(self) -> bool:
        return any(column.group for column in self.columns)
