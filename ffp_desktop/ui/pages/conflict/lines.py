"""The lines under the heads: item with what stood before, what each side says, and the blank to retype."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.review.conflict_records import ConflictRow
from ffp_desktop.ui.pages.conflict.columns import find_column, split_width
from ffp_desktop.ui.pages.conflict.shown import ShownUnit
from ffp_desktop.ui.theme import Theme, Type

_SIDE, _MARK = 13, 76  # px: beside the words, for ≠ 不同
_LEAST, _MOST, _LONG_PADDING = 29, 44, 10
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_BEFORE = 0.46  # part of the item's column that what stood before may take


class UnitLines(QWidget):
    """Equal lines are quiet, those that differ are tinted."""

    chosen = Signal(int)
    pressed = Signal(int, int)  # row, column
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: ShownUnit | None = None
        self._choice = -1
        self._texts: Mapping[Place, str] = {}
        self._wrong: frozenset[Place] = frozenset()
        self._tops: list[int] = [0]
        self._room = 0
        self.edges: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def rows(self) -> Sequence[ConflictRow]:
        return self._shown.unit.rows if self._shown is not None else ()

    def show_unit(self, shown: ShownUnit) -> None:
        self._shown = shown
        self._lay()

    def set_room(self, room: int) -> None:
        """The height (px) that the lines may share among them."""
        if room != self._room:
            self._room = room
            self._lay()

    def mark(self, choice: int, texts: Mapping[Place, str], wrong: frozenset[Place]) -> None:
        """Which side is taken, what was retyped, and what of it cannot be read."""
        self._choice, self._texts, self._wrong = choice, texts, wrong
        self.update()

    def blank(self, row: int) -> QRect:
        """Where an editor stands in a row."""
        rect = self._cell(row, len(self.edges) - 2).toRect()
        return rect.adjusted(6, 2, -6, -2)

    def sizeHint(self) -> QSize:
        return QSize(900, self._tops[-1])

    # -- laying ------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        if self._shown is None:
            return
        self.edges = split_width(self.width(), len(self._shown.sides))
        most = _MOST + (8 if self._theme.is_wide else 0)
        least = max(_LEAST, min(most, self._room // max(1, len(self.rows))))
        self._tops = [0]
        for row in self.rows:
            self._tops.append(self._tops[-1] + max(least, self._height(row)))
        self.setFixedHeight(self._tops[-1])
        self.update()
        self.resized.emit()

    def _height(self, row: ConflictRow) -> int:
        """What the longest of its values needs, broken where it must."""
        metrics = QFontMetricsF(self._theme.font(Type.HOUSEHOLD, is_bold=True))
        width = self.edges[2] - self.edges[1] - _MARK - 2 * _SIDE
        room = QRectF(0, 0, width, 10_000)
        longest = max((metrics.boundingRect(room, _WRAP, value).height() for value in row.values), default=0)
        return round(longest) + _LONG_PADDING if longest > 1.5 * metrics.height() else 0

    def _cell(self, row: int, column: int) -> QRectF:
        left, right = self.edges[column], self.edges[column + 1]
        return QRectF(left, self._tops[row], right - left, self._tops[row + 1] - self._tops[row])

    # -- drawing -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, palette = self._shown, self._theme.palette
        if shown is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.sheet))
        for number, row in enumerate(self.rows):
            self._paint_item(painter, number, row)
            for column, value in enumerate(shown.values(row), 1):
                self._paint_value(painter, self._cell(number, column), value, is_equal=row.is_equal)
            self._paint_blank(painter, number, row)
            painter.setPen(self._theme.pen(palette.rule_light))
            painter.drawLine(0, self._tops[number + 1] - 1, self.width(), self._tops[number + 1] - 1)
        painter.setPen(self._theme.pen(palette.rule))
        for edge in self.edges[1:-1]:
            painter.drawLine(edge, 0, edge, self.height())

    def _paint_item(self, painter: QPainter, number: int, row: ConflictRow) -> None:
        palette, cell = self._theme.palette, self._cell(number, 0).adjusted(_SIDE, 0, -_SIDE, 0)
        before = QRectF(cell)
        before.setLeft(cell.right() - cell.width() * _BEFORE)
        width = self._write(painter, before, row.before, Type.SECONDARY, palette.muted, is_right=True)
        kind = Type.TEXT if len(self.rows) < 14 else Type.LABEL
        ink = palette.label if row.is_equal else palette.title
        cell.setRight(cell.right() - (width + 8 if width else 0))
        self._write(painter, cell, row.label, kind, ink, is_bold=not row.is_equal)

    def _paint_value(self, painter: QPainter, cell: QRectF, value: str, *, is_equal: bool) -> None:
        palette = self._theme.palette
        if not is_equal:
            painter.fillRect(cell, QColor(palette.warning_tint))
        mark = self.tr("= 相同") if is_equal else self.tr("≠ 不同")
        inner = cell.adjusted(_SIDE, 0, -_SIDE, 0)
        ink = palette.muted if is_equal else palette.warning
        self._write(painter, inner, mark, Type.SECONDARY, ink, is_bold=not is_equal)
        inner.setLeft(inner.left() + _MARK - _SIDE)
        font = self._theme.font(Type.SUBHEAD if is_equal else Type.HOUSEHOLD, is_bold=not is_equal)
        painter.setFont(font)
        painter.setPen(QColor(palette.label if is_equal else palette.answer))
        if not value:
            painter.setPen(QColor(palette.muted))
            painter.setFont(self._theme.font(Type.LABEL))
            painter.drawText(inner, _LINE, self.tr("（空着）"))
        elif is_figure(value):
            inner.setRight(inner.right() - min(70, inner.width() * 0.2))
            painter.drawText(inner, _LINE | Qt.AlignmentFlag.AlignRight, value)
        else:
            painter.drawText(inner, _WRAP, value)

    def _paint_blank(self, painter: QPainter, number: int, row: ConflictRow) -> None:
        palette, cell = self._theme.palette, self._cell(number, len(self.edges) - 2)
        is_retyped = self._choice == len(self.edges) - 3
        text = self._texts.get(row.place) if row.place is not None else None
        if row.place is not None and row.place in self._wrong:
            painter.fillRect(cell, QColor(palette.error_tint))
            painter.fillRect(QRectF(cell.left(), cell.top(), 3, cell.height()), QColor(palette.error))
        inner = cell.adjusted(_SIDE, 0, -_SIDE, 0)
        if text is not None:
            words = text or self.tr("（空着）")
            ink = palette.answer if text else palette.muted
            self._write(painter, inner, words, Type.SUBHEAD, ink, is_bold=True, is_right=is_figure(words))
        elif is_retyped and (row.is_equal or row.place is None):
            value = self._shown.values(row)[0] if self._shown is not None else ""
            self._write(painter, inner, value, Type.SUBHEAD, palette.muted, is_right=is_figure(value))
        else:
            painter.setPen(self._theme.pen(palette.rule if is_retyped else palette.rule_light))
            y = round(cell.bottom()) - 9
            painter.drawLine(round(inner.left()), y, round(inner.right()), y)

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        kind: Type,
        ink: str,
        *,
        is_bold: bool = False,
        is_right: bool = False,
    ) -> float:
        """One line; its width in px."""
        font = self._theme.font(kind, is_bold=is_bold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LINE | (Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft), shown)
        return metrics.horizontalAdvance(shown)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        column = find_column(self.edges, event.position().x())
        y = event.position().y()
        row = next((number for number, bottom in enumerate(self._tops[1:]) if y < bottom), -1)
        if column >= 0 and row >= 0:
            self.pressed.emit(row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay()


def is_figure(text: str) -> bool:
    """Whether it is compared as figures are, at the right end."""
    return bool(text) and all(letter.isdigit() or letter in ",.-" for letter in text) and len(text) < 16
