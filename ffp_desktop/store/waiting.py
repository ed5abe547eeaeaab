"""The households that have no survey in a round yet, found by what the newest of their earlier surveys says of them.

API: `WaitingHouseholds(database)`: `.count(round) -> {village: how many}`, `.find(SurveyFilter, by_state) -> Waiting`,
a list like `Found` of lines whose `id` is the household's and whose state is 未录入; by village, 自然村 and head.

What only a survey of the round can have (who entered it, findings, measures, days) no waiting household has.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.events import HouseholdChange
from ffp_desktop.domain.survey import State
from ffp_desktop.store.grams import bits_of, flags_of, rows_in
from ffp_desktop.store.records import SurveyFilter, SurveySummary
from ffp_desktop.store.search import GramReader

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_AMONG = "(SELECT value FROM json_each(?))"
_MOVED = "SELECT household FROM event UNION SELECT other_household FROM event WHERE other_household <> ''"
SPLIT = (
    "FROM event AS e JOIN event_person AS p ON p.event = e.id WHERE e.other_household = h.id AND e.withdrawn = ''"
    f" AND e.kind = '{HouseholdChange.SPLIT}'"
)
"""What a split told of the household `h` that it made, until somebody visits it."""
_OWN = (
    f"SELECT h.id, h.village, h.gone_into, coalesce((SELECT p.name {SPLIT} AND p.relation = '户主'), ''),"
    f" (SELECT count(*) {SPLIT}) FROM household AS h WHERE h.id IN {_AMONG}"
)
_LINES = (
    "SELECT s.row, s.household, s.village, coalesce(l.natural_village, ''), coalesce(l.head_name, ''),"
    " coalesce(l.household_kind, ''), coalesce(l.member_count, 0) FROM survey AS s"
    f" LEFT JOIN survey_line AS l ON l.survey = s.id WHERE s.row IN {_AMONG}"
)
_Key = tuple[str, str, str, str, int]  # village, 自然村, head, household, row of its last survey (0 for none)


@dataclass(frozen=True, slots=True)
class _Bare:
    """A household that no survey speaks of yet: what a split told of it."""

    village: str
    head: str
    people: int

    def has(self, words: Sequence[str]) -> bool:
        """Whether every word is part of its head's name or initials."""
        known = f"{self.head} {spell_initials(self.head)}".lower()
        return all(word in known for word in words)


@dataclass(frozen=True)
class _Standing:
    """Who waits as of one moment: the set of their last surveys; the villages of those that moved since, by row; and
    those that no survey speaks of, by household."""

    rows: int = 0
    moved: Mapping[int, str] = field(default_factory=dict)
    bare: Mapping[str, _Bare] = field(default_factory=dict)


class WaitingHouseholds:
    """Looks once between two writes; a search costs no more than one among surveys."""

    def __init__(self, database: "Database") -> None:
        self._database = database
        self._known: tuple[tuple[str, int], _Standing] | None = None

    def count(self, round: str) -> dict[str, int]:
        """{} while every household has its survey."""
        with self._database.read() as connection:
            standing = self._standing(connection, round)
            if not standing.rows and not standing.bare:
                return {}
            here = standing.rows & ~bits_of(standing.moved)
            found = GramReader(connection).count_by("village", "", [here])
        counts = Counter({village: numbers[0] for village, numbers in found.items() if numbers[0]})
        counts.update([*standing.moved.values(), *(one.village for one in standing.bare.values())])
        return dict(counts)

    def find(self, wanted: SurveyFilter, by_state: Mapping[State, int]) -> "Waiting":
        """Those of a filter's round that it leaves, whatever state it wants; `by_state` is shown beside them."""
        if needs_survey(wanted):
            return Waiting(self._database, {}, {}, by_state)
        with self._database.read() as connection:
            standing = self._standing(connection, wanted.round)
            rows = standing.rows
            if rows:
                reader = GramReader(connection)
                rows &= reader.find(replace(wanted, round="", state=None, village=""))
                stays = reader.find(SurveyFilter(village=wanted.village)) & ~bits_of(standing.moved)
                came = bits_of(row for row, village in standing.moved.items() if village.startswith(wanted.village))
                rows &= stays | came
        words = wanted.text.lower().split()
        bare = {
            household: one
            for household, one in standing.bare.items()
            if not wanted.kind and one.village.startswith(wanted.village) and one.has(words)
        }
        moved = {row: village for row, village in standing.moved.items() if rows >> row & 1}
        return Waiting(self._database, bare, moved, by_state, rows)

    def _standing(self, connection: "Connection", round: str) -> _Standing:
        key = (round, self._database.writes)
        if self._known is None or self._known[0] != key:
            self._known = (key, _look(connection, round))
        return self._known[1]


