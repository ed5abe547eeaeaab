"""What came and is not taken yet: surveys that the importer held back, and bundles that wait for the one before them.

API (class `Holding(database)`, each method one transaction):
    held() -> tuple[HeldSurvey, …]     held_ids()     is_held(survey)     release(surveys, summarise) -> those taken
    keep(WaitingBundle)      waiting() -> tuple[WaitingBundle, …]      content(bundle) -> bytes      let_go(bundle)
`hold` and `release_rows` work inside an open transaction.

A held survey's revisions are in the journal, so that feeds stay whole and travel on; they are not read as the survey's
until somebody takes them. The cut is a position in the journal: nobody here may write to a survey that is held.
"""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import merge, read_revision
from ffp_desktop.store.journal import SURVEY_UNIT
from ffp_desktop.store.rebuild import rebuild_surveys
from ffp_desktop.store.records import SurveySummaryFields

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_HELD = (
    "SELECT h.survey, h.bundle, h.at, h.operator, b.source, b.sequence, r.village, count(*)"
    " FROM held_survey AS h JOIN revision AS r ON r.document = h.survey AND r.position > h.position"
    " LEFT JOIN bundle_in AS b ON b.id = h.bundle GROUP BY h.survey ORDER BY h.at, h.survey"
)
_ROW = "survey, position, bundle, at, operator"
_WAITING = "id, source, device, sequence, missing, at, operator"


@dataclass(frozen=True, slots=True)
class HeldSurvey:
    """A survey that was received and not taken: `revisions` wait; who held it, when, and the bundle they came with."""

    survey: str
    number: str
    village: str
    at: str
    operator: str
    bundle: str
    source: str
    sequence: int
    revisions: int


@dataclass(frozen=True, slots=True)
class WaitingBundle:
    """A verified bundle that came before number `missing` of the same device."""

    id: str
    source: str
    device: str
    sequence: int
    missing: int
    at: str
    operator: str


class Holding:
    """What one vault keeps aside."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    # ---- surveys

    def held(self) -> tuple[HeldSurvey, ...]:
        """The longest held first."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_HELD).all()
            return tuple(_held(row, _number(connection, row[0])) for row in rows)

    def held_ids(self) -> frozenset[str]:
        """The surveys that are held."""
        with self._database.read() as connection:
            return frozenset(connection.exec_driver_sql("SELECT survey FROM held_survey").scalars())

    def is_held(self, survey: str) -> bool:
        with self._database.read() as connection:
            return (
                connection.exec_driver_sql("SELECT 1 FROM held_survey WHERE survey = ?", (survey,)).first() is not None
            )

    def release(
        self, surveys: Collection[str], summarise: Callable[[str], SurveySummaryFields] | None
    ) -> tuple[str, ...]:
        """Takes what was held of these surveys; those that were held."""
        with self._database.together(), self._database.write() as connection:
            released = [row[0] for row in release_rows(connection, surveys)]
            rebuild_surveys(connection, released, summarise, {})
        return tuple(released)

    # ---- bundles

    def keep(self, bundle: WaitingBundle, content: bytes) -> None:
        row = (bundle.id, bundle.source, bundle.device, bundle.sequence, bundle.missing, bundle.at, bundle.operator)
        with self._database.write() as connection:
            connection.exec_driver_sql(
                f"INSERT OR REPLACE INTO bundle_waiting ({_WAITING}, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, content),
            )

    def waiting(self) -> tuple[WaitingBundle, ...]:
        """By device and number."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_WAITING} FROM bundle_waiting ORDER BY device, sequence").all()
        return tuple(WaitingBundle(*row) for row in rows)

    def content(self, bundle: str) -> bytes:
        with self._database.read() as connection:
            return bytes(
                connection.exec_driver_sql("SELECT content FROM bundle_waiting WHERE id = ?", (bundle,)).scalar_one()
            )

    def let_go(self, bundle: str) -> None:
        """It was imported."""
        with self._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM bundle_waiting WHERE id = ?", (bundle,))


def hold(
    connection: "Connection", surveys: Collection[str], position: int, bundle: str, at: str, operator: str
) -> None:
    """What comes after a position is not taken; for one that is held already the earlier position stays."""
    rows = [(survey, position, bundle, at, operator) for survey in sorted(surveys)]
    if rows:
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO held_survey ({_ROW}) VALUES (?, ?, ?, ?, ?)", rows)


def release_rows(connection: "Connection", surveys: Collection[str]) -> list[tuple[Any, ...]]:
    """Lets go of those that are held; their rows, to hold them again."""
    wanted = (json.dumps(sorted(surveys)),)
    among = "survey IN (SELECT value FROM json_each(?))"
    rows = connection.exec_driver_sql(f"SELECT {_ROW} FROM held_survey WHERE {among} ORDER BY survey", wanted).all()
    if rows:
        connection.exec_driver_sql(f"DELETE FROM held_survey WHERE {among}", wanted)
    return [tuple(row) for row in rows]


def hold_again(connection: "Connection", rows: Sequence[Sequence[Any]]) -> None:
    """Undoes `release_rows`."""
    if rows:
        connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO held_survey ({_ROW}) VALUES (?, ?, ?, ?, ?)", [tuple(row) for row in rows]
        )


def _held(row: Any, number: str) -> HeldSurvey:
    survey, bundle, at, operator, source, sequence, village, count = row
    return HeldSurvey(survey, number, village, at, operator, bundle, source or "", sequence or 0, count)


def _number(connection: "Connection", survey: str) -> str:
    bodies = connection.exec_driver_sql("SELECT body FROM revision WHERE document = ?", (survey,)).scalars().all()
    header = merge(read_revision(body) for body in bodies).value(SURVEY_UNIT) or {}
    return str(header.get("number", ""))
