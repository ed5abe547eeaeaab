"""Records the steps of 新识别 and the actions of the four findings, each by the office that may.

API (class `Course(vault, surveys, clock=datetime.now)`):
    take_step(survey, StepRecord) -> MonitoringRecord      take_back_step(survey, step, reason) -> MonitoringRecord
    raise_action(survey, kind, reason, date="", by="") -> MonitoringRecord
    move_action(survey, action, state, date="", by="", reason="") -> MonitoringRecord
    withdraw_action(survey, action, reason) -> MonitoringRecord       next_states(action) -> those this office may
    record(survey) -> MonitoringRecord

Every failure is an FfpError `monitoring.…` with one sentence, and leaves everything as it was. "" for a date is today.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.monitoring.course import (
    DECIDED_ABOVE,
    CourseFault,
    may_move,
    may_take,
    offices_of,
    passage_fault,
    step_fault,
)
from ffp_desktop.domain.monitoring.facts import MonitoredFacts
from ffp_desktop.domain.monitoring.records import (
    NEXT_STATES,
    Action,
    ActionKind,
    ActionState,
    MonitoringRecord,
    Passage,
    Step,
    StepRecord,
    action_unit,
    encode_passage,
    encode_step,
    step_unit,
    withdrawn_unit,
)
from ffp_desktop.services.monitoring.filling import fill_lines
from ffp_desktop.services.monitoring.refusals import monitoring_refusal
from ffp_desktop.services.surveys import Surveys, SurveySummary
from ffp_desktop.store.headers import new_id
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

LONGEST = 200


class Course:
    """What one office records of 监测对象. Each call that changes something is one transaction."""

    def __init__(self, vault: "OpenVault", surveys: Surveys, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._surveys = surveys
        self._clock = clock

    def record(self, survey: str) -> MonitoringRecord:
        """All that was recorded of the survey's household. Raises FfpError `survey.unknown`."""
        return self._vault.monitoring.get(self._vault.surveys.get(survey).household)

    def next_states(self, action: Action) -> tuple[ActionState, ...]:
        """The states that this office can bring an action to now."""
        if action.withdrawn:
            return ()
        return tuple(state for state in NEXT_STATES[action.state] if may_move(state, self._unit, action.state))

    # ---- steps

    def take_step(self, survey: str, step: StepRecord) -> MonitoringRecord:
        """Writes a step down, or what it was really like."""
        with self._vault.together():
            summary = self._vault.surveys.get(survey)
            self._require_office(step.step)
            known = self.record(survey)
            if not known.steps and not self._facts(summary).is_new:
                raise monitoring_refusal("not_new")
            whole = replace(step, by=_plain(step.by), note=_plain(step.note))
            if not whole.by:
                raise monitoring_refusal("by_missing", step=step.step.value)
            self._refuse(step_fault(known, whole, self._clock().date()))
            return self._write(summary, {step_unit(step.step): encode_step(whole)})

    def take_back_step(self, survey: str, step: Step, reason: str) -> MonitoringRecord:
        """Takes a step back that was written down wrongly."""
        with self._vault.together():
            summary = self._vault.surveys.get(survey)
            self._require_office(step)
            if step not in self.record(survey).steps:
                raise monitoring_refusal("step_unknown", step=step.value)
            return self._write(summary, {step_unit(step): None}, _required(reason))

    # ---- actions

    def raise_action(
        self, survey: str, kind: ActionKind, reason: str, date: str = "", by: str = ""
    ) -> MonitoringRecord:
        """提出: an action begins, for a reason; one of a kind at a time."""
        with self._vault.together():
            summary = self._vault.surveys.get(survey)
            self._facts(summary)
            known = self.record(survey)
            other = next((one for one in known.actions if one.is_open and one.kind is kind), None)
            if other is not None:
                raise monitoring_refusal("action_open", kind=kind.value, now=other.state.value)
            because, today = _required(reason), self._clock().date()
            passage = Passage(ActionState.RAISED, date or today.isoformat(), self._by(by), because)
            if passage.date > today.isoformat():
                raise monitoring_refusal("date_future", step=passage.state.value)
            told = encode_passage(passage, kind, summary.round)
            return self._write(summary, {action_unit(new_id(), ActionState.RAISED): told}, because)

    def move_action(
        self, survey: str, action: str, state: ActionState, date: str = "", by: str = "", reason: str = ""
    ) -> MonitoringRecord:
        """Brings an action to its next state."""
        with self._vault.together():
            summary = self._vault.surveys.get(survey)
            found = self._action(survey, action)
            self._require_mover(state, found.state)
            today = self._clock().date()
            passage = Passage(state, date or today.isoformat(), self._by(by), _plain(reason))
            self._refuse(passage_fault(found, passage, today))
            told = encode_passage(passage, found.kind, found.round)
            return self._write(summary, {action_unit(found.id, state): told}, passage.reason)

    def withdraw_action(self, survey: str, action: str, reason: str) -> MonitoringRecord:
        """Takes an action back that should not have been; it stays in the history with the reason."""
        with self._vault.together():
            summary = self._vault.surveys.get(survey)
            found = self._action(survey, action)
            if found.withdrawn:
                raise monitoring_refusal("action_withdrawn")
            because = _required(reason)
            return self._write(summary, {withdrawn_unit(found.id): {"reason": because}}, because)

    # ---- private

    def _action(self, survey: str, action: str) -> Action:
        for known in self.record(survey).actions:
            if known.id == action:
                return known
        raise monitoring_refusal("action_unknown")

    def _facts(self, summary: SurveySummary) -> MonitoredFacts:
        fill_lines(self._vault, self._surveys)
        for row in self._vault.monitoring.rows(summary.round):
            if row.survey == summary.id:
                return row.facts
        raise monitoring_refusal("not_monitored")

    def _require_office(self, step: Step) -> None:
        if not may_take(step, self._unit):
            raise monitoring_refusal("other_office", step=step.value, office=offices_of(step), here=self._here)
        if step in DECIDED_ABOVE:
            self._require_role(step.value)

    def _require_mover(self, state: ActionState, now: ActionState) -> None:
        if not may_move(state, self._unit, now):
            raise monitoring_refusal("other_office", step=state.value, office=offices_of(state), here=self._here)
        self._require_role(state.value)

    def _require_role(self, step: str) -> None:
        if self._vault.operators.get(self._vault.operator.id).role is Role.ENTRY:
            raise monitoring_refusal("not_allowed", step=step)

    def _refuse(self, fault: CourseFault | None) -> None:
        if fault is not None:
            raise monitoring_refusal(fault.code, **fault.words)

    def _write(self, summary: SurveySummary, sets: dict[str, Any], reason: str = "") -> MonitoringRecord:
        at = self._clock().isoformat(timespec="seconds")
        place = (summary.household, self._village(summary))
        self._vault.monitoring.append(*place, sets, self._vault.operator.id, at, reason)
        return self._vault.monitoring.get(summary.household)

    def _village(self, summary: SurveySummary) -> str:
        """Where the household lives now: its feed is that of its village."""
        state = self._vault.households.get(summary.household)
        return state.village if state is not None else summary.village

    def _by(self, by: str) -> str:
        return _plain(by) or self._vault.unit.name

    @property
    def _unit(self) -> str:
        return self._vault.unit.code

    @property
    def _here(self) -> str:
        return self._vault.unit.level


def _required(reason: str) -> str:
    because = _plain(reason)
    if not because:
        raise monitoring_refusal("reason_missing")
    return because


def _plain(text: str) -> str:
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    if len(words) > LONGEST:
        raise monitoring_refusal("text_long", most=LONGEST)
    return words
