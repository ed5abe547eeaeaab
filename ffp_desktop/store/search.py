"""Finds surveys by any part of a word, and by state, village and the like, in the table of grams (see `grams`).

API, all inside an open transaction: `note_survey(connection, survey, words=None)` after any write to a survey,
`NewSurveys(connection)` for many new ones, `is_noted(…)`; `GramReader(connection)`: `.find(SurveyFilter)` and
`.facet(name, beginning="")` give sets, `.count_by(…)` numbers; `check_grams(connection)`, `write_grams(connection)`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.store.grams import (
    BEGINS,
    BLOCK,
    EMPTY,
    LONGEST,
    bits_of,
    decode_set,
    encode_set,
    facet,
    facets_of,
    flags_of,
    grams_of,
    join_sets,
    pack_set,
    plain_word,
    rows_in,
    widen_set,
)
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STORED = (
    "SELECT s.row, f.words, f.facets, s.number, s.round, s.village, s.state, s.operator,"
    " coalesce(l.errors, 0) + coalesce(l.warnings, 0) FROM survey AS s"
    " LEFT JOIN survey_search AS f ON f.row = s.row LEFT JOIN survey_line AS l ON l.survey = s.id WHERE s.id = ?"
)
_WRITE = "INSERT OR REPLACE INTO survey_gram (block, gram, surveys) VALUES (?, ?, ?)"
_NOTE = "INSERT OR REPLACE INTO survey_search (row, words, facets) VALUES (?, ?, ?)"
_SETS = (
    "SELECT g.gram, g.block, g.surveys FROM json_each(?) AS b CROSS JOIN json_each(?) AS w"
    " CROSS JOIN survey_gram AS g ON g.block = b.value AND g.gram = w.value"
)
_HOLD = "SELECT f.row FROM json_each(?) AS w CROSS JOIN survey_search AS f ON f.row = w.value WHERE instr(words, ?)"
_RANGE = (
    "SELECT g.gram, g.block, g.surveys FROM json_each(?) AS b CROSS JOIN survey_gram AS g"
    " ON g.block = b.value AND g.gram >= ? AND g.gram < ?"
)


# ---- writing


def note_survey(connection: "Connection", survey: str, words: str | None = None) -> None:
    """Brings the grams of a survey up to date with its row and line, and with `words` unless they are None."""
    found = connection.exec_driver_sql(_STORED, (survey,)).one()
    row, known_words, known_facets, *place, findings = found
    wanted_words = words if words is not None else known_words or ""
    facets = facets_of(*place, has_findings=findings > 0)
    if (known_words, known_facets) == (wanted_words, facets):
        return
    _flip(connection, row, grams_of(known_words or "", known_facets or "") ^ grams_of(wanted_words, facets))
    connection.exec_driver_sql(_NOTE, (row, wanted_words, facets))


def is_noted(connection: "Connection", survey: str, words: str) -> bool:
    """Whether the words and facets that are kept for a survey are these words and what its row and line say."""
    _row, known_words, known_facets, *place, findings = connection.exec_driver_sql(_STORED, (survey,)).one()
    return (known_words, known_facets) == (words, facets_of(*place, has_findings=findings > 0))


class NewSurveys:
    """Gathers new surveys, by rising row, and writes their grams block by block; `write` writes what is left."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._texts: list[tuple[int, str, str]] = []
        self._sets: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._block = 0

    def add(self, row: int, words: str, facets: str) -> None:
        """A survey that stands under no gram yet."""
        block, number = divmod(row, BLOCK)
        if block != self._block:
            self.write()
            self._block = block
        self._texts.append((row, words, facets))
        two_bytes = number.to_bytes(2, "little")
        for gram in grams_of(words, facets):
            self._sets[gram] += two_bytes

    def write(self) -> None:
        """Puts all that was gathered into the tables."""
        asked = (json.dumps([self._block]), json.dumps([*self._sets]))
        known = {row[0]: row[2] for row in self._connection.exec_driver_sql(_SETS, asked)}
        sets = []
        for gram, numbers in sorted(self._sets.items()):
            added = bytes(numbers)
            sets.append((self._block, gram, join_sets(known[gram], added) if gram in known else pack_set(added)))
        if sets:
            self._connection.exec_driver_sql(_WRITE, sets)
            self._connection.exec_driver_sql(_NOTE, self._texts)
        self._texts, self._sets = [], defaultdict(bytearray)


def _flip(connection: "Connection", row: int, grams: Collection[str]) -> None:
    """Puts a survey under grams, or takes it away where it stood under them."""
    block, number = divmod(row, BLOCK)
    asked = (json.dumps([block]), json.dumps([*grams]))
    known = {row[0]: {*decode_set(row[2])} for row in connection.exec_driver_sql(_SETS, asked)}
    sets = {gram: known.get(gram, set()) ^ {number} for gram in grams}
    kept = [(block, gram, encode_set(numbers)) for gram, numbers in sorted(sets.items()) if numbers]
    gone = [(block, gram) for gram, numbers in sets.items() if not numbers]
    if kept:
        connection.exec_driver_sql(_WRITE, kept)
    if gone:
        connection.exec_driver_sql("DELETE FROM survey_gram WHERE block = ? AND gram = ?", gone)


