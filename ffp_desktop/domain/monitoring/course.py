"""In which order the steps of 新识别 and the states of an action come, and which office may take which. Pure.

API: `missing_steps(record)`, `next_step(record)`, `step_fault(record, new, today) -> CourseFault | None`,
`may_take(step, unit)`, `may_move(state, unit)`, `offices_of(step)`, `passage_fault(action, passage, today)`.

An office is known by the length of its region code: 12 a village, 9 a township, 6 the banner.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ffp_desktop.domain.monitoring.records import (
    NEXT_STATES,
    Action,
    ActionState,
    MonitoringRecord,
    Passage,
    Step,
    StepRecord,
)

_VILLAGE, _TOWNSHIP, _BANNER = 12, 9, 6
_NAMES = {_VILLAGE: "村", _TOWNSHIP: "乡镇", _BANNER: "旗"}
_MAY_TAKE: Mapping[Step, Collection[int]] = {
    Step.VISIT: (_VILLAGE, _TOWNSHIP),
    Step.COMPARISON: (_TOWNSHIP, _BANNER),
    Step.NOTICE: (_VILLAGE, _TOWNSHIP),
    Step.TOWNSHIP: (_TOWNSHIP,),
    Step.COUNTY: (_BANNER,),
    Step.SYSTEM: (_TOWNSHIP, _BANNER),
}
_MAY_MOVE: Mapping[ActionState, Collection[int]] = {
    ActionState.RAISED: (_VILLAGE, _TOWNSHIP, _BANNER),
    ActionState.SENT: (_TOWNSHIP,),
    ActionState.REVIEWED: (_BANNER,),
    ActionState.DONE: (_TOWNSHIP, _BANNER),
    ActionState.REFUSED: (_TOWNSHIP, _BANNER),
}
_MAY_REFUSE: Mapping[ActionState, Collection[int]] = {
    ActionState.RAISED: (_TOWNSHIP, _BANNER),
    ActionState.SENT: (_BANNER,),
    ActionState.REVIEWED: (_BANNER,),
}
"""Who may say no to an action that has come to a state: nobody below the office that has it."""
DECIDED_ABOVE = (Step.TOWNSHIP, Step.COUNTY)
"""Steps in which an office decides: 审核员 and 管理员 record them."""


@dataclass(frozen=True, slots=True)
class CourseFault:
    """Why something cannot be recorded so: a code without its area, and the words its sentence needs."""

    code: str
    words: Mapping[str, str]


def may_take(step: Step, unit: str) -> bool:
    return len(unit) in _MAY_TAKE[step]


def may_move(state: ActionState, unit: str, now: ActionState = ActionState.RAISED) -> bool:
    """Whether an office may bring an action that stands at `now` to a state."""
    known = _MAY_REFUSE.get(now, ()) if state is ActionState.REFUSED else _MAY_MOVE[state]
    return len(unit) in known


def offices_of(lengths: Step | ActionState) -> str:
    """乡镇或旗."""
    known = _MAY_TAKE[lengths] if isinstance(lengths, Step) else _MAY_MOVE[lengths]
    return "或".join(_NAMES[length] for length in known)


def missing_steps(record: MonitoringRecord) -> tuple[Step, ...]:
    """Those that nobody has recorded, in order."""
    return tuple(step for step in Step if step not in record.steps)


def skipped_steps(record: MonitoringRecord) -> tuple[Step, ...]:
    """Those missing before one that was taken."""
    taken = [step for step in Step if step in record.steps]
    return tuple(step for step in missing_steps(record) if taken and _place(step) < _place(taken[-1]))


def next_step(record: MonitoringRecord) -> Step | None:
    """The first that is missing; None when all are there."""
    return next(iter(missing_steps(record)), None)


def step_fault(record: MonitoringRecord, new: StepRecord, today: date) -> CourseFault | None:
    """Why a step cannot be of these days: no date, in the future, out of order."""
    name = new.step.value
    if not _is_day(new.date) or (new.end and not _is_day(new.end)):
        return CourseFault("date_wrong", {"step": name})
    if new.step is Step.NOTICE and not new.end:
        return CourseFault("end_missing", {"step": name})
    if new.end and new.end < new.date:
        return CourseFault("end_early", {"step": name})
    if new.last_day > today.isoformat():
        return CourseFault("date_future", {"step": name})
    for step, other in record.steps.items():
        if _place(step) < _place(new.step) and new.date < other.last_day:
            return CourseFault("step_early", {"step": name, "other": step.value, "day": other.last_day})
        if _place(step) > _place(new.step) and new.last_day > other.date:
            return CourseFault("step_late", {"step": name, "other": step.value, "day": other.date})
    return None


def passage_fault(action: Action, passage: Passage, today: date) -> CourseFault | None:
    """Why an action cannot come to this state now."""
    words = {"state": passage.state.value, "now": action.state.value}
    if action.withdrawn:
        return CourseFault("action_withdrawn", words)
    if passage.state not in NEXT_STATES[action.state]:
        return CourseFault("state_wrong", words)
    if not _is_day(passage.date):
        return CourseFault("date_wrong", {"step": passage.state.value})
    if passage.date > today.isoformat():
        return CourseFault("date_future", {"step": passage.state.value})
    before = action.passages[-1]
    if passage.date < before.date:
        early = {"step": passage.state.value, "other": before.state.value, "day": before.date}
        return CourseFault("step_early", early)
    if passage.state is ActionState.REFUSED and not passage.reason:
        return CourseFault("reason_missing", words)
    return None


def _place(step: Step) -> int:
    return list(Step).index(step)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
