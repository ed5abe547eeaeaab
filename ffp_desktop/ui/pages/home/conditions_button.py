"""The button in the filter row that opens the panel of conditions, and says which are chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_EDGE, _GAP = 10, 8


class ConditionsButton(QPushButton):
    """Its name, the chosen conditions (cut where the row ends; read out whole), and the key."""

    def __init__(self, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self.tr("更多条件")
        self._key = key
        self._theme = theme
        self._words = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.rescaled.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return self._words

    def set_words(self, words: str) -> None:
        """What is chosen, "" for nothing."""
        self._words = words
        self.setAccessibleName(f"{self._name} {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetricsF(self._theme.font(Type.LABEL, is_bold=True))
        words = bold.horizontalAdvance(self._words) + _GAP + 2 if self._words else 0
        return QSize(round(self._least() + words), self._theme.sizes.button)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._least() + (60 if self._words else 0)), self._theme.sizes.button)

    def _least(self) -> float:
        name = QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self._name)
        return _EDGE + name + _GAP + cap_width(self._key, self._theme) + _EDGE

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        is_on = bool(self._words) or self.hasFocus()
        painter.setPen(QPen(QColor(palette.accent if is_on else palette.field_border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(palette.sheet if self._words else palette.button))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        font = self._theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(self.rect()).adjusted(_EDGE, 0, 0, 0), middle, self._name)
        left = _EDGE + QFontMetricsF(font).horizontalAdvance(self._name) + _GAP
        cap = cap_width(self._key, self._theme)
        right = self.width() - _EDGE - cap
        if self._words:
            bold = self._theme.font(Type.LABEL, is_bold=True)
            room = right - _GAP - left
            painter.setFont(bold)
            painter.setPen(QColor(palette.answer))
            words = QFontMetricsF(bold).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, 0, room, self.height()), middle, words)
        paint_cap(painter, right, self.height() / 2, self._key, self._theme, palette.muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
