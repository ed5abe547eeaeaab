"""What a person does about the quality of typing: draw surveys, type them again, correct what was wrong."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import Cleared, Mark
from ffp_desktop.domain.verification.comparison import Verdict, is_same
from ffp_desktop.domain.verification.sampling import Candidate, draw_sample
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.entry.draft import KEEP
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import SurveyFilter, Surveys, SurveySummary
from ffp_desktop.services.verification.blank_record import BlankRecord
from ffp_desktop.services.verification.blind_session import BlindSession
from ffp_desktop.services.verification.record import (
    CORRECTED,
    MEMBERS,
    About,
    Verification,
    VerificationRecords,
    find_own,
)
from ffp_desktop.services.verification.session import TypedBy, VerificationSession

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


_AMOUNT = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([%％]?)")


@dataclass(frozen=True, slots=True)
class Sampled:
    """A survey that was drawn. `operator` is the name of who entered it; `is_verified`: it was typed twice before."""

    summary: SurveySummary
    operator: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """What a verification came to. `first_open` is where the corrected survey still has something open, so that it
    stayed a draft; `members_differ`: people have to be added or struck out by hand."""

    compared: int
    differences: int
    corrections: int
    first_open: Place | None = None
    members_differ: bool = False


class Verifications:
    """Verifications of one open vault."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._clock = clock
        self.records = VerificationRecords(vault, shelf.form)

    def sample(self, wanted: SurveyFilter, count: int, seed: str) -> tuple[Sampled, ...]:
        """Draws finished surveys, from each operator in proportion; the same seed draws the same ones.

        Raises FfpError `verification.nothing_to_draw`.
        """
        wanted = replace(wanted, round=wanted.round or self._surveys.current_round().id, state=State.FINISHED)
        finished = {summary.id: summary for summary in self._surveys.list(wanted)}
        if not finished:
            raise FfpError("verification.nothing_to_draw", "没有已完成的表可抽。请先完成录入，或换一个村。")
        among = (Candidate(summary.id, summary.created_by) for summary in finished.values())
        drawn = (finished[candidate.survey] for candidate in draw_sample(among, count, seed))
        names = {operator.id: operator.name for operator in self._vault.operators.list()}
        return tuple(
            Sampled(summary, names.get(summary.created_by, ""), self._is_verified(summary)) for summary in drawn
        )

    def draw(self, wanted: SurveyFilter, amount: str, seed: str) -> tuple[Sampled, ...]:
        """The same for an amount as people say it: "10", or "5%" of what is finished (one at least).

        Raises FfpError `verification.amount_unreadable` too.
        """
        found = _AMOUNT.fullmatch(amount.strip())
        figure = Fraction(found[1]) if found else Fraction(0)
        is_count = found is not None and not found[2]
        if found is None or figure <= 0 or (figure.denominator > 1 if is_count else figure > 100):
            raise FfpError("verification.amount_unreadable", "看不懂抽多少。请写张数，例如 10，或百分数，例如 5%。")
        count = int(figure)
        if not is_count:
            wanted = replace(wanted, round=wanted.round or self._surveys.current_round().id)
            total = self._surveys.count(wanted).by_state.get(State.FINISHED, 0)
            count = max(1, round(total * figure / 100))
        return self.sample(wanted, count, seed)

    def choose(self, survey_ids: Iterable[str]) -> None:
        """Puts surveys on the list to be typed again, all or none. Raises FfpError `survey.unknown`."""
        at = self._clock().isoformat(timespec="seconds")
        with self._vault.together():
            for survey_id in survey_ids:
                self.records.choose(survey_id, self._vault.surveys.get(survey_id).village, at)

    def drop(self, survey_id: str) -> None:
        """Takes a survey off the list. Raises FfpError `survey.unknown`."""
        at = self._clock().isoformat(timespec="seconds")
        self.records.drop(survey_id, self._vault.surveys.get(survey_id).village, at)

    def open(self, survey_id: str, allow_own: bool = False) -> VerificationSession:
        """Begins a second entry, or goes on with one that was left.

        Raises FfpError `survey.unknown`, `verification.not_finished`, and `verification.done_already`, and
        `verification.own_survey` when the operator typed it themselves (unless `allow_own`: there may be one only).
        """
        survey = self._surveys.open(survey_id)
        if survey.header.state is not State.FINISHED:
            raise FfpError("verification.not_finished", "只有已完成的表才能复录核对。请先完成这张表，或另选一张。")
        typed_by = self._typed_by(survey)
        operator = self._vault.operator
        if not allow_own and operator.id in {who for who, _ in typed_by.values()}:
            raise FfpError("verification.own_survey", "这张表是您自己录的，核对要换一个人录。请另选一张，或换人登录。")
        header = survey.header
        kept = self._own(survey_id, header.revision_hash)
        about = About(
            survey_id,
            header.number,
            header.revision,
            header.revision_hash,
            operator.id,
            operator.name,
            self._clock().isoformat(timespec="seconds"),
        )
        return VerificationSession(survey, self.records, typed_by, kept or Verification(about, ()), self._clock)

    def open_blind(self, survey_id: str, allow_own: bool = False) -> BlindSession:
        """The same as the survey page's sheet takes it; raises as `open` does."""
        verification = self.open(survey_id, allow_own)
        record = BlankRecord(self._vault, self._shelf.form, verification, self._clock().date())
        return BlindSession(record, self._shelf.new_evaluation(), verification, self._clock)

    def finish(self, session: VerificationSession) -> Finished:
        """Records the verification, and corrects the survey where its first entry was wrong; all of it or nothing.

        Raises FfpError `verification.not_done`, `…undecided`, `…survey_changed`, `…done_already`.
        """
        if session.difference is not None:
            raise FfpError("verification.undecided", "还有一处两次录入不一样，没有定哪个对。请先选定。")
        if session.next_place is not None:
            name = session.place_name(session.next_place)
            raise FfpError("verification.not_done", f"还没有录完，下一处是{name}。请录完再结束，或先保存。")
        survey = self._surveys.open(session.header.id)
        if (survey.header.revision_hash, survey.header.state) != (session.header.revision_hash, State.FINISHED):
            raise FfpError("verification.survey_changed", "这张表在核对期间改过，核对的不是现在这一版。请重新核对。")
        self._own(session.header.id, session.header.revision_hash)
        verdicts = session.verdicts
        wrong = [verdict for verdict in verdicts if verdict.is_first_wrong or _is_added(verdict)]
        at = self._clock().isoformat(timespec="seconds")
        with self._vault.together():
            about = replace(session.about, ended=at, corrections=len(wrong))
            self.records.write(session.header.village, about, verdicts, at)
            first_open = self._correct(survey, wrong) if wrong else None
        compared = [verdict for verdict in verdicts if verdict.is_compared]
        return Finished(
            len(compared),
            sum(verdict.is_first_wrong or verdict.is_second_wrong for verdict in compared),
            len(wrong),
            first_open,
            any(verdict.place.item == MEMBERS for verdict in wrong),
        )

    # ---- private

    def _own(self, survey_id: str, revision_hash: str) -> Verification | None:
        """The operator's verification of this edition that is under way. Raises FfpError `verification.done_already`"""
        kept = find_own(self.records.of_survey(survey_id), revision_hash, self._vault.operator.id)
        if kept is not None and kept.about.ended:
            raise FfpError("verification.done_already", "这张表的这一版您已经核对完了。请另选一张。")
        return kept

    def _correct(self, survey: EntrySession, wrong: list[Verdict]) -> Place | None:
        """Changes the survey as a person would, and finishes it again; where it stays open, if it does."""
        survey.reopen(f"{CORRECTED} {len(wrong)} 处")
        for verdict in wrong:
            place, final = verdict.place, verdict.final
            if place.item == MEMBERS:
                continue
            if isinstance(final, Cleared):
                change = survey.clear(place)
            elif isinstance(final, Mark):
                change = survey.set_mark(place, final)
            else:
                change = survey.set_text(place, format_answer(survey.item(place), final))
            if change.problem is not None:
                raise change.problem
        if any(verdict.place.item == MEMBERS for verdict in wrong):
            return Place(survey.form.member_items[0].id)
        return survey.finish().first

    def _typed_by(self, survey: EntrySession) -> TypedBy:
        """Who typed each answer last, or kept it as the round before had it; at `Place("")` who began the survey, for
        answers that came with a file or from another computer."""
        summary = self._vault.surveys.get(survey.header.id)
        typed = {Place(""): (summary.created_by, summary.created_at[:10])}
        for kept in self._vault.drafts.history(survey.header.id):
            row = kept.row
            who = (row.operator, row.at[:10])
            if not kept.stands:
                continue
            if row.item.startswith(KEEP):
                places = json.loads(row.value).items()
                typed |= {Place(item, member): who for member, items in places for item in items}
            elif not row.item.startswith("@"):
                typed[Place(row.item, row.member)] = who
        return typed

    def _is_verified(self, summary: SurveySummary) -> bool:
        return any(one.about.ended for one in self.records.of_survey(summary.id))


def _is_added(verdict: Verdict) -> bool:
    """Whether a correction before it brought an answer here."""
    return not verdict.is_compared and not is_same(verdict.first, verdict.final)
