"""The derived table of surveys: what lists, counts, searches and look-ups in other households read.

API (each method is one transaction):
    create(household, round, form, village, operator, at) -> SurveySummary (a new draft, numbered; "" makes a household)
    get(survey) -> SurveySummary (FfpError survey.unknown)      save_summary(survey, SurveySummaryFields)
    list(SurveyFilter, limit=0, offset=0) -> newest change first       count(SurveyFilter) -> SurveyCounts
    people(survey) -> tuple[Person, …]
    find_phone_elsewhere(phone, round, survey) / find_id_elsewhere(person_key, round, survey) -> tuple[Elsewhere, …]
    village_suggestions(item, village, limit=20) -> tuple[str, …] most used first
"""

from collections.abc import Sequence
from secrets import token_hex
from time import time_ns
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.store.drafts import NEW, add_rows, unknown_survey
from ffp_desktop.store.records import (
    DraftChange,
    Elsewhere,
    Person,
    SurveyCounts,
    SurveyFilter,
    SurveySummary,
    SurveySummaryFields,
)
from ffp_desktop.store.survey_lines import write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

HEADER = ("number", "household", "round", "form", "village", "running", "created_by", "created_at")
"""What a survey's header holds, in the draft's first row and in the first revision."""

_FROM = " FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id LEFT JOIN survey_place AS p ON p.survey = s.id"
_COLUMNS = (
    "SELECT s.id, s.number, s.household, s.round, s.form, s.village, s.state, s.revision, s.revision_hash,"
    " s.created_by, s.created_at, s.touched_at, s.operator, coalesce(l.head_name, ''), coalesce(l.natural_village, ''),"
    " coalesce(l.village_name, ''), coalesce(l.household_kind, ''), coalesce(l.member_count, 0), coalesce(l.phone, ''),"
    " coalesce(l.errors, 0), coalesce(l.warnings, 0), coalesce(l.missing, 0), p.item, p.member"
)
_ELSEWHERE = "SELECT DISTINCT s.id, s.number, s.household, s.village, l.village_name, l.head_name"
_NOT_WITHDRAWN = f" AND s.state <> '{State.WITHDRAWN.value}'"


# CROSS JOIN keeps SQLite from beginning with all surveys of the round.


