"""Survey files into an open vault, all or nothing, and out of it again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.forms import FormShelf
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

    def put_in(self, filed: Iterable[FiledSurvey]) -> Imported:
        """Adds every survey in one transaction; an error from the file or the disk leaves the vault as it was."""
        added = self._surveys.add_many(map(as_new, filed))
        return Imported(added.surveys, added.finished)

    def take_out(self, survey_ids: Iterable[str]) -> Iterator[SurveyFile]:
        """The surveys as files hold them; struck members stay behind."""
        for survey_id in survey_ids:
            header, state = self._surveys.read(survey_id)
            answers = _confirmed(state)
            confirmed = self._standing_confirmations(survey_id) if state.confirmations else ()
            yield SurveyFile(
                header.form,
                header.round.id,
                header.village,
                _renumbered(answers, self._shelf.form),
                _moved(confirmed, answers),
            )

    def summarise(self, survey_id: str) -> "SurveySummaryFields":
        """What lists show of a survey, worked out anew from its answers; for the check of a vault."""
        session = self._surveys.open(survey_id)
        village_name = self._surveys.village_name(session.header.village)
        return summarise(session.evaluation, village_name, session.unconfirmed())

    def _standing_confirmations(self, survey_id: str) -> tuple[FiledConfirmation, ...]:
        """Confirmations of warnings that still stand as they were."""
        return tuple(
            FiledConfirmation(finding.rule, finding.place, finding.confirmed.reason)
            for finding in self._surveys.open(survey_id).evaluation.all_findings()
            if finding.confirmed is not None
        )


def _confirmed(state: DraftState) -> Answers:
    """Without what was carried over and nobody has looked at: that is no answer yet."""
    answers = state.answers
    given = {place: answer for place, answer in answers.given.items() if place not in state.unconfirmed}
    return Answers(given, answers.members, answers.struck)


def as_new(filed: FiledSurvey) -> NewSurvey:
    """The survey with members of its own: a file's names say only who stands in which row."""
    survey = filed.survey
    own = {"": "", **{member: uuid4().hex for member in survey.answers.members}}
    reasons = {(one.rule, Place(one.place.item, own[one.place.member])): one.reason for one in survey.confirmed}
    return NewSurvey(survey.village, DraftState(_with_names(survey.answers, own)), filed.finish, reasons)


def _new_names(answers: Answers) -> dict[str, str]:
    names = {member: f"m{number}" for number, member in enumerate(answers.present_members(), 1)}
    return {"": "", **names}


def _renumbered(answers: Answers, form: Form) -> Answers:
    """The same answers in the paper's order, with members named as files name them."""
    names = _new_names(answers)
    rows = {member: row for row, member in enumerate(names)}
    order = {item: position for position, item in enumerate(form.items)}
    kept = [place for place in answers.given if place.member in names]
    kept.sort(key=lambda place: (rows[place.member], order[place.item]))
    return _with_names(Answers({place: answers.given[place] for place in kept}, answers.members), names)


def _with_names(answers: Answers, names: Mapping[str, str]) -> Answers:
    """The same answers with members under other names; members without one stay behind.

    A file's "m1" is a place in its list; in the vault a member's id is theirs alone.
    """
    given = {
        Place(place.item, names[place.member]): answer
        for place, answer in answers.given.items()
        if place.member in names
    }
    return Answers(given, [names[member] for member in answers.members if member in names])


def _moved(confirmed: tuple[FiledConfirmation, ...], answers: Answers) -> tuple[FiledConfirmation, ...]:
    names = _new_names(answers)
    return tuple(
        FiledConfirmation(c.rule, Place(c.place.item, names[c.place.member]), c.reason)
        for c in confirmed
        if c.place.member in names
    )
