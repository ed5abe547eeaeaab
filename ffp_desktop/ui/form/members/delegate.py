"""Paints the member table's cells as paper: centred words between thin rules, tints and bars at findings."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.ui.form.members.model import MemberCell, MembersModel
from ffp_desktop.ui.form.members.note import NotePainter
from ffp_desktop.ui.form.members.rows import RowKind
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme

_BAR = 3  # px, where a finding stands
_ROW_BAR = 4  # px, left of the row with the focus


class MemberDelegate(QStyledItemDelegate):
    """Every row draws the rule above it and every cell the rule on its left; the sheet draws the frame."""

    def __init__(self, model: MembersModel, theme: Theme, fit: TypeFit, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._fit = fit
        self._note = NotePainter(theme, fit)
        self.current_row = -1
        self.current_column = -1

    def row_height(self, row: int, widths: list[int], least: int) -> int:
        """The height in px that all words of a row need."""
        at = self._model.row(row)
        if at.kind in (RowKind.NOTE, RowKind.REASON):
            words = self._note.words(at, self._model.finding(at), self._model.session.strike_reason(at.member))
            return self._note.height(words, sum(widths))
        if at.kind is not RowKind.MEMBER:
            return least
        needed = [
            self._fit.answer(self._model.cell(row, column).text, width).height for column, width in enumerate(widths)
        ]
        return max(least, max(needed) + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column = index.row(), index.column()
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        at = self._model.row(row)
        if at.kind in (RowKind.NOTE, RowKind.REASON):
            words = self._note.words(at, self._model.finding(at), self._model.session.strike_reason(at.member))
            self._note.paint(painter, rect, words)
            return
        cell = self._model.cell(row, column)
        painter.fillRect(rect, QColor(self._ground(row, column, cell)))
        self._paint_rules(painter, rect, column)
        if cell.has_bar and cell.level is not None:
            ink = self._theme.palette.error if cell.level is Level.ERROR else self._theme.palette.warning
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), QColor(ink))
        if column == 0 and row == self.current_row:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), _ROW_BAR, rect.height()), QColor(self._theme.palette.accent)
            )
        if cell.text:
            self._paint_words(painter, rect, column, cell)

    def _ground(self, row: int, column: int, cell: MemberCell) -> str:
        palette = self._theme.palette
        if row == self.current_row and column == self.current_column:
            return palette.sheet if cell.level is None else self._tint(cell.level)
        if cell.level is not None:
            return self._tint(cell.level)
        if not cell.is_relevant or cell.is_struck:
            return palette.closed
        return palette.row_tint if row == self.current_row else palette.sheet

    def _tint(self, level: Level) -> str:
        return self._theme.palette.error_tint if level is Level.ERROR else self._theme.palette.warning_tint

    def _paint_rules(self, painter: QPainter, rect: QRectF, column: int) -> None:
        painter.setPen(self._theme.pen(self._theme.palette.rule))
        painter.drawLine(rect.topLeft(), rect.topRight())
        if column:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())

    def _paint_words(self, painter: QPainter, rect: QRectF, column: int, cell: MemberCell) -> None:
        palette = self._theme.palette
        is_pale = cell.is_struck or not cell.is_relevant
        painter.setPen(QColor(palette.closed_text if is_pale else palette.answer if column else palette.label))
        fitted = self._fit.answer(cell.text, round(rect.width()))
        self._fit.paint(painter, rect, (fitted,))
        if cell.is_struck:
            width = max(self._fit.measure(line, fitted.pixels) for line in fitted.lines)
            middle = round(rect.center().y())
            painter.drawLine(
                round(rect.center().x() - width / 2) - 2, middle, round(rect.center().x() + width / 2) + 2, middle
            )
