"""复录核对: the paper typed a second time on the survey page's own sheet, with the same keys, blind."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import Change
from ffp_desktop.ui.form import item_words
from ffp_desktop.ui.form.help_card import HelpCard
from ffp_desktop.ui.form.keymap import find_action
from ffp_desktop.ui.form.mark_menu import MarkMenu
from ffp_desktop.ui.form.navigator import Navigator
from ffp_desktop.ui.form.reason_asking import ReasonAsking
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.form.status_bar import EntryStatusBar
from ffp_desktop.ui.page import DESK_TAB, Page
from ffp_desktop.ui.pages.second_entry.deciding import Deciding
from ffp_desktop.ui.pages.second_entry.difference_panel import DifferencePanel
from ffp_desktop.ui.pages.second_entry.done_sheet import DoneSheet
from ffp_desktop.ui.pages.second_entry.page_actions import PageActions
from ffp_desktop.ui.pages.second_entry.paper_words import describe_paper, name_item, say_entry
from ffp_desktop.ui.pages.second_entry.top_bar import SecondEntryBar
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.services.verification import Finished
    from ffp_desktop.services.verification.blind_session import BlindSession
    from ffp_desktop.ui.desk_shape import DeskShape


class SecondEntryPage(Page):
    """Shows one second entry after another. What was typed is kept on leaving; F9 ends it."""

    tab = DESK_TAB
    left = Signal()
    survey_wanted = Signal(str)  # a survey that stayed open after its correction

    def __init__(self, desk: "DeskShape", parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.theme = parts.theme
        self._clock = parts.clock
        self._section = ""
        self.survey_id = ""
        self.is_done = False
        self.is_built = False
        self.bar = SecondEntryBar(self.theme)
        self.done = DoneSheet(self.theme)
        self.actions_by_key = PageActions(self)
        self.deciding = Deciding(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.done, 1)
        self.done.hide()

    # ---- what the window asks

    def top_bar(self) -> QWidget | None:
        return self.bar

    def title(self) -> str:
        return self.tr("复录核对")

    def help_chapter(self) -> str:
        return "11-录入质量"

    def explain(self) -> bool:
        return self.actions_by_key.explain()

    def arrive(self) -> None:
        if self.is_done:
            self.setFocus()
        elif self.sheet.place is not None:
            self.sheet.focus_place(self.sheet.place)
        else:
            self.focus_due()

    def leave(self) -> None:
        """What was typed is committed and kept."""
        self.actions_by_key.keep_typed()

    def hold(self) -> bool:
        return self.actions_by_key.hold()

    # ---- showing a second entry

    def open_survey(self, survey_id: str, *, allow_own: bool = False) -> None:
        """Begins a survey's second entry, or goes on with it. Raises `FfpError` `verification.…`."""
        session = self.desk.quality.open_second_entry(survey_id, allow_own)
        self.survey_id, self.is_done, self._section = survey_id, False, ""
        self.session = session
        if not self.is_built:
            self._build(session)
        else:
            self.panel.hide()
            with self.sheet.laid_out_once():
                self.sheet.show_session(session)
        self.done.hide()
        self._body.show()
        self.status.show()
        self.bar.show_typing()
        self.status.say_saved("")
        self.bar.show_paper(self.tr("复录核对"), describe_paper(self.session, self.desk.regions))
        self.show_progress()
        if self.isVisible():
            self.focus_due()

    def focus_due(self) -> None:
        """The first place that was not typed; the last one when all were."""
        place = self.session.last_place or next(reversed(self.session.asked))
        self.sheet.focus_place(self.session.sheet_place(place))

    def _build(self, session: "BlindSession") -> None:
        self.sheet = Sheet(self.theme, self.desk.regions, session, self.take_key)
        self.navigator = Navigator(self.theme)
        self.status = EntryStatusBar(self.theme, self.sheet.stack.sheet_type)
        self.panel = DifferencePanel(self.theme, self.sheet.stack)
        self.reason = ReasonAsking(self.theme, self.sheet)
        self.marks = MarkMenu(self.theme, self)
        self.help = HelpCard(self.theme, self)
        self.sheet.editing.choice.capture = self.marks.take_key
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigator)
        row.addWidget(self.sheet, 1)
        self._column.insertWidget(0, self._body, 1)
        self._column.addWidget(self.status)
        self.sheet.stack.members.editor.installEventFilter(self)
        self._rescale()
        self.is_built = True
        self._connect()

    def _connect(self) -> None:
        actions = self.actions_by_key
        self.theme.rescaled.connect(self._rescale)
        self.sheet.place_focused.connect(self._take_focus)
        self.sheet.committed.connect(self._take_change)
        self.sheet.reason_wanted.connect(lambda _prompt, _answer: actions.refuse_rows())
        self.sheet.off_end.connect(actions.tell_end)
        self.sheet.stack.stacked.connect(self.place_panel)
        self.navigator.section_pressed.connect(actions.go_to_section)
        self.marks.marked.connect(actions.take_mark)
        self.panel.decided.connect(self.deciding.decide)
        self.panel.taken_back.connect(self.deciding.retype)
        self.bar.back_pressed.connect(actions.go_back)
        self.bar.finish_pressed.connect(actions.finish)
        self.done.left.connect(self.left)
        self.done.survey_wanted.connect(lambda: self.survey_wanted.emit(self.survey_id))

    def _rescale(self) -> None:
        self.navigator.setFixedWidth(self.theme.sizes.navigator)

    # ---- following the session

    @property
    def is_held(self) -> bool:
        """Whether a difference waits for a decision, so that no key is typing."""
        return self.is_built and not self.is_done and self.panel.is_open

    def _take_focus(self, place: Place) -> None:
        self.marks.close()
        session = self.session
        waiting = session.difference
        if waiting is not None and not session.is_third and place != session.sheet_place(waiting.place):
            QTimer.singleShot(0, self, self.return_to_difference)  # a click led away
            return
        section = session.item(place).section
        if self._section not in ("", section):
            self.save()
        self._section = section
        self._show_item(place)
        self.navigator.set_current(section)
        if session.item(place).repeat and not session.is_counted and waiting is None:
            QTimer.singleShot(0, self, self.deciding.ask_count)  # not while the table takes the focus

    def _take_change(self, change: Change) -> None:
        if change.problem is not None:
            self.status.say_saved(change.problem.sentence, is_refused=True)
        self.show_progress()
        if self.session.difference is not None and not self.session.is_third:
            self.show_difference()
        elif self.sheet.place is not None:
            self._show_item(self.sheet.place)

    def show_progress(self) -> None:
        session = self.session
        self.bar.show_progress(session.left, len(session.asked), session.verification.differences)
        states = [session.section_state(section.id) for section in session.form.sections]
        self.navigator.show_states(session.form.sections, states, 0)

    def show_difference(self) -> None:
        """Opens the panel at the item where the entries differ."""
        waiting = self.session.difference
        if waiting is not None:
            texts = (say_entry(waiting.place, text, self.desk.regions) for text in (waiting.first, waiting.second))
            self.panel.open_at(self._panel_room(), waiting.place_name, *texts)
            self.sheet.ensureVisible(self.panel.x(), self.panel.geometry().bottom() + 8, 0, 8)
            if self.sheet.place is not None:
                self._show_item(self.sheet.place)

    def return_to_difference(self) -> None:
        waiting = self.session.difference
        if waiting is not None:
            self.sheet.focus_place(self.session.sheet_place(waiting.place))
            self.show_difference()

    def place_panel(self) -> None:
        """The panel follows its item when rows move."""
        if self.is_held:
            self.panel.stand_by(self._panel_room())
            self.panel.raise_()

    def _panel_room(self) -> QRect:
        place = self.sheet.place
        return self.sheet.stack.item_rect(place) if place is not None else QRect()

    def _show_item(self, place: Place) -> None:
        keys = self.deciding.keys() if self.is_held else self.actions_by_key.typing(place)
        self.status.show_item(name_item(self.session, place), keys)
        if not self.help.isHidden():
            self.help.explain(self.session.item(place))

    def save(self) -> FfpError | None:
        """Keeps what was compared so far; the error when the disk refuses, which is told."""
        if not self.session.verification.verdicts:
            return None
        try:
            self.session.verification.save()
        except FfpError as error:
            self.status.say_saved(item_words.describe_problem(error), is_refused=True)
            return error
        self.status.say_saved(self.tr("已保存 {0}").format(self._clock().strftime("%H:%M:%S")))
        return None

    def show_done(self, done: "Finished") -> None:
        """The paper makes room for what came of it."""
        self.is_done = True
        self.panel.hide()
        self.help.hide()
        self._body.hide()
        self.status.hide()
        self.bar.show_done()
        self.done.tell(done, self.session, self.desk.regions)
        self.done.show()
        self.setFocus()

    # ---- keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what a key means on this page; false when it is typing."""
        if self.is_held:
            self.panel.take_key(event)
            return True
        if self.marks.take_key(event):
            return True
        if self.reason.is_open:
            return False
        found = find_action(event)
        return found is not None and self.actions_by_key.do(*found)

    def press_enter(self) -> None:
        """After F9: to the survey that stayed open, else back."""
        if self.is_done:
            self.done.survey_wanted.emit() if self.done.stays_open else self.left.emit()

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_done:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
            else:
                super().keyPressEvent(event)
        elif self.is_built and self.take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The member table takes its keys itself, except those that are not typing here."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return self.actions_by_key.take_table_key(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_built and self.help.isVisible():
            self.help.stand_beside(self.sheet)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return False  # Tab is a key of the paper
