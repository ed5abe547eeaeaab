"""A foreign sheet as a table model: cells as the file has them, and above each column what it is taken for."""

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ffp_desktop.domain.table.mapping import ColumnMatcher, Mapping, Target
from ffp_desktop.domain.table.sheet import CellError, Sheet, column_letters, has_lost_digits, text_of
from ffp_desktop.domain.table.synonyms import PASSED_OVER
from ffp_desktop.ui.theme import Theme, Type

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LONGEST = 80  # characters of a cell that are shown


class SheetModel(QAbstractTableModel):
    """Rows and columns of the sheet; nothing can be edited here."""

    def __init__(self, matcher: ColumnMatcher, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matcher = matcher
        self._theme = theme
        self._sheet = Sheet("", ())
        self._mapping: Mapping | None = None
        self._width = 0

    def show(self, sheet: Sheet, mapping: Mapping | None) -> None:
        self.beginResetModel()
        self._sheet, self._mapping, self._width = sheet, mapping, sheet.width
        self.endResetModel()

    def target(self, column: int) -> Target:
        mapping = self._mapping
        return mapping.targets[column] if mapping is not None and column < len(mapping.targets) else Target()

    def target_words(self, column: int) -> str:
        """What the column is taken for, in words."""
        translate = QCoreApplication.translate
        target = self.target(column)
        if target.item == PASSED_OVER:
            return translate("SheetModel", "不导入")
        if target.item:
            return self._matcher.target_name(target)
        has_heading = self._mapping is not None and column < len(self._mapping.header.columns)
        if has_heading and self._mapping is not None and self._mapping.header.columns[column]:
            return self._matcher.target_name(Target()) or translate("SheetModel", "不认识")
        return ""

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._width

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        cell = self._sheet.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(cell, CellError):
                return QCoreApplication.translate("SheetModel", "出错的格子")
            return " ".join(text_of(cell)[:_LONGEST].split())
        if role == Qt.ItemDataRole.BackgroundRole and self._is_header(index.row()):
            return QColor(self._theme.palette.section_head)
        if role == Qt.ItemDataRole.FontRole and self._is_header(index.row()):
            return self._theme.font(Type.LABEL, is_bold=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._cell_ink(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column_letters(section)}\n{self.target_words(section)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self.target_ink(section))
        return None

    def _is_header(self, row: int) -> bool:
        return self._mapping is not None and self._mapping.header.row <= row < self._mapping.header.below

    def _cell_ink(self, row: int, column: int) -> str:
        palette = self._theme.palette
        cell = self._sheet.cell(row, column)
        if isinstance(cell, CellError) or has_lost_digits(cell):
            return palette.error
        if self._mapping is None or row < self._mapping.header.row or self.target(column).item in ("", PASSED_OVER):
            return palette.closed_text
        return palette.title if self._is_header(row) else palette.answer

    def target_ink(self, column: int) -> str:
        """The colour of its words (hex)."""
        palette = self._theme.palette
        target = self.target(column)
        if target.item == PASSED_OVER:
            return palette.closed_text
        if not target.item and self._matcher.target_name(Target()):
            return palette.label
        return palette.accent if target.item else palette.warning
