"""What is asked before a step or an action of a 监测对象 is recorded, and how the answers are recorded.

API: `next_thing(household, course, unit) -> Next | None` what F9 does; `ask_action`, `ask_next`, `ask_withdrawal` give
an `Asking`; `Next.record(course, survey, answers)`; `last_step`, `ask_step_back`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.monitoring.course import may_take, missing_steps
from ffp_desktop.domain.monitoring.records import Action, ActionKind, ActionState, Step, StepRecord
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.ui.pages.campaign.ask_panel import BY, CHOICE, DATE, END, TEXT, Asking

if TYPE_CHECKING:
    from ffp_desktop.services.monitoring.course import Course
    from ffp_desktop.services.monitoring.lists import MonitoredHousehold

_AT_VILLAGE = (Step.VISIT, Step.NOTICE)


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next for a household in this office: a step, or an action that goes on to one of some states."""

    step: Step | None = None
    action: Action | None = None
    states: tuple[ActionState, ...] = ()

    @property
    def words(self) -> str:
        """What the key says."""
        if self.action is not None:
            return _tr("{0}：{1}").format(self.action.kind, self.states[0])
        return _tr("记{0}").format(self.step) if self.step else ""

    def record(self, course: "Course", survey: str, answers: Mapping[str, str]) -> None:
        """Raises FfpError `monitoring.…`."""
        day, by, text = answers.get(DATE, ""), answers.get(BY, ""), answers.get(TEXT, "")
        if self.action is not None:
            course.move_action(survey, self.action.id, ActionState(answers[CHOICE]), day, by, text)
        elif self.step is not None:
            course.take_step(survey, StepRecord(self.step, day, answers.get(END, ""), by, text))


def next_thing(household: "MonitoredHousehold", course: "Course", unit: str) -> Next | None:
    """The open action first, then the first missing step that this office may record."""
    for action in household.record.actions:
        if action.is_open and (states := course.next_states(action)):
            return Next(action=action, states=states)
    if household.facts.is_new or household.record.steps:
        step = next((step for step in missing_steps(household.record) if may_take(step, unit)), None)
        return Next(step=step) if step is not None else None
    return None


def ask_next(following: Next, household: "MonitoredHousehold", unit_name: str, today: str) -> Asking:
    who = household.survey.head_name
    if following.action is not None:
        action = following.action
        labels = {
            CHOICE: _tr("办到哪一步（↓ 选）"),
            DATE: _tr("日期，如 2023-03-06"),
            BY: _tr("谁办的"),
            TEXT: _tr("意见（不同意的要写原因）"),
        }
        note = _tr("提出的原因：{0}").format(action.reason)
        head = _tr("{0}　{1}（{2}）").format(who, action.kind, action.kind.finding)
        return Asking(head, labels, {DATE: today, BY: unit_name}, following.states, note)
    step = following.step or Step.VISIT
    labels = {DATE: _tr("公示开始日期") if step is Step.NOTICE else _tr("日期，如 2023-03-06")}
    if step is Step.NOTICE:
        labels[END] = _tr("公示结束日期")
    labels |= {BY: _tr("谁办的"), TEXT: _tr("文号或别的说明（可以空着）")}
    values = {} if step in _AT_VILLAGE else {BY: unit_name}
    missing = missing_steps(household.record)
    earlier = "、".join(missing[: missing.index(step)])
    note = _tr("前面还缺：{0}。缺着也能先记。").format(earlier) if earlier else ""
    return Asking(_tr("{0}　新识别：{1}").format(who, step), labels, values, (), note)


def ask_action(household: "MonitoredHousehold", unit_name: str, today: str, of: Watch | None) -> Asking:
    """F2: the action that the list points to stands first, its hint as the reason to begin from."""
    kinds = [kind.value for kind in ActionKind]
    hints = [hint for hint in household.hints if hint.watch.action is not None]
    hint = next((one for one in hints if one.watch is of), hints[0] if hints else None)
    action = hint.watch.action if hint else None
    labels = {
        CHOICE: _tr("动作（↓ 选）"),
        DATE: _tr("日期，如 2023-03-06"),
        BY: _tr("谁提出的"),
        TEXT: _tr("原因"),
    }
    values = {CHOICE: action.value if action else kinds[0], DATE: today, BY: unit_name}
    note = _tr("供参考：{0}").format(hint.reason) if hint else ""
    return Asking(_tr("{0}　提出动作").format(household.survey.head_name), labels, values, kinds, note)


def last_step(household: "MonitoredHousehold", unit: str) -> Step | None:
    """The last step that was recorded, if this office may record it and so take it back."""
    taken = [step for step in Step if step in household.record.steps]
    return taken[-1] if taken and may_take(taken[-1], unit) else None


def ask_step_back(household: "MonitoredHousehold", step: Step) -> Asking:
    head = _tr("撤回：{0}　新识别：{1}").format(household.survey.head_name, step)
    return Asking(head, {TEXT: _tr("为什么撤回，留在历史里")}, save=_tr("撤回"))


def ask_withdrawal(household: "MonitoredHousehold", action: Action) -> Asking:
    head = _tr("撤回：{0}　{1}").format(household.survey.head_name, action.kind)
    return Asking(head, {TEXT: _tr("为什么撤回，留在历史里")}, save=_tr("撤回"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("MonitoringAskings", text)
