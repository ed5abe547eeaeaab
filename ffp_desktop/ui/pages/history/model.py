"""The history as a table model, newest first, with a row for each day; and how its cells are drawn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.pages.history.words import say_change, say_day, say_place, say_time
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import ListDelegate, cell_state

if TYPE_CHECKING:
    from ffp_desktop.services.history import HistoryEntry

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The table's columns, in order."""

    TIME = 0
    WHO = 1
    WHAT = 2
    PLACE = 3
    CHANGE = 4
    REASON = 5


WIDTHS: dict[int, int] = {
    Column.TIME: 70,
    Column.WHO: 90,
    Column.WHAT: 120,
    Column.PLACE: 310,
    Column.CHANGE: 390,
    Column.REASON: 320,
}
_NO_ANSWER = ("确认", "取消确认", "加人", "划去", "恢复")
_AT_ONCE = ("带入", "无变化")
"""What is written of many items with one key; it stays in the paper's order."""


class HistoryModel(QAbstractTableModel):
    """A row is a day (text) or an entry. The answer that stands now says so, so that nobody takes it again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | HistoryEntry] = []
        self._names_round = False
        self._standing: set[int] = set()  # by identity
        self._told: set[int] = set()

    def show(self, entries: "Sequence[HistoryEntry]", *, names_round: bool = False) -> None:
        """Starts over with entries, which come oldest first; places are named by item and round, or by row and item."""
        self.beginResetModel()
        self._rows, self._names_round = [], names_round
        answers = [entry for entry in entries if entry.place is not None and entry.what not in _NO_ANSWER]
        newest = {_key(entry): id(entry) for entry in answers if not entry.undone}
        several = {key for key, count in Counter(map(_key, answers)).items() if count > 1}
        self._standing = set(newest.values())
        self._told = {newest[key] for key in several if key in newest}
        day = ""
        for entry in _newest_first(entries):
            if entry.at[:10] != day:
                day = entry.at[:10]
                self._rows.append(say_day(entry.at))
            self._rows.append(entry)
        self.endResetModel()

    def entry(self, row: int) -> "HistoryEntry | None":
        """None for a day and beyond the ends."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return None if isinstance(found, str) else found

    def days(self) -> list[int]:
        """The rows that are days."""
        return [row for row, found in enumerate(self._rows) if isinstance(found, str)]

    def is_standing(self, row: int) -> bool:
        """Whether what this entry wrote is what stands there now."""
        return id(self.entry(row)) in self._standing

    def is_told(self, row: int) -> bool:
        """Whether to say so: where there never was another answer, nobody asks."""
        return id(self.entry(row)) in self._told

    def can_take(self, row: int) -> bool:
        """Whether there is an answer here that is not the present one."""
        entry = self.entry(row)
        return entry is not None and bool(entry.survey) and entry.answer is not None and not self.is_standing(row)

    def text(self, row: int, column: Column) -> str:
        """What stands in a cell, in words."""
        entry = self.entry(row)
        if entry is None:
            return str(self._rows[row]) if column is Column.TIME else ""
        undone = QCoreApplication.translate("HistoryModel", "{0}（撤销）").format(entry.what)
        return {
            Column.TIME: say_time(entry.at),
            Column.WHO: entry.author,
            Column.WHAT: undone if entry.undone else entry.what,
            Column.PLACE: say_place(entry, names_round=self._names_round),
            Column.CHANGE: say_change(entry),
            Column.REASON: entry.reason,
        }[column]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A day is passed over."""
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), Column(index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return {
            Column.TIME: translate("HistoryModel", "时间"),
            Column.WHO: translate("HistoryModel", "谁"),
            Column.WHAT: translate("HistoryModel", "做了什么"),
            Column.PLACE: translate("HistoryModel", "哪一项"),
            Column.CHANGE: translate("HistoryModel", "原来 → 后来"),
            Column.REASON: translate("HistoryModel", "原因"),
        }[Column(section)]


def _key(entry: "HistoryEntry") -> tuple[str, Place | None]:
    return entry.survey, entry.place


def _newest_first(entries: "Sequence[HistoryEntry]") -> "Iterator[HistoryEntry]":
    runs = groupby(entries, lambda entry: (entry.survey, entry.at, entry.what in _AT_ONCE))
    for (_survey, _at, is_at_once), run in reversed([(key, list(found)) for key, found in runs]):
        yield from run if is_at_once else reversed(run)


class HistoryDelegate(ListDelegate):
    """Days are subheads; what was undone is quiet and struck; what stands now is bold, with a word."""

    def __init__(self, model: HistoryModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = self._theme.palette
        cell = cell_state(option)
        row, column = index.row(), Column(index.column())
        words = self._model.text(row, column)
        entry = self._model.entry(row)
        if entry is None:
            painter.fillRect(cell.rect, QColor(palette.section_head))
            self.paint_rule(painter, cell.rect)
            self._paint(painter, cell.rect.adjusted(10, 0, 0, 0), words, self._theme.font(Type.LABEL, is_bold=True))
            return
        if cell.is_selected:
            painter.fillRect(cell.rect, QColor(palette.accent_tint))
            if column is Column.TIME:
                painter.fillRect(
                    QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height()), QColor(palette.accent)
                )
        self.paint_rule(painter, cell.rect)
        is_change = column is Column.CHANGE
        is_standing = self._model.is_told(row)
        font = QFont(self._theme.font(Type.TEXT if is_change else Type.LABEL, is_bold=is_change and is_standing))
        font.setStrikeOut(entry.undone and column in (Column.PLACE, Column.CHANGE))
        ink = palette.muted if entry.undone else palette.answer if is_change else palette.label
        inner = cell.rect.adjusted(10, 0, -10, 0)
        if is_change and is_standing:
            inner = self._paint_standing(painter, inner)
        self._paint(painter, inner, words, font, ink)

    def _paint_standing(self, painter: QPainter, rect: QRectF) -> QRectF:
        """现在 at the right end; what is left of the cell."""
        font = self._theme.font(Type.NARROW)
        words = QCoreApplication.translate("HistoryModel", "现在")
        width = QFontMetricsF(font).horizontalAdvance(words)
        self._paint(painter, rect.adjusted(rect.width() - width, 0, 0, 0), words, font, self._theme.palette.accent)
        return rect.adjusted(0, 0, -width - 8, 0)

    def _paint(self, painter: QPainter, rect: QRectF, words: str, font: QFont, ink: str = "") -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink or self._theme.palette.title))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
