"""Draws whole households: address, family, money, safety, judgement, and 六–八 for those that are monitored."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from ffp_desktop.services.demo.families import Families
from ffp_desktop.services.demo.money import Money, draw_money
from ffp_desktop.services.demo.monitoring import NO, YES, Home, Monitoring, draw_monitoring, has_no_labour
from ffp_desktop.services.demo.people import People
from ffp_desktop.services.demo.person import Person

GENERAL, OFF_POVERTY, MONITORED = (
    ("一般农牧户",),
    ("脱贫享受政策户", "脱贫不享受政策户"),
    ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
)
_KINDS = (*GENERAL, *OFF_POVERTY, *MONITORED)
_KIND_WEIGHTS = (62, 12, 9, 6, 7, 4)
_SUDDEN = MONITORED[2]
_HAMLETS = ("东屯", "西屯", "前屯", "后屯", "一组", "二组", "三组", "河沿屯", "山前屯")
_NOT_IDENTIFIED = ("子女已承担赡养", "支出已由医保报销大部", "已落实临时救助，家底尚可", "亲属资助，收入可以恢复")


@dataclass(slots=True)
class Household:
    """One household as it is drawn; `encode` makes the survey's JSON object of it."""

    village: str
    hamlet: str
    kind: str
    phone: str
    survey_date: date
    family: list[Person]
    home: Home
    money: Money
    at_risk: bool
    newly_identified: bool
    reason: str
    surveyors: list[str]
    judges: list[str]
    monitoring: Monitoring | None
    identified_on: date | None
    is_finished: bool
    confirmed: list[dict[str, Any]] = field(default_factory=list)

    def encode(self, form: str, round_id: str) -> dict[str, Any]:
        """The survey of this household as survey files write it."""
        encoded: dict[str, Any] = {"form": form, "round": round_id, "village": self.village}
        if self.hamlet:
            encoded["natural_village"] = self.hamlet
        encoded["answers"] = self._answers()
        encoded["members"] = [person.encode() for person in self.family]
        if self.confirmed:
            encoded["confirmed"] = self.confirmed
        return encoded

    def _answers(self) -> dict[str, Any]:
        insured = all(person.insured != NO for person in self.family)
        answers: dict[str, Any] = {"household_kind": self.kind, "resettlement_site": NO}
        if self.phone:
            answers["head_phone"] = self.phone
        answers["survey_date"] = self.survey_date.isoformat()
        if self.identified_on:
            answers["identified_on"] = self.identified_on.isoformat()
        answers |= self.money.encode(len(self.family))
        answers |= {"school_dropout": NO, "all_insured": YES if insured else NO}
        answers["safe_water"] = YES if self.home.safe_water else NO
        if not self.home.safe_water:
            answers["water_problems"] = ["水量不达标"]
        answers["unsafe_house"] = YES if self.home.unsafe_house else NO
        if self.home.unsafe_house:
            answers["house_grade"] = "C级"
        answers["at_risk"] = YES if self.at_risk else NO
        if self.kind not in MONITORED:
            answers["newly_identified"] = YES if self.newly_identified else NO
        if self.reason:
            answers["not_identified_reason"] = self.reason
        answers |= {"surveyors": self.surveyors, "judges": self.judges}
        return answers | (self.monitoring.encode() if self.monitoring else {})


class Households:
    """Draws households of given villages one after the other."""

    def __init__(self, random: Random, villages: list[str], latest: date) -> None:
        self._random = random
        self._latest = latest
        self._people = People(random, latest)
        self._families = Families(random, self._people)
        self._villages = villages
        self._weights = [random.randint(50, 300) for _ in villages]
        self._officials: dict[str, list[str]] = {}
        self._phones: set[str] = set()

    def draw(self) -> Household:
        random = self._random
        village = random.choices(self._villages, self._weights)[0]
        family = self._families.draw()
        kind = random.choices(_KINDS, _KIND_WEIGHTS)[0]
        self._give_support(family, kind)
        home = Home(safe_water=random.random() > 0.012, unsafe_house=random.random() < 0.012)
        is_monitored = kind in MONITORED
        is_eliminated = is_monitored and not has_no_labour(family) and self._is_safe(home) and random.random() < 0.3
        at_risk = not is_eliminated if is_monitored else not self._is_safe(home) or random.random() < 0.07
        identified = at_risk and not is_monitored and random.random() < 0.45
        money = draw_money(random, family, is_monitored or identified, at_risk)
        if identified and money.per_head(len(family)) > 19000:
            identified = False
        officials = self._village_officials(village)
        household = Household(
            village=village,
            hamlet=random.choice(_HAMLETS) if random.random() < 0.8 else "",
            kind=kind,
            phone=self._phone(),
            survey_date=self._latest,
            family=family,
            home=home,
            money=money,
            at_risk=at_risk,
            newly_identified=identified,
            reason=random.choice(_NOT_IDENTIFIED) if at_risk and not is_monitored and not identified else "",
            surveyors=random.sample(officials, random.choice((1, 2))),
            judges=random.sample(officials, random.choice((2, 2, 3))),
            monitoring=None,
            identified_on=None,
            is_finished=random.random() < 0.6,
        )
        if is_monitored or identified:
            self._open_monitoring(household, is_eliminated)
        return household

    def _open_monitoring(self, household: Household, is_eliminated: bool) -> None:
        sudden = household.kind == _SUDDEN
        today = household.survey_date
        drawn = draw_monitoring(self._random, household.family, household.home, today, sudden)
        months = 0 if household.newly_identified else self._random.randint(7, 26)
        household.identified_on = today - timedelta(days=months * 30 + months // 2)
        drawn.eliminated = is_eliminated
        drawn.months = months
        household.monitoring = drawn

    def _give_support(self, family: list[Person], kind: str) -> None:
        """低保 or 特困 where it belongs: old people alone, families without labour, some of the poor."""
        alone = len(family) == 1 and (family[0].age >= 60 or has_no_labour(family)) and not family[0].is_able
        if alone and self._random.random() < 0.45:
            family[0].destitute = True
            family[0].work = ""
        elif has_no_labour(family) or (kind in MONITORED and self._random.random() < 0.35):
            for person in family:
                person.minimum_living = True

    def _is_safe(self, home: Home) -> bool:
        return home.safe_water and not home.unsafe_house

    def _village_officials(self, village: str) -> list[str]:
        if village not in self._officials:
            names: list[str] = []
            while len(names) < 6:
                name = self._people.namer.official()
                if name not in names:
                    names.append(name)
            self._officials[village] = names
        return self._officials[village]

    def _phone(self) -> str:
        while True:
            if self._random.random() < 0.04:
                phone = f"0470-56{self._random.randrange(10**5):05}"
            else:
                phone = self._random.choice(("138", "139", "150", "151", "187", "158")) + (
                    f"47{self._random.randrange(10**6):06}"
                )
            if phone not in self._phones:
                self._phones.add(phone)
                return phone
