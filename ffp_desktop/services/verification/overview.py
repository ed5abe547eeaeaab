"""Which surveys wait to be typed again, which are on the way, and what came of those that were done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import State
from ffp_desktop.domain.values import Answer
from ffp_desktop.domain.verification.comparison import ErrorCount, Verdict, count_errors
from ffp_desktop.errors import FfpError
from ffp_desktop.services.surveys import SurveySummary
from ffp_desktop.services.verification.record import MEMBERS, Kept, Verification, VerificationRecords
from ffp_desktop.services.verification.typing_actions import read_actions

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class Stage(StrEnum):
    """How far a survey's second entry has come."""

    UNDER_WAY = "正在录"
    WAITING = "待复录"
    DONE = "核完"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. `typist` typed it first; `verifier` "" while it waits. Times are ISO texts."""

    summary: SurveySummary
    stage: Stage
    typist: str
    verifier: str = ""
    verifier_id: str = ""
    at: str = ""
    errors: ErrorCount = field(default_factory=ErrorCount)

    @property
    def is_open(self) -> bool:
        """Whether it can be typed now: a survey that was corrected since waits until it is finished again."""
        return self.stage is not Stage.DONE and self.summary.state is State.FINISHED


@dataclass(frozen=True, slots=True)
class Mistake:
    """One answer that was typed wrong: where, what was typed, and what is right."""

    place_name: str
    typed: str
    right: str


@dataclass(frozen=True, slots=True)
class TypedSurvey:
    """What an operator typed in one survey in some days, and the mistakes that were found in it."""

    summary: SurveySummary
    answers: int
    errors: ErrorCount
    mistakes: tuple[Mistake, ...] = ()


def list_verifications(vault: "OpenVault", form: Form, round_id: str) -> tuple[Listed, ...]:
    """A round's list: what is under way, then what waits, then what was done, the latest first."""
    records = VerificationRecords(vault, form)
    names = {operator.id: operator.name for operator in vault.operators.list()}
    found = [
        line
        for survey in records.surveys()
        if (summary := _summary(vault, survey)) is not None and summary.round == round_id
        for line in _lines(records.read(survey), summary, names.get(summary.created_by, ""))
    ]
    stages = list(Stage)
    found.sort(key=lambda line: line.at, reverse=True)
    return tuple(sorted(found, key=lambda line: stages.index(line.stage)))


def typed_surveys(vault: "OpenVault", form: Form, operator: str, since: date, until: date) -> tuple[TypedSurvey, ...]:
    """The surveys in which an operator typed from `since` to `until`; those with mistakes first."""
    first, after = since.isoformat(), (until + timedelta(days=1)).isoformat()
    answers: dict[str, int] = {}
    for action in read_actions(vault.typing_log.written(first, after), form):
        if action.operator == operator and action.answers:
            answers[action.survey] = answers.get(action.survey, 0) + action.answers
    records = VerificationRecords(vault, form)
    kept = frozenset(records.surveys())
    found = []
    for survey in dict.fromkeys((*answers, *kept)):
        done = [one for one in records.of_survey(survey) if one.about.ended] if survey in kept else []
        own = [
            (one, verdict)
            for one in done
            for verdict in one.verdicts
            if verdict.typed_by == operator and first <= verdict.typed_on < after
        ]
        summary = _summary(vault, survey) if own or survey in answers else None
        if summary is not None:
            errors = count_errors(verdict for _, verdict in own)
            wrong = tuple(_mistake(form, one, verdict) for one, verdict in own if verdict.is_first_wrong)
            found.append(TypedSurvey(summary, answers.get(survey, 0), errors, wrong))
    return tuple(sorted(found, key=lambda one: (-one.errors.first_wrong, -one.errors.compared)))


def _summary(vault: "OpenVault", survey: str) -> SurveySummary | None:
    """None for a survey that is not in this vault: what was found in it came with a bundle of its own."""
    try:
        return vault.surveys.get(survey)
    except FfpError:
        return None


def _lines(kept: Kept, summary: SurveySummary, typist: str) -> Iterator[Listed]:
    """A survey waits while nobody has begun it since it was chosen; a second entry of an older edition lapses."""
    begun = [one for one in kept.verifications if one.about.ended or one.about.revision_hash == summary.revision_hash]
    if kept.chosen_at and not any(one.about.started >= kept.chosen_at for one in begun):
        yield Listed(summary, Stage.WAITING, typist, at=kept.chosen_at)
    for one in begun:
        about = one.about
        stage = Stage.DONE if about.ended else Stage.UNDER_WAY
        at = about.ended or about.started
        yield Listed(summary, stage, typist, about.verifier_name, about.verifier, at, count_errors(one.verdicts))


def _mistake(form: Form, verification: Verification, verdict: Verdict) -> Mistake:
    place = verdict.place
    rows = list(dict.fromkeys(one.place.member for one in verification.verdicts if one.place.member))
    person = f"第{rows.index(place.member) + 1}人 " if place.member in rows else ""
    name = "家庭成员人数" if place.item == MEMBERS else form.items[place.item].place_name
    return Mistake(person + name, _text(form, place.item, verdict.first), _text(form, place.item, verdict.final))


def _text(form: Form, item: str, answer: Answer) -> str:
    return str(answer) if item == MEMBERS else format_printed(form.items[item], answer)
