"""How the import page's tables are drawn: column heads with what they are taken for, cells with room at the left."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ffp_desktop.domain.table.sheet import column_letters
from ffp_desktop.ui.pages.workbook_import.sheet_model import SheetModel
from ffp_desktop.ui.theme import Theme, Type

_SIDE = 8  # px of room left of a cell's text
_Index = QModelIndex | QPersistentModelIndex


class TargetHeader(QHeaderView):
    """A column's letter, and below it the item it is: in the accent when known, in the warning ink when not."""

    def __init__(self, model: SheetModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sheet = model
        self._theme = theme
        self.setSectionsClickable(True)
        self.setFixedHeight(46)

    def width_of(self, column: int) -> int:
        """Room for the words of a column."""
        font = self._theme.font(Type.LABEL, is_bold=True)
        return round(QFontMetricsF(font).horizontalAdvance(self._sheet.target_words(column))) + 2 * _SIDE + 6

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        palette = self._theme.palette
        painter.fillRect(rect, QColor(palette.section_head))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = QRectF(rect).adjusted(_SIDE, 3, -3, -3)
        painter.setFont(self._theme.font(Type.NARROW))
        painter.setPen(QColor(palette.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, column_letters(column))
        font = self._theme.font(Type.LABEL, is_bold=True)
        painter.setFont(font)
        painter.setPen(QColor(self._sheet.target_ink(column)))
        words = self._sheet.target_words(column)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, shown)


class RoomyDelegate(QStyledItemDelegate):
    """Text a little away from the cell's edge; the row with the cursor tinted whole, with a bar at its left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = self._theme.palette
        drawn: Any = option  # its fields are not in the stubs
        rect = QRect(drawn.rect)
        if drawn.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.accent_tint))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(palette.accent))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font = index.data(int(Qt.ItemDataRole.FontRole)) or self._theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(index.data(int(Qt.ItemDataRole.ForegroundRole)) or QColor(palette.label))
        inner = QRectF(rect).adjusted(_SIDE + 2, 0, -4, 0)
        words = str(index.data() or "")
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
