"""Counts the report's figures: each is the number of lines of a list that can be opened.

API (class `ReportCounter(vault, surveys, desk, clock)`): count() -> ReportFigures.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.desk_records import UnitBar
from ffp_desktop.services.campaign.sources import PageSource, SurveysSource, Where
from ffp_desktop.services.entry.traits import (
    ANY_PROBLEM,
    AT_RISK,
    DROPOUT,
    UNINSURED,
    UNSAFE_HOUSE,
    UNSAFE_WATER,
)
from ffp_desktop.services.report.change_counting import ChangeCounter
from ffp_desktop.services.report.clue_counting import ClueCounter
from ffp_desktop.services.report.figures import Basics, Figure, ProblemRow, ReportFigures, Troubles
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_KINDS = ("一般农牧户", "脱贫享受政策户", "脱贫不享受政策户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_HELP = {DROPOUT: "A39", UNINSURED: "A40", UNSAFE_WATER: "A41", UNSAFE_HOUSE: "A41"}
"""The line of 七 that helps with each problem."""
_FAR_BEHIND = 20  # hundredths behind the whole


class ReportCounter:
    """Counts for one open vault: for the vault's own unit, in the current round."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        desk: CampaignDesk,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._desk = desk
        self._clock = clock
        self._unit = vault.unit.code

    def count(self) -> ReportFigures:
        """Everything, as of now."""
        of_round, seen = self._surveys.current_round(), self._desk.look()
        changes = ChangeCounter(self._vault, self._unit, of_round.id, self._count)
        today = date.fromisoformat(seen.now[:10])
        return ReportFigures(
            self._unit,
            seen.unit_name,
            of_round,
            seen.now,
            seen.settings,
            self._basics(seen.total, seen.bars),
            changes.count(_quarter_start(of_round.id, of_round.period_end), today.isoformat()),
            self._troubles(seen.total, seen.bars, seen.deadlines[0].missing if len(self._unit) == 6 else ()),
            seen.villages,
            seen.deadlines,
        )

    # ---- 一

    def _basics(self, total: UnitBar, bars: tuple[UnitBar, ...]) -> Basics:
        everything = self._vault.surveys.count(self._filter())
        standing = {state: n for state, n in everything.by_state.items() if state is not State.WITHDRAWN}
        entered = sum(standing.values())
        people = self._vault.figures.people(self._unit, self._round)
        waiting = total.due - entered
        clues = ClueCounter(self._vault, self._unit, self._round, self._desk.kinds)
        in_round = SurveysSource(self._filter())
        here = PageSource(Where.WAITING, self._unit)
        return Basics(
            households=Figure(total.due, "应核查（户）", "本轮已录入的户和还没有录入的户之和", in_round),
            people=Figure(
                sum(count for _households, count in people.values()),
                "已录入的户的人口（人）",
                "本轮调查表第二部分没有划去的人数之和",
                in_round,
            ),
            waiting=Figure(waiting, "还没有录入（户）", "以前各轮有、本轮没有调查表的户", here),
            entered=Figure(entered, "已录入（户）", "本轮调查表的张数，作废的不计", in_round),
            visited=Figure(
                entered - standing.get(State.DRAFT, 0), "已入户核查（户）", "已录入的减去还是草稿的", in_round
            ),
            received=Figure(total.received, "已收到（户）", "已完成并在本级或上级的调查表，退回的不计", in_round),
            approved=self._approved(total.approved),
            by_kind=tuple(self._count(f"{kind}（户）", f"A1 为{kind}", kind=kind) for kind in _KINDS),
            by_state=tuple(
                Figure(standing.get(state, 0), f"状态是{state}（户）", "该状态的调查表", self._source(state=state))
                for state in State
                if state not in (State.NOT_ENTERED, State.WITHDRAWN)
            ),
            any_problem=self._count(
                "“三保障”和饮水有问题（户）", "A29 为是，或 A30、A31 为否，或 A32 为是", found=ANY_PROBLEM
            ),
            problems=tuple(self._problem(name, line) for name, line in _HELP.items()),
            at_risk=self._count("研判有返贫致贫风险（户）", "第五部分“是否存在致贫返贫风险”为是", found=AT_RISK),
            units=bars,
            **clues.count(),
        )

    def _approved(self, count: int) -> Figure:
        state = State.FINAL if len(self._unit) == 6 else State.APPROVED
        how = "状态是审定的" if len(self._unit) == 6 else "状态是审核通过、已上报旗、审定的"
        return Figure(count, f"{state}（户）", how, self._source(state=state))

    def _problem(self, name: str, line: str) -> ProblemRow:
        solved = self._vault.figures.solved(self._unit, self._round, name)
        ids = SurveyFilter(round=self._round, ids=solved or ("",))
        return ProblemRow(
            name,
            self._count(f"{name}（户）", f"本轮调查表第四部分：{name}", found=name),
            self._count(
                f"{name}已有对应措施（户）", f"有该问题的监测对象或新识别户，{line} 为是", found=name, measure=line
            ),
            Figure(len(solved), f"{name}已解决（户）", "上一张表有该问题、本轮已完成的表没有的户", SurveysSource(ids)),
        )

    # ---- 四

    def _troubles(self, total: UnitBar, bars: tuple[UnitBar, ...], missing_lists: tuple[str, ...]) -> Troubles:
        watched = self._desk.monitoring.look(self._unit, self._round).counts
        late = self._vault.figures.late_returns(self._unit, self._round, "9999")
        conflicts = [one for one in self._vault.surveys.in_conflict(self._unit) if one.round == self._round]
        twice = self._vault.figures.twice(self._unit, self._round)
        named = {watch.value: count for watch, count in watched.items()}

        def watch(name: str, words: str, how: str) -> Figure:
            return Figure(named.get(name, 0), words, how, PageSource(Where.MONITORED, self._unit, name))

        return Troubles(
            slow=tuple(bar for bar in bars if bar.missing and bar.percent + _FAR_BEHIND <= total.percent),
            outliers=self._desk.outliers(),
            no_measure=watch(
                "没有措施", "监测对象没有帮扶措施（户）", "已完成的表里 A34 到 A45 没有一行为是，风险未消除"
            ),
            unfit=watch("措施不对应", "措施和风险不对应（户）", "已完成的表里 A33 的风险对应的各行措施都填否"),
            overdue=watch(
                "满一年未消除", "识别满一年风险未消除（户）", "已完成的表里识别日期满一年、A46 不为是，兜底户除外"
            ),
            unknown_date=watch("识别日期不详", "识别日期不详（户）", "已完成的表里监测对象没有填识别日期"),
            returned=Figure(len(late), "退回还没有改好（户）", "状态是退回的", self._source(state=State.RETURNED)),
            conflicts=Figure(
                len(conflicts),
                "两处填得不一样还没有定下（户）",
                "有冲突的调查表",
                PageSource(Where.CONFLICTS, self._unit),
            ),
            twice=Figure(
                len(twice),
                "同一户本轮有几张的调查表（张）",
                "户编号相同的本轮调查表",
                SurveysSource(SurveyFilter(round=self._round, ids=twice or ("",))),
            ),
            missing_lists=missing_lists,
        )

    # ---- private

    @property
    def _round(self) -> str:
        return self._surveys.current_round().id

    def _filter(self, state: State | None = None, kind: str = "", found: str = "", measure: str = "") -> SurveyFilter:
        return SurveyFilter(round=self._round, village=self._unit, state=state, kind=kind, found=found, measure=measure)

    def _source(self, state: State) -> SurveysSource:
        return SurveysSource(self._filter(state=state))

    def _count(self, words: str, how: str, kind: str = "", found: str = "", measure: str = "") -> Figure:
        """The surveys of the round that a filter leaves, withdrawn ones aside."""
        wanted = self._filter(kind=kind, found=found, measure=measure)
        counted = self._vault.surveys.count(wanted)
        value = counted.total - counted.by_state.get(State.WITHDRAWN, 0)
        return Figure(value, words, how, SurveysSource(wanted))


def _quarter_start(round_id: str, period_end: str) -> str:
    """The first day of the quarter that a round's id names; the day after its period for others."""
    year, mark, quarter = round_id[:4], round_id[4:5], round_id[5:6]
    if mark == "Q" and quarter in ("1", "2", "3", "4"):
        return f"{year}-{3 * int(quarter) - 2:02d}-01"
    return period_end
