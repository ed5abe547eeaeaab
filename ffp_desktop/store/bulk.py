"""Whole surveys into the vault by the thousand: the same rows as one by one, gathered and written together.

API: `BulkWriter(connection, device, round, form, version, operator, at)`, `.add(WholeSurvey)`, `.done() -> Added`; all
inside one open transaction. Nothing is written for certain before `done`.

A survey that comes finished has no draft: its one revision, with header and answers, is all there is of it.
"""

from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.custody import CUSTODY
from ffp_desktop.domain.revisions import Revision, canonical_json
from ffp_desktop.domain.survey import State
from ffp_desktop.domain.unit_texts import UnitTexts
from ffp_desktop.store.drafts import NEW, STATUS_UNIT
from ffp_desktop.store.grams import new_facets, search_words
from ffp_desktop.store.headers import HEADER, last_running, make_header, new_id
from ffp_desktop.store.journal import SURVEY_UNIT
from ffp_desktop.store.noting import NewSurveys
from ffp_desktop.store.records import Added, DraftChange, WholeSurvey
from ffp_desktop.store.survey_lines import INSERTS, line_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AT_ONCE = 2000  # surveys held in memory before their rows are written
_HANDS = ("state", "touched_at", "operator", "revision", "revision_hash", "holder", "since", "handed")
_SURVEY = ("row", "id", *HEADER, *_HANDS)
_STATEMENTS = {
    "revision": "INSERT INTO revision (hash, kind, document, device, village, number, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    "draft": "INSERT INTO draft (survey, grp, item, member, value, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "survey": f"INSERT INTO survey ({', '.join(_SURVEY)}) VALUES ({', '.join('?' * len(_SURVEY))})",
    "household": "INSERT OR IGNORE INTO household (id, village) VALUES (?, ?)",
    **INSERTS,
}


class BulkWriter:
    """Numbers, chains and gathers the surveys of one round and one operator."""

    def __init__(
        self, connection: "Connection", device: str, round: str, form: str, version: str, operator: str, at: str
    ) -> None:
        self._connection = connection
        self._device = device
        self._round = round
        self._form = form
        self._version = version
        self._operator = operator
        self._at = at
        asked = "SELECT name FROM operator WHERE id = ?"
        self._operator_name: str = connection.exec_driver_sql(asked, (operator,)).scalar() or ""
        self._row = self._highest("SELECT coalesce(max(row), 0) FROM survey")
        self._draft_row = self._highest("SELECT coalesce(max(id), 0) FROM draft")
        self._running: dict[str, int] = {}
        self._heads: dict[str, tuple[int, str]] = {}
        self._ids: list[str] = []
        self._finished = 0
        self._found_by = NewSurveys(connection)
        self._start_over()

    def add(self, whole: WholeSurvey) -> None:
        """Takes one survey in."""
        survey = new_id()
        running = self._next_running(whole.village)
        header = make_header(whole.household, self._round, self._form, whole.village, running, self._operator, self._at)
        self._row += 1
        if whole.units is None:
            self._add_draft(survey, header, whole)
            state, revision, digest, lies = State.DRAFT, 0, "", ("", "", "")
        else:
            state, revision, digest = State.FINISHED, 1, self._add_revision(survey, header, whole)
            lies = (str(whole.units.get(CUSTODY) or ""), self._at, digest)
        mine = (*header.values(), state.value, self._at, self._operator, revision, digest, *lies)
        self._rows["survey"].append((self._row, survey, *mine))
        self._rows["household"].append((header["household"], whole.village))
        for table, rows in line_rows(survey, whole.village, whole.fields).items():
            self._rows[table] += rows
        place = (header["number"], self._round, whole.village, state.value, self._operator)
        self._found_by.add(self._row, search_words(whole.fields), new_facets(place, self._at, whole.fields))
        self._ids.append(survey)
        if len(self._rows["survey"]) >= _AT_ONCE:
            self._write()

    def done(self) -> Added:
        """Writes what is still held."""
        self._write()
        self._found_by.write()
        return Added(tuple(self._ids), self._finished)

    def _add_draft(self, survey: str, header: dict[str, Any], whole: WholeSurvey) -> None:
        for rows in ((DraftChange(NEW, "", canonical_json(header)),), whole.rows):
            group = self._draft_row + 1  # as `add_rows` counts them
            self._draft_row += len(rows)
            self._rows["draft"] += [
                (survey, group, row.item, row.member, row.value, self._operator, self._at) for row in rows
            ]

    def _add_revision(self, survey: str, header: dict[str, Any], whole: WholeSurvey) -> str:
        """Its hash. What it sets is encoded here, so it is canonical."""
        number, previous = self._heads.get(whole.village) or self._head(whole.village)
        units = {**(whole.units or {}), STATUS_UNIT: State.FINISHED.value, SURVEY_UNIT: header}
        revision = Revision(
            document_kind="survey",
            document_id=survey,
            device=self._device,
            village=whole.village,
            number=number + 1,
            previous=previous,
            parents=(),
            sets=UnitTexts(units),
            author=self._operator,
            author_name=self._operator_name,
            at=self._at,
            form=self._version,
        )
        self._heads[whole.village] = (revision.number, revision.hash)
        place = ("survey", survey, self._device, whole.village, revision.number)
        self._rows["revision"].append((revision.hash, *place, revision.body))
        self._finished += 1
        return revision.hash

    def _head(self, village: str) -> tuple[int, str]:
        asked = "SELECT number, hash FROM revision WHERE device = ? AND village = ? ORDER BY number DESC LIMIT 1"
        found = self._connection.exec_driver_sql(asked, (self._device, village)).first()
        return (found[0], found[1]) if found else (0, "")

    def _next_running(self, village: str) -> int:
        if village not in self._running:
            self._running[village] = last_running(self._connection, self._round, village)
        self._running[village] += 1
        return self._running[village]

    def _highest(self, query: str) -> int:
        return int(self._connection.exec_driver_sql(query).scalar_one())

    def _write(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self._connection.exec_driver_sql(_STATEMENTS[table], rows)
        self._start_over()

    def _start_over(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _STATEMENTS}
