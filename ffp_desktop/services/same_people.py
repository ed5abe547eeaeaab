"""认人: two ids that may be one person, side by side; somebody says 同一个人 or 不是同一个人, and can take it back.

API (class `SamePeople(vault, surveys, shelf, clock)`): pairs(households) -> tuple[Pair, …], undecided ones first
    compare(pair) -> tuple[PairRow, …]
    judge(pair, is_same, reason) -> Recorded           (taken back with `Dynamics.withdraw(pair.decision.id, …)`)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.events import Event, EventPerson, HouseholdChange
from ffp_desktop.domain.id_number import birth_date
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.census import joined_ids
from ffp_desktop.services.dynamics import Dynamics, Recorded
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.household_records import EventFilter, LikelySame

if TYPE_CHECKING:
    from ffp_desktop.services.entry import EntrySession
    from ffp_desktop.store.vault import OpenVault

_OF_PERSON = ("name", "sex", "id_number", "ethnicity")
_OF_MEMBER = ("education", "relation")
_BORN = "出生日期"
_OF_HOUSEHOLD = ("head_phone", "natural_village")
_HEAD = "户主"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids, the name of each, what speaks for one person, and what was decided (None: nothing yet)."""

    one: str
    other: str
    names: tuple[str, str]
    evidence: str
    decision: Event | None = None

    @property
    def is_same(self) -> bool:
        return self.decision is not None and self.decision.kind == HouseholdChange.SAME_PERSON


@dataclass(frozen=True, slots=True)
class PairRow:
    """What is known of both under one heading, "" where nothing is; `is_told` when it speaks for or against one person
    (where somebody lives does not)."""

    label: str
    texts: tuple[str, str]
    is_told: bool = False

    @property
    def is_equal(self) -> bool:
        return self.texts[0] == self.texts[1] != ""


class SamePeople:
    """The likely pairs of one open vault."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._form = shelf.form
        self._dynamics = Dynamics(vault, clock)
        self._clock = clock

    def pairs(self, households: Iterable[str]) -> tuple[Pair, ...]:
        """The likely pairs of some households' people: undecided ones first, the same number before the same name."""
        likely = self._vault.households.likely_same(households)
        names = self._names(likely)
        decisions = self._decisions()
        found = []
        for one in likely:
            decision = decisions.get(frozenset((one.one, one.other)))
            if decision is not None or one.other not in joined_ids(self._vault, one.one):
                told = (names.get(one.one, ""), names.get(one.other, ""))
                found.append(Pair(one.one, one.other, told, one.evidence, decision))
        return tuple(sorted(found, key=lambda pair: pair.decision is not None))

    def compare(self, pair: Pair) -> tuple[PairRow, ...]:
        """What the newest survey of each says, else what an event told; rows without any answer are left out."""
        sides = [self._side(member) for member in (pair.one, pair.other)]
        labels = dict.fromkeys(label for side in sides for label in side)
        telling = {self._form.items[item].name for item in _OF_PERSON} | {_BORN}
        rows = [
            PairRow(label, (sides[0].get(label, ""), sides[1].get(label, "")), label in telling) for label in labels
        ]
        return tuple(row for row in rows if any(row.texts))

    def judge(self, pair: Pair, is_same: bool, reason: str) -> Recorded:
        """Records what a person says of the two. A reason is asked for (finding `event.reason_missing`)."""
        kind = HouseholdChange.SAME_PERSON if is_same else HouseholdChange.DIFFERENT_PERSON
        persons = tuple(
            EventPerson(member, name) for member, name in zip((pair.one, pair.other), pair.names, strict=True)
        )
        today = self._clock().date().isoformat()
        return self._dynamics.record(Event("", kind, today, "", persons=persons, reason=reason.strip()))

    # ---- private

    def _decisions(self) -> dict[frozenset[str], Event]:
        """What stands of each pair, by its ids."""
        events = [
            event
            for kind in (HouseholdChange.DIFFERENT_PERSON, HouseholdChange.SAME_PERSON)
            for event in self._vault.events.list(EventFilter(kind=kind))
        ]
        return {frozenset(person.member for person in event.persons): event for event in events}

    def _names(self, likely: Iterable[LikelySame]) -> dict[str, str]:
        members = {member for pair in likely for member in (pair.one, pair.other)}
        events = self._vault.events.list(EventFilter(members=frozenset(members)))
        names = {person.member: person.name for event in events for person in event.persons if person.name}
        return names | {seen.member: seen.name for seen in self._vault.households.sightings(members) if seen.name}

    def _side(self, member: str) -> dict[str, str]:
        seen = self._vault.households.sightings([member])
        if not seen:
            return self._told(member)
        newest = seen[-1]
        session = self._surveys.open(newest.survey)
        side = _printed(session, _OF_PERSON, member) | {_BORN: _say_birth(newest.id_number)}
        side |= _printed(session, _OF_MEMBER, member)
        side["户主"] = _head_name(session)
        side["村"] = self._surveys.village_name(newest.village)
        side |= _printed(session, _OF_HOUSEHOLD)
        side["最近一次"] = f"{newest.date}　排查　{newest.round}"
        return side

    def _told(self, member: str) -> dict[str, str]:
        """Of someone whom no survey lists: what the event that brought them told."""
        side: dict[str, str] = {}
        for event in self._vault.events.list(EventFilter(members=frozenset({member}))):
            for person in event.persons:
                if person.member == member and person.name:
                    told = {"name": person.name, "sex": person.sex, "id_number": person.id_number}
                    told["relation"] = person.relation
                    side = {self._form.items[item].name: text for item, text in told.items()}
                    side[_BORN] = _say_birth(person.id_number)
                    side["户主"] = self._head_of(event.household)
                    side["村"] = self._surveys.village_name(event.village)
                    side["最近一次"] = f"{event.date}　{event.kind}"
        return side

    def _head_of(self, household: str) -> str:
        surveys = self._vault.households.surveys(household) if household else ()
        return _head_name(self._surveys.open(surveys[-1])) if surveys else ""


def _say_birth(number: str) -> str:
    born = birth_date(number)
    return born.isoformat() if born else ""


def _printed(session: "EntrySession", items: Iterable[str], member: str = "") -> dict[str, str]:
    known = (session.form.items[item] for item in items if item in session.form.items)
    return {item.name: session.printed(Place(item.id, member)) for item in known}


def _head_name(session: "EntrySession") -> str:
    head = next((m for m in session.members() if session.answer(Place("relation", m)) == _HEAD), "")
    return session.printed(Place("name", head)) if head else ""
