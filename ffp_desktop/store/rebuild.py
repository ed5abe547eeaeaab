"""Rebuilds the derived tables from journal and drafts, and checks a vault against such a rebuild.

API: `rebuild_tables(database, summarise=None)`, `check_vault(database, summarise=None) -> tuple[Problem, …]`.

`summarise(survey id)` computes what lists show of a survey from its answers; the service has it, because the store
knows no items. Without it only what the store itself derives is rebuilt (surveys, households, events, rounds). The
numbers of errors, warnings and missing answers are not compared: they are as of the survey's last change, and findings
also depend on the day and on other households.
"""

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import DocumentState, Revision, check_feed, merge, read_revision
from ffp_desktop.domain.survey import State
from ffp_desktop.store.drafts import NEW, REOPEN, STATUS_UNIT
from ffp_desktop.store.events import EVENT, write_event
from ffp_desktop.store.inspection import cipher_faults
from ffp_desktop.store.journal import SURVEY_UNIT
from ffp_desktop.store.records import Problem, SurveySummaryFields
from ffp_desktop.store.rounds import KIND, write_round
from ffp_desktop.store.survey_lines import write_line
from ffp_desktop.store.surveys import write_header

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

Summarise = Callable[[str], SurveySummaryFields]

_OWN = {
    "survey": "SELECT * FROM survey",
    "household": "SELECT * FROM household",
    "event": "SELECT * FROM event",
    "event_person": "SELECT event || ' ' || position, * FROM event_person",
    "round": "SELECT * FROM round",
}
_SUMMARISED = {
    "survey_line": "SELECT survey, head_name, phone, natural_village, village_name, household_kind, member_count,"
    " survey_date FROM survey_line",
    "survey_search": "SELECT * FROM survey_search",
    "member": "SELECT survey || ' ' || member, * FROM member",
    "survey_value": "SELECT survey || ' ' || item || ' ' || value, * FROM survey_value",
}
_DRAFTS = (
    "SELECT d.survey, g.at, d.operator, g.is_open FROM (SELECT max(id) AS last, max(at) AS at,"
    " max(revision = 0 AND item IN (?, ?)) AS is_open FROM draft GROUP BY survey) AS g JOIN draft AS d ON d.id = g.last"
)
_FEED_WORDS = {
    "altered": "第{number}号记录被改动过",
    "gap": "缺第{number}号记录",
    "fork": "第{number}号记录有两份",
    "broken": "第{number}号记录接不上前一号",
}


def rebuild_tables(database: "Database", summarise: Summarise | None = None) -> None:
    """Empties the derived tables and writes them anew, in one transaction."""
    with database.together(), database.write() as connection:
        _rebuild(connection, summarise)


def check_vault(database: "Database", summarise: Summarise | None = None) -> tuple[Problem, ...]:
    """Every problem by name; nothing is changed, and () means that all is as it was written."""
    with database.read() as connection:
        faults = cipher_faults(connection)
    if faults:
        sentence = f"数据库有{len(faults)}处损坏。请从最近的备份恢复，现有文件会原样保留。"
        return (Problem("vault.cipher_damaged", "", sentence),)
    with database.read() as connection:
        problems = [*_check_rows(connection), *_check_feeds(connection)]
    return (*problems, *([] if problems else _check_tables(database, summarise)))


class _TakenBack(Exception):  # noqa: N818 (not an error: it ends a transaction that must leave nothing)
    pass


def _check_rows(connection: "Connection") -> Iterator[Problem]:
    """Revisions that cannot be read, or whose columns say something else than their body."""
    query = "SELECT position, kind, document, device, village, number, body FROM revision ORDER BY position"
    for position, *columns, body in connection.exec_driver_sql(query):
        try:
            found = read_revision(body)
        except ValueError:
            yield Problem("journal.unreadable", str(position), f"流水第{position}行读不出来。请从备份恢复。")
            continue
        if [found.document_kind, found.document_id, found.device, found.village, found.number] != columns:
            yield Problem("journal.altered", str(position), f"流水第{position}行的标记和内容不一致。请从备份恢复。")


def _check_feeds(connection: "Connection") -> Iterator[Problem]:
    query = "SELECT device, village, hash, body FROM revision ORDER BY device, village"
    rows = connection.exec_driver_sql(query).all()
    for (device, village), entries in groupby(rows, key=lambda row: (row[0], row[1])):
        fault = check_feed(_readable(entries))
        if fault is not None:
            what = _FEED_WORDS[fault.kind].format(number=fault.number)
            sentence = f"设备{device[:6]}在{village}的流水里，{what}。请从备份恢复或联系上级。"
            yield Problem(f"journal.{fault.kind}", f"{device} {village} {fault.number}", sentence)


