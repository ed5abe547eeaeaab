"""Excel in: choose a file, put its columns right, look at what would happen, F9."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.services.workbook_import import WorkbookImport
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import Preview
from ffp_desktop.services.workbook_import.putting_in import ImportDone, UndoDone
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.workbook_import.done_words import say_done, say_undone
from ffp_desktop.ui.pages.workbook_import.file_part import FilePart
from ffp_desktop.ui.pages.workbook_import.preview_part import PreviewPart
from ffp_desktop.ui.pages.workbook_import.preview_words import PreviewWords
from ffp_desktop.ui.pages.workbook_import.sheet_part import SheetPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_file, ask_target
from ffp_desktop.ui.widgets.label import Label

FILES = "*.xlsx *.xls *.ods *.et *.csv *.txt"


class Step(IntEnum):
    """Where one is."""

    FILE = 0
    SHEET = 1
    PREVIEW = 2


class WorkbookImportPage(Page):
    """One page, three steps; nothing is written before F9 in the last one."""

    tab = EXCHANGE_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._imports: WorkbookImport = desk.make_workbook_import()
        self._preview: Preview | None = None
        self._busy_words = ""
        self.errand = Errand(parts.background, self)
        self.file_part = FilePart(parts.theme)
        self.sheet_part = SheetPart(self._imports, desk.regions.villages_in(desk.unit.code), parts.theme, self)
        self.preview_part = PreviewPart(PreviewWords(self._imports.form), desk.regions, parts.theme)
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
        return self.tr("导入")

    def help_chapter(self) -> str:
        return "09-导入"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return [KeyAction("Esc", self.tr("不做了"), self._escape)]
        file = KeyAction("F2", self.tr("选文件"), self.choose_file)
        if self.step is Step.FILE:
            undo = KeyAction("Ctrl+Z", self.tr("撤销上次导入"), self.undo)
            failed = [KeyAction("Ctrl+S", self.tr("没取的行另存"), self.choose_failed)] if self._has_failed() else []
            return [file, undo, *failed, KeyAction("Esc", self.tr("返回"), self._escape)]
        if self.step is Step.SHEET:
            return [
                KeyAction("Enter", self.tr("指明这一列")),
                KeyAction("空格", self.tr("这一列不导入")),
                KeyAction("Ctrl+H", self.tr("这一行是表头"), self.sheet_part.set_header),
                KeyAction("PgUp PgDn", self.tr("换一张表"), lambda: self.sheet_part.step_sheet(1)),
                KeyAction("Ctrl+D", self.tr("这张表取或不取"), self.sheet_part.take_or_leave),
                KeyAction("F6", self.tr("选村"), self.sheet_part.village.setFocus),
                KeyAction("F9", self.tr("预览"), self.go_on),
                file,
            ]
        return [
            KeyAction("空格", self.tr("取或不取")),
            KeyAction("1…5", self.tr("只看一类")),
            KeyAction("F6", self.tr("换取法"), self.preview_part.mode.setFocus),
            KeyAction("F9", self.tr("导入"), self.go_on),
            KeyAction("Ctrl+S", self.tr("没取的行另存"), self.choose_failed),
            KeyAction("Esc", self.tr("回到表"), self._escape),
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入") if self.step is Step.PREVIEW else "", "")

    def arrive(self) -> None:
        self._focus()

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
            file = ask_file(self, self.tr("选 Excel 文件"), self.tr("表格 ({0})").format(FILES))
            if file is not None:
                self.open_file(file)

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""
        words = self.tr("正在读“{0}”…").format(file.name)
        self._start(words, lambda task: self._imports.open(file, task.report), self._show_workbook)

    def go_on(self) -> None:
        """From the sheet to the preview, from the preview to the import."""
        if self.errand.is_busy:
            return
        if self.step is Step.SHEET:
            opened, village, look = self.sheet_part.opened, self.sheet_part.village.value(), self._imports.preview
            words = self.tr("正在和库里核对…")
            self._start(words, lambda task: look(opened, village, task.report), self._show_preview)
        elif self.step is Step.PREVIEW and self._preview is not None and self.preview_part.model.taken():
            preview, model, opened = self._preview, self.preview_part.model, self.sheet_part.opened
            mode, choices = model.mode, dict(model.choices)

            def put_in(task: Task) -> ImportDone:
                done = self._imports.put_in(preview, mode, choices, task.report)
                self._imports.remember(opened)
                return done

            self._start(self.tr("正在备份、导入…"), put_in, self._show_done)

    def choose_failed(self) -> None:
        if self._has_failed():
            words, name, kind = self.tr("没取的行另存为"), self.tr("没有导入的行.xlsx"), self.tr("表格 (*.xlsx)")
            if target := ask_target(self, words, name, kind):
                self.store_failed(target)

    def store_failed(self, file: Path) -> None:
        """Writes what is in error or held, marked and explained."""
        if self._has_failed() and not self.errand.is_busy:
            preview, opened, write = self._preview, self.sheet_part.opened, self._imports.write_failed
            choices, words = dict(self.preview_part.model.choices), self.tr("正在另存…")
            self._start(words, lambda _task: preview and write(opened, preview, file, choices), self._tell_stored)

    def undo(self) -> None:
        """Takes the last import back."""
        if not self.errand.is_busy and self.step is Step.FILE:
            self._start(self.tr("正在撤销…"), lambda task: self._imports.undo(task.report), self._tell_undone)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._title)
        head.addWidget(self._aside)
        head.addStretch()
        for part in (self.file_part, self.sheet_part, self.preview_part):
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
        self.file_part.file_wanted.connect(self.choose_file)
        self.file_part.undo_wanted.connect(self.undo)
        self.sheet_part.changed.connect(self._show_main)
        self.preview_part.changed.connect(self._show_main)
        self._main.clicked.connect(self.go_on)
        self.errand.changed.connect(self.keys_changed)
        self.errand.progressed.connect(self._tell_progress)
        self.errand.refused.connect(self.notice.tell_error)
        self.errand.stopped.connect(lambda: self.notice.tell(self.tr("已停下，什么都没有写入。")))
        keys: dict[str, Callable[[], None]] = {
            "F2": self.choose_file,
            "F6": self._switch_pane,
            "F9": self.go_on,
            "Esc": self._escape,
            "Ctrl+Z": self.undo,
            "Ctrl+H": lambda: self._at(Step.SHEET, self.sheet_part.set_header),
            "Ctrl+D": lambda: self._at(Step.SHEET, self.sheet_part.take_or_leave),
            "Ctrl+S": self.choose_failed,
            "PgUp": lambda: self._at(Step.SHEET, lambda: self.sheet_part.step_sheet(-1)),
            "PgDown": lambda: self._at(Step.SHEET, lambda: self.sheet_part.step_sheet(1)),
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- steps -------------------------------------------------------------------------------------------------

    def _show_step(self, step: Step) -> None:
        self._stack.setCurrentIndex(step)
        self._main.setVisible(step is not Step.FILE)
        titles = (self.tr("导入 Excel"), self.tr("核对表头和各列"), self.tr("导入后会发生的事"))
        self._title.setText(titles[step])
        self._show_main()
        self._focus()
        self.keys_changed.emit()
        self.status_changed.emit()

    def _show_main(self) -> None:
        if self.step is Step.SHEET:
            self._main.setText(self.tr("预览"))
            self._main.setEnabled(bool(self.sheet_part.opened.chosen))
        elif self.step is Step.PREVIEW:
            taken = self.preview_part.model.taken()
            self._main.setText(self.tr("导入选中的 {0} 户").format(taken))
            self._main.setEnabled(taken > 0)
        self._main.updateGeometry()

    def _show_workbook(self, opened: OpenedWorkbook) -> None:
        self.notice.tell(
            self.tr("名字不对，其实是{0}，照内容读的。").format(real) if (real := opened.real_kind) else ""
        )
        self._preview = None
        self._aside.setText(opened.file_name)
        self.sheet_part.show_workbook(opened)
        self._show_step(Step.SHEET)

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.notice.tell(self.tr("现在什么都还没有写入。"))
        self.preview_part.show_preview(preview)
        self._show_step(Step.PREVIEW)

    def _show_done(self, done: ImportDone) -> None:
        self._aside.setText("")
        self._show_step(Step.FILE)
        self.notice.tell(say_done(done, has_failed=self._has_failed()), "passed")

    def _tell_stored(self, rows: int) -> None:
        self.notice.tell(self.tr("已另存 {0} 行，改好后可以再导入。").format(rows))

    def _tell_undone(self, done: UndoDone) -> None:
        self.notice.tell(say_undone(done), "warning" if done.kept else "passed")

    def _at(self, step: Step, act: Callable[[], None]) -> None:
        if self.step is step and not self.errand.is_busy:
            act()

    def _focus(self) -> None:
        (self.file_part.choose, self.sheet_part.table, self.preview_part.table)[self.step].setFocus()

    def _has_failed(self) -> bool:
        is_here = self._preview is not None and self.step is not Step.SHEET
        return is_here and self.preview_part.model.has_refused()

    def _switch_pane(self) -> None:
        (self.file_part.choose, self.sheet_part.village, self.preview_part.mode)[self.step].setFocus()

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
        self._busy_words = words
        self.notice.tell(words)
        self.errand.run(work, done)

    def _tell_progress(self, done: int, total: int) -> None:
        if self.errand.is_busy:
            of = self.tr("{0} / {1} 户").format(done, total) if total else self.tr("{0} 行").format(done)
            self.notice.tell(f"{self._busy_words}{of}")
