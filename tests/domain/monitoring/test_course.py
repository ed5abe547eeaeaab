"""The order of steps and states, and who may take them."""

from datetime import date

import pytest

from ffp_desktop.domain.monitoring.course import (
    may_move,
    may_take,
    next_step,
    offices_of,
    passage_fault,
    skipped_steps,
    step_fault,
)
from ffp_desktop.domain.monitoring.records import (
    Action,
    ActionKind,
    ActionState,
    MonitoringRecord,
    Passage,
    Step,
    StepRecord,
)

TODAY = date(2023, 3, 20)
VILLAGE, TOWNSHIP, BANNER = "150722108204", "150722108", "150722"


def record(**days: str) -> MonitoringRecord:
    return MonitoringRecord("h", steps={Step[name]: StepRecord(Step[name], day) for name, day in days.items()})


def code(known: MonitoringRecord, step: StepRecord) -> str:
    fault = step_fault(known, step, TODAY)
    return fault.code if fault else ""


def test_step_fault__in_order__is_none_on_the_same_day_too() -> None:
    known = record(VISIT="2023-03-01", COUNTY="2023-03-15")
    assert code(known, StepRecord(Step.COMPARISON, "2023-03-01")) == ""
    assert code(known, StepRecord(Step.TOWNSHIP, "2023-03-15")) == ""


def test_step_fault__before_an_earlier_or_after_a_later_step__goes_back() -> None:
    known = record(VISIT="2023-03-02", COUNTY="2023-03-15")
    assert code(known, StepRecord(Step.TOWNSHIP, "2023-03-01")) == "step_early"
    assert code(known, StepRecord(Step.TOWNSHIP, "2023-03-16")) == "step_late"


def test_step_fault__notice__needs_both_days_and_the_next_step_waits_for_its_end() -> None:
    assert code(record(), StepRecord(Step.NOTICE, "2023-03-01")) == "end_missing"
    assert code(record(), StepRecord(Step.NOTICE, "2023-03-05", "2023-03-04")) == "end_early"
    assert code(record(), StepRecord(Step.NOTICE, "2023-03-15", "2023-03-21")) == "date_future"
    notice = StepRecord(Step.NOTICE, "2023-03-01", "2023-03-08")
    known = MonitoringRecord("h", steps={Step.NOTICE: notice})
    assert code(known, StepRecord(Step.TOWNSHIP, "2023-03-07")) == "step_early"
    assert code(known, StepRecord(Step.TOWNSHIP, "2023-03-08")) == ""


@pytest.mark.parametrize("day", ["", "20230306", "2023-02-29", "昨天"])
def test_step_fault__no_day__is_refused(day: str) -> None:
    assert code(record(), StepRecord(Step.VISIT, day)) == "date_wrong"


def test_step_fault__the_same_step_again__is_only_compared_with_the_others() -> None:
    assert code(record(VISIT="2023-03-10"), StepRecord(Step.VISIT, "2023-03-01")) == ""


def test_next_and_skipped_steps__say_what_is_missing() -> None:
    known = record(VISIT="2023-03-01", TOWNSHIP="2023-03-10")
    assert next_step(known) is Step.COMPARISON
    assert skipped_steps(known) == (Step.COMPARISON, Step.NOTICE)
    assert next_step(record(**{step.name: "2023-03-01" for step in Step})) is None


def test_may_take__each_step_has_its_offices() -> None:
    allowed = {step: {unit for unit in (VILLAGE, TOWNSHIP, BANNER) if may_take(step, unit)} for step in Step}
    assert allowed == {
        Step.VISIT: {VILLAGE, TOWNSHIP},
        Step.COMPARISON: {TOWNSHIP, BANNER},
        Step.NOTICE: {VILLAGE, TOWNSHIP},
        Step.TOWNSHIP: {TOWNSHIP},
        Step.COUNTY: {BANNER},
        Step.SYSTEM: {TOWNSHIP, BANNER},
    }
    assert offices_of(Step.SYSTEM) == "乡镇或旗"


def test_may_move__a_village_only_raises() -> None:
    assert {state for state in ActionState if may_move(state, VILLAGE)} == {ActionState.RAISED}
    assert not may_move(ActionState.REVIEWED, TOWNSHIP)
    assert not may_move(ActionState.SENT, BANNER)


def test_may_move__refusing__is_for_the_office_that_has_it() -> None:
    refusing = {
        now: {unit for unit in (VILLAGE, TOWNSHIP, BANNER) if may_move(ActionState.REFUSED, unit, now)}
        for now in ActionState
    }
    assert refusing == {
        ActionState.RAISED: {TOWNSHIP, BANNER},
        ActionState.SENT: {BANNER},
        ActionState.REVIEWED: {BANNER},
        ActionState.DONE: set(),
        ActionState.REFUSED: set(),
    }


def test_passage_fault__states_follow_one_another() -> None:
    action = Action("a", ActionKind.REMOVE, "2023Q1", (Passage(ActionState.RAISED, "2023-03-05", "", "不符合"),))

    def fault(state: ActionState, day: str, reason: str = "") -> str:
        found = passage_fault(action, Passage(state, day, "", reason), TODAY)
        return found.code if found else ""

    assert fault(ActionState.SENT, "2023-03-05") == ""
    assert fault(ActionState.SENT, "2023-03-04") == "step_early"
    assert fault(ActionState.SENT, "2023-03-21") == "date_future"
    assert fault(ActionState.REVIEWED, "2023-03-06") == "state_wrong"
    assert fault(ActionState.REFUSED, "2023-03-06") == "reason_missing"
    assert fault(ActionState.REFUSED, "2023-03-06", "收入还不稳定") == ""
