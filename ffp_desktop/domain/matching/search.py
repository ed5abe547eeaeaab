"""The few people of 300,000 with whom a row must be compared: one pass over everybody, keeping who shares something.

API: `collect(asked, people) -> Candidates`, whose `.of(asked)` are those of one row.

A number with one or two slips keeps at least one of three parts: all but its end, all but its region, all but its day
of birth. A name that sounds the same has the same initials. Whoever shares none of these with a row is not looked at,
so memory holds what the rows need and not the county.
"""

from collections.abc import Iterable, Iterator, Sequence

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.matching.digits import LENGTH
from ffp_desktop.domain.matching.evidence import Asked
from ffp_desktop.domain.matching.names import plain_name
from ffp_desktop.domain.matching.people import KnownPerson

_VILLAGE, _BIRTH = 12, 8
_MOST_NAMESAKES = 20  # of a whole county, for a row that names no village
_Key = tuple[str, ...] | str


class Candidates:
    """People by what they share with rows. `_wanted` are the keys that any row asks for."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._found: dict[_Key, list[KnownPerson]] = {}
        for one in asked:
            for key in _keys_of(one):
                self._found.setdefault(key, [])
        self._wants_digits = any(isinstance(key, str) for key in self._found)

    def take(self, people: Iterable[KnownPerson]) -> None:
        """Keeps those who are asked for."""
        found = self._found
        for person in people:
            village, key = person.village, person.key
            name = plain_name(person.name)
            keys: list[_Key] = [
                (name, village),
                (village, "initials", person.initials),
                (village, "head", person.head_name),
                ("name", name),
            ]
            if person.phone:
                keys.append(("phone", person.phone))
            if len(key) == LENGTH:
                birth = key[6:14]
                keys += [(village, "birth", birth), (name, "birth", birth)]
                if self._wants_digits:
                    keys += _parts(key)
            for one in keys:
                if one in found:
                    found[one].append(person)

    def of(self, asked: Asked) -> Iterator[KnownPerson]:
        """Those who share something with a row; a person may come more than once."""
        for key in _keys_of(asked):
            known = self._found.get(key, ())
            if key[0] != "name" or len(known) <= _MOST_NAMESAKES:
                yield from known


def collect(asked: Iterable[Asked], people: Iterable[KnownPerson]) -> Candidates:
    """One pass over the people; they are not kept but for those that are asked for."""
    found = Candidates(asked)
    found.take(people)
    return found


def _keys_of(asked: Asked) -> Iterator[_Key]:
    if asked.plain:
        if len(asked.village) == _VILLAGE:
            yield (asked.plain, asked.village)
            yield (asked.village, "initials", spell_initials(asked.name))
            if asked.head_name:
                yield (asked.village, "head", asked.head_name)
        else:
            yield ("name", asked.plain)
        if len(asked.birth) == _BIRTH:
            yield (asked.plain, "birth", asked.birth)
    if len(asked.birth) == _BIRTH and len(asked.village) == _VILLAGE:
        yield (asked.village, "birth", asked.birth)
    if asked.phone:
        yield ("phone", asked.phone)
    yield from _parts(asked.digits)


def _parts(digits: str) -> Sequence[str]:
    """Three parts of a number, one of which a slip or two leaves as it was. Hidden digits give none."""
    if len(digits) < LENGTH - 1:
        return ()
    parts = (digits[:14], f"{digits[:6]}-{digits[-4:]}", digits[-12:])
    return [part for part in parts if "*" not in part]
