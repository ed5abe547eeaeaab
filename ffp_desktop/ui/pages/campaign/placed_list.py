"""A section that is a list: counts as its filter over it (← →), places beside it (F6), one row's detail under it.

API: `PlacedListPage`, which a section inherits: it gives the columns and says `show_list`, `show_current`; signal
`walk_wanted(survey)` opens a survey from this list.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.campaign.ask_panel import Asking, AskPanel
from ffp_desktop.ui.pages.campaign.section_page import SectionPage
from ffp_desktop.ui.pages.home.bars_column import BarsColumn
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.cell_table import CellColumn
from ffp_desktop.ui.widgets.count_tabs import CountTabs
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import frame_list
from ffp_desktop.ui.widgets.step_table import StepTable


class PlacedListPage(SectionPage):
    """The parts and the keys that such lists have in common."""

    walk_wanted = Signal(str)

    def __init__(
        self, desk: DeskShape, parts: Parts, columns: Sequence[CellColumn], parent: QWidget | None = None
    ) -> None:
        super().__init__(parts.theme, parent)
        self.desk = desk
        self.parts = parts
        self.errand = Errand(parts.background, self)
        self.tabs = CountTabs(parts.theme)
        self._side = BarsColumn(parts.theme, full_words="{0} / {0}")
        self.bars = self._side.bars
        self.table = StepTable(columns, parts.theme)
        self.notice = NoticeLine()
        self.foot = Label("", Type.SECONDARY, "label")
        self.panel = AskPanel(parts.theme, self)
        self._views = QStackedWidget()
        self._records: Callable[[dict[str, str]], None] = lambda _answers: None
        self.tabs.chosen.connect(lambda _index: self.show_list())
        self.table.stepped.connect(self.tabs.step)
        self.table.row_changed.connect(lambda _row: self.show_current())
        self.bars.chosen.connect(lambda _code: self.take_place())
        self.bars.pointed.connect(lambda _row: self._side.show_chosen())
        self.bars.left.connect(self.focus_view)
        self.panel.told.connect(self._record)
        self.panel.closed.connect(self._leave_panel)
        self.errand.refused.connect(self._refuse)
        self.bind_key("F6", self.switch_pane)
        self.bind_key("Esc", self.go_back)

    # -- what a section says -----------------------------------------------------------------------------------

    def take_place(self) -> None:
        """Another place was chosen: its counts and its list."""
        raise NotImplementedError

    def show_list(self) -> None:
        """Another list was chosen."""
        raise NotImplementedError

    def show_current(self) -> None:
        """Another row was chosen."""
        raise NotImplementedError

    def recorded(self) -> None:
        """What was asked has been recorded."""
        raise NotImplementedError

    # -- for the section ---------------------------------------------------------------------------------------

    @property
    def unit(self) -> str:
        return self.desk.unit.code

    @property
    def is_banner(self) -> bool:
        return len(self.unit) == 6

    @property
    def place_words(self) -> str:
        """What F6 says."""
        return self.tr("换乡镇") if self.is_banner else self.tr("换村")

    def lay_out(
        self,
        aside: str,
        detail: QWidget,
        filters: Sequence[QWidget] = (),
        picture: QWidget | None = None,
        search: QWidget | None = None,
        place_words: QWidget | None = None,
    ) -> None:
        """`aside` says what the figures of the places are, `place_words` stand under them; `detail` stands under the
        table, `search` over it, `filters` beside the tabs; a `picture` can be shown in the table's place."""
        self._views.addWidget(self.table)
        if picture is not None:
            self._views.addWidget(picture)
        self._side.lay_out(self.tr("各乡镇") if self.is_banner else self.tr("各村"), aside, place_words)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 4)
        top.setSpacing(8)
        top.addWidget(self.tabs)
        for one in filters:
            top.addWidget(one)
        self.body.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._side)
        right = QVBoxLayout()
        right.setContentsMargins(14, 6, 14, 10)
        right.setSpacing(8)
        if search is not None:
            right.addWidget(search)
        right.addWidget(self.notice)
        right.addWidget(frame_list(self._views, self.foot), 1)
        right.addWidget(frame_list(detail))
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    @property
    def view(self) -> QWidget:
        """The table, or the picture in its place."""
        return self._views.currentWidget()

    def show_view(self, view: QWidget) -> None:
        had_focus = self.view.hasFocus()
        self._views.setCurrentWidget(view)
        if had_focus:
            view.setFocus()

    def focus_view(self) -> None:
        self.view.setFocus()

    def ask(self, asking: Asking, record: Callable[[dict[str, str]], None]) -> None:
        """Asks; `record(answers)` may refuse with an FfpError, which the panel then tells."""
        if not self.panel.isVisible():
            self._records = record
            self.panel.ask(asking)
            self.keys_changed.emit()

    def switch_pane(self) -> None:
        """F6: the places, and back."""
        if not self.panel.isVisible():
            (self.view if self.bars.hasFocus() else self.bars).setFocus()
            self.keys_changed.emit()

    def go_back(self) -> None:
        """Esc: out of the panel, the places, the page."""
        if self.panel.isVisible():
            self.panel.close_panel()
        elif self.bars.hasFocus():
            self.focus_view()
        else:
            self.left.emit()

    # -- private -----------------------------------------------------------------------------------------------

    def _record(self, answers: dict[str, str]) -> None:
        try:
            self._records(answers)
        except FfpError as error:
            self.panel.refuse(error.sentence)
            return
        self.panel.close_panel()
        self.recorded()

    def _leave_panel(self) -> None:
        self.focus_view()
        self.keys_changed.emit()

    def _refuse(self, error: FfpError) -> None:
        self.notice.tell_error(error)
