"""The answers of many finished surveys at once, as the units of their revisions, for what looks at all of them.

API (class `FinishedSurveys`): villages(round), people(round) -> (person key, village) …,
    in_village(round, village) and of_households(rounds, households) -> Iterator[FinishedSurvey]
Of a household with several surveys all come.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
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
_IN_VILLAGE = f"{_QUERY} AND s.round = ? AND s.village = ? ORDER BY s.running, s.row, r.position"
_OF_HOUSEHOLDS = (
    f"{_QUERY} AND s.household IN (SELECT value FROM json_each(?)) AND s.round IN (SELECT value FROM json_each(?))"
    " ORDER BY s.created_at, s.row, r.position"
)
_PEOPLE = (
    "SELECT m.person_key, s.village FROM survey AS s CROSS JOIN member AS m ON m.survey = s.id"
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


class FinishedSurveys:
    """Reads the journal survey by survey; drafts that are open over a finished survey are not looked at."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def villages(self, round: str) -> tuple[str, ...]:
        """Those that have a finished survey in the round."""
        query = f"SELECT DISTINCT s.village FROM survey AS s WHERE {_FINISHED} AND s.round = ? ORDER BY s.village"
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(query, (round,)).scalars())

    def people(self, round: str) -> Iterator[tuple[str, str]]:
        """Everybody's number (its key) and village."""
        with self._database.read() as connection:
            yield from ((row[0], row[1]) for row in connection.exec_driver_sql(_PEOPLE, (round,)))

    def in_village(self, round: str, village: str) -> Iterator[FinishedSurvey]:
        """In the order of their printed numbers."""
        return self._read(_IN_VILLAGE, (round, village))

    def of_households(self, rounds: Collection[str], households: Collection[str]) -> Iterator[FinishedSurvey]:
        """Those of these rounds, the oldest first."""
        return self._read(_OF_HOUSEHOLDS, (json.dumps(sorted(households)), json.dumps(sorted(rounds))))

    def _read(self, query: str, asked: tuple[str, ...]) -> Iterator[FinishedSurvey]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, asked)
            for (survey, household, village, of_round), group in groupby(rows, key=lambda row: tuple(row[:4])):
                yield FinishedSurvey(survey, household, village, of_round, _units([row[4] for row in group]))


def _units(bodies: list[str]) -> Mapping[str, Any]:
    """Nearly every survey has one revision, which says it all."""
    if len(bodies) == 1:
        sets: Mapping[str, Any] = json.loads(bodies[0])["sets"]
        return sets
    state = merge(read_revision(body) for body in bodies)
    return {unit: state.value(unit) for unit in state.units}
