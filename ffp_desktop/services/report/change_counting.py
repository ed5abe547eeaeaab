"""Counts 动态管理: people who came and went, households that were identified, eliminated, or acted upon."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from ffp_desktop.domain.events import Direction
from ffp_desktop.domain.monitoring.records import Action, ActionKind, ActionState, Step
from ffp_desktop.services.campaign.sources import EventsSource, PageSource, Where
from ffp_desktop.services.census import event_kinds
from ffp_desktop.services.entry.traits import ELIMINATED, MARKED, NEW
from ffp_desktop.services.report.figures import ActionRow, Changes, Figure
from ffp_desktop.store.household_records import EventFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_MONITORED = "监测对象"


class ChangeCounter:
    """Of a unit and a round. `count_surveys(words, how, **filter)` gives the figure of a filter of surveys."""

    def __init__(self, vault: "OpenVault", unit: str, round: str, count_surveys: Callable[..., Figure]) -> None:
        self._vault = vault
        self._unit = unit
        self._round = round
        self._count_surveys = count_surveys

    def count(self, start: str, end: str) -> Changes:
        """Events from `start` to `end`, both days included; steps of those days; actions of the round."""
        people = self._vault.figures.changes(self._unit, start, end)
        kinds = event_kinds().changes.values()

        def changed(way: Direction) -> tuple[Figure, ...]:
            return tuple(
                Figure(
                    people.get(kind.name, 0),
                    f"{way}：{kind.name}（人）",
                    f"{start} 至 {end} 登记的、没有撤回的变动中的人数",
                    EventsSource(EventFilter(village=self._unit, start=start, end=end, kind=kind.name)),
                )
                for kind in kinds
                if kind.direction is way
            )

        return Changes(
            start,
            end,
            changed(Direction.INCREASE),
            changed(Direction.DECREASE),
            self._count_surveys("监测对象（户）", "A1 为监测对象的三种", kind=_MONITORED),
            self._count_surveys("新识别为监测对象（户）", "第五部分“是否需要新识别”为是", kind=NEW),
            self._steps(start, end),
            self._count_surveys("风险消除（户）", "A46 为是", found=ELIMINATED),
            self._count_surveys("系统已标注风险消除（户）", "A48 为是", found=MARKED),
            self._actions(),
        )

    def _steps(self, start: str, end: str) -> tuple[Figure, ...]:
        taken: Counter[Step] = Counter()
        for record in self._vault.monitoring.records().values():
            if record.village.startswith(self._unit):
                taken.update(step for step, one in record.steps.items() if start <= one.last_day <= end)
        page = PageSource(Where.MONITORED, self._unit, "需纳入")
        return tuple(Figure(taken[step], f"{step}（户）", f"{start} 至 {end} 完成这一步的户", page) for step in Step)

    def _actions(self) -> tuple[ActionRow, ...]:
        own: list[Action] = [
            action
            for record in self._vault.monitoring.records().values()
            if record.village.startswith(self._unit)
            for action in record.actions
            if action.round == self._round and not action.withdrawn
        ]
        return tuple(self._action(kind, [action for action in own if action.kind is kind]) for kind in ActionKind)

    def _action(self, kind: ActionKind, own: list[Action]) -> ActionRow:
        page = PageSource(Where.MONITORED, self._unit, "办理中")

        def figure(value: int, words: str) -> Figure:
            return Figure(value, f"{kind}：{words}（户）", "本轮提出、没有撤回的办理", page)

        done = sum(action.state is ActionState.DONE for action in own)
        waiting = sum(action.is_open for action in own)
        return ActionRow(
            kind.value, kind.finding, figure(len(own), "提出"), figure(waiting, "办理中"), figure(done, "系统已处理")
        )
