"""A state as mark, word and colour."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import MARK_SIZE, Look, paint_look


class StateMark(QWidget):
    """Shows a `Look`."""

    def __init__(self, look: Look, theme: Theme, kind: Type = Type.LABEL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._theme = theme
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.rescaled.connect(self.updateGeometry)

    def set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.setAccessibleName(look.word)
            self.updateGeometry()
            self.update()

    @property
    def look(self) -> Look:
        return self._look

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font(self._kind))
        return QSize(round(MARK_SIZE + 6 + metrics.horizontalAdvance(self._look.word) + 1), round(metrics.height()) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_look(QPainter(self), QRectF(self.rect()), self._look, self._theme, self._kind)
