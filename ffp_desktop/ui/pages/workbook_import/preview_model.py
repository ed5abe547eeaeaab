"""The previewed households as a table model, and what was chosen for each."""

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.workbook_import import Choice, Kind, Mode
from ffp_desktop.services.workbook_import.preview import Preview, PreviewedHousehold
from ffp_desktop.services.workbook_import.putting_in import choices_of, usual_choice
from ffp_desktop.ui.pages.workbook_import.preview_words import MARKS, PreviewWords
from ffp_desktop.ui.theme import Theme, Type

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ORDER = (Kind.ERROR, Kind.HELD, Kind.CHANGED, Kind.NEW, Kind.IDENTICAL)


class Column(IntEnum):
    """The table's columns, in order."""

    CHOICE = 0
    KIND = 1
    HEAD = 2
    VILLAGE = 3
    STATE = 4
    WORDS = 5


WIDTHS = {
    Column.CHOICE: 64,
    Column.KIND: 84,
    Column.HEAD: 124,
    Column.VILLAGE: 112,
    Column.STATE: 84,
    Column.WORDS: 430,
}


class PreviewModel(QAbstractTableModel):
    """What a person must look at comes first; identical households only when they are asked for."""

    def __init__(self, words: PreviewWords, regions: Regions, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._regions = regions
        self._theme = theme
        self._preview = Preview(())
        self._rows: list[int] = []
        self.mode = Mode.FILL
        self.kind: Kind | None = None
        self.choices: dict[int, Choice] = {}

    def show(self, preview: Preview) -> None:
        self._preview, self.choices, self.kind = preview, {}, None
        self._sort()

    def set_kind(self, kind: Kind | None) -> None:
        """Only one kind, or (None) all but the identical ones."""
        self.kind = kind
        self._sort()

    def set_mode(self, mode: Mode) -> None:
        self.mode = mode
        self.layoutChanged.emit()

    def household(self, row: int) -> PreviewedHousehold | None:
        return self._preview.households[self._rows[row]] if 0 <= row < len(self._rows) else None

    def choice(self, row: int) -> Choice:
        position = self._rows[row]
        return self.choices.get(position, usual_choice(self._preview.households[position], self.mode))

    def step_choice(self, row: int) -> None:
        """Goes on to the next thing that can be done with a household."""
        one = self.household(row)
        if one is None:
            return
        offered = choices_of(one)
        at = offered.index(self.choice(row)) if self.choice(row) in offered else -1
        self.choices[self._rows[row]] = offered[(at + 1) % len(offered)]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def has_refused(self) -> bool:
        """Whether there are households in error or held that nobody chose to take."""
        return bool(self._preview.refused(self.choices))

    def taken(self) -> int:
        """How many households would be written."""
        return sum(
            self.choices.get(position, usual_choice(one, self.mode)) is not Choice.LEAVE
            for position, one in enumerate(self._preview.households)
        )

    def text(self, row: int, column: Column) -> str:
        """What stands in a cell, in words."""
        one = self._preview.households[self._rows[row]]
        if column is Column.VILLAGE:
            region = self._regions.find(one.household.village)
            return region.short_name if region else ""
        return {
            Column.CHOICE: self._words.choice(self.choice(row)),
            Column.KIND: f"{MARKS[one.kind]} {one.kind.value}",
            Column.HEAD: one.household.head_name or QCoreApplication.translate("PreviewModel", "没有姓名"),
            Column.STATE: one.state or "—",
            Column.WORDS: self._words.line(one),
        }[column]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font(Type.TEXT if column is Column.HEAD else Type.LABEL, is_bold=column is Column.HEAD)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(index.row(), column))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return {
            Column.CHOICE: translate("PreviewModel", "取"),
            Column.KIND: translate("PreviewModel", "怎样"),
            Column.HEAD: translate("PreviewModel", "户主"),
            Column.VILLAGE: translate("PreviewModel", "村"),
            Column.STATE: translate("PreviewModel", "库里状态"),
            Column.WORDS: translate("PreviewModel", "会改什么"),
        }[Column(section)]

    def _ink(self, row: int, column: Column) -> str:
        palette = self._theme.palette
        one = self._preview.households[self._rows[row]]
        if column in (Column.KIND, Column.WORDS) and one.kind in (Kind.ERROR, Kind.HELD):
            return palette.error if one.kind is Kind.ERROR else palette.warning
        if column is Column.CHOICE and self.choice(row) is Choice.LEAVE:
            return palette.closed_text
        return palette.answer if column in (Column.HEAD, Column.CHOICE, Column.KIND) else palette.label

    def _sort(self) -> None:
        self.beginResetModel()
        wanted = [kind for kind in _ORDER if kind is self.kind or (self.kind is None and kind is not Kind.IDENTICAL)]
        households = self._preview.households
        self._rows = [at for kind in wanted for at, one in enumerate(households) if one.kind is kind]
        self.endResetModel()
