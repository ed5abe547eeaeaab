"""Many revisions at the ends of this device's feeds, numbered and chained in memory and written together.

API: `FeedWriter(connection, device, operator, at)`: add(kind, document, village, sets, parents=(), reason="", form="")
-> Revision, whose `sets` are JSON values by unit · write() -> {hash: Revision}, what was written; all inside one open
transaction in which nobody else appends. Nothing is in the journal before `write`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import Revision
from ffp_desktop.domain.unit_texts import UnitTexts

if TYPE_CHECKING:
    from sqlalchemy import Connection

_INSERT = "INSERT INTO revision (hash, kind, document, device, village, number, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
_HEAD = "SELECT number, hash FROM revision WHERE device = ? AND village = ? ORDER BY number DESC LIMIT 1"


class FeedWriter:
    """The revisions of one operator at one time."""

    def __init__(self, connection: "Connection", device: str, operator: str, at: str) -> None:
        self._connection = connection
        self._device = device
        self._operator = operator
        self._at = at
        asked = "SELECT name FROM operator WHERE id = ?"
        self._operator_name: str = connection.exec_driver_sql(asked, (operator,)).scalar() or ""
        self._heads: dict[str, tuple[int, str]] = {}
        self._new: list[Revision] = []

    def add(
        self,
        kind: str,
        document: str,
        village: str,
        sets: Mapping[str, Any],
        parents: Sequence[str] = (),
        reason: str = "",
        form: str = "",
    ) -> Revision:
        """One more at the end of the village's feed. Raises ValueError for a value that has no canonical JSON."""
        number, previous = self._heads.get(village) or self._head(village)
        revision = Revision(
            document_kind=kind,
            document_id=document,
            device=self._device,
            village=village,
            number=number + 1,
            previous=previous,
            parents=tuple(sorted(set(parents))),
            sets=UnitTexts(sets),
            author=self._operator,
            author_name=self._operator_name,
            at=self._at,
            reason=reason,
            form=form,
        )
        self._heads[village] = (revision.number, revision.hash)
        self._new.append(revision)
        return revision

    def write(self) -> dict[str, Revision]:
        """Puts what was added into the journal."""
        rows = [
            (one.hash, one.document_kind, one.document_id, one.device, one.village, one.number, one.body)
            for one in self._new
        ]
        if rows:
            self._connection.exec_driver_sql(_INSERT, rows)
        written = {one.hash: one for one in self._new}
        self._new = []
        return written

    def _head(self, village: str) -> tuple[int, str]:
        found = self._connection.exec_driver_sql(_HEAD, (self._device, village)).first()
        return (found[0], found[1]) if found else (0, "")
