"""The sets of many surveys' grams, gathered: each survey is put only under the ends of its words, up to four letters
of each; what those begin with follows from them, once for all surveys (see `grams`). Pure: no SQL.

API: `GramSets()`, `.add(number, words, facets)` by rising number, `.packed() -> {gram: set as it is kept}`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ffp_desktop.store.grams import BEGINS, EMPTY, FACET, FEW, LONGEST, ends_of, pack_numbers

Numbers = list[int] | int
"""A set: its numbers, rising, while they are few; else a whole number, bit n for n."""


class GramSets:
    """Gathers the surveys of one block."""

    def __init__(self) -> None:
        self._ends: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, number: int, words: str, facets: str) -> None:
        """A survey with its number in the block, higher than those before."""
        for piece in ends_of(words, facets):
            self._ends[piece].append(number)

    def packed(self) -> dict[str, bytes]:
        """Each gram's set, in no order."""
        return {gram: _pack(numbers) for gram, numbers in _with_beginnings(self._ends).items()}


def _with_beginnings(ends: Mapping[str, list[int]]) -> dict[str, Numbers]:
    """The set of every gram from those of the pieces they begin, the longest first."""
    by_length: defaultdict[int, dict[str, list[Numbers]]] = defaultdict(dict)
    for piece, numbers in ends.items():
        by_length[len(piece)][piece] = [numbers]
    sets: dict[str, Numbers] = {}
    for length in range(max(by_length, default=0), 0, -1):
        shorter = by_length[length - 1]
        for gram, parts in by_length[length].items():
            sets[gram] = parts[0] if len(parts) == 1 else _union(parts)
            if length > _shortest(gram):
                shorter.setdefault(gram[:-1], []).append(sets[gram])
    return sets


def _shortest(gram: str) -> int:
    """The length of the shortest gram that this one begins with: a facet stands for itself."""
    if gram[0] == FACET:
        return len(gram)
    return len(BEGINS) + LONGEST + 1 if gram[0] == BEGINS else 1


def _union(parts: Iterable[Numbers]) -> Numbers:
    bits, few = 0, list[int]()
    for part in parts:
        if isinstance(part, int):
            bits |= part
        else:
            few += part
    if not bits:
        found = sorted(set(few))
        if len(found) <= FEW:
            return found
    page = bytearray(len(EMPTY))
    for number in few:
        page[number >> 3] |= 1 << (number & 7)
    return bits | int.from_bytes(page, "little")


def _pack(numbers: Numbers) -> bytes:
    return numbers.to_bytes(len(EMPTY), "little") if isinstance(numbers, int) else pack_numbers(numbers)
