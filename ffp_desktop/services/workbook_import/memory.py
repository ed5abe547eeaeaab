"""Remembered column mappings: a header seen before is mapped as it was then.

The vault keeps them (`OpenVault.imports`); a name of a column may tell of a person, so it is only a fingerprint.
"""

import json
from typing import Any, Protocol

from ffp_desktop.domain.table.header import REASON
from ffp_desktop.domain.table.mapping import Mapping, Target
from ffp_desktop.domain.table.synonyms import PASSED_OVER

_NAME = "mapping:"


class Notes(Protocol):
    """Named texts that the vault keeps."""

    def recall(self, name: str) -> str: ...
    def keep(self, name: str, text: str) -> None: ...


class MappingMemory:
    """Mappings by the fingerprint of their header. `name` keeps those of another kind of table apart."""

    def __init__(self, notes: Notes, known_items: frozenset[str], name: str = _NAME) -> None:
        self._notes = notes
        self._known = known_items
        self._name = name

    def recall(self, mapping: Mapping) -> Mapping:
        """The mapping as a person left it the last time, else as it is."""
        text = self._notes.recall(self._name + mapping.header.fingerprint)
        if not text:
            return mapping
        known = iter([self._decode(entry) for entry in json.loads(text)])
        targets = [
            Target(PASSED_OVER) if words == (REASON,) else next(known, Target()) for words in mapping.header.columns
        ]
        return Mapping(mapping.header, tuple(targets))

    def remember(self, mapping: Mapping) -> None:
        own = [
            target for target, words in zip(mapping.targets, mapping.header.columns, strict=True) if words != (REASON,)
        ]
        entries = [[target.item, target.block, target.scale] for target in own]
        self._notes.keep(self._name + mapping.header.fingerprint, json.dumps(entries))

    def _decode(self, entry: list[Any]) -> Target:
        item, block, scale = entry
        is_known = item.startswith("@") or item in self._known
        return Target(item, block, scale) if is_known else Target()
