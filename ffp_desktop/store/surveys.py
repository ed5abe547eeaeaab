"""The derived table of surveys: what lists, counts, searches and look-ups in other households read.

API (each method is one transaction):
    create(household, round, form, village, operator, at) -> SurveySummary (a new draft, numbered; "" makes a household)
    add_many(whole surveys, …) -> Added
    get(survey) -> SurveySummary (FfpError survey.unknown)      get_many(surveys)      save_summary(survey, …Fields)
    restate(survey)     in_conflict(village) -> tuple[SurveySummary, …]     lying(surveys, state, holder) -> ids
    find(SurveyFilter) -> Found (counts by state; rows newest change first, read page by page)
    list(SurveyFilter, limit=0, offset=0) -> newest change first       count(SurveyFilter) -> SurveyCounts
    people(survey) -> tuple[Person, …]
    find_phone_elsewhere(phone, round, survey) / find_id_elsewhere(person_key, round, survey) -> tuple[Elsewhere, …]
    find_ids_elsewhere(persons) -> {(round, person_key): tuple[Elsewhere, …]} of many at once
    village_suggestions(item, village, limit=20) -> tuple[str, …] most used first
    tally(surveys) -> Tally (states, errors and warnings of these)
"""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import State
from ffp_desktop.store.bulk import BulkWriter
from ffp_desktop.store.drafts import NEW, add_rows
from ffp_desktop.store.found import Found, Order, get_summaries, get_summary, read_order
from ffp_desktop.store.headers import last_running, make_header, new_id, write_header
from ffp_desktop.store.noting import note_survey, settle
from ffp_desktop.store.records import (
    Added,
    DraftChange,
    Elsewhere,
    Person,
    SurveyCounts,
    SurveyFilter,
    SurveySummary,
    SurveySummaryFields,
    Tally,
    WholeSurvey,
)
from ffp_desktop.store.search import GramReader
from ffp_desktop.store.standing import restate
from ffp_desktop.store.survey_lines import write_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

# Below, CROSS JOIN keeps SQLite from beginning with all surveys of the round.
_ELSEWHERE = "SELECT DISTINCT s.id, s.number, s.household, s.village, l.village_name, l.head_name"
_AT_ONCE = 500
_NOT_WITHDRAWN = f" AND s.state <> '{State.WITHDRAWN.value}'"


