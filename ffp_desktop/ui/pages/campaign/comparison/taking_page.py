"""F2 of 机账实: choose a file, put its columns right, see what was read and what not and why, F9."""

from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import LISTS_TAB, KeyAction
from ffp_desktop.ui.pages.campaign.comparison.reading_part import ChoosePart, ReadingPart
from ffp_desktop.ui.pages.workbook_import.workbook_page import WorkbookPage
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.domain.reconciliation.export_reading import ReadExport
    from ffp_desktop.store.system_exports import ExportCard


class Step(IntEnum):
    """Where one is."""

    FILE = 0
    SHEET = 1
    READ = 2


class TakingPage(WorkbookPage):
    """Nothing is written before F9 in the last step."""

    tab = LISTS_TAB
    steps = Step

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        self._intake = desk.reconciliation.intake
        super().__init__(self._intake, desk, parts, self.tr("选导出表或台账"), parent)
        self._read: ReadExport | None = None
        self._digest = ""
        self.choose_part = ChoosePart(parts.theme)
        self.reading_part = ReadingPart(parts.theme, desk.regions, parts.clock().date().isoformat())
        self.lay_out(
            (
                (self.tr("导入系统导出表或台账"), self.choose_part),
                (self.tr("核对表头和各列"), self.sheet_part),
                (self.tr("读出来的"), self.reading_part),
            )
        )
        self.choose_part.file_wanted.connect(self.choose_file)
        self.show_step(Step.FILE)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("导入机账实")

    def help_chapter(self) -> str:
        return "21-机账实"

    def key_actions(self) -> list[KeyAction]:
        back = KeyAction("Esc", self.tr("返回"), self.escape)
        if self.errand.is_busy:
            return [self.stopping_action()]
        if self.step is Step.FILE:
            return [KeyAction("F2", self.tr("选文件"), self.choose_file), back]
        if self.step is Step.SHEET:
            village = KeyAction("F6", self.tr("选村"), self.switch_pane)
            return [*self.sheet_actions(), village, KeyAction("F9", self.tr("读出来看"), self.go_on), back]
        return [
            KeyAction("F6", self.tr("机账、日期、原因"), self.switch_pane),
            KeyAction("F9", self.tr("导入"), self.go_on),
            back,
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入") if self.step is Step.READ else "", "")

    def arrive(self) -> None:
        self.show_step(Step.FILE)
        self.notice.tell("")

    # -- what the steps are ------------------------------------------------------------------------------------

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""

        def read(task: Task) -> tuple[OpenedWorkbook, str]:
            return self._intake.open(file, task.report), self._intake.digest_of(file)

        self.start(self.tr("正在读“{0}”…").format(file.name), read, self._show_workbook)

    def go_on(self) -> None:
        """From the sheet to what was read, from there into the vault."""
        if self.errand.is_busy:
            return
        opened = self.sheet_part.opened if self.step is not Step.FILE else None
        if self.step is Step.SHEET and opened is not None:
            village = self.sheet_part.village.value()
            self.start(self.tr("正在认人…"), lambda _task: self._intake.read(opened, village), self._show_read)
        elif self.step is Step.READ and self._read is not None and opened is not None:
            read, side, as_of, digest = self._read, self.reading_part.side, self.reading_part.as_of, self._digest
            covers = self.reading_part.covers

            def take(_task: Task) -> "ExportCard":
                card = self._intake.take(read, side, as_of, digest, covers)
                self._intake.remember(opened)
                return card

            self.start(self.tr("正在导入…"), take, lambda _card: self.left.emit())

    def show_main(self) -> None:
        if self.step is Step.SHEET:
            self.main.setText(self.tr("读出来看"))
            self.main.setEnabled(bool(self.sheet_part.opened.chosen))
        elif self.step is Step.READ:
            self.main.setText(self.tr("导入 {0} 人").format(self._read.people if self._read else 0))
            self.main.setEnabled(bool(self._read and self._read.taken))

    def focus_step(self) -> None:
        (self.choose_part.choose, self.sheet_part.table, self.reading_part.first)[self.step].setFocus()

    def switch_pane(self) -> None:
        if self.step is Step.SHEET:
            self.sheet_part.village.setFocus()
        elif self.step is Step.READ:
            self.reading_part.switch_pane()

    # -- private -----------------------------------------------------------------------------------------------

    def _show_workbook(self, opened_file: tuple[OpenedWorkbook, str]) -> None:
        opened, self._digest = opened_file
        self.show_sheets(opened)

    def _show_read(self, read: "ReadExport") -> None:
        self._read = read
        self.notice.tell(self.tr("现在什么都还没有写入。"))
        self.reading_part.show_read(read, self._intake.covered(read))
        self.show_step(Step.READ)
