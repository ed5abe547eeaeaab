"""What the exchange comes to in numbers: what waits to be handed up, what imports brought, what can be taken back.

API (class `ExchangeCounts(database)`):
    waiting(receiver, unit) -> {village: surveys}       waiting_clues(receiver, unit) -> {village: clues}
    taken() -> {bundle id: surveys}                     can_undo()

`HELD` (a query with one mark, the receiver) and `NOT_HELD` (what follows a SELECT) serve the feeds too: what a receiver
has not said that it holds. Of a forked feed the longest branch counts.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

HELD = "SELECT device, village, max(number) AS number FROM receipt_head WHERE receiver = ? GROUP BY device, village"
NOT_HELD = "FROM revision AS r LEFT JOIN held USING (device, village) WHERE r.number > coalesce(held.number, 0)"


class ExchangeCounts:
    """The counts of one vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def waiting(self, receiver: str, unit: str) -> dict[str, int]:
        """How many surveys of each village under `unit` hold something that the receiver neither said it holds nor
        sent down itself."""
        return self._waiting("survey", receiver, unit)

    def waiting_clues(self, receiver: str, unit: str) -> dict[str, int]:
        """The same of clues that something was said of here or below."""
        return self._waiting("clue", receiver, unit)

    def taken(self) -> dict[str, int]:
        """How many surveys each import brought something of; imports that brought nothing new are left out."""
        query = (
            "SELECT b.id, count(DISTINCT r.document) FROM bundle_in AS b JOIN revision AS r"
            " ON r.position > b.before AND r.position <= b.after WHERE r.kind = 'survey' GROUP BY b.id"
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(query)}

    def _waiting(self, kind: str, receiver: str, unit: str) -> dict[str, int]:
        query = (
            f"WITH held AS ({HELD}) SELECT r.village, count(DISTINCT r.document) {NOT_HELD}"
            " AND r.kind = ? AND r.village LIKE ? AND NOT EXISTS (SELECT 1 FROM bundle_in AS b"
            " WHERE b.source = ? AND r.position > b.before AND r.position <= b.after) GROUP BY r.village"
            " ORDER BY r.village"
        )
        with self._database.read() as connection:
            values = (receiver, kind, f"{unit}%", receiver)
            return {row[0]: row[1] for row in connection.exec_driver_sql(query, values)}

    def can_undo(self) -> bool:
        """Whether there is a last import that nothing was written or exported after."""
        query = (
            "SELECT b.before, b.after, (SELECT coalesce(max(position), 0) FROM revision),"
            " (SELECT count(*) FROM bundle_out WHERE position >= b.after)"
            " FROM bundle_in AS b ORDER BY b.rowid DESC LIMIT 1"
        )
        with self._database.read() as connection:
            row = connection.exec_driver_sql(query).first()
        return row is not None and row[2] <= row[1] and not (row[3] and row[1] > row[0])
