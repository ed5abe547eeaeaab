"""The answers of many finished surveys at once, as the units of their revisions, for what looks at all of them.

API: `FinishedSurveys(database)`: `.read(rounds, households=None) -> Iterator[FinishedSurvey]`. Of a household with
several surveys in these rounds all come, the oldest first.
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

_QUERY = """
SELECT s.id, s.household, s.village, s.round, r.body FROM survey AS s CROSS JOIN revision AS r ON r.document = s.id
LEFT JOIN held_survey AS h ON h.survey = s.id
WHERE s.revision > 0 AND s.state <> '{withdrawn}' AND s.round IN (SELECT value FROM json_each(?1)) {among}
AND r.kind = 'survey' AND r.position <= coalesce(h.position, 9223372036854775807) ORDER BY s.row, r.position
"""
_AMONG = "AND s.household IN (SELECT value FROM json_each(?2))"


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

    def read(self, rounds: Collection[str], households: Collection[str] | None = None) -> Iterator[FinishedSurvey]:
        """In the order in which the surveys were begun."""
        query = _QUERY.format(withdrawn=State.WITHDRAWN.value, among="" if households is None else _AMONG)
        asked = [json.dumps(sorted(rounds))] + ([] if households is None else [json.dumps(sorted(households))])
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, tuple(asked))
            for (survey, household, village, of_round), group in groupby(rows, key=lambda row: tuple(row[:4])):
                yield FinishedSurvey(survey, household, village, of_round, _units([row[4] for row in group]))


def _units(bodies: list[str]) -> Mapping[str, Any]:
    """Nearly every survey has one revision, which says it all."""
    if len(bodies) == 1:
        sets: Mapping[str, Any] = json.loads(bodies[0])["sets"]
        return sets
    state = merge(read_revision(body) for body in bodies)
    return {unit: state.value(unit) for unit in state.units}
