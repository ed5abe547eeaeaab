"""The documents of the archives, listed from a derived table; and section 五 of surveys, read many at once.

API (class `Archives`, each method one transaction):
    file(record, operator, at, reason="")      get(household, round) -> ArchiveRecord
    list(round) -> {household: ArchiveRecord}      next_number(village, round) -> int
    judged(surveys) -> {survey: Judged} of those that were ever finished
    rows(households, round) -> tuple[FileRow, …]      attached(surveys) -> {(survey, kind of attachment): pages}
`ARCHIVES` is the derived table.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.archive import FILED, KIND, ArchiveRecord, Judged, document_of, parts_of
from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.store.archive_rows import FileRow, read_attached, read_key_households, read_rows
from ffp_desktop.store.document_table import DocumentTable, Line
from ffp_desktop.store.documents import append_document
from ffp_desktop.store.journal import read_many
from ffp_desktop.store.sources import in_parts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_FIELDS = ("household", "round", "village", "number", "place", "note", "author", "at", "conflicts")
_COLUMNS = ("id", *_FIELDS)
_LINES = f"SELECT {', '.join(_FIELDS)} FROM archive"
# Most surveys have one revision, and its body says all; of the others the graph is read.
_SINGLE = (
    "SELECT r.document, json_extract(r.body, '$.sets.judgement'), json_extract(r.body, '$.sets.survey_date')"
    " FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value CROSS JOIN revision AS r ON r.document = s.id"
    " WHERE s.revision = 1"
)
_SEVERAL = "SELECT s.id FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value WHERE s.revision > 1"


def _derive(document: str, revisions: Sequence[Revision]) -> Line | None:
    state = merge(revisions)
    filed = state.units.get(FILED)
    if filed is None or not isinstance(filed.json, dict):
        return None
    household, of_round = parts_of(document)
    by = next(one for one in revisions if one.hash == filed.revisions[0])
    told = filed.json
    place = (str(told.get("village", by.village)), int(told.get("number", 0)), str(told.get("place", "")))
    said = (str(told.get("note", "")), by.author_name or by.author, by.at, len(state.conflicts))
    return (document, household, of_round, *place, *said)


ARCHIVES = DocumentTable(KIND, "archive", _COLUMNS, _derive)


class Archives:
    """The archives of one vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

    def file(self, record: ArchiveRecord, operator: str, at: str, reason: str = "") -> None:
        """One revision: number, place and note of a household's file, as they are from now on."""
        told = {name: getattr(record, name) for name in ("village", "number", "place", "note")}
        document = document_of(record.household, record.round)
        with self._database.write() as connection:
            place = (self._device_id, document, record.village)
            append_document(connection, ARCHIVES, *place, {FILED: told}, operator, at, reason)

    def get(self, household: str, round: str) -> ArchiveRecord:
        """One without a number while there is none."""
        with self._database.read() as connection:
            asked = (document_of(household, round),)
            row = connection.exec_driver_sql(f"{_LINES} WHERE id = ?", asked).first()
        return ArchiveRecord(*row) if row else ArchiveRecord(household, round)

    def list(self, round: str) -> dict[str, ArchiveRecord]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"{_LINES} WHERE round = ?", (round,)).all()
        return {row[0]: ArchiveRecord(*row) for row in rows}

    def next_number(self, village: str, round: str) -> int:
        """One above the highest of the village and round."""
        asked = "SELECT coalesce(max(number), 0) + 1 FROM archive WHERE round = ? AND village = ?"
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(asked, (round, village)).scalar_one())

    @property
    def writes(self) -> int:
        """Rises with every write to the vault."""
        return self._database.writes

    def key_households(self, round: str, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The households with clues of these kinds that are of somebody here, each with its kinds."""
        with self._database.read() as connection:
            return read_key_households(connection, round, kinds)

    def rows(self, households: Iterable[str], round: str) -> tuple[FileRow, ...]:
        with self._database.read() as connection:
            return read_rows(connection, households, round)

    def attached(self, surveys: Sequence[str]) -> dict[tuple[str, str], int]:
        with self._database.read() as connection:
            return read_attached(connection, surveys)

    def judged(self, surveys: Sequence[str]) -> dict[str, Judged]:
        """Section 五 of the surveys that were ever finished."""
        found: dict[str, Judged] = {}
        with self._database.read() as connection:
            for part in in_parts(surveys):
                wanted = (json.dumps(list(part)),)
                for survey, judgement, day in connection.exec_driver_sql(_SINGLE, wanted).all():
                    found[survey] = _judged(json.loads(judgement or "{}"), json.loads(day or "{}"))
                several = connection.exec_driver_sql(_SEVERAL, wanted).scalars().all()
                found |= _merged(connection, several)
        return found


def _merged(connection: "Connection", surveys: Sequence[str]) -> dict[str, Judged]:
    states = {survey: merge(revisions) for survey, revisions in read_many(connection, surveys).items()}
    return {
        survey: _judged(state.value("judgement") or {}, state.value("survey_date") or {})
        for survey, state in states.items()
    }


def _judged(judgement: Mapping[str, Any], day: Mapping[str, Any]) -> Judged:
    def text(told: Mapping[str, Any], item: str) -> str:
        value = told.get(item)
        return value if isinstance(value, str) else ""

    def names(item: str) -> tuple[str, ...]:
        value = judgement.get(item)
        return tuple(str(name) for name in value) if isinstance(value, list) else ()

    return Judged(
        text(judgement, "at_risk"),
        text(judgement, "newly_identified"),
        text(judgement, "not_identified_reason"),
        names("surveyors"),
        names("judges"),
        text(day, "survey_date"),
    )
