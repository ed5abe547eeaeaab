"""The heads over the sides: key cap, a dot for the one that is taken, whose it is; a click takes it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.pages.conflict.columns import find_column
from ffp_desktop.ui.pages.conflict.shown import ShownUnit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import paint_cap

_HEIGHT, _WIDE_HEIGHT = 66, 76
_SIDE, _DOT = 13, 7.0
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class SideHeads(QWidget):
    """The last head is 照纸表重填."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: ShownUnit | None = None
        self._edges: Sequence[int] = ()
        self._choice = -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.rescaled.connect(self._rescale)
        self._rescale()

    def show_unit(self, shown: ShownUnit) -> None:
        self._shown = shown
        self.update()

    def mark(self, choice: int, edges: Sequence[int]) -> None:
        """Which one is taken, -1 for none yet, and where the columns stand."""
        self._choice, self._edges = choice, edges
        self.update()

    def _rescale(self) -> None:
        self.setFixedHeight(_WIDE_HEIGHT if self._theme.is_wide else _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, palette = self._shown, self._theme.palette
        if shown is None or len(self._edges) < 3:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.sheet))
        middle = self.height() / 2
        rect = QRectF(_SIDE, 0, self._edges[1] - 2 * _SIDE, middle + 4)
        self._write(painter, rect, shown.before, Type.LABEL, palette.label)
        rect = rect.translated(0, middle - 6)
        self._write(painter, rect, self.tr("项目"), Type.LABEL, palette.title, is_bold=True)
        heads = [(one.title, one.words) for one in shown.sides]
        retype = self.tr("都不对时用") if shown.can_retype else self.tr("不在纸表上，只能取一份")
        heads.append((self.tr("照纸表重填"), retype))
        for number, (title, words) in enumerate(heads):
            self._paint_head(painter, number, title, words)
        painter.setPen(self._theme.pen(palette.frame))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_head(self, painter: QPainter, number: int, title: str, words: str) -> None:
        palette, edges = self._theme.palette, self._edges
        is_taken = number == self._choice
        area = QRectF(edges[number + 1], 0, edges[number + 2] - edges[number + 1], self.height())
        if is_taken:
            painter.fillRect(area, QColor(palette.accent_tint))
        else:
            painter.setPen(self._theme.pen(palette.rule))
            painter.drawLine(area.topLeft(), area.bottomLeft())
        line = self.height() / 2 - 13
        is_open = number < len(edges) - 3 or (self._shown is not None and self._shown.can_retype)
        ink = palette.muted if is_open else palette.closed_text
        left = area.left() + _SIDE
        left += paint_cap(painter, left, line, str(number + 1), self._theme, ink, palette.button) + 9
        painter.setPen(QPen(QColor(palette.answer if is_taken else palette.label), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = QPointF(left + _DOT, line)
        painter.drawEllipse(centre, _DOT, _DOT)
        if is_taken:
            painter.setBrush(QColor(palette.answer))
            painter.drawEllipse(centre, _DOT - 3.4, _DOT - 3.4)
        room = QRectF(left + 2 * _DOT + 7, 0, area.right() - left - 2 * _DOT - 12, 2 * line)
        self._write(
            painter, room, title, Type.HOUSEHOLD, palette.title if is_open else palette.closed_text, is_bold=True
        )
        below = QRectF(area.left() + _SIDE, self.height() / 2, area.width() - 2 * _SIDE, self.height() / 2 - 5)
        self._write(painter, below, words, Type.LABEL, palette.label)

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, kind: Type, ink: str, *, is_bold: bool = False
    ) -> None:
        font = self._theme.font(kind, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LINE, shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = find_column(self._edges, event.position().x())
        if column >= 0:
            self.chosen.emit(column)
