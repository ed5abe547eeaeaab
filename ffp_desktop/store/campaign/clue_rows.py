"""How lines of clues are asked for in SQL: the columns, the conditions of a filter, and what an open one is.

API: `CLUES_FROM`, `RESULT`, `OPEN`, `ORDER`; `where_of(filter) -> (SQL, values)`;
`read_clues(connection, where, values, order) -> clues`, `ids_ending(connection, table, ending) -> ids`.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.records import Clue, Result
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.campaign.lines import READ_COLUMNS, read_clue

if TYPE_CHECKING:
    from sqlalchemy import Connection

CLUES_FROM = " FROM clue AS c LEFT JOIN department_list AS l ON l.id = c.list"
_SELECT = f"SELECT {', '.join(f'c.{name}' for name in READ_COLUMNS)}, coalesce(l.withdrawn, ''), r.body"
_TOLD_IN = " JOIN revision AS r ON r.hash = c.told"
RESULT = (
    f"CASE WHEN c.result <> '' THEN c.result WHEN l.withdrawn <> '' THEN '{Result.LIST_WITHDRAWN.value}'"
    f" ELSE '{Result.OPEN.value}' END"
)
OPEN = "(c.result = '' AND coalesce(l.withdrawn, '') = '')"
ORDER = " ORDER BY c.date, c.list, c.sheet_row, c.part, c.id"
AMONG = "IN (SELECT value FROM json_each(?))"


def where_of(wanted: ClueFilter) -> tuple[str, tuple[str, ...]]:
    """The condition with its WHERE, "" for all; what only other parts of the filter say is asked in Python."""
    parts: list[str] = []
    values: list[str] = []
    for column in ("round", "list", "department", "household"):
        if getattr(wanted, column):
            parts.append(f"c.{column} <> '' AND c.{column} = ?")
            values.append(getattr(wanted, column))
    if wanted.kinds:
        parts.append(f"c.kind {AMONG}")
        values.append(json.dumps(wanted.kinds))
    if wanted.village:
        parts.append("c.village >= ? AND c.village < ?")
        values += [wanted.village, f"{wanted.village}:"]  # : follows 9
    if wanted.result:
        parts.append(f"{RESULT} = ?")
        values.append(wanted.result)
    if wanted.answered is not Answered.ALL:
        parts.append(OPEN if wanted.answered is Answered.OPEN else "c.result <> ''")
    if wanted.conflicts:
        parts.append("c.conflicts > 0")
    if wanted.undecided:
        parts.append("c.how = ''")
    for word in wanted.text.split():
        parts.append("(instr(c.name, ?) OR instr(c.id_number, ?) OR instr(c.initials, ?))")
        values += [word, word.upper(), word.lower()]
    return (" WHERE " + " AND ".join(parts) if parts else "", tuple(values))


def read_clues(
    connection: "Connection", where: str, values: Sequence[Any] = (), order: str = ORDER
) -> tuple[Clue, ...]:
    """The clues that the condition leaves, as their lists have them."""
    driver: Any = connection.connection.driver_connection  # bare tuples, without a Row for each
    return tuple(map(read_clue, driver.execute(f"{_SELECT}{CLUES_FROM}{_TOLD_IN}{where}{order}", tuple(values))))


def ids_ending(connection: "Connection", table: str, ending: str) -> Sequence[str]:
    """The ids of a table's lines that end so, two at most."""
    plain = "".join(letter for letter in ending if letter.isalnum())
    query = f"SELECT id FROM {table} WHERE id GLOB ? ORDER BY id LIMIT 2"
    return connection.exec_driver_sql(query, (f"*{plain}",)).scalars().all() if plain else ()
