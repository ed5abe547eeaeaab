"""Handing surveys up, taking them back before they arrive, and where each of them lies.

API (class `Handing(vault, surveys, clock=datetime.now)`):
    ready(village="") -> ids that can be handed up now      submit(surveys) -> Outcome
    recall(surveys, reason) -> Outcome       where(survey) -> Whereabouts       where_all(lines) -> {id: Whereabouts}
    hands(surveys) -> (Whereabouts, who sent it back)

A village hands 已完成 to its township; a township hands what it judged to the banner. What lies above is read-only
below; it can be taken back until the office above has written a receipt for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.custody import CUSTODY, STATUS, origin_of, submitted_state, unit_above
from ffp_desktop.domain.survey import State
from ffp_desktop.services.review.records import Outcome, Whereabouts
from ffp_desktop.services.review.refusals import review_refusal
from ffp_desktop.services.review.ruling import do_each, require_free, require_here, require_taken, write_ruling
from ffp_desktop.services.surveys import SurveyFilter, Surveys, SurveySummary

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_TOWNSHIP = 9
_ON_THE_WAY = (State.SUBMITTED, State.SUBMITTED_UP)


class Handing:
    """The surveys of one vault on their way up."""

    def __init__(self, vault: "OpenVault", surveys: Surveys, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._surveys = surveys
        self._clock = clock

    def ready(self, village: str = "") -> tuple[str, ...]:
        """What `submit` would take of a region in this round, by number; whether each is whole, `submit` says."""
        states = (State.FINISHED, State.APPROVED) if len(self._unit) == _TOWNSHIP else (State.FINISHED,)
        of_round = self._surveys.current_round().id
        found = [
            line
            for state in states
            for line in self._surveys.list(SurveyFilter(round=of_round, village=village, state=state))
            if line.holder in ("", self._unit)
        ]
        return tuple(line.id for line in sorted(found, key=lambda line: line.number))

    def submit(self, surveys: Iterable[str]) -> Outcome:
        """上报: each that is whole goes to the office above; the others are named. Raises FfpError `survey.unknown`.

        Refusals: `review.not_finished`, `.has_findings`, `.in_conflict`, `.not_here`, `.held`, `.draft_open`.
        """
        done, _none, refused = do_each(self._vault, surveys, self._submit)
        return Outcome(done, refused=refused)

    def recall(self, surveys: Iterable[str], reason: str) -> Outcome:
        """撤回: what was handed up and has not arrived comes back, for a reason.

        Raises FfpError `review.reason_missing`. Refusals: `review.not_recallable`, `.received_above`, `.held`.
        """
        if not reason.strip():
            raise review_refusal("reason_missing")
        done, _none, refused = do_each(self._vault, surveys, lambda summary: self._recall(summary, reason.strip()))
        return Outcome(done, refused=refused)

    def where(self, survey: str) -> Whereabouts:
        """Raises FfpError `survey.unknown`."""
        return self.where_all((self._vault.surveys.get(survey),))[survey]

    def where_all(self, lines: Sequence[SurveySummary]) -> Mapping[str, Whereabouts]:
        """The same of the lines of a list, by survey."""
        above = unit_above(self._unit)
        arrived = self._vault.feeds.arrivals.arrived(above, [line.id for line in lines])
        held = self._vault.feeds.arrivals.held(above)
        now = self._clock()
        return {line.id: self._whereabouts(line, arrived, held, now) for line in lines}

    def hands(self, surveys: Sequence[str]) -> Sequence[tuple[Whereabouts, str]]:
        """Where each of a few surveys lies; and who sent it back, "" while nobody has.

        Raises FfpError `survey.unknown`.
        """
        lines = [self._vault.surveys.get(survey) for survey in surveys]
        where = self.where_all(lines)
        return [(where[line.id], self._returned_by(line)) for line in lines]

    def _returned_by(self, line: SurveySummary) -> str:
        if line.state is not State.RETURNED:
            return ""
        revisions = self._vault.journal.revisions(line.id)
        return next((revision.author_name for revision in revisions if revision.hash == line.handed), "")

    def _submit(self, summary: SurveySummary) -> bool:
        is_judged = summary.state is State.APPROVED and len(self._unit) == _TOWNSHIP
        require_here(self._vault, self._surveys, summary)
        if summary.state is not State.FINISHED and not is_judged:
            raise review_refusal("not_finished", state=summary.state.value)
        require_free(self._vault, self._surveys, summary)
        require_whole(self._surveys, summary)
        is_own_desk = len(self._unit) <= _TOWNSHIP and not is_judged
        receiver = self._unit if is_own_desk else unit_above(self._unit)
        write_ruling(self._vault, summary, {STATUS: submitted_state(receiver), CUSTODY: receiver}, self._now())
        return True

    def _recall(self, summary: SurveySummary, reason: str) -> bool:
        require_taken(self._vault, summary.id)
        above = unit_above(self._unit)
        is_own_desk = summary.holder == self._unit and self._origin_is_here(summary)
        if summary.state not in _ON_THE_WAY or not (is_own_desk or (summary.holder == above != self._unit)):
            raise review_refusal("not_recallable", state=summary.state.value)
        if not is_own_desk and summary.id in self._vault.feeds.arrivals.arrived(above, (summary.id,)):
            raise review_refusal("received_above")
        was_judged = summary.state is State.SUBMITTED_UP and len(self._unit) == _TOWNSHIP
        status = State.APPROVED if was_judged else State.FINISHED
        write_ruling(self._vault, summary, {STATUS: status, CUSTODY: self._unit}, self._now(), reason)
        return True

    def _origin_is_here(self, summary: SurveySummary) -> bool:
        return origin_of(self._vault.journal.revisions(summary.id)) == self._unit

    def _whereabouts(
        self, line: SurveySummary, arrived: frozenset[str], held: frozenset[str], now: datetime
    ) -> Whereabouts:
        holder = line.holder or self._unit
        is_here = holder == self._unit
        is_above = not is_here and self._unit.startswith(holder)
        is_first_hop = is_above and holder == unit_above(self._unit) and line.state in _ON_THE_WAY
        since = line.since or line.created_at
        days = max((now.date() - datetime.fromisoformat(since).date()).days, 0)
        place = (line.id, line.number, line.state, holder, self._surveys.village_name(holder), since, days, is_here)
        is_received = (line.id in arrived if is_first_hop else is_above) or is_here
        return Whereabouts(*place, is_received, is_first_hop and line.id in held)

    @property
    def _unit(self) -> str:
        return self._vault.unit.code

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def require_whole(surveys: Surveys, summary: SurveySummary) -> None:
    """Raises FfpError `review.in_conflict`, `review.has_findings`.

    The line's counts are as of the last change and also count what was accounted for, so they only tell where to look.
    """
    if summary.conflicts:
        raise review_refusal("in_conflict", count=summary.conflicts)
    if (summary.errors or summary.missing) and (gaps := surveys.open(summary.id).gaps()):
        raise review_refusal("has_findings", count=len(gaps))
