"""Those who are known under several ids, because somebody said that they are the same person (认人).

API: `read_joined(connection) -> {id: all ids of the person}`, `find_home(ids, people, kinds) -> KnownPerson | None`,
`as_listed(home, listed)`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ffp_desktop.domain.events import EventKinds, HouseholdChange
from ffp_desktop.domain.matching.people import KnownPerson

if TYPE_CHECKING:
    from sqlalchemy import Connection

_JOINS = (
    "SELECT e.id, p.member FROM event AS e JOIN event_person AS p ON p.event = e.id"
    f" WHERE e.kind = '{HouseholdChange.SAME_PERSON}' AND e.withdrawn = '' AND p.member <> '' ORDER BY e.id"
)


def read_joined(connection: "Connection") -> dict[str, frozenset[str]]:
    """Of whoever has more than one."""
    by_event: dict[str, set[str]] = {}
    for event, member in connection.exec_driver_sql(_JOINS):
        by_event.setdefault(event, set()).add(member)
    joined: dict[str, frozenset[str]] = {}
    for pair in by_event.values():
        ids = frozenset(pair).union(*(joined.get(member, ()) for member in pair))
        joined.update(dict.fromkeys(ids, ids))
    return joined


def find_home(ids: frozenset[str], people: Iterable[KnownPerson], kinds: EventKinds) -> KnownPerson | None:
    """Where a person stands: in the list that was begun last among those they have not left. Who is dead under one id
    is dead."""
    found = sorted((one for one in people if one.member in ids), key=lambda one: (not one.gone, one.seen, one.member))
    if not found:
        return None
    dead = next((one.gone for one in found if kinds.is_final(one.gone)), "")
    return found[-1]._replace(gone=dead) if dead else found[-1]


def as_listed(home: KnownPerson, listed: KnownPerson) -> KnownPerson:
    """A person where they stand, by the name and number that another list has of them."""
    return home._replace(name=listed.name, initials=listed.initials, key=listed.key or home.key)
