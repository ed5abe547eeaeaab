"""监测对象 as rows of a table, and the words over the picture of one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.monitoring.records import Step
from ffp_desktop.domain.monitoring.watch import YES, Watch
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.marks import Shape

if TYPE_CHECKING:
    from ffp_desktop.services.monitoring.lists import MonitoredHousehold

TAB_WORDS = {
    Watch.UNFIT: "措施不对应",
    Watch.OVERDUE: "满一年",
    Watch.UNKNOWN_DATE: "日期不详",
    Watch.MAY_ELIMINATE: "可能消除",
}
"""What a tab says where its list's name is too long for it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("MonitoringRows", text)


def monitoring_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("村"), 118),
        CellColumn(_tr("户主"), 104),
        CellColumn(_tr("类别"), 120),
        CellColumn(_tr("识别日期"), 92),
        CellColumn(_tr("风险"), 150),
        CellColumn(_tr("为什么"), 380),
        CellColumn(_tr("办到"), 120),
    ]


def say_empty(watch: Watch | None) -> str:
    """What stands in the place of a list without rows."""
    if watch is None:
        return _tr("本轮还没有监测对象。\n调查表的A1是监测对象，或五里新识别填“是”的户，会排在这里。")
    return _tr("“{0}”这张清单上没有户。").format(watch.value)


def monitoring_row(line: "MonitoredHousehold", of: Watch | None, palette: Palette) -> list[Cell]:
    """`of` is the list that is shown, None for all of them."""
    facts, survey = line.facts, line.survey
    unknown = _tr("不详") if not facts.is_new else ""
    green = Shape.TRIANGLE_FULL if line.is_urgent else None
    return [
        Cell(survey.village_name),
        Cell(survey.head_name or _tr("还没填户主"), palette.answer, is_bold=True),
        Cell(_tr("新识别") if facts.is_new else survey.household_kind),
        Cell(facts.identified_on or unknown, "" if facts.identified_on else palette.warning),
        Cell("、".join(facts.risks), palette.passed if line.is_urgent else "", shape=green),
        Cell(line.reasons(of) if of else _lists(line), palette.answer if of else ""),
        _standing(line, palette),
    ]


def _lists(line: "MonitoredHousehold") -> str:
    """The names of the lists it stands on."""
    return "、".join(dict.fromkeys(TAB_WORDS.get(hint.watch, hint.watch.value) for hint in line.hints))


def head_words(line: "MonitoredHousehold") -> str:
    """What the lists rest on: A27, measures, 兜底户."""
    facts = line.facts
    told = [_tr("A27 {0} 元").format(facts.net_income) if facts.net_income else _tr("A27 算不出")]
    told.append(_tr("措施 {0}").format("、".join(facts.given)) if facts.given else _tr("没有措施"))
    if facts.floor == YES:
        told.append(_tr("兜底户"))
    if facts.eliminated == YES:
        marked = _tr("已标注") if facts.marked == YES else _tr("没标注")
        told.append(_tr("风险已消除，{0}").format(marked))
    if line.is_urgent:
        told.append(_tr("绿色通道"))
    return "　".join(told)


def tab_pairs(total: int, counts: Sequence[tuple[Watch, int]]) -> list[tuple[str, int | str]]:
    """The lists with their counts, and last the picture, which has none."""
    lists = [(_tr(TAB_WORDS.get(watch, watch.value)), count) for watch, count in counts]
    return [(_tr("全部"), total), *lists, (_tr("措施和风险"), _tr("图"))]


def _standing(line: "MonitoredHousehold", palette: Palette) -> Cell:
    """How far the last thing has come that was recorded."""
    record = line.record
    if record.open_action is not None:
        return Cell(f"{record.open_action.kind[:2]} {record.open_action.state}", palette.accent, shape=Shape.HALF)
    if line.facts.is_new or record.steps:
        taken = len(record.steps)
        if taken == len(Step):
            return Cell(_tr("走完"), palette.passed, shape=Shape.CHECK)
        return Cell(
            _tr("{0} / {1} 步").format(taken, len(Step)), palette.label, shape=Shape.HALF if taken else Shape.RING
        )
    return Cell("")
