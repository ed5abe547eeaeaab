"""The rounds of the vault: documents in the journal, listed from a derived table.

API (each method is one transaction): list() -> tuple[Round, …] oldest first · get(round_id) -> Round | None ·
save(round, operator, at, reason="") -> Revision
"""

import json
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import DocumentState, Revision, canonical_json, merge
from ffp_desktop.domain.survey import Round
from ffp_desktop.store.journal import append_revision, read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

KIND = "round"
_FIELDS = ("name", "form", "period_start", "period_end", "monitoring_line", "attributes")


class Rounds:
    """The campaigns this vault knows."""

    def __init__(self, database: "Database", device_id: str, unit_code: str) -> None:
        self._database = database
        self._device_id = device_id
        self._unit_code = unit_code

    def list(self) -> tuple[Round, ...]:
        """By the period's start, the latest last."""
        query = f"SELECT id, {', '.join(_FIELDS)} FROM round ORDER BY period_start, id"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query).all()
        return tuple(_read(row) for row in rows)

    def get(self, round_id: str) -> Round | None:
        return next((known for known in self.list() if known.id == round_id), None)

    def save(self, round: Round, operator: str, at: str, reason: str = "") -> Revision:
        """Writes what the round is now as a revision of it."""
        sets = {name: canonical_json(_encode(round, name)) for name in _FIELDS}
        with self._database.write() as connection:
            heads = merge(read_revisions(connection, round.id)).heads
            revision = append_revision(
                connection, self._device_id, KIND, round.id, self._unit_code, heads, sets, operator, at, reason
            )
            write_round(connection, round_row(round.id, merge(read_revisions(connection, round.id))))
        return revision


def round_row(round_id: str, state: DocumentState) -> tuple[str, ...]:
    """The round's line in the derived table."""
    values = [state.value(name) or "" for name in _FIELDS[:-1]]
    return (round_id, *values, canonical_json(state.value("attributes") or {}))


def write_round(connection: "Connection", row: tuple[str, ...]) -> None:
    """Puts a line of `round_row` in its place; inside an open transaction."""
    marks = ", ".join("?" * len(row))
    connection.exec_driver_sql(f"INSERT OR REPLACE INTO round (id, {', '.join(_FIELDS)}) VALUES ({marks})", row)


def _read(row: Any) -> Round:
    round_id, name, form, start, end, line, attributes = row
    return Round(round_id, name, form, start, end, line, json.loads(attributes or "{}"))


def _encode(round: Round, name: str) -> Any:
    value = getattr(round, name)
    return dict(value) if name == "attributes" else value
