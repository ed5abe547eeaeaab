"""Survey files into an open vault, all or nothing, and out of it again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.evaluation.board import ConfirmationKey
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.survey_file.filed_survey import FiledConfirmation, SurveyFile
from ffp_desktop.services.surveys import NewSurvey, Surveys

if TYPE_CHECKING:
    from ffp_desktop.store.records import SurveySummaryFields
    from ffp_desktop.store.vault import OpenVault


@dataclass(frozen=True, slots=True)
class FiledSurvey:
    """A survey to put in, and whether it is to be 完成 at once (when nothing bars it)."""

    survey: SurveyFile
    finish: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the new surveys' ids in the file's order, and how many of them are 已完成."""

    surveys: tuple[str, ...]
    finished: int


class Exchange:
    """Imports into and exports from one open vault."""

    def __init__(self, vault: "OpenVault", surveys: Surveys, shelf: FormShelf) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._evaluation = shelf.new_evaluation()

    def put_in(self, filed: Iterable[FiledSurvey]) -> Imported:
        """Adds every survey in one transaction; an error from the file or the disk leaves the vault as it was."""
        ids: list[str] = []
        finished = 0
        with self._vault.together():
            for entry in filed:
                confirmations, is_clean = self._judge(entry)
                state = DraftState(entry.survey.answers, confirmations)
                ids.append(self._surveys.add(NewSurvey(entry.survey.village, state, is_clean)))
                finished += is_clean
        return Imported(tuple(ids), finished)

    def take_out(self, survey_ids: Iterable[str]) -> Iterator[SurveyFile]:
        """The surveys as files hold them; struck members stay behind."""
        for survey_id in survey_ids:
            session = self._surveys.open(survey_id)
            answers = session.evaluation.answers
            confirmed = tuple(
                FiledConfirmation(finding.rule, finding.place, finding.confirmed.reason)
                for finding in session.evaluation.all_findings()
                if finding.confirmed is not None
            )
            header = session.header
            yield SurveyFile(
                header.form, header.round.id, header.village, _renumbered(answers), _moved(confirmed, answers)
            )

    def summarise(self, survey_id: str) -> SurveySummaryFields:
        """What lists show of a survey, worked out anew from its answers; for the check of a vault."""
        session = self._surveys.open(survey_id)
        village = county_regions().find(session.header.village)
        return summarise(session.evaluation, village.short_name if village else session.header.village)

    def _judge(self, entry: FiledSurvey) -> tuple[dict[ConfirmationKey, Confirmation], bool]:
        """The file's confirmations for warnings that really stand, and whether the survey can be 完成."""
        survey = entry.survey
        if not survey.confirmed and not entry.finish:
            return {}, False
        facts = round_facts(self._surveys.current_round(), survey.village, date.today())
        self._evaluation.load(survey.answers, facts)
        standing = {finding.key: finding for finding in self._evaluation.all_findings()}
        at = datetime.now().isoformat(timespec="seconds")
        confirmations: dict[ConfirmationKey, Confirmation] = {}
        for filed in survey.confirmed:
            finding = standing.get((filed.rule, filed.place))
            if finding is not None and finding.level is Level.WARNING:
                name = self._vault.operator.name
                confirmations[finding.key] = Confirmation(filed.reason, name, at, finding.fingerprint)
        return confirmations, entry.finish and standing.keys() == confirmations.keys()


def _new_names(answers: Answers) -> dict[str, str]:
    names = {member: f"m{number}" for number, member in enumerate(answers.present_members(), 1)}
    return {"": "", **names}


def _renumbered(answers: Answers) -> Answers:
    """The same answers with members named as files name them."""
    names = _new_names(answers)
    given = {
        Place(place.item, names[place.member]): answer
        for place, answer in answers.given.items()
        if place.member in names
    }
    return Answers(given, [name for name in names.values() if name])


def _moved(confirmed: tuple[FiledConfirmation, ...], answers: Answers) -> tuple[FiledConfirmation, ...]:
    names = _new_names(answers)
    return tuple(
        FiledConfirmation(c.rule, Place(c.place.item, names[c.place.member]), c.reason)
        for c in confirmed
        if c.place.member in names
    )
