"""Finds surveys by any part of a word, and by state, village and the like, in the table of grams (see `grams`).

API: `GramReader(connection)`, inside an open transaction: `.find(SurveyFilter)` and `.facet(name, beginning="")` give
sets of surveys as whole numbers, `.count_by(…)` numbers.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.store.grams import (
    BEGINS,
    BLOCK,
    EMPTY,
    LONGEST,
    bits_of,
    day_ranges,
    decode_set,
    facet,
    flags_of,
    grams_of,
    plain_word,
    rows_in,
    widen_set,
)
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EXACT = ("round", "operator", "kind", "found", "measure", "risk")
SETS = (
    "SELECT g.gram, g.block, g.surveys FROM json_each(?) AS b CROSS JOIN json_each(?) AS w"
    " CROSS JOIN survey_gram AS g ON g.block = b.value AND g.gram = w.value"
)
_UNSETTLED = "SELECT row, f.words, f.facets FROM survey_unsettled CROSS JOIN survey_search AS f USING (row)"
_HOLD = "SELECT f.row FROM json_each(?) AS w CROSS JOIN survey_search AS f ON f.row = w.value WHERE instr(words, ?)"
_RANGE = (
    "SELECT g.gram, g.block, g.surveys FROM json_each(?) AS b CROSS JOIN survey_gram AS g"
    " ON g.block = b.value AND g.gram >= ? AND g.gram < ?"
)


class GramReader:
    """Sets of surveys as whole numbers: bit n is the survey whose `row` is n. Good within one transaction."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._last_row = find_last_row(connection)
        self._blocks = json.dumps([*range(self._last_row // BLOCK + 1)])
        rows = connection.exec_driver_sql(_UNSETTLED).all()
        self._fresh = [(1 << row, grams_of(words, facets)) for row, words, facets in rows]
        self._settled = ~sum(bit for bit, _grams in self._fresh)

    def find(self, wanted: SurveyFilter, with_state: bool = True) -> int:
        """The surveys that a filter leaves."""
        facets = [(name, getattr(wanted, name)) for name in _EXACT]
        facets += [("state", wanted.state)] if with_state and wanted.state is not None else []
        if wanted.findings is not None and wanted.findings is not FindingsWanted.ANY:
            facets.append(("findings", wanted.findings))
        bits = self._under_all([facet(name, value) for name, value in facets if value])
        if wanted.findings is FindingsWanted.ANY:
            bits &= ~self._under_all([facet("findings", FindingsWanted.NONE)])
        for name, days in (("touched", wanted.touched), ("visited", wanted.visited)):
            bits &= self._within(name, *days) if any(days) else bits
        if wanted.ids:
            bits &= self._these(wanted.ids)
        if wanted.village:
            bits &= self._in_place(wanted.village)
        for word in sorted({*plain_word(wanted.text).split()}, key=len, reverse=True):
            here = bits
            bits = self._with_word(word, here)
            for place in [code for name, code in wanted.places if name == word]:
                bits |= here & self._in_place(place)
        return bits

    def facet(self, name: str, beginning: str = "") -> dict[str, int]:
        """The sets of a facet by its values, those that begin so."""
        first = facet(name, beginning)
        sets = self._between(first, first + "\U0010ffff")
        return {gram.partition(" ")[2]: bits for gram, bits in sets.items()}

    def count_by(self, name: str, beginning: str, parts: Sequence[int]) -> dict[str, list[int]]:
        """How many surveys each value of a facet has in each of some sets that have nothing in common."""
        place = 0
        for number, bits in enumerate(parts, 1):
            place |= int.from_bytes(flags_of(bits & self._settled), "little") * number
        places = place.to_bytes(self._last_row + BLOCK, "little")  # which set a survey is in, 0 for none
        counts: dict[str, list[int]] = {}
        first = facet(name, beginning)
        last = first + "\U0010ffff"
        for gram in self._fresh_between(first, last):
            here_too = [(self._freshen({}, [gram])[gram] & bits).bit_count() for bits in parts]
            counts[gram.partition(" ")[2]] = here_too
        for gram, block, blob in self._rows_between(first, last):
            here = places[block * BLOCK : (block + 1) * BLOCK].ljust(BLOCK, b"\x00")
            found = Counter(map(here.__getitem__, decode_set(blob)))
            known = counts.setdefault(gram.partition(" ")[2], [0] * len(parts))
            for number in range(len(parts)):
                known[number] += found[number + 1]
        return counts

    def _in_place(self, code: str) -> int:
        bits = 0
        for found in self.facet("village", code).values():
            bits |= found
        return bits

    def _within(self, name: str, first: str, last: str) -> int:
        """The surveys with a day between two days, both included; "" for no end."""
        bits = 0
        for start, end in day_ranges(name, first, last):
            for found in self._between(start, end).values():
                bits |= found
        return bits

    def _these(self, ids: Sequence[str]) -> int:
        asked = "SELECT s.row FROM json_each(?) AS w CROSS JOIN survey AS s ON s.id = w.value"
        return bits_of(self._connection.exec_driver_sql(asked, (json.dumps(ids),)).scalars())

    def _between(self, first: str, last: str) -> dict[str, int]:
        """The sets of the grams from `first` to before `last`."""
        return self._freshen(_join(self._rows_between(first, last)), self._fresh_between(first, last))

    def _rows_between(self, first: str, last: str) -> Sequence[Any]:
        return self._connection.exec_driver_sql(_RANGE, (self._blocks, first, last)).all()

    def _fresh_between(self, first: str, last: str) -> set[str]:
        return {gram for _bit, grams in self._fresh for gram in grams if first <= gram < last}

    def _freshen(self, sets: dict[str, int], grams: Iterable[str]) -> dict[str, int]:
        """The sets with the surveys that are not settled put where they belong now."""
        if not self._fresh:
            return sets
        fresh = {gram: sum(bit for bit, has in self._fresh if gram in has) for gram in {*sets, *grams}}
        return {gram: sets.get(gram, 0) & self._settled | bits for gram, bits in fresh.items()}

    def _with_word(self, word: str, within: int) -> int:
        """Those of some surveys that have a word which holds this text. One longer than a gram is looked for among
        those with its pieces; what a survey is found by is read only where its beginning does not already say so."""
        if len(word) <= LONGEST:
            return within & self._under_all([word])
        if word.count("-") > 1:
            return within & self._under_all([facet("number", word)])
        pieces = [word[start : start + LONGEST] for start in range(len(word) - LONGEST + 1)]
        sets = self._read([*pieces, BEGINS + word])
        candidates = within
        for piece in pieces:
            candidates &= sets.get(piece, 0)
        known = candidates & sets.get(BEGINS + word, 0)
        unsure = [*rows_in(candidates & ~known)]
        if not unsure:
            return known
        rows = self._connection.exec_driver_sql(_HOLD, (json.dumps(unsure), word)).scalars().all()
        return known | bits_of(rows)

    def _under_all(self, grams: Sequence[str]) -> int:
        """The surveys that stand under every one of the grams; all of them for none."""
        bits = (1 << self._last_row + 1) - 1 & ~1
        sets = self._read(grams) if grams else {}
        for gram in grams:
            bits &= sets.get(gram, 0)
        return bits

    def _read(self, grams: Sequence[str]) -> dict[str, int]:
        wanted = json.dumps(list(dict.fromkeys(grams)))
        return self._freshen(_join(self._connection.exec_driver_sql(SETS, (self._blocks, wanted)).all()), grams)


def _join(rows: Iterable[Any]) -> dict[str, int]:
    """One whole number a gram out of its blocks."""
    parts: dict[str, dict[int, bytes]] = {}
    for gram, block, blob in rows:
        parts.setdefault(gram, {})[block] = blob if len(blob) == len(EMPTY) else widen_set(blob)
    return {
        gram: int.from_bytes(b"".join(found.get(block, EMPTY) for block in range(max(found) + 1)), "little")
        for gram, found in parts.items()
    }


def find_last_row(connection: "Connection") -> int:
    """The highest number of a survey, 0 for none."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(row), 0) FROM survey").scalar_one())
