"""The derived tables that have one line for each document of a kind: every one is rebuilt, checked and kept here.

API: `DOCUMENT_TABLES`; `write_documents(connection, touched, at_hand)` after revisions came from elsewhere.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ffp_desktop.domain.revisions import Revision
from ffp_desktop.store.archives import ARCHIVES
from ffp_desktop.store.campaign.lines import CLUES, LISTS
from ffp_desktop.store.document_table import DocumentTable
from ffp_desktop.store.monitoring_lines import MONITORING
from ffp_desktop.store.reconciliations import RECONCILIATIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

DOCUMENT_TABLES: tuple[DocumentTable, ...] = (LISTS, CLUES, MONITORING, ARCHIVES, RECONCILIATIONS)


def write_documents(
    connection: "Connection", touched: Mapping[str, str], at_hand: Mapping[str, Revision] | None = None
) -> None:
    """The lines of the touched documents (their kinds by id); documents of other kinds are passed over."""
    for table in DOCUMENT_TABLES:
        documents = [document for document, kind in touched.items() if kind == table.kind]
        if documents:
            table.write(connection, documents, at_hand)
