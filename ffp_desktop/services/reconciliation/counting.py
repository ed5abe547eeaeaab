"""The counts of a comparison from its lines.

API: `stand(difference, settlements) -> DifferenceLine`, `count_again(compared) -> Compared`,
`stand_again(compared, settlements) -> Compared`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.settlement import Settlement, changed_sides
from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine, ItemCount, Standing


def stand(difference: Difference, settlements: Mapping[str, Settlement]) -> DifferenceLine:
    """A difference beside what was settled of it."""
    settlement = settlements.get(difference.id)
    if settlement is None:
        return DifferenceLine(difference)
    return DifferenceLine(difference, settlement, changed_sides(settlement, difference.values))


def count_again(compared: Compared) -> Compared:
    """Items and villages counted from the lines; what was compared stays as it is."""
    different: Counter[str] = Counter()
    open_items: Counter[str] = Counter()
    open_villages: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    differing: dict[str, set[str]] = {}
    for line in compared.lines:
        found = line.difference
        different[found.item] += 1
        differing.setdefault(found.village, set()).add(found.household)
        if line.standing is Standing.SETTLED:
            settled[found.village] += 1
        else:
            open_items[found.item] += 1
            open_villages[found.village] += 1
    items = {
        item: ItemCount(max(count.compared, different[item]), different[item], open_items[item])
        for item, count in compared.items.items()
    }
    villages = tuple(
        replace(
            one,
            differing=len(differing.get(one.village, ())),
            open=open_villages[one.village],
            settled=settled[one.village],
        )
        for one in compared.villages
    )
    return replace(compared, items=items, villages=villages)


def stand_again(compared: Compared, settlements: Mapping[str, Settlement]) -> Compared:
    """The same with what was settled since."""
    return count_again(replace(compared, lines=tuple(stand(line.difference, settlements) for line in compared.lines)))
