"""The home page: the surveys of this round, their counts, and the ways to find, open, start and print one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.settings import Settings
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.home.filters import CONDITIONS_KEY
from ffp_desktop.ui.pages.home.handing import HandingPart
from ffp_desktop.ui.pages.home.hands import Hands
from ffp_desktop.ui.pages.home.keys import list_keys
from ffp_desktop.ui.pages.home.list_words import say_empty, say_foot
from ffp_desktop.ui.pages.home.model import SurveyModel
from ffp_desktop.ui.pages.home.narrowing import Narrowing
from ffp_desktop.ui.pages.home.new_survey import NewSurveyPanel, find_last_place
from ffp_desktop.ui.pages.home.progress import OPEN_STATES
from ffp_desktop.ui.pages.home.state_counts import StateCounts
from ffp_desktop.ui.pages.home.table import SurveyTable, frame_table
from ffp_desktop.ui.pages.home.village_side import VillageSide
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label


class HomePage(Page):
    """Counts are the filter; the list keeps its row when one comes back to it."""

    tab = HOME_TAB
    survey_wanted = Signal(str)
    print_wanted = Signal(list)  # survey ids
    export_wanted = Signal()
    household_wanted = Signal(str)  # a survey's id
    attachments_wanted = Signal(list)  # survey ids
    changes_wanted = Signal(str)  # a region's code

    def __init__(
        self,
        desk: DeskShape,
        theme: Theme,
        settings: Settings,
        clock: Callable[[], datetime],
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._settings = settings
        self._operators: Mapping[str, str] = {}
        self._current = ""  # the survey the row stays on
        self._wanted = ""  # the survey the row goes to at the next refresh
        self.counts = StateCounts(theme)
        self.side = VillageSide(desk, theme)
        self.model = SurveyModel(desk.regions, clock, self, read_hands=Hands(desk).read)
        self.table = SurveyTable(self.model, theme, has_villages=not self.side.is_village)
        self.narrowing = Narrowing(desk, self.counts, self.side.bars, theme, self)
        self.filters = self.narrowing.row
        self.notice = NoticeLine()
        self._new = KeyButton(self.tr("新录一户"), "F2", theme, is_main=True)
        self._foot = Label("", Type.SECONDARY, "label")
        self._build()
        self.panel = NewSurveyPanel(desk.regions, self.side.villages(), desk.natural_villages, theme, self)
        self.handing = HandingPart(self, desk, theme, background)
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self._desk.current_round().name

    def key_actions(self) -> list[KeyAction]:
        if self.narrowing.is_asking:
            return self.narrowing.panel.key_actions()
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("下一项")), KeyAction("Esc", self.tr("不录"), self.panel.close_panel)]
        return list_keys(self)

    def status_words(self) -> tuple[str, str]:
        total = self.side.total
        return self.tr("数据已保存"), self.tr("本轮共 {0} 户").format(total) if total else ""

    def arrive(self) -> None:
        self.notice.tell("")
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def query(self) -> SurveyQuery:
        """What the list shows now."""
        return self.narrowing.query

    def chosen(self) -> tuple[int, SurveyQuery]:
        """What is printed or written out: the ticked surveys, else all that the list shows; and how many those are."""
        if self.model.ticked:
            return len(self.model.ticked), SurveyQuery(ids=tuple(self.model.ticked))
        return self.printable, self.query()

    @property
    def printable(self) -> int:
        """How many of the list's rows have a survey."""
        return 0 if self.counts.state is State.NOT_ENTERED else self.model.total

    def refresh(self) -> None:
        """Reads counts, progress and list again; the row stays on the same survey."""
        self._current = self._wanted or self.table.current_id() or self._current
        self._wanted = ""
        with self._telling():
            self._show_progress()
            self._show_list()
            self.table.select(max(self.model.row_of(self._current), 0))

    def _narrow(self) -> None:
        """After another filter: nothing was written, so the progress stands; the row stays where it is at the top."""
        self._current = self.table.current_id() or self._current
        self.notice.tell("")
        with self._telling():
            self._show_list()
            self.table.select(max(self.model.row_in_first_page(self._current), 0))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What cannot be read is told on the page."""
        try:
            yield
        except FfpError as error:
            self.notice.tell_error(error)
        self.keys_changed.emit()
        self.status_changed.emit()

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey when one comes back to the list."""
        self._wanted = survey_id

    def neighbour(self, survey_id: str, by: int) -> str:
        """The survey `by` rows after or before in the list, "" at its ends."""
        row = self.model.row_of(survey_id)
        return self.model.id_at(row + by) if row >= 0 else ""

    def position(self, survey_id: str) -> tuple[int, int]:
        """Its place in the list from 1 (0 when it is not there), and how many the list has."""
        return self.model.row_of(survey_id) + 1, self.model.total

    def all_ids(self) -> list[str]:
        """Every survey of the list as it is filtered now, in its order."""
        return list(self._desk.find_surveys(self.query()).ids())

    def current_id(self) -> str:
        """The chosen row's survey, "" where none is entered."""
        return "" if self.counts.state is State.NOT_ENTERED else self.table.current_id()

    def start_new(self) -> None:
        """At a village's own office a new survey starts at once; elsewhere the panel asks for the village."""
        if self.side.is_village:
            self._start(self._desk.unit.code, "")
            return
        ours, code = self.side.villages(), self.filters.village.value()
        self.panel.village.set_among(ours)  # one may have been added
        self.panel.open(*find_last_place(self._settings, self._desk.regions, ours, code))

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if not self.side.is_village:
            row.addWidget(self.side)
        right = QVBoxLayout()
        right.setContentsMargins(15, 14, 12, 9)
        right.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.counts)
        self._new.setFixedSize(156, 46)
        top.addWidget(self._new)
        right.addLayout(top)
        right.addWidget(self.filters)
        right.addWidget(self.notice)
        right.addWidget(frame_table(self.table, self._foot), 1)
        row.addLayout(right, 1)

    def _join(self) -> None:
        self.narrowing.changed.connect(self._narrow)
        self.narrowing.kept.connect(lambda words: self.notice.tell(words, "accent"))
        self.narrowing.refused.connect(self.notice.tell_error)
        self.narrowing.panel.closed.connect(self.come_back)
        self.narrowing.panel.focus_moved.connect(self.keys_changed)
        self.filters.list_wanted.connect(self.table.setFocus)
        self.side.bars.left.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.table.state_stepped.connect(self.counts.step)
        self.table.typed.connect(self.filters.type_on)
        self.model.ticks_changed.connect(self.tell_foot)
        self._new.clicked.connect(self.start_new)
        self.panel.wanted.connect(self._start)
        self.panel.closed.connect(self.come_back)
        keys = {"F2": self.start_new, "F3": self.filters.start_search, "F6": self.switch_pane, "F7": self.print}
        keys |= {"Alt+0": self.filters.clear, "Ctrl+E": self.export_wanted.emit, "Ctrl+H": self.show_household}
        keys |= {"Ctrl+T": self.show_changes, CONDITIONS_KEY: self.narrowing.ask, "Ctrl+G": self.show_attachments}
        for key, act in keys.items():
            self.bind_key(key, partial(self._do, act))

    @property
    def is_asking(self) -> bool:
        """Whether a panel asks something: then the keys of the list do nothing."""
        return any(panel.isVisible() for panel in (self.panel, self.narrowing.panel, self.handing.panel))

    def _do(self, act: Callable[[], None]) -> None:
        if not self.is_asking:
            act()

    # -- showing -----------------------------------------------------------------------------------------------

    def _show_progress(self) -> None:
        self.side.refresh(self._desk.count_waiting())
        self._operators = {one.id: one.name for one in self._desk.list_operators()}
        places = () if self.side.is_village else self.side.places()
        self.narrowing.set_operators(self._operators)
        self.filters.set_choices([(place.code, place.short_name) for place in places], self._operators)

    def _show_list(self) -> None:
        query = self.query()
        found = self._desk.find_surveys(query)
        waiting = self._desk.count_waiting_like(query)
        by_state = {**({State.NOT_ENTERED: waiting} if waiting else {}), **found.by_state}
        self.counts.set_counts(sum(by_state.values()), by_state)
        self.model.show(found, self._operators)
        left = sum(by_state.get(state, 0) for state in (State.NOT_ENTERED, *OPEN_STATES))
        self.filters.say_left(self.tr("剩 {0} 户没完成").format(left) if left else "")
        self.narrowing.tell_count(found.total)
        self.tell_foot()
        self.table.tell_empty(*(("", "") if found.total else say_empty(query)))

    def tell_foot(self) -> None:
        counts = (self.model.total, len(self.model.ticked), self._desk.unchecked.count(), self.counts.left_out)
        self._foot.setText(say_foot(*counts, is_waiting=self.counts.state is State.NOT_ENTERED))
        self.keys_changed.emit()

    # -- doing -------------------------------------------------------------------------------------------------

    def come_back(self) -> None:
        self.table.setFocus()
        self.keys_changed.emit()

    def open_current(self) -> None:
        if line_id := self.table.current_id():
            self._open(line_id)

    def _open(self, line_id: str) -> None:
        """A survey; or the household whose survey of this round begins now."""
        with self._telling():
            is_waiting = self.counts.state is State.NOT_ENTERED
            self.survey_wanted.emit(self._desk.start_waiting(line_id) if is_waiting else line_id)

    def switch_pane(self) -> None:
        bars = self.side.bars
        (self.table if bars.hasFocus() else bars).setFocus()

    def show_household(self) -> None:
        if survey_id := self.table.current_id():
            self.household_wanted.emit(survey_id)

    def show_attachments(self) -> None:
        if (survey_id := self.table.current_id()) and self.counts.state is not State.NOT_ENTERED:
            self.attachments_wanted.emit([survey_id])

    def show_changes(self) -> None:
        self.changes_wanted.emit(self.query().village or self._desk.unit.code)

    def print(self) -> None:
        if survey_ids := self.model.ticked or [one for one in (self.current_id(),) if one]:
            self.print_wanted.emit(survey_ids)

    def _start(self, village: str, natural_village: str) -> None:
        try:
            survey_id = self._desk.start_survey(village, natural_village)
        except FfpError as error:
            (self.panel.notice if self.panel.isVisible() else self.notice).tell_error(error)
            return
        self._settings.set("last_village", village)
        self._settings.set("last_natural_village", natural_village)
        self.panel.hide()
        self.keep(survey_id)
        self.refresh()
        self.survey_wanted.emit(survey_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handing.take_key(event):
            super().keyPressEvent(event)
