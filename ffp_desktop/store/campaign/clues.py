"""Departments' lists and their clues: documents in the journal, listed from derived tables.

API (class `Clues(database, device_id)`, attribute `clues` of a vault; each method is one transaction):
    take_in(list, new clues, refused, unit, operator, at) -> DepartmentList
    lists(round="") newest first · get_list(id) · find_lists(ending) · same_list(digest, kind) · refused(id)
    withdraw(id, reason, operator, at) -> DepartmentList
    get(id) · get_many(ids) · find_ending(ending) · find(ClueFilter) -> FoundClues · count(ClueFilter) -> ClueCounts
    of_household(household), of_people(members, person_keys), answered_by(survey) -> clues
    match({id: Match}, …), answer({id: Answer | None}, …), move({id: village}, …)
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.record_json import (
    decode_refused,
    encode_answer,
    encode_list,
    encode_match,
    encode_refused,
    encode_told,
)
from ffp_desktop.domain.campaign.records import (
    ANSWER,
    CLUE,
    LIST,
    MATCH,
    MOVED,
    REFUSED_ROWS,
    TOLD,
    WITHDRAWN,
    Answer,
    Clue,
    DepartmentList,
    Match,
    NewClue,
    RefusedRow,
    feed_village,
    office_village,
)
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.campaign.clue_records import ClueCounts, ClueFilter
from ffp_desktop.store.campaign.clue_rows import AMONG, read_clues
from ffp_desktop.store.campaign.found_clues import FoundClues, count_clues, find_clues
from ffp_desktop.store.campaign.lines import CLUES, LIST_COLUMNS, LISTS, read_list
from ffp_desktop.store.feed_writer import FeedWriter
from ffp_desktop.store.headers import new_id
from ffp_desktop.store.journal import read_many, read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_LISTS = f"SELECT {', '.join(LIST_COLUMNS)} FROM department_list"
_AT_ONCE = 2000  # clues whose rows are in memory before they are written

Change = Callable[[str, Sequence[Revision], DocumentState], Iterable[tuple[str, dict[str, Any], Sequence[str]]]]
"""What a clue's document gets: (village, values by unit, parents) of each new revision."""


