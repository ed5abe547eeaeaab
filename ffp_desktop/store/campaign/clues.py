"""Departments' lists and their clues: documents in the journal, listed from derived tables.

API (class `Clues(database, device_id)`, attribute `clues` of a vault; each method is one transaction):
    lists: `DepartmentLists`, see department_lists.py       people: `People`, see people.py
    get(id) · get_many(ids) · find_ending(ending) · find(ClueFilter) -> FoundClues · count(ClueFilter) -> ClueCounts
    of_household(household), about(households, members, person_keys), answered_by(survey) -> clues · are_there()
    open_lines(village, round) -> OpenClues · homes(households, round) -> {household: Home} · seen({clue: …})
    match({id: Match}, …), answer({id: Answer | None}, …), settle(matches, answers, …), move({id: village}, …)
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.record_json import encode_answer, encode_match
from ffp_desktop.domain.campaign.records import (
    ANSWER,
    CLUE,
    MATCH,
    MOVED,
    TOLD,
    Answer,
    Clue,
    Match,
)
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.campaign.clue_records import ClueCounts, ClueFilter
from ffp_desktop.store.campaign.clue_rows import AMONG, ids_ending, read_clues
from ffp_desktop.store.campaign.clue_visits import Home, OpenClue, read_homes, read_open, read_seen
from ffp_desktop.store.campaign.department_lists import DepartmentLists
from ffp_desktop.store.campaign.found_clues import FoundClues, count_clues, find_clues
from ffp_desktop.store.campaign.lines import CLUES
from ffp_desktop.store.campaign.people import People
from ffp_desktop.store.feed_writer import FeedWriter
from ffp_desktop.store.journal import read_many

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_ABOUT = ("household", "member", "person_key")
_MERGED = "SELECT ?1 UNION SELECT id FROM household WHERE gone_into <> '' AND gone_into = ?1"
_AT_ONCE = 2000  # clues whose rows are in memory before they are written

Change = Callable[[str, Sequence[Revision], DocumentState], Iterable[tuple[str, dict[str, Any], Sequence[str]]]]
"""What a clue's document gets: (village, values by unit, parents) of each new revision."""


