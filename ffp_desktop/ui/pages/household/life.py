"""Who lives in the household today, and what happened to it, newest first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_row import ListRow

if TYPE_CHECKING:
    from ffp_desktop.domain.events import Event
    from ffp_desktop.services.households import HouseholdCard


class LifeSheet(QScrollArea):
    """A sheet of two short lists; events that were taken back stay, and say so."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words: list[str] = []

    def show_card(self, card: "HouseholdCard") -> None:
        """Shows a household's people and events."""
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(0)
        self.words = []
        self._add_head(column, self.tr("现在家里 {0} 人").format(len(card.residents)))
        if card.state.gone_into:
            self._add_words(column, self.tr("这一户已经并入另一户。"), "warning")
        for resident in card.residents:
            relation = resident.relation or self.tr("关系待填")
            column.addWidget(ListRow(resident.name or self.tr("未填姓名"), relation, "", self._theme))
            self.words.append(f"{resident.name} {relation}")
        self._add_head(column, self.tr("变动"))
        for event in reversed(card.events):
            self._add_event(column, event)
        if not card.events:
            self._add_words(column, self.tr("还没有记过变动。"), "muted")
        column.addStretch()
        self.setWidget(sheet)

    def _add_event(self, column: QVBoxLayout, event: "Event") -> None:
        people = "、".join(person.name for person in event.persons if person.name)
        self._add_words(column, f"{event.date}　{event.kind}　{people}", "answer", is_bold=not event.withdrawn)
        if event.reason:
            self._add_words(column, event.reason, "label")
        if event.withdrawn:
            self._add_words(column, self.tr("已撤回：{0}").format(event.withdrawn), "warning")

    def _add_head(self, column: QVBoxLayout, words: str) -> None:
        head = Label(words, Type.SUBHEAD)
        head.setContentsMargins(16, 8, 16, 6)
        column.addWidget(head)

    def _add_words(self, column: QVBoxLayout, words: str, ink: str, *, is_bold: bool = False) -> None:
        label = Label(words, Type.LABEL, ink, is_bold=is_bold, wraps=True)
        label.setContentsMargins(16, 2, 16, 2)
        column.addWidget(label)
        self.words.append(words)
