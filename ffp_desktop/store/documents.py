"""A revision of a document that has one line in a derived table, and that line after it.

API: `append_document(connection, table, device, document, village, sets, operator, at, reason="")`, inside an open
transaction. `sets` are JSON values by unit; the revision knows all there is of the document.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import Revision, canonical_json, merge
from ffp_desktop.store.journal import append_revision, read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.document_table import DocumentTable


def append_document(
    connection: "Connection",
    table: "DocumentTable",
    device: str,
    document: str,
    village: str,
    sets: Mapping[str, Any],
    operator: str,
    at: str,
    reason: str = "",
) -> Revision:
    """The revision that was added."""
    heads = merge(read_revisions(connection, document)).heads
    texts = {unit: canonical_json(value) for unit, value in sets.items()}
    place = (table.kind, document, village, heads)
    revision = append_revision(connection, device, *place, texts, operator, at, reason)
    table.write(connection, [document], {revision.hash: revision})
    return revision
