"""The lists of the quality page as one table model: lines of cells, each line with what Enter on it means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import ListDelegate, cell_state
from ffp_desktop.ui.widgets.marks import Look, paint_look

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Means(StrEnum):
    """What Enter on a line does."""

    TYPE_AGAIN = "type again"
    LOOK = "look"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in an ink ("" for a label's); a mark before them when `look` is given."""

    words: str = ""
    ink: str = ""
    is_bold: bool = False
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `survey` is an id; `can_drop`: it can be taken off the list. A note spans the row from its 2nd cell."""

    cells: tuple[Cell, ...]
    survey: str = ""
    means: Means = Means.NOTHING
    can_drop: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A whole list: headings with their widths in px, and its lines."""

    headings: tuple[tuple[str, int], ...] = ()
    lines: tuple[Line, ...] = field(default=())


class LinesModel(QAbstractTableModel):
    """Shows one list after another."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Lines()

    def show(self, lines: Lines) -> None:
        self.beginResetModel()
        self.shown = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        return self.shown.lines[row] if 0 <= row < len(self.shown.lines) else None

    def texts(self) -> list[list[str]]:
        """Every cell's words, row by row."""
        return [[c.look.word if c.look else c.words for c in line.cells] for line in self.shown.lines]

    def row_of(self, survey: str) -> int:
        """The first line of a survey, -1 for none."""
        return next((row for row, line in enumerate(self.shown.lines) if line.survey == survey), -1)

    # ---- Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown.headings)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.line(index.row())
        if line is None or role != Qt.ItemDataRole.DisplayRole or index.column() >= len(line.cells):
            return None
        return line.cells[index.column()].words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.shown.headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self.shown.headings[section][0] if role == Qt.ItemDataRole.DisplayRole else None


class LinesDelegate(ListDelegate):
    """Draws a cell's mark and words, cut with … where the column ends."""

    def __init__(self, model: LinesModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette, cell = self._theme.palette, cell_state(option)
        line = self._model.line(index.row())
        if cell.is_selected:
            painter.fillRect(cell.rect, QColor(palette.accent_tint))
            if index.column() == 0:
                painter.fillRect(
                    QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height()), QColor(palette.accent)
                )
        self.paint_rule(painter, cell.rect)
        if line is None or index.column() >= len(line.cells):
            return
        shown = line.cells[index.column()]
        inner = cell.rect.adjusted(14 if index.column() == 0 else 8, 0, -6, 0)
        if shown.look is not None:
            paint_look(painter, inner, shown.look, self._theme)
            return
        font = self._theme.font(Type.LABEL, is_bold=shown.is_bold)
        painter.setFont(font)
        painter.setPen(QColor(shown.ink or palette.label))
        words = QFontMetricsF(font).elidedText(shown.words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


def note(words: str, ink: str) -> tuple[Cell, ...]:
    """A line of one sentence under the line above."""
    return (Cell(), Cell(words, ink))


def fill_widths(headings: Sequence[tuple[str, int]], width: int) -> list[int]:
    """The columns' widths in proportion, together `width` px."""
    total = sum(wide for _, wide in headings) or 1
    widths = [wide * width // total for _, wide in headings]
    return [*widths[:-1], width - sum(widths[:-1])] if widths else []
