"""Tells a person as a department writes them: number, name, village and days in one of the ways of `ways`.

API: `Teller(random, regions)`: `.tell(way, layout, person, other_number) -> Told`.
"""

from dataclasses import replace
from random import Random

from ffp_desktop.domain.regions import Regions
from tests.quarter import wording
from tests.quarter.departments import Layout
from tests.quarter.known import Known
from tests.quarter.strangers import ELSEWHERE
from tests.quarter.ways import Told, Way, Whom

_COUNTY = "莫力达瓦达斡尔族自治旗"
_THERE = (("那吉镇", "兴安村"), ("六合镇", "永安村"), ("甘河镇", "讷尔克气村"), ("长发镇", "新华村"))
"""Townships and villages of the counties around."""
_WHERE = ("东屯12号", "西屯", "一组", "二组35号", "前屯", "")
_WITHOUT_NUMBER = frozenset(
    {"birth", "phone", "head", "namesake_with_birth", "name_only", "misspelt", "misspelt_with_birth", "wrong_village"}
    | {"namesakes", "stranger_without_number", "namesake_outside", "namesake_outside_with_birth", "twin_outside"}
)
_FACT_OF = {
    "birth": "birth",
    "namesake_with_birth": "birth",
    "misspelt_with_birth": "birth",
    "wrong_village": "birth",
    "namesake_outside_with_birth": "birth",
    "twin_outside": "birth",
    "phone": "phone",
    "head": "head",
}
"""The one fact that stands beside name and village in ways without a number."""


class Teller:
    """Writes people down; which style it takes is drawn."""

    def __init__(self, random: Random, regions: Regions) -> None:
        self._random = random
        self._regions = regions

    def tell(self, way: Way, layout: Layout, one: Known, other_number: str) -> Told:
        """What a row says of `one`; columns that the list does not have are left aside when it is laid out."""
        told = self._whole(one) if way.whom is not Whom.ELSEWHERE else self._elsewhere(one)
        if way.name in _WITHOUT_NUMBER:
            kept = _FACT_OF.get(way.name, "")
            told = told.without("number", *({"birth", "phone", "head", "age", "guardian_number"} - {kept}))
        return self._spell(way, layout, told, one, other_number)

    def county_elsewhere(self) -> str:
        return self._random.choice(sorted(ELSEWHERE))

    # ---- private

    def _whole(self, one: Known) -> Told:
        random = self._random
        village, township = self._regions.find(one.village), self._regions.township_of(one.village)
        assert village is not None and township is not None
        said = random.choice((village.short_name, village.short_name, village.paper_name, village.name))
        county = random.choice((_COUNTY, "莫旗", ""))
        return Told(
            name=one.name,
            number=one.id,
            county=_COUNTY,
            township=township.name,
            village=said,
            code=one.village,
            address=f"{county}{township.name}{village.short_name}{random.choice(_WHERE)}",
            sex=one.sex,
            age=2022 - one.birth.year,
            birth=wording.spell_day(random, one.birth),
            phone=one.phone,
            head=one.head_name,
            guardian_number="",
        )

    def _elsewhere(self, one: Known) -> Told:
        random = self._random
        county, (township, village) = ELSEWHERE[one.number[:6]], random.choice(_THERE)
        birth = wording.spell_day(random, one.birth)
        return Told(
            one.name,
            one.number,
            county,
            township,
            village,
            f"{one.number[:6]}101201",
            f"{county}{township}{village}",
            one.sex,
            2022 - one.birth.year,
            birth,
            one.phone,
            one.head_name,
        )

    def _spell(self, way: Way, layout: Layout, told: Told, one: Known, other_number: str) -> Told:
        random, name = self._random, way.name
        match name:
            case "fifteen":
                return replace(told, number=wording.fifteen(one.id))
            case "lower_x":
                return replace(told, number=one.id.lower())
            case "spaced":
                return replace(told, number=wording.with_spaces(random, one.id))
            case "full_width":
                return replace(told, number=wording.full_width(one.id))
            case "certificate":
                return replace(told, number=self._certificate(one))
            case "apostrophe":
                return replace(told, number=f"'{one.id}")
            case "misspelt_with_number" | "misspelt" | "misspelt_with_birth":
                return replace(told, name=wording.misspelt(random, one.name))
            case "spaced_name":
                return replace(told, name=wording.spaced_name(one.name))
            case "other_dot":
                return replace(told, name=wording.other_dot(random, one.name))
            case "wrong_village_with_number" | "wrong_village":
                return self._in_wrong_village(told)
            case "no_village_with_number":
                return told.without("township", "village", "code", "address")
            case "lost_digits":
                return self._with_lost_digits(layout, told, one)
            case "mistyped":
                return replace(told, number=wording.mistyped(random, one.id)).without("birth", "phone", "head", "age")
            case "anothers_number" | "borrowed_number":
                return replace(told, number=other_number).without("birth", "phone", "head", "age")
        return told

    def _certificate(self, one: Known) -> str:
        """The 残疾人证 of somebody: the one that is known, or one whose category and level are not."""
        return (
            one.number
            if len(one.number) > 18
            else one.id + self._random.choice("1234567") + self._random.choice("1234")
        )

    def _in_wrong_village(self, told: Told) -> Told:
        wrong = wording.misspelt_village(self._random, told.village)
        return replace(told, village=wrong, code="", address=f"{told.township}{wrong}")

    def _with_lost_digits(self, layout: Layout, told: Told, one: Known) -> Told:
        """As a sheet keeps a number that was typed as one; as text a text table has what the sheet showed."""
        lost = wording.lost_digits(one.id)
        return replace(told, number=f"{lost:.5E}" if layout.ending == "csv" else lost).without("birth", "age")
