"""A white panel of the workbench: a name, words beside it, and lines of which one is current while it has the focus.

API (class `Panel`): `name`, `aside`, `count`, `current`; signals `opened(index)`, `moved()`. Who inherits says where
the lines stand (`line_rect`) and paints them (`paint_lines`).
"""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type

HEAD = 38  # px
SIDE = 14
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


class Panel(QWidget):
    """↑↓ Home End choose a line, Enter or a click opens it."""

    opened = Signal(int)
    moved = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.aside = ""
        self.aside_ink = ""
        self.count = 0
        self.current = 0
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- who inherits ------------------------------------------------------------------------------------------

    def line_rect(self, index: int) -> QRectF:
        """Where a line stands, for its ring and for clicks."""
        raise NotImplementedError

    def paint_lines(self, painter: QPainter) -> None:
        raise NotImplementedError

    # -- public ------------------------------------------------------------------------------------------------

    def show_count(self, count: int) -> None:
        """After new lines: the current one stays as far as there is one."""
        self.count = count
        self.current = min(self.current, max(count - 1, 0))
        self.update()

    def choose(self, index: int) -> None:
        self.current = min(max(index, 0), max(self.count - 1, 0))
        self.update()
        self.moved.emit()

    def open_current(self) -> None:
        if self.current < self.count:
            self.opened.emit(self.current)

    def write(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        kind: Type = Type.LABEL,
        ink: str = "",
        *,
        align: Qt.AlignmentFlag | Qt.TextFlag = LEFT,
        is_bold: bool = False,
    ) -> None:
        """Words in a rectangle, cut with … where it is too narrow."""
        font = self._theme.font(kind, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(ink or self._theme.palette.title))
        cut = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
        painter.drawText(rect, align, cut)

    @property
    def body(self) -> QRectF:
        """The room below the name."""
        return QRectF(SIDE, HEAD + 6, self.width() - 2 * SIDE, self.height() - HEAD - 14)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.sheet))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        head = QRectF(SIDE, 0, self.width() - 2 * SIDE, HEAD)
        self.write(painter, head, self.name, Type.SUBHEAD, is_bold=True)
        self.write(
            painter,
            head,
            self.aside,
            Type.LABEL,
            self.aside_ink or palette.muted,
            align=RIGHT,
            is_bold=bool(self.aside_ink),
        )
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(QPointF(SIDE, HEAD), QPointF(self.width() - SIDE, HEAD))
        self.paint_lines(painter)
        if self.hasFocus() and self.current < self.count:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.pen(palette.accent, 2))
            painter.drawRect(self.line_rect(self.current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -self.count, Qt.Key.Key_End: self.count}
        if key in steps:
            self.choose(self.current + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        at = next((index for index in self.hit_order() if self.line_rect(index).contains(event.position())), -1)
        if at >= 0:
            self.choose(at)
            self.open_current()

    def hit_order(self) -> list[int]:
        """The order in which lines are asked whether a click meant them."""
        return list(range(self.count))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
