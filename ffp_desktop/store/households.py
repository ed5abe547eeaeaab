"""Households and people as they last: which there are, where they stand in a round, what their surveys list.

API (each method is one transaction):
    list(village, round) -> tuple[HouseholdLine, …] those without a survey in the round too
    waiting: those without a survey in a round, see store/waiting.py
    get(household) -> HouseholdState | None           in_unit(village) -> frozenset of household ids, former ones too
    surveys(household) -> survey ids, oldest first     survey_in_round(household, round), find_survey(number)
    sightings(members) -> tuple[Sighting, …] where they are listed
    rolls(households) -> tuple[Roll, …] of finished surveys      members_with_key(person_key) -> member ids
    likely_same(households) -> tuple[LikelySame, …] pairs that may be one person
`write_household(connection, household)` brings the derived line in step with surveys and events;
`rebuild_households(connection, touched=None)` and `differing_households(connection)` look at all of them, or at some.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.events import HouseholdChange
from ffp_desktop.domain.population import Resident, Roll
from ffp_desktop.domain.survey import State
from ffp_desktop.store.household_records import HouseholdLine, HouseholdState, LikelySame, Sighting
from ffp_desktop.store.likely_people import find_likely
from ffp_desktop.store.waiting import SPLIT, WaitingHouseholds

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_STANDS = f"s.state <> '{State.WITHDRAWN.value}'"
_AMONG = "IN (SELECT value FROM json_each(?))"

# The survey of the round, else (for the head's name) the household's newest one.
_LINES = f"""
SELECT h.id, h.village, h.gone_into, coalesce(s.id, ''), coalesce(s.number, ''), s.state,
    coalesce(l.head_name, (SELECT p.name {SPLIT} AND p.relation = '户主'), ''),
    coalesce(l.member_count, (SELECT count(*) {SPLIT})), coalesce(l.natural_village, ''),
    coalesce(l.household_kind, '')
