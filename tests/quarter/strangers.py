"""People whom no vault knows, with names and numbers of their own.

API: `Strangers(random, numbers)`: `.draw(village) -> Known` (member and household are ""), `.twin_of(known)`,
`.namesake_of(known)`, `.next_to(known)`. No two get the same number, and none one of `numbers`.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ffp_desktop.domain.id_number import check_digit
from tests.quarter.known import Known
from tests.quarter.names import VariedNamer
from tests.quarter.wording import misspelt, neighbour_number

ELSEWHERE = {"150721": "阿荣旗", "150723": "鄂伦春自治旗", "230225": "甘南县", "230281": "讷河市"}
"""Counties around, by their code."""


class Strangers:
    """Draws people who are in no household of the vault."""

    def __init__(self, random: Random, numbers: Collection[str]) -> None:
        self._random = random
        self._namer = VariedNamer(random)
        self._taken = set(numbers)

    def draw(self, village: str, order: str = "", county: str = "150722") -> Known:
        """Somebody of 1 to 89 years; `order` the first two or three digits of the sequence number, if it matters."""
        born = date(2022, 12, 31) - timedelta(days=self._random.randrange(365, 89 * 365))
        nation = self._namer.nation()
        while True:
            sequence = (order + f"{self._random.randrange(1000):03}")[:3]
            first_17 = f"{county}{born:%Y%m%d}{sequence}"
            number = first_17 + check_digit(first_17)
            if number not in self._taken:
                break
            born -= timedelta(days=1)
        self._taken.add(number)
        sex = "男" if int(sequence[2]) % 2 else "女"
        name = self._namer.full_name(self._namer.family_name(nation), nation, sex)
        head = self._namer.official()
        phone = f"199{self._random.randrange(10**8):08}"
        return Known("", name, number, sex, "", village, head, phone, "一般农牧户", False, False)

    def namesake_of(self, known: Known) -> Known:
        """Another person of the same name in the same village."""
        return replace(self.draw(known.village), name=known.name)

    def twin_of(self, known: Known) -> Known:
        """Born on the same day in the same village, with a name that differs in one character."""
        return replace(self.next_to(known), name=misspelt(self._random, known.name))

    def next_to(self, known: Known) -> Known:
        """Somebody whose number differs only in the last digits: registered next, of the same sex."""
        number = neighbour_number(known.id)
        while number in self._taken:
            number = neighbour_number(number)
        self._taken.add(number)
        return replace(self.draw(known.village), number=number, sex=known.sex)
