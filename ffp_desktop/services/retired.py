"""What was taken off a list that a document holds: nothing is deleted, so who, when and why can be told.

API: `retired_entries(vault, kind, document) -> tuple[Retired, …]`, the latest first.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


@dataclass(frozen=True, slots=True)
class Retired:
    """An entry that is off the list: its unit in the document, its name as it was, and who took it off when and why."""

    unit: str
    name: str
    at: str
    author: str
    reason: str


def retired_entries(vault: "OpenVault", kind: str, document: str) -> tuple[Retired, ...]:
    """Those that are off now; an entry that was put back does not count."""
    standing = vault.journal.units(kind, document)
    names: dict[str, str] = {}
    found: dict[str, Retired] = {}
    for revision in vault.journal.revisions(document):
        for unit, text in revision.sets.items():
            value = json.loads(text)
            if value is not None:
                names[unit] = str(value["name"])
            elif unit not in standing and unit in names:
                found[unit] = Retired(unit, names[unit], revision.at, revision.author_name, revision.reason)
    return tuple(sorted(found.values(), key=lambda entry: entry.at, reverse=True))