def check_grams(connection: "Connection") -> Iterator[tuple[int, str]]:
    """Block and gram of each set that is not what the kept words and facets say."""
    for block in _all_blocks(connection):
        expected, known = _expected_sets(connection, block), _known_sets(connection, block)
        yield from ((block, gram) for gram in expected.keys() | known.keys() if expected.get(gram) != known.get(gram))


def write_grams(connection: "Connection") -> None:
    """Makes every set what the kept words and facets say."""
    for block in _all_blocks(connection):
        expected, known = _expected_sets(connection, block), _known_sets(connection, block)
        gone = [(block, gram) for gram in known.keys() - expected.keys()]
        changed = [(block, gram, blob) for gram, blob in expected.items() if known.get(gram) != blob]
        if gone:
            connection.exec_driver_sql("DELETE FROM survey_gram WHERE block = ? AND gram = ?", gone)
        if changed:
            connection.exec_driver_sql(_WRITE, changed)


def _all_blocks(connection: "Connection") -> Sequence[int]:
    highest = connection.exec_driver_sql("SELECT coalesce(max(block), 0) FROM survey_gram").scalar_one()
    return range(max(int(highest), _last_row(connection) // BLOCK) + 1)


def _expected_sets(connection: "Connection", block: int) -> dict[str, bytes]:
    sets: dict[str, list[int]] = {}
    asked = "SELECT row, words, facets FROM survey_search WHERE row >= ? AND row < ?"
    for row, words, facets in connection.exec_driver_sql(asked, (block * BLOCK, (block + 1) * BLOCK)):
        for gram in grams_of(words, facets):
            sets.setdefault(gram, []).append(row % BLOCK)
    return {gram: encode_set(numbers) for gram, numbers in sets.items()}


def _known_sets(connection: "Connection", block: int) -> dict[str, bytes]:
    asked = "SELECT gram, surveys FROM survey_gram WHERE block = ?"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, (block,))}


# ---- reading


class GramReader:
    """Sets of surveys as whole numbers: bit n is the survey whose `row` is n. Good within one transaction."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._last_row = _last_row(connection)
        self._blocks = json.dumps([*range(self._last_row // BLOCK + 1)])

    def find(self, wanted: SurveyFilter, with_state: bool = True) -> int:
        """The surveys that a filter leaves."""
        facets = [("round", wanted.round), ("operator", wanted.operator)]
        facets += [("state", wanted.state.value)] if with_state and wanted.state is not None else []
        exact = [facet(name, value) for name, value in facets if value]
        bits = self._under_all([*exact, *([facet("findings", "")] if wanted.with_findings else [])])
        if wanted.village:
            of_place = 0
            for found in self.facet("village", wanted.village).values():
                of_place |= found
            bits &= of_place
        for word in sorted({*plain_word(wanted.text).split()}, key=len, reverse=True):
            bits = self._with_word(word, bits)
        return bits

    def facet(self, name: str, beginning: str = "") -> dict[str, int]:
        """The sets of a facet by its values, those that begin so."""
        return {gram.partition(" ")[2]: bits for gram, bits in _join(self._facet_rows(name, beginning)).items()}

    def count_by(self, name: str, beginning: str, parts: Sequence[int]) -> dict[str, list[int]]:
        """How many surveys each value of a facet has in each of some sets that have nothing in common."""
        place = 0
        for number, bits in enumerate(parts, 1):
            place |= int.from_bytes(flags_of(bits), "little") * number
        places = place.to_bytes(self._last_row + BLOCK, "little")  # which set a survey is in, 0 for none
        counts: dict[str, list[int]] = {}
        for gram, block, blob in self._facet_rows(name, beginning):
            here = places[block * BLOCK : (block + 1) * BLOCK].ljust(BLOCK, b"\x00")
            found = Counter(map(here.__getitem__, decode_set(blob)))
            known = counts.setdefault(gram.partition(" ")[2], [0] * len(parts))
            for number in range(len(parts)):
                known[number] += found[number + 1]
        return counts

    def _facet_rows(self, name: str, beginning: str) -> Sequence[Any]:
        first = facet(name, beginning)
        return self._connection.exec_driver_sql(_RANGE, (self._blocks, first, first + "\U0010ffff")).all()

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
        return _join(self._connection.exec_driver_sql(_SETS, (self._blocks, wanted)).all())


def _join(rows: Iterable[Any]) -> dict[str, int]:
    """One whole number a gram out of its blocks."""
    parts: dict[str, dict[int, bytes]] = {}
    for gram, block, blob in rows:
        parts.setdefault(gram, {})[block] = blob if len(blob) == len(EMPTY) else widen_set(blob)
    return {
        gram: int.from_bytes(b"".join(found.get(block, EMPTY) for block in range(max(found) + 1)), "little")
        for gram, found in parts.items()
    }


def _last_row(connection: "Connection") -> int:
    return int(connection.exec_driver_sql("SELECT coalesce(max(row), 0) FROM survey").scalar_one())