FROM household AS h
LEFT JOIN survey AS s ON s.id = (SELECT s.id FROM survey AS s WHERE s.household = h.id AND s.round = ? AND {_STANDS}
    ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
LEFT JOIN survey_line AS l ON l.survey = coalesce(s.id, (SELECT s.id FROM survey AS s WHERE s.household = h.id
    AND {_STANDS} ORDER BY s.created_at DESC, s.id DESC LIMIT 1))
WHERE h.village GLOB ? ORDER BY h.village, l.natural_village, l.head_name, h.id
"""
_ROLLS = f"""
SELECT s.id, s.household, s.village, coalesce(nullif(l.survey_date, ''), substr(s.created_at, 1, 10)), s.created_at
FROM survey AS s JOIN survey_line AS l ON l.survey = s.id
WHERE s.revision > 0 AND {_STANDS} AND s.household {_AMONG}
"""
_LISTED = f"""
SELECT m.survey, m.member, m.name, m.relation FROM survey AS s JOIN member AS m ON m.survey = s.id
WHERE s.revision > 0 AND s.household {_AMONG} ORDER BY m.survey, m.position
"""
_SIGHTINGS = f"""
SELECT m.member, m.name, m.id_number, s.id, s.number, s.household, s.round, s.village,
    coalesce(nullif(l.survey_date, ''), substr(s.created_at, 1, 10)), s.state, s.revision, s.created_at
FROM member AS m JOIN survey AS s ON s.id = m.survey JOIN survey_line AS l ON l.survey = s.id
WHERE {_STANDS} AND m.member {_AMONG} ORDER BY 9, s.created_at, s.id
"""

# The households that only surveys speak of, with the village of the first; those that events speak of; both together.
_QUIET_IN = (
    "SELECT household AS id, village FROM {source} WHERE NOT EXISTS (SELECT 1 FROM survey AS o WHERE o.household ="
    " s.household AND (o.created_at, o.number, o.id) < (s.created_at, s.number, s.id))"
    " AND household NOT IN (SELECT household FROM event UNION SELECT other_household FROM event)"
)
_QUIET = _QUIET_IN.format(source="survey AS s")
_QUIET_AMONG = _QUIET_IN.format(source="json_each(?) AS w CROSS JOIN survey AS s ON s.household = w.value")
_MOVED = (
    "SELECT household FROM event WHERE household <> ''"
    " UNION SELECT other_household FROM event WHERE other_household <> ''"
)
_KNOWN = f"SELECT household FROM survey UNION {_MOVED}"


class Households:
    """The households this vault knows."""

    def __init__(self, database: "Database") -> None:
        self._database = database
        self.waiting = WaitingHouseholds(database)

    def list(self, village: str, round: str) -> tuple[HouseholdLine, ...]:
        """Of a region (a code of any level), by village, 自然村 and head; `survey` is "" where the round has none."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_LINES, (round, f"{village}*")).all()
        return tuple(_line(row) for row in rows)

    def get(self, household: str) -> HouseholdState | None:
        query = "SELECT id, village, gone_into FROM household WHERE id = ?"
        with self._database.read() as connection:
            row = connection.exec_driver_sql(query, (household,)).first()
        return None if row is None else HouseholdState(*row)

    def in_unit(self, village: str) -> frozenset[str]:
        """The households that live or lived in a region."""
        query = (
            "SELECT id FROM household WHERE village GLOB ?1 UNION SELECT household FROM survey WHERE village GLOB ?1"
            " UNION SELECT household FROM event WHERE village GLOB ?1 OR other_village GLOB ?1"
            " UNION SELECT other_household FROM event WHERE village GLOB ?1 OR other_village GLOB ?1"
        )
        with self._database.read() as connection:
            return frozenset(connection.exec_driver_sql(query, (f"{village}*",)).scalars()) - {""}

    def surveys(self, household: str) -> tuple[str, ...]:
        """Its surveys that were not withdrawn, oldest first."""
        query = f"SELECT s.id FROM survey AS s WHERE s.household = ? AND {_STANDS} ORDER BY s.created_at, s.id"
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(query, (household,)).scalars())

    def survey_in_round(self, household: str, round: str) -> str:
        """The household's survey of a round, "" for none."""
        query = (
            f"SELECT s.id FROM survey AS s WHERE s.household = ? AND s.round = ? AND {_STANDS}"
            " ORDER BY s.created_at DESC, s.id DESC LIMIT 1"
        )
        with self._database.read() as connection:
            return connection.exec_driver_sql(query, (household, round)).scalar() or ""

    def find_survey(self, text: str) -> tuple[str, str] | None:
        """Id and household of the survey with this id or printed number, of any round."""
        query = "SELECT id, household FROM survey WHERE id = ?1 OR number = ?1 LIMIT 1"
        with self._database.read() as connection:
            row = connection.exec_driver_sql(query, (text,)).first()
        return None if row is None else (row[0], row[1])

    def rolls(self, households: Iterable[str]) -> tuple[Roll, ...]:
        """What the finished surveys of these households list."""
        wanted = (json.dumps(sorted(households)),)
        people: dict[str, list[Resident]] = {}
        with self._database.read() as connection:
            for survey, member, name, relation in connection.exec_driver_sql(_LISTED, wanted):
                people.setdefault(survey, []).append(Resident(member, name, relation))
            rows = connection.exec_driver_sql(_ROLLS, wanted).all()
        return tuple(_roll(row, people) for row in rows)

    def sightings(self, members: Iterable[str]) -> tuple[Sighting, ...]:
        """The surveys that list any of these members, drafts too, oldest visit first."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(_SIGHTINGS, (json.dumps(sorted(members)),)).all()
        return tuple(_sighting(row) for row in rows)

    def members_with_key(self, person_key: str) -> tuple[str, ...]:
        """The ids under which a number's first 18 characters are listed."""
        query = "SELECT DISTINCT member FROM member WHERE person_key = ? ORDER BY member"
        with self._database.read() as connection:
            return tuple(connection.exec_driver_sql(query, (person_key,)).scalars()) if person_key else ()

    def likely_same(self, households: Iterable[str]) -> tuple[LikelySame, ...]:
        """Pairs of ids that may be one person, at least one of them listed in these households."""
        with self._database.read() as connection:
            return find_likely(connection, households)


