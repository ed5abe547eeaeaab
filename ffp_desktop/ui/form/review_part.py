"""The review on the survey page: judging, comments pinned to items, answers to them, and where the survey lies."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.domain.custody import approved_state, submitted_state
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.form.comment_words import comment_lines
from ffp_desktop.ui.form.review_acts import RETURN_KEY, ReviewActs
from ffp_desktop.ui.form.review_strip import ReviewStrip
from ffp_desktop.ui.form.standing_words import say_closed, say_judging, say_lying, say_reopening
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.widgets.key_hint import KeyHint

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Comment, ReviewSheet, Whereabouts
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.form.page import SurveyPage

_TYPIST, _VILLAGE = "录入员", 12
_PLAIN, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = {
    "F2": (Qt.Key.Key_F2, _PLAIN),
    "F5": (Qt.Key.Key_F5, _PLAIN),
    "F8": (Qt.Key.Key_F8, _PLAIN),
    "F9": (Qt.Key.Key_F9, _PLAIN),
    "Ctrl+Del": (Qt.Key.Key_Delete, _CONTROL),
    RETURN_KEY: (Qt.Key.Key_Backspace, _CONTROL),
}


class ReviewPart(QObject):
    """Reads what was said of the survey when it is shown; its keys come before those of the page."""

    def __init__(self, page: "SurveyPage", desk: "DeskShape | None") -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sheet: ReviewSheet | None = None
        self._where: Whereabouts | None = None
        self._walked: set[str] = set()  # comments that F8 went to
        self.is_armed = False  # the return was asked for once
        self._is_warned = False  # that a comment is not written down
        self._acts = ReviewActs(page, self, desk)
        self.strip = ReviewStrip(page.theme)
        self.strip.rows.place_pressed.connect(self._go_to)

    # ---- what the page asks

    @property
    def sheet(self) -> "ReviewSheet | None":
        return self._sheet

    @property
    def is_writing(self) -> bool:
        """Whether a comment or an answer is being written: then every key is its own."""
        return self.strip.edit.is_open and self.strip.edit.line.hasFocus()

    def hold(self) -> bool:
        """Whether words that were not sent would be lost by leaving. Who leaves again knows, and is let go."""
        has_words = bool(self.strip.edit.words)
        is_held, self._is_warned = has_words and not self._is_warned, has_words
        if is_held:
            self._page.actions_by_key.tell(self.tr("这条话还没写下：Enter 写下，Esc 不写。再按一次就不要了。"))
            self.strip.edit.go_on()
        return is_held

    def start(self) -> None:
        """Another survey is shown."""
        self._walked, self.is_armed, self._is_warned = set(), False, False
        self.strip.edit.give_up()
        self.refresh()

    def take_sheet(self, sheet: "ReviewSheet") -> None:
        """After a write: what it answered is shown."""
        self._sheet = sheet
        self._show()

    def refresh(self) -> None:
        """Reads and shows everything again."""
        if self._desk is None:
            return
        survey = self._page.session.header.id
        try:
            self._sheet, self._where = self._desk.review.sheet(survey), self._desk.handing.where(survey)
        except FfpError as error:
            self._page.actions_by_key.tell(error.sentence, is_refused=True)
            return
        self._show()

    def take_focus(self, place: Place) -> None:
        self.is_armed = False
        self.strip.rows.set_current(place)

    def first_place(self) -> Place | None:
        """Where a returned survey opens while something waits for an answer."""
        first = next((one for one in self._unanswered() if self._can_go(one.place)), None)
        return first.place if first is not None else None

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what a key means in the review; false when it is the page's."""
        if self._sheet is None:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = (Qt.Key(event.key()), modifiers)
        if pressed[0] in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
            return False  # on its way to a key
        act = next((act for name, (_words, act) in self._means().items() if _KEYS[name] == pressed), None)
        self.is_armed = self.is_armed and pressed == _KEYS[RETURN_KEY]
        if act is None:
            return False
        act()
        return True

    def keys(self) -> list[KeyAction]:
        """What the review's keys do now, for the status bar; those of the head line are not told twice."""
        told = {hint for hint, _words in self._hints()}
        return [KeyAction(key, words, act) for key, (words, act) in self._means().items() if key not in told]

    def approve(self) -> None:
        """What F9 and the bar's main button do while the survey is judged."""
        self._acts.approve()

    def reopening_words(self) -> str:
        return say_reopening(self._sheet, self._page.session.header.state)

    def closed_words(self) -> str:
        if self._where is None or self._desk is None or self._where.is_here:
            return self._page.session.closed_reason
        return say_closed(self._where, self._desk.unit.code)

    # ---- what can be done now

    @property
    def is_judging(self) -> bool:
        """Whether this person can approve the survey here."""
        return self._is_reviewer and self._state is submitted_state(self._unit)

    @property
    def _is_reviewer(self) -> bool:
        desk, where = self._desk, self._where
        if desk is None or where is None or self._page.session.is_editable:
            return False
        return where.is_here and desk.operator.role != _TYPIST and len(desk.unit.code) < _VILLAGE

    @property
    def _can_comment(self) -> bool:
        return self.is_judging or (self._is_reviewer and self._state is approved_state(self._unit))

    @property
    def _can_pass_on(self) -> bool:
        """A return of the office above goes on down, instead of being worked on here."""
        desk, sheet = self._desk, self._sheet
        if desk is None or sheet is None or desk.operator.role == _TYPIST or len(desk.unit.code) == _VILLAGE:
            return False
        return sheet.state is State.RETURNED and self._page.session.is_here and bool(sheet.returned_from)

    @property
    def _unit(self) -> str:
        return self._desk.unit.code if self._desk is not None else ""

    @property
    def _state(self) -> State | None:
        return self._sheet.state if self._sheet is not None else None

    def _means(self) -> Mapping[str, tuple[str, Callable[[], None]]]:
        means: dict[str, tuple[str, Callable[[], None]]] = {}
        if self._can_comment:
            means["F2"] = (self.tr("写意见"), self._acts.write_comment)
            means[RETURN_KEY] = (self.tr("退回"), self._acts.give_back)
            if self.pending_here() is not None:
                means["Ctrl+Del"] = (self.tr("去掉意见"), self._acts.drop_comment)
        if self._can_pass_on:
            means[RETURN_KEY] = (self.tr("转退回村"), self._acts.give_back)
        if self._page.bar.conflicts:
            means["F9"] = (self.tr("解决冲突"), self._page.actions_by_key.finish)
        elif self.is_judging:
            means["F9"] = (self._acts.approval, self._acts.approve)
        if self.open_here() is not None and not self._has_finding_here():
            means["F5"] = (self.tr("答复意见"), self._acts.answer)
        if self._next_open() is not None:
            means["F8"] = (self.tr("下一条意见"), self.go_to_next_comment)
        return means

    def _hints(self) -> list[tuple[str, str]]:
        means = self._means()
        return [(key, means[key][0]) for key in ("F2", RETURN_KEY) if key in means]

    # ---- comments

    def _unanswered(self) -> "list[Comment]":
        """The comments of the return that is worked on here, as long as nobody has answered them."""
        if self._sheet is None or not self._page.session.is_here:
            return []
        return [one for one in self._sheet.open_comments if one.reply is None]

    def open_here(self) -> "Comment | None":
        """The comment that F5 answers: of this item, else one of the whole form that waits."""
        if self._sheet is None or not self._page.session.is_here:
            return None
        here = [one for one in self._sheet.open_comments if one.place == self._page.sheet.place]
        of_all = (one for one in self._sheet.open_comments if not one.place.item and one.reply is None)
        return next((one for one in here if one.reply is None), here[0] if here else next(of_all, None))

    def pending_here(self) -> "Comment | None":
        pending = self._sheet.pending_comments if self._sheet is not None else ()
        places = (self._page.sheet.place, Place(""))
        return next((one for place in places for one in reversed(pending) if one.place == place), None)

    def _has_finding_here(self) -> bool:
        place = self._page.sheet.place
        return any(f.is_open and place in (f.place, *f.touches) for f in self._page.sheet.reading.findings)

    def _next_open(self) -> "Comment | None":
        waiting = [one for one in self._unanswered() if self._can_go(one.place) and one.id not in self._walked]
        return next((one for one in waiting if one.place != self._page.sheet.place), None)

    def _can_go(self, place: Place) -> bool:
        session = self._page.session
        return bool(place.item) and (not place.member or place.member in session.members())

    def _go_to(self, place: Place) -> None:
        if self._can_go(place):
            self._page.sheet.focus_place(place)

    def go_to_next_comment(self) -> None:
        """F8: comments first, each once; then the page's findings."""
        following = self._next_open()
        if following is not None:
            here = self._page.sheet.place
            self._walked |= {one.id for one in self._unanswered() if one.place in (here, following.place)}
            self._page.sheet.focus_place(following.place)

    # ---- showing

    def _show(self) -> None:
        page, sheet, where = self._page, self._sheet, self._where
        if sheet is None or where is None:
            return
        now = datetime.now()
        standing = say_judging(sheet, self._unit, where.is_here, now)
        lines = comment_lines(sheet, page.session, now)
        self.strip.show_all(*standing, lines, is_judging=self.is_judging)
        self.strip.rows.set_current(page.sheet.place)
        page.bar.show_lying(*say_lying(where, self._unit))
        page.bar.show_finish(self._acts.approval if self.is_judging else self.tr("完成"), is_shown=self._has_finish())
        live = [one for one in sheet.comments if one.is_open or one.is_pending]
        page.sheet.stack.show_commented(frozenset(one.place for one in live))
        items = page.session.form.items
        page.navigator.show_comments(Counter(items[one.place.item].section for one in live if one.place.item in items))
        self._show_hints()
        page.show_keys()

    def _has_finish(self) -> bool:
        return self._page.session.is_editable or self.is_judging

    def _show_hints(self) -> None:
        hints = []
        for key, words in self._hints():
            hint = KeyHint(key, words, self._page.theme)
            hint.clicked.connect(self._means()[key][1])
            hints.append(hint)
        self.strip.set_hints(hints)
