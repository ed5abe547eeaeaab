"""冲突: the surveys that two sides wrote differently; Enter settles them from there on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.services.review.conflict_records import ConflictLine
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label


class ConflictListPage(Page):
    """The longest waiting first is nobody's wish: they stand by village and number, as the paper is filed."""

    tab = EXCHANGE_TAB
    left = Signal()
    conflicts_wanted = Signal(list)  # survey ids, the one to begin with first

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._palette = parts.theme.palette
        self._lines: Sequence[ConflictLine] = ()
        columns = [CellColumn(self.tr("怎样"), 70), CellColumn(self.tr("户主"), 120), CellColumn(self.tr("村"), 120)]
        columns += [CellColumn(self.tr("表号"), 170), CellColumn(self.tr("几处"), 60, is_right=True)]
        self.table = CellTable([*columns, CellColumn(self.tr("在哪里办"), 330)], parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self.settle = KeyButton(self.tr("解决这一户，再往下"), "Enter", parts.theme, is_main=True)
        self._build()
        self.bind_key("Esc", self.left.emit)
        self.table.opened.connect(self._open)
        self.table.row_changed.connect(lambda _row: self.keys_changed.emit())
        self.settle.clicked.connect(lambda: self._open(self.table.row))

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("收发 — 冲突")

    def help_chapter(self) -> str:
        return "17-冲突"

    def key_actions(self) -> list[KeyAction]:
        actions = []
        if self._lines:
            actions += [KeyAction("↑↓", self.tr("选户"))]
            actions += [KeyAction("Enter", self.tr("解决"), lambda: self._open(self.table.row))]
        return [*actions, KeyAction("Esc", self.tr("返回"), self.left.emit)]

    def status_words(self) -> tuple[str, str]:
        return self.tr("未解决前不能审核通过") if self._lines else "", ""

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads again which there are."""
        self._lines = self._desk.conflicts.list()
        empty = self.tr("没有冲突。两边都改过同一处时，这里才有。")
        self.table.show_rows([self._row(line) for line in self._lines], empty)
        places = sum(line.conflicts for line in self._lines)
        words = self.tr("{0} 户 · {1} 处").format(len(self._lines), places)
        self._count.setText(words if self._lines else "")
        self.settle.setEnabled(bool(self._lines))
        self.keys_changed.emit()
        self.status_changed.emit()

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(Label(self.tr("冲突"), Type.PAGE))
        words = self.tr("两台电脑各改各的，都没见过对方的。请拿出纸表，一处一处定下；定下以后别处也不再出现。")
        head.addWidget(Label(words, Type.TEXT, "label"), 1)
        frame, self._count = frame_list(self.tr("等着解决的"), self.table)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.settle)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(frame, 1)
        layout.addLayout(foot)

    def _row(self, line: ConflictLine) -> Sequence[Cell]:
        palette = self._palette
        is_here = line.holder in ("", self._desk.unit.code)
        where = self.tr("{0}：这里只能看").format(say_unit(line.holder, self._desk.regions))
        return (
            Cell(self.tr("≠ 冲突"), palette.error, is_bold=True),
            Cell(line.head_name or self.tr("没有姓名"), palette.answer, is_bold=True),
            Cell(line.village_name or say_unit(line.village, self._desk.regions)),
            Cell(line.number),
            Cell(str(line.conflicts), palette.answer, is_bold=True),
            Cell(self.tr("本单位") if is_here else where, "" if is_here else palette.muted),
        )

    def _open(self, row: int) -> None:
        """The one with the cursor, those behind it, then those before it."""
        if 0 <= row < len(self._lines):
            surveys = [line.survey for line in self._lines]
            self.conflicts_wanted.emit([*surveys[row:], *surveys[:row]])
