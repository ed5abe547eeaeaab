"""Who lives in which household on a day: the visits' lists and the events between them, followed in order. Pure.

API: `follow(kinds, rolls, events, until=…) -> Population` (its `.residents(household)`, `.movements`, `.findings`).

The result depends on the set of rolls and events only, never on the order they are given in; a withdrawn event is as
if it had never been. A visit's list is what was seen that day, except where an event knows better (`_decided_apart`).
Nobody rises from the dead because a list still has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ffp_desktop.domain.event_checks import EventFinding, check_event, is_day, seen_after
from ffp_desktop.domain.events import Direction, Event, EventKinds, EventPerson, HouseholdChange

FIRST, FOUND, LOST = "首次录入", "排查新增", "排查核减"
"""What a visit's list alone brings: a household's first list, and where a later one differs from what was expected."""
MOVED_IN, MOVED_OUT = "迁入", "迁出"
"""What a split, a merge or a move is to the two villages, when they are two."""


@dataclass(frozen=True, slots=True)
class Resident:
    """A person in a household; `relation` is to its head, "" when a change of head left it unknown.

    `brought_by` is what an event told of someone whom no visit has listed yet.
    """

    member: str
    name: str = ""
    relation: str = ""
    brought_by: EventPerson | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """The people that a finished survey lists. `date` is the visit's; `begun_at` when the survey was begun."""

    survey: str
    household: str
    village: str
    date: str
    begun_at: str
    people: tuple[Resident, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """One person more (`direction` 1) or fewer (-1) in a village. `source` is the event or survey that says so.

    `other_village` is where the person came from or went to, when that is known: within a larger unit it is no change.
    """

    date: str
    kind: str
    direction: int
    member: str
    name: str
    household: str
    village: str
    source: str
    other_village: str = ""


class Population:
    """What is known up to a day. `villages` and `gone_into` are by household, `dead` by person."""

    def __init__(self, kinds: EventKinds, events: Iterable[Event]) -> None:
        self.kinds = kinds
        self.villages: dict[str, str] = {}
        self.gone_into: dict[str, str] = {}
        self.dead: dict[str, Event] = {}
        self.visited: set[str] = set()
        self.movements: list[Movement] = []
        self.findings: dict[str, list[EventFinding]] = {}
        self._homes: dict[str, dict[str, Resident]] = {}
        self._events: dict[str, list[Event]] = {}
        self._same: dict[str, str] = {}
        self._unmet: dict[tuple[str, str], Event] = {}
        for event in events:
            self._take_up(event)

    def person(self, member: str) -> str:
        """The one id under which all ids of the same person are counted."""
        while member in self._same:
            member = self._same[member]
        return member

    def residents(self, household: str) -> tuple[Resident, ...]:
        """Who lives there, in the order of the last list, those who came since at the end."""
        return tuple(self._homes.get(household, {}).values())

    def home(self, household: str) -> Mapping[str, Resident]:
        """The same by person."""
        return self._homes.get(household, {})

    def homes_of(self, member: str) -> tuple[str, ...]:
        """The households the person is in: usually one."""
        person = self.person(member)
        return tuple(household for household, home in self._homes.items() if person in home)

    def is_same(self, one: str, other: str) -> bool:
        return self.person(one) == self.person(other)

    def visit(self, roll: Roll) -> None:
        """Takes over what a survey lists."""
        home = self._homes.get(roll.household, {})
        self.villages.setdefault(roll.household, roll.village)
        later, decided = self._decided_apart(roll)
        listed = {self.person(resident.member): resident for resident in roll.people}
        after: dict[str, Resident] = {}
        for person, resident in listed.items():
            if person in home:
                after[person] = home[person] if person in decided else resident
            elif person in self.dead or person in decided:
                self._see_gone(roll, person, resident)
            else:
                after[person] = resident
                self._count_seen(roll, resident)
        for person, resident in home.items():
            if person not in listed and person in decided:
                after[person] = resident
            elif person not in listed:
                self._count(roll.date, LOST, -1, resident, roll.household, roll.survey)
        self._homes[roll.household] = after
        self.visited.add(roll.household)
        for event in later:
            if event.kind == HouseholdChange.HEAD:
                self._set_head(event)

    def happen(self, event: Event) -> None:
        """Checks an event against what is known, notes the findings, and does what of it can be done."""
        self.findings.setdefault(event.id, []).extend(check_event(event, self))
        direction = self.kinds.direction(event.kind)
        if not is_day(event.date):
            return
        if direction is Direction.DECREASE:
            for person in event.persons:
                self._leave(event, person)
        elif direction is Direction.INCREASE:
            for person in event.persons:
                self._come(event, person)
        elif event.kind in (HouseholdChange.SPLIT, HouseholdChange.MERGE):
            self._transfer(event)
        elif event.kind == HouseholdChange.MOVE and event.household in self.villages and event.other_village:
            self._move(event)
        elif event.kind == HouseholdChange.HEAD:
            self._set_head(event)

    # ---- private

    def _take_up(self, event: Event) -> None:
        for household in set(event.households):
            self._events.setdefault(household, []).append(event)
        if event.kind == HouseholdChange.SAME_PERSON:
            ids = sorted({self.person(person.member) for person in event.persons})
            self._same.update((other, ids[0]) for other in ids[1:])

    def _decided_apart(self, roll: Roll) -> tuple[list[Event], set[str]]:
        """The household's events that this list cannot speak against, and the persons they decide about.

        Told after the survey was begun, of days before the visit: later knowledge. Told before it was begun, of days
        after the visit (a paper typed in late): the list was made knowing it.
        """
        own = self._events.get(roll.household, ())
        later = [event for event in own if event.date < roll.date and event.at > roll.begun_at]
        foretold = [event for event in own if event.date > roll.date and event.at < roll.begun_at]
        deciding = (event for event in (*later, *foretold) if self._carries(event))
        return later, {self.person(person.member) for event in deciding for person in event.persons}

    def _carries(self, event: Event) -> bool:
        """Whether the event takes its persons into or out of a household."""
        return event.kind in self.kinds.changes or event.kind in (HouseholdChange.SPLIT, HouseholdChange.MERGE)

    def _see_gone(self, roll: Roll, person: str, resident: Resident) -> None:
        """A list has someone who is gone by then: told before the visit it is odd; told later, they go now."""
        event = self._unmet.pop((roll.household, person), None)
        death = self.dead.get(person)
        if event is not None and event.at > roll.begun_at:
            self._count_seen(roll, resident)
            self._count(roll.date, event.kind, -1, resident, roll.household, event.id)
        elif death is not None and roll.begun_at > death.at:
            self.findings.setdefault(death.id, []).append(seen_after(resident.name, roll.date))

    def _leave(self, event: Event, gone: EventPerson) -> None:
        person = self.person(gone.member)
        resident = self._homes.get(event.household, {}).pop(person, None)
        if resident is None:
            self._unmet[(event.household, person)] = event
        else:
            self._count(event.date, event.kind, -1, resident, event.household, event.id)
        if self.kinds.is_final(event.kind):
            self.dead.setdefault(person, event)

    def _come(self, event: Event, come: EventPerson) -> None:
        person = self.person(come.member)
        self.villages.setdefault(event.household, event.village)
        home = self._homes.setdefault(event.household, {})
        if person not in home and person not in self.dead:
            home[person] = Resident(come.member, come.name, come.relation, come)
            self._count(event.date, event.kind, 1, home[person], event.household, event.id)

    def _transfer(self, event: Event) -> None:
        """Split and merge: people go from one household into the other, which a split makes."""
        old, new = event.household, event.other_household
        if old not in self.villages or not new or new == old:
            return
        here = self.villages[old]
        there = self.villages.setdefault(new, event.other_village or here)
        source, target = self._homes.setdefault(old, {}), self._homes.setdefault(new, {})
        for moved in event.persons:
            person = self.person(moved.member)
            resident = source.pop(person, None)
            if resident is not None and person in target:
                self._count(event.date, LOST, -1, resident, old, event.id)  # listed in both, counted twice so far
            elif resident is not None:
                target[person] = replace(resident, relation=moved.relation)
                self._cross(event, resident, here, there)
        if event.kind == HouseholdChange.MERGE:
            self.gone_into[old] = new

    def _move(self, event: Event) -> None:
        old, new = self.villages[event.household], event.other_village
        self.villages[event.household] = new
        for resident in self.residents(event.household):
            self._cross(event, resident, old, new)

    def _set_head(self, event: Event) -> None:
        """Relations are to the new head from now on; those that the event does not tell are not known."""
        home = self._homes.get(event.household, {})
        told = {self.person(person.member): person.relation for person in event.persons}
        for person, resident in home.items():
            home[person] = replace(resident, relation=told.get(person, ""))

    def _count_seen(self, roll: Roll, resident: Resident) -> None:
        kind = FOUND if roll.household in self.visited else FIRST
        self._count(roll.date, kind, 1, resident, roll.household, roll.survey)

    def _count(self, date: str, kind: str, direction: int, resident: Resident, household: str, source: str) -> None:
        village = self.villages[household]
        self.movements.append(
            Movement(date, kind, direction, resident.member, resident.name, household, village, source)
        )

    def _cross(self, event: Event, resident: Resident, here: str, there: str) -> None:
        """Someone goes with a household from one village to another."""
        for kind, direction, village, other in ((MOVED_OUT, -1, here, there), (MOVED_IN, 1, there, here)):
            if here != there:
                self.movements.append(
                    Movement(
                        event.date,
                        kind,
                        direction,
                        resident.member,
                        resident.name,
                        event.household,
                        village,
                        event.id,
                        other,
                    )
                )


def follow(kinds: EventKinds, rolls: Iterable[Roll], events: Iterable[Event], until: str = "") -> Population:
    """Follows everything up to and with the day `until` ("" for all); on one day, in the order it was told in."""
    standing = sorted((e for e in events if not e.withdrawn), key=lambda e: (e.date, e.at, e.id))
    population = Population(kinds, standing)
    steps: list[tuple[tuple[str, str, str], Roll | Event]] = []
    steps += [((roll.date, roll.begun_at, roll.survey), roll) for roll in rolls]
    steps += [((event.date, event.at, event.id), event) for event in standing]
    for (day, *_rest), step in sorted(steps, key=lambda entry: entry[0]):
        if until and day > until:
            break
        population.visit(step) if isinstance(step, Roll) else population.happen(step)
    return population