class Waiting:
    """What was found, as of then. Its order is worked out when it is first looked at."""

    def __init__(
        self,
        database: "Database",
        bare: Mapping[str, _Bare],
        moved: Mapping[int, str],
        by_state: Mapping[State, int],
        rows: int = 0,
    ) -> None:
        self._database = database
        self._bare = bare
        self._moved = moved
        self._rows = rows
        self.total = rows.bit_count() + len(bare)
        self.by_state = {**by_state, State.NOT_ENTERED: self.total}

    def page(self, start: int, count: int = 0) -> Sequence[SurveySummary]:
        keys = self._keys[start : start + count if count else None]
        with self._database.read() as connection:
            lines = {row[0]: row[5:] for row in self._read(connection, [key[-1] for key in keys if key[-1]])}
        return tuple(_summary(key, *(lines[key[-1]] if key[-1] else ("", self._bare[key[3]].people))) for key in keys)

    def position(self, survey: str) -> int:
        return self._places.get(survey, -1)

    def id_at(self, position: int) -> str:
        return self._keys[position][3] if 0 <= position < self.total else ""

    def ids(self) -> Sequence[str]:
        """None of them is a survey."""
        return ()

    @cached_property
    def _keys(self) -> list[_Key]:
        with self._database.read() as connection:
            lines = self._read(connection, [*rows_in(self._rows)])
        keys = [(self._moved.get(row, village), *named, household, row) for row, household, village, *named in lines]
        bare = [(one.village, "", one.head, household, 0) for household, one in self._bare.items()]
        return sorted([*bare, *((key[0], key[1], key[2], *key[-2:]) for key in keys)])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key[3]: place for place, key in enumerate(self._keys)}

    def _read(self, connection: "Connection", rows: Sequence[int]) -> Sequence[Any]:
        if not rows:
            return ()
        driver: Any = connection.connection.driver_connection  # bare tuples, without a Row for each
        return list(driver.execute(_LINES, (json.dumps(rows),)).fetchall())


def needs_survey(wanted: SurveyFilter) -> bool:
    """Whether a filter asks for something that only a survey of the round has."""
    days = (*wanted.touched, *wanted.visited)
    return any((wanted.operator, wanted.findings, wanted.found, wanted.measure, wanted.risk, wanted.ids, *days))


def _look(connection: "Connection", round: str) -> _Standing:
    """Everybody who waits in a round."""
    reader = GramReader(connection)
    everything = reader.find(SurveyFilter())
    withdrawn = reader.find(SurveyFilter(state=State.WITHDRAWN))
    in_round = reader.find(SurveyFilter(round=round)) & ~withdrawn
    special = set(connection.exec_driver_sql(_MOVED).scalars())
    if in_round == everything and not special:
        return _Standing()
    size = everything.bit_length()
    is_entered, is_withdrawn = flags_of(in_round, size), flags_of(withdrawn, size)
    last: dict[str, int] = {}
    driver: Any = connection.connection.driver_connection
    entered: set[str] = set()
    for household, row in driver.execute("SELECT household, row FROM survey ORDER BY household, created_at"):
        if is_withdrawn[row]:
            special.add(household)
        elif is_entered[row]:
            entered.add(household)
        else:
            last[household] = row
    for household in entered:
        last.pop(household, None)
    moved: dict[int, str] = {}
    bare: dict[str, _Bare] = {}
    for household, village, gone_into, head, people in connection.exec_driver_sql(_OWN, (json.dumps(sorted(special)),)):
        if gone_into:
            last.pop(household, None)
        elif household in last:
            moved[last[household]] = village
        elif household not in entered:
            bare[household] = _Bare(village, head, people)
    return _Standing(bits_of(last.values()), moved, bare)


def _summary(key: _Key, kind: str, count: int) -> SurveySummary:
    village, natural_village, head, household, _row = key
    return SurveySummary(
        id=household,
        number="",
        household=household,
        round="",
        form="",
        village=village,
        state=State.NOT_ENTERED,
        revision=0,
        revision_hash="",
        created_by="",
        created_at="",
        touched_at="",
        operator="",
        head_name=head,
        natural_village=natural_village,
        household_kind=kind,
        member_count=count,
    )
