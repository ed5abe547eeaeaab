"""The whole comparison, village by village, so that memory does not grow with the vault.

API: `compare_all(vault, vocabulary, report) -> Compared`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.comparing import Comparer
from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import ITEMS, Side
from ffp_desktop.domain.reconciliation.pairing import Paired
from ffp_desktop.domain.reconciliation.sides import ListedHousehold, VisitedHousehold
from ffp_desktop.domain.reconciliation.visits import VisitReader
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary
from ffp_desktop.services.reconciliation.counting import count_again, stand
from ffp_desktop.services.reconciliation.kept_ledger import KeptLedger
from ffp_desktop.services.reconciliation.listed_side import ListedSide
from ffp_desktop.services.reconciliation.records import Compared, ItemCount, VillageCount
from ffp_desktop.services.rounds import all_rounds, current_round

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

Report = Callable[[int, int], None]


def compare_all(vault: "OpenVault", vocabulary: Vocabulary, report: Report) -> Compared:
    """Everything this vault has, as of now. `report` tells villages done, in all; it may raise to stop."""
    return _Comparison(vault, vocabulary).run(report)


class _Comparison:
    def __init__(self, vault: "OpenVault", vocabulary: Vocabulary) -> None:
        self._vault = vault
        self._round = current_round(vault)
        self._reader = VisitReader(vocabulary)
        homes = dict(vault.reconciliations.finished.people(self._round.id))
        self._machine = ListedSide(vault, Side.MACHINE, homes)
        self._ledger = ListedSide(vault, Side.LEDGER, homes)
        earlier = [one.id for one in all_rounds(vault) if one.period_start < self._round.period_start]
        self._kept = KeptLedger(vault, self._reader, earlier)
        self._comparer = Comparer(Agreement(vocabulary), ledger_counts=self._ledger.is_there)
        self._found: list[Difference] = []
        self._villages: list[VillageCount] = []
        self._uncovered: list[str] = []

    def run(self, report: Report) -> Compared:
        visited = self._vault.reconciliations.finished.villages(self._round.id)
        villages = sorted({*visited, *self._machine.villages, *self._ledger.villages})
        for number, village in enumerate(villages, 1):
            self._compare_village(village)
            report(number, len(villages))
        settlements = self._vault.reconciliations.list()
        counts = self._comparer.counts()
        counts.update(Counter(one.item for one in self._found if one.item not in counts))
        items = {item: ItemCount(counts[item]) for item in ITEMS if counts[item]}
        lines = tuple(stand(one, settlements) for one in self._found)
        exports = (*self._machine.cards, *self._ledger.cards)
        return count_again(Compared(lines, items, tuple(self._villages), exports, tuple(self._uncovered)))

    def _compare_village(self, village: str) -> None:
        visited = list(self._visits(village))
        sides = [side.pair(village, visited) for side in (self._machine, self._ledger)]
        machine, ledger = (None if pairing is None else pairing.paired for pairing in sides)
        if visited and machine is None and ledger is None:
            self._uncovered.append(village)
        found: list[Difference] = []
        for one in visited if machine is not None or ledger is not None else ():
            expected = [
                side.side for side in (self._machine, self._ledger) if side.covers(village) and side.expects(one.kind)
            ]
            told = [None if paired is None else paired.get(one.household, Paired()) for paired in (machine, ledger)]
            found += self._comparer.compare(one, told[0], told[1], expected)
        if found and not self._ledger.is_there:
            found = self._judge_again(visited, machine or {}, found)
        self._found += found
        waiting = self._unvisited([pairing.unvisited if pairing else [] for pairing in sides])
        people = sum(len(one.people) for one in visited)
        self._villages.append(VillageCount(village, len(visited), people, unvisited=waiting))

    def _visits(self, village: str) -> Iterator[VisitedHousehold]:
        """Of a household with two surveys in the round the later one."""
        surveys = {
            one.household: one for one in self._vault.reconciliations.finished.in_village(self._round.id, village)
        }
        for one in surveys.values():
            yield self._reader.read(one.household, one.id, one.village, one.units)

    def _judge_again(
        self, visited: Sequence[VisitedHousehold], machine: dict[str, Paired], found: list[Difference]
    ) -> list[Difference]:
        """With the ledger that the program keeps, of the households in question only."""
        asked = {one.household for one in found}
        kept = self._kept.of(one for one in visited if one.household in asked)
        if not kept:
            return found
        again = [one for one in found if one.household not in kept]
        silent = Comparer(self._comparer.agreement, ledger_counts=False)
        for one in visited:
            if one.household in kept:
                expected = (
                    [Side.MACHINE] if self._machine.covers(one.village) and self._machine.expects(one.kind) else []
                )
                told = machine.get(one.household, Paired())
                again += silent.compare(one, told, kept[one.household], expected)
        return again

    def _unvisited(self, listed: Sequence[Sequence[ListedHousehold]]) -> int:
        """Households that only a side knows are differences; those that this vault knows too are to be visited yet."""
        waiting = 0
        for side, households in zip((Side.MACHINE, Side.LEDGER), listed, strict=True):
            known = self._known(households)
            for one in households:
                if any(line.key in known for line in one.people):
                    waiting += 1
                elif found := self._comparer.unvisited(one, side):
                    self._found.append(found)
        return waiting

    def _known(self, households: Iterable[ListedHousehold]) -> set[str]:
        keys = [line.key for one in households for line in one.people if line.key]
        imports = self._vault.imports
        return {*imports.find_people(self._round.id, keys), *imports.find_earlier(self._round.id, keys)}
