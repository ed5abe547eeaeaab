"""Puts a previewed workbook into the vault, in one transaction, and takes the last import back as a whole.

Taking back is itself a change: what was filled in is emptied again, who was added is struck out, what was new is
withdrawn, each with the reason; what someone has changed since is left and named. Nothing is deleted.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import CLEARED, Answer
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.draft import DraftState, answer_row, member_row, strike_row
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.entry.units import units_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.services.workbook_import.comparing import Comparer
from ffp_desktop.services.workbook_import.preview import Choice, Difference, Kind, Mode, Preview, PreviewedHousehold
from ffp_desktop.services.workbook_import.previewing import OPEN_STATES, Report
from ffp_desktop.store.records import DraftChange

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

LAST = "last"
UNDONE = "撤销导入"


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did: surveys that are new, surveys that were changed, and households left as they are."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class UndoDone:
    """What was taken back. `kept` are surveys in which someone has changed something since: that was left."""

    withdrawn: int
    restored: int
    kept: tuple[str, ...]


@dataclass(slots=True)
class _Trace:
    """What undo needs to know of one changed survey."""

    answers: list[list[Any]] = field(default_factory=list)  # item, member, before, after
    members: list[str] = field(default_factory=list)


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
        changed: dict[str, _Trace] = {}
        chosen = [
            (one, choices.get(position, usual_choice(one, mode))) for position, one in enumerate(preview.households)
        ]
        total = len(chosen)
        with self._vault.together():
            for position, (one, choice) in enumerate(chosen):
                if position % 20 == 0:
                    report(position, total)
                if choice in (Choice.FILL, Choice.REPLACE) and choice in choices_of(one):
                    trace = self._change(one, only_fill=choice is Choice.FILL)
                    if trace is not None:
                        changed[one.survey] = trace
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
        kept: list[str] = []
        with self._vault.together():
            total = len(last["new"]) + len(last["changed"])
            for done, (survey, trace) in enumerate(last["changed"].items()):
                report(done, total)
                if not self._restore(survey, _Trace(**trace)):
                    kept.append(survey)
            for done, (survey, groups) in enumerate(last["new"].items(), len(last["changed"])):
                report(done, total)
                if not self._withdraw(survey, groups):
                    kept.append(survey)
            self._vault.imports.keep(LAST, canonical_json({**last, "undone": True}))
        known = set(kept)
        return UndoDone(len(last["new"].keys() - known), len(last["changed"].keys() - known), tuple(kept))

    # ---- private

    def _add(self, new: Sequence[PreviewedHousehold], report: Report) -> tuple[str, ...]:
        """The ids of the new surveys, in order."""

        def make() -> Iterator[NewSurvey]:
            for number, one in enumerate(new):
                if number % 20 == 0:
                    report(number, len(new))
                answers = self._comparer.new_answers(one.household, one.people)
                yield NewSurvey(one.household.village, DraftState(answers), household=one.lasting)

        return self._surveys.add_many(make()).surveys if new else ()

    def _change(self, one: PreviewedHousehold, *, only_fill: bool) -> _Trace | None:
        """One group of draft rows; the preview is checked against what stands there now."""
        evaluation = self._evaluate(one.survey)
        trace, rows = _Trace(), list[DraftChange]()
        for difference in one.differences:
            if only_fill and not difference.fills:
                continue
            self._require_unchanged(evaluation, difference)
            before = evaluation.answer(difference.place)
            trace.answers.append(_trace_of(difference.place, before, difference.after))
            rows.append(answer_row(difference.place, difference.after))
            evaluation.set(difference.place, difference.after)
        for member in one.new_members:
            own = uuid4().hex
            evaluation.add_member(own)
            rows.append(member_row(own))
            for item, answer in self._comparer.member_answers(member, one.household.village).items():
                rows.append(answer_row(Place(item, own), answer))
                evaluation.set(Place(item, own), answer)
            trace.members.append(own)
        if not rows:
            return None
        self._append(one.survey, rows, evaluation)
        return trace

    def _evaluate(self, survey: str) -> Evaluation:
        """A survey's answers with what follows from them; the one object serves one survey after another."""
        header, state = self._surveys.read(survey)
        facts = round_facts(header.round, header.village, self._clock().date())
        self._evaluation.load(state.answers, facts, state.confirmations)
        return self._evaluation

    @cached_property
    def _evaluation(self) -> Evaluation:
        return self._shelf.new_evaluation()

    def _require_unchanged(self, evaluation: Evaluation, difference: Difference) -> None:
        if evaluation.effective(difference.place) != difference.before:
            raise FfpError(
                "import.changed_meanwhile", "预览之后库里有户改过，没有导入，数据没有变动。请重新预览再导入。"
            )

    def _append(self, survey: str, rows: list[DraftChange], evaluation: Evaluation) -> None:
        summary = self._vault.surveys.get(survey)
        region = self._regions.find(summary.village)
        fields = summarise(evaluation, region.short_name if region else summary.village)
        self._vault.drafts.append(survey, rows, self._vault.operator.id, self._now(), summary=fields)

    def _note(self, new: Sequence[str], changed: dict[str, _Trace]) -> None:
        traces = {survey: {"answers": trace.answers, "members": trace.members} for survey, trace in changed.items()}
        groups = {survey: self._last_group(survey) for survey in new}
        last = {"at": self._now(), "new": groups, "changed": traces, "undone": False}
        self._vault.imports.keep(LAST, canonical_json(last))

    def _last_group(self, survey: str) -> int:
        return max((row.group for row in self._vault.drafts.changes(survey)), default=0)

    def _restore(self, survey: str, trace: _Trace) -> bool:
        """Puts back what stood there before, where the import's answer still stands; whether that was everything."""
        if self._vault.surveys.get(survey).state not in OPEN_STATES:
            return False
        evaluation = self._evaluate(survey)
        items, rows, is_whole = self._shelf.form.items, list[DraftChange](), True
        for item, member, before, after in trace.answers:
            place = Place(item, member)
            if evaluation.answer(place) != decode_answer(items[item], after):
                is_whole = False
                continue
            answer = decode_answer(items[item], before)
            rows.append(answer_row(place, answer))
            evaluation.set(place, answer)
        for member in trace.members:
            if member in evaluation.members:
                rows.append(strike_row(member, UNDONE))
                evaluation.strike(member, UNDONE)
        if rows:
            self._append(survey, rows, evaluation)
        return is_whole

    def _withdraw(self, survey: str, group: int) -> bool:
        """Withdraws a survey nobody has touched since."""
        header, state = self._surveys.read(survey)
        if header.state is not State.DRAFT or header.revision or self._last_group(survey) != group:
            return False
        units = units_of(self._shelf.form, state, State.WITHDRAWN)
        sets = {unit: canonical_json(value) for unit, value in units.items()}
        operator = self._vault.operator.id
        version = f"{self._shelf.form.id}/{self._shelf.form.version}"
        self._vault.drafts.finish(survey, sets, operator, self._now(), UNDONE, version, State.WITHDRAWN)
        return True

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def choices_of(one: PreviewedHousehold) -> list[Choice]:
    """What a person can choose for a household; leaving it comes last."""
    if can_be_new(one):
        return [Choice.NEW, Choice.LEAVE]
    return [Choice.FILL, Choice.REPLACE, Choice.LEAVE] if one.kind is Kind.CHANGED else [Choice.LEAVE]


def can_be_new(one: PreviewedHousehold) -> bool:
    """Whether a person may have it put in as a new household."""
    return one.kind is Kind.NEW or (one.kind is Kind.HELD and not one.survey)


def usual_choice(one: PreviewedHousehold, mode: Mode) -> Choice:
    """What happens when nothing was chosen."""
    if one.kind is Kind.NEW:
        return Choice.NEW
    if one.kind is Kind.CHANGED:
        return Choice.FILL if mode is Mode.FILL else Choice.REPLACE
    return Choice.LEAVE


def _trace_of(place: Place, before: Answer | None, after: Answer) -> list[Any]:
    return [place.item, place.member, encode_answer(CLEARED if before is None else before), encode_answer(after)]
