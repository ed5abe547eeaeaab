"""Words with a number each, of which one is chosen: how much there is, and the filter at once. ← and → move it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type

_LEAST, _GAP = 70, 30  # px: a tab's least width, and what stands between two


class CountTabs(QWidget):
    """The page steps it from its own keys; a click chooses too."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tabs: Sequence[tuple[str, int | str]] = ()
        self._index = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def index(self) -> int:
        return self._index

    @property
    def tabs(self) -> Sequence[tuple[str, int | str]]:
        return self._tabs

    def set_tabs(self, tabs: Sequence[tuple[str, int | str]], index: int = 0) -> None:
        """Shows (words, number) pairs, or a mark in a number's place; tells nobody."""
        self._tabs, self._index = tabs, min(index, max(len(tabs) - 1, 0))
        self.update()

    def choose(self, index: int) -> None:
        if index != self._index and 0 <= index < len(self._tabs):
            self._index = index
            self.update()
            self.chosen.emit(index)

    def step(self, by: int) -> None:
        """Chooses the tab `by` places further, going round."""
        if self._tabs:
            self.choose((self._index + by) % len(self._tabs))

    def sizeHint(self) -> QSize:
        return QSize(400, 62 if self._theme.is_wide else 56)

    def _lefts(self) -> list[tuple[float, float]]:
        """Left edge and width of each tab."""
        metrics = QFontMetricsF(self._theme.font(Type.LABEL, is_bold=True))
        figures = QFontMetricsF(self._theme.font(Type.COUNT, is_bold=True))
        found, left = [], 2.0
        for words, number in self._tabs:
            width = max(metrics.horizontalAdvance(words), figures.horizontalAdvance(str(number)) + 2, _LEAST)
            found.append((left, width))
            left += width + _GAP
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        for place, ((words, number), (left, width)) in enumerate(zip(self._tabs, self._lefts(), strict=True)):
            is_current = place == self._index
            painter.setFont(self._theme.font(Type.LABEL, is_bold=is_current))
            painter.setPen(QColor(palette.title if is_current else palette.label))
            painter.drawText(QRectF(left, 0, width, 20), Qt.AlignmentFlag.AlignVCenter, words)
            font = self._theme.font(Type.COUNT, is_bold=is_current)
            painter.setFont(font)
            painter.drawText(QRectF(left, 19, width, 32), Qt.AlignmentFlag.AlignVCenter, str(number))
            if is_current:
                line = max(QFontMetricsF(font).horizontalAdvance(str(number)), 28)
                painter.fillRect(QRectF(left - 1, self.height() - 3, line + 2, 3), QColor(palette.accent))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, (left, width) in enumerate(self._lefts()):
            if left <= event.position().x() < left + width + _GAP / 2:
                self.choose(place)
