"""Paints the member table's cells as paper: centred words between thin rules, tints and bars at findings."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.ui.form.hairline import draw_frame, draw_rule_above, draw_rule_left
from ffp_desktop.ui.form.last_round import paint_carried_rule, paint_changed_mark
from ffp_desktop.ui.form.members.model import MemberCell, MembersModel
from ffp_desktop.ui.form.members.note import NotePainter, NoteWords
from ffp_desktop.ui.form.members.row_pictures import RowPictures
from ffp_desktop.ui.form.members.rows import RowKind, TableRow
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.badge import BadgeKind, badge_colors
from ffp_desktop.ui.widgets.list_delegate import cell_state

_BAR = 3  # px, where a finding stands
_ROW_BAR = 4  # px, left of the row with the focus


class MemberDelegate(QStyledItemDelegate):
    """Draws cells, and whole rows from remembered pictures; the sheet draws the frame around the table."""

    def __init__(self, model: MembersModel, theme: Theme, fit: TypeFit, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._fit = fit
        self._note = NotePainter(theme, fit)
        self._colors: dict[str, QColor] = {}
        self._pictures = RowPictures()
        theme.rescaled.connect(self._pictures.clear)
        self.current_row = -1
        self.current_column = -1

    def row_height(self, row: int, widths: list[int], least: int) -> int:
        """The height in px that all words of a row need."""
        at = self._model.row(row)
        if at.is_note:
            return self._note.height(self.note_words(at), sum(widths))
        if at.kind is not RowKind.MEMBER:
            return least
        needed = [self._cell_height(self._model.cell(row, column), width) for column, width in enumerate(widths)]
        return max(least, max(needed) + 2)

    def _cell_height(self, cell: MemberCell, width: int) -> int:
        flag = self._flag_height if cell.flag else 0
        return self._fit.answer(cell.text, width).height + flag

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = cell_state(option).rect
        if self._model.row(index.row()).is_note:
            self._note.paint(painter, rect, self.note_words(self._model.row(index.row())))
        else:
            self._paint_cell(painter, rect, index.row(), index.column())

    def paint_row(self, painter: QPainter, rect: QRectF, row: int, edges: Sequence[int], region: QRect) -> None:
        """Draws those cells of a row that `region` touches, and the rules above and between them."""
        if not self._model.row(row).is_note and row == self.current_row:
            self._paint_cells(painter, rect, row, edges, region)
            return
        at = self._model.row(row)
        if at.is_note:
            words = self.note_words(at)
            self._pictures.paint(painter, rect, words, lambda p, r: self._note.paint(p, r, words))
            return
        cells = tuple(self._model.cell(row, column) for column in range(len(edges) - 1))
        self._pictures.paint(
            painter, rect, (cells, edges), lambda p, r: self._paint_cells(p, r, row, edges, r.toAlignedRect())
        )

    def _paint_cells(self, painter: QPainter, rect: QRectF, row: int, edges: Sequence[int], region: QRect) -> None:
        pen = self._theme.pen(self._theme.palette.rule)
        for column in range(len(edges) - 1):
            if edges[column] > region.right() or edges[column + 1] < region.left():
                continue
            cell = QRectF(edges[column], rect.top(), edges[column + 1] - edges[column], rect.height())
            self._paint_cell(painter, QRectF(cell), row, column)
            if column:
                draw_rule_left(painter, cell, pen)
        draw_rule_above(painter, rect, pen)

    def _paint_cell(self, painter: QPainter, rect: QRectF, row: int, column: int) -> None:
        cell = self._model.cell(row, column)
        palette = self._theme.palette
        ground = self._ground(row, column, cell)
        if ground != palette.sheet:
            painter.fillRect(rect, self._color(ground))
        if cell.has_bar and cell.level is not None:
            ink = palette.error if cell.level is Level.ERROR else palette.warning
            painter.fillRect(QRectF(rect.left() + 1, rect.top(), _BAR, rect.height()), self._color(ink))
        if column == 0 and row == self.current_row:
            painter.fillRect(QRectF(rect.left(), rect.top(), _ROW_BAR, rect.height()), self._color(palette.accent))
        if cell.flag:
            self._paint_flag(painter, rect, cell.flag)
            rect.setTop(rect.top() + self._flag_height - 1)
        if cell.has_bar:
            rect.setLeft(rect.left() + _BAR - 1)
        if cell.text:
            self._paint_words(painter, rect, column, cell)
        if cell.text and cell.is_unconfirmed:
            paint_carried_rule(painter, rect.adjusted(4, 0, -4, -2), self._theme)
        if cell.is_changed:
            paint_changed_mark(painter, rect.adjusted(0, 0, -1, 1), self._theme)

    def note_words(self, row: TableRow) -> NoteWords:
        finding, session = self._model.finding(row), self._model.session
        can_mark = finding is not None and session.item(finding.place).markable
        return self._note.words(row, finding, session.strike_reason(row.member), can_mark=can_mark)

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

    def _color(self, hexadecimal: str) -> QColor:
        color = self._colors.get(hexadecimal)
        if color is None:
            color = self._colors[hexadecimal] = QColor(hexadecimal)
        return color

    @property
    def _flag_height(self) -> int:
        return self._theme.type_size(Type.NARROW) + 3

    def _paint_flag(self, painter: QPainter, rect: QRectF, word: str) -> None:
        """A word in a thin frame at the cell's upper right, above the answer."""
        ink, ground = badge_colors(BadgeKind(word), self._theme.palette)
        size = self._theme.type_size(Type.NARROW)
        width = min(round(self._fit.measure(word, size)) + 4, round(rect.width()) - 2)
        flag = QRectF(rect.right() - width, rect.top() + 1, width - 1, self._flag_height)
        painter.fillRect(flag, self._color(ground))
        draw_frame(painter, flag, self._theme.pen(ink))
        painter.setFont(self._theme.font(Type.NARROW))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, word)

    def _paint_words(self, painter: QPainter, rect: QRectF, column: int, cell: MemberCell) -> None:
        palette = self._theme.palette
        ink = palette.muted if cell.is_unconfirmed else palette.answer if column else palette.label
        painter.setPen(self._color(palette.closed_text if cell.is_struck or not cell.is_relevant else ink))
        fitted = self._fit.answer(cell.text, round(rect.width()))
        self._fit.paint(painter, rect, (fitted,))
        if cell.is_struck:
            width = max(self._fit.measure(line, fitted.pixels) for line in fitted.lines)
            middle = round(rect.center().y())
            painter.drawLine(
                round(rect.center().x() - width / 2) - 2, middle, round(rect.center().x() + width / 2) + 2, middle
            )
