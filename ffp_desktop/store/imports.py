"""What imports of foreign tables need of the vault: who is known by which number, remembered column mappings, and what
the last import did.

API (each method is one transaction):
    find_people(round, keys) -> {person key: (KnownPerson, …)}
    find_earlier(round, keys) -> {person key: (EarlierPerson, …)} in other rounds, the newest last
    find_numbers(round, numbers) -> {printed number: (survey, head's name)}
    find_heads(round, names) -> {(village, name): (survey, …)}
    recall(name) -> text or ""      keep(name, text)
    restore(survey, group) / drop_new({survey: group}): what an import wrote, taken back (see `taking_back`)

Mappings and the last import lie in `meta`; withdrawn surveys are nobody's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import State
from ffp_desktop.store.taking_back import drop_surveys, restore_group

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_AT_ONCE = 500
_PREFIX = "import:"
_OF_ROUND = f"s.round = ? AND s.state <> '{State.WITHDRAWN.value}'"
_PEOPLE = (
    "SELECT m.person_key, m.survey, m.relation FROM member AS m CROSS JOIN survey AS s ON s.id = m.survey"
    f" WHERE {_OF_ROUND} AND m.person_key IN "
)
_EARLIER = (
    "SELECT m.person_key, m.member, s.household, m.relation FROM member AS m CROSS JOIN survey AS s ON s.id = m.survey"
    f" WHERE s.round <> ? AND s.state <> '{State.WITHDRAWN.value}' AND m.person_key IN "
)
_NUMBERS = (
    "SELECT s.number, s.id, coalesce(l.head_name, '') FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id"
    f" WHERE {_OF_ROUND} AND s.number IN "
)
_HEADS = (
    "SELECT s.village, l.head_name, s.id FROM survey_line AS l JOIN survey AS s ON s.id = l.survey"
    f" WHERE {_OF_ROUND} AND l.head_name IN "
)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Where a person stands: a survey's id, and their relation to its head."""

    survey: str
    relation: str


@dataclass(frozen=True, slots=True)
class EarlierPerson:
    """A person in a survey of another round: their lasting id, their household's, their relation to its head."""

    member: str
    household: str
    relation: str


class Imports:
    """Look-ups by many keys at once, and the memory of imports."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def find_people(self, round: str, keys: Iterable[str]) -> dict[str, tuple[KnownPerson, ...]]:
        found: dict[str, tuple[KnownPerson, ...]] = {}
        for key, survey, relation in self._look_up(_PEOPLE, round, keys):
            found[key] = (*found.get(key, ()), KnownPerson(survey, relation))
        return found

    def find_earlier(self, round: str, keys: Iterable[str]) -> dict[str, tuple[EarlierPerson, ...]]:
        found: dict[str, tuple[EarlierPerson, ...]] = {}
        for key, member, household, relation in self._look_up(_EARLIER, round, keys, " ORDER BY s.created_at, s.id"):
            found[key] = (*found.get(key, ()), EarlierPerson(member, household, relation))
        return found

    def find_numbers(self, round: str, numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
        return {row[0]: (row[1], row[2]) for row in self._look_up(_NUMBERS, round, numbers)}

    def find_heads(self, round: str, names: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for village, name, survey in self._look_up(_HEADS, round, names):
            found[village, name] = (*found.get((village, name), ()), survey)
        return found

    def recall(self, name: str) -> str:
        """What was kept under a name, "" when nothing was."""
        with self._database.read() as connection:
            asked = "SELECT value FROM meta WHERE name = ?"
            return str(connection.exec_driver_sql(asked, (_PREFIX + name,)).scalar() or "")

    def keep(self, name: str, text: str) -> None:
        with self._database.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (_PREFIX + name, text)
            )

    def restore(self, survey: str, group: int) -> tuple[int, int]:
        """Takes back a group of a survey's draft: how many rows, and how many stand, set anew since."""
        with self._database.write() as connection:
            return restore_group(connection, survey, group)

    def drop_new(self, surveys: Mapping[str, int]) -> tuple[str, ...]:
        """Takes back new surveys by the last group of each; those that somebody has touched since stay."""
        with self._database.write() as connection:
            return drop_surveys(connection, surveys)

    def _look_up(self, query: str, round: str, wanted: Iterable[str], order: str = "") -> Iterator[tuple[str, ...]]:
        keys = sorted({key for key in wanted if key})
        with self._database.read() as connection:
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ", ".join("?" * len(some))
                for row in connection.exec_driver_sql(f"{query}({marks}){order}", (round, *some)):
                    yield tuple(map(str, row))
