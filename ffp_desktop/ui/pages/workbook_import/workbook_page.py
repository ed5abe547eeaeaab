"""A page that takes a workbook in: a file is chosen, its columns are put right, it is looked at, F9.

API: `WorkbookPage`, which such a page inherits. It says its `Step`s (`steps`, of which `SHEET` is one), lays their
widgets out (`lay_out`), and overrides `open_file`, `go_on` (F9), `show_main` (the words of the main button),
`focus_step` and `switch_pane` (F6). Signal `left`. Nothing is written before the last F9.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.pages.workbook_import.sheet_part import SheetImports, SheetPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_file, brought_files
from ffp_desktop.ui.widgets.label import Label

FILES = "*.xlsx *.xls *.ods *.et *.csv *.txt"


class WorkbookPage(Page):
    """The parts, the keys and the background work that such pages have in common."""

    steps: type[IntEnum]
    left = Signal()

    def __init__(
        self, imports: SheetImports, desk: DeskShape, parts: Parts, chooser: str, parent: QWidget | None = None
    ) -> None:
        """`chooser` is the title over the files to choose from."""
        super().__init__(parent)
        self._chooser = chooser
        self._titles: Sequence[str] = ()
        self._busy_words = ""
        self.errand = Errand(parts.background, self)
        self.sheet_part = SheetPart(imports, desk.regions.villages_in(desk.unit.code), parts.theme, self)
        self.notice = NoticeLine(keeps_room=True)
        self.main = KeyButton("", "F9", parts.theme, is_main=True)
        self.aside = Label("", Type.TEXT, "label")
        self._heading = Label("", Type.PAGE)
        self._stack = QStackedWidget()
        self._build()
        self._bind()

    # -- what the page says ------------------------------------------------------------------------------------

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""
        raise NotImplementedError

    def go_on(self) -> None:
        """F9: to the next step; from the last one into the vault."""
        raise NotImplementedError

    def show_main(self) -> None:
        """What F9 does now, on the main button."""
        raise NotImplementedError

    def focus_step(self) -> None:
        """The focus where a step begins."""
        raise NotImplementedError

    def switch_pane(self) -> None:
        """F6 in this step."""
        raise NotImplementedError

    # -- what the window asks ----------------------------------------------------------------------------------

    def leave(self) -> None:
        self.errand.stop()

    def press_enter(self) -> None:
        if self.step < self.steps["SHEET"]:
            self.choose_file()

    # -- for the page ------------------------------------------------------------------------------------------

    @property
    def step(self) -> IntEnum:
        return self.steps(self._stack.currentIndex())

    def lay_out(self, pages: Sequence[tuple[str, QWidget]]) -> None:
        """Title and widget of each step."""
        self._titles = [title for title, _widget in pages]
        for _title, widget in pages:
            self._stack.addWidget(widget)

    def show_step(self, step: IntEnum) -> None:
        self._stack.setCurrentIndex(step)
        self.main.setVisible(step >= self.steps["SHEET"])
        self._heading.setText(self._titles[step])
        self.refresh_main()
        self.focus_step()
        self.keys_changed.emit()
        self.status_changed.emit()

    def refresh_main(self) -> None:
        self.show_main()
        self.main.updateGeometry()

    def show_sheets(self, workbook: OpenedWorkbook) -> None:
        """What was opened, and whether it is what its name says."""
        real = workbook.real_kind
        self.notice.tell(self.tr("名字不对，其实是{0}，照内容读的。").format(real) if real else "")
        self.aside.setText(workbook.file_name)
        self.sheet_part.show_workbook(workbook)
        self.show_step(self.steps["SHEET"])

    def sheet_actions(self) -> list[KeyAction]:
        """The keys of the sheet itself."""
        return [
            KeyAction("Enter", self.tr("指明这一列")),
            KeyAction("空格", self.tr("不要这一列")),
            KeyAction("Ctrl+H", self.tr("这一行是表头"), self.sheet_part.set_header),
            KeyAction("PgUp PgDn", self.tr("换一张表"), lambda: self.sheet_part.step_sheet(1)),
            KeyAction("Ctrl+D", self.tr("这张表取或不取"), self.sheet_part.take_or_leave),
        ]

    def stopping_action(self) -> KeyAction:
        """What Esc does while something is under way."""
        return KeyAction("Esc", self.tr("不做了"), self.escape)

    def choose_file(self) -> None:
        if not self.errand.is_busy:
            file = ask_file(self, self._chooser, self.tr("表格 ({0})").format(FILES))
            if file is not None:
                self.open_file(file)

    def escape(self) -> None:
        """Esc: stops, closes, a step back, away."""
        if self.errand.is_busy:
            self.errand.stop()
        elif self.sheet_part.panel.isVisible():
            self.sheet_part.panel.close_panel()
        elif self.step == 0:
            self.left.emit()
        else:
            self.show_step(self.steps(self.step - 1))

    def start(self, words: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        """Background work, told as `words` and how far it is."""
        self._busy_words = words
        self.notice.tell(words)
        self.errand.run(work, done)

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._heading)
        head.addWidget(self.aside)
        head.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.main)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
        self.setAcceptDrops(True)

    def _bind(self) -> None:
        self.sheet_part.changed.connect(self.refresh_main)
        self.main.clicked.connect(self.go_on)
        self.errand.changed.connect(self.keys_changed)
        self.errand.progressed.connect(self._tell_progress)
        self.errand.refused.connect(self.notice.tell_error)
        self.errand.stopped.connect(lambda: self.notice.tell(self.tr("已停下，什么都没有写入。")))
        sheet = self.sheet_part
        keys: dict[str, Callable[[], None]] = {
            "F2": self.choose_file,
            "F6": self.switch_pane,
            "F9": self.go_on,
            "Esc": self.escape,
            "Ctrl+H": lambda: self._at_sheet(sheet.set_header),
            "Ctrl+D": lambda: self._at_sheet(sheet.take_or_leave),
            "PgUp": lambda: self._at_sheet(lambda: sheet.step_sheet(-1)),
            "PgDown": lambda: self._at_sheet(lambda: sheet.step_sheet(1)),
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    def _at_sheet(self, act: Callable[[], None]) -> None:
        if self.step is self.steps["SHEET"] and not self.errand.is_busy and self.sheet_part.is_open:
            act()

    def _tell_progress(self, done: int, total: int) -> None:
        if self.errand.is_busy:
            self.notice.tell(f"{self._busy_words}{done} / {total}" if total else f"{self._busy_words}{done}")

    # -- Qt ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brought_files(event.mimeData()) and not self.errand.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = brought_files(event.mimeData())
        if files and not self.errand.is_busy:
            self.open_file(files[0])
