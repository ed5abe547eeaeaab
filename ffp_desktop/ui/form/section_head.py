"""A section's head on the sheet, and the hatched band that stands for closed sections."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.paper.grid import FactRun, Part, Style, TextRun
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.sheet_type import SheetType
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.badge import BadgeKind, badge_colors
from ffp_desktop.ui.widgets.marks import badge_width, cap_width, paint_badge, paint_cap

_BAR = 3
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class HeadKey:
    """A key told at the right end of the head while its section has the focus."""

    keys: str
    words: str


class SectionHead(QWidget):
    """Draws the printed head; the section with the focus has a bar of the accent at its left edge."""

    def __init__(self, sheet_type: SheetType, parent: QWidget) -> None:
        super().__init__(parent)
        self._type = sheet_type
        self._words: tuple[tuple[str, Style], ...] = ()
        self._keys: tuple[HeadKey, ...] = ()
        self._flags: tuple[tuple[float, BadgeKind], ...] = ()
        self._is_current = False
        self.section = ""

    def show_part(self, part: Part, reading: SheetReading) -> None:
        """Takes the words of a part's head."""
        self.section = part.section
        words = []
        for run in part.head:
            if isinstance(run, TextRun):
                words.append((run.text, run.style))
            elif isinstance(run, FactRun):
                words.append((reading.fact(run.fact), run.style))
        self._words = tuple(words)
        self.update()

    def set_current(self, is_current: bool, keys: tuple[HeadKey, ...] = ()) -> None:
        if (is_current, keys) != (self._is_current, self._keys):
            self._is_current, self._keys = is_current, keys
            self.update()

    def show_flags(self, flags: tuple[tuple[float, BadgeKind], ...]) -> None:
        """Words on the rule below: right edge of the cell, and the word; their lower half is the section's."""
        if flags != self._flags:
            self._flags = flags
            self.update()

    def height_wanted(self) -> int:
        return self._type.theme.sizes.section_head

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._type.theme
        palette, rect = theme.palette, QRectF(self.rect())
        painter.fillRect(rect, QColor(palette.section_head))
        painter.setPen(theme.pen(palette.frame))
        painter.drawLine(QPointF(0, 0.5), QPointF(rect.width(), 0.5))
        if self._is_current:
            painter.fillRect(QRectF(0, 0, _BAR, rect.height()), QColor(palette.accent))
        left = float(theme.sizes.cell_padding)
        for text, style in self._words:
            painter.setFont(
                theme.font(Type.SECONDARY) if style is Style.NOTE else theme.font(Type.SUBHEAD, is_bold=True)
            )
            painter.setPen(QColor(palette.label if style is Style.NOTE else palette.title))
            kind, is_bold = (Type.SECONDARY, False) if style is Style.NOTE else (Type.SUBHEAD, True)
            width = self._type.width(text, kind, is_bold=is_bold)
            painter.drawText(QRectF(left, 0, width + 4, rect.height()), _MIDDLE, text)
            left += width
        self._paint_keys(painter, rect)
        for right, flag in self._flags:
            ink, ground = badge_colors(flag, palette)
            left = right - badge_width(flag.value, theme) - 5
            paint_badge(painter, left, rect.height() + 1, flag.value, ink, ground, theme)

    def _paint_keys(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._type.theme
        right = rect.right() - 8
        for key in reversed(self._keys):
            width = self._type.width(key.words, Type.SECONDARY)
            painter.setFont(theme.font(Type.SECONDARY))
            painter.setPen(QColor(theme.palette.muted))
            painter.drawText(QRectF(right - width, 0, width + 2, rect.height()), _MIDDLE, key.words)
            right -= width + 6 + cap_width(key.keys, theme)
            paint_cap(painter, right, rect.center().y(), key.keys, theme, theme.palette.muted)
            right -= 14


class ClosedBand(QWidget):
    """Sections that are not relevant now: hatched, with their titles and the reason."""

    def __init__(self, sheet_type: SheetType, parent: QWidget) -> None:
        super().__init__(parent)
        self._type = sheet_type
        self._titles: tuple[str, ...] = ()
        self._reason = ""

    def tell(self, titles: tuple[str, ...], reason: str) -> None:
        if (titles, reason) != (self._titles, self._reason):
            self._titles, self._reason = titles, reason
            self.update()

    def height_wanted(self) -> int:
        return self._type.theme.sizes.section_head

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._type.theme
        palette, rect = theme.palette, QRectF(self.rect())
        painter.fillRect(rect, QColor(palette.closed))
        painter.fillRect(rect, QBrush(QColor(palette.hatch), Qt.BrushStyle.BDiagPattern))
        painter.setPen(theme.pen(palette.frame))
        painter.drawLine(QPointF(0, 0.5), QPointF(rect.width(), 0.5))
        painter.setPen(QColor(palette.closed_text))
        painter.setFont(theme.font(Type.TEXT))
        titles = "   ".join(self._titles)
        painter.drawText(rect.adjusted(theme.sizes.cell_padding, 0, 0, 0), _MIDDLE, titles)
        painter.setFont(theme.font(Type.SECONDARY))
        painter.drawText(rect.adjusted(0, 0, -8, 0), _MIDDLE | Qt.AlignmentFlag.AlignRight, self._reason)
