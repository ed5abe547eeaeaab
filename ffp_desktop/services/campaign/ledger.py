"""核实核查台账: every clue from push to result, narrowed, counted, page by page, as a workbook and on paper.

API (class `Ledger(vault, regions, clock)`): find(ClueFilter) -> FoundLedger (`.counts`, `.total`, `.ids`,
    `.page(start, count)`, `.position(clue)`) · count(ClueFilter) · line(clue) -> LedgerLine · lines(clues) ·
    export(filter, out) -> lines · print(filter, out) -> pages

Nothing can be struck out of it, only answered. Workbook and paper name people, so they leave the vault only into the
file that a person chose.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.campaign.records import Clue, Result
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.list_kinds import kinds_of
from ffp_desktop.services.printed_lists import ListColumn, PrintedList, print_lists
from ffp_desktop.services.rounds import current_round, find_round
from ffp_desktop.services.workbook_export.checked_file import checked_file
from ffp_desktop.store.campaign.clue_records import Answered, ClueCounts, ClueFilter

if TYPE_CHECKING:
    from ffp_desktop.store.campaign.found_clues import FoundClues
    from ffp_desktop.store.vault import OpenVault

__all__ = ["Answered", "ClueCounts", "ClueFilter", "FoundLedger", "Ledger", "LedgerLine"]

MOST_PRINTED = 20_000
_AT_ONCE = 1000
_MANY = 3  # kinds that are not named one by one
_PRIVATE = "本文件含姓名和证件号码，只在办理工作时使用，不要传到网上，用完及时删除。"
_COLUMNS = (
    ("序号", 8.0, 7.0),
    ("推送日期", 21.0, 12.0),
    ("推送部门", 16.0, 14.0),
    ("类别", 22.0, 22.0),
    ("姓名", 15.0, 12.0),
    ("证件号码", 36.0, 24.0),
    ("乡镇", 14.0, 12.0),
    ("村", 17.0, 14.0),
    ("户主", 15.0, 12.0),
    ("推送的情况", 34.0, 40.0),
    ("核实人", 18.0, 20.0),
    ("核实日期", 21.0, 12.0),
    ("核实结果", 15.0, 14.0),
    ("原因", 33.0, 36.0),
    ("佐证", 25.0, 26.0),
)
"""Heading, share of the printed width, width in the workbook."""
_MORE = (("乡镇或村代码", 16.0), ("名单行号", 10.0), ("登记人", 12.0), ("登记时间", 20.0), ("线索编号", 34.0))
"""What only the workbook has."""
_COUNTS = ("序号", "名单行号")
_GREEN = "★"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A clue as the ledger shows it. `head_name` is its household's, `number` the printed number of the survey that the
    answer rests on; "" for none. `is_green`: 绿色通道."""

    clue: Clue
    township: str
    village: str
    head_name: str
    number: str = ""
    is_green: bool = False

    @property
    def told(self) -> str:
        """What the department says beside the person: the day it happened, its note, its other columns."""
        row = self.clue.told
        words = [f"{row.event_date}发生"] if row.event_date else []
        return "；".join((*words, *([row.note] if row.note else []), *(f"{k}：{v}" for k, v in row.more.items())))

    @property
    def evidence(self) -> str:
        answer = self.clue.answer
        if answer is None:
            return ""
        return "；".join(filter(None, (f"表号{self.number}" if self.number else "", answer.evidence)))


class FoundLedger:
    """What a filter leaves, as of then; the lines are read when a page is."""

    def __init__(self, ledger: "Ledger", found: "FoundClues", counts: ClueCounts) -> None:
        self._ledger = ledger
        self._found = found
        self.counts = counts
        self.total = found.total
        self.ids = found.ids

    def page(self, start: int, count: int = 0) -> tuple[LedgerLine, ...]:
        """The lines from `start` on, at most `count` (0: all)."""
        return self._ledger.lines(self._found.page(start, count))

    def position(self, clue: str) -> int:
        """The place of a clue from 0; -1 when it is not here."""
        return self._found.position(clue)


