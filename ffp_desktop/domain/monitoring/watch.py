"""Which lists a household stands on, and why, in words. A hint is for a person to look at, never a verdict. Pure.

API: `Watch`, `Hint`, `watch(facts, record, line, today, is_draft=False) -> tuple[Hint, …]`, `FITTING`,
`unfit_risks(facts)`, `is_over_a_year(identified_on, day)`, `is_urgent(facts)`.

The fitting measures are paper-form.md 七; over a year and 兜底户 are its 七 and its head.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from ffp_desktop.domain.monitoring.course import missing_steps
from ffp_desktop.domain.monitoring.facts import LINES, MonitoredFacts
from ffp_desktop.domain.monitoring.records import ActionKind, MonitoringRecord

YES, NO = "是", "否"
FITTING = {
    "因病": ("A40",),
    "因学": ("A39",),
    "因残": ("A43",),
    "因产业失败": ("A34", "A36"),
    "因就业不稳定": ("A35", "A38"),
}
"""The lines of which one at least must say 是 for a risk. Risks that are not here have no line of their own."""
_URGENT = ("因自然灾害", "因灾", "因疫情")


class Watch(StrEnum):
    """The lists, in the order of their tabs."""

    TO_INCLUDE = "需纳入"
    NO_MEASURE = "没有措施"
    UNFIT = "措施不对应"
    OVERDUE = "满一年未消除"
    UNKNOWN_DATE = "识别日期不详"
    MAY_RETURN = "可能回退"
    MAY_REMOVE = "可能清退"
    MAY_ADJUST = "可能调整"
    MAY_ELIMINATE = "可能标注消除"
    UNDER_WAY = "办理中"

    @property
    def action(self) -> ActionKind | None:
        """The action that a hint of this list points to."""
        return _ACTIONS.get(self)


_ACTIONS = {
    Watch.MAY_RETURN: ActionKind.RETURN,
    Watch.MAY_REMOVE: ActionKind.REMOVE,
    Watch.MAY_ADJUST: ActionKind.ADJUST,
    Watch.MAY_ELIMINATE: ActionKind.ELIMINATE,
}


@dataclass(frozen=True, slots=True)
class Hint:
    """A household stands on a list, for this reason."""

    watch: Watch
    reason: str


def watch(
    facts: MonitoredFacts, record: MonitoringRecord, line: Decimal | None, today: date, *, is_draft: bool = False
) -> tuple[Hint, ...]:
    """The lists of one household. `line` is the round's monitoring line, None while nobody has set it: what needs it
    waits then. A draft's answers are not all there yet: what follows from 七 and 八 waits for 完成."""
    hints = [*_inclusion(facts, record)]
    if not is_draft:
        hints += [*_help(facts, today), *_candidates(facts, line, today)]
    if not record.actions:
        return tuple(hints)
    settled = {action.kind for action in record.actions if action.is_open}
    found = [hint for hint in hints if hint.watch.action is None or hint.watch.action not in settled]
    for action in record.actions:
        if action.is_open:
            last = action.passages[-1]
            found.append(Hint(Watch.UNDER_WAY, f"{action.kind}：{last.state} {last.date}"))
    return tuple(found)


def is_urgent(facts: MonitoredFacts) -> bool:
    """因灾 and 因疫情 take the 绿色通道 and stand first."""
    return any(risk in _URGENT for risk in facts.risks)


def unfit_risks(facts: MonitoredFacts) -> tuple[str, ...]:
    """The risks all of whose fitting lines say 否; a line without an answer is not yet a no."""
    asked = [risk for risk in facts.risks if risk in FITTING]
    return tuple(risk for risk in asked if facts.denied and {*FITTING[risk]} <= {*facts.denied})


def is_over_a_year(identified_on: str, day: date) -> bool:
    """Whether a year has gone by since that day; the 29 February ends on the 28th."""
    then = date.fromisoformat(identified_on)
    months = (day.year - then.year) * 12 + day.month - then.month
    is_last = (then.month, then.day) == (2, 29) and (day.month, day.day) == (2, 28)
    return months > 12 or (months == 12 and (day.day >= then.day or is_last))


def _inclusion(facts: MonitoredFacts, record: MonitoringRecord) -> Iterator[Hint]:
    missing = missing_steps(record) if facts.is_new else ()
    if missing:
        yield Hint(Watch.TO_INCLUDE, f"还缺：{'、'.join(missing)}")


def _help(facts: MonitoredFacts, today: date) -> Iterator[Hint]:
    if facts.eliminated == YES:
        return
    if not facts.given:
        blank = len(LINES) - len(facts.denied)
        yield Hint(Watch.NO_MEASURE, f"七没有一行填“是”，{blank} 行没填" if blank else "七各行都填“否”")
    for risk in unfit_risks(facts):
        yield Hint(Watch.UNFIT, f"{risk}，{'、'.join(FITTING[risk])} 填“否”")
    if not facts.identified_on:
        if not facts.is_new:
            yield Hint(Watch.UNKNOWN_DATE, "没有识别日期，算不出是否满一年")
    elif facts.floor != YES and is_over_a_year(facts.identified_on, today):
        yield Hint(Watch.OVERDUE, f"{facts.identified_on} 识别，风险未消除")


def _candidates(facts: MonitoredFacts, line: Decimal | None, today: date) -> Iterator[Hint]:
    doubts = _doubts(facts, line)
    if facts.eliminated == YES:
        if doubts:
            unmarked = "；A48 还没有标注，先不要标注" if facts.marked == NO else ""
            yield Hint(Watch.MAY_RETURN, f"A46 风险已消除，可是{'、'.join(doubts)}{unmarked}")
        elif facts.marked == NO:
            yield Hint(Watch.MAY_ELIMINATE, "A46 风险已消除，A48 还没有在系统里标注")
        return
    income = _amount(facts.net_income)
    is_above = line is not None and income is not None and income >= line
    if not facts.is_new and facts.at_risk == NO and is_above and not facts.problems:
        yield Hint(Watch.MAY_REMOVE, f"五填没有风险，A27 {facts.net_income} 元不低于监测线，四没有问题")
    if facts.at_risk == NO:
        return
    unfit = unfit_risks(facts)
    if unfit:
        yield Hint(Watch.MAY_ADJUST, f"{'、'.join(unfit)}没有对应的措施")
    elif facts.given and facts.identified_on and facts.floor != YES and is_over_a_year(facts.identified_on, today):
        yield Hint(Watch.MAY_ADJUST, f"{facts.identified_on} 识别已满一年，有措施，风险还在")


def _doubts(facts: MonitoredFacts, line: Decimal | None) -> list[str]:
    """What speaks against an elimination."""
    income = _amount(facts.net_income)
    found = ["全家没有劳动力"] if facts.no_labour == YES else []
    if line is not None and income is not None and income < line:
        found.append(f"A27 {facts.net_income} 元低于监测线 {line} 元")
    if facts.at_risk == YES:
        found.append("五填有风险")
    return [*found, *facts.problems]


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
