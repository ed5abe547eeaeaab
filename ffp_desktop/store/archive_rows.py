"""What files of households are made of, read many at once: the round's surveys, and how many attachments they have.

API: `FileRow`, `read_rows(connection, households, round)`, `read_attached(connection, surveys) -> {(survey, kind): n}`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.domain.survey import State

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STANDS = f"s.state <> '{State.WITHDRAWN.value}'"
_ROWS = (
    "SELECT h.id, h.village, coalesce(s.id, ''), coalesce(s.number, ''), coalesce(s.state, ''),"
    " coalesce(s.revision, 0), coalesce(l.head_name, ''), coalesce(l.member_count, 0), m.survey IS NOT NULL"
    " FROM json_each(?1) AS w CROSS JOIN household AS h ON h.id = w.value LEFT JOIN survey AS s ON s.id ="
    f" (SELECT s.id FROM survey AS s WHERE s.household = h.id AND s.round = ?2 AND {_STANDS}"
    " ORDER BY s.created_at DESC, s.id DESC LIMIT 1)"
    " LEFT JOIN survey_line AS l ON l.survey = s.id LEFT JOIN monitored AS m ON m.survey = s.id"
    " WHERE h.gone_into = '' ORDER BY h.village, s.number, h.id"
)
_ATTACHED = (
    "SELECT a.survey, a.kind, count(*) FROM json_each(?) AS w CROSS JOIN attachment AS a ON a.survey = w.value"
    " WHERE a.removed = '' GROUP BY a.survey, a.kind"
)
_KEY = (
    "SELECT coalesce(nullif(h.gone_into, ''), c.household), c.kind FROM clue AS c"
    " LEFT JOIN household AS h ON h.id = c.household LEFT JOIN department_list AS d ON d.id = c.list"
    " WHERE c.round = ?1 AND c.household <> '' AND c.kind IN (SELECT value FROM json_each(?2))"
    " AND c.result NOT IN (SELECT value FROM json_each(?3)) AND coalesce(d.withdrawn, '') = '' ORDER BY c.date, c.kind"
)
_NOBODY = [Result.NOT_FOUND, Result.DEAD, Result.MOVED_AWAY, Result.DUPLICATE, Result.LIST_WITHDRAWN]
"""Answers by which a clue is of nobody who lives here: they need no file."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A household and its survey of the round; `survey` is "" and `state` None while there is none.

    `is_finished` once the survey was 完成; `is_monitored` where 六–八 are asked.
    """

    household: str
    village: str
    survey: str
    number: str
    state: State | None
    is_finished: bool
    head_name: str
    people: int
    is_monitored: bool


def read_rows(connection: "Connection", households: Iterable[str], round: str) -> tuple[FileRow, ...]:
    """By village and survey's number; without households that went into others."""
    found = []
    for row in connection.exec_driver_sql(_ROWS, (json.dumps(list(households)), round)).all():
        household, village, survey, number, state, revision, head_name, people, is_monitored = row
        at = State(state) if state else None
        is_finished = revision > 0 and at is not State.DRAFT
        who = (head_name, people, bool(is_monitored))
        found.append(FileRow(household, village, survey, number, at, is_finished, *who))
    return tuple(found)


def read_attached(connection: "Connection", surveys: Sequence[str]) -> dict[tuple[str, str], int]:
    rows = connection.exec_driver_sql(_ATTACHED, (json.dumps(list(surveys)),)).all()
    return {(survey, kind): count for survey, kind, count in rows}


def read_key_households(connection: "Connection", round: str, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The kinds of each household's clues of a round, those of households that went into it included."""
    found: dict[str, dict[str, None]] = {}
    values = (round, json.dumps(sorted(kinds)), json.dumps(_NOBODY))
    for household, kind in connection.exec_driver_sql(_KEY, values).all():
        found.setdefault(household, {})[kind] = None
    return {household: tuple(own) for household, own in found.items()}
