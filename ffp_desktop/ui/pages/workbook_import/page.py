"""Excel in: choose a file, put its columns right, look at what would happen, F9."""

from enum import IntEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ffp_desktop.services.workbook_import import WorkbookImport
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import Preview
from ffp_desktop.services.workbook_import.putting_in import ImportDone, UndoDone
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction
from ffp_desktop.ui.pages.workbook_import.done_words import say_done, say_undone
from ffp_desktop.ui.pages.workbook_import.file_part import FilePart
from ffp_desktop.ui.pages.workbook_import.preview_part import PreviewPart
from ffp_desktop.ui.pages.workbook_import.preview_words import PreviewWords
from ffp_desktop.ui.pages.workbook_import.workbook_page import WorkbookPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.file_choice import ask_target


class Step(IntEnum):
    """Where one is."""

    FILE = 0
    SHEET = 1
    PREVIEW = 2


class WorkbookImportPage(WorkbookPage):
    """One page, three steps; nothing is written before F9 in the last one."""

    tab = EXCHANGE_TAB
    steps = Step

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        self._imports: WorkbookImport = desk.make_workbook_import()
        super().__init__(self._imports, desk, parts, self.tr("选 Excel 文件"), parent)
        self._preview: Preview | None = None
        self.file_part = FilePart(parts.theme)
        self.preview_part = PreviewPart(PreviewWords(self._imports.form), desk.regions, parts.theme)
        self.lay_out(
            (
                (self.tr("导入 Excel"), self.file_part),
                (self.tr("核对表头和各列"), self.sheet_part),
                (self.tr("导入后会发生的事"), self.preview_part),
            )
        )
        self.file_part.file_wanted.connect(self.choose_file)
        self.file_part.undo_wanted.connect(self.undo)
        self.preview_part.changed.connect(self.refresh_main)
        self.bind_key("Ctrl+Z", self.undo)
        self.bind_key("Ctrl+S", self.choose_failed)
        self.show_step(Step.FILE)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("导入")

    def help_chapter(self) -> str:
        return "09-导入"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return [self.stopping_action()]
        file = KeyAction("F2", self.tr("选文件"), self.choose_file)
        if self.step is Step.FILE:
            undo = KeyAction("Ctrl+Z", self.tr("撤销上次导入"), self.undo)
            failed = [KeyAction("Ctrl+S", self.tr("没取的行另存"), self.choose_failed)] if self._has_failed() else []
            return [file, undo, *failed, KeyAction("Esc", self.tr("返回"), self.escape)]
        if self.step is Step.SHEET:
            village = KeyAction("F6", self.tr("选村"), self.switch_pane)
            return [*self.sheet_actions(), village, KeyAction("F9", self.tr("预览"), self.go_on), file]
        return [
            KeyAction("空格", self.tr("取或不取")),
            KeyAction("1…5", self.tr("只看一类")),
            KeyAction("F6", self.tr("换取法"), self.switch_pane),
            KeyAction("F9", self.tr("导入"), self.go_on),
            KeyAction("Ctrl+S", self.tr("没取的行另存"), self.choose_failed),
            KeyAction("Esc", self.tr("回到表"), self.escape),
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入") if self.step is Step.PREVIEW else "", "")

    def arrive(self) -> None:
        self.focus_step()

    # -- what the steps are ------------------------------------------------------------------------------------

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""
        words = self.tr("正在读“{0}”…").format(file.name)
        self.start(words, lambda task: self._imports.open(file, task.report), self._show_workbook)

    def go_on(self) -> None:
        """From the sheet to the preview, from the preview to the import."""
        if self.errand.is_busy:
            return
        if self.step is Step.SHEET:
            opened, village, look = self.sheet_part.opened, self.sheet_part.village.value(), self._imports.preview
            words = self.tr("正在和库里核对…")
            self.start(words, lambda task: look(opened, village, task.report), self._show_preview)
        elif self.step is Step.PREVIEW and self._preview is not None and self.preview_part.model.taken():
            preview, model, opened = self._preview, self.preview_part.model, self.sheet_part.opened
            mode, choices = model.mode, dict(model.choices)

            def put_in(task: Task) -> ImportDone:
                done = self._imports.put_in(preview, mode, choices, task.report)
                self._imports.remember(opened)
                return done

            self.start(self.tr("正在备份、导入…"), put_in, self._show_done)

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
            self.start(words, lambda _task: preview and write(opened, preview, file, choices), self._tell_stored)

    def undo(self) -> None:
        """Takes the last import back."""
        if not self.errand.is_busy and self.step is Step.FILE:
            self.start(self.tr("正在撤销…"), lambda task: self._imports.undo(task.report), self._tell_undone)

    def show_main(self) -> None:
        if self.step is Step.SHEET:
            self.main.setText(self.tr("预览"))
            self.main.setEnabled(bool(self.sheet_part.opened.chosen))
        elif self.step is Step.PREVIEW:
            taken = self.preview_part.model.taken()
            self.main.setText(self.tr("导入选中的 {0} 户").format(taken))
            self.main.setEnabled(taken > 0)

    def focus_step(self) -> None:
        (self.file_part.choose, self.sheet_part.table, self.preview_part.table)[self.step].setFocus()

    def switch_pane(self) -> None:
        (self.file_part.choose, self.sheet_part.village, self.preview_part.mode)[self.step].setFocus()

    # -- private -----------------------------------------------------------------------------------------------

    def _show_workbook(self, opened: OpenedWorkbook) -> None:
        self._preview = None
        self.show_sheets(opened)

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        self.notice.tell(self.tr("现在什么都还没有写入。"))
        self.preview_part.show_preview(preview)
        self.show_step(Step.PREVIEW)

    def _show_done(self, done: ImportDone) -> None:
        self.aside.setText("")
        self.show_step(Step.FILE)
        self.notice.tell(say_done(done, has_failed=self._has_failed()), "passed")

    def _tell_stored(self, rows: int) -> None:
        self.notice.tell(self.tr("已另存 {0} 行，改好后可以再导入。").format(rows))

    def _tell_undone(self, done: UndoDone) -> None:
        self.notice.tell(say_undone(done), "warning" if done.kept else "passed")

    def _has_failed(self) -> bool:
        is_here = self._preview is not None and self.step is not Step.SHEET
        return is_here and self.preview_part.model.has_refused()
