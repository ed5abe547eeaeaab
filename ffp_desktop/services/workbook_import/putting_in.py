"""Puts a previewed workbook into the vault, in one transaction, and takes the last import back as a whole.

Before either the vault is backed up. Taking back marks the import's rows in the drafts undone, as Ctrl+Z does in one
survey: answers, members and surveys are what they were, the journal ends where it ended, and the rows stay in the
history. What someone has changed since is left and named.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.draft import DraftState, answer_row, member_row
from ffp_desktop.services.entry.prefill import waiting_places
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.services.workbook_import.comparing import Comparer
from ffp_desktop.services.workbook_import.preview import Choice, Difference, Kind, Mode, Preview, PreviewedHousehold
from ffp_desktop.store.records import DraftChange, SurveySummaryFields

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

LAST = "done"


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did: surveys that are new, surveys that were changed, and households left as they are."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class UndoDone:
    """How many new surveys were taken out again, how many are as before. `kept` are surveys in which someone has
    changed something since: that was left."""

    removed: int
    restored: int
    kept: tuple[str, ...]


class Importer:
    """Writes to one open vault."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        regions: Regions,
        comparer: Comparer,
        clock: Callable[[], datetime],
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._regions = regions
        self._comparer = comparer
        self._clock = clock

    def put_in(self, preview: Preview, mode: Mode, choices: Mapping[int, Choice], report: Report) -> ImportDone:
        """All of it or nothing. `choices` are by the household's position, in place of the mode."""
        changed: dict[str, int] = {}
        chosen = [
            (one, choices.get(position, usual_choice(one, mode))) for position, one in enumerate(preview.households)
        ]
        total = len(chosen)
        self._back_up(report, total, is_needed=any(choice is not Choice.LEAVE for _, choice in chosen))
        with self._vault.together():
            for position, (one, choice) in enumerate(chosen):
                if position % 20 == 0:
                    report(position, total)
                if choice in (Choice.FILL, Choice.REPLACE) and choice in choices_of(one):
                    group = self._change(one, only_fill=choice is Choice.FILL)
                    if group:
                        changed[one.survey] = group
            new = [one for one, choice in chosen if choice is Choice.NEW and can_be_new(one)]
            added = self._add(new, report)
            if added or changed:
                self._note(added, changed)
            report(total, total)
        return ImportDone(added, tuple(changed), total - len(added) - len(changed))

    def undo(self, report: Report) -> UndoDone:
        """Takes the last import back. Raises FfpError `import.nothing_to_undo`."""
        last = json.loads(self._vault.imports.recall(LAST) or "{}")
        if not last or last["undone"]:
            raise FfpError("import.nothing_to_undo", "没有可以撤销的导入。数据没有变动。")
        new, changed = last["new"], last["changed"]
        self._back_up(report, len(new) + len(changed))
        with self._vault.together():
            kept = list(self._vault.imports.drop_new(new))
            for done, (survey, group) in enumerate(changed.items(), 1):
                report(done, len(changed))
                taken_back, standing = self._vault.imports.restore(survey, group)
                if taken_back:
                    self._sum_up(survey)
                if standing or not taken_back:
                    kept.append(survey)
            operator = self._vault.operator.id
            self._vault.imports.keep(LAST, canonical_json({**last, "undone": self._now(), "undone_by": operator}))
        known = set(kept)
        return UndoDone(len(new.keys() - known), len(changed.keys() - known), tuple(kept))

    # ---- private

    def _back_up(self, report: Report, total: int, *, is_needed: bool = True) -> None:
        """Before anything is written; without a backup nothing is."""
        report(0, total)
        if is_needed:
            self._vault.backup(None, self._clock())
            report(0, total)

    def _add(self, new: Sequence[PreviewedHousehold], report: Report) -> tuple[str, ...]:
        """The ids of the new surveys, in order."""

        def make() -> Iterator[NewSurvey]:
            for number, one in enumerate(new):
                if number % 20 == 0:
                    report(number, len(new))
                answers = self._comparer.new_answers(one.household, one.people)
                yield NewSurvey(one.household.village, DraftState(answers), household=one.lasting)

        return self._surveys.add_many(make()).surveys if new else ()

    def _change(self, one: PreviewedHousehold, *, only_fill: bool) -> int:
        """One group of draft rows, 0 for none; the preview is checked against what stands there now."""
        evaluation, waiting = self._evaluate(one.survey)
        rows = list[DraftChange]()
        for difference in one.differences:
            if only_fill and not difference.fills:
                continue
            self._require_unchanged(evaluation, difference)
            rows.append(answer_row(difference.place, difference.after))
            evaluation.set(difference.place, difference.after)
        for member in one.new_members:
            own = uuid4().hex
            evaluation.add_member(own)
            rows.append(member_row(own))
            for item, answer in self._comparer.member_answers(member, one.household.village).items():
                rows.append(answer_row(Place(item, own), answer))
                evaluation.set(Place(item, own), answer)
        if not rows:
            return 0
        waiting -= {Place(row.item, row.member) for row in rows}
        fields = self._summary(one.survey, evaluation, waiting)
        return self._vault.drafts.append(one.survey, rows, self._vault.operator.id, self._now(), summary=fields)

    def _evaluate(self, survey: str) -> tuple[Evaluation, set[Place]]:
        """A survey's answers with what follows from them, and those that came over from the round before and wait to be
        confirmed; the one object serves one survey after another."""
        header, state = self._surveys.read(survey)
        facts = round_facts(header.round, header.village, self._clock().date())
        self._evaluation.load(state.answers, facts, state.confirmations)
        return self._evaluation, state.unconfirmed

    @cached_property
    def _evaluation(self) -> Evaluation:
        return self._shelf.new_evaluation()

    def _require_unchanged(self, evaluation: Evaluation, difference: Difference) -> None:
        if evaluation.effective(difference.place) != difference.before:
            raise FfpError(
                "import.changed_meanwhile", "预览之后库里有户改过，没有导入，数据没有变动。请重新预览再导入。"
            )

    def _sum_up(self, survey: str) -> None:
        """Brings what lists show in step with the answers that are left."""
        evaluation, waiting = self._evaluate(survey)
        self._vault.surveys.save_summary(survey, self._summary(survey, evaluation, waiting))

    def _summary(self, survey: str, evaluation: Evaluation, waiting: Collection[Place]) -> SurveySummaryFields:
        summary = self._vault.surveys.get(survey)
        region = self._regions.find(summary.village)
        village_name = region.short_name if region else summary.village
        return summarise(evaluation, village_name, waiting_places(evaluation, waiting))

    def _note(self, new: Sequence[str], changed: dict[str, int]) -> None:
        groups = {survey: self._last_group(survey) for survey in new}
        last = {"at": self._now(), "new": groups, "changed": changed, "undone": ""}
        self._vault.imports.keep(LAST, canonical_json(last))

    def _last_group(self, survey: str) -> int:
        return max((row.group for row in self._vault.drafts.changes(survey)), default=0)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def choices_of(one: PreviewedHousehold) -> list[Choice]:
    """What a person can choose for a household; leaving it comes last."""
    if can_be_new(one):
        return [Choice.NEW, Choice.LEAVE]
    can_change = Kind.CHANGED in (one.kind, one.confirmed_kind)
    return [Choice.FILL, Choice.REPLACE, Choice.LEAVE] if can_change else [Choice.LEAVE]


def can_be_new(one: PreviewedHousehold) -> bool:
    """Whether a person may have it put in as a new household."""
    return one.kind is Kind.NEW or (one.kind is Kind.HELD and not one.survey)


def usual_choice(one: PreviewedHousehold, mode: Mode, *, is_confirmed: bool = False) -> Choice:
    """What happens when nothing was chosen; of doubtful numbers when somebody has confirmed them all."""
    kind = (is_confirmed and one.confirmed_kind) or one.kind
    if kind is Kind.NEW:
        return Choice.NEW
    if kind is Kind.CHANGED:
        return Choice.FILL if mode is Mode.FILL else Choice.REPLACE
    return Choice.LEAVE


def confirmed_choices(preview: Preview, mode: Mode) -> dict[int, Choice]:
    """Choices that take every household which only waits for its numbers to be confirmed."""
    return {
        position: usual_choice(one, mode, is_confirmed=True)
        for position, one in enumerate(preview.households)
        if one.confirmed_kind is not None
    }
