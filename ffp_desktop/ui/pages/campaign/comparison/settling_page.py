"""Settling differences by keys: ticks, which side is right, as proposed, back again; and the sheet of them.

API: `SettlingPage`, which the section inherits and to which it says `take_lines(compared)`.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT, Asking
from ffp_desktop.ui.pages.campaign.comparison.printing import print_sheet
from ffp_desktop.ui.pages.campaign.placed_list import PlacedListPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.cell_table import CellColumn
from ffp_desktop.ui.widgets.file_choice import ask_target

if TYPE_CHECKING:
    from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine

_SIDES = {Qt.Key.Key_1: Side.MACHINE, Qt.Key.Key_2: Side.LEDGER, Qt.Key.Key_3: Side.VISIT, Qt.Key.Key_4: None}


class SettlingPage(PlacedListPage):
    """`lines` are those of the list that is shown, `marked` the ids of ticked ones."""

    def __init__(
        self, desk: DeskShape, parts: Parts, columns: Sequence[CellColumn], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parts, columns, parent)
        self.lines: Sequence[DifferenceLine] = ()
        self.marked: set[str] = set()
        self._reason = ""
        self.table.ticked.connect(lambda _row: self.tick())
        keys: dict[str, Callable[[], None]] = {
            "F5": self.accept,
            "F7": self.print_sheet,
            "Ctrl+A": self.tick_all,
            "Ctrl+E": self.choose_target,
            "Ctrl+Z": self.reopen,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    def take_lines(self, compared: "Compared") -> None:
        """Something was settled: the lists anew."""
        raise NotImplementedError

    def current(self) -> "DifferenceLine | None":
        return self.lines[self.table.row] if 0 <= self.table.row < len(self.lines) else None

    def chosen(self) -> "list[DifferenceLine]":
        """The ticked rows of the list; the one with the cursor when none is."""
        ticked = [line for line in self.lines if line.difference.id in self.marked]
        line = self.current()
        return ticked or ([line] if line is not None else [])

    def settle(self, right: Side | None) -> None:
        """1 2 3 4: that side is right, or all may stay."""
        words = self.tr("以{0}为准").format(right.value) if right else self.tr("不用改，可以不一样")
        self._ask(self.chosen(), words, lambda lines, why: self.desk.reconciliation.settle(lines, right, why))

    def accept(self) -> None:
        """F5: as the rules propose; a row that takes another visit stays open."""
        lines = [line for line in self.chosen() if line.difference.right is not None]
        if not lines:
            self.notice.tell(self.tr("这一项要再入户核实，没有建议可以照办。"), "warning")
            return
        right = lines[0].difference.right
        one = self.tr("照建议，以{0}为准").format(right.value if right else "")
        self._ask(lines, one if len(lines) == 1 else self.tr("各照建议"), self.desk.reconciliation.accept)

    def reopen(self) -> None:
        """Ctrl+Z: takes back what was settled of the chosen rows."""
        lines = [line for line in self.chosen() if line.settlement is not None]
        if lines and not self.panel.isVisible() and not self._must_wait():
            self.take_lines(self.desk.reconciliation.reopen(lines))
            self.notice.tell(self.tr("{0} 项重新待定。").format(len(lines)))

    def tick(self) -> None:
        line = self.current()
        if line is not None:
            self.marked ^= {line.difference.id}
            row = self.table.row
            self.show_list()
            self.table.select(row + 1)

    def tick_all(self) -> None:
        """All of the list, or none when all are."""
        ids = {line.difference.id for line in self.lines}
        self.marked = set() if ids <= self.marked else ids
        self.show_list()

    def print_sheet(self) -> None:
        """F7: the sheet to sign, of the list that is shown, to a printer."""
        if self.lines and not self.errand.is_busy:
            lines, reconciliation = tuple(self.lines), self.desk.reconciliation

            def draw(_task: object) -> bytes:
                content = BytesIO()
                reconciliation.print(lines, content)
                return content.getvalue()

            self.errand.run(draw, self._print)

    def write(self, target: Path) -> None:
        """The list that is shown, as a workbook or PDF by the file's name."""
        lines, reconciliation = tuple(self.lines), self.desk.reconciliation
        done = self.tr("已写出 {0}，{1} 项。里面有姓名，用完请删掉。")
        self.errand.run(
            lambda _task: reconciliation.write(lines, target),
            lambda rows: self.notice.tell(done.format(target.name, rows), "accent"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _SIDES and not event.modifiers() and self.table.hasFocus():
            self.settle(_SIDES[key])
        else:
            super().keyPressEvent(event)

    def choose_target(self) -> None:
        if self.lines and not self.errand.is_busy:
            kinds = self.tr("Excel 工作簿 (*.xlsx);;PDF (*.pdf)")
            target = ask_target(self, self.tr("核对表存为"), self.tr("机账实一致核对表.xlsx"), kinds)
            if target is not None:
                self.write(target)

    # -- private -----------------------------------------------------------------------------------------------

    def _ask(
        self,
        lines: "list[DifferenceLine]",
        words: str,
        settle: "Callable[[list[DifferenceLine], str], Compared]",
    ) -> None:
        if not lines or self._must_wait():
            return
        one = lines[0].difference
        what = (
            f"{one.name or one.head_name}　{one.asked.name}"
            if len(lines) == 1
            else self.tr("勾选的 {0} 项").format(len(lines))
        )
        asking = Asking(
            f"{what}：{words}",
            {TEXT: self.tr("根据什么定的")},
            {TEXT: self._reason},
            note=self.tr("写一次，下一项照用，可以改；哪一方以后又变了，这一项会重新待定。"),
            save=self.tr("定下"),
        )

        def record(answers: dict[str, str]) -> None:
            if self.errand.is_busy:
                raise FfpError("compare.busy", self.tr("正在比对，比完再按一次。"))
            following = self.table.row
            compared = settle(lines, answers[TEXT])
            self._reason = answers[TEXT]
            self.marked -= {line.difference.id for line in lines}
            self.take_lines(compared)
            self.table.select(following)
            self.notice.tell(self.tr("{0} 项已定。").format(len(lines)), "accent")

        self.ask(asking, record)

    def _must_wait(self) -> bool:
        """Nothing is settled of what is being compared anew: the rows shown may be about to go."""
        if self.errand.is_busy:
            self.notice.tell(self.tr("正在比对，比完再定。"), "warning")
        return self.errand.is_busy

    def _print(self, pdf: bytes) -> None:
        try:
            print_sheet(self, pdf, self.parts, self.notice)
        except FfpError as error:
            self.notice.tell_error(error)
