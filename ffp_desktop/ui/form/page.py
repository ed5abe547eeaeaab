"""The survey page: bar, navigator, sheet, findings and status bar around one entry session."""

from collections.abc import Callable, Set

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession, SectionState
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.form import item_words
from ffp_desktop.ui.form.arrival import TOP, find_start
from ffp_desktop.ui.form.clue_strip import ClueStrip
from ffp_desktop.ui.form.findings_panel import FindingsPanel, count_open
from ffp_desktop.ui.form.help_card import HelpCard
from ffp_desktop.ui.form.keymap import find_action
from ffp_desktop.ui.form.mark_menu import MarkMenu
from ffp_desktop.ui.form.navigator import Navigator
from ffp_desktop.ui.form.page_actions import PageActions
from ffp_desktop.ui.form.pane_part import PanePart
from ffp_desktop.ui.form.rail import Rail
from ffp_desktop.ui.form.reason_asking import ReasonAsking
from ffp_desktop.ui.form.reopening import Reopening
from ffp_desktop.ui.form.review_part import ReviewPart
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.form.status_bar import EntryStatusBar
from ffp_desktop.ui.form.top_bar import SurveyTopBar
from ffp_desktop.ui.survey_shape import SurveyPageShape
from ffp_desktop.ui.theme import Theme


