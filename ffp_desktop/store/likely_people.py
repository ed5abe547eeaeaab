"""Ids under which the same person may be known: the same number, or the same name born on the same day.

API: `find_likely(connection, households) -> tuple[LikelySame, …]`. Evidence only: whether it is one person is for
people to say.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ffp_desktop.domain.id_number import birth_date, person_key
from ffp_desktop.domain.survey import State
from ffp_desktop.store.household_records import LikelySame

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STANDS = f"s.state <> '{State.WITHDRAWN.value}'"
_AMONG = "IN (SELECT value FROM json_each(?))"
_LISTED = "SELECT DISTINCT m.member, m.name, m.id_number FROM survey AS s JOIN member AS m ON m.survey = s.id"
_NAME_AND_BIRTH = "m.name || substr(m.person_key, 7, 8)"  # of an 18-digit number
_TOLD = (
    "SELECT DISTINCT p.member, p.name, p.id_number FROM event AS e JOIN event_person AS p ON p.event = e.id"
    " WHERE e.withdrawn = '' AND p.id_number <> ''"
)

NUMBER, NAME_AND_BIRTH = "证件号码相同", "姓名和出生日期相同"
_Group = tuple[str, str, date | None]
"""What a group of likely ones share: the evidence, then the number's key or the name with the day of birth."""


def find_likely(connection: "Connection", households: Iterable[str]) -> tuple[LikelySame, ...]:
    """Pairs of which at least one is or was in these households, each pair once, the same number first."""
    wanted = json.dumps(sorted(households))
    own = list(_people(connection, f"{_LISTED} WHERE {_STANDS} AND s.household {_AMONG}", wanted))
    own += _people(connection, f"{_TOLD} AND (e.household {_AMONG} OR e.other_household {_AMONG})", wanted, wanted)
    keys = json.dumps(sorted({person.key for person in own if person.key}))
    births = json.dumps(sorted({f"{person.name}{person.born:%Y%m%d}" for person in own if person.name and person.born}))
    others = list(_people(connection, f"{_LISTED} WHERE {_STANDS} AND m.person_key {_AMONG}", keys))
    others += _people(connection, f"{_LISTED} WHERE {_STANDS} AND {_NAME_AND_BIRTH} {_AMONG}", births)
    others += _people(connection, _TOLD)
    return tuple(_pairs(own, others))


class _Person(NamedTuple):
    """`born` is the day the number tells, None when it tells none."""

    member: str
    name: str
    key: str
    born: date | None

    def groups(self) -> Iterator[_Group]:
        if self.key:
            yield NUMBER, self.key, None
        if self.name and self.born:
            yield NAME_AND_BIRTH, self.name, self.born


def _people(connection: "Connection", query: str, *values: str) -> Iterator[_Person]:
    for member, name, number in connection.exec_driver_sql(query, values):
        yield _Person(member, name, person_key(number), birth_date(number))


def _pairs(own: Sequence[_Person], others: Sequence[_Person]) -> Iterator[LikelySame]:
    known: dict[_Group, dict[str, None]] = {}
    for person in (*own, *others):
        for group in person.groups():
            known.setdefault(group, {})[person.member] = None
    mine = {person.member for person in own}
    seen: set[frozenset[str]] = set()
    for group in sorted(known, key=lambda group: group[0] != NUMBER):
        for one, other in combinations(known[group], 2):
            pair = frozenset((one, other))
            if pair & mine and pair not in seen:
                seen.add(pair)
                yield LikelySame(*((one, other) if one in mine else (other, one)), group[0])
