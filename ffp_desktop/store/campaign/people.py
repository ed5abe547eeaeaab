"""The people of a vault as matching asks for them, and where the households of those that were found stand.

API (class `People(database)`, each method one transaction):
    known(event kinds) -> a `PeopleSource`: with_keys(keys) / wanted(wanted) / everybody(), there now or gone
    standings(round, households) -> {household: Standing}       progress(round) -> {list: ListProgress}

A household's people are those of its latest finished survey, of its draft where none was finished; what an event since
then says (died, married out, split off, born, married in) comes before the survey. Nobody rises from the dead.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.events import Direction, EventKinds, HouseholdChange
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.matching.people import KnownPerson, Wanted
from ffp_desktop.domain.survey import State
from ffp_desktop.store.campaign.joined_people import as_listed, find_home, read_joined
from ffp_desktop.store.campaign.list_progress import ListProgress, read_progress

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_STANDS = f"<> '{State.WITHDRAWN.value}'"
_AMONG = "IN (SELECT value FROM json_each(?))"

# No other survey of the household is finished where this is a draft, or later than this one. That it is another one
# is asked first, because the index tells it: most households need no further look.
_LATEST = (
    f"s.state {_STANDS} AND NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household = s.household AND o.row <> s.row"
    f" AND o.state {_STANDS} AND (o.revision > 0, o.created_at, o.id) > (s.revision > 0, s.created_at, s.id))"
)
_SHOWN = "SELECT s.household, m.member, s.village, m.name, m.initials, m.person_key, m.sex, {}, {}, {}, ''"
_BEGUN = "substr(s.created_at, 1, 10)"
_EVERYBODY = (
    _SHOWN.format("coalesce(l.phone, '')", "coalesce(l.head_name, '')", _BEGUN)
    + " FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id"
    f" CROSS JOIN member AS m ON m.survey = s.id WHERE {_LATEST}"
)
_WITH_KEYS = (
    _SHOWN.format("''", "''", _BEGUN) + " FROM json_each(?) AS k CROSS JOIN member AS m ON m.person_key = k.value"
    f" CROSS JOIN survey AS s ON s.id = m.survey WHERE {_LATEST}"
)
_GLIMPSED = (
    "SELECT m.rowid, s.village, m.name, m.initials, m.person_key"
    f" FROM survey AS s NOT INDEXED CROSS JOIN member AS m ON m.survey = s.id WHERE {_LATEST}"
)
# In the order of `_EVERYBODY`: those chosen, those with a phone or a head, and those of whom events may tell.
_WANTED = f"""
WITH wanted (row) AS (
    SELECT value FROM json_each(?)
    UNION SELECT m.rowid FROM survey_line AS l CROSS JOIN member AS m ON m.survey = l.survey WHERE l.phone {_AMONG}
    UNION SELECT m.rowid FROM survey_line AS l CROSS JOIN survey AS s ON s.id = l.survey
        CROSS JOIN member AS m ON m.survey = s.id WHERE l.head_name <> '' AND s.village || l.head_name {_AMONG}
    UNION SELECT m.rowid FROM json_each(?) AS k CROSS JOIN member AS m ON m.member = k.value
    UNION SELECT m.rowid FROM json_each(?) AS k CROSS JOIN survey AS s ON s.household = k.value
        CROSS JOIN member AS m ON m.survey = s.id
)
{_SHOWN.format("coalesce(l.phone, '')", "coalesce(l.head_name, '')", _BEGUN)}
FROM wanted AS w CROSS JOIN member AS m ON m.rowid = w.row CROSS JOIN survey AS s ON s.id = m.survey
LEFT JOIN survey_line AS l ON l.survey = s.id WHERE {_LATEST} ORDER BY s.row, m.member
"""
_MOVED = (
    "SELECT h.id, coalesce(t.id, h.id), coalesce(t.village, h.village) FROM household AS h"
    " LEFT JOIN household AS t ON t.id = h.gone_into"
    f" WHERE h.id IN (SELECT household FROM event WHERE kind IN ('{HouseholdChange.MOVE}', '{HouseholdChange.MERGE}'))"
)
_TOLD = (
    "SELECT p.member, p.name, p.id_number, p.sex, e.kind, e.date, e.household, e.other_household FROM event_person AS p"
    " JOIN event AS e ON e.id = p.event WHERE e.withdrawn = '' AND p.member <> '' ORDER BY e.date, e.at, e.id"
)
_UNLISTED = f"SELECT value FROM json_each(?) WHERE value NOT IN (SELECT member FROM member WHERE member {_AMONG})"
_OF_MEMBERS = (
    _SHOWN.format("coalesce(l.phone, '')", "coalesce(l.head_name, '')", _BEGUN)
    + " FROM json_each(?) AS k CROSS JOIN member AS m ON m.member = k.value CROSS JOIN survey AS s ON s.id = m.survey"
    f" LEFT JOIN survey_line AS l ON l.survey = s.id WHERE {_LATEST}"
)
_HOMES = f"""
SELECT h.id, h.village, coalesce(l.phone, ''), coalesce(l.head_name, '') FROM household AS h
LEFT JOIN survey AS s ON s.id = (SELECT o.id FROM survey AS o WHERE o.household = h.id AND o.state {_STANDS}
    ORDER BY o.revision > 0 DESC, o.created_at DESC, o.id DESC LIMIT 1)
