"""Which bytes went to which unit, and which a unit is known to hold: the log of files with attachments.

API (class `AttachmentParts(database)`, each method one transaction):
    waiting_for(receiver, units, everything=False) -> {digest: size}       send(SentBundle, digests)
    sent() / outbox() -> tuple[SentBundle, …]       receive_receipt(part, receiver, at) -> SentBundle or None
    has_come(part)       came(unit, since) -> tuple[SentBundle, …] those that a unit sent
    note_held(SentBundle, digests): a unit that sent bytes holds them       note_lacking(unit, digests, before)
"""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ffp_desktop.store.exchange_records import SentBundle

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_SENT = "id, device, sequence, receiver, name, at, size, pictures, receipt_at"
_READ = _SENT.replace("pictures", "pictures, 0")
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
_LACKS = (
    "DELETE FROM attachment_sent WHERE part IN (SELECT id FROM attachment_out WHERE receiver = ? AND at < ?)"
    " AND digest IN (SELECT value FROM json_each(?))"
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

    def note_held(self, part: SentBundle, digests: Iterable[str]) -> None:
        """Remembers that the unit a part came from (its `receiver` here) holds what was in it."""
        rows = [(part.id, digest) for digest in digests]
        with self._database.write() as connection:
            place = (part.id, part.device, part.sequence, part.receiver, "", part.at, 0)
            connection.exec_driver_sql(_INSERT, (*place, len(rows), part.at))
            if rows:
                connection.exec_driver_sql(_DIGEST, rows)

    def note_lacking(self, unit: str, digests: Collection[str], before: str) -> None:
        """The unit does not have these, whatever went there or came from there `before`: they go there again."""
        if digests:
            with self._database.write() as connection:
                connection.exec_driver_sql(_LACKS, (unit, before, json.dumps(list(digests))))

    def came(self, unit: str, since: str) -> tuple[SentBundle, ...]:
        """Those that a unit sent and that came from then on (ISO), the earliest first."""
        query = f"SELECT {_READ} FROM attachment_out WHERE name = '' AND receiver = ? AND at >= ? ORDER BY rowid"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, (unit, since)).all()
        return tuple(SentBundle(*row) for row in rows if row[1])  # those of an earlier program have no device

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
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT {_READ} FROM attachment_out WHERE name <> '' ORDER BY rowid DESC"
            ).all()
        return tuple(SentBundle(*row) for row in rows)
