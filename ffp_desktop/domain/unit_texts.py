"""What a revision sets, as canonical JSON texts by unit; each is made when it is first asked for. Pure.

API: `UnitTexts(values)` of one that is written, `UnitPieces(pieces)` of one that was read, `value_in(sets, unit)` the
JSON value. Of most units nobody asks, and a body takes all of them in one go.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ffp_desktop.domain.canonical import canonical_json
from ffp_desktop.domain.canonical_bytes import Raw, read_value, text_of


class UnitTexts(Mapping[str, str]):
    """Of JSON values by unit."""

    def __init__(self, json: Mapping[str, Any]) -> None:
        self.json = json
        self._texts: dict[str, str] = {}

    def value(self, unit: str) -> Any:
        return self.json[unit]

    def __getitem__(self, unit: str) -> str:
        if unit not in self._texts:
            self._texts[unit] = canonical_json(self.json[unit])
        return self._texts[unit]

    def __contains__(self, unit: object) -> bool:
        return unit in self.json

    def __iter__(self) -> Iterator[str]:
        return iter(self.json)

    def __len__(self) -> int:
        return len(self.json)


class UnitPieces(Mapping[str, str]):
    """Of pieces of the bytes they were read from."""

    def __init__(self, pieces: Mapping[str, Raw]) -> None:
        self._pieces = pieces

    def value(self, unit: str) -> Any:
        return read_value(self._pieces[unit])

    def __getitem__(self, unit: str) -> str:
        return text_of(self._pieces, unit)

    def __contains__(self, unit: object) -> bool:
        return unit in self._pieces

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


def value_in(sets: Mapping[str, str], unit: str) -> Any:
    """The JSON value that a unit is set to, not to be changed."""
    if type(sets) is UnitPieces or type(sets) is UnitTexts:  # `isinstance` asks the abstract base, and that is slow
        return sets.value(unit)
    return json.loads(sets[unit])
