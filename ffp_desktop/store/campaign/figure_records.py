"""The campaign's counts as the store gives them: frozen records, no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.survey import State


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """A unit's surveys of a round, by state and by how many digits the holder's code has (0: nobody said): how many,
    and how many of them came to their holder in the last days."""

    unit: str
    by_holder: Mapping[tuple[State, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(count for count, _recent in self.by_holder.values())

    @property
    def by_state(self) -> dict[State, int]:
        states: dict[State, int] = {}
        for (state, _holder), (count, _recent) in self.by_holder.items():
            states[state] = states.get(state, 0) + count
        return states


@dataclass(frozen=True, slots=True)
class KindCount:
    """The clues of a kind that one department sent: how many, how many are matched to somebody, how many are about a
    household that is on the register (A1 监测对象), and how many have each result (by `Result`'s words)."""

    kind: str
    department: str
    clues: int = 0
    matched: int = 0
    registered: int = 0
    by_result: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyHousehold:
    """A household with key persons in a village. `survey` is the round's, "" for none; `is_looked_at` once no clue on
    it is open."""

    household: str
    head_name: str
    natural_village: str
    household_kind: str
    people: int
    kinds: tuple[str, ...]
    survey: str
    number: str
    state: State | None
    is_identified: bool
    is_looked_at: bool
