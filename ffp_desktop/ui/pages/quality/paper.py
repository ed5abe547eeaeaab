"""The picture on A4 landscape pages, for a printer: the same bars, each page under its headings."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.pages.quality.bars import BarHeads, TypingBars
from ffp_desktop.ui.theme import Theme, Type

_WIDTH, _HEIGHT, _MARGIN = 297.0, 210.0, 12.0  # mm
_MM_PER_INCH = 25.4
_HEAD = 64  # px of the picture's own scale for title and what the figures are


class BarsPaper:
    """Draws the widgets as they are, scaled to the page; pages are cut between rows."""

    def __init__(self, bars: TypingBars, heads: BarHeads, theme: Theme, title: str, words: str) -> None:
        self._bars = bars
        self._heads = heads
        self._theme = theme
        self._title = title
        self._words = words
        self._room = bars.width() * (_HEIGHT - 2 * _MARGIN) / (_WIDTH - 2 * _MARGIN)  # px a page is high
        self._step = max(1, round(bars.row_rect(0).height()))

    @property
    def _rows(self) -> int:
        """How many rows go on a page."""
        return max(1, int((self._room - _HEAD - self._heads.height()) // self._step))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self._bars.rows) // self._rows))

    def draw(self, page: int, dots: float) -> QImage:
        """Page number `page` (from 0) at `dots` per inch."""
        scale = dots / _MM_PER_INCH
        image = QImage(round(_WIDTH * scale), round(_HEIGHT * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.palette.sheet))
        painter = QPainter(image)
        painter.translate(_MARGIN * scale, _MARGIN * scale)
        zoom = (_WIDTH - 2 * _MARGIN) * scale / self._bars.width()
        painter.scale(zoom, zoom)
        self._write_head(painter, page)
        self._render(painter, self._heads, _HEAD, self._heads.rect())
        first = page * self._rows
        shown = min(self._rows, len(self._bars.rows) - first)
        region = QRect(0, first * self._step, self._bars.width(), shown * self._step)
        self._render(painter, self._bars, _HEAD + self._heads.height(), region)
        painter.end()
        return image

    def _render(self, painter: QPainter, widget: QWidget, top: int, part: QRect) -> None:
        painter.save()
        painter.translate(0, top)
        widget.render(painter, QPoint(0, 0), QRegion(part), QWidget.RenderFlag.DrawChildren)
        painter.restore()

    def _write_head(self, painter: QPainter, page: int) -> None:
        palette, width = self._theme.palette, self._bars.width()
        for top, words, kind, ink in (
            (0, self._title, Type.SUBHEAD, palette.title),
            (26, self._words, Type.SECONDARY, palette.label),
        ):
            painter.setFont(self._theme.font(kind, is_bold=kind is Type.SUBHEAD))
            painter.setPen(QColor(ink))
            painter.drawText(QRect(10, top, width - 20, 24), Qt.AlignmentFlag.AlignVCenter, words)
        number = f"{page + 1} / {self.pages}"
        painter.drawText(
            QRect(10, 0, width - 20, 24), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number
        )
