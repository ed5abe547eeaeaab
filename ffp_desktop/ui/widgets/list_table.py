"""A table that is a list of rows: one row chosen, no grid, columns that share the width; and its white sheet."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_delegate import ListDelegate

_LEAST = 40  # px


def dress_as_list(view: QTableView, least: int) -> None:
    """One row chosen, no grid, columns that the program sets, none narrower than `least` px."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setMinimumSectionSize(least)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class ListTable(QTableView):
    """↑↓ Home End move the row; Enter or a double click opens it; ← and → are told."""

    opened = Signal()
    stepped = Signal(int)
    row_changed = Signal()

    def __init__(self, model: QAbstractTableModel, widths: Mapping[int, int], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._widths = widths
        self.setModel(model)
        dress_as_list(self, _LEAST)
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.row_changed.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        theme.rescaled.connect(self._rescale)
        self._rescale()

    def draw_with(self, delegate: ListDelegate) -> None:
        self.setItemDelegate(delegate)

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """The columns' widths to one another; the view is always filled."""
        self._widths = widths
        self._spread()

    def row(self) -> int:
        """The chosen row, -1 for none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Chooses a row as far as there is one."""
        count = self.model().rowCount()
        if count:
            self.setCurrentIndex(self.model().index(min(max(row, 0), count - 1), 0))

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.sizes.list_row)
        self.horizontalHeader().setFixedHeight(self._theme.sizes.list_row)
        self._spread()

    def _spread(self) -> None:
        scale = self.viewport().width() / max(sum(self._widths.values()), 1)
        for column, width in self._widths.items():
            self.setColumnWidth(column, int(width * scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()


def frame_list(table: QWidget, foot: Label | None = None) -> QWidget:
    """A list on its white sheet, with a line of words under it."""
    frame = QWidget()
    frame.setProperty("ground", "sheet")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    column.addWidget(table, 1)
    if foot is not None:
        foot.setContentsMargins(12, 3, 12, 4)
        foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(foot)
    return frame
