"""Buttons with their key cap inside: main (accent), normal, and greyed when it cannot be pressed now."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_RING = 3  # room around the button for the focus ring, px
_GAP = 8


class KeyButton(QPushButton):
    """A button that shows which key presses it. A greyed one always has a sentence beside it saying what is missing."""

    def __init__(
        self, words: str, key: str, theme: Theme, *, is_main: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._is_main = is_main
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        theme.rescaled.connect(self.updateGeometry)

    @property
    def key(self) -> str:
        return self._key

    def set_key(self, key: str) -> None:
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font(Type.TEXT, is_bold=self._is_main))
        cap = cap_width(self._key, self._theme) + _GAP if self._key else 0
        width = metrics.horizontalAdvance(self.text()) + cap + 48
        return QSize(round(width) + 2 * _RING, self._theme.sizes.button + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, border, ink, cap_ink = self._colors()
        body = QRectF(self.rect()).adjusted(_RING + 0.5, _RING + 0.5, -_RING - 0.5, -_RING - 0.5)
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(body, 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        self._paint_words(painter, body, ink, cap_ink)

    def _paint_words(self, painter: QPainter, body: QRectF, ink: str, cap_ink: str) -> None:
        font = self._theme.font(Type.TEXT, is_bold=self._is_main)
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        cap = cap_width(self._key, self._theme) + _GAP if self._key else 0
        left = body.center().x() - (words + cap) / 2
        painter.setFont(font)
        painter.setPen(QColor(ink))
        rect = QRectF(left, body.top(), words + 2, body.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())
        if self._key:
            paint_cap(painter, left + words + _GAP, body.center().y(), self._key, self._theme, cap_ink)

    def _colors(self) -> tuple[str, str, str, str]:
        palette = self._theme.palette
        if not self.isEnabled():
            return palette.button_off, palette.rule, palette.closed_text, palette.closed_text
        if self._is_main:
            ground = QColor(palette.accent).darker(115).name() if self.isDown() else palette.accent
            return ground, ground, palette.sheet, palette.sheet
        ground = palette.section_head if self.isDown() or self.underMouse() else palette.button
        return ground, palette.field_border, palette.title, palette.muted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()
