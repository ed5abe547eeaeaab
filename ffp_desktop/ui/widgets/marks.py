"""The drawn marks of states and sections, badges, check boxes and key caps, for widgets and delegates alike.

Everything is drawn with the painter, so it is sharp at any scaling; a mark never stands without its word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ffp_desktop.ui.theme import Palette, Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.domain.survey import State

MARK_SIZE = 10.0  # px
CAP_HEIGHT = 16.0
_CAP_PADDING = 5.0


class Shape(StrEnum):
    """The marks, as screens draw them."""

    DASH = "—"
    RING = "○"
    DOT = "●"
    HALF = "◐"
    ARROW = "←"
    TRIANGLE = "△"
    TRIANGLE_FULL = "▲"
    CHECK = "✓"
    SQUARE = "■"
    CROSS = "✕"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state shows: mark, word and colour (hex)."""

    shape: Shape
    word: str
    ink: str


def survey_look(state: "State", palette: Palette) -> Look:
    """The look of a survey's state."""
    from ffp_desktop.domain.survey import State

    shape, ink = {
        State.NOT_ENTERED: (Shape.DASH, palette.muted),
        State.DRAFT: (Shape.RING, palette.draft),
        State.FINISHED: (Shape.DOT, palette.accent),
        State.RETURNED: (Shape.ARROW, palette.error),
        State.SUBMITTED: (Shape.TRIANGLE, palette.answer),
        State.APPROVED: (Shape.CHECK, palette.passed),
        State.SUBMITTED_UP: (Shape.TRIANGLE_FULL, palette.answer),
        State.FINAL: (Shape.SQUARE, palette.passed),
        State.WITHDRAWN: (Shape.CROSS, palette.closed_text),
    }[state]
    return Look(shape, state.value, ink)


def section_look(kind: str, words: str, palette: Palette) -> Look:
    """The look of a section: `kind` is full, partial, empty, warning, error or irrelevant."""
    shape, ink = {
        "full": (Shape.DOT, palette.accent),
        "partial": (Shape.HALF, palette.title),
        "empty": (Shape.RING, palette.muted),
        "warning": (Shape.TRIANGLE, palette.warning),
        "error": (Shape.CROSS, palette.error),
        "irrelevant": (Shape.DASH, palette.closed_text),
    }[kind]
    return Look(shape, words, ink)


def paint_mark(painter: QPainter, rect: QRectF, shape: Shape, ink: str) -> None:
    """Draws a mark centred in `rect`, at most as large as `MARK_SIZE`."""
    side = min(MARK_SIZE, rect.width(), rect.height())
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWERS[shape](painter, box, QColor(ink))
    painter.restore()


def _draw_dash(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def _draw_ring(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    painter.drawEllipse(box.adjusted(0.8, 0.8, -0.8, -0.8))


def _draw_dot(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink))
    painter.drawEllipse(box)


def _draw_half(painter: QPainter, box: QRectF, ink: QColor) -> None:
    ring = box.adjusted(0.8, 0.8, -0.8, -0.8)
    painter.drawEllipse(ring)
    painter.setBrush(QBrush(ink))
    painter.drawPie(ring, -90 * 16, 180 * 16)


def _draw_arrow(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    middle = box.center().y()
    tip = QPointF(box.left() + 0.8, middle)
    painter.drawLine(tip, QPointF(box.right(), middle))
    painter.drawPolyline(
        QPolygonF([QPointF(tip.x() + 3.6, middle - 3.6), tip, QPointF(tip.x() + 3.6, middle + 3.6)]),
    )


def _triangle(box: QRectF) -> QPolygonF:
    inner = box.adjusted(0.6, 1.0, -0.6, -0.8)
    return QPolygonF([QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()])


def _draw_triangle(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    painter.drawPolygon(_triangle(box))


def _draw_full_triangle(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setBrush(QBrush(ink))
    painter.drawPolygon(_triangle(box))


def _draw_check(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left(), box.center().y() + 0.5),
                QPointF(box.left() + box.width() * 0.36, box.bottom() - 1.2),
                QPointF(box.right(), box.top() + 1.2),
            ]
        )
    )


def _draw_square(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.fillRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ink)


def _draw_cross(painter: QPainter, box: QRectF, _ink: QColor) -> None:
    inner = box.adjusted(0.8, 0.8, -0.8, -0.8)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


_DRAWERS: dict[Shape, Callable[[QPainter, QRectF, QColor], None]] = {
    Shape.DASH: _draw_dash,
    Shape.RING: _draw_ring,
    Shape.DOT: _draw_dot,
    Shape.HALF: _draw_half,
    Shape.ARROW: _draw_arrow,
    Shape.TRIANGLE: _draw_triangle,
    Shape.TRIANGLE_FULL: _draw_full_triangle,
    Shape.CHECK: _draw_check,
    Shape.SQUARE: _draw_square,
    Shape.CROSS: _draw_cross,
}


def paint_look(painter: QPainter, rect: QRectF, look: Look, theme: Theme, kind: Type = Type.LABEL) -> None:
    """Draws mark and word from the left edge of `rect`, vertically centred."""
    paint_mark(painter, QRectF(rect.left(), rect.top(), MARK_SIZE, rect.height()), look.shape, look.ink)
    painter.setFont(theme.font(kind))
    painter.setPen(QColor(look.ink))
    words = QRectF(rect.left() + MARK_SIZE + 5, rect.top(), rect.width() - MARK_SIZE - 5, rect.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, look.word)


def paint_box(painter: QPainter, box: QRectF, ink: str, *, is_ticked: bool) -> None:
    """Draws a check box filling `box`, ticked or not."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1.2))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawRect(box.adjusted(0.6, 0.6, -0.6, -0.6))
    if is_ticked:
        painter.setPen(QPen(QColor(ink), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        side = box.width()
        painter.drawPolyline(
            QPolygonF(
                [
                    box.topLeft() + QPointF(side * 0.2, side * 0.5),
                    box.topLeft() + QPointF(side * 0.42, side * 0.74),
                    box.topLeft() + QPointF(side * 0.84, side * 0.22),
                ]
            )
        )
    painter.restore()


def cap_width(key: str, theme: Theme) -> float:
    """The width of a key cap in px."""
    return QFontMetricsF(theme.font(Type.NARROW)).horizontalAdvance(key) + 2 * _CAP_PADDING


def paint_cap(
    painter: QPainter, left: float, middle: float, key: str, theme: Theme, ink: str, ground: str = ""
) -> float:
    """Draws a key cap with its left edge at `left`, centred on `middle`; returns its width."""
    width = cap_width(key, theme)
    height = max(CAP_HEIGHT, QFontMetricsF(theme.font(Type.NARROW)).height() - 1)
    rect = QRectF(left + 0.5, round(middle - height / 2) + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(theme.font(Type.NARROW))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, key)
    painter.restore()
    return width


def badge_width(word: str, theme: Theme) -> float:
    return QFontMetricsF(theme.font(Type.NARROW)).horizontalAdvance(word) + 10


def paint_badge(painter: QPainter, left: float, middle: float, word: str, ink: str, ground: str, theme: Theme) -> float:
    """Draws a badge (a word in a thin frame) centred on `middle`; returns its width."""
    width, height = badge_width(word, theme), CAP_HEIGHT + (2 if theme.is_wide else 0)
    rect = QRectF(left + 0.5, round(middle - height / 2) + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, 2, 2)
    painter.setFont(theme.font(Type.NARROW))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, word)
    painter.restore()
    return width
