"""The ledger that the program keeps itself: what the visit of the round before found, the events since, and what was
recorded of a 监测对象: when it was approved, which actions the system has carried out.

API: `KeptLedger(vault, reader, rounds)`: `.of(visited) -> {household: Paired}`; `recorded_values(record, kind)`.

It follows the visit by itself, so it asks nobody to change it; it tells which of two others is right.
"""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, MonitoringRecord, Step
from ffp_desktop.domain.population import Resident, follow
from ffp_desktop.domain.reconciliation.pairing import Paired
from ffp_desktop.domain.reconciliation.sides import Line, Value, VisitedHousehold, VisitedPerson
from ffp_desktop.domain.reconciliation.visits import VisitReader
from ffp_desktop.domain.reconciliation.vocabulary import GENERAL, MONITORED, OFF_POVERTY_ANY
from ffp_desktop.services.census import event_kinds
from ffp_desktop.store.household_records import EventFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_HEAD = "户主"


class KeptLedger:
    """Looks up the few households that are in question."""

    def __init__(self, vault: "OpenVault", reader: VisitReader, rounds: Collection[str]) -> None:
        self._vault = vault
        self._reader = reader
        self._rounds = rounds

    def of(self, visited: Iterable[VisitedHousehold]) -> dict[str, Paired]:
        """Households of which nothing is kept are left out."""
        wanted = {one.household: one for one in visited}
        found = self._from_visits(wanted) if self._rounds and wanted else {}
        for household in wanted:
            if household in self._recorded:
                kept = found.setdefault(household, Paired(is_listed=True))
                kept.values.update(recorded_values(self._recorded[household], wanted[household].kind))
        return found

    @cached_property
    def _recorded(self) -> dict[str, MonitoringRecord]:
        return dict(self._vault.monitoring.records())

    def _from_visits(self, wanted: dict[str, VisitedHousehold]) -> dict[str, Paired]:
        before: dict[str, tuple[str, VisitedHousehold]] = {}
        for survey in self._vault.reconciliations.finished.of_households(self._rounds, list(wanted)):
            told = (survey.household, survey.id, survey.village, survey.units)
            before[survey.household] = (survey.id, self._reader.read(*told))
        rolls = [roll for roll in self._vault.households.rolls(before) if before[roll.household][0] == roll.survey]
        events = self._vault.events.list(EventFilter(households=frozenset(before)))
        population = follow(event_kinds(), rolls, events)
        return {
            household: _paired(wanted[household], told, population.residents(household))
            for household, (_, told) in before.items()
        }


def recorded_values(record: MonitoringRecord, kind: str) -> dict[str, Value]:
    """What the steps and the actions that the system has carried out say of a household of this kind."""
    values: dict[str, Value] = {}
    approved = record.steps.get(Step.COUNTY)
    if approved is not None and Step.SYSTEM in record.steps:
        values["identified_on"] = approved.date[:7]
    for action in record.actions:
        done = action.passage(ActionState.DONE)
        if done is None or action.withdrawn:
            continue
        if action.kind is ActionKind.ELIMINATE:
            values |= {"risk_eliminated": "是", "eliminated_on": done.date[:7]}
        elif action.kind is ActionKind.RETURN:
            values |= {"risk_eliminated": "否", "eliminated_on": ""}
        elif action.kind is ActionKind.REMOVE and kind in MONITORED:
            values["household_kind"] = OFF_POVERTY_ANY if kind == MONITORED[0] else GENERAL
    return values


def _paired(visited: VisitedHousehold, before: VisitedHousehold, residents: Iterable[Resident]) -> Paired:
    known = {person.member: person for person in before.people}
    present = {person.member for person in visited.people}
    found = Paired(dict(before.values), is_listed=True, lists_people=True)
    for number, resident in enumerate(residents):
        line = _line(number, resident, known.get(resident.member))
        if resident.member in present:
            found.people[resident.member] = line
        else:
            found.extra.append(line)
    return found


def _line(number: int, resident: Resident, person: VisitedPerson | None) -> Line:
    values = dict(person.values) if person else {}
    if resident.relation:
        values["relation"] = resident.relation
    key = person.key if person else ""
    return Line(number, person.name if person else resident.name, key, resident.relation == _HEAD, values)
