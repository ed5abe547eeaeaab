"""Whom the rows of a list are about: certain by number and name, or by name, village and one more fact; else likely.

API: `match_rows(rows, people, suggest=True) -> tuple[Found, …]`, one for each row in order; `Found`, `Suggestion`.

Automatic is only what cannot well be anybody else:
- the row's sound number is a known person's, and the name is the same or a plain variant of it (and, where the row
  names another village, nobody of the name lives there: it could be the namesake's number); or
- the row has nothing for a number, its name is borne by one person only of its village, and one more fact (day of
  birth; sex with month of birth; phone; head of household) agrees while nothing that both know differs.
Everything else is at most a suggestion, best first, for a person to accept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ffp_desktop.domain.campaign.records import How, Match, ToldRow
from ffp_desktop.domain.collecting import uncollected
from ffp_desktop.domain.matching.digits import NEAR, Digits
from ffp_desktop.domain.matching.evidence import BIRTH, HEAD, PHONE, Asked, Evidence, weigh
from ffp_desktop.domain.matching.names import Likeness, agrees, compare_names
from ffp_desktop.domain.matching.people import KnownPerson, PeopleSource
from ffp_desktop.domain.matching.search import Candidates

MOST = 3
_BORROWED = 95  # a row with the number of somebody else in the same household, as often of the head
_VILLAGE = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person the row may be about. `reason` says why in words; `is_namesake` is one of 同名同村: the only one of the
    name in the village, and nothing speaks against it."""

    person: KnownPerson
    score: int
    reason: str
    is_namesake: bool = False


class Found(NamedTuple):
    """`person` is whom a certain match means, else None; then there may be suggestions."""

    match: Match = Match()
    person: KnownPerson | None = None
    reason: str = ""
    suggestions: tuple[Suggestion, ...] = ()


NOBODY = Found()


@uncollected()
def match_rows(rows: Sequence[ToldRow], people: PeopleSource, *, suggest: bool = True) -> tuple[Found, ...]:
    """Each row by itself; the same person may be found for several. Without `suggest` only numbers are looked up."""
    by_key: dict[str, tuple[KnownPerson, ...]] = {}
    for person in people.with_keys({row.id_number for row in rows if row.id_number}):
        by_key[person.key] = (*by_key.get(person.key, ()), person)
    found = [_look_up(row, known) if (known := by_key.get(row.id_number)) else NOBODY for row in rows]
    left = [position for position, one in enumerate(found) if one is NOBODY]
    if suggest and left:
        asked = [Asked.of(rows[position]) for position in left]
        with_number = [by_key.get(one.number, ()) for one in asked]
        by_key.clear()
        candidates = Candidates(asked)
        candidates.take(people.wanted(candidates))
        for place, position in enumerate(left):
            found[position] = _by_likeness(asked[place], with_number[place], candidates.of(place))
    return tuple(found)


def _look_up(row: ToldRow, known: Sequence[KnownPerson]) -> Found:
    """By number and name, where the village does not speak against it."""
    bearer = _bearer(row.name, known)
    if bearer is None or (bearer.village != row.village and len(row.village) == _VILLAGE):
        return NOBODY
    return _by_number(bearer)


def _bearer(name: str, known: Sequence[KnownPerson]) -> KnownPerson | None:
    """The one of this number and name; of several the one that is not gone."""
    if len(known) == 1 and name == known[0].name:
        return known[0]
    same = [person for person in known if agrees(compare_names(name, person.name))]
    present = [person for person in same if not person.gone] or same
    return present[0] if len({(person.household, person.member) for person in present}) == 1 else None


def _by_number(person: KnownPerson) -> Found:
    return Found(Match(How.NUMBER, person.household, person.member), person, "号码、姓名相同")


def _by_likeness(asked: Asked, with_number: Sequence[KnownPerson], candidates: Iterable[KnownPerson]) -> Found:
    weighed = _weigh_each(asked, (*with_number, *candidates))
    namesakes = [person for person, told in weighed if told.is_same_village and agrees(told.name)]
    bearer = _bearer(asked.name, with_number)
    if bearer is not None and not namesakes:
        return _by_number(bearer)  # somebody who moved; with a namesake there it may be the wrong one's number
    certain = _by_name_and_fact(asked, weighed, namesakes)
    if certain is not None:
        return certain
    likely = list(_likely(asked, with_number, weighed, namesakes))
    likely.sort(key=lambda one: (-one.score, bool(one.person.gone), one.person.village, one.person.member))
    return Found(suggestions=tuple(likely[:MOST]))


def _weigh_each(asked: Asked, listed: Iterable[KnownPerson]) -> list[tuple[KnownPerson, Evidence]]:
    """Each person once: who is listed under two names or numbers, by the list that speaks most for them."""
    listings = {(one.household, one.member, one.name, one.key): one for one in listed}
    best: dict[tuple[str, str], tuple[KnownPerson, Evidence]] = {}
    for (household, member, _name, _key), person in listings.items():
        told = weigh(asked, person)
        known = best.get((household, member))
        if told is not None and (known is None or told.score > known[1].score):
            best[household, member] = (person, told)
    return [*best.values()]


def _likely(
    asked: Asked,
    with_number: Sequence[KnownPerson],
    weighed: Sequence[tuple[KnownPerson, Evidence]],
    namesakes: Sequence[KnownPerson],
) -> Iterator[Suggestion]:
    lenders = {person.household: person for person in with_number}
    has_bearer = any(agrees(compare_names(asked.name, person.name)) for person in with_number)
    for person, told in weighed:
        lender = lenders.get(person.household)
        if lender is not None and lender.member != person.member and agrees(told.name):
            yield Suggestion(person, _BORROWED, f"号码是同户{lender.name}的，姓名相同")
        elif has_bearer and person in namesakes and told.digits is not Digits.SAME:
            yield Suggestion(person, told.score, f"号码是另一个同名的人的；{told.words}")
        elif _is_likely(told, asked):
            is_namesake = [*namesakes] == [person] and not told.is_contradicted
            yield Suggestion(person, told.score, told.words, is_namesake)


def _by_name_and_fact(
    asked: Asked, weighed: Sequence[tuple[KnownPerson, Evidence]], namesakes: Sequence[KnownPerson]
) -> Found | None:
    """Only for a row with nothing for a number; the name must be borne once in the village, its variants counted."""
    if asked.has_digits or len(namesakes) != 1:
        return None
    person = namesakes[0]
    told = next(told for one, told in weighed if one is person)
    if told.name is not Likeness.SAME or not told.further or told.is_contradicted:
        return None
    return Found(Match(How.NAME_AND_FACT, person.household, person.member), person, told.words)


def _is_likely(told: Evidence, asked: Asked) -> bool:
    """Whether a person should be asked. A namesake of another number and another day of birth is another person."""
    against = {fact for fact in told.differing if fact in (BIRTH, "性别")}
    strong = [fact for fact in told.agreeing if fact in (BIRTH, PHONE, HEAD)]
    if told.digits is Digits.SAME:
        return True
    if told.digits in NEAR:
        return told.name is not Likeness.OTHER or (told.is_same_village and bool(strong))
    if told.digits is Digits.OTHER and BIRTH not in told.agreeing:
        return agrees(told.name) and len(set(strong) & {PHONE, HEAD}) > 0 and not against
    if against and len(strong) < 2:
        return False
    if agrees(told.name):
        return told.is_same_village or bool(strong) or not asked.village
    if told.name in (Likeness.SAME_SOUND, Likeness.SWAPPED):
        return told.is_same_village
    return told.name is Likeness.NEAR and told.is_same_village and bool(strong)
