"""The draft: one small durable row per committed answer, the hot path of the program.

API (each method is one transaction):
    append(survey, changes, operator, at, summary=None, last_place=None) -> group id
    changes(survey) -> live DraftRow in order, since the last revision
    undo(survey) / redo(survey) -> ChangeGroup | None        can_undo(survey) / can_redo(survey)
    set_last_place(survey, place)              history(survey) -> KeptRow in order, of all times, undone ones too
    finish(survey, sets, operator, at, reason="", form="", state=State.FINISHED, summary=None) -> Revision
    reopen(survey, reason, operator, at)

A group that is undone is marked, never deleted; redo takes the mark away; appending after an undo makes the undone
groups unreachable, and they are still kept. Rows that a revision has taken up name it and are out of the draft.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.domain.revisions import Revision, canonical_json, merge
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.store.journal import SURVEY_UNIT, append_revision, read_revisions
from ffp_desktop.store.noting import note_survey, settle
from ffp_desktop.store.records import ChangeGroup, DraftChange, DraftRow, KeptRow, SurveySummaryFields
from ffp_desktop.store.standing import restate
from ffp_desktop.store.survey_lines import write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

NEW, REOPEN, FINISH, PREFILL, BECAUSE = "@survey", "@reopen", "@finish", "@prefill", "@because"
STATUS_UNIT = "status"
LIVE, UNDONE, UNREACHABLE = 0, 1, 2
OPEN_STATES = (State.DRAFT, State.RETURNED)
CLOSED_STATES = (State.FINISHED, State.SUBMITTED, State.APPROVED, State.SUBMITTED_UP, State.FINAL)

_INSERT = "INSERT INTO draft (survey, grp, item, member, value, operator, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
_OPEN_ROWS = (
    "SELECT grp, item, member, value, operator, at FROM draft"
    " WHERE survey = ? AND revision = 0 AND state = 0 ORDER BY id"
)


class Drafts:
    """The drafts of this vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

    def append(
        self,
        survey: str,
        changes: Sequence[DraftChange],
        operator: str,
        at: str,
        summary: SurveySummaryFields | None = None,
        last_place: Place | None = None,
    ) -> int:
        """Writes what was committed together; durable when it returns. The id of the group, for undo.

        Raises FfpError `survey.unknown`, `survey.not_open` (reopen it first), `survey.not_here` (another office has
        it) or `store.cannot_write`.
        """
        with self._database.write() as connection:
            village = _require_open(connection, survey)
            connection.exec_driver_sql(
                "UPDATE draft SET state = 2 WHERE survey = ? AND revision = 0 AND state = 1", (survey,)
            )
            group = add_rows(connection, survey, changes, operator, at)
            _touch(connection, survey, operator, at)
            _note(connection, survey, village, summary)
            if last_place is not None:
                _write_place(connection, survey, last_place)
        return group

    def changes(self, survey: str) -> tuple[DraftRow, ...]:
        """The live rows since the last revision, the store's own left out."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_OPEN_ROWS, (survey,)).all()
        return tuple(DraftRow(*row) for row in rows if row[1] not in (NEW, REOPEN))

    def history(self, survey: str) -> tuple[KeptRow, ...]:
        """Everything that was ever typed into this survey on this device, the store's own rows too."""
        query = (
            "SELECT d.grp, d.item, d.member, d.value, d.operator, d.at, d.state = 0, coalesce(r.hash, '')"
            " FROM draft AS d LEFT JOIN revision AS r ON r.position = d.revision"
            " WHERE d.id IN (SELECT id FROM draft WHERE survey = ?1 AND revision = 0 UNION ALL"
            " SELECT t.id FROM revision AS own JOIN draft AS t ON t.revision = own.position"
            " AND t.revision > 0 WHERE own.document = ?1) ORDER BY d.id"
        )
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, (survey,)).all()
        return tuple(KeptRow(DraftRow(*row[:6]), bool(row[6]), row[7]) for row in rows)

    def undo(self, survey: str) -> ChangeGroup | None:
        """Marks the last live group undone and returns it; None at the beginning of the draft."""
        return self._mark(survey, "DESC", LIVE, UNDONE)

    def redo(self, survey: str) -> ChangeGroup | None:
        """Takes the mark from the group undone last; None when nothing is undone."""
        return self._mark(survey, "ASC", UNDONE, LIVE)

    def can_undo(self, survey: str) -> bool:
        with self._database.read() as connection:
            return _find_group(connection, survey, "DESC", LIVE) is not None

    def can_redo(self, survey: str) -> bool:
        with self._database.read() as connection:
            return _find_group(connection, survey, "ASC", UNDONE) is not None

    def set_last_place(self, survey: str, place: Place) -> None:
        """Where work stopped."""
        with self._database.write() as connection:
            _write_place(connection, survey, place)

    def finish(
        self,
        survey: str,
        sets: Mapping[str, str],
        operator: str,
        at: str,
        reason: str = "",
        form: str = "",
        state: State = State.FINISHED,
        summary: SurveySummaryFields | None = None,
    ) -> Revision:
        """Turns the draft into one revision that sets `sets` (unit -> canonical JSON), and closes the survey."""
        with self._database.write() as connection:
            village = _require_open(connection, survey)
            base = merge(read_revisions(connection, survey))
            whole = {STATUS_UNIT: canonical_json(state.value), **sets}
            if SURVEY_UNIT not in base.units:
                whole[SURVEY_UNIT] = _header_of(connection, survey)
            because = reason or _reopening_reason(connection, survey)
            place = ("survey", survey, village, base.heads)
            revision = append_revision(connection, self._device_id, *place, whole, operator, at, because, form)
            add_rows(connection, survey, [DraftChange(FINISH, "", canonical_json({"reason": reason}))], operator, at)
            connection.exec_driver_sql(
                "UPDATE draft SET revision = (SELECT position FROM revision WHERE hash = ?),"
                " state = CASE state WHEN 1 THEN 2 ELSE state END WHERE survey = ? AND revision = 0",
                (revision.hash, survey),
            )
            restate(connection, survey)
            _note(connection, survey, village, summary)
            settle(connection)
        return revision

    def reopen(self, survey: str, reason: str, operator: str, at: str) -> None:
        """Makes a survey that this office holds a draft again, for a reason; that voids who judged it.

        Raises FfpError `survey.reason_missing`, `survey.not_finished`, `survey.not_here`, `survey.unknown`.
        """
        if not reason.strip():
            raise FfpError("survey.reason_missing", "已完成的调查表要写明修改原因才能改。请填写原因。")
        with self._database.write() as connection:
            known = connection.exec_driver_sql("SELECT state FROM survey WHERE id = ?", (survey,)).scalar()
            if known is None:
                raise unknown_survey()
            if known not in [state.value for state in CLOSED_STATES]:
                raise FfpError("survey.not_finished", "只有已完成的调查表才需要重新打开。这张表可以直接看，没有变动。")
            _require_here(connection, survey)
            connection.exec_driver_sql("UPDATE survey SET state = ? WHERE id = ?", (State.DRAFT.value, survey))
            add_rows(connection, survey, [DraftChange(REOPEN, "", canonical_json({"reason": reason}))], operator, at)
            _touch(connection, survey, operator, at)
            note_survey(connection, survey)
            settle(connection)

    def _mark(self, survey: str, end: str, state: int, marked: int) -> ChangeGroup | None:
        with self._database.write() as connection:
            _require_open(connection, survey)
            group = _find_group(connection, survey, end, state)
            if group is None:
                return None
            connection.exec_driver_sql(
                "UPDATE draft SET state = ? WHERE survey = ? AND revision = 0 AND grp = ? AND state = ?",
                (marked, survey, group, state),
            )
            rows = connection.exec_driver_sql(
                "SELECT grp, item, member, value, operator, at FROM draft"
                " WHERE survey = ? AND revision = 0 AND grp = ? AND state = ? ORDER BY id",
                (survey, group, marked),
            ).all()
        return ChangeGroup(group, survey, tuple(DraftRow(*row) for row in rows))


