"""One open survey: every action of the survey page as one call, durable when it returns."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.evaluation import Effect, Evaluation
from ffp_desktop.domain.findings import Confirmation, Finding
from ffp_desktop.domain.form.definition import Item, Level
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import CLEARED, Answer, Mark, is_value
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.change import Change, Finish
from ffp_desktop.services.entry.draft import answer_row, because_row, confirmation_row, keep_row, member_row, strike_row
from ffp_desktop.services.entry.elsewhere import Elsewhere
from ffp_desktop.services.entry.pile import Pile
from ffp_desktop.services.entry.record import SurveyRecord
from ffp_desktop.services.entry.survey_view import NOT_ANSWERED, SurveyView
from ffp_desktop.store.records import DraftChange


class EntrySession(SurveyView):
    """The answers of one survey under a clerk's hands.

    Every action answers with a `Change`. Nothing raises for what a clerk can type: a bad value is kept with a
    finding, and a disk that refuses is told in `Change.problem` while the answer stays in memory.
    """

    def __init__(
        self, record: SurveyRecord, evaluation: Evaluation, clock: Callable[[], datetime], pile: Pile | None = None
    ) -> None:
        super().__init__(record, evaluation)
        self._clock = clock
        self._pile = pile or Pile()
        self._elsewhere = Elsewhere(record, evaluation)
        state = record.load()
        evaluation.load(state.answers, record.facts(), state.confirmations)
        self._unconfirmed = state.unconfirmed
        self._elsewhere.look_up_all()

    def set_text(self, place: Place, text: str) -> Change:
        """Takes what was typed. At the empty row (`member` "") it makes a new member, whose id is in `focus`."""
        item = self.item(place)
        if item.repeat and not place.member:
            return self._set_in_new_row(place, text) if text.strip() else Change()
        return self._set(place, parse_answer(item, text))

    def choose(self, place: Place, name: str) -> Change:
        """Takes one choice of a single choice."""
        return self.set_text(place, name)

    def toggle(self, place: Place, name: str) -> Change:
        """Ticks or unticks one of several choices; an exclusive choice unticks the others."""
        answer = self._evaluation.answer(place)
        ticked = answer if isinstance(answer, tuple) else ()
        choices = self.item(place).choices
        exclusive = choices.exclusive if choices else ""
        if name in ticked:
            ticked = tuple(other for other in ticked if other != name)
        elif name == exclusive:
            ticked = (name,)
        else:
            ticked = (*(other for other in ticked if other != exclusive), name)
        return self._set(place, ticked or CLEARED)

    def set_mark(self, place: Place, mark: Mark) -> Change:
        """Notes what the paper shows instead of an answer."""
        return self._set(place, mark)

    def clear(self, place: Place) -> Change:
        """Takes the answer away; a calculated value stands again."""
        return self._set(place, CLEARED)

    def copies_above(self, place: Place) -> bool:
        """Whether `copy_above` can mean something here."""
        return bool(place.member) or self._pile.is_shared(self.item(place))

    def copy_above(self, place: Place) -> Change:
        """Takes the answer that stands above."""
        above = self.above(place)
        return self._set(place, above) if is_value(above) else Change()

    def above(self, place: Place) -> Answer | None:
        """The answer of the member above; at items that a pile shares that of the household before."""
        if not place.member:
            return self._pile.last(place.item) if self.copies_above(place) else None
        members = self._evaluation.members
        row = members.index(place.member) if place.member in members else 0
        return self.answer(Place(place.item, members[row - 1])) if row else None

    def add_member(self) -> Change:
        """Adds an empty row; its id is in `focus`."""
        if not self.is_editable:
            return self._closed()
        member = uuid4().hex
        effect = self._evaluation.add_member(member)
        first = Place(self.form.member_items[0].id, member)
        return self._commit([member_row(member)], effect, first, members=True, focus=first)

    def strike_member(self, member: str, reason: str) -> Change:
        if not self.is_editable:
            return self._closed()
        effect = self._evaluation.strike(member, reason)
        self._elsewhere.look_up_all()
        return self._commit([strike_row(member, reason)], effect, members=True)

    def restore_member(self, member: str) -> Change:
        if not self.is_editable:
            return self._closed()
        effect = self._evaluation.restore(member)
        self._elsewhere.look_up_all()
        return self._commit([strike_row(member, None)], effect, members=True)

    def confirm(self, finding: Finding, reason: str) -> Change:
        """Confirms a warning: the operator answers for it, with a reason."""
        if not self.is_editable:
            return self._closed()
        if finding.level is not Level.WARNING:
            return Change()
        at = self._clock().isoformat(timespec="seconds")
        confirmation = Confirmation(reason.strip(), self._record.operator_name, at, finding.fingerprint)
        effect = self._evaluation.confirm(finding.key, confirmation)
        return self._commit([confirmation_row(finding.key, confirmation)], effect, finding.place)

    def take_proposal(self, finding: Finding) -> Change:
        """Enters what the finding proposes; a value that is calculated anyway is left to the calculation."""
        place = finding.place
        proposed = parse_answer(self.item(place), finding.proposal)
        return self._set(place, CLEARED if proposed == self._evaluation.calculated(place) else proposed)

    def keep(self, place: Place) -> Change:
        """Takes over the carried answer at one place as it stands; empty when none waits there."""
        return self._keep((place,) if place in self._unconfirmed else ())

    def keep_section(self, section: str, member: str = "") -> Change:
        """无变化: takes over all carried answers of a section that apply, or of one member in it."""
        return self._keep(self.unconfirmed(section, member))

    def take_again(self, place: Place, answer: Answer, reason: str) -> Change:
        """Sets an answer that stood here before: a new change, whose reason is kept with it."""
        if not self.is_editable:
            return self._closed()
        self._unconfirmed.discard(place)
        effect = self._evaluation.set(place, answer)
        self._elsewhere.look_up(place, effect)
        return self._commit([because_row(place, reason), answer_row(place, answer)], effect, focus=place)

    def undo(self) -> Change:
        """Takes the last action back; empty when there is none."""
        return self._move(self._record.undo)

    def redo(self) -> Change:
        return self._move(self._record.redo)

    def save_pending(self) -> FfpError | None:
        """Tries once more to write what the disk refused; the error while it still refuses."""
        return self._record.save_pending(self._evaluation, self._clock())

    def remember_place(self, place: Place) -> None:
        """Notes where work stands when the survey is left, for the next opening."""
        self._record.remember_place(place)

    def finish(self) -> Finish:
        """完成: needs no error, nothing missing and every warning confirmed; else says where the first stands.

        Raises FfpError `survey.in_conflict`, `survey.not_here`, `store.cannot_write`.
        """
        barring = [finding for finding in self._all_findings() if finding.is_open]
        if barring:
            self._shows_missing = True
            missing = sum(1 for f in barring if f.rule in NOT_ANSWERED)
            errors = sum(1 for f in barring if f.level is Level.ERROR and f.rule not in NOT_ANSWERED)
            return Finish(False, barring[0].place, errors, len(barring) - errors - missing, missing)
        self._record.finish(self._evaluation, self._clock())
        return Finish(True)

    def answer_clues(self) -> None:
        """Where a finished survey was changed elsewhere (a conflict was settled): its clues follow it."""
        if self.header.state not in (State.DRAFT, State.RETURNED):
            self._record.answer_clues(self._evaluation, self._clock())

    def reopen(self, reason: str) -> None:
        """Makes a survey that this office has a draft again, with the reason kept in its history.

        That voids who judged it. Raises FfpError `survey.not_here`, `survey.reason_missing`, `survey.not_finished`.
        """
        self._record.reopen(reason, self._clock())

    # ---- private

    def _set(self, place: Place, answer: Answer) -> Change:
        if not self.is_editable:
            return self._closed()
        if place in self._unconfirmed:
            self._unconfirmed.remove(place)  # typed anew, it is this visit's answer, the same or not
        elif self._stands_there(place, answer):
            return Change()
        self._pile.note(self.item(place), answer)
        effect = self._evaluation.set(place, answer)
        self._elsewhere.look_up(place, effect)
        return self._commit([answer_row(place, answer)], effect, self.focus.next(place))

    def _stands_there(self, place: Place, answer: Answer) -> bool:
        before = self._evaluation.answer(place)
        if answer == before or (before is None and answer is CLEARED):
            return True
        return (before is None or before is CLEARED) and answer == self._evaluation.calculated(place)

    def _keep(self, places: Sequence[Place]) -> Change:
        if not self.is_editable:
            return self._closed()
        if not places:
            return Change()
        self._unconfirmed.difference_update(places)
        return self._commit([keep_row(places)], Effect(places=set(places)), self.focus.next(places[-1]))

    def _set_in_new_row(self, place: Place, text: str) -> Change:
        if not self.is_editable:
            return self._closed()
        member = uuid4().hex
        effect = self._evaluation.add_member(member)
        new_place = Place(place.item, member)
        answer = parse_answer(self.item(place), text)
        merged = _merge(effect, self._evaluation.set(new_place, answer))
        self._elsewhere.look_up(new_place, merged)
        rows = [member_row(member), answer_row(new_place, answer)]
        return self._commit(rows, merged, self.focus.next(new_place), members=True, focus=new_place)

    def _commit(
        self,
        rows: Sequence[DraftChange],
        effect: Effect,
        next_place: Place | None = None,
        *,
        members: bool = False,
        focus: Place | None = None,
    ) -> Change:
        at = self._clock()
        problem = self._record.append(rows, self._evaluation, at, next_place, self.unconfirmed())
        return Change(
            places=frozenset(effect.places | effect.findings),
            findings=bool(effect.findings),
            sections=frozenset(effect.sections),
            members=members,
            saved_at=None if problem else at,
            focus=focus,
            problem=problem,
        )

    def _move(self, step: Callable[[], Place | None]) -> Change:
        """Undo or redo; what could not be written yet is written first, for it is what was done last."""
        if not self.is_editable:
            return self._closed()
        problem = self.save_pending()
        try:
            return Change(problem=problem) if problem else self._follow(step())
        except FfpError as error:
            return Change(problem=error)

    def _follow(self, moved: Place | None) -> Change:
        """Brings memory in line with the rows after undo or redo; `moved` is what to look at, None if nothing moved."""
        if moved is None:
            return Change()
        state = self._record.load()
        before = dict(self._evaluation.answers.given)
        members = list(self._evaluation.answers.members)
        facts = self._record.facts()
        self._evaluation.load(state.answers, facts, state.confirmations)
        self._unconfirmed = state.unconfirmed
        self._elsewhere.look_up_all()
        self._record.save_summary(self._evaluation, self.unconfirmed())
        places = {p for p in {*before, *state.answers.given} if before.get(p) != state.answers.given.get(p)}
        every = places | {Place(i.id, m) for i in self.form.items.values() for m in self._rows_of(i)}
        sections = frozenset(section.id for section in self.form.sections)
        changed_rows = members != state.answers.members or bool(state.answers.struck)
        return Change(frozenset(every), True, sections, changed_rows, self._clock(), moved)

    def _closed(self) -> Change:
        return Change(problem=FfpError("survey.not_open", self.closed_reason))

    def _rows_of(self, item: Item) -> tuple[str, ...]:
        return self.members() if item.repeat else ("",)


def _merge(first: Effect, second: Effect) -> Effect:
    return Effect(first.places | second.places, first.findings | second.findings, first.sections | second.sections)
