"""The catalogue of the files as a workbook or on paper, and a printed cover for each.

API (class `ArchivePapers(vault, regions, clock=datetime.now)`):
    write_catalogue(lines, out, of_round), .xlsx or .pdf by the file's name
    write_covers(lines, out, of_round, report=None)
    name_of(record) -> 巴卡哈里村〔2023Q1〕003号, "" without a number

Both take the lines that a person chose. Raises FfpError `archive.nothing`, `file.…`, `paper.…`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.archive import ArchiveRecord
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.errors import FfpError
from ffp_desktop.services.archive.files import ArchiveLine
from ffp_desktop.services.printed_lists import Cover, ListColumn, PrintedList, print_covers, print_lists
from ffp_desktop.services.workbook_export.checked_file import checked_file

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

TITLE = "一般农户特殊档案"
_COLUMNS = (
    ("序号", 9.0, 6.0),
    ("档案编号", 34.0, 24.0),
    ("乡镇", 16.0, 12.0),
    ("村", 19.0, 14.0),
    ("户主", 16.0, 12.0),
    ("人口", 9.0, 6.0),
    ("重点人群", 28.0, 22.0),
    ("存在风险", 12.0, 9.0),
    ("未纳入原因", 52.0, 40.0),
    ("研判人", 26.0, 18.0),
    ("排查日期", 22.0, 12.0),
    ("材料(页)", 12.0, 8.0),
    ("存放位置", 24.0, 20.0),
    ("还缺", 32.0, 30.0),
)
_COUNTS = ("序号", "人口", "材料(页)")
_PRIVATE = "本文件含姓名和家庭情况，只给有权查看的人，用完及时删除。"


class ArchivePapers:
    """Catalogue and covers of one vault's files."""

    def __init__(self, vault: "OpenVault", regions: Regions, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._regions = regions
        self._clock = clock

    def name_of(self, record: ArchiveRecord) -> str:
        """What stands on a file's back."""
        if not record.number:
            return ""
        return f"{self._name(record.village)}〔{record.round}〕{record.number:03d}号"

    def village_name(self, line: ArchiveLine) -> str:
        return self._name(line.row.village)

    def write_catalogue(self, lines: Sequence[ArchiveLine], out: Path, of_round: Round) -> None:
        """By village and number, those without one last."""
        ordered = _ordered(lines)
        if out.suffix.lower() == ".pdf":
            print_lists([self._printed(ordered, of_round)], out)
            return
        with checked_file(out) as file:
            write_tables(file, self._tables(ordered, of_round))

    def write_covers(
        self,
        lines: Sequence[ArchiveLine],
        out: Path | IO[bytes],
        of_round: Round,
        report: Callable[[int, int], None] | None = None,
    ) -> int:
        """One page each; the number of pages."""
        return print_covers([self._cover(line, of_round) for line in _ordered(lines)], out, report)

    # ---- private

    def _cover(self, line: ArchiveLine, of_round: Round) -> Cover:
        row, judged = line.row, line.judged
        now = self._clock()
        lines = (
            ("住址", self._regions.full_name(row.village).replace(" › ", "")),
            ("户主", row.head_name),
            ("家庭人口", f"{row.people} 人"),
            ("调查表号", row.number),
            ("重点人群", "、".join(line.kinds)),
            ("研判结果", _judgement(line)),
            ("未纳入原因", judged.reason),
            ("排查人", "、".join(judged.surveyors)),
            ("研判人", "、".join(judged.judges)),
            ("排查日期", period_words(judged.date) if judged.date else ""),
            ("卷内材料", f"签字纸表 {line.papers} 页，佐证材料 {line.evidence} 页"),
            ("存放位置", line.record.place),
        )
        foot = f"{self._vault.unit.name} · 打印 {now:%Y-%m-%d %H:%M}"
        signs = ("立卷人：", "立卷日期：")
        return Cover(TITLE, of_round.name, self.name_of(line.record), lines, signs, foot)

    def _printed(self, lines: Sequence[ArchiveLine], of_round: Round) -> PrintedList:
        now, unit = self._clock(), self._vault.unit.name
        columns = [ListColumn(name, share, name in _COUNTS) for name, share, _width in _COLUMNS]
        cells = [[str(cell) for cell in self._cells(number, line)] for number, line in enumerate(lines, 1)]
        above = (f"立卷单位：{unit}", f"{period_words(now.date().isoformat())}")
        foot = f"{of_round.name} · {unit} · 共 {len(lines)} 户 · 打印 {now:%Y-%m-%d %H:%M}"
        return PrintedList(f"{TITLE}目录", columns, cells, above, ("整理人：", "审核人：", "负责人："), foot)

    def _tables(self, lines: Sequence[ArchiveLine], of_round: Round) -> Iterator[Table]:
        columns = [TableColumn(name, width, name not in _COUNTS) for name, _share, width in _COLUMNS]
        yield Table("目录", columns, (self._cells(number, line) for number, line in enumerate(lines, 1)))
        told = (
            ("内容", f"{TITLE}目录：重点人群里没有纳入监测的户"),
            ("轮次", of_round.name),
            ("户数", str(len(lines))),
            ("齐全的", str(sum(1 for line in lines if not line.gaps))),
            ("写出时间", self._clock().strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self._vault.operator.name),
            ("单位", self._vault.unit.name),
            ("程序", f"防返贫摸底排查 {__version__}"),
            ("注意", _PRIVATE),
        )
        yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), told)

    def _cells(self, number: int, line: ArchiveLine) -> tuple[Value, ...]:
        row, judged = line.row, line.judged
        return (
            number,
            self.name_of(line.record),
            self._name(row.village[:9]),
            self._name(row.village),
            row.head_name,
            row.people,
            "、".join(line.kinds),
            judged.at_risk,
            judged.reason,
            "、".join(judged.judges),
            judged.date,
            line.papers + line.evidence,
            line.record.place,
            "、".join(line.gaps),
        )

    def _name(self, code: str) -> str:
        region = self._regions.find(code)
        return region.short_name if region is not None else code


def _ordered(lines: Sequence[ArchiveLine]) -> list[ArchiveLine]:
    if not lines:
        raise FfpError("archive.nothing", "没有要印的档案，没有写文件。请换一个村，或先排查重点人群的户。")
    return sorted(lines, key=lambda line: (line.row.village, line.record.number or 10**6, line.row.number))


def _judgement(line: ArchiveLine) -> str:
    risk = {"是": "有致贫返贫风险", "否": "没有致贫返贫风险"}.get(line.judged.at_risk, "")
    return f"{risk}，不新识别为监测对象" if risk else ""
