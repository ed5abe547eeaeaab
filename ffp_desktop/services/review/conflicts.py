"""Conflicts: units that two sides wrote without knowing each other; shown side by side, and settled by a person.

API (class `Conflicts(vault, surveys, shelf, clock=datetime.now)`):
    list(village="") -> tuple[ConflictLine, …]       show(survey) -> tuple[UnitConflict, …]
    count(survey) -> units that differ
    resolve(survey, {unit: Decision}, reason) -> tuple[UnitConflict, …] that are left

The decision is a revision that names every side as its parent. It travels like any other, so a conflict that was
settled does not come back, wherever the sides are met again. State and custody are settled together.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.conflicts import Conflict, Side, find_conflicts, known_at
from ffp_desktop.domain.custody import CUSTODY, STATUS
from ffp_desktop.domain.revisions import Revision, ancestors_of, canonical_json
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.entry.units import state_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.review.conflict_records import (
    ConflictLine,
    ConflictSide,
    Decision,
    UnitConflict,
)
from ffp_desktop.services.review.refusals import review_refusal
from ffp_desktop.services.review.ruling import KIND, require_taken, write_ruling
from ffp_desktop.services.review.unit_printing import UnitPrinter, with_texts
from ffp_desktop.services.surveys import Surveys, SurveySummary

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_NAME = "name"


class Conflicts:
    """The conflicts of one vault."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, shelf: FormShelf, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._clock = clock

    def list(self, village: str = "") -> tuple[ConflictLine, ...]:
        """The surveys of a region, of all rounds, by number."""
        return tuple(
            ConflictLine(one.id, one.number, one.village, one.village_name, one.head_name, one.holder, one.conflicts)
            for one in self._vault.surveys.in_conflict(village)
        )

    def count(self, survey: str) -> int:
        """In how many units two sides differ. Raises FfpError `survey.unknown`."""
        return self._vault.surveys.get(survey).conflicts

    def show(self, survey: str) -> tuple[UnitConflict, ...]:
        """Both sides of every unit that differs; () when none does. Raises FfpError `survey.unknown`."""
        self._vault.surveys.get(survey)
        revisions = self._vault.journal.revisions(survey)
        found = {conflict.unit: conflict for conflict in find_conflicts(revisions)}
        answers = state_of(self._shelf.form, self._vault.journal.units(KIND, survey)).answers
        names = {member: str(answers.given.get(Place(_NAME, member), "")) for member in answers.members}
        printer = UnitPrinter(self._shelf.form, names, self._surveys.village_name)
        known = ancestors_of({revision.hash: revision for revision in revisions})
        versions = {digest: len(before) + 1 for digest, before in known.items()}
        return tuple(
            self._tell(conflict, printer, _custodies(revisions, conflict) if unit == STATUS else (), versions)
            for unit, conflict in found.items()
            if not (unit == CUSTODY and STATUS in found)
        )

    def resolve(self, survey: str, decisions: Mapping[str, Decision], reason: str) -> tuple[UnitConflict, ...]:
        """Settles these units in one revision; the conflicts that are left.

        Raises FfpError `review.reason_missing`, `.no_conflict`, `.choice_unknown`, `.place_unknown`, `.value_wrong`,
        `.not_here`, `.held`, `survey.unknown`.
        """
        summary = self._vault.surveys.get(survey)
        if not reason.strip():
            raise review_refusal("reason_missing")
        require_taken(self._vault, survey)
        revisions = self._vault.journal.revisions(survey)
        found = {conflict.unit: conflict for conflict in find_conflicts(revisions)}
        self._require_here(summary, found, revisions)
        sets: dict[str, Any] = {}
        for unit, decision in decisions.items():
            if unit not in found:
                raise review_refusal("no_conflict")
            sets |= self._settle(found[unit], decision, revisions)
        if not sets:
            raise review_refusal("no_conflict")
        with self._vault.together():
            write_ruling(self._vault, summary, sets, self._clock().isoformat(timespec="seconds"), reason.strip())
            session = self._surveys.open(survey)
            name = self._surveys.village_name(summary.village)
            self._vault.surveys.save_summary(survey, summarise(session.evaluation, name, session.unconfirmed()))
            session.answer_clues()
        return self.show(survey)

    def _require_here(
        self, summary: SurveySummary, found: Mapping[str, Conflict], revisions: Sequence[Revision]
    ) -> None:
        """The office that has the survey settles it; where just that is unclear, each that may have it."""
        holders = {summary.holder}
        for unit in {STATUS, CUSTODY} & found.keys():
            holders |= set(_custodies(revisions, found[unit]))
        if not holders & {"", self._vault.unit.code}:
            raise review_refusal("not_here", place=self._surveys.village_name(summary.holder))

    def _settle(self, conflict: Conflict, decision: Decision, revisions: Sequence[Revision]) -> dict[str, Any]:
        unit = conflict.unit
        if not 0 <= decision.side < len(conflict.sides):
            raise review_refusal("choice_unknown")
        side = conflict.sides[decision.side]
        value = with_texts(self._shelf.form, unit, side.value, decision.texts) if decision.texts else side.value
        sets = {unit: json.loads(value)}
        if unit == STATUS and (custody := _custodies(revisions, conflict)[decision.side]):
            sets[CUSTODY] = custody
        return sets

    def _tell(
        self, conflict: Conflict, printer: UnitPrinter, custodies: Sequence[str], versions: Mapping[str, int]
    ) -> UnitConflict:
        rows = printer.rows(conflict.unit, conflict.before, [side.value for side in conflict.sides])
        if len(set(custodies)) > 1:
            rows += printer.rows(CUSTODY, None, [canonical_json(custody) for custody in custodies])
        parted = conflict.parted
        before = (parted.author_name, parted.at, versions[parted.hash]) if parted else ("", "", 0)
        sides = tuple(self._side(side, versions) for side in conflict.sides)
        return UnitConflict(conflict.unit, printer.title(conflict.unit), sides, rows, *before)

    def _side(self, side: Side, versions: Mapping[str, int]) -> ConflictSide:
        said = side.revision
        is_own = said.device == self._vault.device_id
        told = (said.author_name, said.at, said.reason, said.device, is_own, said.hash)
        return ConflictSide(*told, versions[said.hash])


def _custodies(revisions: Sequence[Revision], conflict: Conflict) -> tuple[str, ...]:
    """For each side, who had the survey as that side left it: a state means something only together with that."""
    seen = [known_at(revisions, side.revision.hash) for side in conflict.sides]
    return tuple(str(document.value(CUSTODY) or "") for document in seen)
