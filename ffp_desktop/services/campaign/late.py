"""What is late, the most pressing first; each with the list behind it.

API (class `LateThings(vault, regions, kinds, round, settings, today)`): find(bars, watched) -> tuple[Late, …].
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.round_settings import LISTS, RoundSettings
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.desk_records import Late, LateKind, UnitBar
from ffp_desktop.services.campaign.sources import HELD, MISSING, CluesSource, PageSource, SurveysSource, Where
from ffp_desktop.services.list_kinds import ListKinds
from ffp_desktop.services.monitoring.lists import Look
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_NAMED = 2  # names that a line has room for
_DOT = " · "


class LateThings:
    """Looks for them in one vault, on one day."""

    def __init__(
        self,
        vault: "OpenVault",
        regions: Regions,
        kinds: ListKinds,
        round: str,
        settings: RoundSettings,
        today: date,
    ) -> None:
        self._vault = vault
        self._unit = vault.unit.code
        self._regions = regions
        self._kinds = kinds
        self._round = round
        self._settings = settings
        self._today = today

    def find(self, bars: Sequence[UnitBar], watched: Look) -> tuple[Late, ...]:
        """`bars` are the units below with their progress, the slowest first; `watched` are the lists of 监测对象."""
        return (
            *self._green(),
            *self._slow(bars),
            *self._returned(),
            *self._conflicts(),
            *self._bundles(),
            *self._unhelped(watched),
            *self._lists(),
        )

    def _green(self) -> Iterator[Late]:
        found = self._vault.figures.green(self._unit, self._round, self._kinds.green_names)
        if not found:
            return
        households = len({household for _kind, household, _day in found})
        first = min(day for _kind, _household, day in found)
        names = _said(Counter(kind for kind, _household, _day in found))
        wanted = ClueFilter(
            round=self._round, village=self._unit, kinds=_sorted(self._kinds.green_names), answered=Answered.OPEN
        )
        title = f"绿色通道 {households} 户 没有答复"
        yield Late(LateKind.GREEN, title, f"{names}，最早 {_day(first)}", households, CluesSource(wanted))

    def _slow(self, bars: Sequence[UnitBar]) -> Iterator[Late]:
        """Units that are not complete and from which nothing has come for some days."""
        slow = [bar for bar in bars if bar.missing and not bar.recent]
        if not slow or len(self._unit) == len(slow[0].unit):
            return
        title = _DOT.join(f"{bar.name} {bar.percent}%" for bar in slow[:_NAMED])
        if len(slow) > _NAMED:
            title += f" 等 {len(slow)} 个"
        last = max((bar.last_bundle for bar in slow), default="")
        days = (self._today - date.fromisoformat(last[:10])).days if last else 0
        detail = f"{days} 天没有送来新包" if days else f"{self._settings.silent_days} 天没有新到的表"
        wanted = SurveyFilter(round=self._round, village=slow[0].unit)
        yield Late(LateKind.SLOW, title, detail, len(slow), SurveysSource(wanted))

    def _returned(self) -> Iterator[Late]:
        before = self._today - timedelta(days=self._settings.late_return)
        found = self._vault.figures.late_returns(self._unit, self._round, before.isoformat())
        if not found:
            return
        places = Counter(self._child(village) for _survey, village in found)
        wanted = SurveyFilter(
            round=self._round, village=self._unit, state=State.RETURNED, ids=tuple(survey for survey, _village in found)
        )
        title = f"退回 {len(found)} 户 超过 {self._settings.late_return} 天"
        yield Late(LateKind.RETURNED, title, _said(places), len(found), SurveysSource(wanted))

    def _conflicts(self) -> Iterator[Late]:
        found = [one for one in self._vault.surveys.in_conflict(self._unit) if one.round == self._round]
        if found:
            places = Counter(self._child(one.village) for one in found)
            title, source = f"冲突 {len(found)} 户 没有定下", PageSource(Where.CONFLICTS, self._unit)
            yield Late(LateKind.CONFLICTS, title, _said(places), len(found), source)

    def _bundles(self) -> Iterator[Late]:
        """Bundles that wait for one before them, and surveys that were put aside."""
        holding = self._vault.feeds.holding
        for _device, kept in groupby(holding.waiting(), key=lambda one: one.device):
            bundles = list(kept)
            first = min(bundles, key=lambda one: one.missing)
            title = f"{self._name(first.source)} 缺第{first.missing}号包"
            detail = f"后面 {len(bundles)} 个包等着"
            source = PageSource(Where.EXCHANGE, first.source, MISSING)
            yield Late(LateKind.BUNDLES, title, detail, len(bundles), source)
        held = holding.held()
        if held:
            places = Counter(self._child(one.village) for one in held)
            source = PageSource(Where.EXCHANGE, self._unit, HELD)
            yield Late(LateKind.BUNDLES, f"暂存 {len(held)} 户 没有收", _said(places), len(held), source)

    def _unhelped(self, watched: Look) -> Iterator[Late]:
        for kind, watch, title, detail in (
            (LateKind.NO_MEASURE, Watch.NO_MEASURE, "监测对象 {0} 户 没有措施", "七没有一行填“是”，风险未消除"),
            (LateKind.OVERDUE, Watch.OVERDUE, "监测满一年 {0} 户 未消除", "兜底户除外"),
        ):
            count = watched.total(watch)
            if count:
                source = PageSource(Where.MONITORED, self._unit, watch.value)
                yield Late(kind, title.format(count), detail, count, source)

    def _lists(self) -> Iterator[Late]:
        """Departments that should have sent something by now."""
        if self._settings.deadline(LISTS).days_left(self._today) >= 0 or len(self._unit) > 6:
            return
        sent = {one.department for one in self._vault.clues.lists.all(self._round) if one.stands}
        kinds: dict[str, list[str]] = {}
        for kind in self._kinds.standing:
            if kind.department not in sent:
                kinds.setdefault(kind.department, []).append(kind.name)
        if len(kinds) > _NAMED:
            title = f"{len(kinds)} 个部门 名单没到"
            source = PageSource(Where.LISTS, self._unit)
            yield Late(LateKind.LISTS, title, "、".join(kinds), len(kinds), source)
            return
        for department, names in kinds.items():
            source = PageSource(Where.LISTS, self._unit, department)
            yield Late(LateKind.LISTS, f"{department} 名单没到", "、".join(names), 1, source)

    def _child(self, village: str) -> str:
        """The name of the unit one level below that a village belongs to."""
        return self._name(village[: {6: 9}.get(len(self._unit), 12)])

    def _name(self, code: str) -> str:
        region = self._regions.find(code)
        return region.short_name if region else code


def _said(counted: Counter[str]) -> str:
    """红彦镇 9 · 西瓦尔图镇 5 · 其他 3"""
    named = counted.most_common(_NAMED + 1)
    words = [f"{name} {count}" for name, count in named]
    rest = counted.total() - sum(count for _name, count in named)
    return _DOT.join([*words, *([f"其他 {rest}"] if rest else [])])


def _day(text: str) -> str:
    """2023-02-24 → 2月24日; as it is when it is no date."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text or "不详"
    return f"{found.month}月{found.day}日"


def _sorted(names: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
