"""Excel out: which shape of workbook, where to put it, and how far it is; quiet until something is chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet

TEMPLATE = "template"


class ExportPage(Page):
    """Five shapes to choose from by their number; the list as it stands is what is written."""

    tab = HOME_TAB
    left = Signal()
    bundle_wanted = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._query = SurveyQuery()
        self._total = 0
        self._task: Task | None = None
        self.notice = NoticeLine(keeps_room=True)
        self.buttons: dict[str, KeyButton] = {}
        self._build()
        for number, kind in enumerate(self.buttons, 1):
            self.bind_key(str(number), self._chooser(kind))
        self.bind_key("Esc", self._escape)
        self.bind_key("Ctrl+E", self._ask_bundle)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("导出 Excel")

    def help_chapter(self) -> str:
        return "10-导出"

    def key_actions(self) -> list[KeyAction]:
        if self._task is not None:
            return [KeyAction("Esc", self.tr("不做了"), self._escape)]
        bundle = KeyAction("Ctrl+E", self.tr("上报包"), self._ask_bundle)
        return [KeyAction("1 – 5", self.tr("选一种")), bundle, KeyAction("Esc", self.tr("返回"), self._escape)]

    def arrive(self) -> None:
        next(iter(self.buttons.values())).setFocus()

    def leave(self) -> None:
        self._cancel()

    # -- public ------------------------------------------------------------------------------------------------

    def set_list(self, total: int, query: SurveyQuery, scope: str) -> None:
        """The list as it stands: how many households, what it is filtered by, and that in words."""
        self._total, self._query = total, query
        words = self.tr("写出列表里的 {0} 户（{1}）。").format(total, scope)
        self._scope.setText(words if total else self.tr("列表里没有调查表，现在只能写出空的录入模板。"))
        self._show_ready()

    def choose(self, kind: str) -> None:
        """Asks where the workbook is to be, and writes it."""
        if not self.buttons[kind].isEnabled():
            return
        target = ask_target(self, self.tr("导出到"), self._file_name(kind), self.tr("Excel 工作簿 (*.xlsx)"))
        if target is not None:
            self.store(kind, target)

    def store(self, kind: str, target: Path) -> None:
        """Writes the workbook as `target`, whole or not at all, beside the window's own work."""
        self._cancel()
        self.notice.tell(self.tr("正在写…"))

        def work(task: Task) -> tuple[int, int]:
            return self._desk.export(kind, self._query, target, task.report)

        def done(counts: tuple[int, int]) -> None:
            self._finish()
            self.notice.tell(self._done_words(kind, counts, target), "accent")

        task = self._parts.background.run(work, done, self._refuse, self, self._say_progress)
        self._task = None if task.has_ended else task
        self._show_ready()
        self.keys_changed.emit()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._parts.theme
        content = lay_sheet(self, 760, theme)
        content.addWidget(Label(self.tr("导出 Excel"), Type.PAGE))
        content.addSpacing(6)
        self._scope = Label("", Type.TEXT, "label", wraps=True)
        content.addWidget(self._scope)
        content.addSpacing(14)
        for number, (kind, name, words) in enumerate(self._kinds(), 1):
            self._add_kind(content, number, kind, name, words)
        content.addLayout(self._make_bundle_row())
        content.addSpacing(4)
        content.addWidget(self.notice)
        caution = self.tr("前三种含证件号码、电话和健康情况：只给有权查看的人，不传到网上，用完及时删除。")
        content.addWidget(Label(caution, Type.LABEL, "muted", wraps=True))
        content.addSpacing(10)

    def _kinds(self) -> list[tuple[str, str, str]]:
        return [
            ("people", self.tr("一人一行"), self.tr("每个人一行，带着这一户的各项和状态，适合筛选、汇总。")),
            ("two-sheets", self.tr("家庭、成员两张表"), self.tr("一户一行、一人一行，用表号对应。")),
            ("paper", self.tr("照纸表的样子"), self.tr("每户一张，和打印的表一样，可以直接打印；一次最多 200 户。")),
            (TEMPLATE, self.tr("空的录入模板"), self.tr("带下拉框和填写说明，在没有本程序的电脑上填好再导入。")),
            ("public", self.tr("公示名单"), self.tr("只列公示需要的项，姓名遮盖中间的字；草稿和退回的户不列。")),
        ]

    def _add_kind(self, content: QVBoxLayout, number: int, kind: str, name: str, words: str) -> None:
        theme = self._parts.theme
        button = KeyButton(name, str(number), theme)
        button.clicked.connect(self._chooser(kind))
        self.buttons[kind] = button
        row = QHBoxLayout()
        row.setSpacing(14)
        button.setMinimumWidth(220)
        row.addWidget(button)
        row.addWidget(Label(words, Type.TEXT, "label", wraps=True), 1)
        content.addLayout(row)
        content.addSpacing(6)
        content.addWidget(Rule(theme.palette.rule))
        content.addSpacing(6)

    def _make_bundle_row(self) -> QHBoxLayout:
        """To report to the office above is no workbook: it has a page of its own."""
        button = KeyButton(self.tr("上报包"), "Ctrl+E", self._parts.theme)
        button.setMinimumWidth(220)
        button.clicked.connect(self._ask_bundle)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(button)
        words = self.tr("报给上级用这个，写到U盘：加密、签名、有回执，对方用本程序导入。")
        row.addWidget(Label(words, Type.TEXT, "label", wraps=True), 1)
        return row

    def _ask_bundle(self) -> None:
        if self._task is None:
            self.bundle_wanted.emit()

    # -- writing -----------------------------------------------------------------------------------------------

    def _chooser(self, kind: str) -> Callable[[], None]:
        return lambda: self.choose(kind)

    def _file_name(self, kind: str) -> str:
        name = next(name for known, name, _ in self._kinds() if known == kind)
        return self.tr("摸底排查表-{0}.xlsx").format(name)

    def _done_words(self, kind: str, counts: tuple[int, int], target: Path) -> str:
        if kind == TEMPLATE:
            return self.tr("已写出 {0}。").format(target.name)
        return self.tr("已写出 {0}：{1} 户，{2} 人。").format(target.name, *counts)

    def _say_progress(self, done: int, total: int) -> None:
        if self._task is not None:
            self.notice.tell(self.tr("正在写 {0} / {1} 户…").format(done, total))

    def _refuse(self, error: FfpError) -> None:
        self._finish()
        self.notice.tell_error(error)

    def _finish(self) -> None:
        self._task = None
        self._show_ready()
        self.keys_changed.emit()

    def _show_ready(self) -> None:
        for kind, button in self.buttons.items():
            button.setEnabled(self._task is None and (kind == TEMPLATE or self._total > 0))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.notice.tell(self.tr("已停下，没写完的文件不会留下。"))
            self._finish()

    def _escape(self) -> None:
        if self._task is not None:
            self._cancel()
        else:
            self.left.emit()
