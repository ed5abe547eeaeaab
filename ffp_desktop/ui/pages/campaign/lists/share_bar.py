"""A whole as a bar of its parts, each with its word and number; it prints in black and white as well.

API: `Share`, `ShareBar(theme).show_shares(name, shares)`; `.words` says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type

_NAME, _BAR, _HEIGHT, _BLOCK = 46, 14, 26, 11  # px


@dataclass(frozen=True, slots=True)
class Share:
    """One part: its word, how many, and the colour of its stretch (hex)."""

    words: str
    number: int
    color: str


class ShareBar(QWidget):
    """The bar at the left, what its stretches are at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self._shares: Sequence[Share] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return " · ".join(f"{share.words} {share.number}" for share in self._shares)

    def show_shares(self, name: str, shares: Sequence[Share]) -> None:
        self._name, self._shares = name, shares
        self.setAccessibleName(f"{name}：{self.words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        font = self._theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(QColor(palette.label))
        painter.drawText(QRectF(0, 0, _NAME, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, self._name)
        metrics = QFontMetricsF(font)
        legend = sum(metrics.horizontalAdvance(f"{s.words} {s.number}") + _BLOCK + 30 for s in self._shares)
        room = max(self.width() - _NAME - legend - 20, 60)
        total = max(sum(share.number for share in self._shares), 1)
        left = float(_NAME)
        for share in self._shares:
            wide = room * share.number / total
            self._paint_block(painter, QRectF(left, (_HEIGHT - _BAR) / 2, wide, _BAR), share.color)
            left += wide
        left = _NAME + room + 20
        for share in self._shares:
            self._paint_block(painter, QRectF(left, (_HEIGHT - _BLOCK) / 2, _BLOCK, _BLOCK), share.color)
            words = f"{share.words} {share.number}"
            wide = metrics.horizontalAdvance(words)
            painter.setPen(QColor(palette.answer))
            painter.drawText(QRectF(left + _BLOCK + 6, 0, wide + 4, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, words)
            left += _BLOCK + wide + 30

    def _paint_block(self, painter: QPainter, rect: QRectF, color: str) -> None:
        if rect.width() > 0:
            painter.fillRect(rect, QColor(color))
            painter.setPen(self._theme.pen(self._theme.palette.frame))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
