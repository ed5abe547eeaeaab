"""What the settling of conflicts takes and gives: frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.survey import Place


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A survey with conflicts: which units, and where it lies (region code)."""

    survey: str
    number: str
    village: str
    village_name: str
    head_name: str
    holder: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """Who wrote a side, when, and why; `is_own` on this device. `device` is the id of its feeds, `version` says how
    many revisions the survey had with this one."""

    author: str
    at: str
    reason: str
    device: str
    is_own: bool
    revision: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One line of the unit as it is printed: what stood before both, and what each side says. `place` is None for
    what is no item of the paper (the order of members, the state)."""

    label: str
    before: str
    values: tuple[str, ...]
    place: Place | None = None

    @property
    def is_equal(self) -> bool:
        return len(set(self.values)) == 1


@dataclass(frozen=True, slots=True)
class UnitConflict:
    """A unit whose sides differ, the one that is shown provisionally first.

    `before_by`, `before_at`, `before_version`: whose version both began from, "" and 0 when there was none.
    """

    unit: str
    title: str
    sides: tuple[ConflictSide, ...]
    rows: tuple[ConflictRow, ...]
    before_by: str = ""
    before_at: str = ""
    before_version: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """How a conflict is settled: a side (from 0), with some places typed anew (`texts`) where both are wrong."""

    side: int = 0
    texts: Mapping[Place, str] = field(default_factory=dict)
