"""历史: a list of what was written, newest first, days as subheads; F5 takes an earlier answer again, with a reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.dossier_shape import DossierShape
from ffp_desktop.ui.form.reason_line import ReasonLine
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.history.model import WIDTHS, Column, HistoryDelegate, HistoryModel
from ffp_desktop.ui.pages.history.scopes import Scope, person_scopes, survey_scopes
from ffp_desktop.ui.pages.history.words import say_entry
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.count_tabs import CountTabs
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import ListTable, frame_list

if TYPE_CHECKING:
    from ffp_desktop.services.history import HistoryEntry

_REASON = 36  # px: the height of the line that asks for a reason


class HistoryPage(Page):
    """← → choose what it is about, Enter goes to the item, F5 takes the answer again, Esc back."""

    tab = HOME_TAB
    left = Signal()
    place_wanted = Signal(str, object)  # survey id, Place

    def __init__(self, dossier: DossierShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dossier = dossier
        self._theme = theme
        self._entries: Sequence[HistoryEntry] = ()
        self._scopes: Sequence[Scope] = ()
        self._is_person = False
        self.head = Label("", Type.PAGE)
        self._under = Label("", Type.LABEL, "label")
        self.tabs = CountTabs(theme)
        self.model = HistoryModel(self)
        self.table = ListTable(self.model, WIDTHS, theme)
        self.table.draw_with(HistoryDelegate(self.model, theme, self.table))
        self.notice = NoticeLine()
        self.detail = Label("", Type.TEXT, "answer", wraps=True)
        self._build()
        self.reason = ReasonLine(theme, self.table.viewport())
        self.tabs.chosen.connect(lambda _index: self._show_scope())
        self.table.row_changed.connect(self._show_entry)
        self.table.stepped.connect(self.tabs.step)
        self.table.opened.connect(self._go_to_place)
        self.bind_key("F5", self._ask_reason)
        self.bind_key("Esc", self._go_back)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("历史")

    def help_chapter(self) -> str:
        return "12-历史"

    def key_actions(self) -> list[KeyAction]:
        if self.reason.is_open:
            return [KeyAction("Enter", self.tr("写下")), KeyAction("Esc", self.tr("不改"), self._go_back)]
        actions = [KeyAction("↑↓", self.tr("看一条"))] if self.model.rowCount() else []
        if len(self._scopes) > 1:
            actions.append(KeyAction("← →", self.tr("换范围"), lambda: self.tabs.step(1)))
        if self._place_here() is not None:
            actions.append(KeyAction("Enter", self.tr("到这一项"), self._go_to_place))
        if self.model.can_take(self._row()):
            actions.append(KeyAction("F5", self.tr("取用这个答案"), self._ask_reason))
        actions.append(KeyAction("Esc", self.tr("返回"), self._go_back))
        return actions

    def arrive(self) -> None:
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_survey(self, survey_id: str, place: Place | None, title: str, under: str) -> None:
        """The history of a survey, first of one of its items. Raises FfpError `survey.unknown`."""
        self._is_person = False
        self._show(self._dossier.survey_history(survey_id), survey_scopes(place), title, under)

    def show_person(self, member: str, title: str, under: str) -> None:
        """All that was written of a person, and the events they are named in."""
        self._is_person = True
        self._show(self._dossier.person_history(member), person_scopes(), title, under)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 10)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.head)
        top.addWidget(self._under)
        top.addStretch()
        column.addLayout(top)
        column.addWidget(self.tabs)
        column.addWidget(self.notice)
        column.addWidget(frame_list(self.table), 1)
        self.detail.setMinimumHeight(44)
        column.addWidget(self.detail)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, entries: "Sequence[HistoryEntry]", scopes: Sequence[Scope], title: str, under: str) -> None:
        self._entries, self._scopes = entries, scopes
        self.notice.tell("")
        self.head.setText(title)
        self._under.setText(under)
        self.tabs.set_tabs([(scope.words, sum(map(scope.takes, entries))) for scope in scopes])
        self._show_scope()

    def _show_scope(self) -> None:
        takes = self._scopes[self.tabs.index].takes
        self.model.show([entry for entry in self._entries if takes(entry)], names_round=self._is_person)
        self.table.clearSpans()
        for row in self.model.days():
            self.table.setSpan(row, 0, 1, len(Column))
        self.table.choose(1)  # below the first day
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.model.entry(self._row())
        nothing = self.tr("这里还没有人写过什么。")
        self.detail.setText(say_entry(entry) if entry is not None else nothing)
        self.keys_changed.emit()

    def _row(self) -> int:
        return self.table.row()

    def _place_here(self) -> Place | None:
        """The item the chosen entry is about, if it is in a survey."""
        entry = self.model.entry(self._row())
        return entry.place if entry is not None and entry.survey else None

    # -- doing -------------------------------------------------------------------------------------------------

    def _go_to_place(self) -> None:
        entry = self.model.entry(self._row())
        if entry is not None and self._place_here() is not None:
            self.place_wanted.emit(entry.survey, entry.place)

    def _ask_reason(self) -> None:
        row = self._row()
        entry = self.model.entry(row)
        if entry is None or self.reason.is_open:
            return
        if not self.model.can_take(row):
            is_now = self.model.is_standing(row)
            words = self.tr("现在就是这个答案，不用再取。") if is_now else self.tr("这一条没有答案可以取用。")
            self.notice.tell(words)
            return
        self.notice.tell("")
        self.table.scrollTo(self.table.currentIndex())
        under = self.table.visualRect(self.model.index(row, 0))
        top = under.bottom() + 1
        if top + _REASON > self.table.viewport().height():
            top = under.top() - _REASON
        prompt = self.tr("取用“{0}”，原因：").format(entry.after or self.tr("空"))
        rect = QRect(0, top, self.table.viewport().width(), _REASON)
        self.reason.ask(prompt, rect, lambda reason: self._take(entry, reason))
        self.keys_changed.emit()

    def _take(self, entry: "HistoryEntry", reason: str) -> None:
        """Back to the item, which shows the answer; what the survey refuses is told here."""
        self.table.setFocus()
        self.keys_changed.emit()
        if not reason or entry.place is None or entry.answer is None:
            return
        try:
            self._dossier.take_again(entry.survey, entry.place, entry.answer, reason)
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.place_wanted.emit(entry.survey, entry.place)

    def _go_back(self) -> None:
        """Esc gives a reason up first."""
        if self.reason.is_open:
            self.table.setFocus()
        else:
            self.left.emit()
