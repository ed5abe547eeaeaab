"""The surveys that a filter leaves, as a list that is read page by page and does not shift while one reads it.

API: `Found` (`.total`, `.by_state`, `.page(start, count)`, `.position(survey)`, `.id_at(position)`, `.ids()`),
`read_order(connection, round) -> Order` newest change first, `get_summary(connection, survey) -> SurveySummary`
and `get_summaries(connection, surveys)`.
"""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import TYPE_CHECKING, Any, TypeAlias

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.store.drafts import unknown_survey
from ffp_desktop.store.grams import flags_of, rows_in
from ffp_desktop.store.records import SurveySummary

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_Rows: TypeAlias = "array[int]"
_FEW = 1000  # up to so many are put in order one by one; more are picked out of the order


@dataclass(frozen=True)
class Order:
    """Row numbers of surveys, newest change first, and the place of each (by its number)."""

    rows: _Rows
    places: _Rows


_FROM = " FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id LEFT JOIN survey_place AS p ON p.survey = s.id"
_COLUMNS = (
    "SELECT s.row, s.id, s.number, s.household, s.round, s.form, s.village, s.state, s.revision, s.revision_hash,"
    " s.created_by, s.created_at, s.touched_at, s.operator, coalesce(l.head_name, ''), coalesce(l.natural_village, ''),"
    " coalesce(l.village_name, ''), coalesce(l.household_kind, ''), coalesce(l.member_count, 0), coalesce(l.phone, ''),"
    " coalesce(l.errors, 0), coalesce(l.warnings, 0), coalesce(l.missing, 0), s.holder, s.since, s.handed, s.conflicts,"
    " s.judged, p.item, p.member"
)


class Found:
    """What was found, as of then: which surveys and in which order. Their lines are read when a page is.

    `by_state` counts whatever state is wanted; `total` counts those of the state wanted.
    """

    def __init__(
        self, database: "Database", bits: int, states: Mapping[str, int], state: State | None, order: Order
    ) -> None:
        of_state = {State(name): found & bits for name, found in states.items()}
        wanted = bits if state is None else of_state.get(state, 0)
        self.by_state = {name: found.bit_count() for name, found in of_state.items() if found}
        self.total = wanted.bit_count()
        self._database = database
        self._order = order
        self._rows: _Rows = array("I")
        self._more: Iterator[int] = self._pick(wanted)

    def page(self, start: int, count: int = 0) -> tuple[SurveySummary, ...]:
        """The lines from `start` on, at most `count` (0: all), as they are now."""
        end = start + count if count else self.total
        wanted = self._rows_until(end)[start:end]
        query = f"{_COLUMNS}{_FROM} WHERE s.row IN (SELECT value FROM json_each(?))"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, (json.dumps(wanted.tolist()),)).all()
        found = {row[0]: row for row in rows}
        return tuple(_summary(found[row]) for row in wanted if row in found)

    def position(self, survey: str) -> int:
        """The place of a survey from 0; -1 when it is not here."""
        with self._database.read() as connection:
            row = connection.exec_driver_sql("SELECT row FROM survey WHERE id = ?", (survey,)).scalar() or 0
        rows = self._rows_until(self.total)
        return rows.index(row) if row in rows else -1

    def id_at(self, position: int) -> str:
        """The survey at a place from 0; "" where there is none."""
        if not 0 <= position < self.total:
            return ""
        row = self._rows_until(position + 1)[position]
        with self._database.read() as connection:
            return str(connection.exec_driver_sql("SELECT id FROM survey WHERE row = ?", (row,)).scalar_one())

    def ids(self) -> tuple[str, ...]:
        """All of them, in order."""
        rows = self._rows_until(self.total)
        asked = "SELECT s.row, s.id FROM json_each(?) AS w CROSS JOIN survey AS s ON s.row = w.value"
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.exec_driver_sql(asked, (json.dumps(rows.tolist()),))}
        return tuple(found[row] for row in rows if row in found)

    def _pick(self, wanted: int) -> Iterator[int]:
        if self.total == len(self._order.rows):
            return iter(self._order.rows)
        if self.total <= _FEW:
            return iter(sorted(rows_in(wanted), key=self._order.places.__getitem__))
        flags = flags_of(wanted, len(self._order.places))
        return compress(self._order.rows, map(flags.__getitem__, self._order.rows))

    def _rows_until(self, end: int) -> _Rows:
        """The first rows; no more of the order is looked through than a page needs."""
        self._rows.extend(islice(self._more, max(end - len(self._rows), 0)))
        return self._rows


def read_order(connection: "Connection", round: str) -> Order:
    """All surveys of a round ("": of all rounds)."""
    where, values = ("WHERE round = ? ", (round,)) if round else ("", ())
    query = f"SELECT row FROM survey {where}ORDER BY touched_at DESC, number DESC"
    driver: Any = connection.connection.driver_connection  # a hundred thousand bare tuples, without a Row for each
    rows = array("I", [row for (row,) in driver.execute(query, values).fetchall()])
    places = array("I", bytes(4 * (max(rows, default=0) + 1)))
    for place, row in enumerate(rows):
        places[row] = place
    return Order(rows, places)


def get_summary(connection: "Connection", survey: str) -> SurveySummary:
    """One line. Raises FfpError `survey.unknown`."""
    row = connection.exec_driver_sql(f"{_COLUMNS}{_FROM} WHERE s.id = ?", (survey,)).first()
    if row is None:
        raise unknown_survey()
    return _summary(row)


def get_summaries(connection: "Connection", surveys: Sequence[str]) -> tuple[SurveySummary, ...]:
    """Those of the surveys that are here, in no order."""
    query = f"{_COLUMNS}{_FROM} WHERE s.id IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(query, (json.dumps(list(surveys)),)).all()
    return tuple(_summary(row) for row in rows)


def _summary(row: Any) -> SurveySummary:
    _row, *columns, item, member = row
    columns[6] = State(columns[6])
    columns.append(Place(item, member) if item else None)
    return SurveySummary(*columns)
