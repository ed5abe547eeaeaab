"""The lists that go with the official letter: 需要逐级请示国家进行回退、清退等系统后台处理的数据，以正式文件报送.

API (class `Letter(vault, monitoring, regions, clock=datetime.now)`):
    rows(kind, village="", round="", with_closed=False) -> tuple[LetterRow, …]
    write(out, kinds, village="", round="", with_closed=False) -> rows written; .xlsx or .pdf, by the file's name

One list for each action. They name people, so they leave the vault only into the file that a person chose.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.monitoring.records import Action, ActionKind, ActionState
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.monitoring.lists import MonitoredHousehold, Monitoring
from ffp_desktop.services.monitoring.refusals import monitoring_refusal
from ffp_desktop.services.printed_lists import ListColumn, PrintedList, print_lists
from ffp_desktop.services.rounds import current_round, find_round
from ffp_desktop.services.workbook_export.checked_file import checked_file

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_HEAD = "户主"
_PRIVATE = "本文件含姓名和证件号码，只随正式文件报送，不要传到网上，用完及时删除。"
_COLUMNS = (
    ("序号", 8.0, 6.0),
    ("乡镇", 16.0, 12.0),
    ("村", 20.0, 14.0),
    ("户主姓名", 16.0, 12.0),
    ("证件号码", 42.0, 24.0),
    ("人口", 8.0, 6.0),
    ("监测对象类别", 21.0, 16.0),
    ("识别日期", 23.0, 12.0),
    ("风险类型", 24.0, 20.0),
    ("人均纯收入(元)", 19.0, 12.0),
    ("申请原因", 42.0, 40.0),
    ("提出", 23.0, 22.0),
    ("乡镇上报", 23.0, 22.0),
    ("旗审核", 23.0, 22.0),
    ("现状", 14.0, 12.0),
)
"""Heading, share of the printed width, width in the workbook."""
_COUNTS = ("序号", "人口")


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A household for which something is asked. `id_number` is the head's."""

    township: str
    village: str
    head_name: str
    id_number: str
    people: int
    kind: str
    identified_on: str
    risks: str
    net_income: str
    action: Action


class Letter:
    """The lists of one vault."""

    def __init__(
        self,
        vault: "OpenVault",
        monitoring: Monitoring,
        regions: Regions,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._monitoring = monitoring
        self._regions = regions
        self._clock = clock

    def rows(
        self, kind: ActionKind, village: str = "", round: str = "", with_closed: bool = False
    ) -> tuple[LetterRow, ...]:
        """Those under way, by village and number; the settled ones too, if they are wanted. Withdrawn ones never."""
        acted = {record.household for record in self._vault.monitoring.records().values() if record.actions}
        of_round = round or current_round(self._vault).id
        rows = [row for row in self._vault.monitoring.rows(of_round) if row.household in acted]
        here = [row.survey for row in rows if row.village.startswith(village)]
        return tuple(
            self._row(household, action)
            for household in self._monitoring.households(here)
            for action in household.record.actions
            if action.kind is kind and not action.withdrawn and (with_closed or action.is_open)
        )

    def write(
        self,
        out: Path,
        kinds: Sequence[ActionKind],
        village: str = "",
        round: str = "",
        with_closed: bool = False,
    ) -> int:
        """A sheet or a printed list for each action that has rows.

        Raises FfpError `monitoring.nothing_to_report`, `file.…`, `paper.…`.
        """
        of_round = find_round(self._vault, round) if round else current_round(self._vault)
        found = {kind: self.rows(kind, village, of_round.id, with_closed) for kind in kinds}
        known = {kind: rows for kind, rows in found.items() if rows}
        if not known:
            raise monitoring_refusal("nothing_to_report", kind="、".join(kinds))
        if out.suffix.lower() == ".pdf":
            print_lists([self._printed(kind, rows, of_round.name) for kind, rows in known.items()], out)
        else:
            with checked_file(out) as file:
                write_tables(file, self._tables(known, of_round.name, village))
        return sum(map(len, known.values()))

    # ---- private

    def _row(self, household: MonitoredHousehold, action: Action) -> LetterRow:
        survey, facts = household.survey, household.facts
        people = self._vault.surveys.people(survey.id)
        head = next((person for person in people if person.relation == _HEAD), people[0] if people else None)
        return LetterRow(
            self._name(survey.village[:9]),
            self._name(survey.village),
            head.name if head else survey.head_name,
            head.id_number if head else "",
            survey.member_count,
            "新识别" if facts.is_new else survey.household_kind,
            facts.identified_on,
            "、".join(facts.risks),
            facts.net_income,
            action,
        )

    def _printed(self, kind: ActionKind, rows: Sequence[LetterRow], round_name: str) -> PrintedList:
        now = self._clock()
        columns = [ListColumn(name, width, name in _COUNTS) for name, width, _column in _COLUMNS]
        cells = [[str(cell) for cell in _cells(number, row, "\n")] for number, row in enumerate(rows, 1)]
        unit = self._vault.unit.name
        above = (f"填报单位（盖章）：{unit}", f"填报日期：{period_words(now.date().isoformat())}")
        below = ("填表人：", "审核人：", "负责人：")
        foot = f"{round_name} · {unit} · 共 {len(rows)} 户 · 打印 {now:%Y-%m-%d %H:%M}"
        return PrintedList(title_of(kind), columns, cells, above, below, foot)

    def _tables(self, known: dict[ActionKind, tuple[LetterRow, ...]], round_name: str, village: str) -> Iterator[Table]:
        columns = [TableColumn(name, width, name not in _COUNTS) for name, _share, width in _COLUMNS]
        for kind, rows in known.items():
            yield Table(kind.value, columns, (_cells(number, row) for number, row in enumerate(rows, 1)))
        lines = (
            ("内容", "监测对象回退再标注、清退、调整、标注消除的申请名单，每类一张表"),
            ("轮次", round_name),
            ("范围", self._regions.full_name(village) if village else "全部"),
            *((kind.value, f"{len(rows)} 户（{kind.finding}）") for kind, rows in known.items()),
            ("写出时间", self._clock().strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self._vault.operator.name),
            ("单位", self._vault.unit.name),
            ("程序", f"防返贫摸底排查 {__version__}"),
            ("注意", _PRIVATE),
        )
        yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), lines)

    def _name(self, code: str) -> str:
        region = self._regions.find(code)
        return region.short_name if region is not None else code


def title_of(kind: ActionKind) -> str:
    """监测对象清退申请名单（识别不精准）."""
    words = {
        ActionKind.RETURN: "监测对象风险消除回退再标注申请名单",
        ActionKind.REMOVE: "监测对象清退申请名单",
        ActionKind.ADJUST: "监测对象帮扶措施调整名单",
        ActionKind.ELIMINATE: "监测对象标注风险消除名单",
    }
    return f"{words[kind]}（{kind.finding}）"


def _cells(number: int, row: LetterRow, gap: str = " ") -> tuple[Value, ...]:
    told = (row.township, row.village, row.head_name, row.id_number, row.people, row.kind, row.identified_on)
    passages = (
        _passage(row.action, state, gap) for state in (ActionState.RAISED, ActionState.SENT, ActionState.REVIEWED)
    )
    return (number, *told, row.risks, row.net_income, row.action.reason, *passages, row.action.state.value)


def _passage(action: Action, state: ActionState, gap: str) -> str:
    found = action.passage(state)
    return f"{found.date}{gap}{found.by}".strip() if found else ""
