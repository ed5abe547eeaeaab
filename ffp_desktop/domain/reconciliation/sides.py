"""What one side says, as it is compared: households with their people, each with values by item. Pure records.

People are tuples: hundreds of thousands of them are made for one comparison.

API: `Line` (a person of an export), `ListedHousehold` (a household of an export), `VisitedPerson`, `VisitedHousehold`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = str | None
"""A normalised text; "" where the side was asked and has nothing; None where it cannot be compared."""


class Line(NamedTuple):
    """A person of an export or a ledger. `key` is the number's (see `person_key`), "" without one.

    Of a row that was refused for its number only the name stays (`is_witness`): nobody shall be told that this person
    is missing there.
    """

    number: int
    name: str
    key: str
    is_head: bool
    values: Mapping[str, Value]
    is_witness: bool = False


@dataclass(slots=True)
class ListedHousehold:
    """A household of an export. `lists_people` is False where a row stands for a household and names its head only."""

    key: str
    village: str
    values: Mapping[str, Value]
    people: list[Line] = field(default_factory=list)
    lists_people: bool = True

    @property
    def head_name(self) -> str:
        heads = [line.name for line in self.people if line.is_head] or [line.name for line in self.people]
        return heads[0] if heads else ""


class VisitedPerson(NamedTuple):
    """A person as the visit has them."""

    member: str
    name: str
    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class VisitedHousehold:
    """A household as its finished survey has it."""

    household: str
    survey: str
    village: str
    head_name: str
    values: Mapping[str, Value]
    people: tuple[VisitedPerson, ...]

    @property
    def kind(self) -> str:
        return self.values.get("household_kind") or ""
