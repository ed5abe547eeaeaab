"""What speaks for and against a row being about a known person, as facts, a score and words.

API: `Asked.of(row)`, `weigh(asked, person) -> Evidence` (`.agreeing`, `.differing`, `.score`, `.words`).
"""

from dataclasses import dataclass
from typing import NamedTuple

from ffp_desktop.domain.campaign.list_reading import WRITTEN_NUMBER
from ffp_desktop.domain.campaign.records import ToldRow
from ffp_desktop.domain.matching.digits import NEAR, Digits, as_pattern, compare_digits
from ffp_desktop.domain.matching.names import Likeness, agrees, compare_names, plain_name
from ffp_desktop.domain.matching.people import KnownPerson

VILLAGE, TOWNSHIP = "村", "乡镇"
BIRTH, BIRTH_MONTH, BIRTH_YEAR = "出生日期", "出生年月", "出生年份"
SEX, PHONE, HEAD = "性别", "电话", "户主"
_TOWNSHIP, _VILLAGE = 9, 12
_DIGITS = {
    Digits.SAME: 60,
    Digits.HIDDEN: 40,
    Digits.LAST_LOST: 45,
    Digits.ONE_WRONG: 45,
    Digits.SWAPPED: 45,
    Digits.ONE_MISSING: 40,
    Digits.ONE_MORE: 40,
    Digits.TWO_WRONG: 30,
    Digits.OTHER: -35,
}
_ALIKE = frozenset((Digits.SAME, *NEAR))
_NAMES = {
    Likeness.SAME: 30,
    Likeness.VARIANT: 28,
    Likeness.SAME_SOUND: 22,
    Likeness.SWAPPED: 20,
    Likeness.NEAR: 15,
    Likeness.OTHER: -20,
}
_NAME_WORDS = {
    Likeness.SAME: "姓名相同",
    Likeness.VARIANT: "姓名是另一种写法",
    Likeness.SAME_SOUND: "姓名同音",
    Likeness.SWAPPED: "姓名字序颠倒",
    Likeness.NEAR: "姓名相近",
    Likeness.OTHER: "姓名不同",
}
_FACTS = {VILLAGE: 15, TOWNSHIP: 4, BIRTH: 20, BIRTH_MONTH: 10, BIRTH_YEAR: 5, SEX: 1, PHONE: 15, HEAD: 12}
_FACTS_BESIDE_NUMBER = _FACTS | {BIRTH: 0}  # which tells the day of birth already
_AGAINST = {VILLAGE: 6, BIRTH: 25, SEX: 25, PHONE: 2, HEAD: 8}


@dataclass(frozen=True, slots=True)
class Asked:
    """A row as it is compared. `number` is its sound number; `digits` that, or what stands in its place, with * for
    digits that cannot be known; `birth` are digits, as many as are known."""

    name: str
    plain: str
    number: str
    digits: str
    village: str
    birth: str
    sex: str
    phone: str
    head_name: str

    @classmethod
    def of(cls, row: ToldRow) -> "Asked":
        digits = row.id_number or as_pattern(row.more.get(WRITTEN_NUMBER, ""))
        head = "" if plain_name(row.head_name) == plain_name(row.name) else row.head_name
        birth = row.birth.replace("-", "")
        return cls(row.name, plain_name(row.name), row.id_number, digits, row.village, birth, row.sex, row.phone, head)

    @property
    def has_digits(self) -> bool:
        """Whether the row has anything at all for a number."""
        return bool(self.digits)


class Evidence(NamedTuple):
    """`agreeing` and `differing` are facts beside name and number, of those that both sides know."""

    digits: Digits
    name: Likeness
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def is_same_village(self) -> bool:
        return VILLAGE in self.agreeing

    @property
    def further(self) -> tuple[str, ...]:
        """Facts that agree beside name and village, and tell one namesake from another. With the sex the month of
        birth does; its year alone does not: of a hundred namesakes who never were in the vault one would fit."""
        strong = tuple(fact for fact in self.agreeing if fact in (BIRTH, PHONE, HEAD))
        return strong or ((BIRTH_MONTH, SEX) if {BIRTH_MONTH, SEX} <= {*self.agreeing} else ())

    @property
    def is_contradicted(self) -> bool:
        """Whether anything known to both differs; a phone and the place too."""
        return bool(self.differing) or self.digits is Digits.OTHER

    @property
    def score(self) -> int:
        """Higher is likelier. It orders suggestions, and decides nothing."""
        known = _FACTS_BESIDE_NUMBER if self.digits in _ALIKE else _FACTS
        return (
            _DIGITS.get(self.digits, 0)
            + _NAMES[self.name]
            + sum(known[fact] for fact in self.agreeing)
            - sum(_AGAINST.get(fact, 0) for fact in self.differing)
        )

    @property
    def words(self) -> str:
        """号码差一位，姓名、村相同；电话不同."""
        same = ["姓名"] if self.name is Likeness.SAME else []
        same += [fact for fact in self.agreeing if fact != SEX and not (fact == BIRTH and self.digits in NEAR)]
        parts = [self.digits.value] if self.digits in NEAR or self.digits is Digits.SAME else []
        parts += [f"{'、'.join(same)}相同"] if same else []
        parts += [_NAME_WORDS[self.name]] if self.name is not Likeness.SAME else []
        against = [*(["号码"] if self.digits is Digits.OTHER else []), *self.differing]
        return "，".join(parts) + (f"；{'、'.join(against)}不同" if against else "")


def weigh(asked: Asked, person: KnownPerson) -> Evidence | None:
    """Everything that both sides know, compared; None when neither number nor name has anything in common."""
    name = compare_names(asked.name, person.name)
    digits = compare_digits(asked.digits, person.key)
    if name is Likeness.OTHER and digits not in _ALIKE:
        return None
    agreeing: list[str] = []
    differing: list[str] = []
    _weigh_place(asked, person, agreeing, differing)
    _weigh_birth(asked, person, agreeing, differing)
    pairs = ((SEX, asked.sex, person.sex), (PHONE, asked.phone, person.phone.replace("-", "")))
    for fact, one, other in pairs:
        if one and other:
            (agreeing if one == other else differing).append(fact)
    if asked.head_name and person.head_name:
        is_same = agrees(compare_names(asked.head_name, person.head_name))
        (agreeing if is_same else differing).append(HEAD)
    return Evidence(digits, name, tuple(agreeing), tuple(differing))


def _weigh_place(asked: Asked, person: KnownPerson, agreeing: list[str], differing: list[str]) -> None:
    if len(asked.village) == _VILLAGE:
        (agreeing if asked.village == person.village else differing).append(VILLAGE)
    elif asked.village:
        is_same = person.village.startswith(asked.village[:_TOWNSHIP])
        (agreeing if is_same else differing).append(TOWNSHIP)


def _weigh_birth(asked: Asked, person: KnownPerson, agreeing: list[str], differing: list[str]) -> None:
    """As far as the row knows it: a year alone agrees as a year."""
    known = person.birth
    if not asked.birth or not known:
        return
    if not known.startswith(asked.birth):
        differing.append(BIRTH)
    else:
        agreeing.append({8: BIRTH, 6: BIRTH_MONTH}.get(len(asked.birth), BIRTH_YEAR))
