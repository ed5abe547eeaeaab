"""How the list of choices looks: title and count, rows of number, name, initials and hint, keys at the foot."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.choice_match import initials_of
from ffp_desktop.services.entry import OfferedChoice
from ffp_desktop.ui.form.hairline import draw_frame, draw_rule_above
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_box, paint_cap

_PADDING = 10.0
_NUMBER_WIDTH = 24.0
_BOX_WIDTH = 22.0
_LEAST_WIDTH = 300.0
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class PopupRow:
    """One choice, the digits that take it, and whether it is ticked."""

    choice: OfferedChoice
    number: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class PopupView:
    """All that is drawn. `current` is the marked row among `rows`; `scrolled` is (first row, rows shown, all)."""

    title: str
    counted: str
    rows: tuple[PopupRow, ...]
    current: int
    keys: tuple[tuple[str, str], ...]
    nothing: str
    is_multiple: bool
    scrolled: tuple[int, int, int]


class ChoicePainter:
    """Draws and measures the popup."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    @property
    def _head(self) -> int:
        return self._theme.type_size() + 20

    @property
    def _row(self) -> int:
        return self._theme.type_size() + 16

    @property
    def _foot(self) -> int:
        return self._theme.type_size() + 13

    def height(self, rows: int) -> int:
        return self._head + rows * self._row + self._foot + 2

    def rows_in(self, height: int) -> int:
        """How many rows go into a popup of `height` px."""
        return (height - self._head - self._foot - 2) // self._row

    def row_at(self, y: int) -> int | None:
        row = (y - self._head) // self._row
        return row if row >= 0 else None

    def width(self, view: PopupView) -> int:
        """Wide enough for every row, the title and the keys."""
        names, spelt, hints = self._widths(view)
        row = 4 + _PADDING + self._left_width(view) + names + 18 + spelt + 24 + hints + _PADDING
        title = self._measure(Type.TEXT, view.title, is_bold=True) + 24 + self._measure(Type.SECONDARY, view.counted)
        keys = sum(cap_width(k, self._theme) + 5 + self._measure(Type.SECONDARY, w) + 14 for k, w in view.keys)
        return round(max(_LEAST_WIDTH, row, title + 2 * _PADDING, keys + 2 * _PADDING))

    def paint(self, widget: QWidget, view: PopupView) -> None:
        painter = QPainter(widget)
        palette = self._theme.palette
        frame = QRectF(widget.rect())
        painter.fillRect(frame, QColor(palette.sheet))
        self._paint_head(painter, frame, view)
        for position, row in enumerate(view.rows):
            rect = QRectF(1, self._head + position * self._row, frame.width() - 2, self._row)
            self._paint_row(painter, rect, row, view, is_current=position == view.current)
        if not view.rows:
            painter.setFont(self._theme.font(Type.LABEL))
            painter.setPen(QColor(palette.error))
            rect = QRectF(_PADDING, self._head, frame.width() - 2 * _PADDING, self._row)
            painter.drawText(rect, _MIDDLE, view.nothing)
        self._paint_foot(painter, frame, view)
        self._paint_scroll(painter, frame, view)
        draw_frame(painter, frame, self._theme.pen(palette.frame))

    def _paint_head(self, painter: QPainter, frame: QRectF, view: PopupView) -> None:
        palette = self._theme.palette
        rect = QRectF(_PADDING, 0, frame.width() - 2 * _PADDING, self._head - 1)
        painter.setPen(QColor(palette.title))
        painter.setFont(self._theme.font(Type.TEXT, is_bold=True))
        painter.drawText(rect, _MIDDLE, view.title)
        painter.setPen(QColor(palette.muted))
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.drawText(rect, _RIGHT, view.counted)
        self._paint_rule(painter, frame, self._head - 1)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: PopupRow, view: PopupView, *, is_current: bool) -> None:
        palette, theme = self._theme.palette, self._theme
        if is_current:
            painter.fillRect(rect, QColor(palette.accent_tint))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(palette.accent))
        left = rect.left() + 4 + _PADDING
        painter.setFont(theme.font(Type.TEXT, is_bold=is_current))
        painter.setPen(QColor(palette.accent if is_current else palette.muted))
        painter.drawText(QRectF(left, rect.top(), _NUMBER_WIDTH, rect.height()), _MIDDLE, row.number)
        if view.is_multiple:
            side = theme.sizes.check_box
            box = QRectF(left + _NUMBER_WIDTH - 4, round(rect.center().y() - side / 2), side, side)
            paint_box(painter, box, palette.answer, is_ticked=row.is_ticked)
        left += self._left_width(view)
        names, spelt, _ = self._widths(view)
        painter.setPen(QColor(palette.closed_text if row.choice.conflict else palette.answer))
        painter.drawText(QRectF(left, rect.top(), names + 8, rect.height()), _MIDDLE, row.choice.name)
        painter.setFont(theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.muted))
        left += names + 18
        painter.drawText(QRectF(left, rect.top(), spelt + 8, rect.height()), _MIDDLE, initials_of(row.choice))
        painter.setPen(QColor(palette.error if row.choice.conflict else palette.muted))
        hint = row.choice.conflict or row.choice.hint
        painter.drawText(rect.adjusted(0, 0, -_PADDING, 0), _RIGHT, hint)

    def _paint_foot(self, painter: QPainter, frame: QRectF, view: PopupView) -> None:
        palette = self._theme.palette
        top = frame.height() - self._foot - 1
        self._paint_rule(painter, frame, top)
        left = _PADDING
        for key, words in view.keys:
            left += paint_cap(painter, left, top + self._foot / 2, key, self._theme, palette.muted) + 5
            painter.setFont(self._theme.font(Type.SECONDARY))
            painter.setPen(QColor(palette.muted))
            width = self._measure(Type.SECONDARY, words)
            painter.drawText(QRectF(left, top, width + 2, self._foot), _MIDDLE, words)
            left += width + 14

    def _paint_rule(self, painter: QPainter, frame: QRectF, y: float) -> None:
        rule = QRectF(1, y, frame.width() - 2, 1)
        draw_rule_above(painter, rule, self._theme.pen(self._theme.palette.rule_light))

    def _paint_scroll(self, painter: QPainter, frame: QRectF, view: PopupView) -> None:
        """A thin bar at the right that says how much of the list is not shown."""
        first, shown, total = view.scrolled
        if total <= shown:
            return
        height = shown * self._row
        bar = QRectF(frame.width() - 4, self._head + height * first / total, 3, height * shown / total)
        painter.fillRect(bar, QColor(self._theme.palette.rule))

    def _left_width(self, view: PopupView) -> float:
        number = _NUMBER_WIDTH if any(row.number for row in view.rows) else 0.0
        return number + 6 + (_BOX_WIDTH if view.is_multiple else 0)

    def _widths(self, view: PopupView) -> tuple[float, float, float]:
        """The widest name, initials and hint among the rows."""
        choices = [row.choice for row in view.rows]
        names = max((self._measure(Type.TEXT, c.name, is_bold=True) for c in choices), default=0.0)
        spelt = max((self._measure(Type.SECONDARY, initials_of(c)) for c in choices), default=0.0)
        hints = max((self._measure(Type.SECONDARY, c.conflict or c.hint) for c in choices), default=0.0)
        return names, spelt, hints

    def _measure(self, kind: Type, text: str, *, is_bold: bool = False) -> float:
        return QFontMetricsF(self._theme.font(kind, is_bold=is_bold)).horizontalAdvance(text)
