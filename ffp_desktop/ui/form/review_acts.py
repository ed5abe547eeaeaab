"""What a person does in the review of a survey: write, drop and answer comments, approve, give back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.form.comment_words import name_comment_place, ready_replies

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Comment, Outcome, ReviewSheet
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.form.page import SurveyPage
    from ffp_desktop.ui.form.review_part import ReviewPart

RETURN_KEY = "Ctrl+退格"
_WHOLE = Place("")  # where a comment on the whole form is pinned
_BANNER = 6  # digits of its code


class ReviewActs(QObject):
    """Each is one call of the service; a refusal is told in the status bar."""

    def __init__(self, page: "SurveyPage", part: "ReviewPart", desk: "DeskShape | None") -> None:
        super().__init__(page)
        self._page = page
        self._part = part
        self._desk = desk

    @property
    def approval(self) -> str:
        """What this office calls its judgement."""
        is_banner = self._desk is not None and len(self._desk.unit.code) == _BANNER
        return self.tr("审定") if is_banner else self.tr("审核通过")

    def write_comment(self) -> None:
        """F2: a comment at the focused item, begun from a ready sentence or not."""
        if self._part.strip.edit.words:
            self._part.strip.edit.go_on()  # one that was begun goes first
            return
        desk, place = self._desk, self._page.sheet.place
        if desk is None or place is None:
            return
        if self._page.session.item(place).repeat and place.member not in self._page.session.members():
            self._page.actions_by_key.tell(self.tr("这一行还没有人，意见写不上。"))
            return
        prompt = self.tr("{0}，要怎么改：").format(name_comment_place(self._page.session, place))
        sentences = desk.review.ready_sentences(place.item)
        write = partial(self._comment, place, place)
        self._part.strip.edit.ask(prompt, sentences, "", write, partial(self._write_of_all, place))

    def _write_of_all(self, place: Place) -> None:
        """F2 once more: what was begun at `place` is said of the whole form."""
        if self._desk is not None:
            sentences = self._desk.review.ready_sentences()
            write = partial(self._comment, _WHOLE, place)
            edit = self._part.strip.edit
            edit.ask(self.tr("整张表，要怎么改："), sentences, edit.line.text(), write)

    def _comment(self, place: Place, back: Place, words: str) -> None:
        from ffp_desktop.services.review.records import NewComment

        if words:
            self._do(lambda desk, survey: desk.review.comment(survey, NewComment(place, words)))
        self._come_back(back if words else None)

    def drop_comment(self) -> None:
        pending = self._part.pending_here()
        if pending is not None:
            self._do(lambda desk, survey: desk.review.drop_comment(survey, pending.id))

    def answer(self) -> None:
        """F5: what was done about the comment here, or why nothing was."""
        if self._part.strip.edit.words:
            self._part.strip.edit.go_on()
            return
        comment = self._part.open_here()
        if comment is None:
            return
        self._page.sheet.editing.commit()
        prompt = self.tr("答复“{0}”：").format(comment.text)
        known = comment.reply.text if comment.reply is not None else ""
        self._part.strip.edit.ask(prompt, ready_replies(), known, lambda words: self._answer(comment, words))

    def _answer(self, comment: "Comment", words: str) -> None:
        if words:
            self._do(lambda desk, survey: desk.review.answer(survey, {comment.id: words}))
        self._come_back(comment.place if words and comment.place != _WHOLE else None)

    def _come_back(self, place: Place | None) -> None:
        """To the item that was spoken of, or to where one is on the paper."""
        where = place or self._page.sheet.place
        if where is not None:
            self._page.sheet.focus_place(where)

    def approve(self) -> None:
        """F9: this person's judgement; then on to the next survey that waits."""
        desk, survey = self._desk, self._page.session.header.id
        if desk is None:
            return
        try:
            outcome: Outcome = desk.review.approve((survey,))
        except FfpError as error:
            self._page.actions_by_key.tell(error.sentence, is_refused=True)
            return
        if outcome.refused:
            self._page.actions_by_key.tell(outcome.refused[0].error.sentence, is_refused=True)
            return
        self._decide(f"{self.approval}。" if outcome.done else self.tr("初审通过，等第二个人审。"))

    def give_back(self) -> None:
        """退回, with all that was pinned: the first press says what will go where, the second sends it."""
        desk, sheet = self._desk, self._part.sheet
        if desk is None or sheet is None:
            return
        count = len(sheet.pending_comments) + len(sheet.open_comments)
        if not count:
            self._page.actions_by_key.tell(self.tr("退回要写明原因：先到要改的那一项，按 F2 写意见。"), is_refused=True)
        elif not self._part.is_armed:
            self._part.is_armed = True
            words = self.tr("带着 {0} 条意见退回，再按一次 {1}。别的键都不退。")
            self._page.actions_by_key.tell(words.format(count, RETURN_KEY))
        elif self._do(lambda desk, survey: desk.review.return_survey(survey)):
            self._decide(self.tr("已退回，{0} 条意见一起下去。").format(count))

    def _decide(self, words: str) -> None:
        head = self._page.bar.household
        self._page.decided.emit(f"{head}：{words}")

    def _do(self, act: "Callable[[DeskShape, str], ReviewSheet]") -> bool:
        """One write; what it answers is shown."""
        if self._desk is None:
            return False
        try:
            sheet = act(self._desk, self._page.session.header.id)
        except FfpError as error:
            self._page.actions_by_key.tell(error.sentence, is_refused=True)
            return False
        self._page.actions_by_key.tell("")
        self._part.take_sheet(sheet)
        return True
