"""各乡镇进度: a bar for each unit below, drawn to its size: approved dark, received grey, missing white."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.pages.workbench.panel import HEAD, LEFT, RIGHT, SIDE, Panel
from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.desk_records import UnitBar

DARK, GREY, LINE = "#2F4A6B", "#9AA6B6", "#8F887C"
_TALLEST, _WIDE_TALLEST, _LOWEST = 35.0, 46.0, 24.0  # px of a line
_NAME, _NUMBERS, _PERCENT = 0.255, 0.165, 0.085  # of the width
_BEHIND = 20  # hundredths behind the whole: red


class BarsPanel(Panel):
    """The slowest first; what has no room is scrolled to."""

    def __init__(self, name: str, judged: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, parent)
        self._legend = ((DARK, judged), (GREY, self.tr("收到")), ("", self.tr("未到")))
        self.bars: Sequence[UnitBar] = ()
        self._whole = 0
        self._first = 0

    def show_bars(self, bars: "Sequence[UnitBar]", whole: int) -> None:
        """`whole` is the percentage of all of them together."""
        self.bars = [bar for bar in bars if bar.due]
        self._whole = whole
        self._first = 0
        self.show_count(len(self.bars))

    @property
    def _step(self) -> float:
        tallest = _WIDE_TALLEST if self._theme.is_wide else _TALLEST
        return min(tallest, max(_LOWEST, self.body.height() / max(self.count, 1)))

    def line_rect(self, index: int) -> QRectF:
        body = self.body
        self._scroll()
        return QRectF(body.left() - 6, body.top() + (index - self._first) * self._step, body.width() + 12, self._step)

    def _scroll(self) -> None:
        """Keeps the current line in view."""
        seen = max(1, int(self.body.height() // self._step))
        self._first = max(min(self._first, self.current), self.current - seen + 1, 0)

    def paint_lines(self, painter: QPainter) -> None:
        self._paint_legend(painter)
        if not self.bars:
            self.write(painter, self.body, self.tr("还没有要核查的户。"), Type.TEXT, self._theme.palette.muted)
            return
        most = max(bar.due for bar in self.bars)
        for index, bar in enumerate(self.bars):
            rect = self.line_rect(index)
            if rect.top() > HEAD and rect.bottom() <= self.height() - 2:
                self._paint_bar(painter, rect.adjusted(6, 0, -6, 0), bar, most)

    def _paint_bar(self, painter: QPainter, rect: QRectF, bar: "UnitBar", most: int) -> None:
        palette = self._theme.palette
        is_behind = bar.missing > 0 and bar.percent + _BEHIND <= self._whole
        ink = palette.error if is_behind else palette.title
        name, numbers, percent = (share * rect.width() for share in (_NAME, _NUMBERS, _PERCENT))
        self.write(
            painter, QRectF(rect.left(), rect.top(), name - 8, rect.height()), bar.name, ink=ink, is_bold=is_behind
        )
        room = rect.width() - name - numbers - percent - 12
        x, top = rect.left() + name, rect.center().y() - 6
        scale = room / most
        for fill, amount in ((DARK, bar.approved), (GREY, bar.received - bar.approved), ("", bar.missing)):
            part = QRectF(x, top, amount * scale, 12)
            if amount > 0:
                painter.fillRect(part, QColor(fill or palette.sheet))
                painter.setPen(self._theme.pen(fill or LINE))
                painter.drawRect(part.adjusted(0, 0, 0, 0))
            x = part.right()
        right = rect.right() - percent
        words = f"{bar.received:,} / {bar.due:,}"
        self.write(painter, QRectF(right - numbers - 40, rect.top(), numbers + 36, rect.height()), words, align=RIGHT)
        hundredths = QRectF(right, rect.top(), percent, rect.height())
        self.write(painter, hundredths, f"{bar.percent}%", ink=ink, align=RIGHT, is_bold=is_behind)

    def _paint_legend(self, painter: QPainter) -> None:
        palette, x = self._theme.palette, self.width() - SIDE - 178.0
        for fill, words in self._legend:
            box = QRectF(x, HEAD / 2 - 6, 12, 12)
            painter.fillRect(box, QColor(fill or palette.sheet))
            painter.setPen(self._theme.pen(fill or LINE))
            painter.drawRect(box)
            self.write(painter, QRectF(x + 18, 0, 60, HEAD), words, Type.SECONDARY, palette.label, align=LEFT)
            x += 66 if len(words) > 2 else 58
