"""重点人群多、识别少的村: a point for each village, those that stand out as numbered squares.

Across: key persons; up: households identified. Below the dashed line and right of the limit a village stands out.
"""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.pages.workbench.panel import CENTRE, LEFT, RIGHT, Panel
from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.round_settings import RoundSettings
    from ffp_desktop.services.campaign.desk_records import Village

_POINT = "#5F6B7E"
_LEFT, _BOTTOM, _TOP = 36.0, 46.0, 22.0  # px round the plot
_MARK = 17.0
_STEPS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600, 800, 1000)


class PointsPanel(Panel):
    """←→ go from village to village, those that stand out first; Enter opens its households."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, parent)
        self.villages: Sequence[Village] = ()
        self._settings: RoundSettings | None = None
        self._most = (5, 5)

    def show_villages(self, villages: "Sequence[Village]", settings: "RoundSettings") -> None:
        """Those that stand out come first, by their number; the others by their key persons."""
        self.villages = sorted(
            (one for one in villages if one.figures.people),
            key=lambda one: (int(one.mark) if one.mark else 10_000, -one.figures.people, one.figures.unit),
        )
        self._settings = settings
        most_x = max((one.figures.people for one in self.villages), default=0)
        most_y = max((one.figures.identified for one in self.villages), default=0)
        self._most = (_round_up(most_x), _round_up(most_y))
        self.aside = self.tr("每点一村 · {0}").format(len(self.villages))
        self.show_count(len(self.villages))

    @property
    def _plot(self) -> QRectF:
        body = self.body
        return QRectF(body.left() + _LEFT, body.top() + _TOP, body.width() - _LEFT, body.height() - _TOP - _BOTTOM - 18)

    def _place(self, people: float, identified: float) -> QPointF:
        plot = self._plot
        return QPointF(
            plot.left() + people / self._most[0] * plot.width(),
            plot.bottom() - identified / self._most[1] * plot.height(),
        )

    def line_rect(self, index: int) -> QRectF:
        one = self.villages[index]
        at, size = self._place(one.figures.people, one.figures.identified), _MARK if one.mark else 9.0
        return QRectF(at.x() - size / 2 - 2, at.y() - size / 2 - 2, size + 4, size + 4)

    # -- painting ----------------------------------------------------------------------------------------------

    def paint_lines(self, painter: QPainter) -> None:
        if not self.villages or self._settings is None:
            words = self.tr("还没有重点人群的名单。收了部门名单，这里就有。")
            self.write(painter, self.body, words, Type.TEXT, self._theme.palette.muted)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_area(painter, self._settings)
        self._paint_axes(painter)
        self._paint_limit(painter, self._settings)
        ink = QColor(_POINT)
        ink.setAlpha(130)
        for one in reversed(self.villages):
            at = self._place(one.figures.people, one.figures.identified)
            if one.mark:
                self._paint_mark(painter, at, one.mark)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawEllipse(at, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_current(painter)

    def _paint_area(self, painter: QPainter, settings: "RoundSettings") -> None:
        """Where a village stands out."""
        first, most = settings.many_people, self._most[0]
        if first >= most:
            return
        top = min(self._most[1], most / settings.people_for_one)
        edge = min(most, self._most[1] * settings.people_for_one)
        corners = [self._place(first, 0), self._place(first, min(top, first / settings.people_for_one))]
        corners += [self._place(edge, min(self._most[1], edge / settings.people_for_one))]
        corners += [self._place(most, top), self._place(most, 0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.palette.error_tint))
        painter.drawPolygon(QPolygonF(corners))

    def _paint_axes(self, painter: QPainter) -> None:
        palette, plot = self._theme.palette, self._plot
        for step in range(6):
            x, y = self._most[0] * step / 5, self._most[1] * step / 5
            across, up = self._place(x, 0), self._place(0, y)
            painter.setPen(self._theme.pen(palette.rule_light))
            painter.drawLine(across, QPointF(across.x(), plot.top()))
            painter.drawLine(up, QPointF(plot.right(), up.y()))
            below = QRectF(across.x() - 30, plot.bottom() + 3, 60, 16)
            self.write(painter, below, f"{x:g}", Type.NARROW, palette.label, align=CENTRE)
            beside = QRectF(plot.left() - 36, up.y() - 8, 30, 16)
            self.write(painter, beside, f"{y:g}", Type.NARROW, palette.label, align=RIGHT)
        painter.setPen(self._theme.pen(palette.frame))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.bottomLeft(), plot.topLeft())
        head = QRectF(self.body.left(), self.body.top() - 4, 300, 20)
        self.write(painter, head, self.tr("↑ 已识别为监测对象（户）"), Type.SECONDARY, palette.label)
        foot = QRectF(plot.left(), plot.bottom() + 18, plot.width(), 18)
        self.write(painter, foot, self.tr("村里的重点人群（人）→"), Type.SECONDARY, palette.label, align=RIGHT)

    def _paint_limit(self, painter: QPainter, settings: "RoundSettings") -> None:
        palette = self._theme.palette
        end = min(float(self._most[0]), float(self._most[1] * settings.people_for_one))
        at = self._place(end, end / settings.people_for_one)
        painter.setPen(self._theme.pen(palette.frame, 1, Qt.PenStyle.DashLine))
        painter.drawLine(self._place(0, 0), at)
        words = self.tr("每 {0} 人识别 1 户").format(settings.people_for_one)
        self.write(painter, QRectF(at.x() - 142, at.y() - 19, 140, 16), words, Type.NARROW, palette.label, align=RIGHT)

    def _paint_mark(self, painter: QPainter, at: QPointF, mark: str) -> None:
        palette = self._theme.palette
        box = QRectF(at.x() - _MARK / 2, at.y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(self._theme.pen(palette.error, 1.5))
        painter.setBrush(QColor(palette.sheet))
        painter.drawRect(box)
        self.write(painter, box, mark, Type.SECONDARY, palette.error, align=CENTRE, is_bold=True)

    def _paint_current(self, painter: QPainter) -> None:
        """The village one stands on, in words."""
        palette, plot = self._theme.palette, self._plot
        one = self.villages[self.current]
        words = self.tr("{0} {1}：重点 {2} 人，识别 {3} 户，已入户 {4} 户").format(
            one.name, one.township, one.figures.people, one.figures.identified, one.figures.visited
        )
        room = QRectF(self.body.left(), plot.bottom() + 38, self.body.width(), 20)
        self.write(
            painter, room, words, Type.SECONDARY, palette.title if self.hasFocus() else palette.muted, align=LEFT
        )

    # -- Qt ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if (side := sides.get(Qt.Key(event.key()))) is not None:
            self.choose(self.current + side)
        else:
            super().keyPressEvent(event)


def _round_up(most: float) -> int:
    """A round end for an axis that five steps divide well."""
    return next((step for step in _STEPS if step >= most), ceil(most / 500) * 500)
