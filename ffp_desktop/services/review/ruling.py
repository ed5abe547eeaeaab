"""What every act of the review has in common: who may act on a survey now, and the one revision that it is.

API: `require_free(vault, surveys, summary)`, `require_here(…)`, `write_ruling(vault, summary, sets, at, reason="")`,
`require_taken(vault, survey)`, `do_each(vault, surveys, act)`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.services.review.records import Refused
from ffp_desktop.services.review.refusals import review_refusal
from ffp_desktop.services.surveys import Surveys, SurveySummary

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

KIND = "survey"


def require_free(vault: "OpenVault", surveys: Surveys, summary: SurveySummary) -> None:
    """Raises FfpError `review.not_here`, `review.held`, `review.draft_open`: nobody may act on the survey now."""
    require_here(vault, surveys, summary)
    require_taken(vault, summary.id)
    if vault.drafts.changes(summary.id):
        raise review_refusal("draft_open")


def require_here(vault: "OpenVault", surveys: Surveys, summary: SurveySummary) -> None:
    """Raises FfpError `review.not_here`: another office has it."""
    if summary.holder not in ("", vault.unit.code):
        raise review_refusal("not_here", place=surveys.village_name(summary.holder))


def require_taken(vault: "OpenVault", survey: str) -> None:
    """Raises FfpError `review.held` while part of the survey was received and not taken."""
    if vault.feeds.holding.is_held(survey):
        raise review_refusal("held")


def write_ruling(
    vault: "OpenVault", summary: SurveySummary, sets: Mapping[str, Any], at: str, reason: str = ""
) -> None:
    """One revision that knows all there is of the survey, and the survey's line after it."""
    heads = vault.journal.document(summary.id).heads
    texts = {unit: canonical_json(value) for unit, value in sets.items()}
    place = (KIND, summary.id, summary.village, heads)
    vault.journal.append(*place, texts, vault.operator.id, at, reason, summary.form)
    vault.surveys.restate(summary.id)


def do_each(
    vault: "OpenVault", surveys: Iterable[str], act: Callable[[SurveySummary], bool]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Refused, ...]]:
    """Acts on each survey, in one transaction; those for which `act` is true, false, and those that it refused.

    `act` refuses before it writes. Raises FfpError `survey.unknown`.
    """
    done: list[str] = []
    other: list[str] = []
    refused: list[Refused] = []
    with vault.together():
        for survey in dict.fromkeys(surveys):
            summary = vault.surveys.get(survey)
            try:
                (done if act(summary) else other).append(survey)
            except FfpError as error:
                refused.append(Refused(survey, summary.number, error))
    return tuple(done), tuple(other), tuple(refused)
