"""Events of people and households: documents in the journal, listed from derived tables.

API (each method is one transaction):
    record(event, operator, at) -> Revision        withdraw(event_id, reason, operator, at) -> Revision
    get(event_id) -> Event (FfpError event.unknown)        list(EventFilter) -> tuple[Event, …] by date
`write_event(connection, event_id, revisions)` writes an event's lines and its households' inside a transaction;
`rebuild_events(connection)` and `differing_events(connection)` look at all of them.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.events import Event, EventPerson, decode_event, encode_event
from ffp_desktop.domain.revisions import Revision, canonical_json, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.household_records import EventFilter
from ffp_desktop.store.households import write_household
from ffp_desktop.store.journal import append_revision, read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

EVENT = "event"
_TOLD, _WITHDRAWN = "event", "withdrawn"
_COLUMNS = (
    "id",
    "kind",
    "date",
    "village",
    "household",
    "other_household",
    "other_village",
    "reason",
    "author",
    "at",
    "withdrawn",
)
_PERSON = ("member", "name", "id_number", "sex", "relation")


class Events:
    """What happened to the people and households of this vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

    def record(self, event: Event, operator: str, at: str) -> Revision:
        """Adds an event; whether it can be right is the service's to ask before."""
        sets = {_TOLD: canonical_json(encode_event(event))}
        with self._database.write() as connection:
            return self._append(connection, event.id, event.village, (), sets, operator, at, event.reason)

    def withdraw(self, event_id: str, reason: str, operator: str, at: str) -> Revision:
        """Takes an event back: it counts as if it had never been, and stays in the journal with the reason."""
        with self._database.write() as connection:
            event = _get(connection, event_id)
            if event.withdrawn:
                raise FfpError("event.withdrawn", "这条变动已经撤回过了。没有变动。")
            heads = merge(read_revisions(connection, event_id)).heads
            sets = {_WITHDRAWN: canonical_json({"reason": reason})}
            return self._append(connection, event_id, event.village, heads, sets, operator, at, reason)

    def get(self, event_id: str) -> Event:
        with self._database.read() as connection:
            return _get(connection, event_id)

    def list(self, wanted: EventFilter) -> tuple[Event, ...]:
        """By date, then by when they were recorded."""
        where, values = _where(wanted)
        query = f"SELECT {', '.join(_COLUMNS)} FROM event AS e{where} ORDER BY e.date, e.at, e.id"
        with self._database.read() as connection:
            return _read(connection, connection.exec_driver_sql(query, values).all())

    def _append(
        self,
        connection: "Connection",
        event_id: str,
        village: str,
        parents: Sequence[str],
        sets: dict[str, str],
        operator: str,
        at: str,
        reason: str,
    ) -> Revision:
        place = (EVENT, event_id, village, parents)
        revision = append_revision(connection, self._device_id, *place, sets, operator, at, reason)
        write_event(connection, event_id, read_revisions(connection, event_id))
        return revision


def write_event(connection: "Connection", event_id: str, revisions: Sequence[Revision]) -> None:
    """The event's lines as its revisions have it, and what follows for its households."""
    event = _derive(event_id, revisions)
    if event is None:
        return
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO event ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
        tuple(getattr(event, name) for name in _COLUMNS),
    )
    connection.exec_driver_sql("DELETE FROM event_person WHERE event = ?", (event_id,))
    people = [
        (event_id, position, *(getattr(person, name) for name in _PERSON))
        for position, person in enumerate(event.persons)
    ]
    if people:
        names = f"event, position, {', '.join(_PERSON)}"
        connection.exec_driver_sql(f"INSERT INTO event_person ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", people)
    for household in event.households:
        write_household(connection, household)


