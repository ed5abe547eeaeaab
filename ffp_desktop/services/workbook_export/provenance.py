"""The last sheet of a workbook: what it holds, of which round and places, how many, when and by whom it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ffp_desktop import __version__
from ffp_desktop.domain.paper.sheet import period_words
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.entry.traits import FOUND, KIND, MEASURE, RISK, TraitChoices
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
    conditions: tuple[tuple[str, str], ...] = ()
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
            ("发现", wanted.findings.value if wanted.findings else "全部"),
            *self.conditions,
            ("数量", "，".join(f"{number} {name}" for name, number in counts.items())),
            ("写出时间", self.at.strftime("%Y-%m-%d %H:%M")),
            ("写出的人", self.operator),
            ("单位", self.unit),
            ("程序", f"防返贫摸底排查 {__version__}"),
            *(("注意", note) for note in self.notes),
        )


def say_conditions(wanted: SurveyFilter, choices: TraitChoices, *, is_public: bool) -> tuple[tuple[str, str], ...]:
    """What else the list was narrowed to. On a public list nothing that tells of health or aid."""
    conditions = [("A1户属性", choices.words(KIND, wanted.kind))] if wanted.kind else []
    for label, name, value in (
        ("排查结果", FOUND, wanted.found),
        ("帮扶措施", MEASURE, wanted.measure),
        ("风险类型", RISK, wanted.risk),
    ):
        if value:
            conditions.append((label, "另有条件" if is_public else choices.words(name, value)))
    for label, (first, last) in (("最后改动", wanted.touched), ("入户日期", wanted.visited)):
        if first or last:
            conditions.append((label, f"{first or '最早'} 至 {last or '现在'}"))
    if wanted.ids:
        conditions.append(("只要勾上的", "是"))
    return tuple(conditions)
