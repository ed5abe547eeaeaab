"""The campaign counted in SQL: what the desk shows and the report says.

API (class `CampaignFigures(database)`, attribute `figures` of a vault; each method is one transaction):
    progress(unit, round, digits, recent) -> {unit: UnitProgress}     late_returns(unit, round, before) -> surveys
    people(unit, round) -> {A1: (households, people)}
    clues(unit, round) -> KindCounts        attention(unit, round, kinds) -> Attention by village
    key_households(village, round, kinds)   green(unit, round, kinds) -> (kind, household, day)s
    twice(unit, round), solved(unit, round, found) -> survey ids       arrivals() -> {office: last time}

A clue of a list that was taken back counts nowhere. A person is known by a member's id, else by a certificate's number;
a clue with neither is somebody of its own.
"""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.attention import NOT_KEY, Attention
from ffp_desktop.domain.survey import State
from ffp_desktop.store.campaign.clue_rows import AMONG, CLUES_FROM, OPEN, RESULT
from ffp_desktop.store.campaign.figure_records import KeyHousehold, KindCount, UnitProgress
from ffp_desktop.store.grams import rows_in
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.store.search import GramReader

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_MONITORED, _NEW = "监测对象", "新识别"
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
_HERE = "c.round = ?1 AND c.village >= ?2 AND c.village < ?2 || ':' AND coalesce(l.withdrawn, '') = ''"
_CLUES = (
    f"SELECT c.kind, c.department, {RESULT}, count(*), sum(c.household <> ''){CLUES_FROM}"
    f" WHERE {_HERE} GROUP BY 1, 2, 3"
)
_HOUSEHOLD = "coalesce(nullif(h.gone_into, ''), c.household)"
_KEY_FROM = f"{CLUES_FROM} LEFT JOIN household AS h ON h.id = c.household"
_NOT_KEY = f"c.result NOT IN ({', '.join(repr(result.value) for result in NOT_KEY)})"
_KEY = (
    f"SELECT c.village, {_HOUSEHOLD}, coalesce(nullif(c.member, ''), nullif(c.person_key, ''), c.id), {OPEN}"
    f"{_KEY_FROM} WHERE {_HERE} AND c.kind {AMONG.replace('?', '?3')} AND {_NOT_KEY}"
)
_REGISTERED = (
    f"SELECT c.kind, c.department, count(*){_KEY_FROM} WHERE {_HERE} AND {_HOUSEHOLD} {AMONG.replace('?', '?3')}"
    " GROUP BY 1, 2"
)
_GREEN = (
    f"SELECT c.kind, coalesce(nullif({_HOUSEHOLD}, ''), c.id), min(c.date){_KEY_FROM}"
    f" WHERE {_HERE} AND {OPEN} AND c.kind {AMONG.replace('?', '?3')} GROUP BY 1, 2 ORDER BY 3"
)
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household = s.household AND o.created_at > s.created_at"
    f" AND o.state <> '{State.WITHDRAWN.value}')"
)
_OF_ROWS = f"SELECT s.household FROM json_each(?) AS w CROSS JOIN survey AS s ON s.row = w.value WHERE {_NEWEST}"
_VISITED = f"SELECT s.household FROM survey AS s WHERE s.round = ? AND {_STANDS} AND s.state <> '{State.DRAFT.value}'"
_SOLVED = (
    "SELECT s.id FROM json_each(?3) AS w CROSS JOIN survey AS p ON p.row = w.value JOIN survey AS s ON"
    f" s.household = p.household WHERE {_IN_UNIT} AND {_STANDS} AND s.state <> '{State.DRAFT.value}'"
    " AND s.created_at > p.created_at AND s.row NOT IN (SELECT value FROM json_each(?4)) GROUP BY s.id"
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
        counts: dict[tuple[str, str], tuple[int, int, dict[str, int]]] = {}
        with self._database.read() as connection:
            registered = self._registered(connection, unit, round)
            for kind, department, result, count, matched in _rows(connection, _CLUES, (round, unit)):
                clues, known, results = counts.get((department, kind), (0, 0, {}))
                counts[department, kind] = (clues + count, known + matched, {**results, result: count})
        return tuple(
            KindCount(kind, department, clues, matched, registered.get((department, kind), 0), results)
            for (department, kind), (clues, matched, results) in sorted(counts.items())
        )

    def attention(self, unit: str, round: str, kinds: Collection[str]) -> tuple[Attention, ...]:
        """Of every village of the unit that has key persons; looked up once between two writes."""
        key = (unit, round, frozenset(kinds), self._database.writes)
        if self._known is None or self._known[0] != key:
            with self._database.read() as connection:
                rows = _rows(connection, _KEY, (round, unit, json.dumps(sorted(kinds))))
                visited = set(_column(connection, _VISITED, (round,))) if rows else set()
                identified = _identified(connection) if rows else set()
            self._known = (key, tuple(_count_attention(rows, visited, identified)))
        return self._known[1]

    def key_households(self, village: str, round: str, kinds: Collection[str]) -> tuple[KeyHousehold, ...]:
        """Of one village, those that nobody has looked at first."""
        asked = _KEY.replace("SELECT c.village", "SELECT c.kind")
        people: dict[str, set[str]] = {}
        sent: dict[str, set[str]] = {}
        waiting: set[str] = set()
        with self._database.read() as connection:
            for kind, household, person, is_open in _rows(connection, asked, (round, village, json.dumps([*kinds]))):
                if household:
                    people.setdefault(household, set()).add(person)
                    sent.setdefault(household, set()).add(kind)
                    waiting |= {household} if is_open else set()
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
        with self._database.read() as connection:
            return tuple(_rows(connection, _GREEN, (round, unit, json.dumps([*kinds]))))

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

    def arrivals(self) -> dict[str, str]:
        """When each office's last bundle was taken in."""
        with self._database.read() as connection:
            return dict(_rows(connection, "SELECT source, max(at) FROM bundle_in GROUP BY source"))

    def _registered(self, connection: "Connection", unit: str, round: str) -> dict[tuple[str, str], int]:
        households = json.dumps(sorted(_identified(connection, (_MONITORED,))))
        rows = _rows(connection, _REGISTERED, (round, unit, households))
        return {(department, kind): count for kind, department, count in rows}


def _identified(connection: "Connection", kinds: Iterable[str] = (_MONITORED, _NEW)) -> set[str]:
    """The households whose newest survey says that they are monitored, or to be."""
    reader = GramReader(connection)
    bits = 0
    for kind in kinds:
        bits |= reader.find(SurveyFilter(kind=kind))
    bits &= ~reader.find(SurveyFilter(state=State.WITHDRAWN))
    return set(_column(connection, _OF_ROWS, (json.dumps([*rows_in(bits)]),)))


def _count_attention(rows: list[Any], visited: set[str], identified: set[str]) -> Iterable[Attention]:
    people: dict[str, set[str]] = {}
    homes: dict[str, set[str]] = {}
    waiting: dict[str, set[str]] = {}
    for village, household, person, is_open in rows:
        people.setdefault(village, set()).add(person)
        here = homes.setdefault(village, set())
        if household:
            here.add(household)
            if is_open:
                waiting.setdefault(village, set()).add(household)
    for village in sorted(people):
        here = homes[village]
        yield Attention(
            village,
            len(people[village]),
            len(here),
            len(here & visited),
            len(here & identified),
            len(here - waiting.get(village, set())),
        )


def _rows(connection: "Connection", query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    """Bare tuples, without a Row for each."""
    driver: Any = connection.connection.driver_connection
    return list(driver.execute(query, values).fetchall())


def _column(connection: "Connection", query: str, values: tuple[Any, ...]) -> list[Any]:
    return [row[0] for row in _rows(connection, query, values)]
