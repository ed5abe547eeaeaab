"""The home page: the surveys of this round, their counts, and the ways to find, open, start and print one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.settings import Settings
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.home.filters import FilterRow, say_scope
from ffp_desktop.ui.pages.home.model import SurveyModel
from ffp_desktop.ui.pages.home.new_survey import NewSurveyPanel
from ffp_desktop.ui.pages.home.progress import OPEN_STATES, measure_progress, sum_in
from ffp_desktop.ui.pages.home.state_counts import StateCounts
from ffp_desktop.ui.pages.home.table import SurveyTable, frame_table
from ffp_desktop.ui.pages.home.villages import VillageBars, VillageSide
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

    def __init__(
        self,
        desk: DeskShape,
        theme: Theme,
        settings: Settings,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = theme
        self._settings = settings
        self._unit = desk.regions.find(desk.unit.code)
        self._is_village = self._unit is not None and self._unit.level is RegionLevel.VILLAGE
        self._current = ""  # the survey the row stays on
        self._wanted = ""  # the survey the row goes to at the next refresh
        self._waiting: Mapping[str, int] = {}  # households without a survey in this round, by village
        self.counts = StateCounts(theme)
        self.filters = FilterRow(theme)
        self.model = SurveyModel(desk.regions, clock, self)
        self.table = SurveyTable(self.model, theme, has_villages=not self._is_village)
        self.bars = VillageBars(theme)
        self.notice = NoticeLine()
        self._new = KeyButton(self.tr("新录一户"), "F2", theme, is_main=True)
        self._foot = Label("", Type.SECONDARY, "label")
        self._build()
        self.panel = NewSurveyPanel(desk.regions, self._villages(), desk.natural_villages, theme, self)
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self._desk.current_round().name

    def key_actions(self) -> list[KeyAction]:
        has_rows = self.model.rowCount() > 0
        actions = [KeyAction("Enter", self.tr("打开"), self._open_current)] if has_rows else []
        actions.append(KeyAction("F2", self.tr("新录一户"), self.start_new))
        actions.append(KeyAction("F3", self.tr("查找"), self.filters.start_search))
        actions.append(KeyAction("← →", self.tr("换状态"), lambda: self.counts.step(1)))
        if not self._is_village:
            actions.append(KeyAction("F6", self.tr("换村"), self._switch_pane))
        if has_rows:
            actions.append(KeyAction("F7", self.tr("打印"), self._print))
            actions.append(KeyAction("Ctrl+E", self.tr("导出"), self.export_wanted.emit))
            actions.append(KeyAction("Ctrl+H", self.tr("户档案"), self._show_household))
            actions.append(KeyAction("Ctrl+J", self.tr("附件"), self._show_attachments))
        return actions

    def status_words(self) -> tuple[str, str]:
        total = self.counts.total
        return self.tr("数据已保存"), self.tr("本轮共 {0} 户").format(total) if total else ""

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def query(self) -> SurveyQuery:
        """What the list shows now."""
        return SurveyQuery(
            text=self.filters.search.value().strip(),
            state=self.counts.state,
            village=self.filters.village.value() or self.bars.code,
            operator=self.filters.operator.value(),
            with_findings=bool(self.filters.findings.value()),
        )

    def scope(self) -> str:
        """What the list shows now, in words."""
        return say_scope(self.query(), self._desk.regions)

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

    def start_new(self) -> None:
        """At a village's own office a new survey starts at once; elsewhere the panel asks for the village."""
        if self._is_village and self._unit is not None:
            self._start(self._unit.code, "")
            return
        settings = self._settings
        code = self.filters.village.value() or self.bars.code
        region = self._desk.regions.find(code if len(code) == 12 else settings.get("last_village", ""))
        is_ours = region in self._villages()
        same = region is not None and region.code == settings.get("last_village", "")
        natural = settings.get("last_natural_village", "") if is_ours and same else ""
        self.panel.open(region if is_ours else None, natural)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if not self._is_village:
            row.addWidget(VillageSide(self.bars, self._theme, is_county=not self._is_township()))
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
        self.counts.chosen.connect(lambda _state: self._narrow())
        self.filters.changed.connect(self._narrow)
        self.filters.cleared.connect(self._clear)
        self.filters.list_wanted.connect(self.table.setFocus)
        self.bars.chosen.connect(lambda _code: self._narrow())
        self.bars.left.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.table.state_stepped.connect(self.counts.step)
        self.table.typed.connect(self.filters.type_on)
        self._new.clicked.connect(self.start_new)
        self.panel.wanted.connect(self._start)
        self.panel.closed.connect(self.table.setFocus)
        keys = {"F2": self.start_new, "F3": self.filters.start_search, "F6": self._switch_pane, "F7": self._print}
        keys |= {"Alt+0": self.filters.clear, "Ctrl+E": self.export_wanted.emit, "Ctrl+H": self._show_household}
        keys |= {"Ctrl+J": self._show_attachments}
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _villages(self) -> list[Region]:
        return self._desk.regions.villages_in(self._desk.unit.code)

    def _places(self) -> list[Region]:
        """What the bars show: townships at the banner, villages at a township."""
        regions = self._desk.regions
        if self._unit is not None and self._unit.level is RegionLevel.COUNTY:
            return regions.at_level(RegionLevel.TOWNSHIP)
        return self._villages()

    def _show_progress(self) -> None:
        counts = self._desk.count_surveys(SurveyQuery())
        self._waiting = self._desk.count_waiting()
        places = self._places()
        whole = self.tr("全部 {0} 个{1}").format(len(places), self.tr("村") if self._is_township() else self.tr("乡镇"))
        self.bars.set_rows(measure_progress(counts, self._waiting, places, whole))
        operators = {one.id: one.name for one in self._desk.list_operators()}
        villages = [] if self._is_village else [(place.code, place.short_name) for place in places]
        self.filters.set_choices(villages, operators)
        self._operators = operators

    def _is_township(self) -> bool:
        return self._unit is not None and self._unit.level is not RegionLevel.COUNTY

    def _show_list(self) -> None:
        found = self._desk.find_surveys(self.query())
        by_state = {State.NOT_ENTERED: sum_in(self._waiting, self.query().village), **found.by_state}
        self.counts.set_counts(sum(by_state.values()), by_state)
        self.model.show(found, self._operators)
        left = sum(by_state.get(state, 0) for state in (State.NOT_ENTERED, *OPEN_STATES))
        self.filters.say_left(self.tr("剩 {0} 户没完成").format(left) if left else "")
        self._foot.setText(self.tr("新改的在前 · 共 {0} 户").format(found.total) if found.total else "")
        self._tell_empty(found.total)

    def _tell_empty(self, total: int) -> None:
        if total:
            self.table.tell_empty("", "")
        elif self.filters.is_set or self.counts.state is not None or self.bars.code:
            self.table.tell_empty(self.tr("没有这样的调查表"), self.tr("换个条件，或按 Alt+0 清除。"))
        else:
            head = self.tr("本轮还没有调查表")
            self.table.tell_empty(head, self.tr("按 F2 新录一户：拿出第一张纸表，照着填。"))

    # -- doing -------------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.bars.choose("")
        self.counts.choose(None)
        self._narrow()

    def _open_current(self) -> None:
        if line_id := self.table.current_id():
            self._open(line_id)

    def _open(self, line_id: str) -> None:
        """A survey; or the household whose survey of this round begins now."""
        with self._telling():
            is_waiting = self.counts.state is State.NOT_ENTERED
            self.survey_wanted.emit(self._desk.start_waiting(line_id) if is_waiting else line_id)

    def _switch_pane(self) -> None:
        (self.table if self.bars.hasFocus() else self.bars).setFocus()

    def _show_household(self) -> None:
        if survey_id := self.table.current_id():
            self.household_wanted.emit(survey_id)

    def _show_attachments(self) -> None:
        if (survey_id := self.table.current_id()) and self.counts.state is not State.NOT_ENTERED:
            self.attachments_wanted.emit([survey_id])

    def _print(self) -> None:
        if (survey_id := self.table.current_id()) and self.counts.state is not State.NOT_ENTERED:
            self.print_wanted.emit([survey_id])

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
