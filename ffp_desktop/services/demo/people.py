"""Draws people: an age that fits, a number that is right, health, schooling and work that follow from them."""

from datetime import date, timedelta
from random import Random

from ffp_desktop.services.demo.names import Namer
from ffp_desktop.services.demo.person import ABLE, Person, number_with_check

_LOCAL_OLD, _LOCAL = "152123", "150722"  # 莫旗 before and since 2001
_ELSEWHERE = ("230225", "230281", "230221", "152122", "152127", "150721", "230229")
_CHRONIC, _SERIOUS, _DISABLED = "长期慢性病", "患有大病", "残疾"
_HIGHER = ("本科", "高职高专")
_YEARS = "一二三四"


class People:
    """Draws the members of many households; no number comes twice."""

    def __init__(self, random: Random, survey_date: date) -> None:
        self._random = random
        self._today = survey_date
        self._numbers: set[str] = set()
        self._names: set[str] = set()
        self.namer = Namer(random)

    def draw(self, relation: str, sex: str, age: int, nation: str, family_name: str, local: bool = True) -> Person:
        """A healthy or ill, schooled, working or resting person of this age in completed years."""
        birth = self._birth(age)
        name = self._name(family_name, nation, sex)
        person = Person(name, sex, birth, age, relation, nation, self._number(birth, sex, local))
        self._give_health(person)
        person.education = self._education(age)
        person.labour = self._labour(person)
        if person.is_able and 17 < age < 60 and self._random.random() < 0.42:
            person.work = self._random.choices(
                ("乡（镇）内务工", "乡（镇）外县内务工", "县外省内务工", "省外务工"), (4, 3, 3, 2)
            )[0]
        person.political = self._political(person)
        person.pension = age >= 16 and not person.is_pupil and self._random.random() < 0.95
        person.aided = _SERIOUS in person.health and self._random.random() < 0.6
        if person.labour == ABLE[1] and self._random.random() < 0.1:
            person.insured = "否（职工医保）"
        return person

    def make_disabled(self, person: Person, severe: bool) -> None:
        """Gives a disability certificate, and the labour that goes with it."""
        category = self._random.choice("1234567")
        level = self._random.choice("12" if severe else "34")
        person.number = person.number[:18] + category + level
        person.id_type = "残疾人证"
        person.health = [h for h in person.health if h != "健康"] + [_DISABLED]
        if person.age >= 16 and not person.is_pupil:
            person.labour = "丧失劳动力" if severe else "弱劳动力或半劳动力"
            person.work = ""

    def start_family(self) -> None:
        """From here on names may come again that others of the household before had."""
        self._names.clear()

    def _name(self, family_name: str, nation: str, sex: str) -> str:
        name = self.namer.full_name(family_name, nation, sex)
        while name in self._names:
            name = self.namer.full_name(family_name, nation, sex)
        self._names.add(name)
        return name

    def _birth(self, age: int) -> date:
        day = min(self._today.day, 28)
        latest = date(self._today.year - age, self._today.month, day)
        return latest - timedelta(days=self._random.randint(0, 300 if age else 200))

    def _number(self, birth: date, sex: str, local: bool) -> str:
        region = (_LOCAL if birth.year > 2000 else _LOCAL_OLD) if local else self._random.choice(_ELSEWHERE)
        while True:
            order = self._random.randrange(0, 500) * 2 + (sex == "男")
            number = number_with_check(f"{region}{birth:%Y%m%d}{order:03}")
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def _give_health(self, person: Person) -> None:
        chance = self._random.random()
        age = person.age
        chronic = 0.01 if age < 40 else 0.12 if age < 60 else 0.38
        if chance < chronic:
            person.health = [_CHRONIC]
        elif age > 30 and chance > 0.975:
            person.health = [_SERIOUS]
        if age > 12 and self._random.random() < 0.035:
            self.make_disabled(person, self._random.random() < 0.3)

    def _education(self, age: int) -> str:
        if age < 16:
            return self._school(age)
        if age <= 18 or (age <= 21 and self._random.random() < 0.55):
            return self._higher_school(age)
        if age >= 70:
            return self._random.choices(("文盲或半文盲", "小学", "初中"), (5, 4, 1))[0]
        if age >= 45:
            return self._random.choices(("小学", "初中", "高中"), (4, 5, 1))[0]
        return self._random.choices(("初中", "高中", "大专", "本科及以上"), (6, 2, 1, 1 if age > 22 else 0))[0]

    def _school(self, age: int) -> str:
        if age < 3:
            return "学龄前儿童"
        if age < 6:
            return self._random.choice(("学龄前儿童", "学前教育", "学前教育"))
        return "小学在校" if age < 13 else ("七年级", "八年级", "九年级")[age - 13]

    def _higher_school(self, age: int) -> str:
        if age <= 18:
            kind = self._random.choices(("普通高中", "中职"), (3, 1))[0]
            return f"{kind}{_YEARS[age - 16]}年级"
        return f"{self._random.choice(_HIGHER)}{_YEARS[age - 19]}年级"

    def _labour(self, person: Person) -> str:
        if person.age < 16 or person.is_pupil:
            return "无劳动力"
        if person.is_severely_disabled:
            return "丧失劳动力"
        chance = self._random.random()
        if person.is_disabled:
            return "弱劳动力或半劳动力"
        if person.age < 60:
            if person.is_ill:
                return "弱劳动力或半劳动力" if chance < 0.6 else ABLE[0]
            return ABLE[1] if chance < 0.14 else ABLE[0]
        if person.age < 70:
            return ABLE[0] if chance < 0.4 and not person.is_ill else "弱劳动力或半劳动力"
        return "丧失劳动力" if chance < 0.35 or person.age > 80 else "弱劳动力或半劳动力"

    def _political(self, person: Person) -> str:
        chance = self._random.random()
        if 14 <= person.age <= 22 and person.is_pupil and chance < 0.5:
            return "共青团员"
        if person.age >= 25 and chance < 0.06:
            return "中共党员"
        return "群众"