class Surveys:
    """The surveys of this vault as lists show them."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def create(self, household: str, round: str, form: str, village: str, operator: str, at: str) -> SurveySummary:
        """Begins a survey: its header is the first row of its draft. The number counts within village and round."""
        survey, household = new_id(), household or new_id()
        with self._database.write() as connection:
            running: int = connection.exec_driver_sql(
                "SELECT coalesce(max(running), 0) + 1 FROM survey WHERE round = ? AND village = ?", (round, village)
            ).scalar_one()
            number = f"{village}-{round}-{running:04d}"
            header = dict(zip(HEADER, (number, household, round, form, village, running, operator, at), strict=True))
            add_rows(connection, survey, [DraftChange(NEW, "", canonical_json(header))], operator, at)
            write_header(connection, survey, header, State.DRAFT, at, operator)
            return _get(connection, survey)

    def get(self, survey: str) -> SurveySummary:
        """Raises FfpError `survey.unknown`."""
        with self._database.read() as connection:
            return _get(connection, survey)

    def save_summary(self, survey: str, fields: SurveySummaryFields) -> None:
        with self._database.write() as connection:
            known = _get(connection, survey)
            write_line(connection, survey, known.number, known.village, fields)

    def list(self, wanted: SurveyFilter, limit: int = 0, offset: int = 0) -> Sequence[SurveySummary]:
        """Newest change first; `limit` 0 means all."""
        where, values = _where(wanted, True)
        query = f"{_COLUMNS}{_FROM}{where} ORDER BY s.touched_at DESC, s.number DESC LIMIT ? OFFSET ?"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, (*values, limit or -1, offset)).all()
        return tuple(_summary(row) for row in rows)

    def count(self, wanted: SurveyFilter) -> SurveyCounts:
        """Counts by state and village; `wanted.state` is left aside, because the counts are what one chooses it by."""
        where, values = _where(wanted, False)
        query = f"SELECT s.state, s.village, count(*){_FROM}{where} GROUP BY s.state, s.village"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, values).all()
        by_state: dict[State, int] = {}
        by_village: dict[str, int] = {}
        in_village: dict[str, dict[State, int]] = {}
        for state, village, count in rows:
            by_state[State(state)] = by_state.get(State(state), 0) + count
            by_village[village] = by_village.get(village, 0) + count
            in_village.setdefault(village, {})[State(state)] = count
        return SurveyCounts(sum(by_state.values()), by_state, by_village, in_village)

    def people(self, survey: str) -> tuple[Person, ...]:
        """The members that count, in order."""
        query = (
            "SELECT member, name, initials, id_number, person_key, sex, relation FROM member"
            " WHERE survey = ? ORDER BY position"
        )
        with self._database.read() as connection:
            return tuple(Person(*row) for row in connection.exec_driver_sql(query, (survey,)))

    def find_phone_elsewhere(self, phone: str, round: str, survey: str) -> tuple[Elsewhere, ...]:
        """Other households of the round with this phone."""
        query = (
            f"{_ELSEWHERE}, '' FROM survey_line AS l CROSS JOIN survey AS s ON s.id = l.survey"
            f" WHERE l.phone = ? AND s.round = ? AND s.id <> ?{_NOT_WITHDRAWN} ORDER BY s.number"
        )
        return self._find_elsewhere(query, phone, round, survey)

    def find_id_elsewhere(self, person_key: str, round: str, survey: str) -> tuple[Elsewhere, ...]:
        """Other households of the round that list the person with this key."""
        query = (
            f"{_ELSEWHERE}, m.name FROM member AS m CROSS JOIN survey AS s ON s.id = m.survey"
            " LEFT JOIN survey_line AS l ON l.survey = s.id"
            f" WHERE m.person_key = ? AND s.round = ? AND s.id <> ?{_NOT_WITHDRAWN} ORDER BY s.number"
        )
        return self._find_elsewhere(query, person_key, round, survey)

    def village_suggestions(self, item: str, village: str, limit: int = 20) -> tuple[str, ...]:
        """What the surveys of a village have answered to `item`, the most used first."""
        query = (
            "SELECT value FROM survey_value WHERE village = ? AND item = ?"
            " GROUP BY value ORDER BY count(*) DESC, value LIMIT ?"
        )
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(query, (village, item, limit)).scalars())

    def _find_elsewhere(self, query: str, key: str, round: str, survey: str) -> tuple[Elsewhere, ...]:
        if not key:
            return ()
        with self._database.read() as connection:
            return tuple(Elsewhere(*row) for row in connection.exec_driver_sql(query, (key, round, survey)))


def write_header(
    connection: "Connection", survey: str, header: dict[str, Any], state: State, touched_at: str, operator: str
) -> None:
    """The line of a survey as its header has it, and of its household; inside an open transaction."""
    row = (survey, *(header[name] for name in HEADER), state.value, touched_at, operator)
    names = ", ".join(("id", *HEADER, "state", "touched_at", "operator"))
    connection.exec_driver_sql(f"INSERT INTO survey ({names}) VALUES ({', '.join('?' * len(row))})", row)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO household (id, village) VALUES (?, ?)", (header["household"], header["village"])
    )


def new_id() -> str:
    """32 hex digits that grow with time, so that new rows lie together on the disk; 80 bits of chance."""
    return f"{time_ns() // 1_000_000:012x}{token_hex(10)}"


def _get(connection: "Connection", survey: str) -> SurveySummary:
    row = connection.exec_driver_sql(f"{_COLUMNS}{_FROM} WHERE s.id = ?", (survey,)).first()
    if row is None:
        raise unknown_survey()
    return _summary(row)


def _summary(row: Any) -> SurveySummary:
    *columns, item, member = row
    columns[6] = State(columns[6])
    columns.append(Place(item, member) if item else None)
    return SurveySummary(*columns)


def _where(wanted: SurveyFilter, with_state: bool) -> tuple[str, tuple[Any, ...]]:
    parts: list[str] = []
    values: list[Any] = []

    def add(part: str, *given: Any) -> None:
        parts.append(part)
        values.extend(given)

    if wanted.round:
        add("s.round = ?", wanted.round)
    if wanted.village:
        add("substr(s.village, 1, ?) = ?", len(wanted.village), wanted.village)
    if wanted.operator:
        add("s.operator = ?", wanted.operator)
    if wanted.with_findings:
        add("(l.errors > 0 OR l.warnings > 0)")
    if with_state and wanted.state is not None:
        add("s.state = ?", wanted.state.value)
    for word in wanted.text.lower().split():
        add("s.id IN (SELECT survey FROM survey_search WHERE words LIKE ? ESCAPE '\\')", f"%{_escape(word)}%")
    return (" WHERE " + " AND ".join(parts) if parts else "", tuple(values))


def _escape(word: str) -> str:
    for letter in ("\\", "%", "_"):
        word = word.replace(letter, "\\" + letter)
    return word
