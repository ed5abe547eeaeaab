"""Whom the rows of a list are about: certain by number and name, or by name, village and one more fact; else likely.

API: `match_rows(rows, people, suggest=True) -> tuple[Found, …]`, one for each row in order; `Found`, `Suggestion`.

Automatic is only what cannot well be anybody else:
- the row's sound number is a known person's, and the name is the same or a plain variant of it; or
- the row has nothing for a number, its name is borne by one person only of its village, and one more fact (day of
  birth; sex with year of birth; phone; head of household) agrees while nothing that both know differs.
Everything else is at most a suggestion, best first, for a person to accept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.campaign.records import How, Match, ToldRow
from ffp_desktop.domain.matching.digits import NEAR, Digits
from ffp_desktop.domain.matching.evidence import BIRTH, HEAD, PHONE, Asked, Evidence, weigh
from ffp_desktop.domain.matching.names import Likeness, agrees, compare_names
from ffp_desktop.domain.matching.people import KnownPerson, PeopleSource
from ffp_desktop.domain.matching.search import Candidates, collect

MOST = 3
_VILLAGE = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person the row may be about. `reason` says why in words; `is_namesake` is one of 同名同村: the only one of the
    name in the village, and nothing speaks against it."""

    person: KnownPerson
    score: int
    reason: str
    is_namesake: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`person` is whom a certain match means, else None; then there may be suggestions."""

    match: Match = field(default_factory=Match)
    person: KnownPerson | None = None
    reason: str = ""
    suggestions: tuple[Suggestion, ...] = ()


NOBODY = Found()


def match_rows(rows: Sequence[ToldRow], people: PeopleSource, *, suggest: bool = True) -> tuple[Found, ...]:
    """Each row by itself; the same person may be found for several. Without `suggest` only numbers are looked up."""
    by_key: dict[str, list[KnownPerson]] = {}
    for person in people.with_keys({row.id_number for row in rows if row.id_number}):
        by_key.setdefault(person.key, []).append(person)
    found: list[Found | None] = [_by_number(row, by_key.get(row.id_number, ())) for row in rows]
    left = [position for position, one in enumerate(found) if one is None]
    if suggest and left:
        asked = {position: Asked.of(rows[position]) for position in left}
        candidates = collect(asked.values(), people.everybody())
        for position, one in asked.items():
            found[position] = _by_likeness(one, by_key.get(one.number, ()), candidates)
    return tuple(one or NOBODY for one in found)


def _by_number(row: ToldRow, known: Sequence[KnownPerson]) -> Found | None:
    """The one living person of this number and name; None while that is not certain."""
    if not known or not row.id_number:
        return None
    same = [person for person in known if agrees(compare_names(row.name, person.name))]
    present = [person for person in same if not person.gone] or same
    if len({(person.household, person.member) for person in present}) != 1:
        return None
    person = present[0]
    return Found(Match(How.NUMBER, person.household, person.member), person, "号码、姓名相同")


def _by_likeness(asked: Asked, with_number: Sequence[KnownPerson], candidates: Candidates) -> Found:
    known = {(person.household, person.member): person for person in with_number}
    known |= {(person.household, person.member): person for person in candidates.of(asked)}
    weighed = [(person, weigh(asked, person)) for person in known.values()]
    certain = _by_name_and_fact(asked, weighed)
    if certain is not None:
        return certain
    namesakes = _namesakes(weighed)
    likely = [
        Suggestion(person, told.score, told.words, namesakes == [person] and not told.is_contradicted)
        for person, told in weighed
        if _is_likely(told, asked)
    ]
    likely.sort(key=lambda one: (-one.score, bool(one.person.gone), one.person.village, one.person.member))
    return Found(suggestions=tuple(likely[:MOST]))


def _by_name_and_fact(asked: Asked, weighed: Sequence[tuple[KnownPerson, Evidence]]) -> Found | None:
    """Only for a row with nothing for a number; the name must be borne once in the village, its variants counted."""
    if asked.has_digits or len(asked.village) != _VILLAGE:
        return None
    namesakes = _namesakes(weighed)
    if len(namesakes) != 1:
        return None
    told = next(told for person, told in weighed if person is namesakes[0])
    if told.name is not Likeness.SAME or not told.further or told.is_contradicted:
        return None
    person = namesakes[0]
    return Found(Match(How.NAME_AND_FACT, person.household, person.member), person, told.words)


def _namesakes(weighed: Iterable[tuple[KnownPerson, Evidence]]) -> list[KnownPerson]:
    return [person for person, told in weighed if told.is_same_village and agrees(told.name)]


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
    if told.name is Likeness.SAME_SOUND:
        return told.is_same_village
    return told.name is Likeness.NEAR and told.is_same_village and bool(strong)
