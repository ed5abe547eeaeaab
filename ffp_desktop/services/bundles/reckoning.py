"""对账: one number for all that a vault holds of a region, to compare with another office over the telephone.

API: `reckon(vault, unit="") -> Reckoning`. Two vaults that hold the same revisions have the same digest, in whatever
order they came.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import State
from ffp_desktop.services.surveys import SurveyFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a vault holds of a region: its surveys by state, the documents and revisions behind them, and their digest
    (SHA-256 of the hashes of all revisions)."""

    unit: str
    surveys: int
    by_state: dict[State, int]
    documents: int
    revisions: int
    digest: str


def reckon(vault: "OpenVault", unit: str = "") -> Reckoning:
    """Of the feeds under a region code, "" for all; drafts are nobody's yet and do not count."""
    counts = vault.surveys.count(SurveyFilter(village=unit))
    sealed, documents, revisions = hashlib.sha256(), 0, 0
    for document, hashes in vault.journal.hashes(unit):
        documents, revisions = documents + 1, revisions + len(hashes)
        sealed.update(f"{document} {' '.join(hashes)}\n".encode())
    states = {state: number for state, number in counts.by_state.items() if number}
    return Reckoning(unit, counts.total, states, documents, revisions, sealed.hexdigest())
