"""The few people of 300,000 with whom a row must be compared: one pass over everybody, keeping who shares something.

API: `collect(asked, people) -> Candidates`, whose `.of(asked)` are those of one row.

A number with a slip keeps at least one of five parts: all but its region, all but the year or the day of birth, all but
the first or the last two behind it. A name that sounds the same, or whose characters have changed places, has the same
initials, whatever their order. Whoever shares none of these with a row is not looked at, so memory holds what the rows
need and not the county.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.matching.digits import LENGTH
from ffp_desktop.domain.matching.evidence import Asked
from ffp_desktop.domain.matching.names import plain_name
from ffp_desktop.domain.matching.people import KnownPerson

_VILLAGE, _BIRTH = 12, 8
_MOST_NAMESAKES = 20  # of a whole county, for a row that names no village
_Shelf = dict[str, list[KnownPerson]]


@dataclass(slots=True)
class _Shelves:
    """People of one village, or of the county, by what rows ask for. Only what is asked for has a place."""

    names: _Shelf = field(default_factory=dict)
    initials: _Shelf = field(default_factory=dict)
    heads: _Shelf = field(default_factory=dict)
    births: _Shelf = field(default_factory=dict)

    def wanted(self) -> frozenset[str]:
        return frozenset((*self.names, *self.initials, *self.heads, *self.births))

    def put(self, keys: tuple[str, str, str, str], person: KnownPerson) -> None:
        for shelf, key in zip((self.names, self.initials, self.heads, self.births), keys, strict=True):
            if key in shelf:
                shelf[key].append(person)

    def places(self, asked: Asked) -> Iterator[tuple[_Shelf, str]]:
        """Where those stand that share something with a row."""
        if asked.plain:
            yield self.names, asked.plain
            yield self.initials, "".join(sorted(spell_initials(asked.name)))
        if asked.head_name:
            yield self.heads, asked.head_name
        if len(asked.birth) == _BIRTH:
            yield self.births, asked.birth


class Candidates:
    """People by what they share with rows."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._villages: dict[str, _Shelves] = {}
        self._names: _Shelf = {}
        self._births: _Shelf = {}
        self._phones: _Shelf = {}
        self._parts: _Shelf = {}
        for one in asked:
            for shelf, key in self._places(one):
                shelf.setdefault(key, [])

    def take(self, people: Iterable[KnownPerson]) -> None:
        """Keeps those who are asked for. What stands in the loop is done for every person of the county: nine in ten
        are passed over by two looks into sets."""
        nobody: frozenset[str] = frozenset()
        sorted_letters: dict[str, str] = {}
        wanted_in = {village: shelves.wanted() for village, shelves in self._villages.items()}
        wanted = frozenset((*self._births, *self._phones, *self._parts))
        for person in people:
            _, _, village, name, initials, key, _, phone, head, _, _ = person
            name = plain_name(name)
            birth = key[6:14]
            if (letters := sorted_letters.get(initials)) is None:
                letters = sorted_letters[initials] = "".join(sorted(initials))
            here = (name, letters, head, birth)
            anywhere = (name + birth, phone, *_parts_of(key))
            if not wanted_in.get(village, nobody).isdisjoint(here):
                self._villages[village].put(here, person)
            if not wanted.isdisjoint(anywhere):
                self._put(anywhere, person)
            namesakes = self._names.get(name)
            if namesakes is not None and len(namesakes) <= _MOST_NAMESAKES:
                namesakes.append(person)

    def _put(self, keys: tuple[str, ...], person: KnownPerson) -> None:
        born, phone, *parts = keys
        shelves = ((self._births, born), (self._phones, phone), *((self._parts, part) for part in parts))
        for shelf, key in shelves:
            if key in shelf:
                shelf[key].append(person)

    def of(self, asked: Asked) -> Iterator[KnownPerson]:
        """Those who share something with a row; a person may come more than once."""
        for shelf, key in self._places(asked):
            known = shelf[key]
            if shelf is not self._names or len(known) <= _MOST_NAMESAKES:
                yield from known

    def _places(self, asked: Asked) -> Iterator[tuple[_Shelf, str]]:
        if len(asked.village) == _VILLAGE:
            yield from self._villages.setdefault(asked.village, _Shelves()).places(asked)
        elif asked.plain:
            yield self._names, asked.plain
        if asked.plain and len(asked.birth) == _BIRTH:
            yield self._births, asked.plain + asked.birth
        if asked.phone:
            yield self._phones, asked.phone
        for part in _parts(asked.digits):
            yield self._parts, part


def collect(asked: Iterable[Asked], people: Iterable[KnownPerson]) -> Candidates:
    """One pass over the people; they are not kept but for those that are asked for."""
    found = Candidates(asked)
    found.take(people)
    return found


def _parts(digits: str) -> list[str]:
    """The parts of a number, one of which a slip leaves as it was. Hidden digits give none."""
    if len(digits) < LENGTH - 1:
        return []
    if len(digits) != LENGTH or "*" in digits:
        parts: tuple[str, ...] = (digits[:14], digits[-12:], digits[:6] + digits[-8:], digits[:10] + digits[-4:])
    else:
        parts = _parts_of(digits)[1:]
    return [part for part in parts if "*" not in part]


def _parts_of(key: str) -> tuple[str, ...]:
    """The first is for numbers whose end is lost or too long or short."""
    return (key[:14], key[6:], key[:6] + key[10:], key[:10] + key[14:], key[:14] + key[16:], key[:16])
