"""Who lives in the household today, and what happened to it, newest first: a list one can walk through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget

from ffp_desktop.domain.events import HouseholdChange
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import Index, ListDelegate, cell_state

if TYPE_CHECKING:
    from ffp_desktop.domain.events import Event
    from ffp_desktop.domain.population import Resident
    from ffp_desktop.services.households import HouseholdCard

_NOWHERE = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
_LINE = int(Qt.ItemDataRole.UserRole)
OtherName = Callable[[str], str]
"""The name of another household, by its id."""


@dataclass(frozen=True, slots=True)
class LifeLine:
    """A subhead, a person, an event, or plain words; `under` is a second, quieter line."""

    words: str
    aside: str = ""
    under: tuple[str, ...] = ()
    resident: "Resident | None" = None
    event: "Event | None" = None
    is_head: bool = False

    @property
    def can_be_chosen(self) -> bool:
        return self.resident is not None or self.event is not None


class LifeModel(QAbstractListModel):
    """The lines of one household."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[LifeLine] = ()

    def show(self, lines: Sequence[LifeLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.lines[index.row()].can_be_chosen else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        return " ".join(part for part in (line.words, line.aside) if part) if role == DISPLAY else None


class LifeSheet(QListView):
    """People, then events; those that were taken back stay, and say so. ↑↓ walk, Enter is left to the page."""

    row_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines = LifeModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LifeDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.row_changed.emit())

    @property
    def words(self) -> list[str]:
        """Everything that stands there, line by line."""
        told = [(f"{line.words} {line.aside}".strip(), *line.under) for line in self.lines.lines]
        return [words for line in told for words in line]

    def show_card(self, card: "HouseholdCard", name_other: OtherName) -> None:
        """Shows a household's people and events."""
        lines = [LifeLine(self.tr("现在家里 {0} 人").format(len(card.residents)), is_head=True)]
        if card.state.gone_into:
            lines.append(LifeLine(self.tr("这一户已经并入 {0} 户。").format(name_other(card.state.gone_into))))
        for resident in card.residents:
            relation = resident.relation or self.tr("关系待填")
            lines.append(LifeLine(resident.name or self.tr("未填姓名"), relation, resident=resident))
        lines.append(LifeLine(self.tr("变动"), is_head=True))
        for event in reversed(card.events):
            lines.append(self._event_line(event, card.state.id, name_other))
        if not card.events:
            lines.append(LifeLine(self.tr("还没有记过变动。F2 记一条。")))
        self.lines.show(lines)
        self._choose_first()

    def current(self) -> LifeLine | None:
        """The line one stands on; None while the list does not have the focus."""
        index = self.currentIndex()
        return self.lines.lines[index.row()] if index.isValid() and self.hasFocus() else None

    def _choose_first(self) -> None:
        first = next((row for row, line in enumerate(self.lines.lines) if line.can_be_chosen), -1)
        if first >= 0:
            self.setCurrentIndex(self.lines.index(first))

    def _event_line(self, event: "Event", household: str, name_other: OtherName) -> LifeLine:
        people = "、".join(person.name for person in event.persons if person.name)
        under = [text for text in (self._say_other(event, household, name_other), event.reason) if text]
        if event.withdrawn:
            under.append(self.tr("已撤回：{0}").format(event.withdrawn))
        return LifeLine(f"{event.date}　{event.kind}　{people}", under=tuple(under), event=event)

    def _say_other(self, event: "Event", household: str, name_other: OtherName) -> str:
        """Where they went or came from, in both households' dossiers."""
        is_from = event.household == household
        name = name_other(event.other_household if is_from else event.household) if event.other_household else ""
        if event.kind == HouseholdChange.SPLIT:
            words = self.tr("另立一户：{0} 户") if is_from else self.tr("从 {0} 户分出来")
        elif event.kind == HouseholdChange.MERGE:
            words = self.tr("并入 {0} 户") if is_from else self.tr("{0} 户并进来")
        else:
            return ""
        return words.format(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.row_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.row_changed.emit()


class _LifeDelegate(ListDelegate):
    """A line of words with an aside; more lines under it; the chosen one is tinted while the list has the focus."""

    def __init__(self, theme: Theme, view: LifeSheet) -> None:
        super().__init__(theme, view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: LifeLine = index.data(_LINE)
        first = self._theme.sizes.list_row + (8 if line.is_head else 0)
        return QSize(60, first + sum(self._under_height(text) for text in line.under))

    def _under_height(self, text: str) -> int:
        room = QRectF(0, 0, max(self._view.viewport().width() - 32, 120), 1000)
        wraps = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        metrics = QFontMetricsF(self._theme.font(Type.LABEL))
        return round(metrics.boundingRect(room, int(wraps), text).height()) + 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, cell, line = self._theme.palette, cell_state(option), index.data(_LINE)
        if cell.is_selected and line.can_be_chosen and self._view.hasFocus():
            painter.fillRect(cell.rect, QColor(palette.accent_tint))
            painter.fillRect(QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height()), QColor(palette.accent))
        if not line.is_head:
            self.paint_rule(painter, cell.rect)
        row = self._theme.sizes.list_row
        top = cell.rect.bottom() - row if line.is_head else cell.rect.top()
        first = QRectF(cell.rect.left() + 16, top, cell.rect.width() - 26, row)
        font, ink = self._look_of(line)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        shown = QFontMetricsF(font).elidedText(line.words, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, middle, shown)
        painter.setFont(self._theme.font(Type.LABEL))
        painter.setPen(QColor(palette.label))
        painter.drawText(first, middle | Qt.AlignmentFlag.AlignRight, line.aside)
        self._paint_under(painter, first.translated(0, row - 3), line)

    def _look_of(self, line: LifeLine) -> tuple[QFont, str]:
        palette = self._theme.palette
        if line.is_head:
            return self._theme.font(Type.SUBHEAD, is_bold=True), palette.title
        if line.event is None:
            return self._theme.font(Type.TEXT), palette.answer if line.resident is not None else palette.muted
        font = QFont(self._theme.font(Type.LABEL, is_bold=not line.event.withdrawn))
        font.setStrikeOut(bool(line.event.withdrawn))
        return font, palette.muted if line.event.withdrawn else palette.answer

    def _paint_under(self, painter: QPainter, rect: QRectF, line: LifeLine) -> None:
        wraps = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        painter.setPen(QColor(self._theme.palette.label))
        for text in line.under:
            height = self._under_height(text)
            painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), height), int(wraps), text)
            rect = rect.translated(0, height)