def _readable(entries: Iterator[Any]) -> Iterator[tuple[str, Revision]]:
    for _device, _village, digest, body in entries:
        try:
            yield digest, read_revision(body)
        except ValueError:
            continue  # named by _check_rows


def _check_tables(database: "Database", summarise: Summarise | None) -> list[Problem]:
    queries = _OWN | (_SUMMARISED if summarise else {})
    differing: list[Problem] = []
    try:
        with database.together(), database.write() as connection:
            before = {table: _rows(connection, query) for table, query in queries.items()}
            _rebuild(connection, summarise)
            for table, query in queries.items():
                after = _rows(connection, query)
                for key in sorted(before[table].keys() | after.keys()):
                    if before[table].get(key) != after.get(key):
                        sentence = f"表{table}里有一行和流水对不上。请重建索引表，答案不受影响。"
                        differing.append(Problem("tables.differ", f"{table} {key}", sentence))
            raise _TakenBack
    except _TakenBack:
        return differing


def _rows(connection: "Connection", query: str) -> dict[str, tuple[Any, ...]]:
    return {row[0]: tuple(row) for row in connection.exec_driver_sql(query)}


def _rebuild(connection: "Connection", summarise: Summarise | None) -> None:
    connection.exec_driver_sql("DELETE FROM round")
    for round_id, revisions in _documents(connection, KIND):
        write_round(connection, round_id, merge(revisions))
    histories = dict(_documents(connection, "survey"))
    states = {survey: merge(revisions) for survey, revisions in histories.items()}
    headers = _headers(connection, states)
    drafts = {row[0]: tuple(row)[1:] for row in connection.exec_driver_sql(_DRAFTS, (NEW, REOPEN))}
    fields = {survey: summarise(survey) for survey in headers} if summarise else {}
    for table in ("survey", "household", "event", "event_person"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    for survey, header in headers.items():
        status = states[survey].value(STATUS_UNIT) if survey in states else None
        _rebuild_survey(connection, survey, header, status, histories.get(survey, []), drafts.get(survey))
    for event, revisions in _documents(connection, EVENT):
        write_event(connection, event, revisions)
    if summarise:
        for table in _SUMMARISED:
            known = connection.exec_driver_sql(f"SELECT DISTINCT survey FROM {table}").scalars().all()
            gone = [(survey,) for survey in known if survey not in headers]
            if gone:
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE survey = ?", gone)
        for survey, header in headers.items():
            write_line(connection, survey, header["number"], header["village"], fields[survey])


def _documents(connection: "Connection", kind: str) -> Iterator[tuple[str, list[Revision]]]:
    query = "SELECT document, body FROM revision WHERE kind = ? ORDER BY document, position"
    rows = connection.exec_driver_sql(query, (kind,)).all()
    for document, group in groupby(rows, key=lambda row: row[0]):
        yield document, [read_revision(body) for _document, body in group]


def _headers(connection: "Connection", states: dict[str, DocumentState]) -> dict[str, dict[str, Any]]:
    """The header of every survey, from its revisions or else from its draft's first row, oldest first."""
    headers: dict[str, dict[str, Any]] = {}
    query = "SELECT survey, value FROM draft WHERE item = ? ORDER BY id"
    for survey, value in connection.exec_driver_sql(query, (NEW,)):
        headers.setdefault(survey, json.loads(value))
    for survey, state in states.items():
        found = state.value(SURVEY_UNIT)
        if found is not None:
            headers[survey] = found
    ordered = sorted(headers, key=lambda survey: (headers[survey]["created_at"], headers[survey]["number"], survey))
    return {survey: headers[survey] for survey in ordered}


def _rebuild_survey(
    connection: "Connection",
    survey: str,
    header: dict[str, Any],
    status: str | None,
    revisions: list[Revision],
    draft: tuple[Any, ...] | None,
) -> None:
    last_at, operator, is_open = draft or ("", revisions[-1].author, 0)
    state = State.DRAFT if is_open or status is None else State(status)
    touched_at = max([header["created_at"], last_at, *(revision.at for revision in revisions)])
    write_header(connection, survey, header, state, touched_at, operator)
    if revisions:
        connection.exec_driver_sql(
            "UPDATE survey SET revision = ?, revision_hash = ? WHERE id = ?",
            (len(revisions), revisions[-1].hash, survey),
        )
