"""Counts what departments sent and what became of it, for the first part of the report."""

from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.services.campaign.sources import CluesSource, PageSource, Where
from ffp_desktop.services.list_kinds import ListKinds
from ffp_desktop.services.report.figures import ClueRow, Figure
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.campaign.figure_records import KindCount

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_IN = (Result.IDENTIFIED,)
_OUT = (Result.NOT_IDENTIFIED,)


class ClueCounter:
    """The clues of a unit and a round, as the ledger has them; those that wait for nothing because their list was taken
    back do not count."""

    def __init__(self, vault: "OpenVault", unit: str, round: str, kinds: ListKinds) -> None:
        self._vault = vault
        self._unit = unit
        self._round = round
        self._kinds = kinds

    def count(self) -> dict[str, Any]:
        """The fields of `Basics` that are about clues, by name."""
        counted = self._vault.figures.clues(self._unit, self._round)
        rows = tuple(self._row(one) for one in counted)
        lists = [one for one in self._vault.clues.lists.all(self._round) if one.stands and one.unit == self._unit]
        page = PageSource(Where.LISTS, self._unit)
        attention = self._vault.figures.attention(self._unit, self._round, self._kinds.key_names)
        watched = PageSource(Where.ATTENTION, self._unit)
        return {
            "lists": Figure(len(lists), "收到部门名单（份）", "本级收下、没有撤回的名单", page),
            "list_rows": Figure(sum(one.rows for one in lists), "名单的行数（行）", "各名单读入的行数之和", page),
            "refused_rows": Figure(
                sum(one.refused for one in lists), "不成线索的行（行）", "合计、说明等没有人的行", page
            ),
            "clues": self._total("线索（条）", "台账里的线索，名单撤回的不计", rows, "clues"),
            "matched": self._total("对上人的线索（条）", "认定到户的线索", rows, "matched"),
            "registered": self._total(
                "已在册监测对象的线索（条）", "所在户最近一张表的 A1 是监测对象", rows, "registered"
            ),
            "open_clues": self._total("待核实的线索（条）", "还没有答复的线索", rows, "open", answered=Answered.OPEN),
            "answered": self._total("已核实的线索（条）", "已有答复的线索", rows, "answered", answered=Answered.DONE),
            "identified": self._total("核实后纳入监测的线索（条）", "答复为纳入监测", rows, "identified", _IN[0]),
            "not_identified": self._total("核实后未纳入的线索（条）", "答复为未纳入", rows, "not_identified", _OUT[0]),
            "clue_rows": rows,
            "key_people": Figure(
                sum(one.people for one in attention),
                "重点人群（人）",
                "重点人群名单上的人，一村内同一个人只计一次",
                watched,
            ),
            "key_households": Figure(
                sum(one.households for one in attention), "重点人群（户）", "上述的人所在的户", watched
            ),
            "key_visited": Figure(
                sum(one.visited for one in attention), "重点人群已入户（户）", "上述户中本轮调查表已完成的", watched
            ),
            **self._green(counted),
        }

    def _green(self, counted: tuple[KindCount, ...]) -> dict[str, Figure]:
        names = tuple(sorted(self._kinds.green_names))
        own = [one for one in counted if one.kind in names]
        waiting = sum(one.by_result.get(Result.OPEN.value, 0) for one in own)
        return {
            "green": Figure(
                sum(one.clues for one in own), "绿色通道的线索（条）", "因灾、因疫情等种类的线索", self._source(names)
            ),
            "green_open": Figure(
                waiting, "绿色通道待核实（条）", "其中还没有答复的", self._source(names, answered=Answered.OPEN)
            ),
        }

    def _row(self, one: KindCount) -> ClueRow:
        def figure(
            value: int, words: str, result: str = "", answered: Answered = Answered.ALL, how: str = ""
        ) -> Figure:
            source = self._source((one.kind,), one.department, result, answered)
            return Figure(
                value,
                f"{one.department} {one.kind}：{words}（条）",
                how or "该部门该种类的线索，名单撤回的不计",
                source,
            )

        found = one.by_result
        waiting = found.get(Result.OPEN.value, 0)
        into = sum(found.get(result.value, 0) for result in _IN)
        out = sum(found.get(result.value, 0) for result in _OUT)
        return ClueRow(
            one.kind,
            one.department,
            figure(one.clues, "线索"),
            figure(one.matched, "对上人", how="该部门该种类的线索中认定到户的"),
            figure(one.registered, "已在册", how="其中所在户最近一张表的 A1 是监测对象的"),
            figure(waiting, "待核实", answered=Answered.OPEN),
            figure(one.clues - waiting, "已核实", answered=Answered.DONE),
            figure(into, "纳入监测", _IN[0].value),
            figure(out, "未纳入", _OUT[0].value),
            figure(
                one.clues - waiting - into - out,
                "其他结果",
                answered=Answered.DONE,
                how="已核实的减去纳入监测和未纳入的",
            ),
        )

    def _total(
        self,
        words: str,
        how: str,
        rows: tuple[ClueRow, ...],
        name: str,
        result: Result | None = None,
        answered: Answered = Answered.ALL,
    ) -> Figure:
        value = sum(getattr(row, name).value for row in rows)
        return Figure(value, words, how, self._source((), "", result.value if result else "", answered))

    def _source(
        self, kinds: tuple[str, ...], department: str = "", result: str = "", answered: Answered = Answered.ALL
    ) -> CluesSource:
        return CluesSource(
            ClueFilter(
                round=self._round,
                village=self._unit,
                kinds=kinds,
                department=department,
                result=result,
                answered=answered,
            )
        )
