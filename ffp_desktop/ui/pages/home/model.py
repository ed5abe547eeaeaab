"""The list of surveys as a table model that knows how many there are and reads the pages it shows, and its cells."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import FoundShape, SummaryShape
from ffp_desktop.ui.spoken import say_when
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import ListDelegate, cell_state
from ffp_desktop.ui.widgets.marks import paint_box, paint_look, survey_look

PAGE = 40  # rows read at a time: about what a window shows
_KEPT = 100  # pages kept; whoever scrolls on reads the earlier ones again
_Index = QModelIndex | QPersistentModelIndex
SUMMARY = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The table's columns, in order."""

    STATE = 0
    VILLAGE = 1
    HEAD = 2
    PEOPLE = 3
    KIND = 4
    FINDINGS = 5
    TOUCHED = 6
    OPERATOR = 7


WIDTHS = {
    Column.STATE: 102,
    Column.VILLAGE: 120,
    Column.HEAD: 132,
    Column.PEOPLE: 60,
    Column.KIND: 150,
    Column.FINDINGS: 150,
    Column.TOUCHED: 140,
    Column.OPERATOR: 110,
}


class SurveyModel(QAbstractTableModel):
    """Every row is there from the beginning, so that the scroll bar is true; its line is read when it is looked at."""

    ticks_changed = Signal()

    def __init__(
        self,
        regions: Regions,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        read_hands: Callable[[Sequence[SummaryShape]], Mapping[str, tuple[str, str]]] = lambda _lines: {},
    ) -> None:
        super().__init__(parent)
        self._read_hands = read_hands
        self._hands: dict[str, tuple[str, str]] = {}
        self._regions = regions
        self._clock = clock
        self._found: FoundShape | None = None
        self._pages: dict[int, Sequence[SummaryShape]] = {}
        self._operators: Mapping[str, str] = {}
        self._ticked: dict[str, None] = {}

    @property
    def ticked(self) -> list[str]:
        """The surveys that were ticked, in that order, whether the list shows them now or not."""
        return list(self._ticked)

    def toggle_tick(self, row: int) -> None:
        """Ticks a survey, or takes its tick away. A household that waits has nothing to print or write out."""
        one = self.summary(row)
        if one is None or one.state is State.NOT_ENTERED:
            return
        if one.id in self._ticked:
            del self._ticked[one.id]
        else:
            self._ticked[one.id] = None
        self._tell_ticks()

    def clear_ticks(self) -> None:
        self._ticked = {}
        self._tell_ticks()

    def is_ticked(self, one: SummaryShape) -> bool:
        return one.id in self._ticked

    def show(self, found: FoundShape, operators: Mapping[str, str]) -> None:
        """Starts over with what was found; `operators` are names by id."""
        self.beginResetModel()
        self._found, self._operators = found, operators
        self._pages, self._hands = {}, {}
        self.endResetModel()

    @property
    def total(self) -> int:
        return self._found.total if self._found is not None else 0

    def summary(self, row: int) -> SummaryShape | None:
        if self._found is None or not 0 <= row < self.total:
            return None
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._found.page(number * PAGE, PAGE)
            self._hands |= self._read_hands(page)
            while len(self._pages) > _KEPT:
                del self._pages[next(iter(self._pages))]
        return page[place] if place < len(page) else None

    def row_of(self, survey_id: str) -> int:
        """-1 when it is not in the list."""
        return self._found.position(survey_id) if self._found is not None and survey_id else -1

    def row_in_first_page(self, survey_id: str) -> int:
        """The same for who looks at the top of the list only: -1 when it is further down."""
        self.summary(0)
        return next((row for row, one in enumerate(self._pages.get(0, ())) if one.id == survey_id), -1)

    def id_at(self, row: int) -> str:
        """The survey in a row, "" beyond the ends."""
        return self._found.id_at(row) if self._found is not None else ""

    def ids(self) -> Sequence[str]:
        return self._found.ids() if self._found is not None else ()

    def text(self, row: int, column: Column) -> str:
        """What stands in a cell, in words."""
        one = self.summary(row)
        if one is None:
            return ""
        if column is Column.VILLAGE:
            region = self._regions.find(one.village)
            return region.short_name if region else one.village
        if column is Column.FINDINGS:
            return "  ".join(word for word, _ in finding_words(one))
        return {
            Column.STATE: one.state.value,
            Column.HEAD: one.head_name or QCoreApplication.translate("SurveyModel", "还没填户主"),
            Column.PEOPLE: str(one.member_count),
            Column.KIND: one.household_kind,
            Column.TOUCHED: say_when(one.touched_at, self._clock()),
            Column.OPERATOR: self.hands(one)[0] or self._operators.get(one.operator, ""),
        }[column]

    def hands(self, one: SummaryShape) -> tuple[str, str]:
        """Who has it, and the palette's name of the ink, when that is another than who typed it."""
        return self._hands.get(one.id, ("", ""))

    def _tell_ticks(self) -> None:
        if self.total:
            self.dataChanged.emit(self.index(0, 0), self.index(self.total - 1, len(Column) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == SUMMARY:
            return self.summary(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), Column(index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == Column.PEOPLE else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        translate = QCoreApplication.translate
        return {
            Column.STATE: translate("SurveyModel", "状态"),
            Column.VILLAGE: translate("SurveyModel", "村"),
            Column.HEAD: translate("SurveyModel", "户主"),
            Column.PEOPLE: translate("SurveyModel", "人口"),
            Column.KIND: translate("SurveyModel", "A1户属性"),
            Column.FINDINGS: translate("SurveyModel", "发现"),
            Column.TOUCHED: translate("SurveyModel", "最后改动"),
            Column.OPERATOR: translate("SurveyModel", "经手"),
        }[Column(section)]


def finding_words(one: SummaryShape) -> list[tuple[str, bool]]:
    """错误 n and 提醒 n, each with whether it is an error."""
    words = []
    if one.errors:
        words.append((QCoreApplication.translate("SurveyModel", "错误 {0}").format(one.errors), True))
    if one.warnings:
        words.append((QCoreApplication.translate("SurveyModel", "提醒 {0}").format(one.warnings), False))
    return words


class SurveyDelegate(ListDelegate):
    """Draws a cell: marks and colours for states and findings, plain text elsewhere."""

    def __init__(self, model: SurveyModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = self._theme.palette
        cell = cell_state(option)
        rect = cell.rect
        column = Column(index.column())
        if cell.is_selected:
            painter.fillRect(rect, QColor(palette.accent_tint))
            if column is Column.STATE:
                painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(palette.accent))
        self.paint_rule(painter, rect)
        one = self._model.summary(index.row())
        if one is None:
            return
        inner = rect.adjusted(14 if column is Column.STATE else 10, 0, -10, 0)
        if column is Column.STATE:
            self._paint_state(painter, inner, one)
        elif column is Column.FINDINGS:
            self._paint_findings(painter, inner, one)
        else:
            is_missing = column is Column.HEAD and not one.head_name
            ink = self._model.hands(one)[1] if column is Column.OPERATOR else ""
            words = self._model.text(index.row(), column)
            self._paint_words(painter, inner, words, column, is_quiet=is_missing, ink=ink)

    def _paint_state(self, painter: QPainter, rect: QRectF, one: SummaryShape) -> None:
        """The boxes stand there only while something is ticked."""
        if self._model.ticked:
            side = self._theme.sizes.check_box
            box = QRectF(rect.left() - 4, rect.center().y() - side / 2, side, side)
            paint_box(painter, box, self._theme.palette.accent, is_ticked=self._model.is_ticked(one))
            rect = rect.adjusted(side + 3, 0, 0, 0)
        paint_look(painter, rect, survey_look(one.state, self._theme.palette), self._theme)

    def _paint_words(
        self, painter: QPainter, rect: QRectF, words: str, column: Column, *, is_quiet: bool, ink: str = ""
    ) -> None:
        palette = self._theme.palette
        is_answer = column in (Column.HEAD, Column.PEOPLE) and not is_quiet
        font = self._theme.font(Type.TEXT if is_answer else Type.LABEL, is_bold=column is Column.HEAD and not is_quiet)
        painter.setFont(font)
        painter.setPen(QColor(getattr(palette, ink) if ink else palette.answer if is_answer else palette.label))
        side = Qt.AlignmentFlag.AlignRight if column is Column.PEOPLE else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_findings(self, painter: QPainter, rect: QRectF, one: SummaryShape) -> None:
        left = rect.left()
        for words, is_error in finding_words(one):
            font = self._theme.font(Type.LABEL, is_bold=is_error)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.error if is_error else self._theme.palette.warning))
            box = QRectF(left, rect.top(), rect.right() - left, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
            left += QFontMetricsF(font).horizontalAdvance(words) + 11
