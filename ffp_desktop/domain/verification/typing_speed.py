"""How fast an operator types, from the times at which answers were committed.

Definitions, the same wherever these figures are shown:

- An *action* is what was committed together: one answer, as a rule. Several answers at once (a section taken over from
  the last round, a survey from a file) were not typed: such an action has a time, and no keys and no answers.
- *Keys* are the characters that carry the answer: its figures or letters, a date's eight figures, one for each choice
  or mark. Keys that were pressed besides (Enter, corrections) are not recorded and not counted.
- *Time on task* of a day is the sum of the times between an operator's successive actions, each only when it is not
  longer than the idle cut-off (5 minutes): a longer one is a pause and counts nothing. The time before the first action
  after a pause is unknown and counts nothing either, so the figure is rather too small than too large.
- A *survey* counts on each day on which it was typed in; it is *finished* on the day of 完成, for whom typed in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from ffp_desktop.domain.form.definition import Item
from ffp_desktop.domain.values import Answer, Cleared, Mark, Unparsed

IDLE = timedelta(minutes=5)
SHORTEST = timedelta(minutes=10)
"""Time on task that a speed needs at least: a few quick answers say nothing of a day."""


@dataclass(frozen=True, slots=True)
class Action:
    """What an operator committed together. `answers` 0 is an action that set none (a member added, 完成)."""

    operator: str
    survey: str
    at: datetime
    keys: int = 0
    answers: int = 0
    finishes: bool = False


@dataclass(frozen=True, slots=True)
class OperatorDay:
    """One operator's day. `seconds` is time on task."""

    operator: str
    day: date
    keys: int = 0
    answers: int = 0
    seconds: int = 0
    surveys: int = 0
    finished: int = 0

    @property
    def has_speed(self) -> bool:
        """Whether the time is long enough for a speed to say anything."""
        return self.seconds >= SHORTEST.total_seconds()

    @property
    def keys_per_hour(self) -> int:
        """0 when the time is too short to say anything."""
        return round(self.keys * 3600 / self.seconds) if self.seconds else 0


def count_keys(item: Item, answer: Answer) -> int:
    """The characters that carry an answer."""
    if isinstance(answer, Cleared | Mark):
        return 1
    if isinstance(answer, Unparsed):
        return len(answer.text)
    if isinstance(answer, tuple):
        return len(answer) if item.choices is not None else sum(map(len, answer))
    if item.choices is not None:
        return 1
    if isinstance(answer, date):
        return 8
    if isinstance(answer, Decimal):
        figures = f"{answer:f}"
        return len(figures.rstrip("0").rstrip(".") if "." in figures else figures)
    return len(str(answer))


def work_days(actions: Iterable[Action], idle: timedelta = IDLE) -> tuple[OperatorDay, ...]:
    """Every operator's days, by operator and day; the order of the actions does not matter."""
    by_day: dict[tuple[str, date], list[Action]] = defaultdict(list)
    own: dict[str, set[str]] = defaultdict(set)  # the surveys an operator typed in
    for action in actions:
        by_day[action.operator, action.at.date()].append(action)
        if action.answers:
            own[action.operator].add(action.survey)
    return tuple(
        _work_day(operator, day, by_day[operator, day], own[operator], idle) for operator, day in sorted(by_day)
    )


def _work_day(operator: str, day: date, actions: list[Action], own: set[str], idle: timedelta) -> OperatorDay:
    typed = {action.survey for action in actions if action.answers}
    return OperatorDay(
        operator=operator,
        day=day,
        keys=sum(action.keys for action in actions),
        answers=sum(action.answers for action in actions),
        seconds=round(time_on_task([action.at for action in actions], idle).total_seconds()),
        surveys=len(typed),
        finished=len({action.survey for action in actions if action.finishes} & own),
    )


def time_on_task(times: Iterable[datetime], idle: timedelta = IDLE) -> timedelta:
    """The sum of the times between successive moments that are not longer than `idle`."""
    gaps = (after - before for before, after in pairwise(sorted(times)))
    return sum((gap for gap in gaps if gap <= idle), timedelta())
