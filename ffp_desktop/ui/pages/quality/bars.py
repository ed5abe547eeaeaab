"""The picture of how everybody types: for each operator, and each day, four bars with their figures.

Drawn so that it prints in black and white: full bars for what was done, hatched ones for mistakes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.domain.verification.comparison import FEWEST
from ffp_desktop.domain.verification.typing_speed import SHORTEST
from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.services.verification.statistics import DayFigures

_NAME = 0.155  # of the width: where the first measure begins
_WIDTHS = (0.205, 0.16, 0.18, 0.30)  # of the width, measure by measure
_BAR_PART = (0.46, 0.44, 0.42, 0.36)  # of a measure's width: the longest bar
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class Measure(IntEnum):
    """What is drawn, from left to right."""

    SPEED = 0
    SURVEYS = 1
    TIME = 2
    ERRORS = 3


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: an operator's whole period (`is_total`), or one of their days."""

    figures: "DayFigures"
    name: str
    is_total: bool

    def amount(self, measure: Measure) -> float:
        """What a bar's length stands for; 0 where too little is known to say anything."""
        work, errors = self.figures.work, self.figures.errors
        return {
            Measure.SPEED: float(work.keys_per_hour if work.has_speed else 0),
            Measure.SURVEYS: float(work.surveys),
            Measure.TIME: float(work.seconds),
            Measure.ERRORS: errors.rate if errors.has_rate else 0.0,
        }[measure]


