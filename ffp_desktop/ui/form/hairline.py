"""Rules one device pixel wide that never fall outside their rectangle, whatever the scaling (125 %, 150 %)."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

_INTO_PIXEL = 0.51  # of a device pixel: a rectangle's edge is rounded, a line must land in the same pixel


def draw_rule_above(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    """The rule along the upper edge of `rect`, inside it."""
    y = rect.top() + _shift(painter)
    painter.setPen(pen)
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def draw_rule_left(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    """The rule along the left edge of `rect`, inside it."""
    x = rect.left() + _shift(painter)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def draw_frame(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    """A frame just inside `rect`."""
    shift = _shift(painter)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(shift, shift, -2 * shift, -2 * shift))


def _shift(painter: QPainter) -> float:
    return _INTO_PIXEL / painter.device().devicePixelRatioF()
