"""The workbench on one A4 landscape page, for a printer: the panels as they stand, under the headline.

Shades and marks tell things apart without colour: dark, grey and white bars, numbered squares.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.theme import Theme, Type

_WIDTH, _HEIGHT, _MARGIN = 297.0, 210.0, 10.0  # mm
_MM_PER_INCH = 25.4
_HEAD = 56  # px of the screen's own scale for the headline


class WorkbenchPaper:
    """Draws the panels of a page that is shown, scaled to the paper."""

    pages = 1

    def __init__(self, page: QWidget, panels: Sequence[QWidget], theme: Theme, title: str, words: str) -> None:
        self._panels = panels
        self._theme = theme
        self._title = title
        self._words = words
        self._places = [QRect(panel.mapTo(page, QPoint(0, 0)), panel.size()) for panel in panels]

    def draw(self, _page: int, dots: float) -> QImage:
        """The page at `dots` per inch."""
        scale = dots / _MM_PER_INCH
        image = QImage(round(_WIDTH * scale), round(_HEIGHT * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.palette.sheet))
        whole = QRect()
        for place in self._places:
            whole = whole.united(place)
        painter = QPainter(image)
        painter.translate(_MARGIN * scale, _MARGIN * scale)
        zoom = min(
            (_WIDTH - 2 * _MARGIN) * scale / whole.width(), (_HEIGHT - 2 * _MARGIN) * scale / (whole.height() + _HEAD)
        )
        painter.scale(zoom, zoom)
        self._write_head(painter, whole.width())
        for panel, place in zip(self._panels, self._places, strict=True):
            painter.save()
            painter.translate(place.left() - whole.left(), place.top() - whole.top() + _HEAD)
            panel.render(painter, QPoint(0, 0))
            painter.restore()
        painter.end()
        return image

    def _write_head(self, painter: QPainter, width: int) -> None:
        for top, words, kind, ink in (
            (0, self._title, Type.HOUSEHOLD, self._theme.palette.title),
            (26, self._words, Type.LABEL, self._theme.palette.label),
        ):
            painter.setFont(self._theme.font(kind, is_bold=kind is Type.HOUSEHOLD))
            painter.setPen(QColor(ink))
            painter.drawText(QRect(0, top, width, 24), Qt.AlignmentFlag.AlignVCenter, words)
