"""A field with a few fixed values to choose from."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from ffp_desktop.ui.theme import Theme, Type


class ComboField(QComboBox):
    """Opens with ↓ or Space; the arrow is drawn, so it is sharp at any scaling."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setView(QListView())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._theme.font(Type.NARROW))
        painter.setPen(QColor(self._theme.palette.label))
        rect = QRectF(self.rect()).adjusted(0, 0, -10, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "▾")
