"""Feeds out of and into the journal, and the log of what came and went.

API (class `Feeds(database, device_id)`, each method one transaction; `.keys` is `devices.Keys`, `.holding`
is `holding.Holding`, `.arrivals` is `arrivals.Arrivals`):
    branches(units, has, own_key, offices) -> Iterator[Branch]      position()
    note_heads(heads, owners)       has_sent(device)
    next_sequence(receiver)     send(SentBundle)     sent() -> tuple[SentBundle, …]     note_written(bundle, name, at)
    numbers(device, village) -> {hash: number}       take_in(received, revisions, heads, owners, …) -> Taken
    imported(bundle) / imports() / undo(summarise)       renew_device()
    surveys_of(received) -> {survey: state}

A feed is a line; the feed of a cloned vault is a tree, and every branch of it travels. A branch ends where its device
signed, or, for this vault's own feeds, at its end.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.domain.attachments import DOCUMENT as ATTACHMENT
from ffp_desktop.domain.revisions import Revision
from ffp_desktop.store.arrivals import Arrivals
from ffp_desktop.store.attachment_lines import write_attachment
from ffp_desktop.store.devices import Keys
from ffp_desktop.store.document_tables import write_documents
from ffp_desktop.store.exchange_records import Branch, ReceivedBundle, SentBundle, Taken
from ffp_desktop.store.holding import Holding, hold_again, release_rows
from ffp_desktop.store.holding import hold as hold_surveys
from ffp_desktop.store.rebuild import rebuild_surveys, rebuild_tables
from ffp_desktop.store.records import SurveySummaryFields

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

Summarise = Callable[[str], SurveySummaryFields]
_INSERT = (
    "INSERT INTO revision (hash, kind, document, device, village, number, body)"
    " VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT))"  # bytes as they came: to make text of them first takes longer
)
_HERE = "SELECT hash FROM revision WHERE hash IN (SELECT value FROM json_each(?))"
_HEAD = "INSERT OR IGNORE INTO feed_head (hash, device, village, number, signed) VALUES (?, ?, ?, ?, ?)"
_OWNER = "INSERT OR IGNORE INTO feed_owner (device, key) VALUES (?, ?)"
_SENT = "id, device, sequence, receiver, name, at, size, revisions, position, receipt_at, surveys, written_at"
_RECEIVED = "id, source, device, sequence, at, operator, before, after, heads, held, released"
_FEED = (
    "SELECT hash, number, CAST(body AS BLOB) FROM revision WHERE device = ? AND village = ? ORDER BY number, position"
)
_LAST = "SELECT coalesce(max(position), 0) FROM revision"


class Feeds:
    """The feeds of one vault, as they travel."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id
        self.keys = Keys(database)
        self.holding = Holding(database)
        self.arrivals = Arrivals(database)

    # ---- out

    def branches(
        self, units: Collection[str], has: Collection[str], own_key: str, offices: Collection[str] = ()
    ) -> Iterator[Branch]:
        """What stands under the units (region codes) after the heads in `has`, feed by feed, parents' order kept.

        `own_key` tells which feeds may still be signed here: those that no other key has signed. Of the `offices`
        (codes too) only what they say of themselves comes along, nothing of what stands under them.
        """
        with self._database.read() as connection:
            feeds = connection.exec_driver_sql(
                "SELECT DISTINCT device, village FROM revision ORDER BY device, village"
            ).all()
            owners = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT device, key FROM feed_owner")}
        for device, village in feeds:
            if village in offices or any(village.startswith(unit) for unit in units):
                with self._database.read() as connection:
                    is_own = owners.get(device, own_key) == own_key
                    yield from _feed_branches(connection, device, village, frozenset(has), is_own)

    def note_heads(self, heads: Sequence[tuple[str, str, str, int, str]], owners: Mapping[str, str]) -> None:
        """Feeds that end here: (hash, device, village, number, signed text), and whose key signed for each device."""
        with self._database.write() as connection:
            for head in heads:
                connection.exec_driver_sql(_HEAD, head)
            for device, key in owners.items():
                connection.exec_driver_sql(_OWNER, (device, key))

    def has_sent(self, device: str) -> bool:
        """Whether a bundle went out under this device's id."""
        with self._database.read() as connection:
            asked = "SELECT 1 FROM bundle_out WHERE device = ? LIMIT 1"
            return connection.exec_driver_sql(asked, (device,)).first() is not None

    def position(self) -> int:
        """Where the journal ends now."""
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(_LAST).scalar_one())

    def next_sequence(self, receiver: str) -> int:
        """This device's number of the next bundle for a receiver, from 1."""
        query = "SELECT coalesce(max(sequence), 0) + 1 FROM bundle_out WHERE device = ? AND receiver = ?"
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(query, (self._device_id, receiver)).scalar_one())

    def send(self, sent: SentBundle) -> None:
        """Puts a bundle that was written into the outbox."""
        marks = ", ".join("?" * len(_SENT.split(",")))
        with self._database.write() as connection:
            connection.exec_driver_sql(f"INSERT INTO bundle_out ({_SENT}) VALUES ({marks})", sent.row())

    def sent(self) -> tuple[SentBundle, ...]:
        """All bundles that were ever written, the newest first."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_SENT} FROM bundle_out ORDER BY rowid DESC").all()
        return tuple(SentBundle(*row) for row in rows)

    def note_written(self, bundle: str, name: str, at: str) -> None:
        """The bundle lies on a stick now, whole, under this name."""
        with self._database.write() as connection:
            values = (name, at, bundle)
            connection.exec_driver_sql("UPDATE bundle_out SET name = ?, written_at = ? WHERE id = ?", values)

    # ---- in

    def numbers(self, device: str, village: str) -> dict[str, int]:
        """Hash and number of each revision of a feed."""
        query = "SELECT hash, number FROM revision WHERE device = ? AND village = ?"
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(query, (device, village))}

    def imported(self, bundle: str) -> ReceivedBundle | None:
        return next((one for one in self.imports() if one.id == bundle), None)

    def surveys_of(self, received: ReceivedBundle) -> dict[str, str]:
        """The surveys that an import brought something of, with their states now ("" for one that is held)."""
        asked = (
            "SELECT DISTINCT r.document, coalesce(s.state, '') FROM revision AS r LEFT JOIN survey AS s"
            " ON s.id = r.document WHERE r.kind = 'survey' AND r.position > ? AND r.position <= ?"
        )
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(asked, (received.before, received.after)).all()
        return {row[0]: row[1] for row in rows}

    def imports(self) -> tuple[ReceivedBundle, ...]:
        """The newest first."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"SELECT {_RECEIVED} FROM bundle_in ORDER BY rowid DESC").all()
        return tuple(ReceivedBundle(*row) for row in rows)

    def take_in(
        self,
        received: ReceivedBundle,
        revisions: Iterable[Revision],
        heads: Sequence[tuple[str, str, str, int, str]],
        owners: Mapping[str, str],
        summarise: Summarise | None,
        hold: Collection[str] = (),
    ) -> Taken:
        """Adds the revisions that are not there, in one transaction, and derives what they touch.

        `heads` are (hash, device, village, number, signed text) of each segment's end. Of the surveys in `hold` nothing
        is taken yet; of the others what was held before is taken too.
        """
        touched: dict[str, str] = {}
        with self._database.together(), self._database.write() as connection:
            before = int(connection.exec_driver_sql(_LAST).scalar_one())
            incoming = {one.hash: one for one in revisions}
            here = set(connection.exec_driver_sql(_HERE, (json.dumps([*incoming]),)).scalars())
            new = [one for digest, one in incoming.items() if digest not in here]
            for one in new:
                touched[one.document_id] = one.document_kind
            if new:
                connection.exec_driver_sql(_INSERT, [_row(one) for one in new])
            if heads:
                connection.exec_driver_sql(_HEAD, list(heads))
            for device, key in owners.items():
                connection.exec_driver_sql(_OWNER, (device, key))
            after = int(connection.exec_driver_sql(_LAST).scalar_one())
            surveys = [document for document, kind in touched.items() if kind == "survey"]
            held = [survey for survey in surveys if survey in hold]
            released = release_rows(connection, set(surveys).difference(held))
            hold_surveys(connection, held, before, received.id, received.at, received.operator)
            kept = (json.dumps(part) for part in ([head[:4] for head in heads], held, released))
            _note_import(connection, replace(received, before=before, after=after), *kept)
            rebuild_surveys(connection, surveys, summarise, touched, incoming)
            for document in (document for document, kind in touched.items() if kind == ATTACHMENT):
                write_attachment(connection, document)
            write_documents(connection, touched, incoming)
        return Taken(len(new), tuple(surveys))

    def renew_device(self) -> None:
        """Another vault writes under this one's device id: from the next opening on this one writes under a new one."""
        with self._database.write() as connection:
            connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = 'device'", (uuid4().hex,))

    def undo(self, summarise: Summarise | None) -> ReceivedBundle | None:
        """Takes the last import back, whole; None when something was written or exported after it, or there is none."""
        with self._database.together(), self._database.write() as connection:
            row = connection.exec_driver_sql(f"SELECT {_RECEIVED} FROM bundle_in ORDER BY rowid DESC LIMIT 1").first()
            if row is None:
                return None
            last = ReceivedBundle(*row)
            written = int(connection.exec_driver_sql(_LAST).scalar_one())
            exported = connection.exec_driver_sql(
                "SELECT count(*) FROM bundle_out WHERE position >= ?", (last.after,)
            ).scalar_one()
            if written > last.after or (exported and last.after > last.before):
                return None
            connection.exec_driver_sql("DELETE FROM revision WHERE position > ?", (last.before,))
            connection.exec_driver_sql("DELETE FROM feed_head WHERE hash NOT IN (SELECT hash FROM revision)")
            connection.exec_driver_sql("DELETE FROM bundle_in WHERE id = ?", (last.id,))
            connection.exec_driver_sql("DELETE FROM held_survey WHERE bundle = ?", (last.id,))
            hold_again(connection, json.loads(last.released or "[]"))
            rebuild_tables(self._database, summarise)
        return last