class Surveys:
    """The surveys of this vault as lists show them."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id
        self._known_order: tuple[tuple[str, int], Order] | None = None

    def create(self, household: str, round: str, form: str, village: str, operator: str, at: str) -> SurveySummary:
        """Begins a survey: its header is the first row of its draft. The number counts within village and round."""
        survey = new_id()
        with self._database.write() as connection:
            running = last_running(connection, round, village) + 1
            header = make_header(household, round, form, village, running, operator, at)
            add_rows(connection, survey, [DraftChange(NEW, "", canonical_json(header))], operator, at)
            write_header(connection, survey, header, State.DRAFT, at, operator)
            note_survey(connection, survey, "")
            settle(connection)
            return get_summary(connection, survey)

    def add_many(
        self, whole: Iterable[WholeSurvey], round: str, form: str, version: str, operator: str, at: str
    ) -> Added:
        """Puts whole surveys in, in one transaction; see `bulk`."""
        with self._database.write() as connection:
            writer = BulkWriter(connection, self._device_id, round, form, version, operator, at)
            for survey in whole:
                writer.add(survey)
            settle(connection)
            return writer.done()

    def get(self, survey: str) -> SurveySummary:
        """Raises FfpError `survey.unknown`."""
        with self._database.read() as connection:
            return get_summary(connection, survey)

    def get_many(self, surveys: Sequence[str]) -> tuple[SurveySummary, ...]:
        """Those of the surveys that are here, in no order."""
        with self._database.read() as connection:
            return get_summaries(connection, surveys)

    def save_summary(self, survey: str, fields: SurveySummaryFields) -> None:
        with self._database.write() as connection:
            write_line(connection, survey, get_summary(connection, survey).village, fields)
            settle(connection)

    def restate(self, survey: str) -> None:
        """After a revision was added: brings the survey's line in step with the journal."""
        with self._database.write() as connection:
            restate(connection, survey)
            settle(connection)

    def lying(self, surveys: Iterable[str], state: State, holder: str) -> tuple[str, ...]:
        """Those of the surveys that are in this state at this office."""
        asked = (
            "SELECT s.id FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value"
            " WHERE s.state = ? AND s.holder = ? ORDER BY s.id"
        )
        with self._database.read() as connection:
            wanted = (json.dumps(list(surveys)), state.value, holder)
            return tuple(connection.exec_driver_sql(asked, wanted).scalars())

    def in_conflict(self, village: str = "") -> tuple[SurveySummary, ...]:
        """Those of a region, of all rounds, whose sides differ, by number."""
        asked = "SELECT id FROM survey WHERE conflicts > 0 AND village GLOB ? ORDER BY number, id"
        with self._database.read() as connection:
            found = connection.exec_driver_sql(asked, (f"{village}*",)).scalars().all()
            return tuple(get_summary(connection, survey) for survey in found)

    def find(self, wanted: SurveyFilter) -> Found:
        """The surveys that a filter leaves, newest change first, and their counts by state."""
        with self._database.read() as connection:
            order = self._order(connection, wanted.round)
            reader = GramReader(connection)
            bits, states = reader.find(wanted, with_state=False), reader.facet("state")
        return Found(self._database, bits, states, wanted.state, order)

    def list(self, wanted: SurveyFilter, limit: int = 0, offset: int = 0) -> Sequence[SurveySummary]:
        """Newest change first; `limit` 0 means all."""
        return self.find(wanted).page(offset, limit)

    def count(self, wanted: SurveyFilter) -> SurveyCounts:
        """Counts by state and village; `wanted.state` is left aside, because the counts are what one chooses it by."""
        with self._database.read() as connection:
            reader = GramReader(connection)
            bits = reader.find(wanted, with_state=False)
            states = {State(name): found & bits for name, found in reader.facet("state").items()}
            counts = reader.count_by("village", wanted.village, [*states.values()])
        by_village = {village: sum(numbers) for village, numbers in counts.items() if any(numbers)}
        in_village = {
            village: {state: number for state, number in zip(states, counts[village], strict=True) if number}
            for village in by_village
        }
        by_state = {state: found.bit_count() for state, found in states.items() if found}
        return SurveyCounts(bits.bit_count(), by_state, by_village, in_village)

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

    def find_ids_elsewhere(self, persons: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[Elsewhere, ...]]:
        """The surveys that list each of these, given as round and person's key; without those whom none lists."""
        found: dict[tuple[str, str], list[Elsewhere]] = {}
        query = (
            "SELECT s.round, m.person_key, s.id, s.number, s.household, s.village, l.village_name, l.head_name, m.name"
            " FROM json_each(?) AS w CROSS JOIN member AS m ON m.person_key = w.value CROSS JOIN survey AS s"
            f" ON s.id = m.survey{_NOT_WITHDRAWN} LEFT JOIN survey_line AS l ON l.survey = s.id ORDER BY s.number"
        )
        wanted = {person for person in persons if person[1]}
        if not wanted:
            return {}
        keys = json.dumps(sorted({key for _round, key in wanted}))
        with self._database.read() as connection:
            for of_round, key, *columns in connection.exec_driver_sql(query, (keys,)).all():
                if (of_round, key) in wanted:
                    found.setdefault((of_round, key), []).append(Elsewhere(*columns))
        return {person: tuple(dict.fromkeys(others)) for person, others in found.items()}

    def village_suggestions(self, item: str, village: str, limit: int = 20) -> tuple[str, ...]:
        """What the surveys of a village have answered to `item`, the most used first."""
        query = (
            "SELECT value FROM survey_value WHERE village = ? AND item = ?"
            " GROUP BY value ORDER BY count(*) DESC, value LIMIT ?"
        )
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(query, (village, item, limit)).scalars())

    def tally(self, surveys: Sequence[str]) -> Tally:
        """How many of these surveys there are in each state, and their findings; unknown ones do not count."""
        by_state: dict[State, int] = {}
        errors = warnings = 0
        with self._database.read() as connection:
            for start in range(0, len(surveys), _AT_ONCE):
                asked = tuple(surveys[start : start + _AT_ONCE])
                marks = ", ".join("?" * len(asked))
                query = (
                    "SELECT s.state, count(*), coalesce(sum(l.errors), 0), coalesce(sum(l.warnings), 0)"
                    f" FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id WHERE s.id IN ({marks})"
                    " GROUP BY s.state"
                )
                for state, count, with_errors, with_warnings in connection.exec_driver_sql(query, asked):
                    by_state[State(state)] = by_state.get(State(state), 0) + count
                    errors, warnings = errors + with_errors, warnings + with_warnings
        return Tally(by_state, errors, warnings)

    def _order(self, connection: "Connection", round: str) -> Order:
        """Read once for all searches between two writes."""
        key = (round, self._database.writes)
        if self._known_order is None or self._known_order[0] != key:
            self._known_order = (key, read_order(connection, round))
        return self._known_order[1]

    def _find_elsewhere(self, query: str, key: str, round: str, survey: str) -> tuple[Elsewhere, ...]:
        if not key:
            return ()
        with self._database.read() as connection:
            return tuple(Elsewhere(*row) for row in connection.exec_driver_sql(query, (key, round, survey)))