LEFT JOIN survey_line AS l ON l.survey = s.id WHERE h.id {_AMONG}
"""
_STANDINGS = f"""
SELECT h.id, h.village, coalesce(l.household_kind, ''), coalesce(s.id, ''), coalesce(s.state, ''),
    coalesce(nullif(w.survey_date, ''), substr(s.created_at, 1, 10), ''), coalesce(l.head_name, '')
FROM household AS h
LEFT JOIN survey AS s ON s.id = (SELECT o.id FROM survey AS o WHERE o.household = h.id AND o.round = ? AND o.state
    {_STANDS} ORDER BY o.created_at DESC, o.id DESC LIMIT 1)
LEFT JOIN survey_line AS w ON w.survey = s.id
LEFT JOIN survey_line AS l ON l.survey = (SELECT o.id FROM survey AS o WHERE o.household = h.id AND o.state {_STANDS}
    ORDER BY o.revision > 0 DESC, o.created_at DESC, o.id DESC LIMIT 1)
WHERE h.id {_AMONG}
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a household stands: `kind` is A1 as last known, `survey` and `state` are of the round, "" and None without
    one there, `date` its visit's."""

    household: str
    village: str
    kind: str
    survey: str
    state: State | None
    date: str
    head_name: str


class _Change(NamedTuple):
    """What events say of a person at last. `household` is where they are since, "" for where they were."""

    date: str
    household: str
    gone: str
    is_final: bool
    name: str
    id_number: str
    sex: str


class _Told(NamedTuple):
    """What events say: `changes` by member; `moved` households by their old id, with the id and village they have;
    `homes` of those known under several ids, by each of them."""

    changes: dict[str, _Change]
    moved: dict[str, tuple[str, str]]
    homes: dict[str, KnownPerson]


class People:
    """Everybody of one vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def known(self, kinds: EventKinds) -> "KnownPeople":
        """`kinds` says which events take people away."""
        return KnownPeople(self._database, kinds)

    def standings(self, round: str, households: Collection[str]) -> dict[str, Standing]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_STANDINGS, (round, json.dumps(sorted(households)))).all()
        return {row[0]: _standing(row) for row in rows}

    def progress(self, round: str) -> dict[str, ListProgress]:
        """How far each list is with its people."""
        with self._database.read() as connection:
            return read_progress(connection, round)


class KnownPeople:
    """A `PeopleSource`."""

    def __init__(self, database: "Database", kinds: EventKinds) -> None:
        self._database = database
        self._kinds = kinds

    def with_keys(self, keys: Collection[str]) -> Iterator[KnownPerson]:
        """Those with these numbers."""
        wanted = frozenset(keys) - {""}
        with self._database.read() as connection:
            told = self._told(connection)
            yield from _after(connection, _listed(connection, _WITH_KEYS, (json.dumps(sorted(wanted)),)), told, wanted)

    def wanted(self, wanted: Wanted) -> Iterator[KnownPerson]:
        """Those chosen at a glimpse as they are listed, those of the wanted phones and heads, and all of whom an event
        tells, because they may live elsewhere since."""
        with self._database.read() as connection:
            told = self._told(connection)
            chosen = wanted.choose(_driver(connection).execute(_GLIMPSED))
            asked = (chosen, [*wanted.phones], [*wanted.heads], [*told.changes, *told.homes], [*told.moved])
            yield from _after(connection, _listed(connection, _WANTED, tuple(map(json.dumps, asked))), told, None)

    def everybody(self) -> Iterator[KnownPerson]:
        with self._database.read() as connection:
            yield from _after(connection, _listed(connection, _EVERYBODY, ()), self._told(connection), None)

    def _told(self, connection: "Connection") -> "_Told":
        moved = {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(_MOVED)}
        changes, joined = self._changes(connection), read_joined(connection)
        told = _Told(changes, moved, {})
        if not joined:
            return told
        listed = _listed(connection, _OF_MEMBERS, (json.dumps(sorted(joined)),))
        people = [one for one in _after(connection, listed, told, None) if one.member in joined]
        homes = {ids: home for ids in set(joined.values()) if (home := find_home(ids, people, self._kinds)) is not None}
        return told._replace(homes={member: homes[ids] for member, ids in joined.items() if ids in homes})

    def _changes(self, connection: "Connection") -> dict[str, _Change]:
        """By member, the last event's word; a death is the last word there is."""
        found: dict[str, _Change] = {}
        for member, name, number, sex, kind, date, household, other in connection.exec_driver_sql(_TOLD):
            known = found.get(member)
            if known is not None and known.is_final:
                continue
            direction = self._kinds.direction(kind)
            if kind == HouseholdChange.SPLIT and other:
                found[member] = _Change(date, other, "", False, name, number, sex)
            elif direction is Direction.DECREASE:
                found[member] = _Change(date, "", kind, self._kinds.is_final(kind), name, number, sex)
            elif direction is Direction.INCREASE:
                found[member] = _Change(date, household, "", False, name, number, sex)
        return found


