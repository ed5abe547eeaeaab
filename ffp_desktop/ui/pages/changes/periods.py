"""Quarters: the one a day is in, and the one some quarters before or after."""

from datetime import date, timedelta


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, _next(first) - timedelta(days=1)


def step_quarter(start: date, by: int) -> tuple[date, date]:
    """The quarter `by` after the one `start` is in."""
    first, _last = quarter_of(start)
    for _ in range(abs(by)):
        first = _next(first) if by > 0 else quarter_of(first - timedelta(days=1))[0]
    return quarter_of(first)


def _next(first: date) -> date:
    """The first day of the quarter after."""
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)
