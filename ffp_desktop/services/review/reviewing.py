"""Judging: the queue of an office, approval by two people, and the way back with comments pinned to items.

API (class `Review(vault, surveys, shelf, clock=datetime.now)`):
    queue(village="") -> tuple[QueueLine, …]       sheet(survey) -> ReviewSheet
    approve(surveys) -> Outcome       return_survey(survey, comments=()) -> ReviewSheet
    comment(survey, NewComment) / drop_comment(survey, comment id) -> ReviewSheet, before the survey is returned
    answer(survey, {comment id: text}) -> ReviewSheet       ready_sentences(item="") -> sentences to begin from

Two different people judge, and neither of them is the only one who typed the survey. A judgement is of the answers as
they are: whatever is written later voids it, and the survey waits for its judges again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.domain.custody import (
    COMMENT,
    CUSTODY,
    JUDGE,
    JUDGES_NEEDED,
    REPLY,
    RETURN,
    STATUS,
    approved_state,
    decode_judges,
    find_judges,
    origin_of,
    seal_of,
    submitted_state,
    typists_of,
)
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.domain.survey import Answers, Place, State
from ffp_desktop.services.entry.units import state_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.review.handing import require_whole
from ffp_desktop.services.review.records import NewComment, Outcome, QueueLine, ReviewSheet
from ffp_desktop.services.review.refusals import review_refusal
from ffp_desktop.services.review.ruling import KIND, do_each, require_free, require_taken, write_ruling
from ffp_desktop.services.review.sentences import read_sentences
from ffp_desktop.services.review.sheet import AT_HOME, read_sheet
from ffp_desktop.services.surveys import SurveyFilter, Surveys, SurveySummary
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

MOST_LETTERS = 200
_VILLAGE, _TOWNSHIP, _BANNER = 12, 9, 6
_JUDGES = Place("judges")


class Review:
    """The judging of one office."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, shelf: FormShelf, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._clock = clock

    # ---- looking

    def queue(self, village: str = "") -> tuple[QueueLine, ...]:
        """What waits for this office in this round: village by village, in each those with findings first."""
        waits = submitted_state(self._unit)
        wanted = SurveyFilter(round=self._surveys.current_round().id, village=village, state=waits)
        lines = [line for line in self._surveys.list(wanted) if line.holder == self._unit]
        now = self._clock()
        return tuple(sorted((self._queue_line(line, now) for line in lines), key=_queue_order))

    def sheet(self, survey: str) -> ReviewSheet:
        """Comments, answers, judgements. Raises FfpError `survey.unknown`."""
        return read_sheet(self._vault, survey)

    def ready_sentences(self, item: str = "") -> tuple[str, ...]:
        """What reviewers often write about an item, then about any; to be edited."""
        return read_sentences(self._shelf.folder, item)

    # ---- judging

    def approve(self, surveys: Iterable[str]) -> Outcome:
        """审核通过, or at the banner 审定: `done` when this is the second person, `waiting` for one after the first.

        Raises FfpError `review.not_allowed`, `review.no_desk`, `survey.unknown`. Refusals: `review.not_submitted`,
        `.not_here`, `.held`, `.draft_open`, `.in_conflict`, `.has_findings`, `.judges_too_few`, `.only_typist`,
        `.second_needed`, `.not_judged_below`, `.comments_pending`.
        """
        self._require_reviewer()
        done, waiting, refused = do_each(self._vault, surveys, self._approve)
        return Outcome(done, waiting, refused)

    def comment(self, survey: str, new: NewComment) -> ReviewSheet:
        """Pins a comment, durably; it goes down with the next return. Raises what `return_survey` raises."""
        return self._write_comments(survey, lambda answers: {COMMENT + uuid4().hex: self._comment(new, answers)})

    def drop_comment(self, survey: str, comment: str) -> ReviewSheet:
        """Takes one back before it is returned. Raises FfpError `review.comment_unknown`, or as `comment` does."""
        if comment not in {one.id for one in self.sheet(survey).pending_comments}:
            raise review_refusal("comment_unknown")
        return self._write_comments(survey, lambda _answers: {COMMENT + comment: None})

    def return_survey(self, survey: str, comments: Sequence[NewComment] = ()) -> ReviewSheet:
        """退回: one hop down, with these comments and those that were pinned before; what the office above had said
        of it goes on down unchanged.

        Raises FfpError `review.not_allowed`, `.no_desk`, `.comment_missing`, `.comment_long`, `.place_unknown`,
        `.not_returnable`, `.not_here`, `.held`, `.draft_open`, `survey.unknown`.
        """
        summary, receiver = self._require_returnable(survey)
        sheet = self.sheet(survey)
        passed_on = [comment.id for comment in (*sheet.open_comments, *sheet.pending_comments)]
        answers = self._answers(survey)
        written = {uuid4().hex: self._comment(comment, answers) for comment in comments}
        if not written and not passed_on:
            raise review_refusal("comment_missing")
        sets: dict[str, Any] = {COMMENT + name: value for name, value in written.items()}
        sets[RETURN] = {"unit": self._unit, "to": receiver, "comments": [*passed_on, *written]}
        with self._vault.together():
            write_ruling(self._vault, summary, sets | {STATUS: State.RETURNED, CUSTODY: receiver}, self._now())
        return self.sheet(survey)

    def answer(self, survey: str, replies: Mapping[str, str]) -> ReviewSheet:
        """What was done about comments, or why nothing was; a later answer takes the place of an earlier one.

        Raises FfpError `review.nothing_to_answer`, `.comment_unknown`, `.comment_missing`, `.comment_long`, `.held`.
        """
        summary = self._vault.surveys.get(survey)
        if summary.holder not in ("", self._unit) or summary.state not in AT_HOME:
            raise review_refusal("nothing_to_answer")
        require_taken(self._vault, survey)
        known = {comment.id for comment in self.sheet(survey).open_comments}
        if not known:
            raise review_refusal("nothing_to_answer")
        if not replies or not known.issuperset(replies):
            raise review_refusal("comment_unknown")
        sets = {REPLY + comment: {"text": _plain(text)} for comment, text in replies.items()}
        with self._vault.together():
            write_ruling(self._vault, summary, sets, self._now())
        return self.sheet(survey)

    # ---- private

    def _queue_line(self, line: SurveySummary, now: datetime) -> QueueLine:
        judges = [judge for judge in decode_judges(line.judged) if judge.unit == self._unit]
        days = max((now.date() - datetime.fromisoformat(line.since).date()).days, 0)
        place = (line.id, line.number, line.village, line.village_name, line.head_name, line.state, days)
        counts = (line.errors, line.warnings, line.missing, line.conflicts)
        standing = tuple(judge.name for judge in judges if judge.stands)
        is_void = any(not judge.stands for judge in judges)
        return QueueLine(*place, *counts, standing, is_void, line.member_count)

    def _write_comments(self, survey: str, make: Callable[[Answers], dict[str, Any]]) -> ReviewSheet:
        summary, _receiver = self._require_returnable(survey)
        with self._vault.together():
            write_ruling(self._vault, summary, make(self._answers(survey)), self._now())
        return self.sheet(survey)

    def _require_returnable(self, survey: str) -> tuple[SurveySummary, str]:
        """The survey's line, and the office that a return of it goes to."""
        self._require_reviewer()
        summary = self._vault.surveys.get(survey)
        require_free(self._vault, self._surveys, summary)
        return summary, self._unit_below(summary, self._vault.journal.revisions(survey))

    def _answers(self, survey: str) -> Answers:
        return state_of(self._form, self._vault.journal.units(KIND, survey)).answers

    def _approve(self, summary: SurveySummary) -> bool:
        """Whether it is through; else it waits for the second person."""
        if summary.state is not submitted_state(self._unit):
            raise review_refusal("not_submitted", state=summary.state.value)
        require_free(self._vault, self._surveys, summary)
        require_whole(self._surveys, summary)
        revisions = {revision.hash: revision for revision in self._vault.journal.revisions(summary.id)}
        document = merge(revisions.values())
        me = self._vault.operator
        if pending := self.sheet(summary.id).pending_comments:
            raise review_refusal("comments_pending", count=len(pending))
        self._require_two_judges(revisions.values(), document)
        self._require_judged_below(document, revisions)
        others = {judge.name for judge in find_judges(document, revisions, self._unit) if judge.stands}
        if me.name in others and len(others) < JUDGES_NEEDED:
            raise review_refusal("second_needed")
        is_through = len(others | {me.name}) >= JUDGES_NEEDED
        judgement = {"name": me.name, "seal": seal_of(document)}
        sets: dict[str, Any] = {f"{JUDGE}{self._unit}:{me.id}": judgement}
        if is_through:
            sets[STATUS] = approved_state(self._unit)
        write_ruling(self._vault, summary, sets, self._now())
        return is_through

    def _require_two_judges(self, revisions: Iterable[Revision], document: DocumentState) -> None:
        """Section 五 names two, and neither they nor whoever approves is the only one who typed."""
        typists = typists_of(revisions)
        alone = next(iter(typists)) if len(typists) == 1 else ""
        if self._vault.operator.name == alone:
            raise review_refusal("only_typist")
        units = {unit: document.value(unit) for unit in document.units}
        named = state_of(self._form, units).answers.given.get(_JUDGES)
        names = set(named) if isinstance(named, tuple) else set()
        if len(names - {alone}) < JUDGES_NEEDED:
            raise review_refusal("judges_too_few")

    def _require_judged_below(self, document: DocumentState, revisions: Mapping[str, Revision]) -> None:
        if len(self._unit) != _BANNER or len(origin_of(revisions.values())) == _BANNER:
            return
        judges = {judge.name for judge in find_judges(document, revisions, level=_TOWNSHIP) if judge.stands}
        if len(judges) < JUDGES_NEEDED:
            raise review_refusal("not_judged_below")

    def _unit_below(self, summary: SurveySummary, revisions: Iterable[Revision]) -> str:
        """Where a return goes: one level down, and no further than where the survey began."""
        mine = (submitted_state(self._unit), approved_state(self._unit))
        origin = origin_of(revisions) or summary.village
        is_passing = summary.state is State.RETURNED and len(origin) > len(self._unit)
        if summary.state not in mine and not is_passing:
            raise review_refusal("not_returnable", state=summary.state.value)
        below = summary.village[: _TOWNSHIP if len(self._unit) == _BANNER else _VILLAGE]
        return min(below, origin, key=len)

    def _comment(self, comment: NewComment, answers: Answers) -> dict[str, Any]:
        place = comment.place
        item = self._form.items.get(place.item)
        is_there = item is None and place == Place("")
        if item is not None:
            is_there = place.member in answers.members if item.repeat else not place.member
        if not is_there:
            raise review_refusal("place_unknown")
        told = {"item": place.item, "member": place.member, "text": _plain(comment.text)}
        return told | {"unit": self._unit, "order": self._paper_order(place, answers)}

    def _paper_order(self, place: Place, answers: Answers) -> list[int]:
        """Section, row of the member, item; the whole form comes first."""
        if not place.item:
            return [-1, 0, 0]
        sections = [section.id for section in self._form.sections]
        row = answers.members.index(place.member) if place.member else 0
        return [sections.index(self._form.items[place.item].section), row, list(self._form.items).index(place.item)]

    def _require_reviewer(self) -> None:
        if self._vault.operator.role is Role.ENTRY:
            raise review_refusal("not_allowed")
        if len(self._unit) == _VILLAGE:
            raise review_refusal("no_desk")

    @property
    def _unit(self) -> str:
        return self._vault.unit.code

    @property
    def _form(self) -> Form:
        return self._shelf.form

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _plain(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        raise review_refusal("comment_missing")
    if len(plain) > MOST_LETTERS:
        raise review_refusal("comment_long", most=MOST_LETTERS)
    return plain


def _queue_order(line: QueueLine) -> tuple[Any, ...]:
    return (line.village, not line.conflicts, not line.findings, -line.days, line.number)