class TypingBars(QWidget):
    """↑↓ choose a row and ←→ a measure while it has the focus (F6); Enter or a click opens what is behind the bar."""

    opened = Signal(object)  # BarRow
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: Sequence[BarRow] = ()
        self.row, self.measure = 0, Measure.SPEED
        self._largest: dict[tuple[Measure, bool], float] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        self.rows = rows
        self.row = min(self.row, max(len(rows) - 1, 0))
        self._largest = {
            (measure, is_total): max((row.amount(measure) for row in rows if row.is_total is is_total), default=0.0)
            for measure in Measure
            for is_total in (False, True)
        }
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def words(self, row: BarRow, measure: Measure) -> str:
        """The figure beside a bar; where there is too little to say anything, that."""
        work, errors = row.figures.work, row.figures.errors
        if measure is Measure.SPEED:
            short = self.tr("不足 {0} 分，不算").format(SHORTEST.seconds // 60)
            return f"{work.keys_per_hour:,}" if work.has_speed else short if work.keys else "—"
        if measure is Measure.SURVEYS:
            return self.tr("{0} 张").format(work.surveys) if work.surveys else "—"
        if measure is Measure.TIME:
            return _duration(work.seconds) if work.seconds else "—"
        counts = self.tr("{0} / {1} 项").format(errors.first_wrong, errors.compared)
        if not errors.compared:
            return self.tr("没有复录")
        if not errors.has_rate:
            return self.tr("{0}，不足 {1} 项不算率").format(counts, FEWEST)
        return f"{errors.rate * 100:.2f}%　{counts}"

    def row_rect(self, index: int) -> QRectF:
        return QRectF(0, index * self._step(), self.width(), self._step())

    def cell_rect(self, index: int, measure: Measure) -> QRectF:
        left, width = self.column(measure)
        row = self.row_rect(index)
        return QRectF(left, row.top(), width, row.height())

    def column(self, measure: Measure) -> tuple[float, float]:
        """Where a measure begins, and its width, in px."""
        return (_NAME + sum(_WIDTHS[:measure])) * self.width(), _WIDTHS[measure] * self.width()

    def sizeHint(self) -> QSize:
        return QSize(500, len(self.rows) * self._step() + 2)

    def _step(self) -> int:
        return self._theme.sizes.list_row - 3

    # ---- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, row in enumerate(self.rows):
            rect = self.row_rect(index)
            if rect.intersects(QRectF(event.rect())):
                self._paint_row(painter, rect, index, row)

    def _paint_row(self, painter: QPainter, rect: QRectF, index: int, row: BarRow) -> None:
        palette = self._theme.palette
        if row.is_total:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(palette.section_head))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = self._theme.font(Type.LABEL, is_bold=row.is_total)
        painter.setFont(font)
        painter.setPen(QColor(palette.title if row.is_total else palette.label))
        room = QRectF(rect.left() + (10 if row.is_total else 22), rect.top(), _NAME * rect.width() - 24, rect.height())
        painter.drawText(
            room, _MIDDLE, QFontMetricsF(font).elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        )
        for measure in Measure:
            self._paint_bar(painter, self.cell_rect(index, measure), row, measure)
        if self.hasFocus() and index == self.row:
            painter.setPen(self._theme.pen(palette.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell_rect(index, self.measure).adjusted(1, 1, -3, -2))

    def _paint_bar(self, painter: QPainter, rect: QRectF, row: BarRow, measure: Measure) -> None:
        palette = self._theme.palette
        largest, amount = self._largest[measure, row.is_total], row.amount(measure)
        long = _BAR_PART[measure] * rect.width()
        words_left = rect.left() + 6
        if largest and amount:
            bar = QRectF(rect.left() + 6, rect.center().y() - 5, max(2.0, amount / largest * long), 9)
            self._fill(painter, bar, measure, is_total=row.is_total)
            words_left = bar.right() + 6
        is_quiet = not amount
        painter.setFont(self._theme.font(Type.SECONDARY, is_bold=row.is_total and not is_quiet))
        painter.setPen(QColor(palette.muted if is_quiet else palette.title))
        painter.drawText(
            QRectF(words_left, rect.top(), rect.right() - words_left, rect.height()), _MIDDLE, self.words(row, measure)
        )

    def _fill(self, painter: QPainter, bar: QRectF, measure: Measure, *, is_total: bool) -> None:
        palette = self._theme.palette
        if measure is not Measure.ERRORS:
            painter.fillRect(bar, QColor(palette.answer if is_total else palette.chart_done))
            return
        painter.setPen(self._theme.pen(palette.error))
        painter.setBrush(QBrush(QColor(palette.error), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # ---- choosing

    def choose(self, row: int, measure: Measure) -> None:
        self.row, self.measure = min(max(row, 0), max(len(self.rows) - 1, 0)), measure
        self.update()
        self.moved.emit()

    def open_current(self) -> None:
        if self.row < len(self.rows):
            self.opened.emit(self.rows[self.row])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // self._step())
        if row >= len(self.rows):
            return
        reached = [m for m in Measure if event.position().x() >= self.column(m)[0]]
        self.choose(row, reached[-1] if reached else Measure.SPEED)
        self.open_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -len(self.rows), Qt.Key.Key_End: len(self.rows)}
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in rows:
            self.choose(self.row + rows[key], self.measure)
        elif key in sides:
            self.choose(self.row, Measure(min(max(self.measure + sides[key], 0), len(Measure) - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class BarHeads(QWidget):
    """The names of the measures, over their columns."""

    def __init__(self, bars: TypingBars, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        self._theme = theme
        self.setFixedHeight(theme.sizes.list_row)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        heads = {
            Measure.SPEED: self.tr("每小时按键"),
            Measure.SURVEYS: self.tr("录入的表"),
            Measure.TIME: self.tr("用时"),
            Measure.ERRORS: self.tr("错误率　录错 / 核对"),
        }
        painter.setFont(self._theme.font(Type.SECONDARY, is_bold=True))
        painter.setPen(QColor(palette.label))
        painter.drawText(QRectF(10, 0, 120, self.height()), _MIDDLE, self.tr("操作员、日期"))
        for measure, words in heads.items():
            left, width = self._bars.column(measure)
            painter.drawText(QRectF(left + 6, 0, width, self.height()), _MIDDLE, words)
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def _duration(seconds: int) -> str:
    """2:05 for two hours and five minutes."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
