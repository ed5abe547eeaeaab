"""What a list means for the campaign, row by row: known already, to be visited, nobody, gone, told before. Pure.

API: `Outcome`, `outcome_of(match, result, home, is_waiting=…) -> Outcome`, `HomeState`.
"""

from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.campaign.records import Match, Result
from ffp_desktop.domain.survey import State

_GONE = (Result.DEAD, Result.MOVED_AWAY)
_NOT_SURVEYED = (None, State.DRAFT, State.RETURNED)


class Outcome(StrEnum):
    """In the order they are shown. `WAITING`: there are likely persons, and nobody has decided yet."""

    TO_VISIT = "需入户"
    WAITING = "待认定"
    NOT_FOUND = "查无此人"
    MONITORED = "已在册监测对象"
    SURVEYED = "已排查"
    GONE = "已死亡/外迁"
    DUPLICATE = "重复"


@dataclass(frozen=True, slots=True)
class HomeState:
    """Of a household: whether it is 监测对象 as last known, and the state of its survey in the round (None: none)."""

    is_monitored: bool
    state: State | None


def outcome_of(match: Match, result: Result | None, home: HomeState | None, *, is_waiting: bool) -> Outcome:
    """Told before and gone come first, then whether anybody was found, then what is known of the household."""
    if result is Result.DUPLICATE:
        return Outcome.DUPLICATE
    if result in _GONE:
        return Outcome.GONE
    if not match.household:
        return Outcome.WAITING if is_waiting else Outcome.NOT_FOUND
    if home is not None and home.is_monitored:
        return Outcome.MONITORED
    if home is not None and home.state not in _NOT_SURVEYED:
        return Outcome.SURVEYED
    return Outcome.TO_VISIT
