"""A county of invented people, and rows about some of them, of which it is known whom they are about.

API: `make_county(villages, households_each, seed) -> County` (a `PeopleSource`), `plant_rows(county, count, seed) ->
[Planted]`. The slips are those of real lists: a digit wrong, the head's number on a child's row, no number at all, a
name that sounds the same, strangers who are called like somebody known.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from ffp_desktop.domain.campaign.list_reading import WRITTEN_NUMBER
from ffp_desktop.domain.campaign.records import ToldRow
from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.matching.people import KnownPerson, Wanted
from ffp_desktop.services.demo.names import Namer

_SOUNDS = str.maketrans(
    "志强海峰玉建国庆永福明亮宝文军长林立新秀英淑珍红霞丽华春雪梅敏慧",
    "智墙孩锋钰健果青勇富名量保闻君常琳利欣绣瑛舒真洪侠莉桦椿血媒皿惠",
)


class County:
    """Everybody, in memory."""

    def __init__(self, people: list[KnownPerson]) -> None:
        self.people = people
        self._by_key: dict[str, list[KnownPerson]] = {}
        for person in people:
            self._by_key.setdefault(person.key, []).append(person)

    def with_keys(self, keys: Collection[str]) -> Iterator[KnownPerson]:
        for key in keys:
            yield from self._by_key.get(key, ())

    def wanted(self, _wanted: Wanted) -> Iterable[KnownPerson]:
        """Everybody: what a vault leaves out may change nothing."""
        return self.people


@dataclass(frozen=True, slots=True)
class Planted:
    """`truth` is the person, None for a stranger; `kind` what was done to the row."""

    told: ToldRow
    truth: KnownPerson | None
    kind: str


def make_county(villages: int, households: int, seed: int = 1) -> County:
    """Three people to a household."""
    random = Random(seed)
    namer = Namer(random)
    people: list[KnownPerson] = []
    taken: set[str] = set()
    for village in range(villages):
        code = f"150722{100 + village % 15:03d}{200 + village // 15:03d}"
        for _ in range(households):
            people += _household(random, namer, code, len(people), taken)
    return County(people)


def _household(random: Random, namer: Namer, village: str, first: int, taken: set[str]) -> Iterator[KnownPerson]:
    nation = namer.nation()
    family = namer.family_name(nation)
    head = ""
    names: set[str] = set()
    phone = f"1{random.choice('3578')}{random.randrange(10**9):09d}"
    for place in range(3):
        sex = random.choice("男女")
        while (name := namer.full_name(family, nation, sex)) in names:
            pass
        names.add(name)
        head = head or name
        key = new_number(random, sex, taken, (1945, 1985) if place < 2 else (1985, 2020))
        number = first + place
        yield KnownPerson(f"h{first:06d}", f"m{number:06d}", village, name, spell_initials(name), key, sex, phone, head)


def new_number(random: Random, sex: str, taken: set[str], years: tuple[int, int] = (1945, 2020)) -> str:
    while True:
        sequence = random.randrange(499) * 2 + (1 if sex == "男" else 2)
        region = "150722" if random.random() < 0.9 else random.choice(("150723", "230225", "150785"))
        born = f"{random.randint(*years)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
        first = f"{region}{born}{sequence:03d}"
        if first not in taken:
            taken.add(first)
            return first + check_digit(first)


def plant_rows(county: County, count: int, seed: int = 2, hard: float = 0.4) -> list[Planted]:
    """`hard` is the part of rows in which something is wrong; the others have number and name as they are known."""
    random = Random(seed)
    taken = {person.key[:17] for person in county.people}
    kinds = [*_KINDS]
    found = []
    for number in range(count):
        person = random.choice(county.people)
        kind = random.choice(kinds) if random.random() < hard else "plain"
        told = _row(person, number)
        if kind == "plain":
            found.append(Planted(told, person, kind))
        else:
            found.append(_spoil(random, county, taken, told, person, kind))
    return found


def _row(person: KnownPerson, number: int) -> ToldRow:
    """All that a list may say of a person."""
    key = person.key
    return ToldRow(
        sheet="表1",
        row=number + 2,
        part=1,
        name=person.name,
        id_number=key,
        village=person.village,
        phone=person.phone,
        birth=f"{key[6:10]}-{key[10:12]}-{key[12:14]}",
        sex=person.sex,
        head_name=person.head_name,
    )


_BARE = {"phone": "", "birth": "", "sex": "", "head_name": ""}
_KINDS = (
    *("other form of the name", "wrong digit", "no number, a fact", "no number, no fact", "sound", "another's number"),
    *("stranger", "stranger called alike", "stranger called alike without a number", "digits lost", "no village"),
    *("another's number of the household", "year of birth only"),
)


def _spoil(random: Random, county: County, taken: set[str], told: ToldRow, person: KnownPerson, kind: str) -> Planted:
    without = replace(told, id_number="")
    key = person.key
    if kind == "other form of the name":
        name = f" {told.name.replace('·', '')[0]} {told.name.replace('·', '')[1:]}"
        return Planted(replace(told, name=name), person, kind)
    if kind == "wrong digit":
        place = random.randrange(17)
        wrong = key[:place] + str((int(key[place]) + random.randint(1, 9)) % 10) + key[place + 1 :]
        return Planted(replace(without, **_BARE, more={WRITTEN_NUMBER: wrong}), person, kind)
    if kind == "digits lost":
        lost = f"{key[0]}.{key[1:15]}E+17"
        return Planted(replace(without, **_BARE, more={WRITTEN_NUMBER: lost}), person, kind)
    if kind == "no number, a fact":
        fact = random.choice(("phone", "birth", "head_name"))
        return Planted(replace(without, **(_BARE | {fact: getattr(told, fact)})), person, kind)
    if kind == "no number, no fact":
        return Planted(replace(without, **_BARE), person, kind)
    if kind == "year of birth only":
        return Planted(replace(without, **(_BARE | {"birth": told.birth[:4], "sex": told.sex})), person, kind)
    if kind == "sound":
        return Planted(replace(told, name=told.name[0] + told.name[1:].translate(_SOUNDS)), person, kind)
    if kind == "no village":
        return Planted(replace(without, village="", **(_BARE | {"birth": told.birth})), person, kind)
    if kind == "another's number":
        other = random.choice(county.people)
        return Planted(replace(told, id_number=other.key, birth="", sex=""), person, kind)
    if kind == "another's number of the household":
        first = county.people[int(person.member[1:]) // 3 * 3]
        return Planted(replace(told, id_number=first.key, birth="", sex=""), person, kind)
    return _stranger(random, taken, told, kind)


def _stranger(random: Random, taken: set[str], told: ToldRow, kind: str) -> Planted:
    """Somebody whom nobody knows, in a village of ours."""
    sex = random.choice("男女")
    key = new_number(random, sex, taken)
    born = f"{key[6:10]}-{key[10:12]}-{key[12:14]}"
    own = replace(told, id_number=key, birth=born, sex=sex, phone=f"139{random.randrange(10**8):08d}")
    if kind == "stranger":
        return Planted(replace(own, name=Namer(random).official() + "甲", head_name=""), None, kind)
    if kind == "stranger called alike":
        return Planted(replace(own, head_name=""), None, kind)
    facts = random.choice(({"phone": ""}, {"birth": ""}, {"sex": ""}, {"phone": "", "birth": own.birth[:4]}))
    return Planted(replace(own, id_number="", head_name="", **facts), None, kind)
