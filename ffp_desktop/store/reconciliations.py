"""What was settled of the differences between 机, 账 and 实: documents in the journal, listed from a derived table.

API (class `Reconciliations`, each method one transaction): settle(settlements, operator, at)
    withdraw(ids, operator, at)      list() -> {id: Settlement}
    reading() holds everything still
    .exports is `system_exports.SystemExports`, .finished is `finished_surveys.FinishedSurveys`: what is compared
`RECONCILIATIONS` is the derived table.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ffp_desktop.domain.reconciliation.settlement import KIND, SETTLED, Settlement, decode_settlement, encode_settlement
from ffp_desktop.domain.revisions import Revision, canonical_json, merge
from ffp_desktop.store.document_table import DocumentTable, Line
from ffp_desktop.store.finished_surveys import FinishedSurveys
from ffp_desktop.store.journal import append_revision, read_many
from ffp_desktop.store.system_exports import SystemExports

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_COLUMNS = ("id", "village", "told", "author", "at", "conflicts")


def _derive(document: str, revisions: Sequence[Revision]) -> Line | None:
    """None while nothing has been settled, or when it was taken back."""
    state = merge(revisions)
    told = state.value(SETTLED)
    if told is None:
        return None
    last = next(one for one in revisions if one.hash == state.units[SETTLED].revisions[0])
    return (document, last.village, canonical_json(told), last.author_name, last.at, len(state.conflicts))


RECONCILIATIONS = DocumentTable(KIND, "reconciliation", _COLUMNS, _derive)


class Reconciliations:
    """The settlements of this vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id
        self.exports = SystemExports(database)
        self.finished = FinishedSurveys(database)

    def reading(self) -> AbstractContextManager[None]:
        """Everything read inside the block is as of one moment."""
        return self._database.together(is_reading=True)

    def settle(self, settlements: Iterable[Settlement], operator: str, at: str) -> None:
        """Writes each as a revision in its village's feed."""
        wanted = [(one.id, one.village, canonical_json(encode_settlement(one)), one.reason) for one in settlements]
        self._append(wanted, operator, at)

    def withdraw(self, ids: Iterable[str], operator: str, at: str) -> None:
        """Takes settlements back: what they settled is open again."""
        known = self.list()
        self._append([(id, known[id].village, "null", "") for id in ids if id in known], operator, at)

    def list(self) -> dict[str, Settlement]:
        query = f"SELECT {', '.join(_COLUMNS)} FROM reconciliation"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query).all()
        return {row[0]: decode_settlement(row[0], json.loads(row[2]), row[1], row[3], row[4], row[5]) for row in rows}

    def _append(self, wanted: Sequence[tuple[str, str, str, str]], operator: str, at: str) -> None:
        with self._database.write() as connection:
            known = read_many(connection, [document for document, *_ in wanted])
            for document, village, told, reason in wanted:
                heads = merge(known.get(document, ())).heads
                place = (KIND, document, village, heads)
                append_revision(connection, self._device_id, *place, {SETTLED: told}, operator, at, reason)
            RECONCILIATIONS.write(connection, [document for document, *_ in wanted])
