"""A few lines with a box each: ↑↓ move, Space or the line's number ticks, Enter goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import paint_box

_ROW = 28  # px
_ONE_COLUMN = 3  # lines; more of them stand in two columns
_DIGITS = {Qt.Key(Qt.Key.Key_1 + digit): digit for digit in range(9)} | {Qt.Key.Key_0: 9}


class TickList(QWidget):
    """Lines of a name and a quiet word beside it."""

    ticks_changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[tuple[str, str]] = ()
        self._ticked: set[int] = set()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Starts over with nothing ticked."""
        self._lines, self._ticked, self._current = lines, set(), 0
        self.setAccessibleName("、".join(name for name, _aside in lines))
        self.updateGeometry()
        self.update()

    def ticked(self) -> list[int]:
        """The ticked lines, from 0, in order."""
        return sorted(self._ticked)

    def toggle(self, line: int) -> None:
        if 0 <= line < len(self._lines):
            self._current = line
            self._ticked ^= {line}
            self.update()
            self.ticks_changed.emit()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * max(self._rows(), 1) + 8)

    def _rows(self) -> int:
        """Lines in one column."""
        count = len(self._lines)
        return count if count <= _ONE_COLUMN else (count + 1) // 2

    def _rect(self, line: int) -> QRectF:
        rows = self._rows()
        columns = 1 if len(self._lines) <= _ONE_COLUMN else 2
        width = (self.width() - 8) / columns
        return QRectF(4 + width * (line // rows), 4 + _ROW * (line % rows), width, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        has_focus = self.hasFocus()
        painter.setPen(self._theme.pen(palette.accent if has_focus else palette.field_border, 2 if has_focus else 1))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        for line, (name, aside) in enumerate(self._lines):
            rect = self._rect(line)
            if has_focus and line == self._current:
                painter.fillRect(rect.adjusted(0, 1, 0, -1), QColor(palette.accent_tint))
            side = self._theme.sizes.check_box
            box = QRectF(rect.left() + 10, rect.center().y() - side / 2, side, side)
            paint_box(painter, box, palette.answer, is_ticked=line in self._ticked)
            self._paint_words(painter, rect.adjusted(side + 20, 0, -8, 0), name, aside, line in self._ticked)

    def _paint_words(self, painter: QPainter, rect: QRectF, name: str, aside: str, is_ticked: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        font = self._theme.font(Type.TEXT, is_bold=is_ticked)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.answer))
        painter.drawText(rect, middle, name)
        left = max(QFontMetricsF(font).horizontalAdvance(name) + 12, 110)
        painter.setFont(self._theme.font(Type.LABEL))
        painter.setPen(QColor(self._theme.palette.muted))
        painter.drawText(rect.adjusted(left, 0, 0, 0), middle, aside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps and self._lines:
            self._current = min(max(self._current + steps[key], 0), len(self._lines) - 1)
            self.update()
        elif key == Qt.Key.Key_Space:
            self.toggle(self._current)
        elif key in _DIGITS:
            self.toggle(_DIGITS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = next((n for n in range(len(self._lines)) if self._rect(n).contains(event.position())), -1)
        self.setFocus()
        self.toggle(line)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
