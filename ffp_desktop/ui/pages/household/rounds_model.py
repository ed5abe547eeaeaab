"""The rounds of a household side by side as a table model, and how its cells are drawn."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import ListDelegate, cell_state

if TYPE_CHECKING:
    from ffp_desktop.services.side_by_side import SideBySide, SideRow

LABEL, MEMBER, FIRST_ROUND = 0, 1, 2
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RoundsModel(QAbstractTableModel):
    """A row for each item, a column for each round, the latest at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sides: SideBySide | None = None
        self._rows: list[SideRow] = []

    def show(self, sides: "SideBySide") -> None:
        """Starts over with these rounds."""
        self.beginResetModel()
        self._sides, self._rows = sides, list(sides.rows)
        self.endResetModel()

    def survey_at(self, column: int) -> str:
        """The survey of a round's column; the latest one's for the columns that name the row."""
        headers = self._sides.headers if self._sides else ()
        if not headers:
            return ""
        return headers[column - FIRST_ROUND].id if column >= FIRST_ROUND else headers[-1].id

    def place_at(self, row: int) -> Place | None:
        """The item of a row; None beyond the ends."""
        return self._rows[row].place if 0 <= row < len(self._rows) else None

    def is_changed(self, index: _Index) -> bool:
        """Whether this round found something else than the one before."""
        return index.column() >= FIRST_ROUND and self._rows[index.row()].changed[index.column() - FIRST_ROUND]

    def changes(self) -> list[tuple[int, int]]:
        """Row and column of every changed answer, from the top."""
        return [
            (number, column)
            for number, row in enumerate(self._rows)
            for column, is_changed in enumerate(row.changed, FIRST_ROUND)
            if is_changed
        ]

    def starts_group(self, row: int) -> bool:
        """Whether another section or another member begins here."""
        before = self._rows[row - 1] if row else None
        here = self._rows[row]
        return before is not None and (before.section, before.place.member) != (here.section, here.place.member)

    def text(self, row: int, column: int) -> str:
        entry = self._rows[row]
        if column == LABEL:
            return entry.label
        return entry.member_name if column == MEMBER else entry.texts[column - FIRST_ROUND]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_ROUND + (len(self._sides.headers) if self._sides else 0)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self._sides is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIRST_ROUND:
            translate = QCoreApplication.translate
            return translate("RoundsModel", "项目") if section == LABEL else translate("RoundsModel", "成员")
        header = self._sides.headers[section - FIRST_ROUND]
        return f"{header.round.id} · {header.state.value}"


class RoundsDelegate(ListDelegate):
    """Draws a cell; what changed stands in bold on a tint."""

    def __init__(self, model: RoundsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = self._theme.palette
        cell = cell_state(option)
        rect = cell.rect
        is_changed = self._model.is_changed(index)
        if is_changed:
            painter.fillRect(rect, QColor(palette.warning_tint))
        if cell.is_selected:
            painter.fillRect(rect, QColor(palette.accent_tint))
        self.paint_rule(painter, rect)
        if self._model.starts_group(index.row()):
            painter.setPen(self._theme.pen(palette.rule))
            painter.drawLine(rect.topLeft(), rect.topRight())
        if cell.has_focus:
            painter.setPen(self._theme.pen(palette.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        is_answer = index.column() >= FIRST_ROUND
        font = self._theme.font(Type.TEXT if is_answer else Type.LABEL, is_bold=is_changed)
        painter.setFont(font)
        painter.setPen(QColor(palette.answer if is_answer else palette.label))
        inner = rect.adjusted(10, 0, -10, 0)
        words = self._model.text(index.row(), index.column())
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
