"""Draws the rows of a list: whom each is about and in which way it is told, with the truth beside it.

API: `Planter(people, county, random)`: `.plant(layout, rows, unused) -> list[Line]`; `Line`, one row of a sheet before
it is laid out: the people in it and what it tells of each. `unused` are ways that no list had yet.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from ffp_desktop.domain.regions import Regions
from tests.quarter.departments import Grouping, Layout
from tests.quarter.known import Known, Special
from tests.quarter.strangers import Strangers
from tests.quarter.telling import Teller
from tests.quarter.truth import Outcome, PlantedRow, Stage
from tests.quarter.ways import WAYS, Told, Way, Whom

_TIMES = 5  # the same person in one list
_TRIES = 300  # people who are looked at for a way that does not fit everybody
_PLACES = frozenset({"village", "address", "code"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of people (`told` and `planted` are as long as each other), and the village it stands under."""

    told: tuple[Told, ...]
    planted: tuple[PlantedRow, ...]
    village: str


class Planter:
    """Draws from one vault's people; a seed gives the same rows."""

    def __init__(self, people: Sequence[Known], special: Special, regions: Regions, random: Random) -> None:
        self._random = random
        self._special = special
        self._people = people
        self._order = random.sample(people, len(people))
        self._by_member = {one.member: one for one in people}
        self._strangers = Strangers(random, {one.id for one in (*people, *special.come)})
        self._teller = Teller(random, regions)
        named = [(one.name, one.village) for one in (*people, *special.come)]
        self._named = Counter(named)
        self._born = Counter((*key, one.birth) for key, one in zip(named, (*people, *special.come), strict=True))
        self._numbers = Counter(one.id for one in people)
        self._homes: dict[str, list[Known]] = {}
        for one in people:
            self._homes.setdefault(one.household, []).append(one)

    def plant(self, layout: Layout, rows: int, unused: set[str]) -> list[Line]:
        """So many rows, in the order they were drawn in."""
        self._taken: set[str] = set()
        start = self._random.randrange(len(self._order))
        pools = {whom: self._pool(whom, layout, start) for whom in Whom}
        lines: list[Line] = []
        for way in self._deal(layout, rows, unused):
            if len(lines) < rows:
                lines += self._lines(way, layout, pools[way.whom])
        while len(lines) < rows and (more := self._lines(WAYS["plain"], layout, pools[Whom.ANYONE])):
            lines += more
        self._random.shuffle(lines)
        return lines[:rows]

    # ---- which ways

    def _deal(self, layout: Layout, rows: int, unused: set[str]) -> list[Way]:
        """As many of each way as it is often; of those that no list had yet at least one."""
        ways = [way for way in WAYS.values() if self._fits(way, layout)]
        weights = [way.often * layout.more.get(way.name, 1.0) for way in ways]
        first = [way for way in ways if way.name in unused][: max(1, rows // 3)]
        rest = self._random.choices(ways, weights, k=rows)
        unused -= {way.name for way in first}
        dealt = [*first, *rest][:rows]
        self._random.shuffle(dealt)
        return dealt

    def _fits(self, way: Way, layout: Layout) -> bool:
        keys = set(layout.keys) | ({"village"} if layout.keys & _PLACES else set())
        if way.name == "two_in_cell" and "guardian_number" in keys:
            return False
        if way.whom is Whom.ELSEWHERE and layout.grouping is not Grouping.IN_ROW:
            return False
        if way.name.startswith("wrong_village") and not layout.keys & {"village", "address"}:
            return False
        if way.name == "wrong_village" and layout.grouping is not Grouping.IN_ROW:
            return False
        return way.needs <= keys

    # ---- whom

    def _pool(self, whom: Whom, layout: Layout, start: int) -> Iterator[Known]:
        """People of this kind whom the department lists, round and round, without those that were told about."""
        wanted = self._condition(whom)
        if whom in _RARE:
            source = self._special.come if whom is Whom.COME else [one for one in self._people if wanted(one)]
            order: Sequence[Known] = self._random.sample(source, len(source))
        else:
            order = [*islice(self._order, start, None), *islice(self._order, start)]
        left = 1
        while left:
            left = 0
            for one in order:
                if one.member not in self._taken and wanted(one) and (whom in _RARE or layout.who(one)):
                    left += 1
                    yield one

    def _condition(self, whom: Whom) -> Callable[[Known], bool]:
        special = self._special
        met = {member for pair in special.met_again for member in pair}
        touched = special.dead | special.gone | special.moved | met
        named = self._named
        return {
            Whom.DEAD: lambda one: one.member in special.dead,
            Whom.GONE: lambda one: one.member in special.gone,
            Whom.MOVED: lambda one: one.member in special.moved,
            Whom.MET_AGAIN: lambda one: one.member in met,
            Whom.COME: lambda _one: True,
            Whom.NAMESAKE: lambda one: one.member not in touched and named[one.name, one.village] > 1,
            Whom.LONE: lambda one: one.member not in touched and named[one.name, one.village] == 1,
        }.get(whom, lambda one: one.member not in touched and self._numbers[one.id] == 1)

    # ---- how

    def _lines(self, way: Way, layout: Layout, pool: Iterator[Known]) -> list[Line]:
        """The rows of one way; none when there is nobody left to tell about."""
        if way.whom in (Whom.STRANGER, Whom.ELSEWHERE):
            return [self._line(way, layout, self._stranger(way))]
        subject = next((one for one in islice(pool, _TRIES) if self._can_be(way, one)), None)
        if subject is None:
            return []
        self._taken.add(subject.member)
        if way.name == "repeated":
            return [self._repetition(way, layout, subject, number) for number in range(_TIMES)]
        if way.name == "borrowed_number":
            return self._borrowed(layout, subject)
        if way.name == "two_in_cell":
            return self._two_in_cell(way, layout, subject)
        return [self._line(way, layout, self._stand_in(way, subject), subject)]

    def _can_be(self, way: Way, one: Known) -> bool:
        """Whether this person can be told in this way."""
        alone = self._named[one.name, one.village] == 1
        can = {
            "fifteen": one.id[6:8] == "19" and not one.id.endswith("X"),
            "lower_x": one.id.endswith("X"),
            "lost_digits": not one.id.endswith("X"),
            "other_dot": "·" in one.name,
            "spaced_name": len(one.name) == 2,
            "phone": bool(one.phone) and alone,
            "head": alone and one.name != one.head_name,
            "birth": self._born[one.name, one.village, one.birth] == 1,
            "namesake_with_birth": self._born[one.name, one.village, one.birth] == 1,
            "two_in_cell": len(self._homes[one.household]) > 1 if one.household in self._homes else False,
        }
        return can.get(way.name, True)

    def _stranger(self, way: Way) -> Known:
        if way.whom is Whom.ELSEWHERE:
            return self._strangers.draw("", county=self._teller.county_elsewhere())
        return self._strangers.draw(self._random.choice(self._people).village)

    def _stand_in(self, way: Way, subject: Known) -> Known:
        """Whom the row is about, when it is only somebody like the one that was drawn."""
        if way.whom is Whom.NAMESAKE_OUTSIDE:
            return self._strangers.namesake_of(subject)
        if way.name == "next_number":
            return self._strangers.next_to(subject)
        return self._strangers.twin_of(subject) if way.whom is Whom.TWIN_OUTSIDE else subject

    def _other_number(self, way: Way, subject: Known) -> str:
        """For a row that has somebody else's number: another of the household, or of anywhere."""
        if way.name != "anothers_number":
            return ""
        others = [one for one in self._homes[subject.household] if one.member != subject.member]
        return self._random.choice(others or [one for one in self._random.sample(self._people, 2) if one != subject]).id

    def _line(self, way: Way, layout: Layout, one: Known, subject: Known | None = None) -> Line:
        told = self._tell(way, layout, one)
        about = None if way.stage is Stage.NOBODY else subject or one
        return Line((told,), (self._planted(way, about),), one.village)

    def _tell(self, way: Way, layout: Layout, one: Known) -> Told:
        """With the head's number beside it, where the list has one and the row may have it."""
        told = self._teller.tell(way, layout, one, self._other_number(way, one))
        if "guardian_number" not in layout.keys or not told.number or not way.is_automatic:
            return told
        head = next((home.id for home in self._homes.get(one.household, ()) if home.name == one.head_name), "")
        return replace(told, guardian_number=head)

    def _repetition(self, way: Way, layout: Layout, subject: Known, number: int) -> Line:
        """The same person again, spelled now this way, now that."""
        spelled = ("plain", "spaced", "full_width", "misspelt_with_number", "plain")[number]
        told = self._tell(WAYS[spelled], layout, subject)
        planted = self._planted(way, subject)
        both = tuple(dict.fromkeys((*planted.outcomes, Outcome.DUPLICATE)))
        return Line((told,), (replace(planted, outcomes=both),), subject.village)

    def _two_in_cell(self, way: Way, layout: Layout, subject: Known) -> list[Line]:
        home = [one for one in self._homes[subject.household] if one.member not in self._taken]
        if not home or not self._condition(Whom.ANYONE)(home[0]):
            return []
        self._taken.add(home[0].member)
        told = tuple(self._tell(WAYS["plain"], layout, one) for one in (subject, home[0]))
        planted = (self._planted(way, subject), replace(self._planted(way, home[0]), part=2))
        return [Line(told, planted, subject.village)]

    def _borrowed(self, layout: Layout, owner: Known) -> list[Line]:
        """Somebody with their own number, and another of the household with the same: two people, not one twice."""
        home = [one for one in self._homes[owner.household] if one.member not in self._taken]
        alone = [one for one in home if self._condition(Whom.LONE)(one) and one.name != owner.name]
        if not alone:
            return []
        borrower, way = alone[0], WAYS["borrowed_number"]
        self._taken.add(borrower.member)
        told = self._teller.tell(way, layout, borrower, owner.id)
        borrowed = Line((told,), (self._planted(way, borrower),), borrower.village)
        return [self._line(WAYS["plain"], layout, owner), borrowed]

    def _planted(self, way: Way, subject: Known | None) -> PlantedRow:
        if subject is None:
            may_refuse = way.whom is Whom.ELSEWHERE
            return PlantedRow("", 0, 1, way.name, way.stage, may_refuse=may_refuse, outcomes=(Outcome.NOT_FOUND,))
        persons = next((pair for pair in self._special.met_again if subject.member in pair), (subject.member,))
        outcomes = self._outcomes([self._by_member.get(member, subject) for member in persons])
        return PlantedRow(
            "", 0, 1, way.name, way.stage, persons, subject.household, way.is_automatic, outcomes=outcomes
        )

    def _outcomes(self, known: Sequence[Known]) -> tuple[Outcome, ...]:
        """What is right for somebody: several where the last visit found what nobody has entered yet."""
        if any(one.member in self._special.dead | self._special.gone for one in known):
            return (Outcome.GONE,)
        right: list[Outcome] = []
        for one in known:
            right += (
                [Outcome.MONITORED] if one.is_monitored else [Outcome.VISITED if one.is_visited else Outcome.TO_VISIT]
            )
            right += [Outcome.MONITORED] if one.is_new else []
        return tuple(dict.fromkeys(right))


_RARE = frozenset({Whom.DEAD, Whom.GONE, Whom.MOVED, Whom.COME, Whom.MET_AGAIN})
"""Of these there are so few that a department's own choice is left aside."""
