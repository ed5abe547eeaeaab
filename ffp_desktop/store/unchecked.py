"""Surveys whose lines were written from their answers alone, because they came by the thousand: their findings wait.

API (class `Unchecked(database)`, each method one transaction; `survey_lines` marks surveys as it writes their lines):
    count() -> how many wait      some(limit) -> {survey: its newest revision}      put(checked) -> how many still wait
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ffp_desktop.store.noting import settle
from ffp_desktop.store.records import SurveySummaryFields
from ffp_desktop.store.survey_lines import write_line

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_COUNT = "SELECT count(*) FROM survey_unchecked"
_NEWEST = "SELECT u.survey, s.revision_hash FROM survey_unchecked AS u JOIN survey AS s ON s.id = u.survey"
_STANDS = (
    "SELECT s.village FROM survey_unchecked AS u JOIN survey AS s ON s.id = u.survey"
    " WHERE u.survey = ? AND s.revision_hash = ?"
)


class Unchecked:
    """What waits in one vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def count(self) -> int:
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(_COUNT).scalar_one())

    def some(self, limit: int) -> dict[str, str]:
        """A few of them."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(f"{_NEWEST} LIMIT ?", (limit,)).all()}

    def put(self, checked: Mapping[tuple[str, str], SurveySummaryFields]) -> int:
        """Writes lines by survey and the revision they were worked out at; where somebody wrote since, that stands."""
        with self._database.write() as connection:
            for (survey, revision), fields in checked.items():
                village = connection.exec_driver_sql(_STANDS, (survey, revision)).scalar()
                if village is not None:
                    write_line(connection, survey, village, fields)
            settle(connection)
            return int(connection.exec_driver_sql(_COUNT).scalar_one())
