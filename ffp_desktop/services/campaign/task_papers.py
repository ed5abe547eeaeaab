"""Visit tasks on paper, to take along: whom to visit, where, what the lists say, what to look at, and room to write.

API (class `TaskPapers(vault, form, regions, clock)`): print(tasks, out) -> pages. Each village begins a page. The paper
names people, so it leaves the vault only to where a person sends it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop.domain.campaign.records import Clue
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.ledger import Ledger, LedgerLine
from ffp_desktop.services.campaign.visits import VisitTask
from ffp_desktop.services.printed_lists import ListColumn, PrintedList, print_lists
from ffp_desktop.services.rounds import current_round

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

MOST_PRINTED = 5_000
_COLUMNS = (
    ("序号", 9.0),
    ("户主", 24.0),
    ("住址和电话", 42.0),
    ("名单上的人和情况", 88.0),
    ("入户看什么", 42.0),
    ("入户看到的（手写）", 68.0),
)
_GREEN = "★绿色通道"
_ROOM = "\n".join("　" * 3)
"""Three blank lines, so that a row is high enough to write in."""


class TaskPapers:
    """The task lists of one open vault."""

    def __init__(
        self, vault: "OpenVault", form: Form, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._form = form
        self._regions = regions
        self._clock = clock

    def print(self, tasks: Sequence[VisitTask], out: Path | IO[bytes]) -> int:
        """The tasks in their order within each village; the number of pages. Raises FfpError `tasks.none`,
        `tasks.too_many`, `paper.…`, `file.cannot_write`."""
        if not tasks:
            raise FfpError("tasks.none", "这里没有要入户的户，没有打印。请换一个村。")
        if len(tasks) > MOST_PRINTED:
            raise FfpError(
                "tasks.too_many",
                f"一次最多打印 {MOST_PRINTED} 户，这里有 {len(tasks)} 户，没有打印。请先按 F6 选一个乡镇或村。",
            )
        clues = self._vault.clues.get_many([clue for task in tasks for clue in task.clues])
        ledger = Ledger(self._vault, self._regions, self._clock)
        lines = {line.clue.id: line for line in ledger.lines(clues)}
        ordered = sorted(tasks, key=lambda task: task.village)
        groups = groupby(ordered, key=lambda task: task.village)
        return print_lists([self._list(village, list(own), lines) for village, own in groups], out)

    def _list(self, village: str, tasks: Sequence[VisitTask], lines: Mapping[str, LedgerLine]) -> PrintedList:
        now = self._clock()
        columns = [ListColumn(name, width, name == "序号") for name, width in _COLUMNS]
        rows = [self._cells(number, task, lines) for number, task in enumerate(tasks, 1)]
        place = self._regions.full_name(village).replace(" › ", "") if self._regions.find(village) else ""
        green = sum(task.is_green for task in tasks)
        told = f"共 {len(tasks)} 户" + (f"，其中绿色通道 {green} 户" if green else "")
        foot = f"{self._vault.unit.name} · {told} · 打印 {now:%Y-%m-%d %H:%M} · 含个人信息，用完收回"
        above = (
            place or "没有定村的人",
            f"{current_round(self._vault).name}　　{period_words(now.date().isoformat())}",
        )
        return PrintedList("入户核查任务单", columns, rows, above, ("入户人：", "带队人：", "日期："), foot)

    def _cells(self, number: int, task: VisitTask, lines: Mapping[str, LedgerLine]) -> tuple[str, ...]:
        own = [lines[clue] for clue in task.clues if clue in lines]
        phones = dict.fromkeys(filter(None, (task.phone, *(line.clue.told.phone for line in own))))
        place = task.place or (own[0].clue.told.place if own else "")
        items = (self._form.items.get(item) for item in task.look_at)
        look_at = "、".join(item.name for item in items if item is not None)
        head = "\n".join(filter(None, (task.name, f"表号{task.number}" if task.number else "")))
        green = (_GREEN,) if task.is_green else ()
        told = "\n".join((*green, *(_told(line) for line in own)))
        return str(number), head, "\n".join((place, *phones)), told, look_at, _ROOM


def _told(line: LedgerLine) -> str:
    clue: Clue = line.clue
    pushed = f"{clue.department} {clue.date or clue.at[:10]}"
    return f"{clue.told.name}：{clue.kind}（{pushed}）" + (f"　{line.told}" if line.told else "")