def _standing(row: Any) -> Standing:
    household, village, kind, survey, state, date, head_name = row
    return Standing(household, village, kind, survey, State(state) if state else None, date, head_name)


def _driver(connection: "Connection") -> Any:
    """For the driver's own tuples: a county has 300,000 people, and whatever is done to each is felt."""
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver


def _listed(connection: "Connection", query: str, values: tuple[Any, ...]) -> Iterator[KnownPerson]:
    return map(partial(tuple.__new__, KnownPerson), _driver(connection).execute(query, values))


def _after(
    connection: "Connection", listed: Iterator[KnownPerson], told: _Told, keys: frozenset[str] | None
) -> Iterator[KnownPerson]:
    """Listed people where events have put them since, and those whom only events tell of; with `keys` only of these."""
    if told.homes:
        for person in _after(connection, listed, told._replace(homes={}), keys):
            home = told.homes.get(person.member)
            yield person if home is None else as_listed(home, person)
        return
    changes, moved, _homes = told
    if not changes and not moved:
        yield from listed
        return
    homes = _read_homes(connection, {change.household for change in changes.values()} - {""})
    for one in listed:
        person = one
        if one.household in moved:
            household, village = moved[one.household]
            person = one._replace(household=household, village=village)
        change = changes.get(one.member)
        yield person if change is None else _changed(person, change, homes)
    yield from _newcomers(connection, changes, homes, keys)


def _changed(person: KnownPerson, change: _Change, homes: dict[str, tuple[str, str, str]]) -> KnownPerson:
    """A listed person after what happened since the list was begun."""
    if change.date < person.seen and not change.is_final:
        return person
    if change.gone:
        return person._replace(gone=change.gone)
    if change.household in ("", person.household) or change.household not in homes:
        return person
    village, phone, head_name = homes[change.household]
    return person._replace(household=change.household, village=village, phone=phone, head_name=head_name)


def _newcomers(
    connection: "Connection",
    changes: dict[str, _Change],
    homes: dict[str, tuple[str, str, str]],
    keys: frozenset[str] | None,
) -> Iterator[KnownPerson]:
    """Those whom only events tell of so far: the born and the married in."""
    told = json.dumps(sorted(changes))
    for member in connection.exec_driver_sql(_UNLISTED, (told, told)).scalars().all():
        change = changes[member]
        key = person_key(change.id_number)
        if change.household not in homes or (keys is not None and key not in keys):
            continue
        village, phone, head = homes[change.household]
        initials = spell_initials(change.name)
        yield KnownPerson(
            *(change.household, member, village, change.name, initials, key, change.sex),
            *(phone, head, change.date, change.gone),
        )


def _read_homes(connection: "Connection", households: Collection[str]) -> dict[str, tuple[str, str, str]]:
    """Village, phone and head's name by household."""
    rows = connection.exec_driver_sql(_HOMES, (json.dumps(sorted(households)),)).all()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}
