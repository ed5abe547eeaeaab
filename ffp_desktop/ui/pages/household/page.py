"""户档案 (Ctrl+H in the list): one household's rounds side by side, who lives there, and what happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.events import Event
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.form.standing_words import say_lying
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.household.event_panel import EventPanel
from ffp_desktop.ui.pages.household.life import LifeSheet
from ffp_desktop.ui.pages.household.rounds_model import MEMBER, RoundsModel
from ffp_desktop.ui.pages.household.rounds_table import RoundsTable
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import frame_list

if TYPE_CHECKING:
    from ffp_desktop.services.dynamics import Recorded
    from ffp_desktop.services.households import HouseholdCard

_LIFE = 330  # px


class HouseholdPage(Page):
    """F2 records what happened, Ctrl+Del takes an event back, F6 goes to the list of people and events and back;
    F8 goes to the next change, Ctrl+R to the history of a person or an answer, Ctrl+J to likely same people."""

    tab = HOME_TAB
    left = Signal()
    survey_wanted = Signal(str)  # survey id
    attachments_wanted = Signal(list)  # survey ids, oldest first
    history_wanted = Signal(str, object)  # survey id, Place
    person_history_wanted = Signal(str, str)  # member, name
    same_wanted = Signal(str)  # household id
    household_wanted = Signal(str)  # another household's id

    def __init__(
        self, desk: DeskShape, theme: Theme, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._card: HouseholdCard | None = None
        self._survey_id = ""
        self._is_in_life = False  # where the focus was when the page was left
        self.head = Label("", Type.PAGE)
        self.life = LifeSheet(theme)
        self.model = RoundsModel(self)
        self.table = RoundsTable(self.model, theme)
        self.notice = NoticeLine()
        self.foot = Label("", Type.SECONDARY, "label")
        self._build()
        self.panel = EventPanel(desk, theme, self)
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("户档案")

    def help_chapter(self) -> str:
        return "08-新一轮和户档案"

    def key_actions(self) -> list[KeyAction]:
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("下一格，最后记下")), KeyAction("Esc", self.tr("不记"), self._go_back)]
        is_in_life = self.life.hasFocus()
        actions = [KeyAction("↑↓", self.tr("看一条"))] if is_in_life else [KeyAction("↑↓ ← →", self.tr("看一项"))]
        if words := self._say_enter():
            actions.append(KeyAction("Enter", words, self.press_enter))
        if not is_in_life:
            actions.append(KeyAction("F8", self.tr("下一处变化"), self.table.go_to_next_change))
        actions.append(KeyAction("F6", self.tr("到右边") if is_in_life else self.tr("到人和变动"), self._switch_pane))
        actions.append(KeyAction("F2", self.tr("记一条变动"), self._ask_event))
        if self._event_to_withdraw():
            actions.append(KeyAction("Ctrl+Del", self.tr("撤回变动"), self._ask_withdrawal))
        if self.life.current() is not None or self.table.place() is not None:
            actions.append(KeyAction("Ctrl+R", self.tr("历史"), self._show_history))
        actions.append(KeyAction("Ctrl+G", self.tr("附件"), self._show_attachments))
        actions.append(KeyAction("Ctrl+J", self.tr("认人"), self._show_same))
        actions.append(KeyAction("Esc", self.tr("返回"), self._go_back))
        return actions

    def arrive(self) -> None:
        (self.life if self._is_in_life else self.table).setFocus()

    def leave(self) -> None:
        self._is_in_life = self.life.hasFocus()

    def press_enter(self) -> None:
        """In the table the round's survey; in the list a person's history, or the other household of an event."""
        line = self.life.current()
        if line is None:
            self._open_survey()
        elif line.resident is not None:
            self.person_history_wanted.emit(line.resident.member, line.resident.name)
        elif line.event is not None and (other := self._other_of(line.event)):
            self.household_wanted.emit(other)

    def _open_survey(self) -> None:
        """The survey of the round one stands in; a household that nobody visited yet gets its first."""
        survey, card = self.table.survey(), self._card
        try:
            if not survey and card is not None:
                survey = self._desk.start_waiting(card.state.id)
        except FfpError as error:
            self.notice.tell_error(error)
        if survey:
            self.survey_wanted.emit(survey)

    # -- public ------------------------------------------------------------------------------------------------

    def show_household(self, survey_id: str) -> None:
        """Shows the household of a survey, or the one with this id. Raises FfpError `household.unknown`."""
        self.panel.hide()
        self.notice.tell("")
        self._survey_id, self._is_in_life = survey_id, False
        self._card = self._desk.household_of(survey_id)
        region = self._desk.regions.find(self._card.state.village)
        village = region.short_name if region else self._card.state.village
        self.head.setText(f"{self._head_name(self._card)}　{village}")
        self.life.show_card(self._card, self._name_other)
        self._show()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 10)
        row.setSpacing(14)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.head)
        side.addWidget(self.notice)
        frame = frame_list(self.life)
        frame.setFixedWidth(_LIFE)
        side.addWidget(frame, 1)
        row.addLayout(side)
        row.addWidget(frame_list(self.table, self.foot), 1)

    def _join(self) -> None:
        self.panel.told.connect(self._record)
        self.panel.withdrawal_told.connect(self._withdraw)
        self.panel.closed.connect(self._leave_panel)
        self.table.doubleClicked.connect(lambda _index: self.press_enter())
        self.life.doubleClicked.connect(lambda _index: self.press_enter())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self.keys_changed.emit())
        self.life.row_changed.connect(self.keys_changed)
        keys = {"F2": self._ask_event, "Ctrl+Del": self._ask_withdrawal, "Esc": self._go_back}
        keys |= {"F8": self.table.go_to_next_change, "F6": self._switch_pane}
        keys |= {"Ctrl+R": self._show_history, "Ctrl+J": self._show_same, "Ctrl+G": self._show_attachments}
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._card is None:
            return
        try:
            sides = self._desk.compare_rounds([survey.id for survey in self._card.surveys])
            where = self._desk.handing.where(sides.headers[-1].id) if sides.headers else None
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.table.show_rounds(sides)
        lying = say_lying(where, self._desk.unit.code)[0] if where is not None else ""
        self.foot.setText("　".join(words for words in (self._foot_words(len(sides.headers)), lying) if words))
        self.keys_changed.emit()

    def _foot_words(self, rounds: int) -> str:
        if not rounds:
            return self.tr("还没有调查表，按 Enter 开始")
        changes = len(self.model.changes())
        return self.tr("共 {0} 轮，{1} 处变过，用粗字").format(rounds, changes)

    def _switch_pane(self) -> None:
        (self.table if self.life.hasFocus() else self.life).setFocus()
        self.keys_changed.emit()

    def _say_enter(self) -> str:
        """What Enter does here, "" for nothing."""
        line = self.life.current()
        if line is None:
            return self.tr("打开这一轮的表") if self.table.survey() else self.tr("开始本轮的表")
        if line.resident is not None:
            return self.tr("这个人的历史")
        return self.tr("到那一户") if line.event is not None and self._other_of(line.event) else ""

    def _show_history(self) -> None:
        """Of the person one stands on, in the list or in the table; else of the answer."""
        line, place = self.life.current(), self.table.place()
        if line is not None and line.resident is not None:
            self.person_history_wanted.emit(line.resident.member, line.resident.name)
        elif line is None and place is not None and place.member:
            name = self.model.text(self.table.currentIndex().row(), MEMBER)
            self.person_history_wanted.emit(place.member, name)
        elif line is None and place is not None and (survey := self.table.survey()):
            self.history_wanted.emit(survey, place)

    def _show_same(self) -> None:
        if self._card is not None:
            self.same_wanted.emit(self._card.state.id)

    # -- what happened -----------------------------------------------------------------------------------------

    def _leave_panel(self) -> None:
        self.table.setFocus()
        self.keys_changed.emit()

    def _go_back(self) -> None:
        self.panel.close_panel() if self.panel.isVisible() else self.left.emit()

    def _show_attachments(self) -> None:
        if self._card is not None and self._card.surveys:
            self.attachments_wanted.emit([survey.id for survey in self._card.surveys])

    def _ask_event(self) -> None:
        card = self._card
        if card is None or self.panel.isVisible():
            return
        village, today = card.state.village, self._clock().date().isoformat()
        search = self._desk.dossier.search_households
        self.panel.open(card.residents, village, today, lambda text: search(text, village, card.state.id))
        self.keys_changed.emit()

    def _ask_withdrawal(self) -> None:
        event = self._event_to_withdraw()
        if event is not None and not self.panel.isVisible():
            self.panel.open_withdrawal(event)
            self.keys_changed.emit()

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
        told = [finding.sentence for finding in done.findings]
        if self._has_begun():
            told.append(self.tr("本轮的表已经开始填了，不会自己跟着变：请打开它，照这次变动改。"))
        self.notice.tell("".join(told), "warning")

    def _has_begun(self) -> bool:
        """Whether this round's survey is under way: its list of people was made before the event was told."""
        of_round = self._desk.current_round().id
        surveys = self._card.surveys if self._card else ()
        return any(one.round == of_round and one.state in (State.DRAFT, State.RETURNED) for one in surveys)

    def _last_event(self) -> Event | None:
        """The event recorded last of those that stand."""
        standing = [event for event in self._card.events if not event.withdrawn] if self._card else []
        return max(standing, key=lambda event: (event.at, event.id), default=None)

    def _event_to_withdraw(self) -> Event | None:
        """The one one stands on in the list, else the last."""
        line = self.life.current()
        if line is not None and line.event is not None:
            return None if line.event.withdrawn else line.event
        return self._last_event()

    def _other_of(self, event: Event) -> str:
        """The other household of a split or merge, "" for none."""
        own = self._card.state.id if self._card else ""
        return next((household for household in event.households if household != own), "")

    def _name_other(self, household: str) -> str:
        try:
            return self._head_name(self._desk.household_of(household))
        except FfpError:
            return self.tr("另一")

    def _head_name(self, card: "HouseholdCard") -> str:
        named = next((resident.name for resident in card.residents if resident.relation == "户主"), "")
        listed = next((survey.head_name for survey in reversed(card.surveys) if survey.head_name), "")
        return named or listed or self.tr("还没填户主")
