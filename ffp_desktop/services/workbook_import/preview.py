"""What an import would do, household by household; nothing is written yet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.table.households import CellPlace, ReadHousehold, ReadMember
from ffp_desktop.domain.table.rows import PassedRow
from ffp_desktop.domain.values import Answer, Cleared


class Kind(StrEnum):
    """What would become of a household."""

    NEW = "新"
    CHANGED = "变更"
    IDENTICAL = "相同"
    ERROR = "有错"
    HELD = "暂存"


class Mode(StrEnum):
    """How a household that is already in the vault is taken."""

    FILL = "fill"
    REPLACE = "replace"


class Choice(StrEnum):
    """What a person chose for one household, in place of the mode."""

    LEAVE = "leave"
    FILL = "fill"
    REPLACE = "replace"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that the table has otherwise than the vault. `place.member` is the vault's member, in row `row`."""

    place: Place
    before: Answer | None
    after: Answer
    row: int = 0

    @property
    def fills(self) -> bool:
        """Whether nothing stood there before."""
        return self.before is None or isinstance(self.before, Cleared)


@dataclass(frozen=True, slots=True)
class PreviewedHousehold:
    """One household of the table. `survey` is the one of the vault it belongs to, "" for none.

    `reason` says why it is held; `hint` is something a person may look at, and decides nothing. `lasting` is the
    household of other rounds that a new survey is of, "" for none, and `people` its members' ids by person key.
    `confirmed_kind` is what a household is that only waits for a person to confirm its doubtful numbers, else None.
    """

    household: ReadHousehold
    kind: Kind
    survey: str = ""
    state: str = ""
    differences: tuple[Difference, ...] = ()
    new_members: tuple[ReadMember, ...] = ()
    absent: int = 0  # members of the vault's survey that the table does not list; they stay
    reason: str = ""
    hint: str = ""
    lasting: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    confirmed_kind: Kind | None = None

    @property
    def fills(self) -> int:
        return sum(difference.fills for difference in self.differences)

    @property
    def replaces(self) -> int:
        return len(self.differences) - self.fills


@dataclass(frozen=True, slots=True)
class PassedSheet:
    """A sheet whose rows were not read, and why."""

    name: str
    rows: int
    reason: str


@dataclass(frozen=True)
class Preview:
    """A whole workbook, accounted for row by row."""

    households: tuple[PreviewedHousehold, ...]
    passed: tuple[PassedRow, ...] = ()
    passed_sheets: tuple[PassedSheet, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        found = Counter(one.kind for one in self.households)
        return {kind: found[kind] for kind in Kind}

    def refused(self, choices: Mapping[int, Choice]) -> list[PreviewedHousehold]:
        """Households in error or held that nobody chose to take. `choices` are by position."""
        return [
            one
            for position, one in enumerate(self.households)
            if one.kind in (Kind.ERROR, Kind.HELD) and choices.get(position, Choice.LEAVE) is Choice.LEAVE
        ]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Rows below the headers: "taken", "refused" (in error or held) and "passed"."""
        taken: set[CellPlace] = set()
        refused: set[CellPlace] = set()
        for one in self.households:
            (refused if one.kind in (Kind.ERROR, Kind.HELD) else taken).update(one.household.rows)
        return {"taken": len(taken), "refused": len(refused - taken), "passed": len(self.passed)}
