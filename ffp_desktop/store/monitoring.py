"""监测对象 in a vault: what their surveys say, and the documents of what was recorded of them.

API (class `MonitoringRecords`, each method one transaction):
    append(household, village, sets, operator, at, reason="")      get(household) -> MonitoringRecord
    records() -> {household: MonitoringRecord}      rows(round) -> tuple[MonitoredRow, …], kept until the next write
    is_unfilled() and unfilled() -> surveys whose lines are still to be written      fill(facts by survey, is_all)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.monitoring.facts import MonitoredFacts
from ffp_desktop.domain.monitoring.records import MonitoringRecord, document_of
from ffp_desktop.domain.survey import State
from ffp_desktop.store.documents import append_document
from ffp_desktop.store.monitored_lines import (
    FACTS,
    INSERT_MONITORED,
    is_unfilled,
    monitored_row,
    note_filled,
    read_facts,
)
from ffp_desktop.store.monitoring_lines import COLUMNS, MONITORING, read_line

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_LINES = f"SELECT {', '.join(COLUMNS)} FROM monitoring"
_ROWS = (
    f"SELECT s.id, s.household, s.village, s.number, s.state = '{State.DRAFT.value}',"
    f" {', '.join(f'm.{name}' for name in FACTS)} FROM monitored AS m"
    f" CROSS JOIN survey AS s ON s.id = m.survey WHERE s.round = ? AND s.state <> '{State.WITHDRAWN.value}'"
    " ORDER BY s.village, s.number, s.id"
)
_TO_FILL = "SELECT survey FROM survey_line WHERE traits LIKE '%kind 监测对象%' OR traits LIKE '%kind 新识别%'"


@dataclass(frozen=True, slots=True)
class MonitoredRow:
    """A survey of a 监测对象, by village and number. Of a draft nobody knows yet what it will say."""

    survey: str
    household: str
    village: str
    number: str
    is_draft: bool
    facts: MonitoredFacts


class MonitoringRecords:
    """What one vault knows of 监测对象."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id
        self._known: tuple[tuple[str, int], tuple[MonitoredRow, ...]] | None = None
        self._read: dict[str, tuple[tuple[Any, ...], MonitoredRow]] = {}

    @property
    def writes(self) -> int:
        """Rises with every write to the vault, so that what was worked out before is known to be old."""
        return self._database.writes

    def append(
        self, household: str, village: str, sets: Mapping[str, Any], operator: str, at: str, reason: str = ""
    ) -> None:
        """One revision of the household's document."""
        document = document_of(household)
        with self._database.write() as connection:
            place = (self._device_id, document, village)
            append_document(connection, MONITORING, *place, sets, operator, at, reason)

    def get(self, household: str) -> MonitoringRecord:
        """An empty one while nothing was recorded."""
        with self._database.read() as connection:
            row = connection.exec_driver_sql(f"{_LINES} WHERE id = ?", (document_of(household),)).first()
        return read_line(row) if row else MonitoringRecord(household)

    def records(self) -> dict[str, MonitoringRecord]:
        with self._database.read() as connection:
            found = (read_line(row) for row in connection.exec_driver_sql(_LINES).all())
            return {record.household: record for record in found}

    def rows(self, round: str) -> tuple[MonitoredRow, ...]:
        """The surveys of a round in which 六–八 are asked, without those withdrawn."""
        key = (round, self._database.writes)
        if self._known is None or self._known[0] != key:
            with self._database.read() as connection:
                driver: Any = connection.connection.driver_connection  # bare tuples, without a Row for each
                rows = driver.execute(_ROWS, (round,)).fetchall()
            self._known = (key, tuple(map(self._row, rows)))
        return self._known[1]

    def is_unfilled(self) -> bool:
        """Whether lines of surveys from before the table are still to be written."""
        with self._database.read() as connection:
            return is_unfilled(connection)

    def unfilled(self) -> tuple[str, ...]:
        """The surveys of a vault from before the table in which 六–八 are asked."""
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(_TO_FILL).scalars())

    def fill(self, facts: Mapping[str, MonitoredFacts | None], is_all: bool) -> None:
        """Writes lines; `is_all` once the last ones are."""
        rows = [monitored_row(survey, one) for survey, one in facts.items() if one is not None]
        with self._database.write() as connection:
            if rows:
                connection.exec_driver_sql(INSERT_MONITORED, rows)
            if is_all:
                note_filled(connection)

    def _row(self, columns: tuple[Any, ...]) -> MonitoredRow:
        """The same object as before while its columns are the same: most are, after a write."""
        survey = columns[0]
        known = self._read.get(survey)
        if known is None or known[0] != columns:
            household, village, number, is_draft = columns[1:5]
            row = MonitoredRow(survey, household, village, number, bool(is_draft), read_facts(columns[5:]))
            known = self._read[survey] = (columns, row)
        return known[1]