class Clues:
    """The lists and clues of one vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id
        self.lists = DepartmentLists(database, device_id)
        self.people = People(database)

    # ---- looking

    def get(self, clue: str) -> Clue:
        """Raises FfpError `clue.unknown`."""
        return self.get_many([clue])[0]

    def get_many(self, clues: Sequence[str]) -> tuple[Clue, ...]:
        """In the order asked for. Raises FfpError `clue.unknown`."""
        with self._database.read() as connection:
            found = {one.id: one for one in read_clues(connection, f" WHERE c.id {AMONG}", (json.dumps(list(clues)),))}
        if len(found) < len(set(clues)):
            raise FfpError("clue.unknown", "没有找到这条线索。请在核实核查台账里重新选。")
        return tuple(found[clue] for clue in clues)

    def find_ending(self, ending: str) -> Sequence[str]:
        """Ids that end so, two at most."""
        with self._database.read() as connection:
            return ids_ending(connection, "clue", ending)

    def find(self, wanted: ClueFilter) -> FoundClues:
        return find_clues(self._database, wanted)

    def count(self, wanted: ClueFilter) -> ClueCounts:
        with self._database.read() as connection:
            return count_clues(connection, wanted)

    def of_household(self, household: str) -> tuple[Clue, ...]:
        """All clues on a household, and on those that were merged into it."""
        with self._database.read() as connection:
            return read_clues(connection, f" WHERE c.household <> '' AND c.household IN ({_MERGED})", (household,))

    def about(
        self, households: Iterable[str] = (), members: Iterable[str] = (), person_keys: Iterable[str] = ()
    ) -> tuple[Clue, ...]:
        """Those on any of these households (by id) or people (by id or number), wherever they stand."""
        where = " UNION ALL ".join(f"SELECT id FROM clue WHERE {name} <> '' AND {name} {AMONG}" for name in _ABOUT)
        values = [json.dumps(list(filter(None, wanted))) for wanted in (households, members, person_keys)]
        with self._database.read() as connection:
            return read_clues(connection, f" WHERE c.id IN ({where})", values)

    def are_there(self) -> bool:
        """Whether there is any clue at all."""
        with self._database.read() as connection:
            return connection.exec_driver_sql("SELECT 1 FROM clue LIMIT 1").first() is not None

    def open_lines(self, village: str, round: str = "") -> tuple[OpenClue, ...]:
        """What visits need of the clues without an answer, by list's date."""
        with self._database.read() as connection:
            return read_open(connection, village, round)

    def homes(self, households: Iterable[str], round: str) -> dict[str, Home]:
        """What visits need of these households."""
        with self._database.read() as connection:
            return read_homes(connection, households, round)

    def survey_numbers(self, surveys: Collection[str]) -> dict[str, str]:
        """The printed numbers of surveys, by id."""
        query = f"SELECT id, number FROM survey WHERE id {AMONG}"
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(query, (json.dumps(list(surveys)),))}

    def seen(self, asked: Mapping[str, tuple[str, str, str]]) -> frozenset[str]:
        """Of clues, each with a survey, a member and a person key, those whose person is on the survey."""
        with self._database.read() as connection:
            return read_seen(connection, asked)

    def answered_by(self, survey: str) -> tuple[Clue, ...]:
        """Those whose answer rests on a survey."""
        with self._database.read() as connection:
            return read_clues(connection, " WHERE c.survey <> '' AND c.survey = ?", (survey,)) if survey else ()

    # ---- changing

    def match(self, matches: Mapping[str, Match], operator: str, at: str, reason: str = "") -> None:
        """Says whom clues are about."""
        with self._database.write() as connection:
            self._set(connection, {c: {MATCH: encode_match(m)} for c, m in matches.items()}, operator, at, reason)

    def answer(self, answers: Mapping[str, Answer | None], operator: str, at: str, reason: str = "") -> None:
        """Says what was found; None opens a clue again. What stood in conflict is settled by that."""
        sets = {clue: _answer_sets(answer) for clue, answer in answers.items()}
        with self._database.write() as connection:
            self._set(connection, sets, operator, at, reason)

    def settle(
        self, matches: Mapping[str, Match], answers: Mapping[str, Answer | None], operator: str, at: str
    ) -> None:
        """Says both in one revision of each clue."""
        sets: dict[str, dict[str, Any]] = {clue: _answer_sets(answer) for clue, answer in answers.items()}
        for clue, match in matches.items():
            sets.setdefault(clue, {})[MATCH] = encode_match(match)
        with self._database.write() as connection:
            self._set(connection, sets, operator, at, "")

    def move(self, villages: Mapping[str, str], operator: str, at: str, reason: str = "") -> None:
        """Puts clues into the feeds of other villages (12 digits): the old ones learn where they went."""

        def told_again(
            clue: str, revisions: Sequence[Revision], state: DocumentState
        ) -> Iterable[tuple[str, dict[str, Any], Sequence[str]]]:
            there = villages[clue]
            agreed = {unit: value.json for unit, value in state.units.items() if not value.is_conflict}
            whole = agreed | {TOLD: state.value(TOLD), MOVED: there}
            earlier = [revision.hash for revision in revisions if revision.village == there]
            yield _village_of(revisions, state), {MOVED: there}, state.heads
            yield there, whole, (*state.heads, *earlier)

        with self._database.write() as connection:
            self._append(connection, list(villages), told_again, operator, at, reason)

    def _set(
        self, connection: "Connection", sets: Mapping[str, dict[str, Any]], operator: str, at: str, reason: str
    ) -> None:
        def in_place(
            clue: str, revisions: Sequence[Revision], state: DocumentState
        ) -> Iterable[tuple[str, dict[str, Any], Sequence[str]]]:
            yield _village_of(revisions, state), sets[clue], state.heads

        self._append(connection, list(sets), in_place, operator, at, reason)

    def _append(
        self, connection: "Connection", clues: Sequence[str], change: Change, operator: str, at: str, reason: str
    ) -> None:
        writer = FeedWriter(connection, self._device_id, operator, at)
        for start in range(0, len(clues), _AT_ONCE):
            part = clues[start : start + _AT_ONCE]
            journal = read_many(connection, part)
            at_hand = {one.hash: one for revisions in journal.values() for one in revisions}
            for clue, revisions in journal.items():
                for village, sets, parents in change(clue, revisions, merge(revisions)):
                    writer.add(CLUE, clue, village, sets, parents, reason)
            CLUES.write(connection, part, at_hand | writer.write())


def _answer_sets(answer: Answer | None) -> dict[str, Any]:
    return {ANSWER: encode_answer(answer) if answer else None}


def _village_of(revisions: Sequence[Revision], state: DocumentState) -> str:
    """The feed a clue stands in."""
    told = state.units[TOLD].revisions[0]
    return next(revision.village for revision in revisions if revision.hash == told)
