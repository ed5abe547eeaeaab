"""Both sides of a unit next to each other, as on paper: heads, lines that scroll under them, one side framed."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.pages.conflict.heads import SideHeads
from ffp_desktop.ui.pages.conflict.lines import UnitLines
from ffp_desktop.ui.pages.conflict.shown import ShownUnit
from ffp_desktop.ui.theme import Theme

_NO_TEXTS: Mapping[Place, str] = {}
_RING = 2


class _Frame(QWidget):
    """The frame around the column that is taken, over everything; around all of it while nothing is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rect = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def stand_around(self, rect: QRectF) -> None:
        self._rect = rect
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._rect.isEmpty():
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.palette.accent), _RING))
        painter.drawRect(self._rect.adjusted(1, 1, -1, -1))


class UnitTable(QWidget):
    """← → and digits take a side, Enter goes on; the last column is retyped."""

    chosen = Signal(int)
    advanced = Signal()
    blank_pressed = Signal(int)  # the row whose blank was clicked

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: ShownUnit | None = None
        self._choice = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heads = SideHeads(theme)
        self.lines = UnitLines(theme)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.heads)
        layout.addWidget(self.area, 1)
        self._frame = _Frame(theme, self)
        self.heads.chosen.connect(self.chosen)
        self.lines.pressed.connect(self._take_press)
        self.lines.resized.connect(self._stand)

    def show_unit(self, shown: ShownUnit) -> None:
        """Another unit, nothing taken yet."""
        self._shown, self._choice = shown, -1
        self.heads.show_unit(shown)
        self.lines.show_unit(shown)
        self._fit()
        self.area.verticalScrollBar().setValue(0)
        self.mark(-1)
        first = next((number for number, row in enumerate(shown.unit.rows) if not row.is_equal), 0)
        QTimer.singleShot(0, self, lambda: self.show_row(first))  # after the lines have their height

    def set_room(self, room: int) -> None:
        """`room` is the height (px) that heads and lines may take."""
        self.lines.set_room(room - self.heads.height() - 2)
        self._fit()

    def _fit(self) -> None:
        self.setMaximumHeight(self.heads.height() + self.lines.height() + 2)

    def mark(self, choice: int, texts: Mapping[Place, str] = _NO_TEXTS, wrong: frozenset[Place] = frozenset()) -> None:
        """Which column is taken, -1 for none, and what stands in the last one."""
        self._choice = choice
        self.lines.mark(choice, texts, wrong)
        self._stand()

    def show_row(self, row: int) -> None:
        """Scrolls a row into sight."""
        if row >= len(self.lines.rows) or len(self.lines.edges) < 3:
            return
        blank = self.lines.blank(row)
        self.area.ensureVisible(blank.center().x(), blank.center().y(), 0, blank.height())

    def _stand(self) -> None:
        edges = self.lines.edges
        self.heads.mark(self._choice, edges)
        self._frame.setGeometry(self.rect())
        self._frame.raise_()
        bottom = self.height()
        if self._choice >= 0 and len(edges) > self._choice + 2:
            left, right = edges[self._choice + 1], edges[self._choice + 2]
            self._frame.stand_around(QRectF(left + 1, 0, right - left + 1, bottom))
        else:
            self._frame.stand_around(QRectF(0, 0, self.width(), bottom) if self.hasFocus() else QRectF())

    def _take_press(self, row: int, column: int) -> None:
        self.chosen.emit(column)
        if self._shown is not None and column == len(self._shown.sides):
            self.blank_pressed.emit(row)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._shown.sides) + 1 if self._shown is not None else 0
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and count:
            self.chosen.emit((self._choice + step) % count if self._choice >= 0 else (0 if step > 0 else count - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + (40 if event.key() == Qt.Key.Key_Down else -40))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._stand()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()
