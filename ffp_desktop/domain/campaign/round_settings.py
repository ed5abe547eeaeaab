"""What an administrator sets of a round beside its period: deadlines, and from when on something stands out. Pure.

API: `RoundSettings`, `Deadline`, `DEADLINES`; `read_settings(round)`, `with_settings(round, settings) -> Round`,
`settings_fault(settings)`. They are kept in the round's attributes; what nobody has set is as the notice has it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from ffp_desktop.domain.survey import Round

LISTS, VISITS, JUDGEMENT, REPORT = "lists", "visits", "judgement", "report"
DEADLINES = {LISTS: "部门名单", VISITS: "入户核查完", JUDGEMENT: "研判、系统录入", REPORT: "季度报告"}
"""Their names by their keys, in the order in which they are due."""
_DAYS_AFTER = {LISTS: 1, VISITS: 27, JUDGEMENT: 34, REPORT: 41}
"""Days after the period's end: of the first quarter of 2023 that is 15 February, 13, 20 and 27 March. The first and
the last are the notice's, those between are ours."""
_NUMBERS = {"many_people": 50, "people_for_one": 20, "late_return": 5, "silent_days": 7}
_DEADLINE = "deadline."


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until which day (ISO) something is due."""

    key: str
    name: str
    date: str

    def days_left(self, today: datetime.date) -> int:
        """Below 0 when it has passed."""
        return (datetime.date.fromisoformat(self.date) - today).days


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """A village stands out that has `many_people` key persons or more and fewer than one identified household for
    `people_for_one` of them. A return is late after `late_return` days, an office silent after `silent_days`."""

    deadlines: tuple[Deadline, ...]
    many_people: int = _NUMBERS["many_people"]
    people_for_one: int = _NUMBERS["people_for_one"]
    late_return: int = _NUMBERS["late_return"]
    silent_days: int = _NUMBERS["silent_days"]

    def deadline(self, key: str) -> Deadline:
        return next(deadline for deadline in self.deadlines if deadline.key == key)


def read_settings(of_round: Round) -> RoundSettings:
    """What cannot be read counts as not set."""
    kept = of_round.attributes
    numbers = {name: _number(kept.get(name, ""), usual) for name, usual in _NUMBERS.items()}
    return RoundSettings(tuple(_deadlines(of_round)), **numbers)


def with_settings(of_round: Round, settings: RoundSettings) -> Round:
    """The round with all settings written out; its other attributes stay."""
    kept = {_DEADLINE + deadline.key: deadline.date for deadline in settings.deadlines}
    kept |= {name: str(getattr(settings, name)) for name in _NUMBERS}
    return replace(of_round, attributes={**of_round.attributes, **kept})


def settings_fault(settings: RoundSettings) -> str:
    """A code for what is wrong: "days_wrong", "order_wrong", "number_wrong"; "" when nothing is."""
    days = [deadline.date for deadline in settings.deadlines]
    if not all(map(_is_day, days)):
        return "days_wrong"
    if days != sorted(days):
        return "order_wrong"
    if not all(1 <= getattr(settings, name) <= 9999 for name in _NUMBERS):
        return "number_wrong"
    return ""


def day_of(of_round: Round, today: datetime.date) -> int:
    """The how manieth day of the campaign this is; it begins when the period has ended."""
    return (today - datetime.date.fromisoformat(of_round.period_end)).days + 1


def _deadlines(of_round: Round) -> Iterator[Deadline]:
    for key, name in DEADLINES.items():
        kept = of_round.attributes.get(_DEADLINE + key, "")
        usual = datetime.date.fromisoformat(of_round.period_end) + timedelta(days=_DAYS_AFTER[key])
        yield Deadline(key, name, kept if _is_day(kept) else usual.isoformat())


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _number(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else usual
