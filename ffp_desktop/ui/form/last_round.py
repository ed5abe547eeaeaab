"""The marks of a survey that began from the round before: ink nobody has looked at yet, and what is not as it was.

The words to the marks stand in the status bar as soon as the focus is there.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from ffp_desktop.ui.theme import Theme

_SIDE = 6.0


def paint_carried_rule(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The dotted rule under an answer that was carried over and not confirmed."""
    bottom = rect.bottom() - 2.5
    painter.setPen(theme.pen(theme.palette.muted, 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))


def paint_changed_mark(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """A small corner at the end of the rule: the visit before found something else."""
    right, bottom = rect.right(), rect.bottom() - 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.palette.accent))
    painter.drawPolygon(
        QPolygonF([QPointF(right, bottom - _SIDE), QPointF(right, bottom), QPointF(right - _SIDE, bottom)])
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