def _note_import(connection: "Connection", received: ReceivedBundle, heads: str, held: str, released: str) -> None:
    row = astuple(replace(received, heads=heads, held=held, released=released))
    marks = ", ".join("?" * len(row))
    connection.exec_driver_sql(f"INSERT INTO bundle_in ({_RECEIVED}) VALUES ({marks})", row)


def _feed_branches(
    connection: "Connection", device: str, village: str, has: frozenset[str], is_own: bool
) -> Iterator[Branch]:
    driver: Any = connection.connection.driver_connection  # bare tuples, without a Row for each
    rows = driver.execute(_FEED, (device, village)).fetchall()
    asked = "SELECT hash, signed FROM feed_head WHERE device = ? AND village = ?"
    signed = {row[0]: row[1] for row in connection.exec_driver_sql(asked, (device, village))}
    previous = {row[0]: _previous(row[2]) for row in rows}
    texts = {row[0]: (row[1], row[2]) for row in rows}
    done = _with_ancestors(has, previous)
    for tip in reversed(previous):  # the longest first: a head on its way is no tip
        if tip in done or not (is_own or tip in signed):
            continue
        line, at = [], tip
        while at and at not in done:
            line.append(at)
            at = previous[at]
        line.reverse()
        done.update(line)
        known = {digest: signed[digest] for digest in line if digest in signed}
        bodies = [texts[digest][1] for digest in line]
        yield Branch(device, village, texts[line[0]][0], at, line, bodies, known, is_own)


def _with_ancestors(heads: Collection[str], previous: Mapping[str, str]) -> set[str]:
    known: set[str] = set()
    for head in heads:
        at = head
        while at in previous and at not in known:
            known.add(at)
            at = previous[at]
    return known


def _previous(body: bytes) -> str:
    """The hash before, found in the canonical text without reading all of it: keys stand in order, before `sets`."""
    mark = b',"previous":"'
    start = body.index(mark) + len(mark)
    return body[start : body.index(b'"', start)].decode()


def _row(one: Revision) -> tuple[Any, ...]:
    return (one.hash, one.document_kind, one.document_id, one.device, one.village, one.number, one.content)
