"""How far each list is: how many of its clues are about somebody known, who must be visited, what is answered.

API: `ListProgress`, `read_progress(connection, round) -> {list: ListProgress}`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import How
from ffp_desktop.domain.survey import State

if TYPE_CHECKING:
    from sqlalchemy import Connection

_VISITED = (
    "SELECT household FROM survey WHERE round = ? AND state NOT IN "
    f"('{State.WITHDRAWN}', '{State.DRAFT}', '{State.RETURNED}')"
)
_PROGRESS = f"""
SELECT list, count(*), sum(household <> ''), sum(how = '' AND result = ''), sum(how = '{How.NOT_FOUND}'),
    sum(result = '' AND household <> '' AND household NOT IN ({_VISITED})), sum(result <> '')
FROM clue GROUP BY list
"""


@dataclass(frozen=True, slots=True)
class ListProgress:
    """Of `clues`: `matched` to a household, `undecided` (nobody has said whom they are about), `nobody` (查无此人),
    `to_visit` (open, and the household has no survey in the round), `answered`."""

    clues: int = 0
    matched: int = 0
    undecided: int = 0
    nobody: int = 0
    to_visit: int = 0
    answered: int = 0

    @property
    def open(self) -> int:
        return self.clues - self.answered


def read_progress(connection: "Connection", round: str) -> dict[str, ListProgress]:
    rows = connection.exec_driver_sql(_PROGRESS, (round,)).all()
    return {row[0]: ListProgress(*map(int, row[1:])) for row in rows}
