"""What a receiver is known to have, because its receipts say so.

API (class `Arrivals(database)`, each method one transaction): receive(bundle, receiver, heads, at, …)
    heads(receiver) -> hashes      arrived(receiver, surveys) -> those it has      held(receiver) -> those it holds back
    going_down(unit) -> {unit below: surveys that were sent back to it and that it has not confirmed}
"""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ffp_desktop.domain.custody import LEVELS_BELOW
from ffp_desktop.domain.survey import State
from ffp_desktop.store.exchange_counts import HELD, NOT_HELD

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_HEAD = "INSERT OR IGNORE INTO receipt_head (receiver, device, village, number, hash) VALUES (?, ?, ?, ?, ?)"
_ARRIVED = (
    "SELECT s.id FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value"
    " JOIN revision AS r ON r.hash = s.handed WHERE EXISTS (SELECT 1 FROM receipt_head AS h"
    " WHERE h.receiver = ? AND h.device = r.device AND h.village = r.village AND h.number >= r.number)"
)
_GOING_DOWN = (
    "SELECT s.holder, count(*) FROM survey AS s JOIN revision AS r ON r.hash = s.handed"
    f" WHERE s.state = '{State.RETURNED.value}' AND s.holder LIKE ? AND length(s.holder) = ? AND NOT EXISTS"
    " (SELECT 1 FROM receipt_head AS h WHERE h.receiver = s.holder AND h.device = r.device"
    " AND h.village = r.village AND h.number >= r.number) GROUP BY s.holder ORDER BY s.holder"
)
_WAITING = "UPDATE bundle_out SET receipt_at = ? WHERE receipt_at = '' AND"
_NOTHING_LEFT = (
    f"{_WAITING} receiver = ? AND NOT EXISTS (WITH held AS ({HELD}) SELECT 1 {NOT_HELD}"
    " AND r.position <= bundle_out.position AND r.village LIKE ?)"
)


class Arrivals:
    """The receipts of one vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def heads(self, receiver: str) -> frozenset[str]:
        """Hashes of the heads that the receiver has said it holds."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql("SELECT hash FROM receipt_head WHERE receiver = ?", (receiver,)).scalars()
            return frozenset(rows)

    def arrived(self, receiver: str, surveys: Collection[str]) -> frozenset[str]:
        """Those of the surveys whose handing over the receiver has confirmed."""
        with self._database.read() as connection:
            wanted = (json.dumps(sorted(surveys)), receiver)
            return frozenset(connection.exec_driver_sql(_ARRIVED, wanted).scalars())

    def held(self, receiver: str) -> frozenset[str]:
        """The surveys of which the receiver has said that it holds them back."""
        asked = "SELECT survey FROM receipt_held WHERE receiver = ?"
        with self._database.read() as connection:
            return frozenset(connection.exec_driver_sql(asked, (receiver,)).scalars())

    def going_down(self, unit: str) -> dict[str, int]:
        """How many surveys were sent back to each unit below that has not said yet that it has them."""
        level = LEVELS_BELOW.get(len(unit), 0)
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_GOING_DOWN, (f"{unit}%", level)).all()
        return {row[0]: row[1] for row in rows}

    def receive(
        self,
        bundle: str,
        receiver: str,
        unit: str,
        heads: Iterable[tuple[str, str, int, str]],
        at: str,
        held: Collection[str] = (),
        taken: Collection[str] = (),
    ) -> None:
        """Notes what the receiver has: its bundle leaves the outbox, and those before it that hold nothing it lacks.

        `unit` is the region whose feeds go to the receiver; of the surveys some were `held` back, others `taken`.
        """
        with self._database.write() as connection:
            for head in heads:
                connection.exec_driver_sql(_HEAD, (receiver, *head))
            for survey in taken:
                gone = "DELETE FROM receipt_held WHERE receiver = ? AND survey = ?"
                connection.exec_driver_sql(gone, (receiver, survey))
            for survey in held:
                kept = "INSERT OR IGNORE INTO receipt_held (receiver, survey) VALUES (?, ?)"
                connection.exec_driver_sql(kept, (receiver, survey))
            connection.exec_driver_sql(f"{_WAITING} id = ?", (at, bundle))
            connection.exec_driver_sql(_NOTHING_LEFT, (at, receiver, receiver, f"{unit}%"))
