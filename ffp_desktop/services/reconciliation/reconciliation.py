"""机账实一致, as pages and commands use it.

API (class `Reconciliation(vault, shelf, regions, clock)`):
    intake: taking files in (see `taking_in`)   exports(), taken(), refusals(id), withdraw_export(id, reason)
    compare(report) -> Compared, kept until something it rests on changes
    settle(lines, right, reason) -> Compared    accept(lines, reason) as proposed    reopen(lines) -> Compared
    write(lines, out) .pdf or .xlsx, print(lines, file) -> pages: see `sheet`
    place_name(code), value_words(difference, side)
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop.domain.campaign.records import office_village
from ffp_desktop.domain.progress import Report, say_nothing
from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.settlement import Settlement
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.reconciliation.comparison import Kept, compare_all
from ffp_desktop.services.reconciliation.counting import stand_again
from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine, TakenExport
from ffp_desktop.services.reconciliation.sheet import ReconciliationSheet
from ffp_desktop.services.reconciliation.taking_in import ExportIntake
from ffp_desktop.store.system_exports import ExportCard, Refusal

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_ABSENT, _EMPTY = "—", "（空）"


class Reconciliation:
    """The comparison of one open vault."""

    def __init__(
        self, vault: "OpenVault", shelf: FormShelf, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._shelf = shelf
        self._regions = regions
        self._clock = clock
        self._compared: Compared | None = None
        self._kept: Kept = {}
        self._as_of: tuple[object, ...] = ()

    @cached_property
    def intake(self) -> ExportIntake:
        return ExportIntake(self._vault, self._shelf, self._regions, self._clock)

    # ---- what was taken in

    def exports(self) -> tuple[ExportCard, ...]:
        """The newest first; older ones are kept and do not count where a newer one speaks."""
        return self._vault.reconciliations.exports.cards()

    def taken(self) -> tuple[TakenExport, ...]:
        """Every file there ever was, withdrawn ones too, the newest first."""
        store = self._vault.reconciliations.exports
        serving = {card.id: len(villages) for side in Side for card, villages in store.counted(side)}
        return tuple(TakenExport(card, serving.get(card.id, 0)) for card in store.cards(with_withdrawn=True))

    def refusals(self, export: str) -> tuple[Refusal, ...]:
        """Its rows that were not taken: sheet, row from 0, reason."""
        return self._vault.reconciliations.exports.refusals(export)

    def withdraw_export(self, export: str, reason: str) -> None:
        """Raises FfpError `compare.export_unknown`, `compare.reason_missing`."""
        _require_reason(reason)
        self._vault.reconciliations.exports.withdraw(export, reason.strip())

    # ---- the comparison

    def compare(self, report: Report = say_nothing) -> Compared:
        """Of the whole vault, worked out anew when answers, events, exports or settlements have changed.

        Raises FfpError `compare.no_exports` when nothing was taken in yet.
        """
        cards = self.exports()
        if not cards:
            raise FfpError("compare.no_exports", "还没有导入全国系统的导出表，没有可比的。请先导入（F2）。")
        as_of = (self._vault.feeds.position(), tuple(card.id for card in cards))
        if self._compared is None or self._as_of != as_of:
            self._compared = compare_all(self._vault, self.intake.vocabulary, self._kept, report)
            self._as_of = as_of
        return self._compared

    def settle(self, lines: Iterable[DifferenceLine], right: Side | None, reason: str) -> Compared:
        """Writes which side is right (None: all may stay as they are), and why. One transaction.

        Raises FfpError `compare.reason_missing`, `compare.nothing_chosen`, `compare.side_silent`.
        """
        return self._settle([(line.difference, right) for line in lines], reason)

    def accept(self, lines: Iterable[DifferenceLine], reason: str) -> Compared:
        """The same as the rules propose; where they propose another visit nothing is settled."""
        return self._settle([(one.difference, one.difference.right) for one in lines if one.difference.right], reason)

    def reopen(self, lines: Iterable[DifferenceLine]) -> Compared:
        """Takes settlements back."""
        ids = [line.difference.id for line in lines if line.settlement is not None]
        before = self._vault.feeds.position()
        self._vault.reconciliations.withdraw(ids, self._vault.operator.id, self._now())
        return self._settled_anew(before)

    def write(self, lines: Sequence[DifferenceLine], out: Path) -> int:
        """The sheet to sign (.pdf) or a workbook (.xlsx), by the file's name; rows written."""
        return self._sheet.write(lines, out, self.compare())

    def print(self, lines: Sequence[DifferenceLine], out: Path | IO[bytes]) -> int:
        """The sheet to sign; pages."""
        return self._sheet.print(lines, out)

    def place_name(self, code: str) -> str:
        """What people say for a village, "" for none."""
        found = self._regions.find(code) if code else None
        return found.short_name if found else code

    def value_words(self, difference: Difference, side: Side) -> str:
        """What stands in a side's column: — where it says nothing, （空） where it was asked and has nothing."""
        value = difference.values[side]
        if value is None:
            return _ABSENT
        return (self.place_name(value) if difference.item == "village" else value) or _EMPTY

    # ---- private

    @cached_property
    def _sheet(self) -> ReconciliationSheet:
        return ReconciliationSheet(self._vault, self._regions, self.value_words, self._clock)

    def _settle(self, wanted: Sequence[tuple[Difference, Side | None]], reason: str) -> Compared:
        _require_reason(reason)
        if not wanted:
            raise FfpError("compare.nothing_chosen", "没有可以定下的项。请先选要定的行；要核实的行请先入户核实。")
        for one, right in wanted:
            if right is not None and one.values[right] is None:
                raise FfpError("compare.side_silent", f"{right.value}这一方没有这一项，不能以它为准。请选另一方。")
        told = [self._settlement(one, right, reason.strip()) for one, right in wanted]
        before = self._vault.feeds.position()
        self._vault.reconciliations.settle(told, self._vault.operator.id, self._now())
        return self._settled_anew(before)

    def _settlement(self, one: Difference, right: Side | None, reason: str) -> Settlement:
        village = one.village or office_village(self._vault.unit.code)
        return Settlement(one.id, village, one.household, one.member, one.item, right, reason, one.values)

    def _settled_anew(self, before: int) -> Compared:
        """Settling moves the journal, and changes no side: unless somebody else wrote meanwhile the comparison stands,
        and only its lines are told anew. `before` is where the journal ended."""
        if self._compared is None or self._as_of[0] != before:
            return self.compare()
        self._compared = stand_again(self._compared, self._vault.reconciliations.list())
        self._as_of = (self._vault.feeds.position(), *self._as_of[1:])
        return self._compared

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise FfpError("compare.reason_missing", "还没有写原因。请用一句话写明根据什么定的。")
