"""Writes what surveys are found by: their words and facets, and the grams they stand under (see `grams`).

API, all inside an open transaction: `note_survey(connection, survey, words=None)` after any write to a survey, and
`settle(connection)` where a moment more does no harm; `NewSurveys(connection)` for many new ones and
`forget_surveys(connection, surveys)` for those that are none any more; `read_noted(…)`, `check_grams(connection)` and
`write_grams(connection)` for a rebuild.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.store.gram_sets import GramSets
from ffp_desktop.store.grams import BLOCK, decode_set, encode_set, facets_of, flip_in_set, grams_of, join_sets
from ffp_desktop.store.search import SETS, find_last_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WAITING = 8  # surveys whose grams may wait: every search looks at each of them
_OF_SURVEY = (
    "s.row, f.words, f.facets, s.number, s.round, s.village, s.state, s.operator, s.touched_at,"
    " coalesce(l.survey_date, ''), coalesce(l.traits, ''), coalesce(l.errors, 0), coalesce(l.warnings, 0),"
    " coalesce(l.confirmed, 0) FROM survey AS s"
    " LEFT JOIN survey_search AS f ON f.row = s.row LEFT JOIN survey_line AS l ON l.survey = s.id WHERE s.id"
)
_STORED = f"SELECT {_OF_SURVEY} = ?"
_STORED_MANY = f"SELECT s.id, {_OF_SURVEY} IN (SELECT value FROM json_each(?))"
_WRITE = "INSERT OR REPLACE INTO survey_gram (block, gram, surveys) VALUES (?, ?, ?)"
_NOTE = "INSERT OR REPLACE INTO survey_search (row, words, facets) VALUES (?, ?, ?)"
_WAIT = "INSERT OR IGNORE INTO survey_unsettled (row, words, facets) VALUES (?, ?, ?)"
_FOUND_BY = (
    "SELECT row, words, facets FROM survey_search WHERE row IN"
    " (SELECT row FROM survey WHERE id IN (SELECT value FROM json_each(?)))"
)
_FORGET = "DELETE FROM survey_search WHERE row IN (SELECT value FROM json_each(?))"
_UNSETTLED = (
    "SELECT row, f.words, f.facets, u.words, u.facets FROM survey_unsettled AS u"
    " CROSS JOIN survey_search AS f USING (row)"
)


def note_survey(connection: "Connection", survey: str, words: str | None = None) -> None:
    """Takes down what a survey is found by now: its row and line, and `words` unless they are None.

    Its grams wait (`survey_unsettled` has the ones it still stands under), so that a commit stays small.
    """
    row, known_words, known_facets, facets = _stored(connection, survey)
    wanted_words = words if words is not None else known_words or ""
    if (known_words, known_facets) == (wanted_words, facets):
        return
    connection.exec_driver_sql(_WAIT, (row, known_words or "", known_facets or ""))
    connection.exec_driver_sql(_NOTE, (row, wanted_words, facets))
    if connection.exec_driver_sql("SELECT count(*) FROM survey_unsettled").scalar_one() > _WAITING:
        settle(connection)


def settle(connection: "Connection") -> None:
    """Puts the surveys that wait under their grams. For when somebody has finished one thing and begins another."""
    for row, words, facets, old_words, old_facets in connection.exec_driver_sql(_UNSETTLED).all():
        _flip(connection, row, grams_of(words, facets) ^ grams_of(old_words, old_facets))
    connection.exec_driver_sql("DELETE FROM survey_unsettled")


def read_noted(connection: "Connection", surveys: Sequence[str]) -> dict[str, tuple[str | None, str | None, str]]:
    """The words and facets that are kept for each survey (None: nothing is), and the facets that its row and line
    say."""
    wanted = json.dumps(list(surveys))
    found = {}
    for survey, _row, words, facets, *said in connection.exec_driver_sql(_STORED_MANY, (wanted,)).all():
        found[survey] = (words, facets, facets_of(said[:5], *said[5:]))
    return found


def forget_surveys(connection: "Connection", surveys: Collection[str]) -> None:
    """Takes surveys away from all they are found by, while they still have their rows."""
    settle(connection)
    gone: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = connection.exec_driver_sql(_FOUND_BY, (json.dumps([*surveys]),)).all()
    for row, words, facets in rows:
        block, number = divmod(row, BLOCK)
        for gram in grams_of(words, facets):
            gone[block][gram].add(number)
    for block, numbers in gone.items():
        known = connection.exec_driver_sql(SETS, (json.dumps([block]), json.dumps([*numbers]))).all()
        left = [(block, gram, encode_set({*decode_set(blob)} - numbers[gram])) for gram, _block, blob in known]
        connection.exec_driver_sql(_WRITE, left)
        connection.exec_driver_sql("DELETE FROM survey_gram WHERE block = ? AND surveys = x''", (block,))
    connection.exec_driver_sql(_FORGET, (json.dumps([row[0] for row in rows]),))


def _stored(connection: "Connection", survey: str) -> tuple[int, str | None, str | None, str]:
    """The survey's number, the words and facets that are kept, and the facets its row and line say."""
    row, words, facets, *said = connection.exec_driver_sql(_STORED, (survey,)).one()
    return row, words, facets, facets_of(said[:5], *said[5:])


