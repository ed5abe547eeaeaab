"""认人: the likely pairs at the left, the two beside each other at the right; 1 or 2 and a reason judge."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.form.reason_line import ReasonLine
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.same_people.models import (
    PAIR_WIDTHS,
    SIDE_WIDTHS,
    PairDelegate,
    PairModel,
    SideDelegate,
    SideModel,
)
from ffp_desktop.ui.spoken import read_time
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.count_tabs import CountTabs
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import ListTable, frame_list

if TYPE_CHECKING:
    from ffp_desktop.services.dynamics import Recorded
    from ffp_desktop.services.same_people import Pair

_LIST, _REASON = 400, 36  # px


class SamePeoplePage(Page):
    """← → choose the household or its village, ↑↓ a pair, 1 and 2 judge it, Ctrl+Del takes the judgement back."""

    tab = HOME_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._household, self._village = "", ""
        self._scopes: list[Sequence[Pair]] = [(), ()]
        self.head = Label("", Type.PAGE)
        self.tabs = CountTabs(theme)
        self.notice = NoticeLine()
        self.pairs = PairModel(self)
        self.list = ListTable(self.pairs, PAIR_WIDTHS, theme)
        self.list.draw_with(PairDelegate(self.pairs, theme, self.list))
        self.sides = SideModel(self)
        self.table = ListTable(self.sides, SIDE_WIDTHS, theme)
        self.table.draw_with(SideDelegate(self.sides, theme, self.table))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verdict = Label("", Type.TEXT, "answer", wraps=True)
        self._same = KeyButton(self.tr("同一人"), "1", theme, is_main=True)
        self._different = KeyButton(self.tr("不是同一人"), "2", theme)
        self._build()
        self.reason = ReasonLine(theme, self)
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("认人")

    def help_chapter(self) -> str:
        return "08-新一轮和户档案"

    def key_actions(self) -> list[KeyAction]:
        if self.reason.is_open:
            return [KeyAction("Enter", self.tr("写下")), KeyAction("Esc", self.tr("不改"), self._go_back)]
        actions = [KeyAction("↑↓", self.tr("换一对"))] if self.pairs.rowCount() else []
        actions.append(KeyAction("← →", self.tr("这一户、本村"), lambda: self.tabs.step(1)))
        pair = self._pair()
        if pair is not None and pair.decision is None:
            actions.append(KeyAction("1", self.tr("同一人"), lambda: self._ask(True)))
            actions.append(KeyAction("2", self.tr("不是同一人"), lambda: self._ask(False)))
        elif pair is not None:
            actions.append(KeyAction("Ctrl+Del", self.tr("撤回认定"), self._ask_withdrawal))
        actions.append(KeyAction("Esc", self.tr("返回"), self._go_back))
        return actions

    def arrive(self) -> None:
        self.list.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_household(self, household: str, village: str, title: str) -> None:
        """Shows the likely pairs of a household's people, and of its village's."""
        self._household, self._village = household, village
        self.head.setText(title)
        self.notice.tell("")
        self._read(0)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 10)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(14)
        left = frame_list(self.list)
        left.setFixedWidth(_LIST)
        row.addWidget(left)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(frame_list(self.table), 1)
        self.verdict.setMinimumHeight(_REASON)
        right.addWidget(self.verdict)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._same)
        buttons.addWidget(self._different)
        words = self.tr(
            "证件号码和姓名只是凭据，请看了两边再认。认成同一人，两处的历史和增减合在一起算；认错了可以撤回。"
        )
        buttons.addWidget(Label(words, Type.LABEL, "muted", wraps=True), 1)
        right.addLayout(buttons)
        row.addLayout(right, 1)
        column.addLayout(row, 1)

    def _join(self) -> None:
        self.tabs.chosen.connect(lambda _index: self._show_scope())
        self.list.stepped.connect(self.tabs.step)
        self.list.row_changed.connect(self._show_pair)
        self._same.clicked.connect(lambda: self._ask(True))
        self._different.clicked.connect(lambda: self._ask(False))
        keys = {"1": lambda: self._ask(True), "2": lambda: self._ask(False), "Esc": self._go_back}
        keys["Ctrl+Del"] = self._ask_withdrawal
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _read(self, index: int) -> None:
        try:
            dossier = self._desk.dossier
            self._scopes = [dossier.pairs_of_household(self._household), dossier.pairs_in(self._village)]
        except FfpError as error:
            self.notice.tell_error(error)
        waiting = [sum(pair.decision is None for pair in pairs) for pairs in self._scopes]
        names = (self.tr("这一户待认"), self.tr("本村待认"))
        self.tabs.set_tabs(list(zip(names, waiting, strict=True)), index)
        self._show_scope()

    def _show_scope(self) -> None:
        self.pairs.show(self._scopes[self.tabs.index])
        self.list.choose(0)
        self._show_pair()

    def _show_pair(self) -> None:
        pair = self._pair()
        try:
            self.sides.show(self._desk.dossier.compare_pair(pair) if pair is not None else ())
        except FfpError as error:
            self.notice.tell_error(error)
        self.verdict.setText(self._say_verdict(pair))
        for button in (self._same, self._different):
            button.setEnabled(pair is not None and pair.decision is None)
        self.keys_changed.emit()

    def _say_verdict(self, pair: "Pair | None") -> str:
        if pair is None:
            return self.tr("没有证件号码相同，或姓名和出生日期都相同，而又分开登记的人。")
        event = pair.decision
        if event is None:
            return self.tr("{0}，却有两个人员编号。是不是同一个人？").format(pair.evidence)
        moment = read_time(event.at)
        day = f"{moment:%Y-%m-%d}" if moment else event.date
        words = self.tr("{0} {1} 认定是同一个人：{2}") if pair.is_same else self.tr("{0} {1} 认定不是同一个人：{2}")
        return words.format(day, event.author, event.reason)

    def _pair(self) -> "Pair | None":
        return self.pairs.at(self.list.row())

    # -- judging -----------------------------------------------------------------------------------------------

    def _ask(self, is_same: bool) -> None:
        pair = self._pair()
        if pair is None or pair.decision is not None:
            return
        prompt = self.tr("是同一个人，凭什么：") if is_same else self.tr("不是同一个人，凭什么：")
        self._ask_reason(prompt, lambda reason: self._desk.dossier.judge_pair(pair, is_same, reason))

    def _ask_withdrawal(self) -> None:
        pair = self._pair()
        if pair is None or pair.decision is None:
            return
        event_id = pair.decision.id
        self._ask_reason(self.tr("撤回认定，原因："), lambda reason: self._desk.withdraw_event(event_id, reason))

    def _ask_reason(self, prompt: str, act: "Callable[[str], Recorded]") -> None:
        """Asks under the two; the judgement is made with the reason."""
        self.notice.tell("")
        place = self.verdict.geometry()
        rect = QRect(place.x(), place.y(), place.width(), _REASON)
        self.reason.ask(prompt, rect, lambda reason: self._do(act, reason))
        self.keys_changed.emit()

    def _do(self, act: "Callable[[str], Recorded]", reason: str) -> None:
        self.list.setFocus()
        self.keys_changed.emit()
        if not reason:
            return
        try:
            done = act(reason)
        except FfpError as error:
            self.notice.tell_error(error)
            return
        ink = "warning" if done.event is not None else "error"
        self.notice.tell("".join(finding.sentence for finding in done.findings), ink)
        if done.event is not None:
            self._read(self.tabs.index)  # the next one that waits stands at the top

    def _go_back(self) -> None:
        """Esc gives a reason up first."""
        if self.reason.is_open:
            self.list.setFocus()
        else:
            self.left.emit()
