"""What the delegates of our lists share: rows of one height, the rule under them, and what Qt says of a cell."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ffp_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CellState:
    """Where a cell stands, and whether its row is chosen and it has the focus."""

    rect: QRectF
    is_selected: bool
    has_focus: bool


def cell_state(option: QStyleOptionViewItem) -> CellState:
    """What Qt says of a cell to be painted."""
    shown: Any = option  # the stub leaves out what QStyleOption has
    flags = QStyle.StateFlag
    return CellState(
        QRectF(shown.rect), bool(shown.state & flags.State_Selected), bool(shown.state & flags.State_HasFocus)
    )


class ListDelegate(QStyledItemDelegate):
    """A delegate whose rows are as high as the theme's list rows."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, self._theme.sizes.list_row)

    def paint_rule(self, painter: QPainter, rect: QRectF) -> None:
        """The thin rule under a row."""
        painter.setPen(self._theme.pen(self._theme.palette.rule_light))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
