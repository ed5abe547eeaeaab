"""A few words with a digit before each, of which one is chosen: its digit takes it at once, ↑↓ and Enter do too."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_ROW = 28  # px
_COLUMNS = 4
_DIGITS = {Qt.Key(Qt.Key.Key_1 + digit): digit for digit in range(9)}


class DigitList(QWidget):
    """`entered` follows a digit and Enter: whoever asks goes on. Nothing is chosen at the start."""

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: Sequence[str] = ()
        self._index = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: Sequence[str], index: int = -1) -> None:
        """Nine at most; they run from left to right."""
        self._words, self._index = words, index
        self.setAccessibleName("、".join(words))
        self.updateGeometry()
        self.update()

    @property
    def index(self) -> int:
        """The chosen one, -1 for none."""
        return self._index

    def choose(self, index: int) -> None:
        if 0 <= index < len(self._words):
            self._index = index
            self.setAccessibleDescription(self._words[index])
            self.update()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * max((len(self._words) + _COLUMNS - 1) // _COLUMNS, 1) + 8)

    def _rect(self, index: int) -> QRectF:
        width = (self.width() - 8) / _COLUMNS
        return QRectF(4 + width * (index % _COLUMNS), 4 + _ROW * (index // _COLUMNS), width, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        has_focus = self.hasFocus()
        painter.setPen(self._theme.pen(palette.accent if has_focus else palette.field_border, 2 if has_focus else 1))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        for index, words in enumerate(self._words):
            rect, is_chosen = self._rect(index), index == self._index
            if is_chosen:
                painter.fillRect(rect.adjusted(0, 1, 0, -1), QColor(palette.accent_tint))
            key, ink = str(index + 1), palette.accent if is_chosen else palette.muted
            paint_cap(painter, rect.left() + 8, rect.center().y(), key, self._theme, ink)
            left = 8 + cap_width(key, self._theme) + 7
            painter.setFont(self._theme.font(Type.TEXT, is_bold=is_chosen))
            painter.setPen(QColor(palette.answer))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(rect.adjusted(left, 0, 0, 0), flags, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in _DIGITS:
            if _DIGITS[key] < len(self._words):
                self.choose(_DIGITS[key])
                self.entered.emit()
        elif key in steps:
            self.choose(self._index + steps[key] if self._index >= 0 else 0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        index = next((n for n in range(len(self._words)) if self._rect(n).contains(event.position())), -1)
        self.choose(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
