"""Taking a list in: its workbook, its kind and letter, its columns put right, what would become of each row, F9.

Signals: `left` (back to the lists), `taken(list id)`.
"""

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.records import DepartmentList
from ffp_desktop.services.campaign.list_import import ListImport, ListTerms, OpenedList
from ffp_desktop.services.campaign.list_import.preview import ListPreview
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import LISTS_TAB, KeyAction
from ffp_desktop.ui.pages.campaign.lists.preview_part import ListPreviewPart
from ffp_desktop.ui.pages.campaign.lists.terms_part import TermsPart
from ffp_desktop.ui.pages.workbook_import.workbook_page import WorkbookPage
from ffp_desktop.ui.parts import Parts


class Step(IntEnum):
    """Where one is."""

    SHEET = 0
    PREVIEW = 1


class TakingPage(WorkbookPage):
    """Two steps; nothing is written before F9 in the second."""

    tab = LISTS_TAB
    steps = Step
    taken = Signal(str)

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        self._imports: ListImport = desk.make_list_import()
        super().__init__(self._imports, desk, parts, self.tr("选名单文件"), parent)
        self._opened: OpenedList | None = None
        self._preview: ListPreview | None = None
        self._terms = ListTerms("")
        kinds = {kind.name: kind.department for kind in self._imports.lists.kinds.all() if not kind.retired}
        self.terms = TermsPart(kinds, parts.theme)
        self.preview_part = ListPreviewPart(desk.regions, parts.theme)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.terms)
        column.addWidget(self.sheet_part, 1)
        titles = (self.tr("名单：种类、表头和各列"), self.tr("登记后会怎样"))
        self.lay_out([*zip(titles, (first, self.preview_part), strict=True)])
        self.terms.left.connect(self.sheet_part.table.setFocus)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("登记名单")

    def help_chapter(self) -> str:
        return "18-名单"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return [self.stopping_action()]
        if self.step is Step.PREVIEW:
            return [
                KeyAction("← →", self.tr("只看一类")),
                KeyAction("F9", self.tr("登记"), self.go_on),
                KeyAction("Esc", self.tr("回到表"), self.escape),
            ]
        return [
            *self.sheet_actions(),
            KeyAction("F6", self.tr("种类和日期"), self.switch_pane),
            KeyAction("F9", self.tr("比对"), self.go_on),
            KeyAction("F2", self.tr("换文件"), self.choose_file),
            KeyAction("Esc", self.tr("返回"), self.escape),
        ]

    def status_words(self) -> tuple[str, str]:
        return (self.tr("尚未写入"), "")

    def arrive(self) -> None:
        self.focus_step()

    # -- what the steps are ------------------------------------------------------------------------------------

    def open_file(self, file: Path) -> None:
        """Reads a file in the background and shows its sheets."""
        words = self.tr("正在读“{0}”…").format(file.name)
        self.start(words, lambda task: self._imports.open(file, task.report), self._show_workbook)

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
            self.start(self.tr("正在逐行比对到人…"), lambda _task: look(opened, terms), self._show_preview)
        elif self._preview is not None:
            opened_list, preview, terms = self._opened, self._preview, self._terms
            workbook = self.sheet_part.opened

            def put_in(task: Task) -> DepartmentList:
                done = self._imports.put_in(opened_list, preview, terms, task.report)
                self._imports.remember(workbook)
                return done

            self.start(self.tr("正在备份、登记…"), put_in, self._show_done)

    def show_main(self) -> None:
        if self.step is Step.SHEET:
            self.main.setText(self.tr("比对"))
            self.main.setEnabled(self._opened is not None and bool(self.sheet_part.opened.chosen))
        elif self._preview is not None:
            self.main.setText(self.tr("登记 {0} 条线索").format(len(self._preview.rows)))
            self.main.setEnabled(True)

    def focus_step(self) -> None:
        (self.sheet_part.table, self.preview_part.table)[self.step].setFocus()

    def switch_pane(self) -> None:
        if self.step is Step.SHEET:
            if self.terms.isAncestorOf(self.focusWidget() or self):
                self.sheet_part.village.setFocus()
            elif self.sheet_part.village.hasFocus():
                self.sheet_part.table.setFocus()
            else:
                self.terms.focus_first()

    # -- private -----------------------------------------------------------------------------------------------

    def _show_workbook(self, opened: OpenedList) -> None:
        if self._opened is None or self._opened.content != opened.content:
            self.terms.clear()
        self._opened, self._preview = opened, None
        self.show_sheets(opened.workbook)
        self.terms.focus_first()

    def _show_preview(self, preview: ListPreview) -> None:
        self._preview = preview
        words = self.tr("现在什么都还没有写入。拿得准的登记后直接认定；待认定的，登记后由人来认。")
        self.notice.tell(words)
        self.preview_part.show_preview(preview)
        self.show_step(Step.PREVIEW)

    def _show_done(self, done: DepartmentList) -> None:
        self._opened, self._preview = None, None
        self.terms.clear()
        self.taken.emit(done.id)
