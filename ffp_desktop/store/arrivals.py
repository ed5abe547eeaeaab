"""What a receiver is known to have, because its receipts say so.

API (class `Arrivals(database)`, each method one transaction): receive(bundle, receiver, heads, at, …)
    heads(receiver) -> hashes      arrived(receiver, surveys) -> those it has      held(receiver) -> those it holds back
"""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_HEAD = "INSERT OR IGNORE INTO receipt_head (receiver, device, village, number, hash) VALUES (?, ?, ?, ?, ?)"
_ARRIVED = (
    "SELECT s.id FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value"
    " JOIN revision AS r ON r.hash = s.handed WHERE EXISTS (SELECT 1 FROM receipt_head AS h"
    " WHERE h.receiver = ? AND h.device = r.device AND h.village = r.village AND h.number >= r.number)"
)
# Each feed's last number up to a position, where the receiver is not known to have it.
_LACKING = (
    "SELECT 1 FROM (SELECT device, village, max(number) AS last FROM revision WHERE position <= ? AND village GLOB ?"
    " GROUP BY device, village) AS f WHERE f.last > coalesce((SELECT max(h.number) FROM receipt_head AS h"
    " WHERE h.receiver = ? AND h.device = f.device AND h.village = f.village), 0) LIMIT 1"
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
            _note_arrived(connection, bundle, at)
            asked = "SELECT id, position FROM bundle_out WHERE receiver = ? AND receipt_at = ''"
            for earlier, position in connection.exec_driver_sql(asked, (receiver,)).all():
                lacking = (position, f"{unit}*", receiver)
                if connection.exec_driver_sql(_LACKING, lacking).first() is None:
                    _note_arrived(connection, earlier, at)


def _note_arrived(connection: "Connection", bundle: str, at: str) -> None:
    connection.exec_driver_sql("UPDATE bundle_out SET receipt_at = ? WHERE id = ? AND receipt_at = ''", (at, bundle))
