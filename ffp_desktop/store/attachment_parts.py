"""Which bytes went to which unit, and which a unit is known to hold: the log of files with attachments.

API (class `AttachmentParts(database)`, each method one transaction):
    waiting_for(receiver, units, everything=False) -> {digest: size}       send(SentBundle, digests)
    sent() / outbox() -> tuple[SentBundle, …]       receive_receipt(part, receiver, at) -> SentBundle or None
    has_come(part)       note_held(part, unit, digests, at): a unit that sent bytes holds them
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ffp_desktop.store.exchange_records import SentBundle

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_SENT = "id, device, sequence, receiver, name, at, size, pictures, receipt_at"
_INSERT = f"INSERT OR IGNORE INTO attachment_out ({_SENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DIGEST = "INSERT OR IGNORE INTO attachment_sent (part, digest) VALUES (?, ?)"
_HERE = (
    "SELECT DISTINCT a.digest, f.size, a.village FROM attachment AS a JOIN attachment_file AS f ON f.digest = a.digest"
    " WHERE a.removed = '' ORDER BY a.village, a.digest"
)
_HELD = (
    "SELECT s.digest FROM attachment_sent AS s JOIN attachment_out AS o ON o.id = s.part"
    " WHERE o.receiver = ? AND o.receipt_at <> ''"
)


class AttachmentParts:
    """The files of one vault that went and came."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def waiting_for(self, receiver: str, units: Collection[str], everything: bool = False) -> dict[str, int]:
        """Bytes that are here, belong to the units (region codes), and are not known to be there."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_HERE).all()
            held = set() if everything else set(connection.exec_driver_sql(_HELD, (receiver,)).scalars())
        return {
            digest: size
            for digest, size, village in rows
            if digest not in held and any(village.startswith(unit) for unit in units)
        }

    def send(self, sent: SentBundle, digests: Collection[str]) -> None:
        """Puts a file that was written into the outbox."""
        place = (sent.id, sent.device, sent.sequence, sent.receiver, sent.name, sent.at, sent.size)
        with self._database.write() as connection:
            connection.exec_driver_sql(_INSERT, (*place, len(digests), sent.receipt_at))
            connection.exec_driver_sql(_DIGEST, [(sent.id, digest) for digest in digests])

    def note_held(self, part: str, unit: str, digests: Iterable[str], at: str) -> None:
        """Remembers that the unit a part came from holds what was in it."""
        rows = [(part, digest) for digest in digests]
        with self._database.write() as connection:
            connection.exec_driver_sql(_INSERT, (part, "", 0, unit, "", at, 0, len(rows), at))
            if rows:
                connection.exec_driver_sql(_DIGEST, rows)

    def has_come(self, part: str) -> bool:
        """Whether a part was taken in here."""
        query = "SELECT 1 FROM attachment_out WHERE id = ? AND name = ''"
        with self._database.read() as connection:
            return connection.exec_driver_sql(query, (part,)).first() is not None

    def outbox(self) -> tuple[SentBundle, ...]:
        """What has no receipt yet, the newest first."""
        return tuple(sent for sent in self.sent() if not sent.receipt_at)

    def receive_receipt(self, part: str, receiver: str, at: str) -> SentBundle | None:
        """Notes that it arrived; None when no such part went there."""
        with self._database.write() as connection:
            connection.exec_driver_sql(
                "UPDATE attachment_out SET receipt_at = ? WHERE id = ? AND receiver = ? AND receipt_at = ''",
                (at, part, receiver),
            )
        return next((sent for sent in self.sent() if (sent.id, sent.receiver) == (part, receiver)), None)

    def sent(self) -> tuple[SentBundle, ...]:
        """Those that went; what only came has no name."""
        names = _SENT.replace("pictures", "0, 0")
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT {names} FROM attachment_out WHERE name <> '' ORDER BY rowid DESC"
            ).all()
        return tuple(SentBundle(*row) for row in rows)
