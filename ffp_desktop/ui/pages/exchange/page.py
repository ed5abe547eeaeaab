"""收发 (Alt+3): what waits to be handed up, the outbox, what came in, and the ways out and in."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.services.bundles.exchange import BundleExchange, Outlook
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.exchange.outlook_words import OutlookWords, say_not_again, waiting_words
from ffp_desktop.ui.pages.exchange.place_panel import PlacePanel
from ffp_desktop.ui.pages.exchange.side_lists import SideLists
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label


class ExchangePage(Page):
    """Digits choose a way; Enter in a list writes a bundle or a receipt once more; F6 goes to the next list."""

    tab = EXCHANGE_TAB
    left = Signal()
    down_wanted = Signal(str)  # the unit below that a bundle is for
    way_chosen = Signal(int)  # 1 out to a stick, 2 in from a stick, 3 Excel, 4 devices, 5 conflicts

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._desk = desk
        self._exchange: BundleExchange = desk.bundles
        self._outlook = Outlook("")
        self._is_in_came = False  # where the focus goes back to when the panel closes
        self._stands_at: str | None = None
        self._words = OutlookWords(desk.regions, parts.theme.palette)
        self.side = SideLists(self._words, desk.regions, parts.theme)
        self.waiting, self.held = self.side.waiting, self.side.held
        self.errand = Errand(parts.background, self)
        self.standing = Label("", Type.TEXT, "label", wraps=True)
        self.notice = NoticeLine(keeps_room=True)
        self.ways: list[KeyButton] = []
        self._make_lists()
        self._build()
        self.panel = PlacePanel(parts, self)
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("收发")

    def help_chapter(self) -> str:
        return "13-收发"

    def key_actions(self) -> list[KeyAction]:
        actions = [KeyAction("1 – 5", self.tr("选一样"))]
        if self.sent.hasFocus() and self._current_sent() is not None:
            actions.append(KeyAction("Enter", self.tr("再写一次"), lambda: self._open_sent(self.sent.row)))
        if self.side.down.hasFocus() and self.side.below:
            actions.append(KeyAction("Enter", self.tr("写给它"), self._write_down))
        if self.held.hasFocus() and self.side.current is not None:
            actions.append(KeyAction("Enter", self.tr("取用这一户"), lambda: self.take_held(self.held.row)))
        if self.came.hasFocus() and self.came.row >= len(self._outlook.kept) and self._outlook.came:
            actions.append(KeyAction("Enter", self.tr("再写回执"), lambda: self._open_came(self.came.row)))
        actions.append(KeyAction("F6", self.tr("换一栏"), self._switch_list))
        if self._outlook.can_undo:
            actions.append(KeyAction("Ctrl+Z", self.tr("撤销上次导入"), self.undo))
        return [*actions, KeyAction("Esc", self.tr("返回"), self._escape)]

    def status_words(self) -> tuple[str, str]:
        waiting = sum(not one.bundle.receipt_at for one in self._outlook.sent)
        return "", self.tr("{0} 个包等回执").format(waiting) if waiting else ""

    def arrive(self) -> None:
        self.refresh()
        if not self.panel.isVisible():
            self._focus_list()

    def leave(self) -> None:
        self.panel.hide()

    # -- public ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads everything again, beside the window's own work."""
        if not self.errand.is_busy:
            self.errand.run(lambda _task: self._exchange.look_out(), self._show)

    def stand_at(self, source: str) -> None:
        """Once all is read: at a unit's bundles that wait for an earlier one; "" for surveys that were put aside."""
        self._stands_at, self._is_in_came = source, bool(source)

    def undo(self) -> None:
        """Takes the last import back."""
        if self._outlook.can_undo and not self.panel.isVisible():
            words = self.tr("已撤销：{0}的第{1}号包。库里和导入前一样。")

            def tell(undone: Any) -> None:
                source = say_unit(undone.source, self._desk.regions)
                self._end(words.format(source, undone.sequence))

            self._run(self.tr("正在撤销…"), lambda _task: self._exchange.receiving.undo(), tell)

    def take_held(self, row: int) -> None:
        """Takes a survey that was put aside."""
        self.held.select(row)
        one = self.side.current
        if one is not None and not self.panel.isVisible():
            words = self.tr("已取用：{0} 户。").format(one.head or one.survey.number)
            survey = one.survey.survey
            self._run(
                self.tr("正在取用…"),
                lambda _task: self._exchange.receiving.take_held([survey]),
                lambda _: self._end(words),
            )

    # -- building ----------------------------------------------------------------------------------------------

    def _make_lists(self) -> None:
        theme, tr = self._parts.theme, self.tr
        shared = [CellColumn(tr("号"), 84), CellColumn(tr("时间"), 120)]
        to = CellColumn(tr("给"), 150), CellColumn(tr("户数"), 80), CellColumn(tr("大小"), 90)
        of = CellColumn(tr("从"), 150), CellColumn(tr("户数"), 80), CellColumn(tr("经手"), 90)
        self.sent = CellTable([*shared, *to, CellColumn(tr("到没到"), 230)], theme)
        self.came = CellTable([*shared, *of, CellColumn(tr("缺号"), 230)], theme)

    def _build(self) -> None:
        theme = self._parts.theme
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(Label(self.tr("收发"), Type.PAGE))
        head.addWidget(self.standing, 1)
        ways = QHBoxLayout()
        ways.setSpacing(10)
        names = (self.tr("写到U盘"), self.tr("读U盘"), self.tr("导入 Excel"), self.tr("设备与信任"), self.tr("冲突"))
        for number, name in enumerate(names, 1):
            button = KeyButton(name, str(number), theme, is_main=number == 1)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, number=number: self.way_chosen.emit(number))
            self.ways.append(button)
            ways.addWidget(button)
        ways.addWidget(self.notice, 1)
        outbox, self._sent_aside = frame_list(self.tr("发件箱"), self.sent)
        inbox, self._came_aside = frame_list(self.tr("收到的"), self.came)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(outbox, 1)
        right.addWidget(inbox, 1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.side)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(ways)
        layout.addLayout(body, 1)

    def _bind(self) -> None:
        self.sent.opened.connect(self._open_sent)
        self.came.opened.connect(self._open_came)
        self.held.opened.connect(self.take_held)
        self.side.down.opened.connect(lambda _row: self._write_down())
        self.panel.closed.connect(self._focus_list)
        self.errand.refused.connect(self._refuse)
        keys: dict[str, Callable[[], None]] = {
            "F6": self._switch_list,
            "Esc": self._escape,
            "Ctrl+Z": self.undo,
            "Ctrl+E": lambda: self._choose(1),
        }
        for key, act in keys.items():
            self.bind_key(key, act)
        for number in range(1, 6):
            self.bind_key(str(number), partial(self._choose, number))
        for table in (self.waiting, self.side.down, self.held, self.sent, self.came):
            table.row_changed.connect(lambda _row: self.keys_changed.emit())

    def _choose(self, number: int) -> None:
        if not self.panel.isVisible():
            self.way_chosen.emit(number)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        words, now = self._words, self._now()
        self.standing.say(*words.standing(outlook, now))
        self.side.show_outlook(outlook)
        self.sent.show_rows(
            [words.sent_row(one, now) for one in outlook.sent], self.tr("还没有写出过包。按 1 写到U盘。")
        )
        self.came.show_rows(
            [words.kept_row(one, now) for one in outlook.kept] + [words.came_row(one, now) for one in outlook.came],
            self.tr("还没有收过包。插上U盘，按 2 来读。"),
        )
        self._sent_aside.setText(waiting_words(outlook.sent))
        self._came_aside.setText(self.tr("共 {0} 个").format(len(outlook.came)) if outlook.came else "")
        conflicts = self.tr("冲突 {0} 户").format(outlook.conflicts)
        self.ways[-1].setText(conflicts if outlook.conflicts else self.tr("冲突"))
        self.ways[-1].updateGeometry()
        if self._stands_at:
            rows = (row for row, one in enumerate(outlook.kept) if one.source == self._stands_at)
            self.came.select(next(rows, 0))
        elif self._stands_at is not None and outlook.held:
            self.held.setFocus()
        self._stands_at = None
        self.keys_changed.emit()
        self.status_changed.emit()

    def _now(self) -> datetime:
        return self._parts.clock()

    def _current_sent(self) -> Any:
        """The bundle with the cursor when it can be written again."""
        row = self.sent.row
        one = self._outlook.sent[row] if 0 <= row < len(self._outlook.sent) else None
        return one.bundle if one is not None and one.is_kept and not one.bundle.receipt_at else None

    # -- doing -------------------------------------------------------------------------------------------------

    def _open_sent(self, row: int) -> None:
        self.sent.select(row)
        bundle = self._current_sent()
        if bundle is None:
            self.notice.tell(say_not_again(self._outlook.sent[row]))
            return
        self._is_in_came = False
        title = self.tr("第{0}号包再写一次").format(bundle.sequence)
        words = self.tr("{0}：原样再写一份，号不变；对方收过也不要紧，重复的不会再导入。").format(bundle.name)
        self.panel.open(title, words, lambda folder: self._write_again(bundle.id, folder))

    def _open_came(self, row: int) -> None:
        kept = self._outlook.kept
        if row < len(kept):
            words = self.tr("第{0}号包收下了，在等第{1}号包；第{1}号一读入，就自动接上。")
            self.notice.tell(words.format(kept[row].sequence, kept[row].missing))
            return
        one = self._outlook.came[row - len(kept)].bundle
        self._is_in_came = True
        title = self.tr("{0}第{1}号包的回执").format(say_unit(one.source, self._desk.regions), one.sequence)
        words = self.tr("再写一份回执到U盘，交还对方。")
        self.panel.open(title, words, lambda folder: self._write_receipt(one.id, folder))

    def _write_again(self, bundle: str, folder: Path) -> None:
        def tell(file: Path) -> None:
            self.panel.close_panel()
            self._end(self.tr("已写好并读回核对：{0}。可以拔出U盘了。").format(file.name))

        self._run(self.tr("正在写…"), lambda _task: self._exchange.write_again(bundle, folder), tell)

    def _write_receipt(self, bundle: str, folder: Path) -> None:
        def tell(file: Path) -> None:
            self.panel.close_panel()
            self._end(self.tr("回执已写好：{0}。可以拔出U盘了。").format(file.name))

        self._run(self.tr("正在写…"), lambda _task: self._exchange.write_receipt(bundle, folder), tell)

    def _run(self, words: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        if not self.errand.is_busy:
            (self.panel.notice if self.panel.isVisible() else self.notice).tell(words)
            self.errand.run(work, done)

    def _end(self, words: str) -> None:
        self.notice.tell(words, "passed")
        self.refresh()

    def _refuse(self, error: Any) -> None:
        (self.panel.notice if self.panel.isVisible() else self.notice).tell_error(error)
        self.panel.adjustSize()

    def _write_down(self) -> None:
        if self.side.below and not self.panel.isVisible():
            self.down_wanted.emit(self.side.below)

    def _switch_list(self) -> None:
        lists = [self.sent, self.came, *self.side.lists]
        at = next((number for number, table in enumerate(lists) if table.hasFocus()), -1)
        lists[(at + 1) % len(lists)].setFocus()
        self.keys_changed.emit()

    def _focus_list(self) -> None:
        (self.came if self._is_in_came else self.sent).setFocus()

    def _escape(self) -> None:
        if self.panel.isVisible():
            self.panel.close_panel()
        else:
            self.left.emit()
