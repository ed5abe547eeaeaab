"""Writes a survey's lines in the derived tables, inside an open transaction; used while typing and by the rebuild.

API: `write_line(connection, survey, village, fields)` writes only what differs from what is there;
`add_lines(connection, surveys, summarise, found_by)` writes new surveys' lines, many at once;
`differing_lines(connection, surveys)` names the tables in which something differs;
`line_rows(survey, village, fields)`; `INSERTS`, a statement by table.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.store.grams import new_facets, search_words, trait_lines
from ffp_desktop.store.monitored_lines import INSERT_MONITORED, is_unfilled, monitored_row
from ffp_desktop.store.noting import NewSurveys, note_survey, read_noted
from ffp_desktop.store.records import SurveySummaryFields

if TYPE_CHECKING:
    from sqlalchemy import Connection

INSERTS = {
    "survey_line": "INSERT OR REPLACE INTO survey_line (survey, head_name, phone, natural_village, village_name,"
    " household_kind, survey_date, traits, member_count, errors, warnings, missing, confirmed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "member": "INSERT OR REPLACE INTO member (survey, member, position, name, initials, id_number, person_key, sex,"
    " relation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "survey_value": "INSERT OR REPLACE INTO survey_value (survey, item, value, village) VALUES (?, ?, ?, ?)",
    "monitored": INSERT_MONITORED,
}
_READS = {
    "survey_line": "SELECT survey, head_name, phone, natural_village, village_name, household_kind, survey_date,"
    " traits, member_count, errors, warnings, missing, confirmed FROM survey_line WHERE survey = ?",
    "member": "SELECT * FROM member WHERE survey = ?",
    "survey_value": "SELECT * FROM survey_value WHERE survey = ?",
    "monitored": "SELECT * FROM monitored WHERE survey = ?",
}
_KEYS = {
    "survey_line": ("survey",),
    "member": ("survey", "member"),
    "survey_value": ("survey", "item", "value"),
    "monitored": ("survey",),
}
_MARK = "INSERT OR IGNORE INTO survey_unchecked (survey) VALUES (?)"
_UNMARK = "DELETE FROM survey_unchecked WHERE survey = ?"
_OF_RULES = frozenset({"monitored"})
"""Tables that a sketch cannot tell anything for; what stood there stays until the rules are asked."""
_COMPARED = 9
"""Columns of a line that its answers alone decide; the numbers after them are as of the last change."""

_NOTHING = SurveySummaryFields()

Row = tuple[Any, ...]


def write_line(connection: "Connection", survey: str, village: str, fields: SurveySummaryFields) -> None:
    """What lists, search and look-ups know of a survey. Reading first keeps the usual commit at a few pages."""
    for table, rows in line_rows(survey, village, fields).items():
        if not fields.is_sketch or table not in _OF_RULES:
            _write_rows(connection, table, survey, rows)
    connection.exec_driver_sql(_MARK if fields.is_sketch else _UNMARK, (survey,))
    note_survey(connection, survey, search_words(fields))


def add_lines(
    connection: "Connection",
    surveys: Mapping[str, Mapping[str, Any]],
    summarise: Callable[[str], SurveySummaryFields] | None,
    found_by: NewSurveys,
) -> None:
    """Puts in whole lines of surveys that have none, by their columns; households, and to write what is `found_by`, are
    left to the caller.

    What `summarise` tells of a survey may need its row in the table.
    """
    asked = "SELECT max((SELECT coalesce(max(row), 0) FROM survey), (SELECT coalesce(max(row), 0) FROM survey_search))"
    first = int(connection.exec_driver_sql(asked).scalar_one()) + 1
    names = ("row", "id", *next(iter(surveys.values())))
    into = f"INSERT INTO survey ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    rows = [(row, survey, *line.values()) for row, (survey, line) in enumerate(surveys.items(), first)]
    connection.exec_driver_sql(into, rows)
    gone = json.dumps([*surveys])
    lines: dict[str, list[Row]] = {table: [] for table in INSERTS}
    sketched: list[Row] = []
    for row, (survey, line) in enumerate(surveys.items(), first):
        fields = summarise(survey) if summarise is not None else _NOTHING
        if fields.is_sketch:
            sketched.append((survey,))
        if summarise is not None:
            for table, of_table in line_rows(survey, line["village"], fields).items():
                lines[table] += of_table
        place = (line["number"], line["round"], line["village"], line["state"], line["operator"])
        found_by.add(row, search_words(fields), new_facets(place, line["touched_at"], fields))
    if sketched:
        connection.exec_driver_sql(_MARK, sketched)
    for table, of_table in lines.items():
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE survey IN (SELECT value FROM json_each(?))", (gone,))
        if of_table:
            connection.exec_driver_sql(INSERTS[table], of_table)


def differing_lines(
    connection: "Connection", surveys: Mapping[str, tuple[str, SurveySummaryFields]]
) -> Iterator[tuple[str, str]]:
    """Table and survey where something else stands than `write_line` would write, counts left aside; `surveys` gives
    the village and fields of each."""
    wanted = json.dumps([*surveys])
    known: dict[tuple[str, str], list[Row]] = {}
    for table, query in _READS.items():
        among = query.replace("= ?", "IN (SELECT value FROM json_each(?))")
        for row in connection.exec_driver_sql(among, (wanted,)).all():
            known.setdefault((table, row[0]), []).append(tuple(row))
    noted = read_noted(connection, [*surveys])
    left_aside = {"monitored"} if is_unfilled(connection) else set()
    for survey, (village, fields) in surveys.items():
        for table, rows in line_rows(survey, village, fields).items():
            if table in left_aside:
                continue
            end = _COMPARED if table == "survey_line" else None
            if sorted(row[:end] for row in rows) != sorted(row[:end] for row in known.get((table, survey), ())):
                yield table, survey
        words, facets, wanted_facets = noted[survey]
        if (words, facets) != (search_words(fields), wanted_facets):
            yield "survey_search", survey


def line_rows(survey: str, village: str, fields: SurveySummaryFields) -> dict[str, list[Row]]:
    """The lines of a survey by table, in the order of `INSERTS`."""
    names = (fields.head_name, fields.phone, fields.natural_village, fields.village_name, fields.household_kind)
    counts = (fields.member_count, fields.errors, fields.warnings, fields.missing, fields.confirmed)
    traits = trait_lines(fields.traits)
    return {
        "survey_line": [(survey, *names, fields.survey_date, traits, *counts)],
        "member": [
            (survey, p.member, position, p.name, p.initials, p.id_number, p.person_key, p.sex, p.relation)
            for position, p in enumerate(fields.people)
        ],
        "survey_value": [(survey, item, value, village) for item, value in {*fields.suggested} if value],
        "monitored": [monitored_row(survey, fields.monitored)] if fields.monitored is not None else [],
    }


def _read_rows(connection: "Connection", table: str, survey: str) -> list[Row]:
    return [tuple(row) for row in connection.exec_driver_sql(_READS[table], (survey,))]


def _write_rows(connection: "Connection", table: str, survey: str, rows: list[Row]) -> None:
    keys = _KEYS[table]
    known = {row[: len(keys)]: row for row in _read_rows(connection, table, survey)}
    changed = [row for row in rows if known.pop(row[: len(keys)], None) != row]
    if known:
        where = " AND ".join(f"{key} = ?" for key in keys)
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", list(known))
    if changed:
        connection.exec_driver_sql(INSERTS[table], changed)
