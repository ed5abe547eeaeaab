"""Which survey of the vault a household of a table is: by its head's ID number, everybody's, or its printed number.

A name is never enough: with the village it is a hint for a person to decide on.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.table.households import ReadHousehold
from ffp_desktop.domain.values import Answer
from ffp_desktop.services.workbook_import.comparing import key_of

if TYPE_CHECKING:
    from ffp_desktop.store.imports import Imports

HEAD = "户主"


@dataclass(frozen=True, slots=True)
class Match:
    """The survey a household is, or why nobody can tell ("" and "": it is new in this round).

    `household` is the lasting one of other rounds, "" for one never seen; `members` are its people's ids by person key.
    """

    survey: str = ""
    reason: str = ""
    hint: str = ""
    household: str = ""
    members: Mapping[str, str] = field(default_factory=dict)


class HouseholdMatcher:
    """Looks up all households of a table at once."""

    def __init__(self, imports: "Imports", round_id: str, households: Sequence[ReadHousehold]) -> None:
        keys = [key_of(member) for household in households for member in household.members]
        numbers = [number for household in households for number in household.numbers]
        names = [household.head_name for household in households]
        self._people = imports.find_people(round_id, keys)
        self._earlier = imports.find_earlier(round_id, keys)
        self._numbers = imports.find_numbers(round_id, numbers)
        self._heads = imports.find_heads(round_id, names)
        self._times = Counter(key for key in keys if key)

    def knows(self, number: Answer | None) -> bool:
        """Whether somebody in the vault has this number already, in any round."""
        key = person_key(number) if type(number) is str else ""
        return bool(key) and (key in self._people or key in self._earlier)

    def find(self, household: ReadHousehold) -> Match:
        """The evidence, the strongest first."""
        keys = [key for member in household.members if (key := key_of(member))]
        if survey := self._by_printed_number(household, keys):
            return Match(survey)
        if any(self._times[key] > 1 for key in keys):
            return Match(reason="有人在这个文件里出现了两次（证件号码相同）。请核对是哪一户的人，改好再导入。")
        head = household.head
        head_key = key_of(head) if head else ""
        by_head = {person.survey for person in self._people.get(head_key, ()) if person.relation == HEAD}
        if len(by_head) == 1:
            return Match(by_head.pop())
        return self._by_everybody(household, keys, by_head)

    def _by_printed_number(self, household: ReadHousehold, keys: Sequence[str]) -> str:
        """Numbers are given anew in every vault, so somebody in it, or else the head's name, must agree."""
        for number in household.numbers:
            survey, head_name = self._numbers.get(number, ("", ""))
            people = {person.survey for key in keys for person in self._people.get(key, ())}
            if survey and (survey in people or (not people and head_name == household.head_name)):
                return survey
        return ""

    def _by_everybody(self, household: ReadHousehold, keys: Sequence[str], by_head: set[str]) -> Match:
        known = [{person.survey for person in self._people.get(key, ())} for key in keys]
        everybody = set.intersection(*known) if known else set()
        if len(everybody) == 1 and len(keys) == len(household.members):
            return Match(everybody.pop())
        if by_head or any(known):
            return Match(reason="有人已经在库里的另一户。请核对是不是分户、嫁娶或抄错，再决定。")
        return self._from_earlier(household, keys) or self._by_name(
            household, has_number=bool(household.head and key_of(household.head))
        )

    def _from_earlier(self, household: ReadHousehold, keys: Sequence[str]) -> Match | None:
        """A household of another round: the one its head was last the head of, or that everybody was last in."""
        head = household.head
        last = {key: found[-1] for key in keys if (found := self._earlier.get(key))}
        known = last.get(key_of(head)) if head else None
        if known is None or known.relation != HEAD:
            homes = {person.household for person in last.values()}
            known = next(iter(last.values())) if len(homes) == 1 and len(last) == len(household.members) else None
        if known is None:
            return None
        members = {key: person.member for key, person in last.items() if person.household == known.household}
        return Match(household=known.household, members=members)

    def _by_name(self, household: ReadHousehold, *, has_number: bool) -> Match:
        same = self._heads.get((household.village, household.head_name), ())
        if not same or not household.head_name:
            return Match()
        hint = "同村已有同名的户主，请看一看是不是同一户。"
        return Match(hint=hint) if has_number else Match(reason=hint + "表里没有户主的证件号码，不能认定。")
