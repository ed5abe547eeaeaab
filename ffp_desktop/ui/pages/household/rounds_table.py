"""The table of a household's rounds side by side: F8 goes to the next change; it knows the item one stands on."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.pages.household.rounds_model import FIRST_ROUND, LABEL, MEMBER, RoundsDelegate, RoundsModel
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.services.side_by_side import SideBySide

_LABEL, _WIDE_LABEL, _MEMBER, _ROUND = 230, 300, 90, 150  # px
_MANY = 6  # rounds from which the table scrolls sideways


class RoundsTable(QTableView):
    """↑↓ ← → walk over items and rounds; Enter is left to the page."""

    def __init__(self, model: RoundsModel, theme: Theme) -> None:
        super().__init__()
        self._rounds = model
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(RoundsDelegate(model, theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.sizes.list_row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(_MEMBER)

    def show_rounds(self, sides: "SideBySide") -> None:
        """Starts over, on the first item of the latest round."""
        self._rounds.show(sides)
        header = self.horizontalHeader()
        if self._rounds.columnCount() > MEMBER:
            label = _WIDE_LABEL if self._theme.is_wide else _LABEL
            for column, width in ((LABEL, label), (MEMBER, _MEMBER)):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, width)
        for column in range(FIRST_ROUND, self._rounds.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(_MEMBER if len(sides.headers) < _MANY else _ROUND)
        self.setCurrentIndex(self._rounds.index(0, self._rounds.columnCount() - 1))

    def survey(self) -> str:
        """The survey of the round one stands in, "" for none."""
        return self._rounds.survey_at(self.currentIndex().column())

    def place(self) -> Place | None:
        return self._rounds.place_at(self.currentIndex().row())

    def go_to_next_change(self) -> None:
        """The next changed answer after the one one stands on; from the last one to the first."""
        changes = self._rounds.changes()
        here = self.currentIndex()
        after = [place for place in changes if place > (here.row(), here.column())]
        if changes:
            self.setCurrentIndex(self._rounds.index(*(after or changes)[0]))
