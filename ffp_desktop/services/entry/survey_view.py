"""One open survey, to look at: what stands at each place, and what can be chosen there."""

from ffp_desktop.domain.answer_text import format_answer, format_printed
from ffp_desktop.domain.campaign.records import Clue
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form, Item, Level
from ffp_desktop.domain.survey import Place, State, SurveyHeader
from ffp_desktop.domain.values import Answer, Cleared, Mark
from ffp_desktop.services.entry.focus import FocusOrder
from ffp_desktop.services.entry.offers import OfferedChoice, offered_choices
from ffp_desktop.services.entry.prefill import unconfirmed_finding, waiting_places
from ffp_desktop.services.entry.previous import Comparison
from ffp_desktop.services.entry.progress import SectionState, section_state
from ffp_desktop.services.entry.record import SurveyRecord
from ffp_desktop.services.visit_answers import ClueNote

NOT_ANSWERED = ("missing", "unconfirmed")


class SurveyView:
    """Reads one survey: its answers as they stand on the paper, its members, findings and progress."""

    def __init__(self, record: SurveyRecord, evaluation: Evaluation) -> None:
        self._record = record
        self._evaluation = evaluation
        self._shows_missing = False
        self._unconfirmed: set[Place] = set()
        self._compared: Comparison | None = None
        self.focus = FocusOrder(evaluation)

    @property
    def header(self) -> SurveyHeader:
        return self._record.header

    @property
    def form(self) -> Form:
        return self._evaluation.form

    @property
    def operator_name(self) -> str:
        return self._record.operator_name

    @property
    def unit_name(self) -> str:
        return self._record.unit_name

    @property
    def evaluation(self) -> Evaluation:
        return self._evaluation

    @property
    def is_editable(self) -> bool:
        """Whether answers can be changed now; a finished survey must be reopened with a reason first."""
        return self.header.state in (State.DRAFT, State.RETURNED) and self._record.is_here

    def clues(self) -> tuple[Clue, ...]:
        """What departments' lists say of the household and of who is on this survey: what the visit must answer, and
        what was answered."""
        return self._record.clues(self._evaluation)

    def clue_notes(self) -> tuple[ClueNote, ...]:
        """The same with what the visit looks at for each."""
        return self._record.clue_notes(self._evaluation)

    @property
    def is_here(self) -> bool:
        """Whether this office has the survey: one level edits at a time, and the others look."""
        return self._record.is_here

    @property
    def closed_reason(self) -> str:
        """Why answers cannot be changed now and what to do, in one sentence; "" when they can."""
        if self.is_editable:
            return ""
        state = self.header.state
        if not self.is_here:
            return f"这张表是“{state.value}”，现在不在本单位，这里只能看。要改请等它退回，或在上级收到以前撤回。"
        if state in (State.APPROVED, State.FINAL):
            return "这张表已经审过，改动会使审核作废。要改请先写明原因，重新打开。"
        return "这张表已经完成，现在不能改。要改请先写明原因，把它改回草稿。"

    @property
    def has_fixed_rows(self) -> bool:
        """Whether members can neither be added nor struck out here."""
        return False

    @property
    def last_place(self) -> Place | None:
        """Where work stopped."""
        return self._record.last_place()

    def members(self) -> tuple[str, ...]:
        """All rows in order, struck ones included."""
        return tuple(self._evaluation.answers.members)

    def is_struck(self, member: str) -> bool:
        return member in self._evaluation.answers.struck

    def strike_reason(self, member: str) -> str:
        strike = self._evaluation.answers.struck.get(member)
        return strike.reason if strike else ""

    def item(self, place: Place) -> Item:
        return self.form.items[place.item]

    def answer(self, place: Place) -> Answer | None:
        """What stands at a place: keyed, else calculated."""
        return self._evaluation.effective(place)

    def text(self, place: Place) -> str:
        """What an editor at this place shows."""
        answer = self.answer(place)
        return "" if isinstance(answer, Mark) else format_answer(self.item(place), answer)

    def printed(self, place: Place) -> str:
        """What stands on the sheet at rest."""
        return format_printed(self.item(place), self.answer(place))

    def is_relevant(self, place: Place) -> bool:
        return self._evaluation.is_relevant(place)

    def is_section_relevant(self, section: str) -> bool:
        return self._evaluation.is_section_relevant(section)

    def is_calculated(self, place: Place) -> bool:
        """Whether the answer shown is calculated, not keyed."""
        given = self._evaluation.answer(place)
        return (given is None or isinstance(given, Cleared)) and self._evaluation.calculated(place) is not None

    def choices(self, place: Place) -> tuple[OfferedChoice, ...]:
        return offered_choices(self._evaluation, place)

    def suggestions(self, place: Place) -> tuple[str, ...]:
        """What the village has used here before, the most used first."""
        return self._record.suggestions(place.item)

    def findings(self) -> tuple[Finding, ...]:
        """What stands now; what is missing or unconfirmed too, once 完成 was tried."""
        return self._all_findings() if self._shows_missing else self._evaluation.findings()

    def gaps(self) -> tuple[Finding, ...]:
        """What keeps the survey from being whole: open errors, and what is missing and not accounted for."""
        return tuple(
            f for f in self._all_findings() if f.is_open and (f.level is Level.ERROR or f.rule in NOT_ANSWERED)
        )

    def missing(self) -> tuple[Place, ...]:
        """The places that still need an answer, or a look at the one that was carried over, in the paper's order."""
        waiting = self._evaluation.missing()
        if not self._unconfirmed:
            return waiting
        return tuple(sorted((*waiting, *self.unconfirmed()), key=self._evaluation.place_order))

    # ---- the round before

    def is_unconfirmed(self, place: Place) -> bool:
        """Whether the answer shown was carried over from the round before and nobody has looked at it yet."""
        return place in self._unconfirmed

    def unconfirmed(self, section: str = "", member: str = "") -> tuple[Place, ...]:
        """Where carried answers wait, in the paper's order: all that apply, or those of a section or a member."""
        return waiting_places(self._evaluation, self._unconfirmed, section, member)

    def changed_since_last(self, place: Place) -> bool:
        """Whether the answer keyed here differs from what the visit before found. Never for someone new."""
        return place not in self._unconfirmed and self._comparison.is_changed(place, self._evaluation.answer(place))

    def is_new_since_last(self, member: str) -> bool:
        """Whether the household was visited before, and nobody had listed this member."""
        return self._comparison.is_new(member)

    def previous_text(self, place: Place) -> str:
        """What the visit before found here, as it was printed; "" when it found nothing."""
        return format_printed(self.item(place), self._comparison.answer(place))

    def gone_since_last(self) -> tuple[str, ...]:
        """The names of those whom the household's last visit listed and who are no longer on the list."""
        return self._comparison.gone(self._evaluation.members)

    @property
    def _comparison(self) -> Comparison:
        """Looked up at the first question, and again when members come."""
        members = self.members()
        if self._compared is None or self._compared.members != members:
            self._compared = Comparison(self._record.previous(members), members)
        return self._compared

    def _all_findings(self) -> tuple[Finding, ...]:
        found = self._evaluation.all_findings()
        if not self._unconfirmed:
            return found
        waiting = (unconfirmed_finding(self._evaluation, place) for place in self.unconfirmed())
        return tuple(sorted((*found, *waiting), key=lambda finding: self._evaluation.place_order(finding.place)))

    def section_state(self, section: str) -> SectionState:
        found = next(s for s in self.form.sections if s.id == section)
        return section_state(self._evaluation, found, self._evaluation.findings(), self.unconfirmed(section))