class NewSurveys:
    """Gathers new surveys, by rising row, and writes their grams block by block; `write` writes what is left."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._texts: list[tuple[int, str, str]] = []
        self._sets = GramSets()
        self._block = 0

    def add(self, row: int, words: str, facets: str) -> None:
        """A survey that stands under no gram yet."""
        block, number = divmod(row, BLOCK)
        if block != self._block:
            self.write()
            self._block = block
        self._texts.append((row, words, facets))
        self._sets.add(number, words, facets)

    def write(self) -> None:
        """Puts all that was gathered into the tables."""
        if self._texts:
            new = self._sets.packed()
            asked = (json.dumps([self._block]), json.dumps([*new]))
            known = {row[0]: row[2] for row in self._connection.exec_driver_sql(SETS, asked).all()}
            sets = [(self._block, gram, join_sets(known.get(gram, b""), new[gram])) for gram in sorted(new)]
            self._connection.exec_driver_sql(_WRITE, sets)
            self._connection.exec_driver_sql(_NOTE, self._texts)
        self._texts, self._sets = [], GramSets()


def _flip(connection: "Connection", row: int, grams: Collection[str]) -> None:
    """Puts a survey under grams, or takes it away where it stood under them."""
    block, number = divmod(row, BLOCK)
    asked = (json.dumps([block]), json.dumps([*grams]))
    known = {gram: blob for gram, _block, blob in connection.exec_driver_sql(SETS, asked).all()}
    sets = [(block, gram, flip_in_set(known.get(gram, b""), number)) for gram in sorted(grams)]
    gone = [one[:2] for one in sets if not one[2]]
    if sets:
        connection.exec_driver_sql(_WRITE, sets)
    if gone:
        connection.exec_driver_sql("DELETE FROM survey_gram WHERE block = ? AND gram = ?", gone)


def check_grams(connection: "Connection") -> Iterator[tuple[int, str]]:
    """Block and gram of each set that is not what the kept words and facets say."""
    for block in _all_blocks(connection):
        expected, known = _expected_sets(connection, block), _known_sets(connection, block)
        yield from ((block, gram) for gram in expected.keys() | known.keys() if expected.get(gram) != known.get(gram))


def write_grams(connection: "Connection") -> None:
    """Makes every set what the kept words and facets say."""
    connection.exec_driver_sql("DELETE FROM survey_unsettled")
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
    return range(max(int(highest), find_last_row(connection) // BLOCK) + 1)


def _expected_sets(connection: "Connection", block: int) -> dict[str, bytes]:
    sets = GramSets()
    asked = (
        "SELECT f.row, coalesce(u.words, f.words), coalesce(u.facets, f.facets) FROM survey_search AS f"
        " LEFT JOIN survey_unsettled AS u ON u.row = f.row WHERE f.row >= ? AND f.row < ? ORDER BY f.row"
    )
    for row, words, facets in connection.exec_driver_sql(asked, (block * BLOCK, (block + 1) * BLOCK)):
        sets.add(row % BLOCK, words, facets)
    return sets.packed()


def _known_sets(connection: "Connection", block: int) -> dict[str, bytes]:
    asked = "SELECT gram, surveys FROM survey_gram WHERE block = ?"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked, (block,))}
