"""What visits need of open clues and of the households they are about: a few columns of many lines.

API: `OpenClue`, `Home`; `read_open(connection, village, round)`, `read_homes(connection, households, round)`,
`read_seen(connection, {clue: (survey, member, person key)}) -> clues`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.survey import State
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.campaign.clue_rows import CLUES_FROM, where_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STANDS = f"s.state <> '{State.WITHDRAWN.value}'"
_VISIT = f"FROM survey AS s WHERE s.household = h.id AND {_STANDS}"
_OPEN = (
    "SELECT c.id, c.kind, c.department, c.round, c.date, c.event_date, substr(c.at, 1, 10), c.village, c.name,"
    " c.person_key, coalesce(nullif(h.gone_into, ''), c.household), c.member"
    f"{CLUES_FROM} LEFT JOIN household AS h ON h.id = c.household"
)
# The household's survey of the round, its last finished one of any, and what its newest says of it.
_HOMES = f"""
SELECT h.id, h.village, coalesce(l.head_name, ''), coalesce(l.natural_village, ''), coalesce(o.id, ''),
    coalesce(o.number, ''), o.state, coalesce(v.id, ''), coalesce(v.number, ''), coalesce(nullif(d.survey_date, ''),
    substr(v.created_at, 1, 10), ''), coalesce(l.phone, '')
FROM json_each(?1) AS w CROSS JOIN household AS h ON h.id = w.value
LEFT JOIN survey AS o ON o.id = (SELECT s.id {_VISIT} AND s.round = ?2 ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
LEFT JOIN survey AS v ON v.id = (SELECT s.id {_VISIT} AND s.revision > 0 ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
LEFT JOIN survey_line AS d ON d.survey = v.id
LEFT JOIN survey_line AS l ON l.survey = (SELECT s.id {_VISIT} ORDER BY s.created_at DESC, s.id DESC LIMIT 1)
"""
_SEEN = """
SELECT w.value ->> 0 FROM json_each(?) AS w WHERE EXISTS (SELECT 1 FROM member AS m WHERE m.survey = w.value ->> 1
    AND (m.member = w.value ->> 2 OR (m.person_key <> '' AND m.person_key = w.value ->> 3)))
"""


@dataclass(frozen=True, slots=True)
class OpenClue:
    """A clue that waits. `date` is its list's, `event_date` that of what it tells, `taken_on` when the list came;
    `household` is the one it is about, or that one was merged into."""

    id: str
    kind: str
    department: str
    round: str
    date: str
    event_date: str
    taken_on: str
    village: str
    name: str
    person_key: str
    household: str
    member: str


@dataclass(frozen=True, slots=True)
class Home:
    """A household as a visit finds it: its survey in the round ("" for none), the last visit that was written up
    (`visit`, "" for none) with its day, and its phone."""

    id: str
    village: str
    head_name: str
    natural_village: str
    survey: str
    number: str
    state: State | None
    visit: str
    visit_number: str
    visited_on: str
    phone: str = ""


def read_open(connection: "Connection", village: str, round: str) -> tuple[OpenClue, ...]:
    """By list's date, then as the lists have them."""
    where, values = where_of(ClueFilter(round=round, village=village, answered=Answered.OPEN))
    order = " ORDER BY c.date, c.list, c.sheet_row, c.part, c.id"
    return tuple(OpenClue(*row) for row in connection.exec_driver_sql(f"{_OPEN}{where}{order}", values))


def read_homes(connection: "Connection", households: Iterable[str], round: str) -> dict[str, Home]:
    """Those of the households that are known, by id."""
    rows = connection.exec_driver_sql(_HOMES, (json.dumps(list(households)), round)).all()
    return {row[0]: _home(row) for row in rows}


def read_seen(connection: "Connection", asked: Mapping[str, tuple[str, str, str]]) -> frozenset[str]:
    """The clues whose person stands on the survey asked for, by id or by number."""
    rows = [[clue, *whom] for clue, whom in asked.items()]
    return frozenset(connection.exec_driver_sql(_SEEN, (json.dumps(rows),)).scalars())


def _home(row: Any) -> Home:
    columns = list(row)
    columns[6] = State(row[6]) if row[6] else None
    return Home(*columns)
