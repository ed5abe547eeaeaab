"""The reconciliation sheet: on paper to sign, village by village, and as a workbook.

API (class `ReconciliationSheet(vault, regions, words, clock)`; `words(difference, side)` gives a column's words):
    write(lines, out, compared) -> rows; .pdf or .xlsx by the file's name
    print(lines, out) -> pages, into a file or memory
Raises FfpError `compare.nothing_to_print`, `compare.too_many`, `file.…`, `paper.…`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import ITEMS, Side
from ffp_desktop.domain.reconciliation.rules import CHANGES
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.printed_lists import ListColumn, PrintedList, print_lists
from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine, Standing
from ffp_desktop.services.rounds import current_round
from ffp_desktop.services.workbook_export.checked_file import checked_file

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

Words = Callable[[Difference, Side], str]
MOST_PRINTED = 20_000
_TITLE = "机账实一致核对表"
_PAPER = (
    ("序号", 8.0),
    ("户主", 18.0),
    ("姓名", 18.0),
    ("项目", 26.0),
    ("机（全国系统）", 36.0),
    ("账（台账）", 36.0),
    ("实（入户排查）", 36.0),
    ("谁改什么", 47.0),
    ("定的结果和原因", 34.0),
    ("改毕签字", 18.0),
)
_SIGNED = ("系统操作员：", "台账管理员：", "排查人：", "村负责人：", "日期：")
_WORKBOOK = (
    *(("乡镇", 14.0), ("村", 14.0), ("户主", 12.0), ("姓名", 12.0), ("项目", 18.0), ("情况", 12.0)),
    *(("机", 26.0), ("账", 26.0), ("实", 26.0), ("以谁为准", 10.0), ("谁改什么", 34.0), ("依据", 34.0)),
    *(("状态", 10.0), ("原因", 30.0), ("定的人", 12.0), ("定的时间", 20.0)),
)
_PRIVATE = "本文件含姓名和家庭情况，只给有权查看的人，用完及时删除。"


class ReconciliationSheet:
    """Sheets of one vault."""

    def __init__(
        self, vault: "OpenVault", regions: Regions, words: Words, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._regions = regions
        self._words = words
        self._clock = clock

    def write(self, lines: Sequence[DifferenceLine], out: Path, compared: Compared) -> int:
        """Rows written."""
        if out.suffix.lower() == ".pdf":
            self.print(lines, out)
            return len(lines)
        _require(lines)
        with checked_file(out) as file:
            write_tables(file, self._tables(lines, compared))
        return len(lines)

    def print(self, lines: Sequence[DifferenceLine], out: Path | IO[bytes]) -> int:
        """Pages; each village begins a new one, so that it can be signed by itself."""
        _require(lines)
        if len(lines) > MOST_PRINTED:
            raise FfpError("compare.too_many", f"一共 {len(lines)} 项，一次最多打印 {MOST_PRINTED} 项。请按村打印。")
        ordered = sorted(lines, key=_order)
        parts = groupby(ordered, key=lambda line: line.difference.village)
        return print_lists([self._printed(village, list(own)) for village, own in parts], out)

    # ---- private

    def _printed(self, village: str, lines: Sequence[DifferenceLine]) -> PrintedList:
        of_round, now = current_round(self._vault), self._clock()
        township, name = self._name(village[:9]), self._name(village)
        columns = [ListColumn(heading, width, heading == "序号") for heading, width in _PAPER]
        rows = [self._paper_row(number, line) for number, line in enumerate(lines, 1)]
        above = (
            f"单位：{township}{name}" if village else "单位：（导出表没有写村）",
            period_words(now.date().isoformat()),
        )
        foot = f"{of_round.name} · {self._vault.unit.name} · 共 {len(lines)} 项 · 打印 {now:%Y-%m-%d %H:%M}"
        return PrintedList(_TITLE, columns, rows, above, _SIGNED, foot)

    def _paper_row(self, number: int, line: DifferenceLine) -> list[str]:
        one = line.difference
        sides = [self._words(one, side) for side in Side]
        settled = _settled(line)
        return [str(number), one.head_name, one.name or "全户", one.asked.name, *sides, _who(line), settled, ""]

    def _tables(self, lines: Sequence[DifferenceLine], compared: Compared) -> Iterator[Table]:
        columns = [TableColumn(heading, width) for heading, width in _WORKBOOK]
        yield Table("差异", columns, (self._row(line) for line in sorted(lines, key=_order)))
        counts = [TableColumn("项目", 24), *(TableColumn(name, 12, False) for name in ("比对", "不一致", "待定"))]
        rows = [(ITEMS[item].title, one.compared, one.different, one.open) for item, one in compared.items.items()]
        yield Table("各项数量", counts, rows)
        told = (
            ("内容", _TITLE),
            ("轮次", current_round(self._vault).name),
            *(
                (f"{card.side.value} {card.as_of}", f"{card.people} 人，{card.operator} {card.at}")
                for card in compared.exports
            ),
            ("写出时间", self._clock().strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self._vault.operator.name),
            ("单位", self._vault.unit.name),
            ("程序", f"防返贫摸底排查 {__version__}"),
            ("注意", _PRIVATE),
        )
        yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), told)

    def _row(self, line: DifferenceLine) -> tuple[Value, ...]:
        one, settled = line.difference, line.settlement
        return (
            self._name(one.village[:9]),
            self._name(one.village),
            one.head_name,
            one.name,
            one.asked.title,
            one.verdict.value,
            *(self._words(one, side) for side in Side),
            line.right.value if line.right else "",
            _who(line),
            one.reason,
            line.standing.value,
            settled.reason if settled else "",
            settled.author if settled else "",
            settled.at.replace("T", " ") if settled else "",
        )

    def _name(self, code: str) -> str:
        region = self._regions.find(code) if code else None
        return region.short_name if region is not None else ""


def _require(lines: Sequence[DifferenceLine]) -> None:
    if not lines:
        raise FfpError("compare.nothing_to_print", "没有要写的差异。请换一个村或条件再试。")


def _order(line: DifferenceLine) -> tuple[str, str, str, str, int]:
    one = line.difference
    return (one.village, one.head_name, one.household, one.member, list(ITEMS).index(one.item))


def _who(line: DifferenceLine) -> str:
    """Who changes what, in words."""
    if line.right is None and line.standing is Standing.SETTLED:
        return "不用改"
    if line.right is None:
        return "再次入户核实，补在调查表上"
    return "；".join(CHANGES[side] for side in line.wrong)


def _settled(line: DifferenceLine) -> str:
    if line.settlement is None:
        return ""
    right = f"以{line.settlement.right.value}为准" if line.settlement.right else "不用改"
    told = f"{right}：{line.settlement.reason}"
    if line.changed:
        return f"{told}（后来{'、'.join(side.value for side in line.changed)}变了，要重新定）"
    return f"{told}（另一个单位定的不一样，要重新定）" if line.settlement.conflicts else told
