"""The ledger that the program keeps itself: what the visit of the round before found, and the events since.

API: `KeptLedger(vault, reader, rounds)`: `.of(visited) -> {household: Paired}`. It follows the visit by itself, so it
asks nobody to change it; it tells which of two others is right.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ffp_desktop.domain.population import Resident, follow
from ffp_desktop.domain.reconciliation.pairing import Paired
from ffp_desktop.domain.reconciliation.sides import Line, VisitedHousehold, VisitedPerson
from ffp_desktop.domain.reconciliation.visits import VisitReader
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
        """Households that no earlier round has seen are left out."""
        wanted = {one.household: one for one in visited}
        if not self._rounds or not wanted:
            return {}
        before: dict[str, tuple[str, VisitedHousehold]] = {}
        for survey in self._vault.reconciliations.finished.of_households(self._rounds, list(wanted)):
            told = (survey.household, survey.id, survey.village, survey.units)
            before[survey.household] = (survey.id, self._reader.read(*told))
        if not before:
            return {}
        rolls = [
            roll
            for roll in self._vault.households.rolls(before)
            if roll.household in before and before[roll.household][0] == roll.survey
        ]
        events = self._vault.events.list(EventFilter(households=frozenset(before)))
        population = follow(event_kinds(), rolls, events)
        return {
            household: _paired(wanted[household], told, population.residents(household))
            for household, (_, told) in before.items()
        }


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
