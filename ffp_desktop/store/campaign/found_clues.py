"""The clues that a filter leaves, as a list that is read page by page and does not shift while one reads it.

API: `find_clues(database, filter) -> FoundClues` (`.total`, `.page(start, count)`, `.position(clue)`, `.ids`),
`count_clues(connection, filter) -> ClueCounts`.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.records import Clue, Result
from ffp_desktop.store.campaign.clue_records import Answered, ClueCounts, ClueFilter
from ffp_desktop.store.campaign.clue_rows import AMONG, CLUES_FROM, ORDER, read_clues, where_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_DONE = tuple(result.value for result in Result if result not in (Result.OPEN, Result.LIST_WITHDRAWN))


class FoundClues:
    """What was found, as of then: which clues and in which order. Their lines are read when a page is."""

    def __init__(self, database: "Database", ids: tuple[str, ...]) -> None:
        self._database = database
        self.ids = ids
        self.total = len(ids)

    def page(self, start: int, count: int = 0) -> tuple[Clue, ...]:
        """The lines from `start` on, at most `count` (0: all), as they are now."""
        wanted = self.ids[start : start + count if count else None]
        with self._database.read() as connection:
            lines = read_clues(connection, f" WHERE c.id {AMONG}", (json.dumps(wanted),), order="")
            found = {clue.id: clue for clue in lines}
        return tuple(found[clue] for clue in wanted if clue in found)

    def position(self, clue: str) -> int:
        """The place of a clue from 0; -1 when it is not here."""
        return self._places.get(clue, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {clue: place for place, clue in enumerate(self.ids)}


def find_clues(database: "Database", wanted: ClueFilter) -> FoundClues:
    """In the order of their lists' dates, and of the rows of each."""
    where, values = where_of(wanted)
    with database.read() as connection:
        driver: Any = connection.connection.driver_connection  # bare tuples, without a Row for each
        rows = driver.execute(f"SELECT c.id{CLUES_FROM}{where}{ORDER}", values).fetchall()
    return FoundClues(database, tuple(clue for (clue,) in rows))


def count_clues(connection: "Connection", wanted: ClueFilter) -> ClueCounts:
    """One look at the clues; what may be chosen is counted from the groups they form."""
    wide = replace(wanted, kinds=(), department="", village="", result="", answered=Answered.ALL)
    where, values = where_of(wide)
    counted = "c.kind, c.department, c.village, c.result, c.list"  # in the order of the index that has them
    query = f"SELECT {counted}, count(*) FROM clue AS c{where} GROUP BY {counted}"
    asked = "SELECT id FROM department_list WHERE withdrawn <> ''"
    withdrawn = frozenset(connection.exec_driver_sql(asked).scalars())
    groups = [_group(row, withdrawn) for row in connection.exec_driver_sql(query, values)]
    whole = list(_matching(groups, wanted))
    return ClueCounts(
        total=sum(group[4] for group in whole),
        open=sum(group[5] for group in whole),
        by_kind=_tally(_matching(groups, replace(wanted, kinds=())), 0),
        by_department=_tally(_matching(groups, replace(wanted, department="")), 1),
        by_village=_tally(_matching(groups, replace(wanted, village="")), 2),
        by_result=_tally(_matching(groups, replace(wanted, result="", answered=Answered.ALL)), 3),
        open_in_village=_tally(_matching(groups, replace(wanted, village="")), 2, counted=5),
    )


def _group(row: Any, withdrawn: frozenset[str]) -> tuple[Any, ...]:
    """Kind, department, village, result in words, how many, and how many of them are open."""
    kind, department, village, result, of_list, count = row
    if result:
        return kind, department, village, result, count, 0
    if of_list in withdrawn:
        return kind, department, village, Result.LIST_WITHDRAWN.value, count, 0
    return kind, department, village, Result.OPEN.value, count, count


def _matching(groups: list[tuple[Any, ...]], wanted: ClueFilter) -> Iterator[tuple[Any, ...]]:
    for group in groups:
        kind, department, village, result = group[:4]
        if (
            (not wanted.kinds or kind in wanted.kinds)
            and wanted.department in ("", department)
            and village.startswith(wanted.village)
            and wanted.result in ("", result)
            and _is_wanted(result, wanted.answered)
        ):
            yield group


def _is_wanted(result: str, answered: Answered) -> bool:
    if answered is Answered.ALL:
        return True
    return result == Result.OPEN if answered is Answered.OPEN else result in _DONE


def _tally(groups: Iterator[tuple[Any, ...]], column: int, counted: int = 4) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in groups:
        if group[counted]:
            found[group[column]] = found.get(group[column], 0) + group[counted]
    return found
