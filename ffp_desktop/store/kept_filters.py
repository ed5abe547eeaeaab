"""The filters that operators keep under a name. They stay in this vault: what is searched for is personal.

API (each method is one transaction): list(operator) -> ((name, query), …) in the order they were first kept ·
keep(operator, name, query) in place of one of that name · forget(operator, name)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database


class KeptFilters:
    """Names and queries (JSON texts), each operator's own."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def list(self, operator: str) -> tuple[tuple[str, str], ...]:
        asked = "SELECT name, query FROM kept_filter WHERE operator = ? ORDER BY position, name"
        with self._database.read() as connection:
            return tuple((row[0], row[1]) for row in connection.exec_driver_sql(asked, (operator,)))

    def keep(self, operator: str, name: str, query: str) -> None:
        statement = (
            "INSERT INTO kept_filter (operator, name, query, position) VALUES (?1, ?2, ?3,"
            " (SELECT coalesce(max(position), 0) + 1 FROM kept_filter WHERE operator = ?1))"
            " ON CONFLICT (operator, name) DO UPDATE SET query = excluded.query"
        )
        with self._database.write() as connection:
            connection.exec_driver_sql(statement, (operator, name, query))

    def forget(self, operator: str, name: str) -> None:
        with self._database.write() as connection:
            connection.exec_driver_sql("DELETE FROM kept_filter WHERE operator = ? AND name = ?", (operator, name))
