"""Who in an export is who in the visits: by number, else by name within a household that numbers have found.

API: `pair(visited, listed) -> Pairing`: by each visited household what the side says of it (`Paired`), and the
listed households that nobody visited.

A name alone never makes a pair, except of what is left over in one village: the same name once on each side, with
numbers that differ in at most three places (one was mistyped), or with none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.reconciliation.sides import Line, ListedHousehold, Value, VisitedHousehold, VisitedPerson

_MOST_APART = 3
Known = dict[str, list[tuple[int, VisitedPerson]]]
"""Who has a number: the place of the visited household, and the person; several where somebody was visited twice."""


@dataclass(slots=True)
class Paired:
    """What a side says of a visited household. `people` are its lines by member; `elsewhere` the members whom the side
    has in another household; `extra` the lines of this household whom no visit lists anywhere."""

    values: dict[str, Value] = field(default_factory=dict)
    is_listed: bool = False
    lists_people: bool = False
    people: dict[str, Line] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    extra: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Pairing:
    """The result for one side. `unvisited` are the listed households none of whose people any visit has."""

    paired: dict[str, Paired]
    unvisited: list[ListedHousehold]


def pair(visited: Sequence[VisitedHousehold], listed: Iterable[ListedHousehold]) -> Pairing:
    """Later listed households fill only what earlier ones leave open: the newest export comes first."""
    known = _by_key(visited)
    pairing = Pairing({}, [])
    waiting = []
    for one in listed:
        if any(line.key in known for line in one.people):
            _take(pairing, visited, one, known)
        else:
            waiting.append(one)
    _pair_by_name(pairing, visited, waiting)
    return pairing


def _by_key(visited: Sequence[VisitedHousehold]) -> Known:
    found: Known = {}
    for place, household in enumerate(visited):
        for person in household.people:
            if person.key:
                found.setdefault(person.key, []).append((place, person))
    return found


def _take(pairing: Pairing, visited: Sequence[VisitedHousehold], listed: ListedHousehold, known: Known) -> None:
    """The household is the one that most of its people were found in; the others stand elsewhere."""
    votes = Counter(
        place for line in listed.people for place, _ in known.get(line.key, ()) for _ in range(3 if line.is_head else 2)
    )
    main = min(votes, key=lambda place: (-votes[place], place))
    own = _join_household(pairing, visited[main].household, listed)
    if not listed.lists_people:
        return
    for line in listed.people:
        candidates = known.get(line.key, [])
        chosen = next((found for found in candidates if found[0] == main), candidates[0] if candidates else None)
        for place, person in candidates:
            target = pairing.paired.setdefault(visited[place].household, Paired())
            if (place, person) == chosen:
                target.people.setdefault(person.member, line)
            if place == main:
                target.elsewhere.discard(person.member)
            else:
                target.elsewhere.add(person.member)
    _take_left(own, visited[main], [line for line in listed.people if line.key not in known])


def _take_left(own: Paired, visited: VisitedHousehold, left: Sequence[Line]) -> None:
    """Lines without a pair: the same name once on each side within the household, else they are somebody more."""
    names = Counter(line.name for line in left)
    free = Counter(person.name for person in visited.people if person.member not in own.people)
    for line in sorted(left, key=lambda line: line.is_witness):
        same = [person for person in visited.people if person.name == line.name and person.member not in own.people]
        if line.name and names[line.name] == 1 and free[line.name] == 1 and same:
            own.people[same[0].member] = line
        elif not line.is_witness and not any(_is_same(line, other) for other in own.extra):
            own.extra.append(line)


def _is_same(line: Line, other: Line) -> bool:
    return line.key == other.key if line.key and other.key else line.name == other.name


def _join_household(pairing: Pairing, household: str, listed: ListedHousehold) -> Paired:
    own = pairing.paired.setdefault(household, Paired())
    own.values = {**listed.values, **own.values}
    own.is_listed = True
    own.lists_people = own.lists_people or listed.lists_people
    return own


def _pair_by_name(pairing: Pairing, visited: Sequence[VisitedHousehold], waiting: Sequence[ListedHousehold]) -> None:
    """What is left over on both sides, village by village."""
    free: dict[tuple[str, str], list[VisitedHousehold]] = {}
    for one in visited:
        if one.household not in pairing.paired or not pairing.paired[one.household].is_listed:
            free.setdefault((one.village, one.head_name), []).append(one)
    times = Counter((listed.village, listed.head_name) for listed in waiting)
    for listed in waiting:
        place = (listed.village, listed.head_name)
        same = free.get(place, [])
        if len(same) != 1 or times[place] != 1 or not listed.head_name or not _may_be(listed, same[0]):
            pairing.unvisited.append(listed)
            continue
        own = _join_household(pairing, same[0].household, listed)
        if listed.lists_people:
            _take_left(own, same[0], listed.people)


def _may_be(listed: ListedHousehold, visited: VisitedHousehold) -> bool:
    heads = [line for line in listed.people if line.name == listed.head_name]
    known = [person for person in visited.people if person.name == visited.head_name]
    return bool(heads and known) and numbers_are_near(heads[0].key, known[0].key)


def numbers_are_near(one: str, other: str) -> bool:
    """One is missing, or they are as long as each other and differ in few places."""
    if not one or not other:
        return True
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and apart <= _MOST_APART
