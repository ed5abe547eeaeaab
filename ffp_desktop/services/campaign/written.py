"""Whether this office has written the quarter's report: noted when the file to write on in is made.

API: `report_written(vault, round) -> ISO time, "" for never`, `note_report(vault, round, at)`.

One document of the office for each round, in its own feed; it holds nothing but who and when.
"""

from typing import TYPE_CHECKING

from ffp_desktop.domain.revisions import canonical_json

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

KIND = "campaign_report"
_UNIT = "written"


def report_written(vault: "OpenVault", round: str) -> str:
    told = vault.journal.units(KIND, _document(vault, round)).get(_UNIT)
    return str(told.get("at", "")) if isinstance(told, dict) else ""


def note_report(vault: "OpenVault", round: str, at: str) -> None:
    document = _document(vault, round)
    with vault.together():
        heads = vault.journal.document(document).heads
        sets = {_UNIT: canonical_json({"at": at})}
        vault.journal.append(KIND, document, vault.unit.code, heads, sets, vault.operator.id, at, "")


def _document(vault: "OpenVault", round: str) -> str:
    return f"{KIND}-{round}-{vault.unit.code}"
