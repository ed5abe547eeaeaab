"""What the store takes and gives about households, people and events: frozen records, no SQL."""

from dataclasses import dataclass

from ffp_desktop.domain.survey import State


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events a list shows; "" or None means all. `village` is a region code of any level, also where one moved
    to; `households` and `members` are ids."""

    village: str = ""
    start: str = ""
    end: str = ""
    kind: str = ""
    households: frozenset[str] | None = None
    members: frozenset[str] | None = None
    with_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdState:
    """A household now: where it lives, and the household it was merged into, "" for none."""

    id: str
    village: str
    gone_into: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household in a list of a round. `survey` is "" and `state` None while the round has none of it (未录入).

    The names are of the round's survey, or of the newest one before.
    """

    id: str
    village: str
    gone_into: str
    survey: str
    number: str
    state: State | None
    head_name: str
    member_count: int
    natural_village: str
    household_kind: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person as one survey lists them. `date` is the visit's; `is_finished` once the survey was 完成."""

    member: str
    name: str
    id_number: str
    survey: str
    number: str
    household: str
    round: str
    village: str
    date: str
    state: State
    is_finished: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class LikelySame:
    """Two member ids that may be one person, and what speaks for it."""

    one: str
    other: str
    evidence: str
