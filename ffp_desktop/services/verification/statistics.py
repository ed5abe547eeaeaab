"""Figures of typing: speed and mistakes per operator and day, per item, and what verifiers did. No answer is in them.

Speed is defined in `domain/verification/typing_speed.py`. A mistake belongs to the operator and the day of the first
entry of that answer; the error rate is mistakes in a hundred answers that were typed twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.verification.comparison import ErrorCount, Verdict, count_errors
from ffp_desktop.domain.verification.typing_speed import OperatorDay, work_days
from ffp_desktop.services.verification.record import MEMBERS, Verification, VerificationRecords
from ffp_desktop.services.verification.typing_actions import read_actions

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


@dataclass(frozen=True, slots=True)
class DayFigures:
    """An operator's day: typing, and the mistakes found in what was typed that day. `name` is the operator's."""

    name: str
    work: OperatorDay
    errors: ErrorCount = field(default_factory=ErrorCount)


@dataclass(frozen=True, slots=True)
class VerifierFigures:
    """What a verifier did in the period."""

    name: str
    surveys: int
    errors: ErrorCount
    keys: int
    seconds: int


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """All figures of a period, both days included."""

    since: date
    until: date
    days: tuple[DayFigures, ...]
    items: Mapping[str, ErrorCount] = field(default_factory=dict)  # by item id, in the form's order
    verifiers: tuple[VerifierFigures, ...] = ()

    @property
    def operators(self) -> tuple[DayFigures, ...]:
        """The days of each operator added up; the first day stands for the period."""
        by_name = groupby(self.days, key=lambda day: (day.name, day.work.operator))
        return tuple(_add_up(name, list(days)) for (name, _), days in by_name)


def quality_figures(
    vault: "OpenVault",
    form: Form,
    since: date,
    until: date,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> QualityFigures:
    """The figures of the days from `since` to `until`. `report` is told the surveys done of all, and may stop it."""
    first, after = since.isoformat(), (until + timedelta(days=1)).isoformat()
    names = {operator.id: operator.name for operator in vault.operators.list()}
    records = VerificationRecords(vault, form)
    verifications: list[Verification] = []
    kept = records.surveys()
    for done, survey in enumerate(kept, 1):
        verifications += (one for one in records.of_survey(survey) if one.about.ended)
        report(done, len(kept))
    verdicts = [v for one in verifications for v in one.verdicts if first <= v.typed_on < after and v.typed_by]
    work = {
        (day.operator, day.day): day for day in work_days(read_actions(vault.typing_log.written(first, after), form))
    }
    errors = _errors_by_day(verdicts)
    days = [
        DayFigures(names.get(key[0], key[0]), work.get(key, OperatorDay(*key)), errors.get(key, ErrorCount()))
        for key in work.keys() | errors.keys()
    ]
    days.sort(key=lambda day: (day.name, day.work.operator, day.work.day))
    within = [one for one in verifications if first <= one.about.ended < after]
    return QualityFigures(since, until, tuple(days), _errors_by_item(verdicts, form), _verifiers(within))


def _errors_by_day(verdicts: Iterable[Verdict]) -> dict[tuple[str, date], ErrorCount]:
    found: dict[tuple[str, date], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.typed_by, date.fromisoformat(verdict.typed_on)].append(verdict)
    return {key: count_errors(own) for key, own in found.items()}


def _errors_by_item(verdicts: Iterable[Verdict], form: Form) -> dict[str, ErrorCount]:
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.place.item].append(verdict)
    return {item: count_errors(found[item]) for item in (MEMBERS, *form.items) if item in found}


def _verifiers(verifications: Iterable[Verification]) -> tuple[VerifierFigures, ...]:
    own: dict[tuple[str, str], list[Verification]] = defaultdict(list)
    for one in verifications:
        own[one.about.verifier_name, one.about.verifier].append(one)
    return tuple(
        VerifierFigures(
            name,
            len(done),
            count_errors(verdict for one in done for verdict in one.verdicts),
            sum(one.about.keys for one in done),
            sum(one.about.seconds for one in done),
        )
        for (name, _), done in sorted(own.items())
    )


def _add_up(name: str, days: list[DayFigures]) -> DayFigures:
    errors = ErrorCount()
    for day in days:
        errors = errors.plus(day.errors)
    work = [day.work for day in days]
    total = OperatorDay(
        work[0].operator,
        work[0].day,
        *(sum(getattr(one, part) for one in work) for part in ("keys", "answers", "seconds", "surveys", "finished")),
    )
    return DayFigures(name, total, errors)
