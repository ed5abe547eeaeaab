"""The header of a survey: what it is called and where it belongs, and its row in the derived table.

API: `HEADER` its names, `make_header(…) -> dict`, `write_header(connection, survey, header, …)`, `last_running(…)`,
`new_id()`.
"""

from secrets import token_hex
from time import time_ns
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.survey import State
from ffp_desktop.store.households import write_household

if TYPE_CHECKING:
    from sqlalchemy import Connection

HEADER = ("number", "household", "round", "form", "village", "running", "created_by", "created_at")
"""What a survey's header holds, in the draft's first row and in the first revision."""


def last_running(connection: "Connection", round: str, village: str) -> int:
    """The last number given in a village in a round, 0 before the first."""
    asked = "SELECT coalesce(max(running), 0) FROM survey WHERE round = ? AND village = ?"
    return int(connection.exec_driver_sql(asked, (round, village)).scalar_one())


def make_header(
    household: str, round: str, form: str, village: str, running: int, operator: str, at: str
) -> dict[str, Any]:
    """The header of a new survey. Its number counts within village and round; no household means a new one."""
    number = f"{village}-{round}-{running:04d}"
    values = (number, household or new_id(), round, form, village, running, operator, at)
    return dict(zip(HEADER, values, strict=True))


def write_header(
    connection: "Connection", survey: str, header: dict[str, Any], state: State, touched_at: str, operator: str
) -> None:
    """The line of a survey as its header has it, and of its household; inside an open transaction."""
    row = (survey, *(header[name] for name in HEADER), state.value, touched_at, operator)
    names = ", ".join(("id", *HEADER, "state", "touched_at", "operator"))
    connection.exec_driver_sql(f"INSERT INTO survey ({names}) VALUES ({', '.join('?' * len(row))})", row)
    write_household(connection, header["household"])


def new_id() -> str:
    """32 hex digits that grow with time, so that new rows lie together on the disk; 80 bits of chance."""
    return f"{time_ns() // 1_000_000:012x}{token_hex(10)}"
