"""What was taken in of the national system's exports and of ledgers: snapshots of this vault, no documents.

API (each method is one transaction):
    take(ExportCard, households, refusals)      cards(with_withdrawn=False) -> tuple[ExportCard, …] the newest first
    refusals(id) -> ((sheet, row, reason), …)   withdraw(id, reason)
    counted(side) -> the exports that count, each with its villages
    keys(card, villages), in_village(card, village), numbered(card, numbers): the households of one

Of each village the newest export counts, for those that list people and those that list households apart; older ones
are kept.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.sides import Line, ListedHousehold
from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_CARD = (
    *("id", "side", "lists_people", "digest", "as_of", "unit", "at", "operator"),
    *("rows", "taken", "passed", "households", "people", "columns", "villages", "kinds", "withdrawn"),
)
_LISTS = ("columns", "villages", "kinds")
_LINE = "export, number, village, household, keys, kept, people"
_AT_ONCE = 10_000
LINES = "SELECT number, village, household, kept, people FROM system_line WHERE export = ? AND {} ORDER BY +number"
"""Sorted by `+number`, so that the index of villages is searched: in the order of the key it would read every line."""
_AMONG = "IN (SELECT value FROM json_each(?))"
Refusal = tuple[str, int, str]
"""Sheet, row from 0, reason."""


@dataclass(frozen=True, slots=True)
class ExportCard:
    """One file that was taken in. `as_of` is the day it tells of (ISO); `unit` the region it covers whole, "" for none.

    `villages` are those whose households it has, "" among them for households whose village it does not say; `kinds`
    are of households; `rows` = taken + passed + refused.
    """

    id: str
    side: Side
    lists_people: bool
    digest: str
    as_of: str
    unit: str
    at: str
    operator: str
    rows: int
    taken: int
    passed: int
    households: int
    people: int
    columns: tuple[str, ...]
    villages: tuple[str, ...]
    kinds: tuple[str, ...]
    withdrawn: str = ""

    def covers(self, village: str) -> bool:
        """Whether a household of this village that is not in the file is not there at all."""
        return village in self.villages or bool(self.unit and village.startswith(self.unit))

    @property
    def refused(self) -> int:
        return self.rows - self.taken - self.passed


class SystemExports:
    """The files of this vault."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def take(self, card: ExportCard, households: Iterable[ListedHousehold], refusals: Sequence[Refusal]) -> None:
        """Keeps a file, whole."""
        row = [_encode(name, getattr(card, name)) for name in _CARD]
        marks = ", ".join("?" * (len(row) + 1))
        with self._database.write() as connection:
            connection.exec_driver_sql(
                f"INSERT INTO system_export ({', '.join(_CARD)}, refusals) VALUES ({marks})",
                (*row, json.dumps(list(refusals), ensure_ascii=False)),
            )
            lines = [(card.id, number, *_line(one)) for number, one in enumerate(households)]
            if lines:
                connection.exec_driver_sql(f"INSERT INTO system_line ({_LINE}) VALUES (?, ?, ?, ?, ?, ?, ?)", lines)

    def cards(self, *, with_withdrawn: bool = False) -> tuple[ExportCard, ...]:
        where = "" if with_withdrawn else " WHERE withdrawn = ''"
        query = f"SELECT {', '.join(_CARD)} FROM system_export{where} ORDER BY as_of DESC, at DESC, id"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query).all()
        return tuple(
            ExportCard(*(_decode(name, value) for name, value in zip(_CARD, row, strict=True))) for row in rows
        )

    def refusals(self, id: str) -> tuple[Refusal, ...]:
        with self._database.read() as connection:
            text = connection.exec_driver_sql("SELECT refusals FROM system_export WHERE id = ?", (id,)).scalar()
        return tuple((sheet, row, reason) for sheet, row, reason in json.loads(text or "[]"))

    def withdraw(self, id: str, reason: str) -> None:
        """It does not count any more, and stays with the reason. Raises FfpError `compare.export_unknown`."""
        with self._database.write() as connection:
            done = connection.exec_driver_sql(
                "UPDATE system_export SET withdrawn = ? WHERE id = ? AND withdrawn = ''", (reason, id)
            )
            if not done.rowcount:
                raise FfpError("compare.export_unknown", "没有这份导出表，或者已经撤下了。请在清单里重新选。")

    def counted(self, side: Side) -> tuple[tuple[ExportCard, tuple[str, ...]], ...]:
        """The exports that count, the newest first, each with those of its villages for which it does."""
        newer: list[ExportCard] = []
        found = []
        for card in (card for card in self.cards() if card.side is side):
            same = [other for other in newer if other.lists_people is card.lists_people]
            own = [village for village in card.villages if not any(other.covers(village) for other in same)]
            newer.append(card)
            if own:
                found.append((card, tuple(own)))
        return tuple(found)

    def keys(self, card: ExportCard, villages: Iterable[str]) -> Iterator[tuple[int, str, list[str]]]:
        """Each household's number in the export, its village, and its people's keys, the head's first."""
        query = f"SELECT number, village, keys FROM system_line WHERE export = ? AND village {_AMONG}"
        with self._database.read() as connection:
            found = connection.exec_driver_sql(query, (card.id, json.dumps(list(villages))))
            for part in found.partitions(_AT_ONCE):
                yield from ((row[0], row[1], row[2].split()) for row in part)

    def in_village(self, card: ExportCard, village: str) -> Iterator[tuple[int, ListedHousehold]]:
        """The households of one village, with their numbers in the export."""
        return self._read(card, "village = ?", village)

    def numbered(self, card: ExportCard, numbers: Iterable[int]) -> Iterator[tuple[int, ListedHousehold]]:
        return self._read(card, f"number {_AMONG}", json.dumps(list(numbers)))

    def _read(self, card: ExportCard, where: str, asked: str) -> Iterator[tuple[int, ListedHousehold]]:
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(LINES.format(where), (card.id, asked)).all()
        for number, village, household, kept, people in rows:
            lines = [
                Line(place, name, key, bool(head), values, bool(witness))
                for place, (name, key, head, witness, values) in enumerate(json.loads(people))
            ]
            values = json.loads(kept) | ({"village": village} if village else {})
            yield number, ListedHousehold(household, village, values, lines, card.lists_people)


def _line(one: ListedHousehold) -> tuple[str, str, str, str, str]:
    keys = [line.key for line in sorted(one.people, key=lambda line: not line.is_head) if line.key]
    people = [[line.name, line.key, int(line.is_head), int(line.is_witness), dict(line.values)] for line in one.people]
    return (one.village, one.key, " ".join(keys), _json(dict(one.values)), _json(people))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _encode(name: str, value: Any) -> Any:
    if name in _LISTS:
        return json.dumps(list(value))
    return value.value if isinstance(value, Side) else int(value) if isinstance(value, bool) else value


def _decode(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(json.loads(value))
    return Side(value) if name == "side" else bool(value) if name == "lists_people" else value
