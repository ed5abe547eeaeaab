"""The progress of each village (or township, at the banner) as bars drawn to its size: finished, begun, not entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.theme import Theme, Type

_NAME, _BAR, _GAP = 112, 76, 8  # where the bar begins, how long the largest is at most, before the figures, px
_RIGHT = 12  # px beside the figures


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a place's households are finished, and how they stand; `code` "" is the whole unit."""

    code: str
    name: str
    finished: int
    total: int
    states: Mapping[State, int] = field(default_factory=dict)

    @property
    def entered(self) -> int:
        """How many have a survey in this round."""
        return self.total - self.states.get(State.NOT_ENTERED, 0)


class VillageBars(QWidget):
    """The first row is the whole unit. ↑↓ choose while it has the focus (F6), a click does too.

    `full_words` are said of a place that has nothing left. `pointed` tells the row that is to be told about: the one
    under the mouse, else the chosen one.
    """

    chosen = Signal(str)
    pointed = Signal(object)  # Progress | None
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, full_words: str = "") -> None:
        super().__init__(parent)
        self._theme = theme
        self._full_words = full_words or self.tr("{0} 完成")
        self._rows: Sequence[Progress] = ()
        self._index = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_rows(self, rows: Sequence[Progress]) -> None:
        code = self.code
        self._rows = rows
        self._index = next((number for number, row in enumerate(rows) if row.code == code), 0)
        self.updateGeometry()
        self.update()
        self._point(self._index)

    @property
    def code(self) -> str:
        return self._rows[self._index].code if self._index < len(self._rows) else ""

    def choose(self, code: str) -> None:
        index = next((number for number, row in enumerate(self._rows) if row.code == code), 0)
        if index != self._index:
            self._index = index
            self.update()
            self._point(index)
            self.chosen.emit(code)

    def chosen_rect(self) -> QRectF:
        return self.row_rect(self._index)

    def row_rect(self, index: int) -> QRectF:
        return QRectF(0, index * self._theme.sizes.list_row, self.width(), self._theme.sizes.list_row)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.sizes.village_list, len(self._rows) * self._theme.sizes.list_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = self._scale()
        for index, row in enumerate(self._rows):
            self._paint_row(painter, self.row_rect(index), row, scale, is_chosen=index == self._index)

    def _scale(self) -> float:
        """Pixels a household, so that the largest place's bar ends before the longest figures."""
        places = self._rows[1:]
        figures = QFontMetricsF(self._theme.font(Type.SECONDARY, is_bold=True))
        longest = max((figures.horizontalAdvance(self._words(row)) for row in places), default=0.0)
        room = min(float(_BAR), self.width() - _NAME - _GAP - longest - _RIGHT)
        return max(room, 0.0) / max((row.total for row in places if row.total), default=1)

    def _words(self, row: Progress) -> str:
        if not row.total:
            return "—"
        return self._full_words.format(row.total) if row.finished == row.total else f"{row.finished} / {row.total}"

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Progress, scale: float, *, is_chosen: bool) -> None:
        palette = self._theme.palette
        if is_chosen:
            painter.fillRect(rect, QColor(palette.sheet))
            painter.fillRect(QRectF(0, rect.top(), 4, rect.height()), QColor(palette.accent))
            if self.hasFocus():
                painter.setPen(self._theme.pen(palette.accent, 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        is_bold = is_chosen or row.code == ""
        is_full = row.total > 0 and row.finished == row.total
        font = self._theme.font(Type.LABEL, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(palette.title if is_bold else palette.label))
        room = rect.width() - 120 if row.code == "" else _NAME - 22
        name = QFontMetricsF(font).elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(16, 0, 0, 0), middle, name)
        painter.setFont(self._theme.font(Type.SECONDARY, is_bold=is_bold))
        painter.setPen(QColor(palette.accent if is_full else palette.title if is_bold else palette.label))
        painter.drawText(rect.adjusted(0, 0, -_RIGHT, 0), middle | Qt.AlignmentFlag.AlignRight, self._words(row))
        if row.code and row.total:
            self._paint_bar(painter, rect, row, scale, is_full=is_full)

    def _paint_bar(self, painter: QPainter, rect: QRectF, row: Progress, scale: float, *, is_full: bool) -> None:
        palette = self._theme.palette
        top = rect.center().y() - 3.5
        whole = QRectF(_NAME, top, max(2.0, row.total * scale), 8)
        painter.fillRect(whole, QColor(palette.sheet))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(QRectF(_NAME, top, row.entered * scale, 8), QColor(palette.chart_rest))
        ink = palette.accent if is_full else palette.chart_done
        painter.fillRect(QRectF(_NAME, top, row.finished * scale, 8), QColor(ink))

    def _point(self, index: int) -> None:
        self.pointed.emit(self._rows[index] if 0 <= index < len(self._rows) else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(int(event.position().y() // self._theme.sizes.list_row))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(self._index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = int(event.position().y() // self._theme.sizes.list_row)
        if 0 <= index < len(self._rows):
            self.choose(self._rows[index].code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            index = min(max(self._index + steps[Qt.Key(event.key())], 0), len(self._rows) - 1)
            self.choose(self._rows[index].code)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
