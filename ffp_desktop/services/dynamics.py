"""动态管理: events of people and households, recorded and taken back, and the tables of 自然增加/自然减少.

API (class `Dynamics(vault, clock)`): record(event) -> Recorded      withdraw(event_id, reason) -> Recorded
    check(event) -> findings       list(EventFilter) -> events          contradictions(village) -> {event id: findings}
    table(village, start, end) -> ChangeTable
`split_event`, `merge_event` … are plain `Event`s: who, when and the ids are filled in here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop.domain.campaign.records import office_village
from ffp_desktop.domain.change_table import ChangeRow, change_rows
from ffp_desktop.domain.event_checks import EventFinding, is_day
from ffp_desktop.domain.events import OF_IDENTITY, Direction, Event, EventPerson, HouseholdChange
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.population import Population
from ffp_desktop.errors import FfpError
from ffp_desktop.services.census import event_kinds, household_population, joined_ids, unit_population
from ffp_desktop.store.headers import new_id
from ffp_desktop.store.household_records import EventFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

__all__ = ["ChangeTable", "Dynamics", "Event", "EventFilter", "EventPerson", "Recorded"]

_NEED_REASON = tuple(HouseholdChange)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an event: `event` as it stands in the vault, None when an error among the findings bars it."""

    event: Event | None
    findings: tuple[EventFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """自然增加/自然减少 of a unit over a period: the whole, and a row for each unit one level below."""

    start: str
    end: str
    total: ChangeRow
    rows: tuple[ChangeRow, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The columns: every kind of 自然增加, then of 自然减少, then what else came and went."""
        listed = event_kinds().changes.values()
        ordered = [kind.name for way in Direction for kind in listed if kind.direction is way]
        return (*ordered, *(kind for kind in self.total_kinds if kind not in ordered))

    @property
    def total_kinds(self) -> tuple[str, ...]:
        """The kinds that occur in any row: a move between two villages of a township is none of the township's."""
        return tuple(dict.fromkeys(kind for row in (self.total, *self.rows) for kind in row.by_kind))


class Dynamics:
    """The events of one open vault. Each call that changes something is one transaction."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock

    def record(self, event: Event) -> Recorded:
        """Records what was told. Ids that are "" are made: the event's, a newcomer's, the household a split makes.

        `village` is where the household lives; it is filled in where the household is known. An error among the
        findings means that nothing was recorded; warnings are for the person to read.
        """
        with self._vault.together():
            whole = self._completed(event)
            findings = self.check(whole)
            if any(finding.level is Level.ERROR for finding in findings):
                return Recorded(None, findings)
            self._vault.events.record(whole, self._vault.operator.id, whole.at)
            return Recorded(self._vault.events.get(whole.id), findings)

    def withdraw(self, event_id: str, reason: str) -> Recorded:
        """Takes an event back; not while later ones rest on it. Raises FfpError `event.unknown`, `event.withdrawn`,
        `event.reason_missing`."""
        if not reason.strip():
            raise FfpError("event.reason_missing", "撤回要写明原因。请填写原因。")
        with self._vault.together():
            event = self._vault.events.get(event_id)
            before, after = self._around(event), self._around(event, without=event.id)
            findings = _arisen(before, after)
            if findings:
                return Recorded(None, findings)
            self._vault.events.withdraw(event_id, reason.strip(), self._vault.operator.id, self._now())
            return Recorded(self._vault.events.get(event_id))

    def check(self, event: Event) -> tuple[EventFinding, ...]:
        """What speaks against an event, itself or against what was recorded of later days."""
        findings = list(self._check_told(event))
        without, with_it = self._around(event), self._around(event, more=(event,))
        if event.kind in OF_IDENTITY and len({p.member for p in event.persons}) == 2:
            findings += self._check_identity(event, without)
        return (*findings, *with_it.findings[event.id], *_arisen(without, with_it, event.id))

    def list(self, wanted: EventFilter) -> tuple[Event, ...]:
        """By date. `members` are taken with all ids they are joined to."""
        if wanted.members is not None:
            joined = frozenset[str]().union(*(joined_ids(self._vault, member) for member in wanted.members))
            wanted = replace(wanted, members=joined)
        return self._vault.events.list(wanted)

    def contradictions(self, village: str) -> Mapping[str, tuple[EventFinding, ...]]:
        """The events of a unit that something speaks against, by id: each was right where it was recorded."""
        found = unit_population(self._vault, village).findings
        return {event: tuple(findings) for event, findings in found.items() if findings}

    def table(self, village: str, start: str, end: str) -> ChangeTable:
        """Both days included. Raises FfpError `event.period_wrong`."""
        if not is_day(start) or not is_day(end) or end < start:
            raise FfpError("event.period_wrong", "期间不对：止日不能早于起日，写成 2023-04-02 的样子。请重新填写。")
        moved = [m for m in unit_population(self._vault, village).movements if m.village.startswith(village)]
        whole = change_rows(moved, start, end, len(village))
        below = {6: 9, 9: 12}.get(len(village), 12)
        total = whole[0] if whole else ChangeRow(village, 0, {}, 0)
        return ChangeTable(start, end, total, change_rows(moved, start, end, below))

    # ---- private

    def _completed(self, event: Event) -> Event:
        persons = tuple(replace(p, member=p.member or uuid4().hex) for p in event.persons)
        known = self._vault.households.get(event.household)
        other = event.other_household
        if event.kind == HouseholdChange.SPLIT:
            other = other or new_id()
        return replace(
            event,
            id=event.id or new_id(),
            village=event.village or (known.village if known else self._village_of(event)),
            persons=persons,
            other_household=other,
            at=self._now(),
        )

    def _village_of(self, event: Event) -> str:
        """Where the persons of an event that happens to no household were seen; the office's own feed where that are
        several villages, so that no other village reads their names."""
        seen = {sighting.village for sighting in self._vault.households.sightings(p.member for p in event.persons)}
        return seen.pop() if len(seen) == 1 else office_village(self._vault.unit.code)

    def _check_told(self, event: Event) -> tuple[EventFinding, ...]:
        """What can be seen without knowing the household."""
        findings = []
        if event.date > self._clock().date().isoformat() and is_day(event.date):
            findings.append(_error("event.date_future", "日期晚于今天。请核对日期。"))
        if event.kind in _NEED_REASON and not event.reason.strip():
            findings.append(_error("event.reason_missing", f"{event.kind}要写明原因。请填写原因。"))
        unknown = event.household and self._vault.households.get(event.household) is None
        if unknown or (not event.household and event.kind not in OF_IDENTITY):
            findings.append(_error("event.household_unknown", "没有找到这一户。请从户清单里选。"))
        return (*findings, *self._check_newcomers(event))

    def _check_identity(self, event: Event, known: Population) -> Iterator[EventFinding]:
        one, other = (person.member for person in event.persons)
        if known.is_same(one, other):
            yield _error("event.same_already", "已经认作同一个人。要改，先撤回那一条。")
        for earlier in self.list(EventFilter(kind=HouseholdChange.DIFFERENT_PERSON, members=frozenset({one}))):
            if any(known.is_same(person.member, other) for person in earlier.persons):
                yield _error("event.different_already", "已经认定不是同一个人。要改，先撤回那一条。")
                return

    def _check_newcomers(self, event: Event) -> Iterator[EventFinding]:
        """Someone told as new whose number is listed already: evidence that a person has to judge."""
        for person in event.persons if event.kind in event_kinds().changes else ():
            known = self._vault.households.members_with_key(person_key(person.id_number))
            if set(known) - joined_ids(self._vault, person.member):
                sentence = "这个证件号码有人登记过。是同一个人，请认定为同一个人；不是，请核对号码。"
                yield EventFinding("event.number_known", Level.WARNING, sentence, person.member)

    def _around(self, event: Event, more: tuple[Event, ...] = (), without: str = "") -> Population:
        members = [person.member for person in event.persons]
        return household_population(self._vault, event.households, members, more=more, without=without)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _arisen(before: Population, after: Population, own: str = "") -> tuple[EventFinding, ...]:
    """Errors of other events that were none before: the change contradicts them."""
    found = []
    for event, findings in after.findings.items():
        known = before.findings.get(event, [])
        arisen = [f for f in findings if f.level is Level.ERROR and f not in known]
        if event != own and arisen:
            sentence = f"和以后的一条变动对不上：{arisen[0].sentence}"
            found.append(EventFinding("event.contradicts_later", Level.ERROR, sentence, arisen[0].member))
    return tuple(found)


def _error(code: str, sentence: str) -> EventFinding:
    return EventFinding(code, Level.ERROR, sentence)


def kind_names() -> tuple[str, ...]:
    """Every kind an operator can choose, 自然减少 and 自然增加 first."""
    return (*event_kinds().changes, *HouseholdChange)
