"""A page's own bar in place of the tabs: its ground, its height, and the stroke between the way back and the name."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.theme import Theme


class OwnBar(QWidget):
    """`name` is the label that stands behind the stroke; who inherits lays it out."""

    def __init__(self, name: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._behind_stroke = name
        self._rescale()
        theme.rescaled.connect(self._rescale)

    def _rescale(self) -> None:
        self.setFixedHeight(self._theme.sizes.top_bar)

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.sizes.top_bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.bar))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        stroke = self._behind_stroke.x() - 11
        painter.drawLine(stroke, self.height() // 2 - 10, stroke, self.height() // 2 + 10)
