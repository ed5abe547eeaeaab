"""One open survey, to look at: what stands at each place, and what can be chosen there."""

from ffp_desktop.domain.answer_text import format_answer, format_printed
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.survey import Place, State, SurveyHeader
from ffp_desktop.domain.values import Answer, Cleared, Mark
from ffp_desktop.services.entry.focus import FocusOrder
from ffp_desktop.services.entry.offers import OfferedChoice, offered_choices
from ffp_desktop.services.entry.progress import SectionState, section_state
from ffp_desktop.services.entry.record import SurveyRecord


class SurveyView:
    """Reads one survey: its answers as they stand on the paper, its members, findings and progress."""

    def __init__(self, record: SurveyRecord, evaluation: Evaluation) -> None:
        self._record = record
        self._evaluation = evaluation
        self._shows_missing = False
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
        return self.header.state in (State.DRAFT, State.RETURNED)

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
        """What stands now; what is missing too, once 完成 was tried."""
        return self._evaluation.all_findings() if self._shows_missing else self._evaluation.findings()

    def missing(self) -> tuple[Place, ...]:
        return self._evaluation.missing()

    def section_state(self, section: str) -> SectionState:
        found = next(s for s in self.form.sections if s.id == section)
        return section_state(self._evaluation, found, self._evaluation.findings())