def add_rows(connection: "Connection", survey: str, changes: Sequence[DraftChange], operator: str, at: str) -> int:
    """Inserts one group of rows inside an open transaction; its id."""
    group: int = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM draft").scalar_one()
    rows = [(survey, group, change.item, change.member, change.value, operator, at) for change in changes]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)
    return group


def unknown_survey() -> FfpError:
    return FfpError("survey.unknown", "没有找到这张调查表。请回到列表重新选择。")


def _require_open(connection: "Connection", survey: str) -> str:
    """The village of a survey that may be typed into."""
    row = connection.exec_driver_sql("SELECT village, state, holder FROM survey WHERE id = ?", (survey,)).first()
    if row is None:
        raise unknown_survey()
    if row[1] not in [state.value for state in OPEN_STATES]:
        raise FfpError("survey.not_open", "这张调查表已经完成，不能直接改。请先写明原因重新打开。")
    if row[2]:
        _require_here(connection, survey)
    return str(row[0])


def _require_here(connection: "Connection", survey: str) -> None:
    """One office edits at a time."""
    asked = (
        "SELECT (holder = (SELECT value FROM meta WHERE name = 'unit_code')"
        f" OR (holder = '' AND state IN ('{State.DRAFT}', '{State.RETURNED}', '{State.FINISHED}')))"
        " AND NOT EXISTS (SELECT 1 FROM held_survey WHERE survey = id) FROM survey WHERE id = ?"
    )
    if not connection.exec_driver_sql(asked, (survey,)).scalar():
        raise FfpError("survey.not_here", "这张调查表现在不在本单位，这里只能看。要改请等它退回，或先撤回。")


