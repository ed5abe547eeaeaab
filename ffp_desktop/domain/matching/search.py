"""The few people of 300,000 with whom a row must be compared: those who share something with it.

API: `Candidates(asked)` (a `Wanted`): `.take(people)` keeps who shares something with a row, `.of(position)` are those
of one row.

A number with a slip keeps at least one of five parts: all but its region, all but the year or the day of birth, all but
the first or the last two behind it. A name that sounds the same, or whose characters have changed places, has the same
initials, whatever their order. Whoever shares none of these with a row is not looked at, so memory holds what the rows
need and not the county.

`choose` is the same question asked quickly of a glimpse, for every person of the county; a few of those whom it lets
through `take` leaves out.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.matching.digits import LENGTH
from ffp_desktop.domain.matching.evidence import Asked
from ffp_desktop.domain.matching.names import plain_name
from ffp_desktop.domain.matching.people import Glimpse, KnownPerson

_VILLAGE, _BIRTH = 12, 8
_MOST_NAMESAKES = 20  # of a whole county, for a row that names no village
_FRONT, _TAIL = 14, 8
_Shelf = dict[str, list[KnownPerson]]
_NOBODY: frozenset[str] = frozenset()


class _Worked(dict[str, str]):
    """What was worked out of a text, once for each."""

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> str:
        done = self[text] = self._work(text)
        return done


@dataclass(slots=True)
class _Shelves:
    """People of one village by what rows ask for. Only what is asked for has a place."""

    names: _Shelf = field(default_factory=dict)
    letters: _Shelf = field(default_factory=dict)
    heads: _Shelf = field(default_factory=dict)
    births: _Shelf = field(default_factory=dict)

    def wanted(self) -> frozenset[str]:
        """What tells them but for the head of household."""
        return frozenset((*self.names, *self.letters, *self.births))

    def places(self, asked: Asked, letters: str) -> Iterator[tuple[_Shelf, str]]:
        """Where those stand that share something with a row."""
        if asked.plain:
            yield self.names, asked.plain
            yield self.letters, letters
        if asked.head_name:
            yield self.heads, asked.head_name
        if len(asked.birth) == _BIRTH:
            yield self.births, asked.birth


class Candidates:
    """People by what they share with rows."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._villages: dict[str, _Shelves] = {}
        self._names: _Shelf = {}
        self._births: _Shelf = {}
        self._phones: _Shelf = {}
        self._parts: _Shelf = {}
        self._plain = _Worked(plain_name)
        self._sorted = _Worked(_sort)
        self._of = [[shelf.setdefault(key, []) for shelf, key in self._places(one)] for one in asked]

    @property
    def phones(self) -> Collection[str]:
        return self._phones.keys()

    @property
    def heads(self) -> Collection[str]:
        return [village + head for village, shelves in self._villages.items() for head in shelves.heads]

    def choose(self, glimpses: Iterable[Glimpse]) -> list[int]:
        """One expression, because it is asked of everybody: nine in ten are passed over by a few looks into sets.

        Every part of a known number that rows may ask for begins as the number does, or ends so, or is the third of
        `_parts_of` with its middle left out. A name that is asked for without a village and borne by too many is not
        asked for any more.
        """
        here = {village: shelves.wanted() for village, shelves in self._villages.items()}.get
        plain, letters = self._plain, self._sorted
        births, parts = self._births, self._parts
        born = {birth[:-_BIRTH] for birth in births}
        namesakes: dict[str, list[int]] = {name: [] for name in self._names}
        note: dict[str, Callable[[int], object]] = {name: places.append for name, places in namesakes.items()}
        fronts, tails = {part[:_FRONT] for part in parts}, {part[-_TAIL:] for part in parts}
        chosen = [
            place
            for place, village, name, initials, key in glimpses
            if ((own := plain[name]) in note and note[own](place))  # which tells nothing: go on
            or own in (wanted := here(village, _NOBODY))
            or letters[initials] in wanted
            or key[6:14] in wanted
            or key[10:] in tails
            or (key[:14] in fronts and not parts.keys().isdisjoint(_parts_of(key)))
            or key[:10] + key[14:] in parts
            or (own in born and own + key[6:14] in births)
        ]
        for name, places in namesakes.items():
            if len(places) <= _MOST_NAMESAKES:
                chosen += places
            else:
                del self._names[name]
        plain.clear()  # a whole county's names, of which the chosen have few
        letters.clear()
        return chosen

    def take(self, people: Iterable[KnownPerson]) -> None:
        """Keeps those who are asked for."""
        shelves_of, plain, letters = self._villages.get, self._plain, self._sorted
        names, births, phones, parts = self._names, self._births, self._phones, self._parts
        for person in people:
            _, _, village, name, initials, key, _, phone, head, _, _ = person
            own, birth = plain[name], key[6:14]
            shelves = shelves_of(village)
            if shelves is not None:
                _put(shelves.names, own, person)
                _put(shelves.letters, letters[initials], person)
                _put(shelves.heads, head, person)
                _put(shelves.births, birth, person)
            _put(names, own, person)
            _put(births, own + birth, person)
            _put(phones, phone, person)
            for part in _parts_of(key):
                _put(parts, part, person)
        for namesakes in names.values():
            if len(namesakes) > _MOST_NAMESAKES:
                namesakes.clear()

    def of(self, position: int) -> Iterator[KnownPerson]:
        """Those who share something with the row at `position`; a person may come more than once."""
        for known in self._of[position]:
            yield from known

    def _places(self, asked: Asked) -> Iterator[tuple[_Shelf, str]]:
        if len(asked.village) == _VILLAGE:
            letters = _sort(spell_initials(asked.name)) if asked.plain else ""
            yield from self._villages.setdefault(asked.village, _Shelves()).places(asked, letters)
        elif asked.plain:
            yield self._names, asked.plain
        if asked.plain and len(asked.birth) == _BIRTH:
            yield self._births, asked.plain + asked.birth
        if asked.phone:
            yield self._phones, asked.phone
        for part in _parts(asked.digits):
            yield self._parts, part


def _put(shelf: _Shelf, key: str, person: KnownPerson) -> None:
    if key in shelf:
        shelf[key].append(person)


def _sort(letters: str) -> str:
    return "".join(sorted(letters))


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
