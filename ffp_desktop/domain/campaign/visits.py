"""What a finished survey says to the clues on its household: which it answers, and how. Pure.

API: `Visit`, `read_visit(evaluation, survey, household) -> Visit`, `answer_of(visit) -> Answer`,
`people_of(evaluation)`, `is_answered_by(visited_on, list_date, event_date, days)`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ffp_desktop.domain.campaign.records import Answer, Result
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.survey import Place

DEFAULT_DAYS = 30
"""A household that was visited so many days before a list is not sent again for it."""
YES = "是"


@dataclass(frozen=True, slots=True)
class Visit:
    """A survey as clues see it. `household` is "" for one that is only being made; `people` are the members that
    count, with their numbers' person keys ("" for none)."""

    survey: str
    household: str
    date: str
    result: Result
    reason: str
    by: tuple[str, ...]
    people: tuple[tuple[str, str], ...]

    @property
    def members(self) -> frozenset[str]:
        return frozenset(member for member, _key in self.people)

    @property
    def person_keys(self) -> frozenset[str]:
        return frozenset(key for _member, key in self.people if key)


def read_visit(evaluation: Evaluation, survey: str = "", household: str = "") -> Visit:
    """From the answers as they stand: A1 and 五 give the result, 本户排查人 and 风险研判人 who verified."""
    names = [
        name for item in ("surveyors", "judges") for name in _names(evaluation.effective(Place(item))) if name.strip()
    ]
    visited = evaluation.effective(Place("survey_date"))
    return Visit(
        survey,
        household,
        visited.isoformat() if isinstance(visited, date) else "",
        _result(evaluation),
        str(evaluation.value("not_identified_reason")) if _is_not_identified(evaluation) else "",
        tuple(dict.fromkeys(names)),
        people_of(evaluation),
    )


def people_of(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """The members that count, with their numbers' person keys ("" for none)."""
    return tuple((member, person_key(str(evaluation.value("id_number", member)))) for member in evaluation.members)


def answer_of(visit: Visit) -> Answer:
    return Answer(visit.result, visit.date, visit.by, visit.reason, survey=visit.survey)


def is_answered_by(visited_on: str, list_date: str, event_date: str, days: int) -> bool:
    """Whether a visit of this day can answer a clue: not before what the list tells of happened, and at most `days`
    before the list. All ISO, "" for unknown."""
    if not visited_on or (event_date and visited_on < event_date):
        return False
    try:
        first = (date.fromisoformat(list_date) - timedelta(days=days)).isoformat()
    except ValueError:
        return True
    return visited_on >= first


def _result(evaluation: Evaluation) -> Result:
    if evaluation.value("monitored") == YES:
        return Result.MONITORED
    return Result.IDENTIFIED if evaluation.value("newly_identified") == YES else Result.NOT_IDENTIFIED


def _is_not_identified(evaluation: Evaluation) -> bool:
    return _result(evaluation) is Result.NOT_IDENTIFIED


def _names(answer: object) -> tuple[str, ...]:
    return tuple(map(str, answer)) if isinstance(answer, tuple) else ()
