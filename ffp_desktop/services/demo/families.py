"""Draws families: who lives in one household, with relations and ages that fit each other."""

from collections.abc import Callable
from random import Random

from ffp_desktop.services.demo.people import People
from ffp_desktop.services.demo.person import Person

MAN, WOMAN = "男", "女"


class Families:
    """Draws whole households; the head comes first."""

    def __init__(self, random: Random, people: People) -> None:
        self._random = random
        self._people = people
        self._kinds: tuple[tuple[Callable[[], list[Person]], int], ...] = (
            (self._couple_with_children, 38),
            (self._old_couple, 17),
            (self._three_generations, 16),
            (self._alone_and_old, 9),
            (self._young_head_with_parents, 8),
            (self._one_parent, 5),
            (self._grandparents_with_grandchildren, 4),
            (self._bachelor, 2),
            (self._large_family, 1),
        )

    def draw(self) -> list[Person]:
        self._people.start_family()
        makers = [maker for maker, _ in self._kinds]
        return self._random.choices(makers, [weight for _, weight in self._kinds])[0]()

    def _head(self, sex: str, youngest: int, oldest: int) -> tuple[Person, str]:
        """The head and the name the children take."""
        nation = self._people.namer.nation()
        family_name = self._people.namer.family_name(nation)
        return self._people.draw("户主", sex, self._age(youngest, oldest), nation, family_name), family_name

    def _couple_with_children(self) -> list[Person]:
        head, family_name = self._head(MAN, 26, 58)
        family = [head, self._spouse(head)]
        count = self._random.choices((0, 1, 2, 3), (3, 5, 4, 1))[0]
        oldest = min(head.age - 21, 24)
        for _ in range(count):
            family.append(self._child(head, family_name, oldest))
        if self._random.random() < 0.2 and head.age < 56:
            family.append(self._parent(head, family_name))
        return family

    def _old_couple(self) -> list[Person]:
        head, _ = self._head(MAN, 60, 82)
        return [head, self._spouse(head)]

    def _three_generations(self) -> list[Person]:
        head, family_name = self._head(MAN, 56, 72)
        family = [head, self._spouse(head)] if self._random.random() < 0.8 else [head]
        son = self._relative("之子", MAN, head.age - self._age(22, 27), head.nation, family_name)
        family.append(son)
        nation = self._people.namer.nation()
        wife = self._people.draw(
            "之儿媳",
            WOMAN,
            max(21, son.age - self._age(0, 4)),
            nation,
            self._people.namer.family_name(nation),
            local=False,
        )
        family.append(wife)
        oldest = min(son.age - 21, head.age - 43, 18)
        for _ in range(self._random.choices((1, 2, 3), (5, 4, 1))[0]):
            sex = self._sex()
            relation = "之孙子" if sex == MAN else "之孙女"
            family.append(self._relative(relation, sex, self._age(0, max(oldest, 0)), head.nation, family_name))
        return family

    def _alone_and_old(self) -> list[Person]:
        return [self._head(self._sex(), 62, 88)[0]]

    def _young_head_with_parents(self) -> list[Person]:
        head, family_name = self._head(MAN, 26, 46)
        family = [head]
        if self._random.random() < 0.6:
            family.append(self._spouse(head))
            family.append(self._child(head, family_name, min(head.age - 21, 16)))
        family.append(self._parent(head, family_name))
        return family

    def _one_parent(self) -> list[Person]:
        head, family_name = self._head(WOMAN, 28, 50)
        children = range(self._random.choice((1, 1, 2)))
        return [head, *(self._child(head, family_name, min(head.age - 20, 19)) for _ in children)]

    def _grandparents_with_grandchildren(self) -> list[Person]:
        head, family_name = self._head(MAN, 60, 74)
        family = [head, self._spouse(head)]
        for _ in range(self._random.choice((1, 2))):
            sex = self._sex()
            relation = "之孙子" if sex == MAN else "之孙女"
            family.append(self._relative(relation, sex, self._age(4, 15), head.nation, family_name))
        return family

    def _bachelor(self) -> list[Person]:
        return [self._head(MAN, 35, 59)[0]]

    def _large_family(self) -> list[Person]:
        family = self._three_generations()
        head = family[0]
        family_name = self._people.namer.family_name(head.nation)
        for _ in range(self._age(3, 8)):
            sex = self._sex()
            relation = "之孙子" if sex == MAN else "之孙女"
            family.append(self._relative(relation, sex, self._age(0, min(head.age - 44, 15)), head.nation, family_name))
        return family

    def _spouse(self, head: Person) -> Person:
        nation = head.nation if self._random.random() < 0.65 else self._people.namer.nation()
        age = max(22, head.age + self._age(-4, 2))
        family_name = self._people.namer.family_name(nation)
        return self._people.draw("配偶", WOMAN, age, nation, family_name, local=self._random.random() < 0.7)

    def _child(self, head: Person, family_name: str, oldest: int) -> Person:
        sex = self._sex()
        return self._relative(
            "之子" if sex == MAN else "之女", sex, self._age(0, max(oldest, 0)), head.nation, family_name
        )

    def _parent(self, head: Person, family_name: str) -> Person:
        sex = self._sex()
        age = min(head.age + self._age(20, 30), 95)
        own = family_name if sex == MAN else self._people.namer.family_name(head.nation)
        return self._relative("之父" if sex == MAN else "之母", sex, age, head.nation, own)

    def _relative(self, relation: str, sex: str, age: int, nation: str, family_name: str) -> Person:
        return self._people.draw(relation, sex, age, nation, family_name)

    def _sex(self) -> str:
        return self._random.choice((MAN, WOMAN))

    def _age(self, youngest: int, oldest: int) -> int:
        return self._random.randint(youngest, max(youngest, oldest))
