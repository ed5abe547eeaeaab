"""The findings of a survey file, without a vault: what other households say is not known here."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.rounds import FIRST_ROUND, round_facts
from ffp_desktop.services.survey_file.filed_survey import SurveyFile


def check_survey(survey: SurveyFile, form: Form, of_round: Round = FIRST_ROUND) -> list[dict[str, Any]]:
    """All findings of one survey as JSON rows, errors and warnings in the paper's order.

    `number` is the printed number or null, `member` the 1-based row or null, `level` 错误 or 提醒.
    """
    return next(list_findings([survey], form, of_round))


def list_findings(
    surveys: Iterable[SurveyFile], form: Form, of_round: Round = FIRST_ROUND, today: date | None = None
) -> Iterator[list[dict[str, Any]]]:
    """The rows of each survey in turn; the form's rules are prepared once."""
    evaluation = Evaluation(form)
    for survey in surveys:
        evaluation.load(survey.answers, round_facts(of_round, survey.village, today or date.today()))
        yield encode_findings(evaluation)


def encode_findings(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Everything an evaluation finds, as JSON rows."""
    rows = {member: number for number, member in enumerate(evaluation.members, 1)}
    return [_as_row(evaluation.form, finding, rows) for finding in evaluation.all_findings()]


def _as_row(form: Form, finding: Finding, rows: dict[str, int]) -> dict[str, Any]:
    return {
        "item": finding.place.item,
        "number": form.items[finding.place.item].number or None,
        "member": rows.get(finding.place.member),
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message + finding.action,
    }
