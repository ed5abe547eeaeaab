"""Visits that lists ask for: a household with open clues is one task that answers them all.

API (class `Visits(vault, surveys, regions, clock)`): tasks(village="") -> VisitTasks (`.due`, `.visited`) ·
    answer_with_visit(task) -> clues · surveys_of(households) -> {household: survey} · days() · set_days(n)

Green channel first, then the oldest. A household whose last visit can answer all its clues is not sent again: it says
which visit, and how many days before; a person then answers with that visit in one step.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.list_kinds import ListKind
from ffp_desktop.domain.campaign.records import Clue
from ffp_desktop.domain.campaign.visits import is_answered_by, read_visit
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.list_kinds import kinds_of
from ffp_desktop.services.rounds import check_round, current_round
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.visit_answers import VISIT_DAYS, answer_visits, visit_days

if TYPE_CHECKING:
    from ffp_desktop.store.campaign.clue_visits import Home, OpenClue
    from ffp_desktop.store.vault import OpenVault

_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class VisitTask:
    """One visit: a household, or (`household` "") a person of whom no household is known.

    `clues` are ids, `kinds` what they are of, `since` the oldest list's day, `look_at` the items to look at. `survey`
    is the household's of this round, "" for none. `visit` is the last one that was written up, with its `visited_on`;
    `why_not` says why nobody is sent, "" for a task that is due.
    """

    household: str
    village: str
    place: str
    name: str
    people: tuple[str, ...]
    clues: tuple[str, ...]
    kinds: tuple[str, ...]
    departments: tuple[str, ...]
    is_green: bool
    since: str
    look_at: tuple[str, ...]
    survey: str = ""
    number: str = ""
    state: State | None = None
    visit: str = ""
    visit_number: str = ""
    visited_on: str = ""
    why_not: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class VisitTasks:
    """The tasks that are due, and those of households that were visited already."""

    due: tuple[VisitTask, ...]
    visited: tuple[VisitTask, ...]

    @property
    def clues(self) -> int:
        return sum(len(task.clues) for task in (*self.due, *self.visited))


class Visits:
    """The visits that the clues of one open vault ask for."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._regions = regions
        self._clock = clock

    def days(self) -> int:
        """How many days before a list a visit counts for it, in the current round."""
        return visit_days(current_round(self._vault))

    def set_days(self, days: int) -> None:
        """Raises FfpError `round.not_allowed`, `visit.days_wrong`."""
        if not 0 <= days <= _MOST_DAYS:
            raise FfpError("visit.days_wrong", f"天数应当是 0 到 {_MOST_DAYS}。请重新填写。")
        of_round = current_round(self._vault)
        changed = replace(of_round, attributes={**of_round.attributes, VISIT_DAYS: str(days)})
        check_round(self._vault, changed)
        self._vault.rounds.save(changed, self._vault.operator.id, self._now())

    def tasks(self, village: str = "") -> VisitTasks:
        """Of a region (a code of any level; "" for all)."""
        of_round = current_round(self._vault)
        lines = self._vault.clues.open_lines(village, of_round.id)
        grouped: dict[str, list[OpenClue]] = {}
        for line in lines:
            grouped.setdefault(_whom(line), []).append(line)
        homes = self._vault.clues.homes({line.household for line in lines if line.household}, of_round.id)
        unseen = self._unseen(lines, homes)
        maker = _TaskMaker(self._regions, kinds_of(self._vault).by_name, visit_days(of_round), homes, unseen)
        made = map(maker.make, grouped.values())
        tasks = sorted(made, key=lambda task: (not task.is_green, task.since, task.village, task.place, task.name))
        return VisitTasks(
            tuple(task for task in tasks if not task.why_not), tuple(task for task in tasks if task.why_not)
        )

    def answer_with_visit(self, task: VisitTask) -> tuple[Clue, ...]:
        """Answers a task's clues with the household's last visit; those on whom it did not see stay open.

        Raises FfpError `visit.none`, `clue.unknown`.
        """
        if not task.visit:
            raise FfpError("visit.none", "这一户还没有写好的入户记录，不能用来答复。请先入户填表。")
        visit = read_visit(self._surveys.open(task.visit).evaluation, task.visit, task.household)
        with self._vault.together():
            answer_visits(self._vault, [visit], self.days(), self._now())
            return self._vault.clues.get_many(task.clues)

    def surveys_of(self, households: Collection[str]) -> dict[str, str]:
        """The surveys of this round, of those households that have one."""
        homes = self._vault.clues.homes(households, current_round(self._vault).id)
        return {home.id: home.survey for home in homes.values() if home.survey}

    def _unseen(self, lines: Sequence["OpenClue"], homes: Mapping[str, "Home"]) -> frozenset[str]:
        """The clues whose person is not on the household's last visit."""
        asked = {
            line.id: (homes[line.household].visit, line.member, line.person_key)
            for line in lines
            if line.member and line.household in homes and homes[line.household].visit
        }
        return frozenset(asked) - self._vault.clues.seen(asked)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


