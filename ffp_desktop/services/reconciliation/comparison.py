"""The whole comparison, village by village, so that memory does not grow with the vault.

API: `compare_all(vault, vocabulary, kept, report) -> Compared`. `kept` is what was found before, by village: one in
which nothing has happened since is not looked at again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.comparing import Comparer
from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import ITEMS, Side
from ffp_desktop.domain.reconciliation.pairing import Paired
from ffp_desktop.domain.reconciliation.sides import ListedHousehold, VisitedHousehold
from ffp_desktop.domain.reconciliation.visits import VisitReader
from ffp_desktop.domain.reconciliation.vocabulary import GENERAL, Vocabulary
from ffp_desktop.services.entry.traits import NEW
from ffp_desktop.services.reconciliation.counting import count_again, stand
from ffp_desktop.services.reconciliation.kept_ledger import KeptLedger
from ffp_desktop.services.reconciliation.listed_side import ListedSide
from ffp_desktop.services.reconciliation.records import Compared, ItemCount, VillageCount
from ffp_desktop.services.rounds import all_rounds, current_round
from ffp_desktop.store.finished_surveys import Interest

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


@dataclass(slots=True)
class VillageResult:
    """What was found in a village. `stamp` is what it rests on; `unvisited` listed households wait for a visit."""

    stamp: tuple[object, ...]
    is_covered: bool = False
    found: list[Difference] = field(default_factory=list)
    compared: Counter[str] = field(default_factory=Counter)
    unvisited: int = 0


Kept = dict[str, VillageResult]


def compare_all(vault: "OpenVault", vocabulary: Vocabulary, kept: Kept, report: Report) -> Compared:
    """Everything this vault has, as of now. `report` tells villages done, in all; it may raise to stop."""
    with vault.reconciliations.reading():
        return _Comparison(vault, vocabulary).run(kept, report)


class _Comparison:
    def __init__(self, vault: "OpenVault", vocabulary: Vocabulary) -> None:
        self._vault = vault
        self._finished = vault.reconciliations.finished
        self._round = current_round(vault)
        self._reader = VisitReader(vocabulary)
        self._agreement = Agreement(vocabulary)
        homes, self._surveys = self._read_people()
        self._machine = ListedSide(vault, Side.MACHINE, homes)
        self._ledger = ListedSide(vault, Side.LEDGER, homes)
        earlier = [one.id for one in all_rounds(vault) if one.period_start < self._round.period_start]
        self._kept = KeptLedger(vault, self._reader, earlier)

    def run(self, kept: Kept, report: Report) -> Compared:
        visited = self._finished.villages(self._round.id)
        ends = self._finished.ends()
        villages = sorted({*visited, *self._machine.villages, *self._ledger.villages})
        for gone in kept.keys() - set(villages):
            del kept[gone]
        for number, village in enumerate(villages, 1):
            sides = (self._machine.stamp(village), self._ledger.stamp(village))
            stamp = (self._round.id, ends.get(village, 0), *sides)
            if village not in kept or kept[village].stamp != stamp:
                kept[village] = self._compare_village(village, VillageResult(stamp))
            report(number, len(villages))
        return self._compared(visited, kept)

    # ---- private

    def _read_people(self) -> tuple[dict[str, str], dict[str, str]]:
        """Everybody's village and surveys (parted by blanks: nearly all have one) by the key of their number."""
        homes: dict[str, str] = {}
        surveys: dict[str, str] = {}
        for key, village, survey in self._finished.people(self._round.id):
            homes[key] = village
            surveys[key] = f"{surveys[key]} {survey}" if key in surveys else survey
        return homes, surveys

    def _compared(self, visited: dict[str, tuple[int, int]], kept: Kept) -> Compared:
        settlements = self._vault.reconciliations.list()
        compared: Counter[str] = Counter()
        for one in kept.values():
            compared.update(one.compared)
            compared.update(item for item in {each.item for each in one.found} if item not in one.compared)
        lines = tuple(stand(each, settlements) for _, one in sorted(kept.items()) for each in one.found)
        counts = (
            VillageCount(village, *visited.get(village, (0, 0)), unvisited=one.unvisited)
            for village, one in sorted(kept.items())
        )
        uncovered = tuple(village for village, one in sorted(kept.items()) if not one.is_covered)
        items = {item: ItemCount(compared[item]) for item in ITEMS if compared[item]}
        exports = (*self._machine.cards, *self._ledger.cards)
        return count_again(Compared(lines, items, tuple(counts), exports, uncovered))

    def _compare_village(self, village: str, result: VillageResult) -> VillageResult:
        sides = (self._machine, self._ledger)
        spoken = [side for side in sides if side.speaks_of(village)]
        if not spoken:
            return result
        result.is_covered = True
        keys = {key for side in spoken for key in side.keys_in(village)}
        surveys = frozenset(survey for key in keys for survey in self._surveys.get(key, "").split())
        visited = list(self._visits(village, Interest(surveys, GENERAL, NEW)))
        pairings = [side.pair(village, visited) for side in sides]
        if any(pairing and pairing.unvisited for pairing in pairings):
            visited = list(self._visits(village))  # somebody may be found by name
            pairings = [side.pair(village, visited) for side in sides]
        machine, ledger = (None if pairing is None else pairing.paired for pairing in pairings)
        comparer = Comparer(self._agreement, ledger_counts=self._ledger.is_there)
        for one in visited:
            told = [None if paired is None else paired.get(one.household, Paired()) for paired in (machine, ledger)]
            result.found += comparer.compare(one, told[0], told[1], self._expected(one))
        if result.found and not self._ledger.is_there:
            result.found = self._judge_again(visited, machine or {}, result.found)
        result.compared = comparer.counts()
        self._take_unvisited(result, comparer, [pairing.unvisited if pairing else [] for pairing in pairings])
        return result

    def _expected(self, one: VisitedHousehold) -> list[Side]:
        sides = (self._machine, self._ledger)
        return [side.side for side in sides if side.covers(one.village) and side.expects(one.kind)]

    def _visits(self, village: str, interest: Interest | None = None) -> Iterator[VisitedHousehold]:
        """Of a household with two surveys in the round the later one."""
        found = self._finished.in_village(self._round.id, village, interest)
        for one in {survey.household: survey for survey in found}.values():
            yield self._reader.read(one.household, one.id, one.village, one.units)

    def _judge_again(
        self, visited: Sequence[VisitedHousehold], machine: dict[str, Paired], found: list[Difference]
    ) -> list[Difference]:
        """With the ledger that the program keeps, of the households in question only."""
        asked = {one.household for one in found}
        kept = self._kept.of(one for one in visited if one.household in asked)
        again = [one for one in found if one.household not in kept]
        comparer = Comparer(self._agreement, ledger_counts=False)
        for one in visited:
            if one.household in kept:
                told = machine.get(one.household, Paired())
                again += comparer.compare(one, told, kept[one.household], self._expected(one))
        return again

    def _take_unvisited(
        self, result: VillageResult, comparer: Comparer, listed: Sequence[Sequence[ListedHousehold]]
    ) -> None:
        """Households that only a side knows are differences; those that this vault knows too are to be visited yet."""
        for side, households in zip((Side.MACHINE, Side.LEDGER), listed, strict=True):
            known = self._known(households)
            for one in households:
                if any(line.key in known for line in one.people):
                    result.unvisited += 1
                elif found := comparer.unvisited(one, side):
                    result.found.append(found)

    def _known(self, households: Iterable[ListedHousehold]) -> set[str]:
        keys = [line.key for one in households for line in one.people if line.key]
        imports = self._vault.imports
        return (
            {*imports.find_people(self._round.id, keys), *imports.find_earlier(self._round.id, keys)} if keys else set()
        )
