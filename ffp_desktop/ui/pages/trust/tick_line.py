"""A sentence to agree to: Space, Enter or a click ticks its box."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import paint_box

_LEFT = 10


class TickLine(QWidget):
    """Nothing is agreed to at the start."""

    value_changed = Signal(bool)

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._is_ticked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        return self._words

    def value(self) -> bool:
        return self._is_ticked

    def set_value(self, is_ticked: bool) -> None:
        if is_ticked != self._is_ticked:
            self._is_ticked = is_ticked
            self.update()
            self.value_changed.emit(is_ticked)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._theme.font(Type.TEXT, is_bold=True)).horizontalAdvance(self._words)
        return QSize(round(width) + 60, self._theme.sizes.field)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, rect = self._theme.palette, QRectF(self.rect())
        if self.hasFocus():
            painter.fillRect(rect, QColor(palette.accent_tint))
            painter.setPen(self._theme.pen(palette.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        side = float(self._theme.sizes.check_box)
        box = QRectF(_LEFT, rect.center().y() - side / 2, side, side)
        paint_box(painter, box, palette.answer, is_ticked=self._is_ticked)
        painter.setFont(self._theme.font(Type.TEXT, is_bold=self._is_ticked))
        painter.setPen(QColor(palette.answer if self._is_ticked else palette.label))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect.adjusted(_LEFT + side + 9, 0, 0, 0), middle, self._words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.setFocus()
            self.set_value(not self._is_ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.set_value(not self._is_ticked)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