class SurveyPage(SurveyPageShape):
    """Shows one survey after another; everything it does goes through the session."""

    def __init__(
        self,
        theme: Theme,
        regions: Regions,
        open_session: Callable[[str], EntrySession],
        parent: QWidget | None = None,
        desk: DeskShape | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._regions = regions
        self._open_session = open_session
        self._start = TOP
        self._states: dict[str, SectionState] = {}
        self._has_tried = False
        self._is_built = False
        self.position = (0, 0)  # in the list, from 1; how many there are
        self.bar = SurveyTopBar(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self.pane = PanePart(self)
        self.actions_by_key = PageActions(self)
        self.review = ReviewPart(self, desk)
        self._reopening = Reopening(self)

    # ---- what the window asks

    def top_bar(self) -> QWidget | None:
        return self.bar

    def title(self) -> str:
        return self.session.header.round.name if self._is_built else ""

    def help_chapter(self) -> str:
        return "02-录入"

    def open_survey(self, survey_id: str, place: Place | None = None) -> None:
        """Shows a survey at a place, or where work stopped. Raises `FfpError`."""
        self.show_session(self._open_session(survey_id), place)

    def set_position(self, position: int, total: int) -> None:
        self.position = (position, total)
        self.bar.show_position(position, total)

    def set_attachments(self, count: int) -> None:
        self.bar.show_attachments(count)

    def set_conflicts(self, count: int) -> None:
        self.bar.show_conflicts(count)

    def tell(self, sentence: str) -> None:
        self.status.say_saved(sentence)

    def explain(self) -> bool:
        """F1: opens the card on the focused item, or puts it away."""
        return self.actions_by_key.explain()

    def arrive(self) -> None:
        """The page is shown: back to where work stopped."""
        if self._is_built:
            self._focus_start()

    def leave(self) -> None:
        """What was typed is committed, and where work stands is noted."""
        if self._is_built:
            self.sheet.editing.commit()
            if self.sheet.place is not None:
                self.session.remember_place(self.sheet.place)

    def hold(self) -> bool:
        return self._is_built and (self.review.hold() or self.actions_by_key.hold())

    # ---- showing a survey

    @property
    def session(self) -> EntrySession:
        return self.sheet.session

    def show_session(self, session: EntrySession, place: Place | None = None) -> None:
        """Another survey in this page, at a place or where work stopped."""
        if self._is_built:
            self.leave()
            self.help.hide()
        self._start = place or find_start(session)
        if not self._is_built:
            self._build(session)
        else:
            with self.sheet.laid_out_once():
                self.sheet.show_session(session)
                self.pane.place()
        self._has_tried = False
        self.status.say_saved("")
        self._show_header()
        self._show_findings()
        self.review.start()
        if self.isVisible():
            self._focus_start()

    def _focus_start(self) -> None:
        self.sheet.focus_place(self.sheet.place or self._start)

    def _build(self, session: EntrySession) -> None:
        self.sheet = Sheet(self.theme, self._regions, session, self.take_key)
        self.clues = ClueStrip(self.theme)
        self.navigator = Navigator(self.theme)
        self.panel = FindingsPanel(self.theme, self.sheet.stack.sheet_type)
        self.rail = Rail(self.theme)
        self.status = EntryStatusBar(self.theme, self.sheet.stack.sheet_type)
        self.reason = ReasonAsking(self.theme, self.sheet)
        self.marks = MarkMenu(self.theme, self)
        self.help = HelpCard(self.theme, self)
        self.sheet.editing.choice.capture = self.marks.take_key
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.navigator, self.sheet, self.panel, self.rail):
            row.addWidget(widget)
        self.panel.hide()  # the rail and the notes are there until a section asks for the pane
        self._column.addLayout(row, 1)
        self._column.addWidget(self.clues)
        self._column.addWidget(self.review.strip)
        self._column.addWidget(self.status)
        self.sheet.stack.members.editor.installEventFilter(self)
        self._rescale()
        self._is_built = True
        self._connect()

    def _connect(self) -> None:
        actions = self.actions_by_key
        self.theme.rescaled.connect(self._rescale)
        self.sheet.place_focused.connect(self._take_focus)
        self.sheet.committed.connect(self._take_change)
        self.sheet.reason_wanted.connect(self.reason.ask)
        self.sheet.off_end.connect(actions.tell_end)
        self.sheet.finding_pressed.connect(lambda finding: self.sheet.focus_place(finding.place))
        self.navigator.section_pressed.connect(actions.go_to_section)
        self.panel.place_pressed.connect(self.sheet.focus_place)
        for pressed in (self.panel.fold_pressed, self.rail.unfold_pressed):
            pressed.connect(self.pane.switch)
        self.marks.marked.connect(actions.take_mark)
        self.bar.connect_to(actions)

    def _rescale(self) -> None:
        self.navigator.setFixedWidth(self.theme.sizes.navigator)
        self.panel.setFixedWidth(self.theme.sizes.findings)
        self.rail.setFixedWidth(self.theme.sizes.rail)
        self.pane.place()

    def section(self) -> str:
        """The section with the focus."""
        return self.session.item(self.sheet.place or self._start).section

    # ---- following the session

    def _take_focus(self, place: Place) -> None:
        self.marks.close()
        self.pane.place()
        self.review.take_focus(place)
        self.show_keys()
        self.panel.set_current(place)
        self._show_section()

    def _take_change(self, change: Change) -> None:
        if change.problem is not None:
            self.status.say_saved(item_words.describe_problem(change.problem), is_refused=True)
        elif change.saved_at is not None:
            self.status.say_saved(self.tr("已保存 {0}").format(change.saved_at.strftime("%H:%M:%S")))
        items = self.session.form.items
        self._show_findings({items[place.item].section for place in change.places} | change.sections)
        self.show_keys()
        if any(items[place.item].repeat or items[place.item].section == "basic" for place in change.places):
            self._show_header()

    def show_all(self) -> None:
        """After something that may have changed everything."""
        self._show_header()
        self._show_findings()
        self.show_keys()
        self.sheet.mark_head()

    def _show_findings(self, sections: Set[str] | None = None) -> None:
        """Pane and navigator; only these sections are counted again (None: all)."""
        findings = self.sheet.reading.findings
        missing, waiting = item_words.list_missing(self.session), len(self.session.unconfirmed())
        self.panel.show_findings(findings, missing, waiting, self._has_tried)
        self.rail.show_counts(*count_open(findings))
        for section in self.session.form.sections:
            if sections is None or section.id in sections:
                self._states[section.id] = self.session.section_state(section.id)
        self._show_section()

    def _show_section(self) -> None:
        """The navigator's current section, and the person with the focus."""
        place = self.sheet.place
        member = item_words.ordinal_of(self.session, place)
        self.navigator.show_states(self.session.form.sections, list(self._states.values()), member)
        self.navigator.set_current(self.section() if place is not None else "")

    def show_keys(self) -> None:
        """The focused item and the keys that work for it now."""
        place = self.sheet.place
        if place is not None:
            findings = list(self.sheet.reading.findings)
            keys = item_words.keys_of(self.session, place, findings, self.actions_by_key.caller)
            self.status.show_item(item_words.name_item(self.session, place), [*self.review.keys(), *keys])
            if self.help.isVisible():
                self.help.explain(self.session.item(place))

    def _show_header(self) -> None:
        self.bar.show_household(
            item_words.title_household(self.session), item_words.describe_household(self.session, self._regions)
        )
        self.bar.show_state(self.session.header.state)
        self.clues.show_notes(self.session.clue_notes())

    # ---- keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what a key means on this page; false when it is typing."""
        if self.marks.take_key(event):
            return True
        if self.reason.is_open or self.review.is_writing:
            return False
        if self._takes_first(event):
            return True
        found = find_action(event)
        if found is None:
            return False
        return self.actions_by_key.do(*found)

    def _takes_first(self, event: QKeyEvent) -> bool:
        """The review's keys, and those that would change a closed survey."""
        return self.review.take_key(event) or (not self.session.is_editable and self._reopening.starts(event))

    def note_try(self) -> None:
        """完成 was tried: from now on what is missing is told."""
        self._has_tried = True
        self.sheet.reading.read_findings()
        self.sheet.draw_all()
        self._show_findings()

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_built and self.take_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The member table takes its keys itself, except those of the review and what would change a closed survey."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return self._takes_first(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built and self.help.isVisible():
            self.help.stand_beside(self.sheet)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return False  # Tab is a key of the paper
