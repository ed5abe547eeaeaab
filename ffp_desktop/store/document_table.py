"""A derived table with one line for each document of a kind, as the journal has it.

API: `DocumentTable(kind, table, columns, derive)`: write(connection, documents, at_hand=None) · rebuild(connection) ·
differing(connection) -> ids. `derive(document, revisions)` gives the line (its values in the order of `columns`, the
id first), or None when the document has none yet. All of it inside an open transaction, and in parts, so that memory
does not grow with the vault.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import Revision
from ffp_desktop.store.journal import read_many
from ffp_desktop.store.sources import in_parts

if TYPE_CHECKING:
    from sqlalchemy import Connection

Line = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """The lines of one kind of document; `columns[0]` is the document's id."""

    kind: str
    table: str
    columns: tuple[str, ...]
    derive: Callable[[str, Sequence[Revision]], Line | None]

    def write(
        self, connection: "Connection", documents: Sequence[str], at_hand: Mapping[str, Revision] | None = None
    ) -> None:
        """The lines of these documents as they are now. Revisions whose hash is in `at_hand` are not read again."""
        marks = ", ".join("?" * len(self.columns))
        insert = f"INSERT OR REPLACE INTO {self.table} ({', '.join(self.columns)}) VALUES ({marks})"
        for part in in_parts(documents):
            lines = self._derive(connection, part, at_hand)
            known = [line for line in lines.values() if line is not None]
            if known:
                connection.exec_driver_sql(insert, known)
            gone = [document for document, line in lines.items() if line is None]
            if gone:
                connection.exec_driver_sql(f"DELETE FROM {self.table} WHERE {self._among}", (json.dumps(gone),))

    def rebuild(self, connection: "Connection") -> None:
        """Every line anew."""
        connection.exec_driver_sql(f"DELETE FROM {self.table}")
        self.write(connection, self._documents(connection))

    def differing(self, connection: "Connection") -> Iterator[str]:
        """The documents whose line is not what the journal says, and lines of no document."""
        documents = self._documents(connection)
        asked = f"SELECT {', '.join(self.columns)} FROM {self.table} WHERE {self._among}"
        for part in in_parts(documents):
            expected = self._derive(connection, part, None)
            known = {row[0]: tuple(row) for row in connection.exec_driver_sql(asked, (json.dumps(list(part)),)).all()}
            yield from (document for document, line in expected.items() if known.get(document) != line)
        lost = (
            f"SELECT {self.columns[0]} FROM {self.table} WHERE {self.columns[0]} NOT IN"
            " (SELECT document FROM revision WHERE kind = ?)"
        )
        yield from connection.exec_driver_sql(lost, (self.kind,)).scalars().all()

    @property
    def _among(self) -> str:
        return f"{self.columns[0]} IN (SELECT value FROM json_each(?))"

    def _derive(
        self, connection: "Connection", documents: Sequence[str], at_hand: Mapping[str, Revision] | None
    ) -> dict[str, Line | None]:
        journal = read_many(connection, documents, at_hand)
        found: dict[str, Line | None] = {}
        for document in documents:
            revisions = [one for one in journal.get(document, ()) if one.document_kind == self.kind]
            found[document] = self.derive(document, revisions) if revisions else None
        return found

    def _documents(self, connection: "Connection") -> Sequence[str]:
        query = "SELECT DISTINCT document FROM revision WHERE kind = ? ORDER BY document"
        return connection.exec_driver_sql(query, (self.kind,)).scalars().all()