def _reopening_reason(connection: "Connection", survey: str) -> str:
    rows = connection.exec_driver_sql(_OPEN_ROWS, (survey,)).all()
    reasons = (json.loads(row[3])["reason"] for row in rows if row[1] in (REOPEN, BECAUSE))
    return "；".join(dict.fromkeys(reasons))


def _find_group(connection: "Connection", survey: str, end: str, state: int) -> int | None:
    """The last or first group in a state, unless it is one that undo stops at."""
    row = connection.exec_driver_sql(
        f"SELECT grp, item FROM draft WHERE survey = ? AND revision = 0 AND state = ? ORDER BY id {end} LIMIT 1",
        (survey, state),
    ).first()
    return None if row is None or row[1] in (NEW, REOPEN, PREFILL) else int(row[0])


def _touch(connection: "Connection", survey: str, operator: str, at: str) -> None:
    connection.exec_driver_sql(
        "UPDATE survey SET touched_at = max(touched_at, ?), operator = ? WHERE id = ?", (at, operator, survey)
    )


def _note(connection: "Connection", survey: str, village: str, summary: SurveySummaryFields | None) -> None:
    """Brings what lists and searches know up to date."""
    if summary is None:
        note_survey(connection, survey)
    else:
        write_line(connection, survey, village, summary)


def _write_place(connection: "Connection", survey: str, place: Place) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO survey_place (survey, item, member) VALUES (?, ?, ?)",
        (survey, place.item, place.member),
    )


def _header_of(connection: "Connection", survey: str) -> str:
    """The header as the draft's first row has it, canonical JSON."""
    value = connection.exec_driver_sql(
        "SELECT value FROM draft WHERE survey = ? AND revision = 0 AND item = ? ORDER BY id LIMIT 1", (survey, NEW)
    ).scalar_one()
    return canonical_json(json.loads(value))