def write_household(connection: "Connection", household: str) -> None:
    """Brings a household's line in step with surveys and events."""
    row = _derive(connection, household)
    if row is None:
        connection.exec_driver_sql("DELETE FROM household WHERE id = ?", (household,))
    else:
        connection.exec_driver_sql("INSERT OR REPLACE INTO household (id, village, gone_into) VALUES (?, ?, ?)", row)


def rebuild_households(connection: "Connection", touched: Collection[str] | None = None) -> None:
    """Brings every line, or the touched households', to what surveys and events say; the event tables come first."""
    if touched is None:
        connection.exec_driver_sql(f"DELETE FROM household WHERE id NOT IN ({_KNOWN})")
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO household (id, village) {_QUIET}")
    elif touched:
        wanted = (json.dumps(list(touched)),)
        connection.exec_driver_sql(f"DELETE FROM household WHERE id {_AMONG} AND id NOT IN ({_MOVED})", wanted)
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO household (id, village) {_QUIET_AMONG}", wanted)
    for household in connection.exec_driver_sql(_MOVED).scalars().all():
        if touched is None or household in touched:
            write_household(connection, household)


def differing_households(connection: "Connection") -> Iterator[str]:
    """The households whose line is not what surveys and events say."""
    for query in (
        f"SELECT id FROM household WHERE id NOT IN ({_KNOWN})",
        f"SELECT id FROM ({_QUIET}) AS q LEFT JOIN household AS h USING (id)"
        " WHERE h.id IS NULL OR h.village <> q.village OR h.gone_into <> ''",
    ):
        yield from connection.exec_driver_sql(query).scalars().all()
    for household in connection.exec_driver_sql(_MOVED).scalars().all():
        asked = "SELECT id, village, gone_into FROM household WHERE id = ?"
        row = connection.exec_driver_sql(asked, (household,)).first()
        if (tuple(row) if row else None) != _derive(connection, household):
            yield household


def _derive(connection: "Connection", household: str) -> tuple[str, str, str] | None:
    """Where the household lives now and what became of it; None for one that nothing speaks of any more."""
    village = _first_village(connection, household)
    gone_into = ""
    query = (
        "SELECT kind, village, household, other_household, other_village FROM event"
        " WHERE withdrawn = '' AND (household = ?1 OR other_household = ?1) ORDER BY date, at, id"
    )
    for kind, there, own, other, other_village in connection.exec_driver_sql(query, (household,)):
        if kind == HouseholdChange.SPLIT and other == household and own != household:
            village = other_village or there
        elif kind == HouseholdChange.MOVE and other_village:
            village = other_village
        elif kind == HouseholdChange.MERGE and own == household:
            gone_into = other
        elif own == household and not village:
            village = there
    return (household, village, gone_into) if village else None


def _line(row: Any) -> HouseholdLine:
    household, village, gone_into, survey, number, state, *shown = row
    return HouseholdLine(household, village, gone_into, survey, number, State(state) if state else None, *shown)


def _roll(row: Any, people: Mapping[str, list[Resident]]) -> Roll:
    survey, household, village, day, begun_at = row
    return Roll(survey, household, village, day, begun_at, tuple(people.get(survey, ())))


def _sighting(row: Any) -> Sighting:
    *columns, state, revision, created_at = row
    columns += [State(state), revision > 0, created_at]
    return Sighting(*columns)


def _first_village(connection: "Connection", household: str) -> str:
    query = "SELECT village FROM survey WHERE household = ? ORDER BY created_at, number, id LIMIT 1"
    return connection.exec_driver_sql(query, (household,)).scalar() or ""
