"""The campaign counted in SQL: what the desk shows and the report says.

API (class `CampaignFigures(database)`, attribute `figures` of a vault; each method is one transaction):
    progress(unit, round, digits, recent) -> {unit: UnitProgress}     late_returns(unit, round, before) -> surveys
    people(unit, round) -> {A1: (households, people)}
    clues(unit, round) -> KindCounts        attention(unit, round, kinds) -> Attention by village
    key_households(village, round, kinds)   green(unit, round, kinds) -> (kind, household, day)s
    twice(unit, round), solved(unit, round, found) -> survey ids       arrivals() -> {office: last time}
    changes(unit, start, end) -> {kind of event: people}

A clue of a list that was taken back counts only where it has an answer, and never as a key person's. A person is known
by a member's id, else by a certificate's number; a clue with neither is somebody of its own.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ffp_desktop.domain.campaign.attention import Attention
from ffp_desktop.domain.campaign.records import NOT_AFFECTED, Result
from ffp_desktop.domain.survey import State
from ffp_desktop.store.campaign.figure_records import KeyHousehold, KindCount, UnitProgress
from ffp_desktop.store.grams import rows_in
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.store.search import GramReader

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_MONITORED, _NEW = "监测对象", "新识别"
_NOT_AFFECTED = frozenset(result.value for result in NOT_AFFECTED)
_STANDS = f"s.state <> '{State.WITHDRAWN.value}'"
_IN_UNIT = "s.round = ?1 AND s.village >= ?2 AND s.village < ?2 || ':'"
_PROGRESS = (
    "SELECT substr(s.village, 1, ?3), s.state, length(s.holder), count(*), sum(s.since >= ?4)"
    f" FROM survey AS s WHERE {_IN_UNIT} AND {_STANDS} GROUP BY 1, 2, 3"
)
_RETURNED = (
    "SELECT s.id, s.village FROM json_each(?1) AS w CROSS JOIN survey AS s ON s.row = w.value WHERE s.since < ?2"
    " ORDER BY s.since, s.number"
)
_PEOPLE = (
    "SELECT l.household_kind, count(*), sum(l.member_count) FROM survey AS s JOIN survey_line AS l ON l.survey = s.id"
    f" WHERE {_IN_UNIT} AND {_STANDS} GROUP BY 1"
)
_TWICE = (
    f"SELECT s.id FROM survey AS s WHERE {_IN_UNIT} AND {_STANDS} AND s.household IN (SELECT s.household FROM survey"
    f" AS s WHERE s.round = ?1 AND {_STANDS} GROUP BY 1 HAVING count(*) > 1) ORDER BY s.household, s.number"
)
_CLUES = (
    "SELECT c.kind, c.department, c.village, c.household,"
    " coalesce(nullif(c.member, ''), nullif(c.person_key, ''), c.id), c.result, c.date, c.id,"
    " c.list IN (SELECT id FROM department_list WHERE withdrawn <> '')"
    " FROM clue AS c WHERE c.round = ?1 AND c.village >= ?2 AND c.village < ?2 || ':'"
)
_OF_KINDS = " AND c.kind IN (SELECT value FROM json_each(?3))"
_CHANGES = (
    "SELECT e.kind, count(*) FROM event AS e JOIN event_person AS p ON p.event = e.id WHERE e.withdrawn = ''"
    " AND e.village >= ?1 AND e.village < ?1 || ':' AND e.date >= ?2 AND e.date <= ?3 GROUP BY 1"
)
_GONE = "SELECT id, gone_into FROM household WHERE gone_into <> ''"
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household = s.household AND o.created_at > s.created_at"
    f" AND o.state <> '{State.WITHDRAWN.value}')"
)
_OF_ROWS = f"SELECT s.household FROM json_each(?) AS w CROSS JOIN survey AS s ON s.row = w.value WHERE {_NEWEST}"
_VISITED = f"SELECT s.household FROM survey AS s WHERE s.round = ? AND {_STANDS} AND s.state <> '{State.DRAFT.value}'"
_SOLVED = (
    "SELECT s.id FROM json_each(?3) AS w CROSS JOIN survey AS p ON p.row = w.value CROSS JOIN survey AS s"
    " INDEXED BY survey_household ON s.household = p.household AND s.created_at > p.created_at"
    f" WHERE {_IN_UNIT} AND {_STANDS} AND s.state <> '{State.DRAFT.value}'"
    " AND s.row NOT IN (SELECT value FROM json_each(?4)) GROUP BY s.id"
    " ORDER BY s.number"
)
_HOME = (
    "SELECT h.id, coalesce(l.head_name, ''), coalesce(l.natural_village, ''), coalesce(l.household_kind, ''),"
    " coalesce(s.id, ''), coalesce(s.number, ''), s.state FROM json_each(?2) AS w CROSS JOIN household AS h"
    " ON h.id = w.value LEFT JOIN survey AS s ON s.id = (SELECT s.id FROM survey AS s WHERE s.household = h.id AND"
    f" s.round = ?1 AND {_STANDS} ORDER BY s.created_at DESC, s.id DESC LIMIT 1) LEFT JOIN survey_line AS l ON l.survey"
    f" = (SELECT s.id FROM survey AS s WHERE s.household = h.id AND {_STANDS} ORDER BY s.created_at DESC LIMIT 1)"
)


class CampaignFigures:
    """Counts one vault's campaign."""

    def __init__(self, database: "Database") -> None:
        self._database = database
        self._known: tuple[object, tuple[Attention, ...]] | None = None

    def progress(self, unit: str, round: str, digits: int, recent: str) -> dict[str, UnitProgress]:
        """By the first `digits` of the village; recent ones came since that day (ISO)."""
        found: dict[str, dict[tuple[State, int], tuple[int, int]]] = {}
        with self._database.read() as connection:
            for code, state, holder, count, new in _rows(connection, _PROGRESS, (round, unit, digits, recent)):
                found.setdefault(code, {})[State(state), holder] = (count, new)
        return {code: UnitProgress(code, by_holder) for code, by_holder in found.items()}

    def late_returns(self, unit: str, round: str, before: str) -> tuple[tuple[str, str], ...]:
        """Id and village of the surveys that were returned before a day (ISO) and lie there still."""
        with self._database.read() as connection:
            bits = GramReader(connection).find(SurveyFilter(round=round, village=unit, state=State.RETURNED))
            rows = _rows(connection, _RETURNED, (json.dumps([*rows_in(bits)]), before))
        return tuple((survey, village) for survey, village in rows)

    def people(self, unit: str, round: str) -> dict[str, tuple[int, int]]:
        """Households and their people by A1, "" where it is not filled in."""
        with self._database.read() as connection:
            return {kind: (count, people) for kind, count, people in _rows(connection, _PEOPLE, (round, unit))}

    def clues(self, unit: str, round: str) -> tuple[KindCount, ...]:
        """By department and kind."""
        with self._database.read() as connection:
            clues = _read_clues(connection, unit, round)
            registered = _identified(connection, (_MONITORED,)) if clues else set()
        results: dict[tuple[str, str], Counter[str]] = {}
        matched: Counter[tuple[str, str]] = Counter()
        known: Counter[tuple[str, str]] = Counter()
        for clue in clues:
            key = (clue.department, clue.kind)
            results.setdefault(key, Counter())[clue.result or Result.OPEN.value] += 1
            matched[key] += bool(clue.household)
            known[key] += clue.household in registered
        return tuple(
            KindCount(kind, department, found.total(), matched[department, kind], known[department, kind], dict(found))
            for (department, kind), found in sorted(results.items())
        )

    def attention(self, unit: str, round: str, kinds: Collection[str]) -> tuple[Attention, ...]:
        """Of every village of the unit that has key persons; looked up once between two writes."""
        key = (unit, round, frozenset(kinds), self._database.writes)
        if self._known is None or self._known[0] != key:
            with self._database.read() as connection:
                clues = [one for one in _read_clues(connection, unit, round, kinds) if _is_key(one)]
                visited = set(_column(connection, _VISITED, (round,))) if clues else set()
                identified = _identified(connection) if clues else set()
            self._known = (key, tuple(_count_attention(clues, visited, identified)))
        return self._known[1]

    def key_households(self, village: str, round: str, kinds: Collection[str]) -> tuple[KeyHousehold, ...]:
        """Of one village, those that nobody has looked at first."""
        people: dict[str, set[str]] = {}
        sent: dict[str, set[str]] = {}
        waiting: set[str] = set()
        with self._database.read() as connection:
            for clue in _read_clues(connection, village, round, kinds):
                if clue.household and _is_key(clue):
                    people.setdefault(clue.household, set()).add(clue.person)
                    sent.setdefault(clue.household, set()).add(clue.kind)
                    waiting |= set() if clue.result else {clue.household}
            homes = _rows(connection, _HOME, (round, json.dumps(sorted(people))))
            identified = _identified(connection)
        found = [
            KeyHousehold(
                *(home, head, place, kind, len(people[home]), tuple(sorted(sent[home])), survey, number),
                State(state) if state else None,
                home in identified,
                home not in waiting,
            )
            for home, head, place, kind, survey, number, state in homes
        ]
        return tuple(sorted(found, key=lambda one: (one.is_looked_at, one.is_identified, -one.people, one.household)))

    def green(self, unit: str, round: str, kinds: Collection[str]) -> tuple[tuple[str, str, str], ...]:
        """Open clues of these kinds by household (or, where nobody knows it, by clue), with the first list's date."""
        first: dict[tuple[str, str], str] = {}
        with self._database.read() as connection:
            for clue in _read_clues(connection, unit, round, kinds, " AND c.result = ''"):
                key = (clue.kind, clue.household or clue.id)
                first[key] = min(first.get(key, clue.date), clue.date)
        return tuple((*key, day) for key, day in sorted(first.items(), key=lambda one: (one[1], one[0])))

    def twice(self, unit: str, round: str) -> tuple[str, ...]:
        """Surveys of households that have more than one in the round."""
        with self._database.read() as connection:
            return tuple(_column(connection, _TWICE, (round, unit)))

    def solved(self, unit: str, round: str, found: str) -> tuple[str, ...]:
        """Finished surveys of the round that no longer find what one before them found."""
        with self._database.read() as connection:
            everywhere = GramReader(connection).find(SurveyFilter(found=found))
            rows = json.dumps([*rows_in(everywhere)])
            return tuple(_column(connection, _SOLVED, (round, unit, rows, rows))) if everywhere else ()

    def changes(self, unit: str, start: str, end: str) -> dict[str, int]:
        """The people in the events of a unit from one day to another (ISO, both included), by kind."""
        with self._database.read() as connection:
            return dict(_rows(connection, _CHANGES, (unit, start, end)))

    def arrivals(self) -> dict[str, str]:
        """When each office's last bundle was taken in."""
        with self._database.read() as connection:
            return dict(_rows(connection, "SELECT source, max(at) FROM bundle_in GROUP BY source"))


