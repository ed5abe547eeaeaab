"""The last sheet of a workbook: what it holds, of which round and places, how many, when and by whom it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ffp_desktop import __version__
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.surveys import SurveyFilter

SHEET_NAME = "说明"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a workbook comes from."""

    content: str
    of_round: Round
    wanted: SurveyFilter
    operator: str
    unit: str
    at: datetime
    entered_by: str = ""  # the operator whose surveys were asked for, "" for everyone's
    notes: tuple[str, ...] = ()

    def lines(self, counts: Mapping[str, int], regions: Regions) -> Sequence[tuple[str, str]]:
        """What it is and its words; `counts` by 户, 人 and the like."""
        wanted, of_round = self.wanted, self.of_round
        return (
            ("内容", self.content),
            ("轮次", f"{of_round.name}（{of_round.id}）"),
            ("收支周期", f"{period_words(of_round.period_start)}至{period_words(of_round.period_end)}"),
            ("范围", regions.full_name(wanted.village) if wanted.village else "全部"),
            ("状态", wanted.state.value if wanted.state else "全部"),
            ("查找的文字", wanted.text or "无"),
            ("录入的人", self.entered_by or "全部"),
            ("只要有错误或提醒的", "是" if wanted.with_findings else "否"),
            ("数量", "，".join(f"{number} {name}" for name, number in counts.items())),
            ("写出时间", self.at.strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self.operator),
            ("单位", self.unit),
            ("程序", f"防返贫摸底排查 {__version__}"),
            *(("注意", note) for note in self.notes),
        )
