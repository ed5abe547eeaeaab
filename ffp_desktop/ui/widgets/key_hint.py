"""A key cap with the words of what it does; a click does the same as the key."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_GAP = 6.0


class KeyHint(QWidget):
    """Small rounded key caps (several are parted by a space) and words beside them."""

    clicked = Signal()

    def __init__(self, keys: str, words: str, theme: Theme, parent: QWidget | None = None, *, ink: str = "") -> None:
        super().__init__(parent)
        self._keys = keys.split(" ") if keys else []
        self._words = words
        self._theme = theme
        self._ink = ink or theme.palette.muted
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"{keys} {words}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.rescaled.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        self._words = words
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        return self._words

    @property
    def keys(self) -> str:
        return " ".join(self._keys)

    def sizeHint(self) -> QSize:
        caps = sum(cap_width(key, self._theme) + 3 for key in self._keys)
        words = QFontMetricsF(self._theme.font(Type.SECONDARY)).horizontalAdvance(self._words)
        return QSize(round(caps + (_GAP - 3 if self._words else 0) + words + 1), 22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, middle = 0.0, self.height() / 2
        for key in self._keys:
            left += paint_cap(painter, left, middle, key, self._theme, self._ink, self._theme.palette.button) + 3
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(self._ink))
        rect = QRectF(left + _GAP - 3, 0, self.width() - left, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
