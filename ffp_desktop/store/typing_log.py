"""What was ever typed in a period, row by row with who and when, for figures of speed. Only read.

API: written(since, until) -> Iterator[LoggedRow] in the order they were written (ISO times, `until` left out)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ffp_desktop.store.records import LoggedRow

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_COLUMNS = "survey, grp, item, member, value, operator, at"
_TOGETHER = 5000


class TypingLog:
    """All rows of all drafts; they are kept when a revision has taken them up."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def written(self, since: str, until: str) -> Iterator[LoggedRow]:
        """Fetched a few thousand at a time."""
        last = 0
        while True:
            with self._database.read() as connection:
                rows = connection.exec_driver_sql(
                    f"SELECT {_COLUMNS}, id FROM draft WHERE id > ? AND at >= ? AND at < ? ORDER BY id LIMIT ?",
                    (last, since, until, _TOGETHER),
                ).all()
            yield from (LoggedRow(*row[:-1]) for row in rows)
            if len(rows) < _TOGETHER:
                return
            last = rows[-1][-1]
