"""A survey typed a second time, blind: what stands there shows only where the two entries differ.

For a page: go to `next_place`, give what was typed to `enter`. It answers None when the entries agree, else the
`Difference`; then `decide` before going on, or `retype`. `save` keeps what was done so far; `finish` records it and
makes the corrections as ordinary changes of the survey, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ffp_desktop.domain.answer_text import format_answer, parse_answer
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED, Answer, Cleared, Mark, Unparsed
from ffp_desktop.domain.verification.comparison import Decision, Verdict, is_same, settled
from ffp_desktop.domain.verification.typing_speed import count_keys, time_on_task
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession, OfferedChoice
from ffp_desktop.services.verification.record import MEMBERS, About, Verification, VerificationRecords

_RANKED = frozenset({"risk_types"})
"""Items whose first choice has a meaning of its own: the main risk."""

TypedBy = Mapping[Place, tuple[str, str]]
"""Who typed the answer at a place, and on which day."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The two entries at a place, as an editor shows them; "" for nothing."""

    place: Place
    place_name: str
    first: str
    second: str


class VerificationSession:
    """One survey under a verifier's hands. The survey itself is not touched here."""

    def __init__(
        self,
        survey: EntrySession,
        records: VerificationRecords,
        typed_by: TypedBy,
        kept: Verification,
        clock: Callable[[], datetime],
    ) -> None:
        self._evaluation = survey.evaluation
        self._focus = survey.focus
        self._records = records
        self._typed_by = typed_by
        self._clock = clock
        self._kept = kept.about
        self._moments: list[datetime] = []
        self._keys = 0
        self._pending: Verdict | None = None
        self._verdicts: dict[Place, Verdict] = {}
        self.header = survey.header
        self.form = survey.form
        self._places: tuple[Place, ...] | None = None  # found again when what is asked may have changed
        self._firsts = {place: self._first_answer(place) for place in self.places()}
        for verdict in kept.verdicts:
            self._settle(verdict)

    # ---- asking

    @property
    def members(self) -> tuple[str, ...]:
        """The rows to type, in order; how many there are is asked before them, and rows beyond it are not typed."""
        members, counted = self._evaluation.members, self.answer(Place(MEMBERS))
        return tuple(members[:counted] if isinstance(counted, int) else members)

    def places(self) -> tuple[Place, ...]:
        """Every place to type again, in the paper's order: those a person fills in, the number of people, and what was
        filled in though Enter passes it over. A correction may add places or take some away."""
        if self._places is None:
            self._places = self._find_places()
        return self._places

    @property
    def next_place(self) -> Place | None:
        """The first place that was not typed yet, None when all were."""
        return next((place for place in self.places() if place not in self._verdicts), None)

    @property
    def difference(self) -> Difference | None:
        """The difference that waits for a decision."""
        pending = self._pending
        if pending is None:
            return None
        texts = (self.say(pending.place, answer) for answer in (pending.first, pending.second))
        return Difference(pending.place, self.place_name(pending.place), *texts)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What was compared so far, in the paper's order as far as it is still asked."""
        order = {place: number for number, place in enumerate(self.places())}
        return tuple(sorted(self._verdicts.values(), key=lambda one: order.get(one.place, len(order))))

    @property
    def differences(self) -> int:
        """How many places differed and were decided so far."""
        return sum(verdict.is_first_wrong or verdict.is_second_wrong for verdict in self._verdicts.values())

    @property
    def about(self) -> About:
        seconds = round(time_on_task(self._moments).total_seconds())
        return replace(self._kept, keys=self._kept.keys + self._keys, seconds=self._kept.seconds + seconds)

    @property
    def progress(self) -> tuple[int, int]:
        """How many places were typed, of how many."""
        places = self.places()
        return sum(place in self._verdicts for place in places), len(places)

    def choices(self, place: Place) -> tuple[OfferedChoice, ...]:
        """What can be chosen at a place, without hints: those would tell what stands elsewhere in the first entry."""
        listed = None if place.item == MEMBERS else self.form.items[place.item].choices
        return tuple(OfferedChoice(c.name, c.code, c.initials) for c in listed.choices) if listed else ()

    def text(self, place: Place) -> str:
        """What was found to stand at a place; "" while it was not typed: the first entry does not show."""
        verdict = self._verdicts.get(place)
        return self.say(place, verdict.final) if verdict else ""

    def say(self, place: Place, answer: Answer) -> str:
        """An answer of a place as an editor shows it; "" for nothing."""
        if place.item != MEMBERS:
            return format_answer(self.form.items[place.item], answer)
        return answer.text if isinstance(answer, Unparsed) else str(answer)

    def answer(self, place: Place) -> Answer | None:
        """What was found to stand at a place, None while it was not typed."""
        verdict = self._verdicts.get(place)
        return verdict.final if verdict else None

    def place_name(self, place: Place) -> str:
        """How the paper calls a place: "第3人 A6 居民身份证"."""
        return "家庭成员人数" if place.item == MEMBERS else self._evaluation.place_name(place)

    # ---- typing

    def enter(self, place: Place, text: str) -> Difference | None:
        """Takes the second entry of a place; the difference, if it is one."""
        return self.enter_answer(place, self._parse(place, text))

    def enter_mark(self, place: Place, mark: Mark) -> Difference | None:
        """Takes what the paper shows instead of an answer."""
        return self.enter_answer(place, mark)

    def enter_answer(self, place: Place, second: Answer) -> Difference | None:
        """The same for an answer that is read already. Raises FfpError `verification.undecided`, `…not_asked`."""
        if self._pending is not None:
            raise FfpError("verification.undecided", "上一处两次录入不一样，还没有定哪个对。请先选定再往下录。")
        if place not in self.places():
            raise FfpError("verification.not_asked", "这一项不用再录一遍。请按顺序录下一项。")
        self._note(place, second)
        who = self._typed_by.get(place, self._typed_by.get(Place("")))
        first = self._firsts.get(place, CLEARED)
        same = is_same(first, second, place.item in _RANKED)
        decision = Decision.SAME if same else Decision.FOLLOWED if place not in self._firsts else Decision.SECOND
        final = first if same else second
        verdict = Verdict(place, settled(first), settled(second), decision, settled(final), *(who or ("", "")))
        if decision is Decision.SECOND:
            self._pending = verdict
        else:
            self._settle(verdict)
        return self.difference

    def decide(self, decision: Decision, text: str = "") -> None:
        """Says which entry is right; for 都不对 `text` is what the paper really has.

        Raises FfpError `verification.nothing_to_decide`, `verification.third_is_known`.
        """
        pending = self._waiting(decision)
        if decision is Decision.THIRD:
            self.decide_third(self._parse(pending.place, text))
            return
        self._pending = None
        final = pending.first if decision is Decision.FIRST else pending.second
        self._settle(replace(pending, decision=decision, final=final))

    def decide_third(self, answer: Answer) -> None:
        """都不对, for what the paper really has as an answer that is read already; raises as `decide` does."""
        pending, final = self._waiting(Decision.THIRD), settled(answer)
        if any(is_same(final, one, pending.place.item in _RANKED) for one in (pending.first, pending.second)):
            raise FfpError("verification.third_is_known", "填的和其中一次一样。请直接选那一次，或核对纸表后重填。")
        self._note(pending.place, final)
        self._pending = None
        self._settle(replace(pending, decision=Decision.THIRD, final=final))

    def retype(self) -> None:
        """Takes the second entry that differs back: it was a slip, and is typed once more."""
        self._pending = None

    def forget(self, place: Place) -> None:
        """What stands at a place is being changed: it counts as not typed until it is entered again."""
        self._verdicts.pop(place, None)
        if place.item == MEMBERS:
            self._places = None

    def save(self) -> None:
        """Keeps what was compared so far, to go on later. Raises FfpError `store.cannot_write`."""
        at = self._clock().isoformat(timespec="seconds")
        self._records.write(self.header.village, self.about, self.verdicts, at)

    # ---- private

    def _waiting(self, decision: Decision) -> Verdict:
        if self._pending is None or decision not in (Decision.FIRST, Decision.SECOND, Decision.THIRD):
            raise FfpError("verification.nothing_to_decide", "现在没有要定的地方。请录下一项。")
        return self._pending

    def _find_places(self) -> tuple[Place, ...]:
        walked = [place for place in self._focus.places() if place.member or not self.form.items[place.item].repeat]
        keyed = [place for place in self._evaluation.answers.given if self._is_keyed(place)]
        rows = {"", *self.members}
        there = {place for place in (*walked, *keyed) if place.member in rows}
        places = sorted(there, key=self._evaluation.place_order)
        first_row = next((n for n, place in enumerate(places) if self.form.items[place.item].repeat), len(places))
        return (*places[:first_row], Place(MEMBERS), *places[first_row:])

    def _is_keyed(self, place: Place) -> bool:
        """Whether the first entry has an answer here that stands on the paper."""
        evaluation = self._evaluation
        is_there = not place.member or place.member in evaluation.members
        is_given = not isinstance(evaluation.answers.given[place], Cleared)
        is_on_paper = not self.form.items[place.item].off_paper
        return is_there and is_given and is_on_paper and evaluation.is_relevant(place)

    def _first_answer(self, place: Place) -> Answer:
        if place.item == MEMBERS:
            return len(self._evaluation.members)
        return settled(self._evaluation.effective(place))

    def _parse(self, place: Place, text: str) -> Answer:
        if place.item != MEMBERS:
            return parse_answer(self.form.items[place.item], text)
        count = text.strip()
        return int(count) if count.isascii() and count.isdigit() and len(count) < 4 else Unparsed(text)

    def _note(self, place: Place, answer: Answer) -> None:
        self._moments.append(self._clock())
        self._keys += 1 if place.item == MEMBERS else count_keys(self.form.items[place.item], answer)

    def _settle(self, verdict: Verdict) -> None:
        """Takes a verdict; what is right from here on decides which places are asked."""
        self._verdicts[verdict.place] = verdict
        if verdict.place.item == MEMBERS:
            self._places = None
            return
        is_ranked = verdict.place.item in _RANKED
        if not is_same(self._evaluation.effective(verdict.place), verdict.final, is_ranked):
            self._evaluation.set(verdict.place, verdict.final)
            self._places = None
