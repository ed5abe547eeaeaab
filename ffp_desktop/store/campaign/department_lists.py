"""Departments' lists: documents of the office that took them in, listed from a derived table.

API (class `DepartmentLists(database, device_id)`, `vault.clues.lists`; each method is one transaction):
    take_in(list, new clues, refused, unit, operator, at) -> DepartmentList
    all(round="") newest first · get(id) · find_ending(ending) · same(digest, kind) · refused(id)
    withdraw(id, reason, operator, at) -> DepartmentList
"""

from collections.abc import Iterable, Sequence
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
    REFUSED_ROWS,
    TOLD,
    WITHDRAWN,
    DepartmentList,
    NewClue,
    RefusedRow,
    feed_village,
    office_village,
)
from ffp_desktop.domain.revisions import merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.campaign.clue_rows import ids_ending
from ffp_desktop.store.campaign.lines import CLUES, LIST_COLUMNS, LISTS, read_list
from ffp_desktop.store.feed_writer import FeedWriter
from ffp_desktop.store.headers import new_id
from ffp_desktop.store.journal import read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_LISTS = f"SELECT {', '.join(LIST_COLUMNS)} FROM department_list"
_AT_ONCE = 2000  # clues whose rows are in memory before they are written


class DepartmentLists:
    """The lists of one vault, the withdrawn ones too."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

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

    def all(self, round: str = "") -> tuple[DepartmentList, ...]:
        """Those of a round ("": of all), the newest first, the withdrawn ones too."""
        where, values = (" WHERE round = ?", (round,)) if round else ("", ())
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(f"{_LISTS}{where} ORDER BY at DESC, id DESC", values).all()
        return tuple(read_list(row) for row in rows)

    def get(self, list_id: str) -> DepartmentList:
        """Raises FfpError `list.unknown`."""
        with self._database.read() as connection:
            return _get_list(connection, list_id)

    def find_ending(self, ending: str) -> Sequence[str]:
        """Ids that end so, two at most."""
        with self._database.read() as connection:
            return ids_ending(connection, "department_list", ending)

    def same(self, digest: str, kind: str) -> DepartmentList | None:
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


def _add_clue(writer: FeedWriter, new: NewClue, of_list: DepartmentList, unit: str) -> str:
    """Its id."""
    clue = new_id()
    sets: dict[str, Any] = {TOLD: encode_told(new.told, of_list), MATCH: encode_match(new.match)}
    if new.answer is not None:
        sets[ANSWER] = encode_answer(new.answer)
    writer.add(CLUE, clue, feed_village(new.village or new.told.village, unit), sets)
    return clue


def _get_list(connection: "Connection", list_id: str) -> DepartmentList:
    row = connection.exec_driver_sql(f"{_LISTS} WHERE id = ?", (list_id,)).first()
    if row is None:
        raise FfpError("list.unknown", "没有找到这份名单。请在名单清单里重新选。")
    return read_list(row)
