"""A plain list: rows of cells that are given whole, drawn like every list of the program."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_delegate import Index, ListDelegate, cell_state
from ffp_desktop.ui.widgets.list_table import dress_as_list
from ffp_desktop.ui.widgets.marks import MARK_SIZE, Shape, paint_box, paint_mark

_NOWHERE = QModelIndex()
_SIDE = 10  # px of room at both sides of a cell's words
_FIRST = 10
_LEAST = 20  # px


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: words in an ink (hex, "" for the label ink), a mark before them, or a tick box."""

    words: str
    ink: str = ""
    is_bold: bool = False
    shape: Shape | None = None
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class CellColumn:
    """A column's head and its share of the width, in px at the designed width."""

    head: str
    width: int
    is_right: bool = False


class CellModel(QAbstractTableModel):
    """The rows as they were given."""

    def __init__(self, columns: Sequence[CellColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows: Sequence[Sequence[Cell]] = ()

    def show(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        return self._rows[row][column]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.cell(index.row(), index.column()).words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].is_right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self.columns[section].head if role == Qt.ItemDataRole.DisplayRole else None


class CellDelegate(ListDelegate):
    """Draws marks, boxes and words."""

    def __init__(self, model: CellModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, state = self._theme.palette, cell_state(option)
        rect, view = state.rect, self.parent()
        if state.is_selected:
            has_focus = isinstance(view, QWidget) and view.hasFocus()
            painter.fillRect(rect, QColor(palette.accent_tint if has_focus else palette.closed))
            if index.column() == 0 and has_focus:
                painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(palette.accent))
        self.paint_rule(painter, rect)
        cell = self._model.cell(index.row(), index.column())
        inner = rect.adjusted(_FIRST if index.column() == 0 else _SIDE, 0, -_SIDE, 0)
        ink = cell.ink or palette.label
        if cell.ticked is not None:
            side = self._theme.sizes.check_box
            box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_box(painter, box, ink, is_ticked=cell.ticked)
            inner = inner.adjusted(side + 8, 0, 0, 0)
        if cell.shape is not None:
            paint_mark(painter, QRectF(inner.left(), inner.top(), MARK_SIZE, inner.height()), cell.shape, ink)
            inner = inner.adjusted(MARK_SIZE + 5, 0, 0, 0)
        self._write(painter, inner, cell, ink, is_right=self._model.columns[index.column()].is_right)

    def _write(self, painter: QPainter, rect: QRectF, cell: Cell, ink: str, *, is_right: bool) -> None:
        font = self._theme.font(Type.TEXT if cell.is_bold else Type.LABEL, is_bold=cell.is_bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(cell.words, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class CellTable(QTableView):
    """Enter and a double click open a row, Space is told too; digits and letters are left to the page."""

    opened = Signal(int)
    ticked = Signal(int)
    row_changed = Signal(int)

    def __init__(self, columns: Sequence[CellColumn], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cells = CellModel(columns, self)
        self.setModel(self.cells)
        self.setItemDelegate(CellDelegate(self.cells, theme, self))
        dress_as_list(self, _LEAST)
        self.setMinimumHeight(100)
        self.verticalHeader().setMinimumSectionSize(10)
        self._empty = Label("", Type.TEXT, "muted", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.row_changed.emit(now.row()))
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def row(self) -> int:
        """The row with the cursor, -1 when there is none."""
        return self.currentIndex().row()

    def show_rows(self, rows: Sequence[Sequence[Cell]], empty: str = "") -> None:
        """Shows other rows with the cursor where it was; `empty` stands there when there is none."""
        row = max(self.row, 0)
        self.cells.show(rows)
        self._empty.setText("" if rows else empty)
        if rows:
            self.select(row)

    def select(self, row: int) -> None:
        self.setCurrentIndex(self.cells.index(min(max(row, 0), self.cells.rowCount() - 1), 0))

    def words(self, row: int) -> list[str]:
        """What stands in a row, for whoever reads rather than looks."""
        return [self.cells.cell(row, column).words for column in range(len(self.cells.columns))]

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.sizes.list_row)
        self.horizontalHeader().setFixedHeight(self._theme.sizes.list_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.row >= 0:
                self.opened.emit(self.row)
        elif event.key() == Qt.Key.Key_Space:
            if self.row >= 0:
                self.ticked.emit(self.row)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.cells.columns
        scale = self.viewport().width() / sum(column.width for column in columns)
        left = self.viewport().width()
        for number, column in enumerate(columns):
            width = int(column.width * scale) if number < len(columns) - 1 else left
            self.setColumnWidth(number, width)
            left -= width
        self._empty.setGeometry(20, self._theme.sizes.list_row, self.width() - 40, self.height() - 40)


def frame_list(title: str, table: CellTable, foot: QWidget | None = None) -> tuple[QWidget, Label]:
    """The table on a sheet with its name; the label at the right of the name, for counts."""
    frame = QWidget()
    frame.setProperty("ground", "sheet")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setContentsMargins(14, 7, 14, 6)
    head.addWidget(Label(title, Type.SUBHEAD))
    head.addStretch()
    aside = Label("", Type.SECONDARY, "label")
    head.addWidget(aside)
    column.addLayout(head)
    column.addWidget(table, 1)
    if foot is not None:
        column.addWidget(foot)
    return frame, aside
