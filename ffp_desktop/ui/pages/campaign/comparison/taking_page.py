"""F2 of 机账实: choose a file, put its columns right, see what was read and what not and why, F9."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import LISTS_TAB, KeyAction, Page
from ffp_desktop.ui.pages.campaign.comparison.reading_part import ChoosePart, ReadingPart
from ffp_desktop.ui.pages.workbook_import.sheet_part import SheetPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_file
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.domain.reconciliation.export_reading import ReadExport
    from ffp_desktop.store.system_exports import ExportCard

FILES = "*.xlsx *.xls *.ods *.et *.csv *.txt"


class Step(IntEnum):
    """Where one is."""

    FILE = 0
    SHEET = 1
    READ = 2


class TakingPage(Page):
    """Nothing is written before F9 in the last step."""

    tab = LISTS_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intake = desk.reconciliation.intake
        self._read: ReadExport | None = None
        self._digest = ""
        self.errand = Errand(parts.background, self)
        self.choose_part = ChoosePart(parts.theme)
        self.sheet_part = SheetPart(self._intake, desk.regions.villages_in(desk.unit.code), parts.theme, self)
        self.reading_part = ReadingPart(parts.theme, desk.regions, parts.clock().date().isoformat())
        self.notice = NoticeLine(keeps_room=True)
        self._title = Label("", Type.PAGE)
        self._aside = Label("", Type.TEXT, "label")
        self._main = KeyButton("", "F9", parts.theme, is_main=True)
        self._stack = QStackedWidget()
        self._build()
        self._bind()
        self._show_step(Step.FILE)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("导入机账实")

    def help_chapter(self) -> str:
        return "21-机账实"

    def key_actions(self) -> list[KeyAction]:
        back = KeyAction("Esc", self.tr("返回"), self._escape)
        if self.errand.is_busy:
            return [KeyAction("Esc", self.tr("不做了"), self._escape)]
        file = KeyAction("F2", self.tr("选文件"), self.choose_file)
        if self.step is Step.FILE:
            return [file, back]
        if self.step is Step.SHEET:
            return [
                KeyAction("Enter", self.tr("指明这一列")),
                KeyAction("空格", self.tr("这一列不导入")),
                KeyAction("Ctrl+H", self.tr("这一行是表头"), self.sheet_part.set_header),
                KeyAction("PgUp PgDn", self.tr("换一张表"), lambda: self.sheet_part.step_sheet(1)),
                KeyAction("Ctrl+D", self.tr("这张表取或不取"), self.sheet_part.take_or_leave),
                KeyAction("F6", self.tr("选村"), self.sheet_part.village.setFocus),
                KeyAction("F9", self.tr("读出来看"), self.go_on),
                back,
            ]
        return [
            KeyAction("F6", self.tr("机账、日期、原因"), self.reading_part.switch_pane),
            KeyAction("F9", self.tr("导入"), self.go_on),
            back,
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入") if self.step is Step.READ else "", "")

    def arrive(self) -> None:
        self._show_step(Step.FILE)
        self.notice.tell("")

    def leave(self) -> None:
        self.errand.stop()

    def press_enter(self) -> None:
        if self.step is Step.FILE and not self.errand.is_busy:
            self.choose_file()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return Step(self._stack.currentIndex())

    def choose_file(self) -> None:
        if not self.errand.is_busy:
            file = ask_file(self, self.tr("选导出表或台账"), self.tr("表格 ({0})").format(FILES))
            if file is not None:
                self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""

        def read(task: Task) -> tuple[OpenedWorkbook, str]:
            return self._intake.open(file, task.report), self._intake.digest_of(file)

        self._start(self.tr("正在读“{0}”…").format(file.name), read, self._show_workbook)

    def go_on(self) -> None:
        """From the sheet to what was read, from there into the vault."""
        if self.errand.is_busy:
            return
        opened = self.sheet_part.opened if self.step is not Step.FILE else None
        if self.step is Step.SHEET and opened is not None:
            village = self.sheet_part.village.value()
            self._start(self.tr("正在认人…"), lambda _task: self._intake.read(opened, village), self._show_read)
        elif self.step is Step.READ and self._read is not None and opened is not None:
            read, side, as_of, digest = self._read, self.reading_part.side, self.reading_part.as_of, self._digest
            covers = self.reading_part.covers

            def take(_task: Task) -> "ExportCard":
                card = self._intake.take(read, side, as_of, digest, covers)
                self._intake.remember(opened)
                return card

            self._start(self.tr("正在导入…"), take, lambda _card: self.left.emit())

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._title)
        head.addWidget(self._aside)
        head.addStretch()
        for part in (self.choose_part, self.sheet_part, self.reading_part):
            self._stack.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._main)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _bind(self) -> None:
        self.choose_part.file_wanted.connect(self.choose_file)
        self.sheet_part.changed.connect(self._show_main)
        self._main.clicked.connect(self.go_on)
        self.errand.changed.connect(self.keys_changed)
        self.errand.refused.connect(self.notice.tell_error)
        self.errand.stopped.connect(lambda: self.notice.tell(self.tr("已停下，什么都没有写入。")))
        keys: dict[str, Callable[[], None]] = {
            "F2": self.choose_file,
            "F6": self._switch_pane,
            "F9": self.go_on,
            "Esc": self._escape,
            "Ctrl+H": lambda: self._at_sheet(self.sheet_part.set_header),
            "Ctrl+D": lambda: self._at_sheet(self.sheet_part.take_or_leave),
            "PgUp": lambda: self._at_sheet(lambda: self.sheet_part.step_sheet(-1)),
            "PgDown": lambda: self._at_sheet(lambda: self.sheet_part.step_sheet(1)),
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- steps -------------------------------------------------------------------------------------------------

    def _show_step(self, step: Step) -> None:
        self._stack.setCurrentIndex(step)
        self._main.setVisible(step is not Step.FILE)
        self._title.setText((self.tr("导入系统导出表或台账"), self.tr("核对表头和各列"), self.tr("读出来的"))[step])
        self._show_main()
        (self.choose_part.choose, self.sheet_part.table, self.reading_part.first)[step].setFocus()
        self.keys_changed.emit()
        self.status_changed.emit()

    def _show_main(self) -> None:
        if self.step is Step.SHEET:
            self._main.setText(self.tr("读出来看"))
            self._main.setEnabled(bool(self.sheet_part.opened.chosen))
        elif self.step is Step.READ:
            self._main.setText(self.tr("导入 {0} 人").format(self._read.people if self._read else 0))
            self._main.setEnabled(bool(self._read and self._read.taken))
        self._main.updateGeometry()

    def _show_workbook(self, opened_file: tuple[OpenedWorkbook, str]) -> None:
        opened, self._digest = opened_file
        real = opened.real_kind
        self.notice.tell(self.tr("名字不对，其实是{0}，照内容读的。").format(real) if real else "")
        self._aside.setText(opened.file_name)
        self.sheet_part.show_workbook(opened)
        self._show_step(Step.SHEET)

    def _show_read(self, read: "ReadExport") -> None:
        self._read = read
        self.notice.tell(self.tr("现在什么都还没有写入。"))
        self.reading_part.show_read(read, self._intake.covered(read))
        self._show_step(Step.READ)

    def _at_sheet(self, act: Callable[[], None]) -> None:
        if self.step is Step.SHEET and not self.errand.is_busy:
            act()

    def _switch_pane(self) -> None:
        if self.step is Step.SHEET:
            self.sheet_part.village.setFocus()
        elif self.step is Step.READ:
            self.reading_part.switch_pane()

    def _escape(self) -> None:
        if self.errand.is_busy:
            self.errand.stop()
        elif self.sheet_part.panel.isVisible():
            self.sheet_part.panel.close_panel()
        elif self.step is Step.FILE:
            self.left.emit()
        else:
            self._show_step(Step(self.step - 1))

    def _start(self, words: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        self.notice.tell(words)
        self.errand.run(work, done)
