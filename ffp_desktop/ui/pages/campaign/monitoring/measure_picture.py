"""七 against A33 as a picture: a row for each risk, a column for each line of measures, darker where more have it.

API: `MeasurePicture(theme)`: `show_table(MeasureTable)`, `row`, `risk`, `words(risk)`; signals `stepped`, `opened`,
`row_changed`. The lines that fit a risk are framed; the last column says how many have the risk and none of them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.monitoring.facts import LINES
from ffp_desktop.domain.monitoring.watch import FITTING
from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.services.monitoring.lists import MeasureTable

_NAME, _FIGURE, _HEAD = 130, 64, 34  # px: the risk's name, a column of figures, the headings
_DARKEST = 0.55  # of the ink, where all have a measure


class MeasurePicture(QWidget):
    """↑↓ choose a risk, ← → are told, Enter goes to those without a measure that fits."""

    stepped = Signal(int)
    opened = Signal()
    row_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._table: MeasureTable | None = None
        self._row = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def row(self) -> int:
        return self._row

    @property
    def risk(self) -> str:
        """The chosen one, "" for none."""
        risks = self._table.risks if self._table is not None else ()
        return risks[self._row] if self._row < len(risks) else ""

    def show_table(self, table: "MeasureTable") -> None:
        self._table = table
        self._row = min(self._row, max(len(table.risks) - 1, 0))
        self.setAccessibleDescription("；".join(self.words(risk) for risk in table.risks))
        self.update()

    def words(self, risk: str) -> str:
        """A row for whoever reads: 因病 23 户，A40 20，没有对应的 3."""
        table = self._table
        if table is None:
            return ""
        given = "，".join(f"{line} {table.given[risk, line]}" for line in LINES if table.given.get((risk, line)))
        unfit = self.tr("，没有对应的 {0} 户").format(table.unfit.get(risk, 0)) if risk in FITTING else ""
        return (
            self.tr("{0} {1} 户").format(risk, table.households.get(risk, 0)) + (f"，{given}" if given else "") + unfit
        )

    # -- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.sheet))
        table = self._table
        if table is None:
            return
        if not table.risks:
            painter.setFont(self._theme.font(Type.TEXT))
            painter.setPen(QColor(palette.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("没有风险未消除的监测对象。"))
            return
        self._paint_heads(painter)
        for number, risk in enumerate(table.risks):
            self._paint_row(painter, table, number, risk)

    def _paint_heads(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.fillRect(QRectF(0, 0, self.width(), _HEAD), QColor(palette.section_head))
        painter.setFont(self._theme.font(Type.SECONDARY, is_bold=True))
        painter.setPen(QColor(palette.label))
        names = (self.tr("风险"), self.tr("户数"), *LINES, self.tr("都没有"), self.tr("没有对应"))
        for place, name in enumerate(names):
            side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(self._cell(place, -1), side | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_row(self, painter: QPainter, table: "MeasureTable", number: int, risk: str) -> None:
        palette, total = self._theme.palette, table.households.get(risk, 0)
        top = self._top(number)
        if number == self._row:
            whole = QRectF(0, top, self.width(), self._height)
            painter.fillRect(whole, QColor(palette.accent_tint if self.hasFocus() else palette.closed))
            painter.fillRect(QRectF(0, top, 4, self._height), QColor(palette.accent))
        self._write(painter, 0, number, risk, palette.title, is_bold=True)
        self._write(painter, 1, number, str(total), palette.title)
        for place, line in enumerate(LINES, 2):
            self._paint_share(
                painter, place, number, table.given.get((risk, line), 0), total, line in FITTING.get(risk, ())
            )
        without, unfit = table.without.get(risk, 0), table.unfit.get(risk, 0)
        self._write(painter, len(LINES) + 2, number, str(without) if without else "", palette.warning, is_bold=True)
        said = (str(unfit) if unfit else "0") if risk in FITTING else "—"
        self._write(
            painter, len(LINES) + 3, number, said, palette.error if unfit else palette.muted, is_bold=bool(unfit)
        )

    def _paint_share(
        self, painter: QPainter, place: int, number: int, given: int, total: int, is_fitting: bool
    ) -> None:
        palette = self._theme.palette
        cell = self._cell(place, number).adjusted(2, 3, -2, -3)
        ground = QColor(palette.chart_done)
        ground.setAlphaF(_DARKEST * given / total if total else 0)
        painter.fillRect(cell, ground)
        if is_fitting:
            painter.setPen(self._theme.pen(palette.accent, 1.5))
            painter.drawRect(cell)
        self._write(painter, place, number, str(given) if given else "·", palette.title if given else palette.muted)

    def _write(
        self, painter: QPainter, place: int, number: int, words: str, ink: str, *, is_bold: bool = False
    ) -> None:
        font = self._theme.font(Type.LABEL, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        rect = self._cell(place, number)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _cell(self, place: int, number: int) -> QRectF:
        """Place 0 is the name, 1 the households, then the lines, then the two last figures; row -1 the headings."""
        columns = len(LINES)
        width = (self.width() - _NAME - 3 * _FIGURE - 14) / columns
        left = (14.0, float(_NAME), *(_NAME + _FIGURE + n * width for n in range(columns + 1)))
        lefts = (*left, left[-1] + _FIGURE)
        widths = (_NAME - 18.0, float(_FIGURE), *([width] * columns), float(_FIGURE), float(_FIGURE))
        top = 0.0 if number < 0 else self._top(number)
        return QRectF(lefts[place], top, widths[place], _HEAD if number < 0 else self._height)

    def _top(self, number: int) -> float:
        return _HEAD + number * self._height

    @property
    def _height(self) -> float:
        """Rows are lower where all of them would not fit otherwise."""
        rows = len(self._table.risks) if self._table is not None else 1
        return max(20.0, min(float(self._theme.sizes.list_row), (self.height() - _HEAD) / max(rows, 1)))

    # -- choosing ----------------------------------------------------------------------------------------------

    def choose(self, row: int) -> None:
        count = len(self._table.risks) if self._table is not None else 0
        row = min(max(row, 0), max(count - 1, 0))
        if row != self._row:
            self._row = row
            self.update()
            self.row_changed.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and not event.modifiers():
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.choose(self._row + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if event.position().y() > _HEAD:
            self.choose(int((event.position().y() - _HEAD) // self._height))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