class Clues:
    """The lists and clues of one vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

    # ---- lists

    def take_in(
        self,
        told: DepartmentList,
        clues: Iterable[NewClue],
        refused: Sequence[RefusedRow],
        unit: str,
        operator: str,
        at: str,
    ) -> DepartmentList:
        """Writes a list with its clues, which stand where `feed_village` says. Its id is made here, and so are the
        numbers of its clues and refused rows."""
        with self._database.write() as connection:
            writer = FeedWriter(connection, self._device_id, operator, at)
            list_id, count = told.id or new_id(), 0
            named = replace(told, id=list_id)
            ids: list[str] = []
            for new in clues:
                ids.append(_add_clue(writer, new, named, unit))
                count += 1
                if len(ids) >= _AT_ONCE:
                    CLUES.write(connection, ids, writer.write())
                    ids = []
            if refused:
                where = (f"{list_id}-{REFUSED_ROWS}", office_village(unit))
                writer.add(REFUSED_ROWS, *where, {"rows": encode_refused(refused)})
            whole = replace(named, clues=count, refused=len(refused))
            writer.add(LIST, list_id, unit, {TOLD: encode_list(whole)})
            written = writer.write()
            CLUES.write(connection, ids, written)
            LISTS.write(connection, [list_id], written)
            return _get_list(connection, list_id)

    def lists(self, round: str = "") -> tuple[DepartmentList, ...]:
        """Those of a round ("": of all), the newest first, the withdrawn ones too."""
        where, values = (" WHERE round = ?", (round,)) if round else ("", ())
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"{_LISTS}{where} ORDER BY at DESC, id DESC", values).all()
        return tuple(read_list(row) for row in rows)

    def get_list(self, list_id: str) -> DepartmentList:
        """Raises FfpError `list.unknown`."""
        with self._database.read() as connection:
            return _get_list(connection, list_id)

    def find_lists(self, ending: str) -> Sequence[str]:
        """Ids that end so, two at most."""
        return self._ending("department_list", ending)

    def same_list(self, digest: str, kind: str) -> DepartmentList | None:
        """A list that stands and was read as this kind from a file with the same bytes."""
        query = f"{_LISTS} WHERE digest = ? AND kind = ? AND withdrawn = '' LIMIT 1"
        with self._database.read() as connection:
            row = connection.exec_driver_sql(query, (digest, kind)).first()
        return read_list(row) if row and digest else None

    def refused(self, list_id: str) -> tuple[RefusedRow, ...]:
        """The rows of a list that are no clues; () where only the list has come."""
        with self._database.read() as connection:
            found = merge(read_revisions(connection, f"{list_id}-{REFUSED_ROWS}"))
        return decode_refused(found.value("rows"))

    def withdraw(self, list_id: str, reason: str, operator: str, at: str) -> DepartmentList:
        """Takes a list back; its clues stay, and those without an answer wait for none. Raises FfpError
        `list.unknown`, `list.withdrawn`."""
        with self._database.write() as connection:
            known = _get_list(connection, list_id)
            if known.withdrawn:
                raise FfpError("list.withdrawn", "这份名单已经撤回过了。没有变动。")
            writer = FeedWriter(connection, self._device_id, operator, at)
            heads = merge(read_revisions(connection, list_id)).heads
            writer.add(LIST, list_id, known.unit, {WITHDRAWN: {"reason": reason}}, heads, reason)
            LISTS.write(connection, [list_id], writer.write())
            return _get_list(connection, list_id)

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
        return self._ending("clue", ending)

    def find(self, wanted: ClueFilter) -> FoundClues:
        return find_clues(self._database, wanted)

    def count(self, wanted: ClueFilter) -> ClueCounts:
        with self._database.read() as connection:
            return count_clues(connection, wanted)

    def of_household(self, household: str) -> tuple[Clue, ...]:
        """All clues on a household, and on those that were merged into it."""
        where = " WHERE c.household IN (SELECT ?1 UNION SELECT id FROM household WHERE gone_into = ?1)"
        with self._database.read() as connection:
            return read_clues(connection, where, (household,))

    def of_people(self, members: Iterable[str], person_keys: Iterable[str]) -> tuple[Clue, ...]:
        """Those on any of these people, by id or number, in whatever household."""
        where = f" WHERE c.person_key {AMONG} OR (c.household <> '' AND c.member {AMONG})"
        values = (json.dumps([key for key in person_keys if key]), json.dumps([one for one in members if one]))
        with self._database.read() as connection:
            return read_clues(connection, where, values)

    def answered_by(self, survey: str) -> tuple[Clue, ...]:
        """Those whose answer rests on a survey."""
        with self._database.read() as connection:
            return read_clues(connection, " WHERE c.survey = ?", (survey,)) if survey else ()

    # ---- changing

    def match(self, matches: Mapping[str, Match], operator: str, at: str, reason: str = "") -> None:
        """Says whom clues are about."""
        with self._database.write() as connection:
            self._set(connection, {c: {MATCH: encode_match(m)} for c, m in matches.items()}, operator, at, reason)

    def answer(self, answers: Mapping[str, Answer | None], operator: str, at: str, reason: str = "") -> None:
        """Says what was found; None opens a clue again. What stood in conflict is settled by that."""
        sets = {clue: {ANSWER: encode_answer(answer) if answer else None} for clue, answer in answers.items()}
        with self._database.write() as connection:
            self._set(connection, sets, operator, at, reason)

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

    def _ending(self, table: str, ending: str) -> Sequence[str]:
        plain = "".join(letter for letter in ending if letter.isalnum())
        query = f"SELECT id FROM {table} WHERE id GLOB ? ORDER BY id LIMIT 2"
        with self._database.read() as connection:
            return connection.exec_driver_sql(query, (f"*{plain}",)).scalars().all() if plain else ()


def _add_clue(writer: FeedWriter, new: NewClue, of_list: DepartmentList, unit: str) -> str:
    """Its id."""
    clue = new_id()
    sets: dict[str, Any] = {TOLD: encode_told(new.told, of_list), MATCH: encode_match(new.match)}
    if new.answer is not None:
        sets[ANSWER] = encode_answer(new.answer)
    writer.add(CLUE, clue, feed_village(new.village or new.told.village, unit), sets)
    return clue


def _village_of(revisions: Sequence[Revision], state: DocumentState) -> str:
    """The feed a clue stands in."""
    told = state.units[TOLD].revisions[0]
    return next(revision.village for revision in revisions if revision.hash == told)


def _get_list(connection: "Connection", list_id: str) -> DepartmentList:
    row = connection.exec_driver_sql(f"{_LISTS} WHERE id = ?", (list_id,)).first()
    if row is None:
        raise FfpError("list.unknown", "没有找到这份名单。请在名单清单里重新选。")
    return read_list(row)
