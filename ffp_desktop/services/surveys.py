"""The surveys of an open vault: start one, list, search and count them, open one for entry."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.visits import Visit, people_of, read_visit
from ffp_desktop.domain.custody import CUSTODY
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.evaluation.board import ConfirmationKey
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Form, Level
from ffp_desktop.domain.periods import find_days
from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.domain.survey import Answers, Place, Round, State, SurveyHeader
from ffp_desktop.errors import FfpError
from ffp_desktop.services.added_regions import natural_villages
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.entry.draft import DraftState, prefill_row, replay, rows_of
from ffp_desktop.services.entry.pile import SURVEY_DATE, Pile
from ffp_desktop.services.entry.prefill import waiting_places
from ffp_desktop.services.entry.record import SurveyRecord
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.entry.units import units_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import check_round, current_round, find_round, open_round, round_facts
from ffp_desktop.services.visit_answers import answer_visits, key_person, visit_days
from ffp_desktop.store.grams import plain_word
from ffp_desktop.store.records import Added, SurveyCounts, SurveyFilter, SurveySummary, WholeSurvey

if TYPE_CHECKING:
    from ffp_desktop.store.found import Found
    from ffp_desktop.store.vault import OpenVault

__all__ = ["NATURAL_VILLAGE", "NewSurvey", "SurveyCounts", "SurveyFilter", "SurveySummary", "Surveys"]

NATURAL_VILLAGE = "natural_village"


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """A whole survey that comes from a file or a generator.

    `reasons` confirm those of its warnings that really stand; `finish` makes it 已完成 when then nothing bars that.
    `household` is the one it is of, "" for a new one; `carried` comes over from the round before, unconfirmed.
    """

    village: str
    state: DraftState
    finish: bool = False
    reasons: Mapping[ConfirmationKey, str] = field(default_factory=dict)
    household: str = ""
    carried: Answers | None = None


class Surveys:
    """What lists and pages do with surveys, in the round that is going on."""

    def __init__(
        self, vault: "OpenVault", shelf: FormShelf, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._shelf = shelf
        self._regions = regions
        self._clock = clock
        self._pile = Pile()

    @property
    def form(self) -> Form:
        """The blank form they are filled in on."""
        return self._shelf.form

    # ---- the round

    def current_round(self) -> Round:
        """The latest round of the vault; the notice's own until another one is opened."""
        return current_round(self._vault)

    def save_round(self, changed: Round) -> None:
        """Keeps period and monitoring line. Raises FfpError `round.not_allowed`, `round.period_wrong`."""
        check_round(self._vault, changed)
        self._vault.rounds.save(changed, self._vault.operator.id, self._now())

    def open_round(self, new: Round) -> None:
        """Opens the next round; see `services.rounds.open_round` for what it raises."""
        open_round(self._vault, new, self._now())

    # ---- lists

    def list(self, wanted: SurveyFilter, limit: int = 0, offset: int = 0) -> Sequence[SurveySummary]:
        """Newest change first."""
        return self._vault.surveys.list(self.with_places(wanted), limit, offset)

    def count(self, wanted: SurveyFilter) -> SurveyCounts:
        return self._vault.surveys.count(self.with_places(wanted))

    def find_days(self, named: str) -> tuple[str, str]:
        """The days that are meant today; all for "". Raises FfpError `list.days_unclear`."""
        return find_days(named, self._clock().date()) if named else ("", "")

    def natural_villages(self, village: str) -> Sequence[str]:
        """Those that were added under the village, then what its surveys have used, the most used first."""
        used = self._vault.surveys.village_suggestions(NATURAL_VILLAGE, village)
        return tuple(dict.fromkeys((*natural_villages(self._vault, village), *used)))

    def village_name(self, code: str) -> str:
        """What people say for a village; the code itself while nobody knows it."""
        village = self._regions.find(code)
        return village.short_name if village else code

    # ---- one survey

    def start(self, village: str, natural_village: str = "", known: DraftState | None = None) -> str:
        """Begins a new draft in a village with what is `known`, visited when the household before was; its id.

        Raises FfpError `survey.village_unknown`.
        """
        state = known or DraftState()
        visited = self._pile.last(SURVEY_DATE)
        if visited is not None:
            state.answers.given[Place(SURVEY_DATE)] = visited
        if natural_village.strip():
            state.answers.given[Place(NATURAL_VILLAGE)] = natural_village.strip()
        return self.add(NewSurvey(village, state))

    def add(self, new: NewSurvey) -> str:
        """Puts a whole survey into the vault; its id. Inside `together` many become one transaction."""
        return self.add_many([new]).surveys[0]

    def add_many(self, new: Iterable[NewSurvey]) -> Added:
        """Puts whole surveys into the vault, all or none. Raises FfpError `survey.village_unknown`."""
        form, at = self._shelf.form, self._now()
        of_round = self.current_round()
        version = f"{form.id}/{form.version}"
        visits: deque[tuple[int, Visit]] = deque()
        whole = self._work_out_all(new, of_round, visits)
        with self._vault.together():
            added = self._vault.surveys.add_many(whole, of_round.id, form.id, version, self._vault.operator.id, at)
            made = [(visit, self._vault.surveys.get(added.surveys[number])) for number, visit in visits]
            seen = [replace(visit, survey=survey.id, household=survey.household) for visit, survey in made]
            answer_visits(self._vault, seen, visit_days(of_round), at)
        return added

    def open(self, survey_id: str) -> EntrySession:
        """Opens a survey for entry. Raises FfpError `survey.unknown`."""
        record = self._record(self._vault.surveys.get(survey_id))
        return EntrySession(record, self._shelf.new_evaluation(), self._clock, self._pile)

    def read(self, survey_id: str) -> tuple[SurveyHeader, DraftState]:
        """A survey's answers as they are kept, without working anything out. Raises FfpError `survey.unknown`."""
        record = self._record(self._vault.surveys.get(survey_id))
        return record.header, record.load()

    def find(self, wanted: SurveyFilter) -> "Found":
        """Counts by state, and the surveys newest change first: their lines page by page, their neighbours."""
        return self._vault.surveys.find(self.with_places(wanted))

    def neighbours(self, survey_id: str, wanted: SurveyFilter) -> tuple[str, str, int, int]:
        """Ids before and after a survey in a list ("" at its ends), its position from 1, and how many there are."""
        found = self.find(wanted)
        at = found.position(survey_id)
        if at < 0:
            return "", "", 0, found.total
        return found.id_at(at - 1), found.id_at(at + 1), at + 1, found.total

    def with_places(self, wanted: SurveyFilter) -> SurveyFilter:
        """What is searched for may also be the name of a township, which no survey's own words hold."""
        words = [word for word in plain_word(wanted.text).split() if not word.isascii()]
        townships = self._regions.at_level(RegionLevel.TOWNSHIP) if words else ()
        return replace(
            wanted, places=tuple((word, one.code) for word in words for one in townships if word in one.name)
        )

    # ---- private

    def _work_out_all(
        self, new: Iterable[NewSurvey], of_round: Round, visits: "deque[tuple[int, Visit]]"
    ) -> Iterator[WholeSurvey]:
        """Each in turn; into `visits` goes what finished ones say to the clues of departments' lists, where any are."""
        has_clues = self._vault.clues.are_there()
        for number, one in enumerate(new):
            whole = self.work_out(one, of_round, has_clues)
            if whole.units is not None and has_clues:
                visits.append((number, read_visit(self._evaluation)))
            yield whole

    def work_out(self, new: NewSurvey, of_round: Round, has_clues: bool = False) -> WholeSurvey:
        """The survey's line and findings, and whether it is finished; `has_clues` where lists may name its people."""
        village = self._regions.find(new.village)
        if village is None or len(new.village) != 12:
            raise FfpError("survey.village_unknown", f"区划表里没有代码 {new.village} 的村。请核对 12 位代码。")
        evaluation, now = self._evaluation, self._clock()
        new.state.answers.given[Place("village")] = new.village
        new.state.answers.given.setdefault(Place(SURVEY_DATE), now.date())
        carried = [prefill_row(new.carried)] if new.carried is not None else []
        state = replay(self._shelf.form, [*rows_of(new.state), *carried]) if carried else new.state
        evaluation.load(state.answers, round_facts(of_round, new.village, now.date()), new.state.confirmations)
        if has_clues:
            members, keys = zip(*people_of(evaluation), strict=True) if evaluation.members else ((), ())
            evaluation.set_fact("key_person", key_person(self._vault, of_round, new.household, members, keys))
        self._confirm(evaluation, new, now)
        waiting = waiting_places(evaluation, state.unconfirmed)
        is_done = new.finish and not waiting and not any(finding.is_open for finding in evaluation.all_findings())
        return WholeSurvey(
            village=new.village,
            household=new.household,
            fields=summarise(evaluation, village.short_name, waiting),
            rows=() if is_done else (*rows_of(new.state), *carried),
            units=units_of(self._shelf.form, state, State.FINISHED) | self._custody if is_done else None,
        )

    @property
    def _custody(self) -> dict[str, str]:
        """What a first revision says beside the answers: this office has the survey."""
        return {CUSTODY: self._vault.unit.code}

    @cached_property
    def _evaluation(self) -> Evaluation:
        """For surveys that come whole, one after the other."""
        return self._shelf.new_evaluation()

    def _confirm(self, evaluation: Evaluation, new: NewSurvey, at: datetime) -> None:
        for finding in evaluation.all_findings() if new.reasons else ():
            reason = new.reasons.get(finding.key)
            if reason and finding.level is Level.WARNING:
                time = at.isoformat(timespec="seconds")
                confirmation = Confirmation(reason, self._vault.operator.name, time, finding.fingerprint)
                new.state.confirmations[finding.key] = confirmation
                evaluation.confirm(finding.key, confirmation)

    def _record(self, summary: SurveySummary) -> SurveyRecord:
        round_ = find_round(self._vault, summary.round)
        header = SurveyHeader(
            id=summary.id,
            household=summary.household,
            round=round_,
            form=summary.form,
            village=summary.village,
            number=summary.number,
            state=summary.state,
            revision=summary.revision,
            revision_hash=summary.revision_hash,
            created_by=summary.created_by,
            holder=summary.holder,
        )
        name = self.village_name(summary.village)
        return SurveyRecord(self._vault, self._shelf.form, header, name, self._clock().date())

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
