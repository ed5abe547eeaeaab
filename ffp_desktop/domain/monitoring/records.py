"""The document of a 监测对象: the steps of its 新识别, and what the national system is asked to do with it. Pure.

API: `Step`, `StepRecord`, `ActionKind`, `ActionState`, `Passage`, `Action`, `MonitoringRecord`; the kind and units of
the document (`KIND`, `step_unit`, `action_unit`, `withdrawn_unit`), `document_of(household)`, `encode_…`,
`decode_record(…)`.

One document for each household, in the feed of its village. A step is a unit; of an action every state it came to is a
unit, so that a village and its township that write at the same time never undo each other. Nothing is deleted: a step
taken back is null with a reason, a withdrawn action has a unit that says why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

KIND = "monitoring"
_STEP, _ACTION, _WITHDRAWN = "step:", "action:", "撤回"
_ID = f"{KIND}:"


class Step(StrEnum):
    """The steps of 新识别, in their order."""

    VISIT = "入户核实"
    COMPARISON = "信息比对"
    NOTICE = "村评议公示"
    TOWNSHIP = "乡审"
    COUNTY = "县批"
    SYSTEM = "系统录入"


class ActionKind(StrEnum):
    """What follows from each of the notice's four findings, in the order of the digits that choose it."""

    RETURN = "回退再标注"
    REMOVE = "清退"
    ADJUST = "调整"
    ELIMINATE = "标注消除"

    @property
    def finding(self) -> str:
        return _FINDINGS[self]


_FINDINGS = {
    ActionKind.RETURN: "消除不稳定",
    ActionKind.REMOVE: "识别不精准",
    ActionKind.ADJUST: "帮扶不精准",
    ActionKind.ELIMINATE: "风险已解除",
}


class ActionState(StrEnum):
    """How far an action has come."""

    RAISED = "提出"
    SENT = "乡镇上报"
    REVIEWED = "旗审核"
    DONE = "系统已处理"
    REFUSED = "不同意"

    @property
    def is_open(self) -> bool:
        return self not in (ActionState.DONE, ActionState.REFUSED)


NEXT_STATES = {
    ActionState.RAISED: (ActionState.SENT, ActionState.REFUSED),
    ActionState.SENT: (ActionState.REVIEWED, ActionState.REFUSED),
    ActionState.REVIEWED: (ActionState.DONE, ActionState.REFUSED),
    ActionState.DONE: (),
    ActionState.REFUSED: (),
}


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step that was taken. `date` and `end` are ISO; only 村评议公示 has an `end`. `by` says who did it."""

    step: Step
    date: str
    end: str = ""
    by: str = ""
    note: str = ""

    @property
    def last_day(self) -> str:
        return self.end or self.date


@dataclass(frozen=True, slots=True)
class Passage:
    """An action came to a state: when, who decided, for which reason; `author` wrote it down, `at` (ISO time)."""

    state: ActionState
    date: str
    by: str = ""
    reason: str = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What was asked to be done with a household. `passages` in their order; the last says where it stands.

    `withdrawn` says why it was taken back, "" while it stands.
    """

    id: str
    kind: ActionKind
    round: str
    passages: tuple[Passage, ...]
    withdrawn: str = ""

    @property
    def state(self) -> ActionState:
        return self.passages[-1].state

    @property
    def reason(self) -> str:
        return self.passages[0].reason

    @property
    def is_open(self) -> bool:
        return not self.withdrawn and self.state.is_open

    def passage(self, state: ActionState) -> Passage | None:
        return next((one for one in self.passages if one.state is state), None)


@dataclass(frozen=True, slots=True)
class MonitoringRecord:
    """All that was recorded of one household. `conflicts` counts units whose sides differ."""

    household: str
    village: str = ""
    steps: Mapping[Step, StepRecord] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    conflicts: int = 0

    @property
    def open_action(self) -> Action | None:
        return next((action for action in self.actions if action.is_open), None)


def document_of(household: str) -> str:
    return f"{_ID}{household}"


def household_of(document: str) -> str:
    return document.removeprefix(_ID)


def step_unit(step: Step) -> str:
    return f"{_STEP}{step}"


def action_unit(action: str, state: ActionState) -> str:
    return f"{_ACTION}{action}:{state}"


def withdrawn_unit(action: str) -> str:
    return f"{_ACTION}{action}:{_WITHDRAWN}"


def encode_step(record: StepRecord) -> dict[str, str]:
    return {"date": record.date, "end": record.end, "by": record.by, "note": record.note}


def encode_passage(passage: Passage, kind: ActionKind, round: str) -> dict[str, str]:
    """What the unit of a state holds. Kind and round stand in each, because a state may come before the first one."""
    told = {"date": passage.date, "by": passage.by, "reason": passage.reason}
    return told | {"kind": kind.value, "round": round}


Told = tuple[Any, str, str]
"""What a unit holds, who wrote it, and when (ISO time)."""


def decode_record(household: str, village: str, units: Mapping[str, Told], conflicts: int) -> MonitoringRecord:
    """The record of these units; what this version does not know is left aside."""
    steps = dict(_read_steps(units))
    ids = dict.fromkeys(unit.split(":")[1] for unit in units if unit.startswith(_ACTION))
    found = (_read_action(action, units) for action in ids)
    actions = sorted((one for one in found if one), key=lambda one: (one.passages[0].date, one.passages[0].at, one.id))
    return MonitoringRecord(household, village, steps, tuple(actions), conflicts)


def _read_steps(units: Mapping[str, Told]) -> Iterator[tuple[Step, StepRecord]]:
    for step in Step:
        value = units.get(step_unit(step), (None, "", ""))[0]
        if isinstance(value, dict):
            yield step, StepRecord(step, *(str(value.get(name, "")) for name in ("date", "end", "by", "note")))


def _read_action(action: str, units: Mapping[str, Told]) -> Action | None:
    passages, kind, of_round = [], "", ""
    for state in ActionState:
        value, author, at = units.get(action_unit(action, state), (None, "", ""))
        if isinstance(value, dict):
            day, by, reason = (str(value.get(name, "")) for name in ("date", "by", "reason"))
            passages.append(Passage(state, day, by, reason, author, at))
            kind, of_round = str(value.get("kind", "")), str(value.get("round", ""))
    if not passages or kind not in list(ActionKind):
        return None
    withdrawn = units.get(withdrawn_unit(action), (None, "", ""))[0]
    because = str(withdrawn.get("reason", "")) if isinstance(withdrawn, dict) else ""
    return Action(action, ActionKind(kind), of_round, tuple(passages), because)
