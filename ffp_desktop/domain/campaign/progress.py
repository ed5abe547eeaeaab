"""How far households have come, seen from an office: what counts as received and as approved there. Pure.

API: `is_received(state, holder, unit)`, `is_approved(state, unit)`, `last_day(missing, speed, today)`. An office is
known by the length of its region code: 12 a village, 9 a township, 6 the banner.
"""

from datetime import date, timedelta
from math import ceil

from ffp_desktop.domain.survey import State

BANNER = 6
_UNDER_WAY = (State.DRAFT, State.RETURNED, State.NOT_ENTERED, State.WITHDRAWN)
_APPROVED = (State.APPROVED, State.SUBMITTED_UP, State.FINAL)


def is_received(state: State, holder: int, unit: int) -> bool:
    """Whether a finished survey lies with the office or has gone further up; `holder` and `unit` are digits, a holder
    of 0 is one that nobody has named. What was returned has to come again."""
    return state not in _UNDER_WAY and holder <= unit


def is_approved(state: State, unit: int) -> bool:
    """Whether it has passed the office: 审定 at the banner, 审核通过 or beyond below."""
    return state is State.FINAL if unit == BANNER else state in _APPROVED


def last_day(missing: int, speed: float, today: date) -> date | None:
    """When the last one comes if so many come every day; None when none come."""
    return today + timedelta(days=ceil(missing / speed)) if speed > 0 else None
