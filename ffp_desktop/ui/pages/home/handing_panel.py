"""The panel of 上报 and 撤回: how many of which villages, then those that were left behind, with the reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel

WIDTH, WIDER = 640, 900  # px; with sentences it is wider
_ROWS = 9


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A survey that was not handed up or taken back, and why."""

    survey: str
    village: str
    head: str
    sentence: str


class HandingPanel(Panel):
    """Enter does it, Esc leaves everything as it was; afterwards Enter opens one that was left behind."""

    wanted = Signal(str)  # the reason, "" for handing up
    opened = Signal(str)  # survey id

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH)
        self._left: Sequence[LeftBehind] = ()
        self._asks_reason = False
        self._title = Label("", Type.HOUSEHOLD)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        self._asked = Label(self.tr("为什么撤回（留在历史里）"), Type.LABEL, "label", is_bold=True)
        self.reason = LineField()
        self.counts = CellTable([CellColumn(self.tr("村"), 200), CellColumn(self.tr("户"), 80, is_right=True)], theme)
        columns = [CellColumn(self.tr("村"), 130), CellColumn(self.tr("户主"), 120), CellColumn(self.tr("为什么"), 560)]
        self.refused = CellTable(columns, theme)
        self.notice = NoticeLine()
        self._go = KeyButton("", "Enter", theme, is_main=True)
        self._build()
        self._go.clicked.connect(self._finish)
        self.counts.opened.connect(lambda _row: self._finish())
        self.refused.opened.connect(self._open)

    @property
    def words(self) -> str:
        """Title and sentence, for whoever reads rather than looks."""
        return f"{self._title.text()} {self._words.text()}"

    def key_actions(self) -> list[KeyAction]:
        close = KeyAction("Esc", self.tr("关闭"), self.close_panel)
        if not self.refused.isHidden():
            return [KeyAction("↑↓", self.tr("看一户")), KeyAction("Enter", self.tr("打开这一户")), close]
        return [KeyAction("Enter", self._go.text(), self._finish), close]

    def ask_to_submit(self, villages: Mapping[str, int], receiver: str) -> None:
        """`villages` are households by the village's name; `receiver` the office that will judge them."""
        total = sum(villages.values())
        words = self.tr("报给{0}审核。报上去以后这里只能看；对方收到以前可以撤回。")
        self._show_title(self.tr("上报 {0} 户").format(total), words.format(receiver), self.tr("上报"))
        rows = [[Cell(name), Cell(str(count))] for name, count in villages.items()]
        self.counts.show_rows(rows)
        self._show_parts(self.counts if len(rows) > 1 else None, len(rows))
        (self.counts if len(rows) > 1 else self._go).setFocus()

    def ask_to_recall(self, count: int, name: str) -> None:
        """`name` is whose survey it is when it is one."""
        title = self.tr("撤回 {0} 户").format(count) if count > 1 else self.tr("撤回 {0} 户的表").format(name)
        words = self.tr("只有上级还没有收到的能撤回。撤回的又可以改，改好再上报。")
        self._show_title(title, words, self.tr("撤回"))
        self.reason.clear()
        self._show_parts(self.reason, 0)
        self.reason.setFocus()

    def tell_left(self, title: str, left: Sequence[LeftBehind]) -> None:
        """What was done, and what was not."""
        self._left = left
        self._show_title(title, self.tr("这 {0} 户没有办，还是原来的样子：").format(len(left)), "")
        ink = self.theme.palette.error
        rows = [[Cell(one.village), Cell(one.head, is_bold=True), Cell(one.sentence, ink)] for one in left]
        self.refused.show_rows(rows)
        self._show_parts(self.refused, len(rows))
        self.refused.setFocus()

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.column.setSpacing(10)
        self.add_head(self._title, self.tr("不办，关闭"))
        for widget in (self._words, self._asked, self.reason, self.counts, self.refused, self.notice):
            self.column.addWidget(widget)
        self.add_foot(self._go)

    def _show_title(self, title: str, words: str, act: str) -> None:
        self.notice.tell("")
        self._title.setText(title)
        self._words.setText(words)
        self._go.setText(act)
        self._go.setVisible(bool(act))

    def _show_parts(self, shown: QWidget | None, rows: int) -> None:
        """One part at a time; the panel is as high as it needs."""
        for part in (self.reason, self.counts, self.refused):
            part.setVisible(part is shown)
        self._asks_reason = shown is self.reason
        self._asked.setVisible(self._asks_reason)
        height = self.theme.sizes.list_row * (min(max(rows, 2), _ROWS) + 1) + 4
        for table in (self.counts, self.refused):
            table.setFixedHeight(height)
        self.setFixedWidth(WIDER if shown is self.refused else WIDTH)
        self.rise()

    def _finish(self) -> None:
        """Once: a key that a field hands on finds the panel closed."""
        reason = self.reason.value().strip()
        if self.isVisible() and not self._go.isHidden() and (reason or not self._asks_reason):
            self.wanted.emit(reason if self._asks_reason else "")

    def _open(self, row: int) -> None:
        self.close_panel()
        self.opened.emit(self._left[row].survey)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F9) and self.refused.isHidden():
            self._finish()
        else:
            super().keyPressEvent(event)


def count_villages(villages: Sequence[str]) -> dict[str, int]:
    """Households by village, in the order of the names."""
    return dict(sorted(Counter(villages).items()))
