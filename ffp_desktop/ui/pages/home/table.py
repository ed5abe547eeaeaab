"""The table of surveys: a view over `SurveyModel`, with the words that stand there while it is empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ffp_desktop.ui.pages.home.model import WIDTHS, Column, SurveyDelegate, SurveyModel
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import dress_as_list

_LEAST = 50  # px
_BOX = 26  # px from the left: where a click means the tick box


class SurveyTable(QTableView):
    """Enter opens; ← and → move the state filter, Home and End go to the first and last row; typing searches.

    Space ticks the row, Shift+↑ and Shift+↓ tick on the way, Ctrl+click does the same; Esc takes all ticks away.
    """

    opened = Signal(str)  # survey id
    state_stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, model: SurveyModel, theme: Theme, *, has_villages: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surveys = model
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(SurveyDelegate(model, theme, self))
        dress_as_list(self, _LEAST)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setColumnHidden(Column.VILLAGE, not has_villages)
        self.doubleClicked.connect(lambda _index: self._open())
        self._empty = self._make_empty()
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def empty_words(self) -> str:
        """What stands in place of rows; "" while there are some."""
        return "" if self._empty.isHidden() else f"{self._empty_head.text()} {self._empty_advice.text()}"

    def current_id(self) -> str:
        summary = self._surveys.summary(self.currentIndex().row())
        return summary.id if summary is not None else ""

    def select(self, row: int) -> None:
        if self._surveys.rowCount():
            self.setCurrentIndex(self._surveys.index(min(max(row, 0), self._surveys.rowCount() - 1), 0))

    def tick_current(self) -> None:
        """Ticks the chosen row, or takes its tick away."""
        self._surveys.toggle_tick(self.currentIndex().row())

    def tell_empty(self, head: str, advice: str) -> None:
        """Says why there is no row and what to do; "" takes it away."""
        self._empty_head.setText(head)
        self._empty_advice.setText(advice)
        self._empty.setVisible(bool(head))
        self._place_empty()

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        layout = QVBoxLayout(empty)
        layout.setSpacing(6)
        self._empty_head = Label("", Type.SUBHEAD, "label")
        self._empty_advice = Label("", Type.TEXT, "muted")
        for label in (self._empty_head, self._empty_advice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        empty.hide()
        return empty

    def _place_empty(self) -> None:
        self._empty.setGeometry(0, self.height() // 2 - 60, self.width(), 80)

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.sizes.list_row)
        self.horizontalHeader().setFixedHeight(self._theme.sizes.list_row)
        self._spread()

    def _spread(self) -> None:
        """Widens the columns in proportion to fill the view."""
        shown = [column for column in Column if not self.isColumnHidden(column)]
        scale = self.viewport().width() / sum(WIDTHS[column] for column in shown)
        for column in shown:
            self.setColumnWidth(column, int(WIDTHS[column] * max(scale, 0.8)))

    def _open(self) -> None:
        if survey_id := self.current_id():
            self.opened.emit(survey_id)

    def _tick_on(self, by: int) -> None:
        """Ticks this row and the one it goes to."""
        row = self.currentIndex().row()
        for place in (row, row + by):
            one = self._surveys.summary(place)
            if one is not None and not self._surveys.is_ticked(one):
                self._surveys.toggle_tick(place)
        self.select(row + by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_on_box = bool(self._surveys.ticked) and index.column() == Column.STATE and event.position().x() < _BOX
        if index.isValid() and (is_on_box or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self._surveys.toggle_tick(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.state_stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif is_plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select(0 if key == Qt.Key.Key_Home else self._surveys.rowCount() - 1)
        elif key == Qt.Key.Key_Space:
            self.tick_current()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._tick_on(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape and self._surveys.ticked:
            self._surveys.clear_ticks()
        elif is_plain and text and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
        self._place_empty()


def frame_table(table: SurveyTable, foot: Label) -> QWidget:
    """The table on its sheet, with a line of words under it."""
    frame = QWidget()
    frame.setProperty("ground", "sheet")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    layout.addWidget(table, 1)
    line = QHBoxLayout()
    line.setContentsMargins(12, 3, 12, 4)
    line.addStretch()
    line.addWidget(foot)
    layout.addLayout(line)
    return frame
