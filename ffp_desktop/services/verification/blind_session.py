"""The second entry as the survey page's own sheet takes it: an entry session over a paper that is blank at first.

The same calls and keys as a first entry; every answer goes to the `VerificationSession` instead of the disk, and where
it differs the way onward leads nowhere until a person has decided. Nothing of the first entry is in here: relevance,
offers and calculated answers follow from what was typed this time.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from ffp_desktop.domain.evaluation import Effect, Evaluation
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED, Answer, Cleared
from ffp_desktop.domain.verification.comparison import Decision, is_same
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import Change, EntrySession, SectionKind, SectionState
from ffp_desktop.services.verification.blank_record import BlankRecord
from ffp_desktop.services.verification.blind_order import BlindOrder
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.services.verification.session import Difference, VerificationSession

COUNT = Place(MEMBERS)


class BlindSession(EntrySession):
    """One survey typed a second time. Enter on an item where nothing was typed says that nothing stands there."""

    def __init__(
        self,
        record: BlankRecord,
        evaluation: Evaluation,
        verification: VerificationSession,
        clock: Callable[[], datetime],
    ) -> None:
        self.verification = verification
        self.is_third = False
        """Whether what is typed now is what the paper has where both entries are wrong."""
        self.asked: tuple[Place, ...] = ()
        super().__init__(record, evaluation, clock)
        self._read_places()
        self.focus = BlindOrder(evaluation, self)

    # ---- asking

    @property
    def is_editable(self) -> bool:
        return True

    @property
    def has_fixed_rows(self) -> bool:
        return True

    @property
    def difference(self) -> Difference | None:
        return self.verification.difference

    @property
    def left(self) -> int:
        """How many places are still to be typed."""
        return len(self.asked) - sum(self._typed_in.values())

    @property
    def is_counted(self) -> bool:
        """Whether the number of people was typed; their rows come after it."""
        return self.is_typed(COUNT)

    def is_typed(self, place: Place) -> bool:
        return self.verification.answer(place) is not None

    def sheet_place(self, place: Place) -> Place:
        """Where a place stands on the sheet: the number of people is asked at the first name."""
        first = self.form.member_items[0].id
        members = self.members()
        return Place(first, members[0] if members else "") if place.item == MEMBERS else place

    def is_relevant(self, place: Place) -> bool:
        return super().is_relevant(place) or place in self._shown

    def is_section_relevant(self, section: str) -> bool:
        return super().is_section_relevant(section) or section in self._shown_sections

    def findings(self) -> tuple[Finding, ...]:
        """None: two entries are compared, not checked."""
        return ()

    def missing(self) -> tuple[Place, ...]:
        return tuple(place for place in self.focus.places() if not self.is_typed(place))

    def is_unconfirmed(self, place: Place) -> bool:
        """Whether what stands here was not compared yet: nothing, or ticks that wait for Enter."""
        if place not in self._asked_set or (self.difference is not None and not self.is_third):
            return False
        return not is_same(self.verification.answer(place), self._standing(place)) or not self.is_typed(place)

    def section_state(self, section: str) -> SectionState:
        if not self.is_section_relevant(section):
            return SectionState(section, SectionKind.IRRELEVANT)
        places = self._asked_in.get(section, ())
        done = self._typed_in.get(section, 0)
        kind = SectionKind.EMPTY if not done else SectionKind.PARTIAL if done < len(places) else SectionKind.FULL
        return SectionState(section, kind, done, len(places))

    # ---- typing

    def set_text(self, place: Place, text: str) -> Change:
        """A member's choices come whole from their list; several choices on the sheet wait for Enter."""
        if self.item(place).repeat and not place.member:
            return self.add_member()
        return self._compare_whole(place, super().set_text(place, text))

    def copy_above(self, place: Place) -> Change:
        return self._compare_whole(place, super().copy_above(place))

    def keep(self, place: Place) -> Change:
        """Enter: what stands here is what the paper has."""
        return self._compare(place) if self.is_unconfirmed(place) else Change()

    def keep_section(self, _section: str, _member: str = "") -> Change:
        return Change()

    def count_members(self, text: str) -> Change:
        """Takes how many people the paper lists."""
        return self._take(COUNT, lambda: self.verification.enter(COUNT, text))

    def decide(self, decision: Decision) -> Change:
        """第一次对 or 第二次对, at the difference that waits."""
        waiting = self.difference
        self.is_third = False
        place = waiting.place if waiting else COUNT
        return self._take(place, lambda: self.verification.decide(decision))

    def count_third(self, text: str) -> Change:
        """How many people the paper really lists, when both entries are wrong."""
        self.is_third = False
        return self._take(COUNT, lambda: self.verification.decide(Decision.THIRD, text))

    def retype(self) -> Change:
        """Takes the second entry that differs back, and the paper is blank there again."""
        waiting = self.difference
        self.verification.retype()
        self.is_third = False
        if waiting is None or waiting.place.item == MEMBERS:
            return Change()
        return _changed(self._evaluation.set(waiting.place, CLEARED))

    def undo(self) -> Change:
        return Change()

    def redo(self) -> Change:
        return Change()

    def add_member(self) -> Change:
        return _refused()

    def strike_member(self, _member: str, _reason: str) -> Change:
        return _refused()

    def restore_member(self, _member: str) -> Change:
        return _refused()

    # ---- private

    def _set(self, place: Place, answer: Answer) -> Change:
        effect = self._evaluation.set(place, answer)
        if isinstance(answer, tuple | Cleared):  # ticks, and what is taken away, wait for Enter
            if self.difference is None:
                self.verification.forget(place)
                self._read_places()
            return _changed(effect)
        return self._compare(place, effect)

    def _compare_whole(self, place: Place, change: Change) -> Change:
        """In the member table nothing waits for Enter: what was set goes on by itself."""
        is_waiting = change.problem is None and not change.is_empty and bool(place.member)
        if not is_waiting or not self.is_unconfirmed(place):
            return change
        return self._compare(place, Effect(set(change.places), sections=set(change.sections)))

    def _compare(self, place: Place, before: Effect | None = None) -> Change:
        answer = self._standing(place)
        if self.is_third and self.difference is not None and self.difference.place == place:
            return self._take(place, lambda: self._decide_third(answer), before)
        return self._take(place, lambda: self.verification.enter_answer(place, answer), before)

    def _decide_third(self, answer: Answer) -> None:
        self.verification.decide_third(answer)
        self.is_third = False

    def _take(self, place: Place, act: Callable[[], object], before: Effect | None = None) -> Change:
        """What the verification answers: its refusal, or the paper as it is now known to be."""
        effect = before or Effect()
        try:
            act()
        except FfpError as error:
            return Change(frozenset(effect.places), problem=error)
        self._read_places()
        effect.places.add(self.sheet_place(place))
        found = self.verification.answer(place)
        if place.item == MEMBERS:
            return self._bring_rows(effect) if found is not None else _changed(effect)
        if found is not None and self.difference is None and not is_same(found, self._standing(place)):
            _join(effect, self._evaluation.set(place, found))
        return _changed(effect)

    def _bring_rows(self, effect: Effect) -> Change:
        """The rows to type, once their number is known; those beyond it go."""
        wanted = self.verification.members
        for member in self.members():
            if member not in wanted:
                _join(effect, self._evaluation.remove_member(member))
        for member in wanted:
            if member not in self.members():
                _join(effect, self._evaluation.add_member(member))
        self._read_places()
        return _changed(effect, members=True)

    def _standing(self, place: Place) -> Answer:
        """What stands on the paper of the second entry: typed, or printed there already (否 at A2)."""
        answer = self._evaluation.effective(place)
        return CLEARED if answer is None or isinstance(answer, Cleared) else answer

    def _section_of(self, place: Place) -> str:
        return self.form.member_items[0].section if place.item == MEMBERS else self.item(place).section

    def _read_places(self) -> None:
        """Which places are asked now; those typed, and the one that is due, are open whatever the blank paper says."""
        asked = self.verification.places()
        if asked is not self.asked:
            self.asked, self._asked_set = asked, frozenset(asked)
            self._asked_in: dict[str, list[Place]] = {}
            for place in asked:
                self._asked_in.setdefault(self._section_of(place), []).append(place)
        typed = [place for place in asked if self.is_typed(place)]
        due = next((place for place in asked if not self.is_typed(place)), None)
        self._typed_in = Counter(map(self._section_of, typed))
        self._shown = {place for place in (*typed, due) if place is not None and place.item != MEMBERS}
        self._shown_sections = {self.item(place).section for place in self._shown}


def _join(onto: Effect, effect: Effect) -> None:
    onto.places |= effect.places
    onto.sections |= effect.sections


def _changed(effect: Effect, *, members: bool = False) -> Change:
    return Change(frozenset(effect.places), sections=frozenset(effect.sections), members=members)


def _refused() -> Change:
    sentence = "复录时不加人也不划去人：先填纸上有几口人，多出或少了的核对完在原表上改。"
    return Change(problem=FfpError("verification.rows_fixed", sentence))
