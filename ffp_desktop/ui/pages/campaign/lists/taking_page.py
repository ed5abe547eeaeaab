"""Taking a list in: its workbook, its kind and letter, its columns put right, what would become of each row, F9.

Signals: `left` (back to the lists), `taken(list id)`.
"""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.records import DepartmentList
from ffp_desktop.services.campaign.list_import import ListImport, ListTerms, OpenedList
from ffp_desktop.services.campaign.list_import.preview import ListPreview
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import LISTS_TAB, KeyAction, Page
from ffp_desktop.ui.pages.campaign.lists.preview_part import ListPreviewPart
from ffp_desktop.ui.pages.campaign.lists.terms_part import TermsPart
from ffp_desktop.ui.pages.workbook_import.page import FILES
from ffp_desktop.ui.pages.workbook_import.sheet_part import SheetPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_file
from ffp_desktop.ui.widgets.label import Label


class Step(IntEnum):
    """Where one is."""

    SHEET = 0
    PREVIEW = 1


class TakingPage(Page):
    """Two steps; nothing is written before F9 in the second."""

    tab = LISTS_TAB
    left = Signal()
    taken = Signal(str)

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imports: ListImport = desk.make_list_import()
        self._opened: OpenedList | None = None
        self._preview: ListPreview | None = None
        self._terms = ListTerms("")
        self._busy_words = ""
        self.errand = Errand(parts.background, self)
        kinds = {kind.name: kind.department for kind in self._imports.lists.kinds.all() if not kind.retired}
        self.terms = TermsPart(kinds, parts.theme)
        self.sheet_part = SheetPart(self._imports, desk.regions.villages_in(desk.unit.code), parts.theme, self)
        self.preview_part = ListPreviewPart(desk.regions, parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self._title = Label("", Type.PAGE)
        self._aside = Label("", Type.TEXT, "label")
        self.main = KeyButton("", "F9", parts.theme, is_main=True)
        self._stack = QStackedWidget()
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("登记名单")

    def help_chapter(self) -> str:
        return "18-名单"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return [KeyAction("Esc", self.tr("不做了"), self._escape)]
        if self.step is Step.PREVIEW:
            return [
                KeyAction("← →", self.tr("只看一类")),
                KeyAction("F9", self.tr("登记"), self.go_on),
                KeyAction("Esc", self.tr("回到表"), self._escape),
            ]
        return [
            KeyAction("Enter", self.tr("指明这一列")),
            KeyAction("空格", self.tr("不要这一列")),
            KeyAction("Ctrl+H", self.tr("这一行是表头"), self.sheet_part.set_header),
            KeyAction("PgUp PgDn", self.tr("换一张表"), lambda: self.sheet_part.step_sheet(1)),
            KeyAction("Ctrl+D", self.tr("这张表取或不取"), self.sheet_part.take_or_leave),
            KeyAction("F6", self.tr("种类和日期"), self._switch_pane),
            KeyAction("F9", self.tr("比对"), self.go_on),
            KeyAction("F2", self.tr("换文件"), self.choose_file),
            KeyAction("Esc", self.tr("返回"), self._escape),
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入"), "")

    def arrive(self) -> None:
        self._focus()

    def leave(self) -> None:
        self.errand.stop()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return Step(self._stack.currentIndex())

    def choose_file(self) -> None:
        if not self.errand.is_busy:
            file = ask_file(self, self.tr("选名单文件"), self.tr("表格 ({0})").format(FILES))
            if file is not None:
                self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""
        words = self.tr("正在读“{0}”…").format(file.name)
        self._start(words, lambda task: self._imports.open(file, task.report), self._show_workbook)

    def go_on(self) -> None:
        """From the sheet to the preview, from the preview into the vault."""
        if self.errand.is_busy or self._opened is None:
            return
        if self.step is Step.SHEET:
            terms = self.terms.terms(self.sheet_part.village.value())
            if not terms.kind:
                self.notice.tell(self.tr("还没有选名单的种类。请先选。"), "error")
                self.terms.focus_first()
                return
            self._terms, opened, look = terms, self.sheet_part.opened, self._imports.preview
            self._start(self.tr("正在逐行比对到人…"), lambda _task: look(opened, terms), self._show_preview)
        elif self._preview is not None:
            opened_list, preview, terms = self._opened, self._preview, self._terms
            workbook = self.sheet_part.opened

            def put_in(task: Task) -> DepartmentList:
                done = self._imports.put_in(opened_list, preview, terms, task.report)
                self._imports.remember(workbook)
                return done

            self._start(self.tr("正在备份、登记…"), put_in, self._show_done)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._title)
        head.addWidget(self._aside)
        head.addStretch()
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.terms)
        column.addWidget(self.sheet_part, 1)
        self._stack.addWidget(first)
        self._stack.addWidget(self.preview_part)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.main)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _bind(self) -> None:
        self.sheet_part.changed.connect(self._show_main)
        self.terms.left.connect(self.sheet_part.table.setFocus)
        self.main.clicked.connect(self.go_on)
        self.errand.changed.connect(self.keys_changed)
        self.errand.progressed.connect(self._tell_progress)
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
        self._title.setText((self.tr("名单：种类、表头和各列"), self.tr("登记后会怎样"))[step])
        self._show_main()
        self._focus()
        self.keys_changed.emit()

    def _show_main(self) -> None:
        if self.step is Step.SHEET:
            self.main.setText(self.tr("比对"))
            self.main.setEnabled(self._opened is not None and bool(self.sheet_part.opened.chosen))
        elif self._preview is not None:
            self.main.setText(self.tr("登记 {0} 条线索").format(len(self._preview.rows)))
            self.main.setEnabled(True)
        self.main.updateGeometry()

    def _show_workbook(self, opened: OpenedList) -> None:
        real = opened.workbook.real_kind
        self.notice.tell(self.tr("名字不对，其实是{0}，照内容读的。").format(real) if real else "")
        if self._opened is None or self._opened.content != opened.content:
            self.terms.clear()
        self._opened, self._preview = opened, None
        self._aside.setText(opened.workbook.file_name)
        self.sheet_part.show_workbook(opened.workbook)
        self._show_step(Step.SHEET)
        self.terms.focus_first()

    def _show_preview(self, preview: ListPreview) -> None:
        self._preview = preview
        words = self.tr("现在什么都还没有写入。拿得准的登记后直接认定；待认定的，登记后由人来认。")
        self.notice.tell(words)
        self.preview_part.show_preview(preview)
        self._show_step(Step.PREVIEW)

    def _show_done(self, done: DepartmentList) -> None:
        self._opened, self._preview = None, None
        self.terms.clear()
        self.taken.emit(done.id)

    def _at_sheet(self, act: Callable[[], None]) -> None:
        if self.step is Step.SHEET and not self.errand.is_busy and self._opened is not None:
            act()

    def _focus(self) -> None:
        (self.sheet_part.table, self.preview_part.table)[self.step].setFocus()

    def _switch_pane(self) -> None:
        if self.step is Step.SHEET:
            if self.terms.isAncestorOf(self.focusWidget() or self):
                self.sheet_part.village.setFocus()
            elif self.sheet_part.village.hasFocus():
                self.sheet_part.table.setFocus()
            else:
                self.terms.focus_first()

    def _escape(self) -> None:
        if self.errand.is_busy:
            self.errand.stop()
        elif self.sheet_part.panel.isVisible():
            self.sheet_part.panel.close_panel()
        elif self.step is Step.PREVIEW:
            self._show_step(Step.SHEET)
        else:
            self.left.emit()

    def _start(self, words: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        self._busy_words = words
        self.notice.tell(words)
        self.errand.run(work, done)

    def _tell_progress(self, done: int, total: int) -> None:
        if self.errand.is_busy:
            self.notice.tell(f"{self._busy_words}{done} / {total}" if total else f"{self._busy_words}{done}")
