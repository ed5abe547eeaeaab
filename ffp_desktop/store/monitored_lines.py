"""The lines of surveys in which 六–八 are asked, as `survey_lines` writes them and lists of 监测对象 read them.

API: `INSERT_MONITORED`, `monitored_row(survey, facts)`, `read_facts(columns) -> MonitoredFacts`, `FACTS` (the columns
after the survey), `is_unfilled(connection)` and `note_filled(connection)`: a vault from before the table was there.
"""

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.monitoring.facts import MonitoredFacts

if TYPE_CHECKING:
    from sqlalchemy import Connection

FACTS = tuple(field.name for field in fields(MonitoredFacts))
INSERT_MONITORED = (
    f"INSERT OR REPLACE INTO monitored (survey, {', '.join(FACTS)}) VALUES (?, {', '.join('?' * len(FACTS))})"
)
_SEVERAL = ("risks", "given", "denied", "problems")
_NAME = "monitored"


def monitored_row(survey: str, facts: MonitoredFacts) -> tuple[Any, ...]:
    values = (getattr(facts, name) for name in FACTS)
    return (survey, *("\n".join(value) if isinstance(value, tuple) else value for value in values))


def read_facts(columns: Sequence[Any]) -> MonitoredFacts:
    """The facts of a line's columns, in the order of `FACTS`."""
    told = dict(zip(FACTS, columns, strict=True))
    for name in _SEVERAL:
        told[name] = _several(told[name])
    told["is_new"] = bool(told["is_new"])
    return MonitoredFacts(**told)


def is_unfilled(connection: "Connection") -> bool:
    """Whether the lines of surveys that were there before the table have not been written yet."""
    asked = "SELECT count(*) FROM meta WHERE name = ?"
    return bool(connection.exec_driver_sql(asked, (_NAME,)).scalar_one())


def note_filled(connection: "Connection") -> None:
    connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (_NAME,))


@lru_cache(maxsize=1 << 12)
def _several(text: str) -> tuple[str, ...]:
    """The same few lists come again and again."""
    return tuple(text.split("\n")) if text else ()