def rebuild_events(connection: "Connection") -> None:
    """Writes every event's lines anew; those of the households follow."""
    for table in ("event", "event_person"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    for event in _documents(connection):
        write_event(connection, event, read_revisions(connection, event))


def rewrite_events(connection: "Connection", events: Sequence[str]) -> None:
    """Writes the lines of these events anew, and of the households they speak or spoke of."""
    spoke_of = (
        "SELECT household FROM event WHERE id IN (SELECT value FROM json_each(?1))"
        " UNION SELECT other_household FROM event WHERE id IN (SELECT value FROM json_each(?1))"
    )
    before = connection.exec_driver_sql(spoke_of, (json.dumps(list(events)),)).scalars().all() if events else ()
    for event in events:
        write_event(connection, event, read_revisions(connection, event))
    for household in filter(None, before):
        write_household(connection, household)


def differing_events(connection: "Connection") -> Iterator[str]:
    """The events whose lines are not what the journal says."""
    rows = connection.exec_driver_sql(f"SELECT {', '.join(_COLUMNS)} FROM event").all()
    known = {event.id: event for event in _read(connection, rows)}
    for event in _documents(connection):
        if known.pop(event, None) != _derive(event, read_revisions(connection, event)):
            yield event
    yield from known


def _documents(connection: "Connection") -> Sequence[str]:
    query = "SELECT DISTINCT document FROM revision WHERE kind = ? ORDER BY document"
    return connection.exec_driver_sql(query, (EVENT,)).scalars().all()


def _derive(event_id: str, revisions: Sequence[Revision]) -> Event | None:
    """The event as its revisions have it; None when only its withdrawal has come so far."""
    state = merge(revisions)
    told = state.units.get(_TOLD)
    if told is None:
        return None
    first = next(revision for revision in revisions if revision.hash == told.revisions[0])
    withdrawn = state.value(_WITHDRAWN)
    because = str(withdrawn["reason"]) if withdrawn else ""
    return decode_event(event_id, state.value(_TOLD), first.village, first.author_name, first.at, because)


def _get(connection: "Connection", event_id: str) -> Event:
    query = f"SELECT {', '.join(_COLUMNS)} FROM event WHERE id = ?"
    rows = connection.exec_driver_sql(query, (event_id,)).all()
    if not rows:
        raise FfpError("event.unknown", "没有找到这条变动。请在变动清单里重新选。")
    return _read(connection, rows)[0]


def _read(connection: "Connection", rows: Sequence[Any]) -> tuple[Event, ...]:
    people: dict[str, list[EventPerson]] = {row[0]: [] for row in rows}
    query = (
        f"SELECT event, {', '.join(_PERSON)} FROM event_person"
        " WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, position"
    )
    for event, *person in connection.exec_driver_sql(query, (_listed(people),)):
        people[event].append(EventPerson(*person))
    found = []
    for row in rows:
        told = dict(zip(_COLUMNS, row, strict=True))
        found.append(Event(persons=tuple(people[row[0]]), **told))
    return tuple(found)


def _where(wanted: EventFilter) -> tuple[str, tuple[str, ...]]:
    parts: list[str] = []
    values: list[str] = []
    if not wanted.with_withdrawn:
        parts.append("e.withdrawn = ''")
    if wanted.kind:
        parts.append("e.kind = ?")
        values.append(wanted.kind)
    if wanted.start:
        parts.append("e.date >= ?")
        values.append(wanted.start)
    if wanted.end:
        parts.append("e.date <= ?")
        values.append(wanted.end)
    if wanted.village:
        parts.append("(e.village GLOB ? OR e.other_village GLOB ?)")
        values += [f"{wanted.village}*"] * 2
    if wanted.households is not None:
        among = "IN (SELECT value FROM json_each(?))"
        parts.append(f"(e.household {among} OR e.other_household {among})")
        values += [_listed(wanted.households)] * 2
    if wanted.members is not None:
        parts.append("e.id IN (SELECT event FROM event_person WHERE member IN (SELECT value FROM json_each(?)))")
        values.append(_listed(wanted.members))
    return (" WHERE " + " AND ".join(parts) if parts else "", tuple(values))


def _listed(values: Iterable[str]) -> str:
    return json.dumps(sorted(values))
