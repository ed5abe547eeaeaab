"""户档案 (Ctrl+H in the list): one household's rounds side by side, who lives there, and what happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ffp_desktop.domain.events import Event
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.household.event_panel import EventPanel
from ffp_desktop.ui.pages.household.life import LifeSheet
from ffp_desktop.ui.pages.household.rounds_model import FIRST_ROUND, LABEL, MEMBER, RoundsDelegate, RoundsModel
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.services.dynamics import Recorded
    from ffp_desktop.services.households import HouseholdCard

_LIFE, _LABEL, _MEMBER, _ROUND = 330, 230, 90, 150
_MANY = 6  # rounds from which the table scrolls sideways


class HouseholdPage(Page):
    """F2 records what happened, Ctrl+Del takes the last event back; F8 goes to the next change, Esc to the list."""

    tab = HOME_TAB
    left = Signal()
    survey_wanted = Signal(str)  # survey id
    attachments_wanted = Signal(list)  # survey ids, oldest first

    def __init__(
        self, desk: DeskShape, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._clock = clock
        self._card: HouseholdCard | None = None
        self._survey_id = ""
        self.head = Label("", Type.PAGE)
        self.life = LifeSheet(theme)
        self.model = RoundsModel(self)
        self.table = QTableView()
        self.notice = NoticeLine()
        self._foot = Label("", Type.SECONDARY, "label")
        self._set_up_table()
        self._build()
        self.panel = EventPanel(desk.event_directions(), desk.relations(), desk.regions, theme, self)
        self.panel.told.connect(self._record)
        self.panel.withdrawal_told.connect(self._withdraw)
        self.panel.closed.connect(self.table.setFocus)
        self.bind_key("F2", self._ask_event)
        self.bind_key("Ctrl+Del", self._ask_withdrawal)
        self.bind_key("Esc", self._go_back)
        self.bind_key("F8", self._go_to_next_change)
        self.bind_key("Ctrl+J", self._show_attachments)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("户档案")

    def help_chapter(self) -> str:
        return "08-新一轮和户档案"

    def key_actions(self) -> list[KeyAction]:
        return [
            KeyAction("↑↓ ← →", self.tr("看一项")),
            KeyAction("Enter", self.tr("打开这一轮的表"), self.press_enter),
            KeyAction("F8", self.tr("下一处变化"), self._go_to_next_change),
            KeyAction("F2", self.tr("记一条变动"), self._ask_event),
            KeyAction("Ctrl+J", self.tr("附件"), self._show_attachments),
            *self._withdrawing(),
            KeyAction("Esc", self.tr("返回"), self._go_back),
        ]

    def arrive(self) -> None:
        self.table.setFocus()

    def press_enter(self) -> None:
        if survey := self.model.survey_at(self.table.currentIndex().column()):
            self.survey_wanted.emit(survey)

    # -- public ------------------------------------------------------------------------------------------------

    def show_household(self, survey_id: str) -> None:
        """Shows the household of a survey. Raises FfpError `household.unknown`."""
        self.panel.hide()
        self.notice.tell("")
        self._survey_id = survey_id
        self._card = self._desk.household_of(survey_id)
        region = self._desk.regions.find(self._card.state.village)
        village = region.short_name if region else self._card.state.village
        self.head.setText(f"{self._head_name(self._card)}　{village}")
        self.life.show_card(self._card)
        self._show()

    # -- building ----------------------------------------------------------------------------------------------

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(RoundsDelegate(self.model, self._theme, table))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.sizes.list_row)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionsClickable(False)
        table.horizontalHeader().setMinimumSectionSize(_MEMBER)
        table.doubleClicked.connect(lambda _index: self.press_enter())

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 10)
        row.setSpacing(14)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.head)
        side.addWidget(self.notice)
        self.life.setFixedWidth(_LIFE)
        side.addWidget(self.life, 1)
        row.addLayout(side)
        frame = QWidget()
        frame.setProperty("ground", "sheet")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self._foot.setContentsMargins(12, 3, 12, 4)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._foot)
        row.addWidget(frame, 1)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._card is None:
            return
        try:
            sides = self._desk.compare_rounds([survey.id for survey in self._card.surveys])
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.model.show(sides)
        header = self.table.horizontalHeader()
        for column, width in ((LABEL, _LABEL), (MEMBER, _MEMBER)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        for column in range(FIRST_ROUND, self.model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_MEMBER if len(sides.headers) < _MANY else _ROUND)
        self.table.setCurrentIndex(self.model.index(0, self.model.columnCount() - 1))
        self._foot.setText(self._foot_words(len(sides.headers)))
        self.keys_changed.emit()

    def _foot_words(self, rounds: int) -> str:
        if not rounds:
            return self.tr("还没有调查表")
        changes = len(self.model.changes())
        return self.tr("共 {0} 轮，{1} 处变过，用粗字").format(rounds, changes)

    def _go_to_next_change(self) -> None:
        """The next changed answer after the one one stands on; from the last one to the first."""
        changes = self.model.changes()
        here = self.table.currentIndex()
        after = [place for place in changes if place > (here.row(), here.column())]
        if changes:
            self.table.setCurrentIndex(self.model.index(*(after or changes)[0]))

    # -- what happened -----------------------------------------------------------------------------------------

    def _go_back(self) -> None:
        self.panel.close_panel() if self.panel.isVisible() else self.left.emit()

    def _show_attachments(self) -> None:
        if self._card is not None and self._card.surveys:
            self.attachments_wanted.emit([survey.id for survey in self._card.surveys])

    def _ask_event(self) -> None:
        if self._card is not None:
            self.panel.open(self._card.residents, self._clock().date().isoformat())

    def _ask_withdrawal(self) -> None:
        if event := self._last_event():
            self.panel.open_withdrawal(event)

    def _record(self, told: Event) -> None:
        card = self._card
        if card is not None:
            self._try(lambda: self._desk.record_event(replace(told, household=card.state.id)))

    def _withdraw(self, event_id: str, reason: str) -> None:
        self._try(lambda: self._desk.withdraw_event(event_id, reason))

    def _try(self, act: "Callable[[], Recorded]") -> None:
        """Does it and shows the household anew; what bars it is told in the panel, which stays."""
        try:
            done = act()
        except FfpError as error:
            self.panel.notice.tell_error(error)
            return
        if done.event is None:
            self.panel.tell_findings(done.findings)
            return
        self.panel.close_panel()
        self.show_household(self._survey_id)
        self.notice.tell("".join(finding.sentence for finding in done.findings), "warning")

    def _last_event(self) -> Event | None:
        """The event recorded last of those that stand."""
        standing = [event for event in self._card.events if not event.withdrawn] if self._card else []
        return max(standing, key=lambda event: (event.at, event.id), default=None)

    def _withdrawing(self) -> list[KeyAction]:
        return [KeyAction("Ctrl+Del", self.tr("撤回变动"), self._ask_withdrawal)] if self._last_event() else []

    def _head_name(self, card: "HouseholdCard") -> str:
        named = next((resident.name for resident in card.residents if resident.relation == "户主"), "")
        listed = next((survey.head_name for survey in reversed(card.surveys) if survey.head_name), "")
        return named or listed or self.tr("还没填户主")
