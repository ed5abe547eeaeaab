"""What a comparison found, as pages and commands show it. Frozen records.

API: `TakenExport`, `Standing`, `DifferenceLine`, `ItemCount`, `VillageCount`, `Compared` (`.narrowed(Narrowing)`),
`Narrowing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.reconciliation.differences import Difference, Verdict
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.settlement import Settlement
from ffp_desktop.store.system_exports import ExportCard


@dataclass(frozen=True, slots=True)
class TakenExport:
    """A file that was taken in. `serving` of its villages are compared by it; for the others a newer one speaks."""

    card: ExportCard
    serving: int

    @property
    def is_replaced(self) -> bool:
        return not self.card.withdrawn and not self.serving


class Standing(StrEnum):
    """How far a difference is: nobody has looked; settled, and a side changed since, or two settled it differently."""

    OPEN = "待定"
    REOPENED = "又变了"
    SETTLED = "已定"


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference and what was settled of it. `changed` are the sides that say something else since."""

    difference: Difference
    settlement: Settlement | None = None
    changed: tuple[Side, ...] = ()

    @property
    def standing(self) -> Standing:
        if self.settlement is None:
            return Standing.OPEN
        is_settled = not self.changed and not self.settlement.conflicts
        return Standing.SETTLED if is_settled else Standing.REOPENED

    @property
    def right(self) -> Side | None:
        """The side that counts: as settled, else as proposed."""
        if self.settlement is not None and self.standing is Standing.SETTLED:
            return self.settlement.right
        return self.difference.right

    @property
    def wrong(self) -> tuple[Side, ...]:
        """Who has to change: nobody where it was settled that all may stay."""
        if self.settlement is None or self.standing is not Standing.SETTLED:
            return self.difference.wrong
        right = self.settlement.right
        return () if right is None else self.difference.followers.get(right, ())


@dataclass(frozen=True, slots=True)
class ItemCount:
    """Of an item: how many values were compared, how many differ, and how many of these nobody has settled."""

    compared: int = 0
    different: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class VillageCount:
    """A village: households compared and those of them with a difference; differences open and settled.

    `unvisited` households stand in the system or the ledger and have no finished survey in this round yet.
    """

    village: str
    households: int = 0
    people: int = 0
    differing: int = 0
    open: int = 0
    settled: int = 0
    unvisited: int = 0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which differences a list shows; "" and None mean all. `village` is a region code of any level."""

    village: str = ""
    item: str = ""
    verdict: Verdict | None = None
    standing: Standing | None = None
    wrong: Side | None = None

    def takes(self, line: DifferenceLine) -> bool:
        found = line.difference
        return (
            found.village.startswith(self.village)
            and self.item in ("", found.item)
            and self.verdict in (None, found.verdict)
            and self.standing in (None, line.standing)
            and (self.wrong is None or self.wrong in line.wrong)
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A whole comparison. `exports` are the files it rests on; `uncovered` villages have visits and no export."""

    lines: tuple[DifferenceLine, ...]
    items: Mapping[str, ItemCount]
    villages: tuple[VillageCount, ...]
    exports: tuple[ExportCard, ...]
    uncovered: tuple[str, ...] = ()

    def narrowed(self, wanted: Narrowing) -> tuple[DifferenceLine, ...]:
        return tuple(line for line in self.lines if wanted.takes(line))
