"""Writes a survey's lines in the derived tables, inside an open transaction; used while typing and by the rebuild.

API: `write_line(connection, survey, number, village, fields)` writes only what differs from what is there.
"""

from typing import TYPE_CHECKING, Any

from ffp_desktop.store.records import Person, SurveySummaryFields

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LINE = (
    "INSERT OR REPLACE INTO survey_line (survey, head_name, phone, natural_village, village_name, household_kind,"
    " member_count, errors, warnings, missing, survey_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MEMBER = (
    "INSERT OR REPLACE INTO member (survey, member, position, name, initials, id_number, person_key, sex, relation)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write_line(connection: "Connection", survey: str, number: str, village: str, fields: SurveySummaryFields) -> None:
    """What lists, search and look-ups know of a survey. Reading first keeps the usual commit at a few pages."""
    _write_numbers(connection, survey, fields)
    _write_people(connection, survey, fields.people)
    _write_values(connection, survey, village, fields)
    words = search_words(number, fields)
    asked = "SELECT words FROM survey_search WHERE survey = ?"
    if connection.exec_driver_sql(asked, (survey,)).scalar() != words:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO survey_search (survey, words) VALUES (?, ?)", (survey, words)
        )


def search_words(number: str, fields: SurveySummaryFields) -> str:
    """Everything a survey can be found by, in lower case, one per line: a line end cannot be typed, so it separates."""
    words = [number, fields.village_name, fields.natural_village, fields.head_name, fields.phone]
    for person in fields.people:
        words += [person.name, person.name.replace("·", ""), person.id_number, *person.initials.split()]
    return "\n".join(dict.fromkeys(word.replace("\n", " ").lower() for word in words if word))


def _write_numbers(connection: "Connection", survey: str, fields: SurveySummaryFields) -> None:
    row: tuple[Any, ...] = (
        survey,
        fields.head_name,
        fields.phone,
        fields.natural_village,
        fields.village_name,
        fields.household_kind,
        fields.member_count,
        fields.errors,
        fields.warnings,
        fields.missing,
        fields.survey_date,
    )
    known = connection.exec_driver_sql("SELECT * FROM survey_line WHERE survey = ?", (survey,)).first()
    if known is None or tuple(known) != row:
        connection.exec_driver_sql(_LINE, row)


def _write_people(connection: "Connection", survey: str, people: tuple[Person, ...]) -> None:
    rows: list[tuple[Any, ...]] = [
        (survey, p.member, position, p.name, p.initials, p.id_number, p.person_key, p.sex, p.relation)
        for position, p in enumerate(people)
    ]
    asked = "SELECT * FROM member WHERE survey = ?"
    known = {row.member: tuple(row) for row in connection.exec_driver_sql(asked, (survey,))}
    changed = [row for row in rows if known.pop(row[1], None) != row]
    if known:
        gone = [(survey, member) for member in known]
        connection.exec_driver_sql("DELETE FROM member WHERE survey = ? AND member = ?", gone)
    if changed:
        connection.exec_driver_sql(_MEMBER, changed)


def _write_values(connection: "Connection", survey: str, village: str, fields: SurveySummaryFields) -> None:
    wanted = sorted({(item, value) for item, value in fields.suggested if value})
    asked = "SELECT item, value FROM survey_value WHERE survey = ?"
    if sorted(tuple(row) for row in connection.exec_driver_sql(asked, (survey,))) == wanted:
        return
    connection.exec_driver_sql("DELETE FROM survey_value WHERE survey = ?", (survey,))
    if wanted:
        connection.exec_driver_sql(
            "INSERT INTO survey_value (survey, item, value, village) VALUES (?, ?, ?, ?)",
            [(survey, item, value, village) for item, value in wanted],
        )