class _TaskMaker:
    """Makes a task of the clues on one household or person."""

    def __init__(
        self,
        regions: Regions,
        kinds: Mapping[str, ListKind],
        days: int,
        homes: Mapping[str, "Home"],
        unseen: frozenset[str],
    ) -> None:
        self._unseen = unseen
        self._regions = regions
        self._kinds = kinds
        self._days = days
        self._homes = homes

    def make(self, lines: "list[OpenClue]") -> VisitTask:
        home = self._homes.get(lines[0].household)
        village = home.village if home else lines[0].village
        kinds = tuple(dict.fromkeys(line.kind for line in lines))
        known = [self._kinds[kind] for kind in kinds if kind in self._kinds]
        return VisitTask(
            household=home.id if home else "",
            village=village,
            place=self._place(village, home.natural_village if home else ""),
            name=(home.head_name if home else "") or lines[0].name,
            people=tuple(dict.fromkeys(line.name for line in lines)),
            clues=tuple(line.id for line in lines),
            kinds=kinds,
            departments=tuple(dict.fromkeys(line.department for line in lines)),
            is_green=any(kind.is_green for kind in known),
            since=min(line.date or line.taken_on for line in lines),
            look_at=tuple(dict.fromkeys(item for kind in known for item in kind.look_at)),
            survey=home.survey if home else "",
            number=home.number if home else "",
            state=home.state if home else None,
            visit=home.visit if home else "",
            visit_number=home.visit_number if home else "",
            visited_on=home.visited_on if home else "",
            why_not=self._why_not(home, lines) if home else "",
            phone=home.phone if home else "",
        )

    def _why_not(self, home: "Home", lines: "Sequence[OpenClue]") -> str:
        """Why nobody is sent: the last visit can answer every clue."""
        if not home.visit or not all(self._can_answer(home, line) for line in lines):
            return ""
        apart = _apart(home.visited_on, min(line.date or line.taken_on for line in lines))
        return f"{home.visited_on}已入户（表号 {home.visit_number}），{apart}，不再重复入户"

    def _can_answer(self, home: "Home", line: "OpenClue") -> bool:
        dates = (home.visited_on, line.date or line.taken_on, line.event_date)
        return line.id not in self._unseen and is_answered_by(*dates, self._days)

    def _place(self, village: str, natural_village: str) -> str:
        found = (self._regions.township_of(village), self._regions.find(village))
        return "".join([*(region.short_name for region in found if region is not None), natural_village])


def _whom(line: "OpenClue") -> str:
    """What clues must share to be one task."""
    return line.household or line.person_key or line.id


def _apart(visited_on: str, list_date: str) -> str:
    days = (date.fromisoformat(list_date) - date.fromisoformat(visited_on)).days
    if days > 0:
        return f"在名单之前 {days} 天"
    return "和名单同一天" if days == 0 else f"在名单之后 {-days} 天"