class _Clue(NamedTuple):
    """What is counted of a clue. `household` is the one it is about, or that one was merged into."""

    kind: str
    department: str
    village: str
    household: str
    person: str
    result: str
    date: str
    id: str
    is_withdrawn: bool


def _read_clues(
    connection: "Connection", unit: str, round: str, kinds: Collection[str] | None = None, more: str = ""
) -> list[_Clue]:
    """Those of a unit, of these kinds; without those that wait for no answer because their list was taken back. Plain
    rows and a look into a dictionary are faster than joins."""
    gone = dict(_rows(connection, _GONE))
    query = _CLUES + (_OF_KINDS if kinds is not None else "") + more
    values = (round, unit, *((json.dumps(sorted(kinds)),) if kinds is not None else ()))
    clues = map(_Clue._make, _rows(connection, query, values))
    standing = (one for one in clues if one.result or not one.is_withdrawn)
    return [one._replace(household=gone[one.household]) if one.household in gone else one for one in standing]


def _identified(connection: "Connection", kinds: Iterable[str] = (_MONITORED, _NEW)) -> set[str]:
    """The households whose newest survey says that they are monitored, or to be."""
    reader = GramReader(connection)
    bits = 0
    for kind in kinds:
        bits |= reader.find(SurveyFilter(kind=kind))
    bits &= ~reader.find(SurveyFilter(state=State.WITHDRAWN))
    return set(_column(connection, _OF_ROWS, (json.dumps([*rows_in(bits)]),)))


def _is_key(clue: _Clue) -> bool:
    """Whether the person still counts: not on a list that was taken back, nor answered so that nobody is there."""
    return not clue.is_withdrawn and clue.result not in _NOT_AFFECTED


def _count_attention(clues: list[_Clue], visited: set[str], identified: set[str]) -> Iterable[Attention]:
    people: dict[str, set[str]] = {}
    homes: dict[str, set[str]] = {}
    waiting: set[str] = set()
    for clue in clues:
        people.setdefault(clue.village, set()).add(clue.person)
        if clue.household:
            homes.setdefault(clue.village, set()).add(clue.household)
            if not clue.result:
                waiting.add(clue.household)
    for village in sorted(people):
        here = homes.get(village, set())
        figures = (here, here & visited, here & identified, here - waiting)
        yield Attention(village, len(people[village]), *map(len, figures))


def _rows(connection: "Connection", query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """Bare tuples, without a Row for each."""
    driver: Any = connection.connection.driver_connection
    return list(driver.execute(query, values).fetchall())


def _column(connection: "Connection", query: str, values: tuple[Any, ...]) -> list[Any]:
    return [row[0] for row in _rows(connection, query, values)]
