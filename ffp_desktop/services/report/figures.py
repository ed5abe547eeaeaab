"""Every number of the quarter's report, and where each can be traced to. Frozen records.

API: `Figure`; `ReportFigures` with `.basics` (一), `.changes` (二), `.troubles` (四 and what 五 begins with);
`list_figures(figures)` walks through all of them with the part they stand in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ffp_desktop.domain.campaign.round_settings import RoundSettings
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.campaign.desk_records import Due, UnitBar, Village
from ffp_desktop.services.campaign.sources import Source


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: `words` say of what, with its unit; `how` it was counted; `source` is the list that shows it."""

    value: int
    words: str
    how: str
    source: Source

    def __str__(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One of the three guarantees or water: households where it was `found`, those of them that have a measure for it,
    and those where an earlier round found it and this one does not any more."""

    name: str
    found: Figure
    helped: Figure
    solved: Figure


@dataclass(frozen=True, slots=True)
class ClueRow:
    """A kind of list of one department: clues, matched, on the register, open, answered, and what the answers were."""

    kind: str
    department: str
    clues: Figure
    matched: Figure
    registered: Figure
    open: Figure
    answered: Figure
    identified: Figure
    not_identified: Figure
    others: Figure


@dataclass(frozen=True, slots=True)
class Basics:
    """一、重点核查基本情况."""

    households: Figure
    people: Figure
    waiting: Figure
    entered: Figure
    visited: Figure
    received: Figure
    approved: Figure
    by_kind: tuple[Figure, ...]
    by_state: tuple[Figure, ...]
    any_problem: Figure
    problems: tuple[ProblemRow, ...]
    at_risk: Figure
    lists: Figure
    list_rows: Figure
    refused_rows: Figure
    clues: Figure
    matched: Figure
    registered: Figure
    open_clues: Figure
    answered: Figure
    identified: Figure
    not_identified: Figure
    clue_rows: tuple[ClueRow, ...]
    key_people: Figure
    key_households: Figure
    key_visited: Figure
    green: Figure
    green_open: Figure
    units: tuple[UnitBar, ...]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One of the four actions: asked for, still under way, done."""

    name: str
    finding: str
    raised: Figure
    open: Figure
    done: Figure


@dataclass(frozen=True, slots=True)
class Changes:
    """二、动态管理情况. Increases and decreases are persons."""

    start: str
    end: str
    increases: tuple[Figure, ...]
    decreases: tuple[Figure, ...]
    monitored: Figure
    new: Figure
    steps: tuple[Figure, ...]
    eliminated: Figure
    marked: Figure
    actions: tuple[ActionRow, ...]

    @property
    def increased(self) -> int:
        return sum(figure.value for figure in self.increases)

    @property
    def decreased(self) -> int:
        return sum(figure.value for figure in self.decreases)


@dataclass(frozen=True, slots=True)
class Troubles:
    """四、存在问题: what the figures show by themselves. `slow` are the units far behind the whole."""

    slow: tuple[UnitBar, ...]
    outliers: tuple[Village, ...]
    no_measure: Figure
    unfit: Figure
    overdue: Figure
    unknown_date: Figure
    returned: Figure
    conflicts: Figure
    twice: Figure
    missing_lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """All of it, of a unit and a round, as of `now` (ISO time)."""

    unit: str
    unit_name: str
    round: Round
    now: str
    settings: RoundSettings
    basics: Basics
    changes: Changes
    troubles: Troubles
    villages: tuple[Village, ...]
    deadlines: tuple[Due, ...]


_PARTS = {"basics": "一、重点核查基本情况", "changes": "二、动态管理情况", "troubles": "四、存在问题及建议"}


def list_figures(figures: ReportFigures) -> Iterator[tuple[str, Figure]]:
    """(part, figure) in the report's order."""
    for name, part in _PARTS.items():
        for figure in _walk(getattr(figures, name)):
            yield part, figure


def _walk(value: Any) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _walk(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