class Ledger:
    """The ledger of one open vault."""

    def __init__(self, vault: "OpenVault", regions: Regions, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._regions = regions
        self._clock = clock

    def find(self, wanted: ClueFilter) -> FoundLedger:
        """The round that is going on, when none is named."""
        whole = self._of_round(wanted)
        return FoundLedger(self, self._vault.clues.find(whole), self._vault.clues.count(whole))

    def count(self, wanted: ClueFilter) -> ClueCounts:
        return self._vault.clues.count(self._of_round(wanted))

    def line(self, clue: str) -> LedgerLine:
        """Raises FfpError `clue.unknown`."""
        return self.lines([self._vault.clues.get(clue)])[0]

    def lines(self, clues: Sequence[Clue]) -> tuple[LedgerLine, ...]:
        """Clues as lines, in their order."""
        wanted = {clue.match.household for clue in clues if clue.match.household}
        homes = self._vault.clues.homes(wanted, "")
        surveys = {clue.answer.survey for clue in clues if clue.answer is not None and clue.answer.survey}
        numbers, green = self._vault.clues.survey_numbers(surveys), kinds_of(self._vault).green_names
        return tuple(
            LedgerLine(
                clue,
                *self._place(clue.village),
                homes[clue.match.household].head_name if clue.match.household in homes else clue.told.head_name,
                numbers.get(clue.answer.survey, "") if clue.answer is not None else "",
                clue.kind in green,
            )
            for clue in clues
        )

    # ---- out of the vault

    def export(
        self, wanted: ClueFilter, out: Path, report: Callable[[int, int], None] = lambda _done, _of: None
    ) -> int:
        """Writes a workbook, whole or not at all: the lines, how many of each, and what it is. `report` may raise to
        cancel. Raises FfpError `ledger.empty`, `file.…`."""
        found = self._found(wanted)
        with checked_file(out) as file:
            write_tables(file, self._tables(found, self._of_round(wanted), report))
        return found.total

    def print(self, wanted: ClueFilter, out: Path | IO[bytes]) -> int:
        """Writes a PDF; the number of its pages. Raises FfpError `ledger.empty`, `ledger.too_long`, `paper.…`,
        `file.…`."""
        found, whole, now = self._found(wanted), self._of_round(wanted), self._clock()
        if found.total > MOST_PRINTED:
            many = f"这里有 {found.total} 条，一次最多打印 {MOST_PRINTED} 条。"
            sentence = f"{many}请按乡镇、村或类别筛选后再打印，或导出成表格。"
            raise FfpError("ledger.too_long", sentence)
        columns = [ListColumn(name, width, name in _COUNTS) for name, width, _column in _COLUMNS]
        rows = [[str(cell) for cell in _cells(number, line)] for number, line in self._numbered(found)]
        unit = self._vault.unit.name
        day = period_words(now.date().isoformat())
        named = find_round(self._vault, whole.round).name
        above = (f"填报单位（盖章）：{unit}", f"{named}　　{_GREEN} 绿色通道　　填报日期：{day}")
        waiting = f"共 {found.total} 条，待核实 {found.counts.open} 条"
        foot = f"{self._words(whole)} · {waiting} · 打印 {now:%Y-%m-%d %H:%M}"
        below = ("填表人：", "审核人：", "负责人：")
        return print_lists([PrintedList("信息核实核查台账", columns, rows, above, below, foot)], out)

    # ---- private

    def _found(self, wanted: ClueFilter) -> FoundLedger:
        found = self.find(wanted)
        if not found.total:
            raise FfpError("ledger.empty", "台账里没有符合条件的线索，没有写出文件。请换一个条件。")
        return found

    def _of_round(self, wanted: ClueFilter) -> ClueFilter:
        return wanted if wanted.round else replace(wanted, round=current_round(self._vault).id)

    def _tables(self, found: FoundLedger, wanted: ClueFilter, report: Callable[[int, int], None]) -> Iterator[Table]:
        columns = [TableColumn(name, width, name not in _COUNTS) for name, _share, width in _COLUMNS]
        columns += [TableColumn(name, width, name not in _COUNTS) for name, width in _MORE]
        lines = self._numbered(found, report)
        yield Table("台账", columns, ((*_cells(number, line), *_more(line)) for number, line in lines))
        tallied = (
            ("类别", found.counts.by_kind),
            ("部门", found.counts.by_department),
            ("结果", found.counts.by_result),
        )
        rows = [(what, name, count) for what, counts in tallied for name, count in counts.items()]
        rows += [("村", "".join(self._place(code)), count) for code, count in found.counts.by_village.items()]
        counted = (TableColumn("按", 10), TableColumn("名称", 36), TableColumn("条数", 10, is_text=False))
        yield Table("合计", counted, rows)
        yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), self._about(found, wanted))

    def _about(self, found: FoundLedger, wanted: ClueFilter) -> tuple[tuple[str, str], ...]:
        return (
            ("内容", "信息核实核查台账：部门推送的线索从推送到结果，一条一行"),
            ("轮次", find_round(self._vault, wanted.round).name),
            ("范围", self._words(wanted)),
            ("条数", f"{found.total} 条，待核实 {found.counts.open} 条"),
            ("写出时间", self._clock().strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self._vault.operator.name),
            ("单位", self._vault.unit.name),
            ("程序", f"防返贫摸底排查 {__version__}"),
            ("注意", _PRIVATE),
        )

    def _words(self, wanted: ClueFilter) -> str:
        """What the ledger was narrowed to; what was searched for is not named, it may be a person."""
        place = self._regions.full_name(wanted.village) if wanted.village else ""
        answered = "" if wanted.answered is Answered.ALL else wanted.answered.value
        kinds = "、".join(wanted.kinds) if len(wanted.kinds) < _MANY else f"{len(wanted.kinds)} 种名单"
        parts = (place, kinds, wanted.department, wanted.result, answered)
        return " · ".join(filter(None, (*parts, "按姓名或号码查找" if wanted.text else ""))) or "全部"

    def _numbered(
        self, found: FoundLedger, report: Callable[[int, int], None] = lambda _done, _of: None
    ) -> Iterator[tuple[int, LedgerLine]]:
        for start in range(0, found.total, _AT_ONCE):
            report(start, found.total)
            yield from enumerate(found.page(start, _AT_ONCE), start + 1)

    def _place(self, code: str) -> tuple[str, str]:
        """Township and village in words; what belongs to no village names only its office."""
        township = self._regions.township_of(code)
        village = self._regions.find(code)
        return township.short_name if township else "", village.short_name if village else ""


def _cells(number: int, line: LedgerLine) -> tuple[Value, ...]:
    clue, answer = line.clue, line.clue.answer
    pushed = clue.date or clue.at[:10]
    kind = f"{_GREEN}{clue.kind}" if line.is_green else clue.kind
    person = (clue.told.name, clue.told.id_number, line.township, line.village, line.head_name)
    found = ("、".join(answer.by), answer.date) if answer else ("", "")
    result = "" if clue.result is Result.OPEN else clue.result.value
    reason = answer.reason if answer else clue.withdrawn
    return (number, pushed, clue.department, kind, *person, line.told, *found, result, reason, line.evidence)


def _more(line: LedgerLine) -> tuple[Value, ...]:
    clue, answer = line.clue, line.clue.answer
    noted = (answer.noted_by, answer.noted_at.replace("T", " ")) if answer else ("", "")
    return (clue.village, clue.told.row, *noted, clue.id)
