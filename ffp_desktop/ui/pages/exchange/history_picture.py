"""Two histories of one survey as a picture: a line that both know, and where it parts."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.services.bundles.preview_details import Parting, Version
from ffp_desktop.ui.spoken import read_time
from ffp_desktop.ui.theme import Theme, Type

_HEIGHT, _DOT, _MOST = 100, 6.0, 2  # px, px, shared versions that are drawn


class HistoryPicture(QWidget):
    """Full dots are what both sides have, open red ones the last of each side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parting: Parting | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_parting(self, parting: Parting | None) -> None:
        self._parting = parting
        self.setVisible(parting is not None)
        if parting is not None:
            here, there = (self._say(one) for one in (parting.here, parting.there))
            self.setAccessibleName(self.tr("本机：{0}；包里：{1}").format(here, there))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._parting is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        shared = self._parting.shared[-_MOST:]
        middle, right = 44.0, self.width() * 0.62
        step = (right - 34) / max(1, len(shared))
        points = [QPointF(28 + number * step, middle) for number in range(len(shared))]
        upper, lower = QPointF(right, middle - 26), QPointF(right, middle + 26)
        painter.setPen(QPen(QColor(palette.field_border), 1.6))
        for start, end in pairwise(points):
            painter.drawLine(start, end)
        begin = points[-1] if points else QPointF(28, middle)
        for end in (upper, lower):
            painter.drawLine(begin, end)
        for point, version in zip(points, shared, strict=True):
            self._draw_dot(painter, point, palette.answer, is_full=True)
            self._write_below(painter, point, version)
        for point, version, side in (
            (upper, self._parting.here, self.tr("本机")),
            (lower, self._parting.there, self.tr("包里")),
        ):
            self._draw_dot(painter, point, palette.error, is_full=False)
            self._write_beside(painter, point, version, side)

    def _draw_dot(self, painter: QPainter, point: QPointF, ink: str, *, is_full: bool) -> None:
        painter.save()
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(ink if is_full else self._theme.palette.sheet))
        painter.drawEllipse(point, _DOT, _DOT)
        painter.restore()

    def _write_below(self, painter: QPainter, point: QPointF, version: Version) -> None:
        lines = (self.tr("第{0}版").format(version.number), _day(version.at))
        for number, words in enumerate(lines):
            font = self._theme.font(Type.SECONDARY, is_bold=number == 0)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.title if number == 0 else self._theme.palette.label))
            width = QFontMetricsF(font).horizontalAdvance(words) + 4
            left = max(0.0, point.x() - width / 2)
            rect = QRectF(left, point.y() + 10 + number * 17, width, 17)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)

    def _write_beside(self, painter: QPainter, point: QPointF, version: Version, side: str) -> None:
        lines = (self.tr("第{0}版 · {1}").format(version.number, side), self._say(version))
        for number, words in enumerate(lines):
            font = self._theme.font(Type.SECONDARY, is_bold=number == 0)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.title if number == 0 else self._theme.palette.label))
            rect = QRectF(point.x() + 14, point.y() - 17 + number * 17, self.width() - point.x() - 14, 17)
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _say(self, version: Version) -> str:
        return f"{version.author} {_moment(version.at)}"


def _day(text: str) -> str:
    at = read_time(text)
    return f"{at.month}月{at.day}日" if at else ""


def _moment(text: str) -> str:
    at: datetime | None = read_time(text)
    return f"{at.month}月{at.day}日 {at:%H:%M}" if at else ""
