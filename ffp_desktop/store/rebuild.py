"""Rebuilds the derived tables from journal and drafts, and checks a vault against such a rebuild.

API: `rebuild_tables(database, summarise=None)`, `check_vault(database, summarise=None) -> tuple[Problem, …]`,
`rebuild_surveys(connection, surveys, summarise, others)` after revisions came from elsewhere.

Both go from feed to feed and from survey to survey, so that memory does not grow with the vault. `summarise(survey id)`
computes what lists show of a survey from its answers; the service has it, because the store knows no items. Without it
only what the store itself derives is looked at (surveys, households, events, rounds). The numbers of errors, warnings
and missing answers are not compared: they are as of the survey's last change, and findings also depend on the day and
on other households. Nor are the lines that wait for the form's rules (`unchecked`).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.feeds import check_feed
from ffp_desktop.domain.revisions import Revision, merge, read_revision
from ffp_desktop.store.attachment_lines import differing_attachments, rebuild_attachments
from ffp_desktop.store.document_tables import DOCUMENT_TABLES
from ffp_desktop.store.drafts import NEW
from ffp_desktop.store.events import EVENT, differing_events, rebuild_events, rewrite_events
from ffp_desktop.store.households import differing_households, rebuild_households
from ffp_desktop.store.inspection import cipher_faults
from ffp_desktop.store.journal import read_revisions
from ffp_desktop.store.noting import NewSurveys, check_grams, note_survey, write_grams
from ffp_desktop.store.records import Problem, SurveySummaryFields
from ffp_desktop.store.rounds import KIND, round_row, write_round
from ffp_desktop.store.sources import COLUMNS, Source, derive_row, in_parts, read_sources
from ffp_desktop.store.survey_lines import add_lines, differing_lines, write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

Summarise = Callable[[str], SurveySummaryFields]

_SURVEYS = (
    "SELECT id FROM survey UNION SELECT survey FROM draft WHERE item = ?"
    " UNION SELECT document FROM revision WHERE kind = 'survey'"
)
# A revision's text begins with its time. Rows are later than it only where the clock was set back.
_LATE_ROWS = (
    "SELECT d.survey, max(d.at) FROM {source} WHERE d.revision > 0 AND d.at > substr(r.body, 8, 19) GROUP BY d.survey"
)
_OF_ALL = _LATE_ROWS.format(source="draft AS d CROSS JOIN revision AS r ON r.position = d.revision")
_OF_SOME = _LATE_ROWS.format(
    source="json_each(?) AS w CROSS JOIN revision AS r ON r.document = w.value"
    " CROSS JOIN draft AS d ON d.revision = r.position"
)
_HOUSEHOLD = COLUMNS.index("household")
_LINES = {
    "survey_line": "survey NOT IN (SELECT id FROM survey)",
    "member": "survey NOT IN (SELECT id FROM survey)",
    "survey_value": "survey NOT IN (SELECT id FROM survey)",
    "survey_unchecked": "survey NOT IN (SELECT id FROM survey)",
    "monitored": "survey NOT IN (SELECT id FROM survey)",
    "survey_search": "row NOT IN (SELECT row FROM survey)",
}
_FEED_WORDS = {
    "altered": "第{number}号记录被改动过。请从备份恢复或联系上级。",
    "gap": "缺第{number}号记录。请从备份恢复或联系上级。",
    "fork": "从第{number}号起有两份历史（数据被复制或恢复过），两份都在。不用恢复，请核对有没有重复的户。",
    "broken": "第{number}号记录接不上前一号。请从备份恢复或联系上级。",
}


def rebuild_tables(database: "Database", summarise: Summarise | None = None) -> None:
    """Brings every line of the derived tables to what the truth says, in one transaction."""
    with database.together(), database.write() as connection:
        _rebuild_rounds(connection)
        late, found_by = _late_rows(connection), NewSurveys(connection)
        for part in in_parts(_surveys(connection)):
            _rebuild_part(connection, read_sources(connection, part), late, summarise, found_by)
        found_by.write()
        for table, lost in _LINES.items():
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {lost}")
        rebuild_events(connection)
        rebuild_attachments(connection)
        for documents in DOCUMENT_TABLES:
            documents.rebuild(connection)
        rebuild_households(connection)
        write_grams(connection)


def rebuild_surveys(
    connection: "Connection",
    surveys: Sequence[str],
    summarise: Summarise | None,
    others: Mapping[str, str],
    at_hand: Mapping[str, Revision] | None = None,
) -> None:
    """Derives these surveys anew, and what the `others` (the kind of each touched document) stand for; inside an open
    transaction. Nothing else of the vault is looked at.

    Revisions whose hash is in `at_hand` are not read again.
    """
    if KIND in others.values():
        _rebuild_rounds(connection)
    households, found_by = set[str](), NewSurveys(connection)
    for part in in_parts(surveys):
        late, sources = _late_rows(connection, part), read_sources(connection, part, at_hand)
        households |= _rebuild_part(connection, sources, late, summarise, found_by)
    found_by.write()
    rewrite_events(connection, [document for document, kind in others.items() if kind == EVENT])
    rebuild_households(connection, households)


def check_vault(database: "Database", summarise: Summarise | None = None) -> tuple[Problem, ...]:
    """Every problem by name; nothing is changed, and () means that all is as it was written."""
    with database.read() as connection:
        faults = cipher_faults(connection)
    if faults:
        sentence = f"数据库有{len(faults)}处损坏。请从最近的备份恢复，现有文件会原样保留。"
        return (Problem("vault.cipher_damaged", "", sentence),)
    with database.together(is_reading=True), database.read() as connection:
        problems = list(_check_feeds(connection))
        if not problems:
            problems = [_differing(table, key) for table, key in _check_tables(connection, summarise)]
    return tuple(problems)


# ---- the journal


def _check_feeds(connection: "Connection") -> Iterator[Problem]:
    """Revisions that cannot be read or whose columns say something else than their body, and broken chains."""
    query = (
        "SELECT hash, position, kind, document, device, village, number, body FROM revision"
        " WHERE device = ? AND village = ? ORDER BY number"
    )
    feeds = connection.exec_driver_sql("SELECT DISTINCT device, village FROM revision ORDER BY device, village").all()
    for device, village in feeds:
        entries: list[tuple[str, Revision]] = []
        for digest, position, *columns, body in connection.exec_driver_sql(query, (device, village)):
            try:
                found = read_revision(body)
            except ValueError:
                yield Problem("journal.unreadable", str(position), f"流水第{position}行读不出来。请从备份恢复。")
                continue
            if [found.document_kind, found.document_id, found.device, found.village, found.number] != columns:
                sentence = f"流水第{position}行的标记和内容不一致。请从备份恢复。"
                yield Problem("journal.altered", str(position), sentence)
            entries.append((digest, found))
        fault = check_feed(entries)
        if fault is not None:
            what = _FEED_WORDS[fault.kind].format(number=fault.number)
            sentence = f"设备{device[:6]}在{village}的流水里，{what}"
            yield Problem(f"journal.{fault.kind}", f"{device} {village} {fault.number}", sentence)


# ---- the tables


def _check_tables(connection: "Connection", summarise: Summarise | None) -> Iterator[tuple[str, str]]:
    """Table and key of each line that is not what the truth says."""
    for round_id, expected in _round_rows(connection).items():
        known = connection.exec_driver_sql("SELECT * FROM round WHERE id = ?", (round_id,)).first()
        if (tuple(known) if known else None) != expected:
            yield "round", round_id
    late = _late_rows(connection)
    unchecked = frozenset(connection.exec_driver_sql("SELECT survey FROM survey_unchecked").scalars())
    for part in in_parts(_surveys(connection)):
        lines: dict[str, tuple[str, SurveySummaryFields]] = {}
        for survey, source in read_sources(connection, part).items():
            row = derive_row(source, late.get(survey, ""))
            if source.known != row:
                yield "survey", survey
            elif row is not None and summarise is not None and survey not in unchecked:
                lines[survey] = (row[COLUMNS.index("village")], summarise(survey))
        yield from differing_lines(connection, lines)
    yield from (("event", event) for event in differing_events(connection))
    yield from (("attachment", attachment) for attachment in differing_attachments(connection))
    for documents in DOCUMENT_TABLES:
        yield from ((documents.table, document) for document in documents.differing(connection))
    yield from (("household", household) for household in differing_households(connection))
    for table, lost in _LINES.items():
        yield from ((table, str(row[0])) for row in connection.exec_driver_sql(f"SELECT * FROM {table} WHERE {lost}"))
    yield from (("survey_gram", f"{block} {gram}") for block, gram in check_grams(connection))


def _differing(table: str, key: str) -> Problem:
    sentence = f"表{table}里有一行和流水对不上。请重建索引表，答案不受影响。"
    return Problem("tables.differ", f"{table} {key}", sentence)


def _round_rows(connection: "Connection") -> dict[str, tuple[str, ...] | None]:
    """The line of every round that has one or ought to."""
    documents = connection.exec_driver_sql("SELECT DISTINCT document FROM revision WHERE kind = ?", (KIND,)).scalars()
    rows: dict[str, tuple[str, ...] | None] = {
        document: round_row(document, merge(read_revisions(connection, document))) for document in documents.all()
    }
    known = connection.exec_driver_sql("SELECT id FROM round").scalars().all()
    return dict.fromkeys(known) | rows


def _rebuild_rounds(connection: "Connection") -> None:
    for round_id, row in _round_rows(connection).items():
        if row is None:
            connection.exec_driver_sql("DELETE FROM round WHERE id = ?", (round_id,))
        else:
            write_round(connection, row)


def _surveys(connection: "Connection") -> Sequence[str]:
    """The ids of the surveys that tables, drafts or journal know, the oldest first."""
    return connection.exec_driver_sql(f"{_SURVEYS} ORDER BY 1", (NEW,)).scalars().all()


def _late_rows(connection: "Connection", surveys: Sequence[str] | None = None) -> dict[str, str]:
    """Of these surveys, or of all."""
    asked = (_OF_ALL, ()) if surveys is None else (_OF_SOME, (json.dumps(list(surveys)),))
    return {row[0]: row[1] for row in connection.exec_driver_sql(*asked)}


def _rebuild_part(
    connection: "Connection",
    sources: Mapping[str, Source],
    late: Mapping[str, str],
    summarise: Summarise | None,
    found_by: NewSurveys,
) -> set[str]:
    """The households that the surveys belong or belonged to."""
    new: dict[str, dict[str, Any]] = {}
    households = set[str]()
    for survey, source in sources.items():
        row = derive_row(source, late.get(survey, ""))
        households.update(one[_HOUSEHOLD] for one in (source.known, row) if one is not None)
        if row is None:
            connection.exec_driver_sql("DELETE FROM survey WHERE id = ?", (survey,))
        elif source.known is None:
            new[survey] = dict(zip(COLUMNS, row, strict=True))
        else:
            _rebuild_survey(connection, survey, source.known, row, summarise)
    if new:
        add_lines(connection, new, summarise, found_by)
    return households


def _rebuild_survey(
    connection: "Connection", survey: str, known: Sequence[Any], row: Sequence[Any], summarise: Summarise | None
) -> None:
    if known != row:
        setting = ", ".join(f"{name} = ?" for name in COLUMNS)
        connection.exec_driver_sql(f"UPDATE survey SET {setting} WHERE id = ?", (*row, survey))
    if summarise is None:
        note_survey(connection, survey)
    else:
        write_line(connection, survey, row[COLUMNS.index("village")], summarise(survey))
