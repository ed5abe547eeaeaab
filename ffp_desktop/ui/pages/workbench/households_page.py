"""Households to go through one by one: a village's with key persons, or those behind something that is late."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import DESK_TAB, KeyAction, Page
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import survey_look

if TYPE_CHECKING:
    from ffp_desktop.store.campaign.figure_records import KeyHousehold


class HouseholdsPage(Page):
    """Those that nobody has looked at first; Enter opens the survey, or begins it."""

    tab = DESK_TAB
    left = Signal()
    survey_wanted = Signal(str)

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._palette = parts.theme.palette
        self.lines: Sequence[KeyHousehold] = ()
        self._read: Callable[[], Sequence[KeyHousehold]] = tuple
        columns = [
            CellColumn(self.tr("已看"), 56),
            CellColumn(self.tr("户主"), 100),
            CellColumn(self.tr("自然村"), 100),
        ]
        columns += [CellColumn(self.tr("名单上"), 70, is_right=True), CellColumn(self.tr("哪些名单"), 330)]
        columns += [
            CellColumn(self.tr("户属性"), 120),
            CellColumn(self.tr("识别"), 80),
            CellColumn(self.tr("本轮的表"), 110),
        ]
        self.table = CellTable([*columns, CellColumn(self.tr("表号"), 190)], parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self._name, self._words = Label("", Type.PAGE), Label("", Type.TEXT, "label")
        self._open = KeyButton(self.tr("打开这一户"), "Enter", parts.theme, is_main=True)
        self._build()
        self.bind_key("Esc", self.left.emit)
        self.table.opened.connect(self.open_row)
        self._open.clicked.connect(lambda: self.open_row(self.table.row))

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("工作台 — {0}").format(self._name.text())

    def help_chapter(self) -> str:
        return "22-工作台和季度报告"

    def key_actions(self) -> list[KeyAction]:
        actions = []
        if self.lines:
            actions += [KeyAction("↑↓", self.tr("选户"))]
            actions += [KeyAction("Enter", self.tr("打开这一户"), lambda: self.open_row(self.table.row))]
        return [*actions, KeyAction("Esc", self.tr("返回"), self.left.emit)]

    def status_words(self) -> tuple[str, str]:
        waiting = sum(not one.is_looked_at for one in self.lines)
        return self.tr("剩 {0} 户没看").format(waiting), ""

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_households(self, name: str, words: str, read: "Callable[[], Sequence[KeyHousehold]]") -> None:
        """What to list; it is read when the page arrives, and again whenever one comes back to it."""
        self._read = read
        self._name.setText(name)
        self._words.setText(words)

    def refresh(self) -> None:
        self.lines = self._read()
        self.table.show_rows([self._row(line) for line in self.lines], self.tr("没有要看的户。"))
        waiting = sum(not line.is_looked_at for line in self.lines)
        words = self.tr("{0} 户 · 剩 {1} 户没看").format(len(self.lines), waiting)
        self._count.setText(words if self.lines else "")
        self._open.setEnabled(bool(self.lines))
        self.keys_changed.emit()
        self.status_changed.emit()

    def open_row(self, row: int) -> None:
        """The survey of this round; one that nobody has begun begins from the last one."""
        if not 0 <= row < len(self.lines):
            return
        line = self.lines[row]
        try:
            survey = line.survey or self._desk.start_waiting(line.household)
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.survey_wanted.emit(survey)

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._name)
        head.addWidget(self._words, 1)
        frame, self._count = frame_list(self.tr("线索都答复了的户算已看"), self.table)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._open)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(frame, 1)
        layout.addLayout(foot)

    def _row(self, line: "KeyHousehold") -> Sequence[Cell]:
        palette = self._palette
        state = Cell(self.tr("未录入"), palette.muted)
        if line.state is not None:
            look = survey_look(line.state, palette)
            state = Cell(look.word, look.ink, shape=look.shape)
        return (
            Cell(
                self.tr("✓ 已看") if line.is_looked_at else "—", palette.passed if line.is_looked_at else palette.muted
            ),
            Cell(line.head_name or self.tr("没有姓名"), palette.answer, is_bold=True),
            Cell(line.natural_village),
            Cell(self.tr("{0} 人").format(line.people)),
            Cell("、".join(line.kinds)),
            Cell(line.household_kind),
            Cell(self.tr("是") if line.is_identified else "", palette.passed),
            state,
            Cell(line.number, palette.muted),
        )
