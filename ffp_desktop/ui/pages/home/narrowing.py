"""What the list is narrowed to, wherever it is chosen: state counts, village bars, filter row, panel of conditions."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.pages.home.conditions import ConditionsPanel
from ffp_desktop.ui.pages.home.filters import CONDITIONS_KEY, FilterRow
from ffp_desktop.ui.pages.home.state_counts import StateCounts
from ffp_desktop.ui.pages.home.villages import VillageBars
from ffp_desktop.ui.query_words import say_scope
from ffp_desktop.ui.theme import Theme


class Narrowing(QObject):
    """One query out of many widgets. `kept` says in a sentence that it was kept under a name."""

    changed = Signal()
    kept = Signal(str)
    refused = Signal(object)  # FfpError

    def __init__(self, desk: DeskShape, counts: StateCounts, bars: VillageBars, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._counts = counts
        self._bars = bars
        self._choices = desk.trait_choices()
        self._operators: Mapping[str, str] = {}
        self._is_quiet = False
        self.row = FilterRow(theme, self._choices)
        self.panel = ConditionsPanel(self._choices, theme, page)
        counts.chosen.connect(lambda _state: self._tell())
        bars.chosen.connect(self.row.village.set_value)
        self.row.changed.connect(self._take_row)
        self.row.cleared.connect(lambda: self.show(SurveyQuery()))
        self.row.conditions_wanted.connect(self.ask)
        self.panel.changed.connect(self._try)
        self.panel.keep_wanted.connect(self._keep)
        self.panel.forgotten.connect(self._forget)

    @property
    def query(self) -> SurveyQuery:
        """What the list shows now."""
        return replace(self.row.query(), state=self._counts.state)

    @property
    def is_asking(self) -> bool:
        return self.panel.isVisible()

    def set_operators(self, operators: Mapping[str, str]) -> None:
        """Names by id."""
        self._operators = operators

    def scope(self, query: SurveyQuery) -> str:
        """A query in words."""
        return say_scope(query, self._desk.regions, self._choices, self._operators)

    def show(self, query: SurveyQuery) -> None:
        """Narrows the list to this."""
        self._is_quiet = True
        self.row.show_query(query)
        self._bars.choose(query.village)
        self._counts.choose(query.state)
        self._is_quiet = False
        self._tell()

    def ask(self) -> None:
        """Opens the panel of conditions."""
        try:
            self._show_kept()
        except FfpError as error:
            self.refused.emit(error)
            return
        self.panel.open(self.query, self._operators)
        self.changed.emit()

    def tell_count(self, number: int) -> None:
        """How many the list shows."""
        if self.is_asking:
            self.panel.tell_count(number, self.scope(self.query))

    def _tell(self) -> None:
        if not self._is_quiet:
            self.changed.emit()

    def _take_row(self) -> None:
        self._bars.choose(self.row.village.value())
        self._tell()

    def _try(self, query: SurveyQuery) -> None:
        self.show(query)
        self.panel.show_query(query)

    def _show_kept(self) -> None:
        kept = self._desk.kept_queries()
        self.panel.set_kept(kept, {name: self.scope(query) for name, query in kept.items()})

    def _keep(self, name: str) -> None:
        try:
            self._desk.keep_query(name, self.query)
        except FfpError as error:
            self.panel.notice.tell_error(error)
            return
        self.panel.finish()
        self.kept.emit(self.tr("已留下“{0}”。以后按 {1}，再按它的数字就用。").format(name, CONDITIONS_KEY))

    def _forget(self, name: str) -> None:
        try:
            self._desk.forget_query(name)
            self._show_kept()
        except FfpError as error:
            self.panel.notice.tell_error(error)
            return
        self.panel.notice.tell(self.tr("已忘掉“{0}”。").format(name))
