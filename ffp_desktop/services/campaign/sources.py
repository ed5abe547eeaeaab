"""Where a number can be traced to: the list, narrowed so that it shows exactly what was counted.

API: `Source` (one of `SurveysSource`, `CluesSource`, `EventsSource`, `PageSource`), `say_source(source, regions)`.
"""

from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.regions import Regions
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.household_records import EventFilter
from ffp_desktop.store.records import SurveyFilter

_BETWEEN = "，"


class Where(StrEnum):
    """Pages that show what has no filter of its own."""

    WAITING = "调查表清单（未录入）"
    CONFLICTS = "有冲突的表"
    EXCHANGE = "收发"
    LISTS = "部门名单"
    ATTENTION = "重点关注"
    MONITORED = "监测对象"
    RECONCILIATION = "机账实对照"
    CHANGES = "自然增减表"


MISSING, HELD = "缺包", "暂存"
"""Entries of 收发: bundles that wait for an earlier one, surveys that were put aside."""


@dataclass(frozen=True, slots=True)
class SurveysSource:
    """The list of surveys."""

    filter: SurveyFilter


@dataclass(frozen=True, slots=True)
class CluesSource:
    """The ledger of clues (核实核查台账)."""

    filter: ClueFilter


@dataclass(frozen=True, slots=True)
class EventsSource:
    """The list of events."""

    filter: EventFilter


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page, and the unit and the entry it is opened at, "" for its beginning."""

    page: Where
    unit: str = ""
    entry: str = ""


Source = SurveysSource | CluesSource | EventsSource | PageSource


def say_source(source: Source, regions: Regions) -> str:
    """In words, e.g. 调查表清单：轮次 2023Q1，地区 腾克镇，A1 监测对象."""
    if isinstance(source, SurveysSource):
        return _say("调查表清单", _survey_conditions(source.filter, regions))
    if isinstance(source, CluesSource):
        return _say("核实核查台账", _clue_conditions(source.filter, regions))
    if isinstance(source, EventsSource):
        wanted = source.filter
        days = f"{wanted.start or '最早'} 至 {wanted.end or '现在'}" if wanted.start or wanted.end else ""
        named = (("地区", _name(wanted.village, regions)), ("种类", wanted.kind), ("日期", days))
        return _say("变动清单", named)
    return _say(source.page.value, (("地区", _name(source.unit, regions)), ("条目", source.entry)))


def _survey_conditions(wanted: SurveyFilter, regions: Regions) -> tuple[tuple[str, str], ...]:
    return (
        ("轮次", wanted.round),
        ("地区", _name(wanted.village, regions)),
        ("状态", wanted.state.value if wanted.state else ""),
        ("A1", wanted.kind),
        ("查到的", wanted.found),
        ("帮扶措施", wanted.measure),
        ("风险类型", wanted.risk),
        ("发现", wanted.findings.value if wanted.findings else ""),
        ("表", f"列出的 {len([*filter(None, wanted.ids)])} 张" if wanted.ids else ""),
    )


def _clue_conditions(wanted: ClueFilter, regions: Regions) -> tuple[tuple[str, str], ...]:
    return (
        ("轮次", wanted.round),
        ("地区", _name(wanted.village, regions)),
        ("部门", wanted.department),
        ("种类", "、".join(wanted.kinds)),
        ("结果", wanted.result),
        ("答复", wanted.answered.value if wanted.answered is not Answered.ALL else ""),
    )


def _say(place: str, conditions: tuple[tuple[str, str], ...]) -> str:
    told = [f"{name} {words}" for name, words in conditions if words]
    return f"{place}：{_BETWEEN.join(told)}" if told else place


def _name(code: str, regions: Regions) -> str:
    region = regions.find(code) if code else None
    return region.short_name if region else code
