"""Measuring and painting fitted cell words with the theme's fonts; sizes and widths are remembered."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from ffp_desktop.ui.form.members.cell_text import FittedText, fit_text
from ffp_desktop.ui.theme import Theme, Type

_NARROW_COLUMN = 40  # px: below it header words are set in 11
_ROOMY_COLUMN = 100  # px
_NUMBER_COLUMN = 30
_REMEMBERED = 20_000


class TypeFit:
    """Fits words to widths for one theme. Nothing is measured twice until the theme is rescaled."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._metrics: dict[int, QFontMetricsF] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self._fitted: dict[tuple[str, int, tuple[int, ...]], FittedText] = {}
        theme.rescaled.connect(self._fitted.clear)

    def measure(self, text: str, pixels: int) -> float:
        """Width in px of `text` at a size."""
        width = self._widths.get((text, pixels))
        if width is None:
            if len(self._widths) > _REMEMBERED:
                self._widths.clear()
            width = self._widths[text, pixels] = self.metrics(pixels).horizontalAdvance(text)
        return width

    def metrics(self, pixels: int) -> QFontMetricsF:
        metrics = self._metrics.get(pixels)
        if metrics is None:
            metrics = self._metrics[pixels] = QFontMetricsF(self._theme.font_of_size(pixels))
        return metrics

    def answer(self, text: str, width: int) -> FittedText:
        """An answer in a cell `width` px wide: 14 on one line if it goes, never below 11."""
        theme = self._theme
        text_size, least = theme.type_size(Type.TEXT), theme.type_size(Type.NARROW)
        small = theme.type_size(Type.SECONDARY)
        margin = 8 if width > _ROOMY_COLUMN else 4
        return self._fit(text, width - margin, (text_size, text_size - 1, small, least))

    def header(self, words: Sequence[str], width: int) -> tuple[FittedText, ...]:
        """The header's forced lines, each fitted on its own, all in one size."""
        kind = Type.NARROW if width < _NARROW_COLUMN else Type.SECONDARY
        margin = 4 if width < _NUMBER_COLUMN else 3  # 序号 is set upright unless it has room
        return tuple(self._fit(line, width - margin, (self._theme.type_size(kind),)) for line in words)

    def _fit(self, text: str, width: int, sizes: tuple[int, ...]) -> FittedText:
        key = (text, width, sizes)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) > _REMEMBERED:
                self._fitted.clear()
            fitted = self._fitted[key] = fit_text(text, width, sizes, self.measure)
        return fitted

    def paint(self, painter: QPainter, rect: QRectF, parts: Sequence[FittedText]) -> None:
        """Draws the parts one under the other, every line centred, all of them in the middle of `rect`."""
        top = rect.center().y() - sum(part.height for part in parts) / 2
        for part in parts:
            metrics = self.metrics(part.pixels)
            painter.setFont(self._theme.font_of_size(part.pixels))
            drop = (part.line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
            for line in part.lines:
                left = rect.center().x() - self.measure(line, part.pixels) / 2
                painter.drawText(QPointF(round(left), round(top + drop)), line)
                top += part.line_height
