"""The answers of many finished surveys at once, as the units of their revisions, for what looks at all of them.

API (class `FinishedSurveys`): villages(round), ends(), people(round) -> (key, village, survey) …,
    in_village(round, village, interest) and of_households(rounds, households) -> Iterator[FinishedSurvey]
Of a household with several surveys all come.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import merge, read_revision
from ffp_desktop.domain.survey import State

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_FINISHED = f"s.revision > 0 AND s.state <> '{State.WITHDRAWN.value}'"
_QUERY = f"""
SELECT s.id, s.household, s.village, s.round, r.body FROM survey AS s CROSS JOIN revision AS r ON r.document = s.id
LEFT JOIN held_survey AS h ON h.survey = s.id
WHERE {_FINISHED} AND r.kind = 'survey' AND r.position <= coalesce(h.position, 9223372036854775807)
"""
_IN_ORDER = " ORDER BY s.running, s.row, r.position"
_IN_VILLAGE = f"{_QUERY} AND s.round = ? AND s.village = ?"
# A draft that is open over a finished survey has changed its line, so it is always looked at.
_OF_INTEREST = f"""
AND (s.state IN ('{State.DRAFT.value}', '{State.RETURNED.value}') OR s.id IN (SELECT value FROM json_each(?))
    OR EXISTS (SELECT 1 FROM survey_line AS l WHERE l.survey = s.id AND (l.household_kind <> ? OR instr(l.traits, ?))))
"""
_OF_HOUSEHOLDS = (
    f"{_QUERY} AND s.household IN (SELECT value FROM json_each(?)) AND s.round IN (SELECT value FROM json_each(?))"
    " ORDER BY s.created_at, s.row, r.position"
)
_AT_ONCE = 10_000
_PEOPLE = (
    "SELECT m.person_key, s.village, s.id FROM survey AS s CROSS JOIN member AS m ON m.survey = s.id"
    f" WHERE {_FINISHED} AND s.round = ? AND m.person_key <> ''"
)


@dataclass(frozen=True, slots=True)
class FinishedSurvey:
    """A survey as it was last finished; `units` are JSON values, null ones among them."""

    id: str
    household: str
    village: str
    round: str
    units: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Interest:
    """Which surveys are looked at: these, and those of households of any other kind than this or with this trait."""

    surveys: frozenset[str]
    other_than: str
    trait: str


class FinishedSurveys:
    """Reads the journal survey by survey; drafts that are open over a finished survey are not looked at."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def villages(self, round: str) -> dict[str, tuple[int, int]]:
        """Those that have a finished survey in the round, with how many, and how many people they list."""
        query = (
            "SELECT s.village, count(*), sum(l.member_count) FROM survey AS s JOIN survey_line AS l ON l.survey = s.id"
            f" WHERE {_FINISHED} AND s.round = ? GROUP BY s.village ORDER BY s.village"
        )
        with self._database.read() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(query, (round,)).all()}

    def ends(self) -> dict[str, int]:
        """Where each village's feeds end: what was read of a village before is still so while this is the same."""
        query = "SELECT village, max(position) + (SELECT count(*) FROM held_survey) FROM revision GROUP BY village"
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(query).all()}

    def people(self, round: str) -> Iterator[tuple[str, str, str]]:
        """Everybody's number (its key), village and survey."""
        with self._database.read() as connection:
            for part in connection.exec_driver_sql(_PEOPLE, (round,)).partitions(_AT_ONCE):
                yield from ((row[0], row[1], row[2]) for row in part)

    def in_village(self, round: str, village: str, interest: Interest | None = None) -> Iterator[FinishedSurvey]:
        """In the order of their printed numbers; those of `interest` only, and perhaps a few more."""
        if interest is None:
            return self._read(_IN_VILLAGE + _IN_ORDER, (round, village))
        told = (json.dumps(sorted(interest.surveys)), interest.other_than, interest.trait)
        return self._read(_IN_VILLAGE + _OF_INTEREST + _IN_ORDER, (round, village, *told))

    def of_households(self, rounds: Collection[str], households: Collection[str]) -> Iterator[FinishedSurvey]:
        """Those of these rounds, the oldest first."""
        return self._read(_OF_HOUSEHOLDS, (json.dumps(sorted(households)), json.dumps(sorted(rounds))))

    def _read(self, query: str, asked: tuple[str, ...]) -> Iterator[FinishedSurvey]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, asked).all()
        for survey, group in groupby(rows, key=itemgetter(0)):
            known = list(group)
            _, household, village, of_round, _ = known[0]
            yield FinishedSurvey(survey, household, village, of_round, _units([row[4] for row in known]))


def _units(bodies: list[str]) -> Mapping[str, Any]:
    """Nearly every survey has one revision, which says it all."""
    if len(bodies) == 1:
        sets: Mapping[str, Any] = json.loads(bodies[0])["sets"]
        return sets
    state = merge(read_revision(body) for body in bodies)
    return {unit: state.value(unit) for unit in state.units}
