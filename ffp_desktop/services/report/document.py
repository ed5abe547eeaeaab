"""The quarter's report as an official document.

API: `make_document(figures, regions) -> ReportDocument`.
"""

import re
from collections.abc import Iterator

from ffp_desktop.documents.report.content import (
    Block,
    Paragraph,
    Part,
    Point,
    PointChart,
    ReportColumn,
    ReportDocument,
    ReportTable,
    ToWrite,
)
from ffp_desktop.domain.campaign.attention import Attention
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.report.figures import ReportFigures
from ffp_desktop.services.report.first_part import first_part
from ffp_desktop.services.report.other_parts import fifth_part, fourth_part, second_part, third_part
from ffp_desktop.services.report.phrases import day_words

_NOTICES = {"2023Q1": "《关于开展2023年一季度防返贫监测和帮扶重点核查工作的通知》（莫党乡振组办发〔2023〕4号）"}
"""The notice that opened a round, where this program knows it; `Round.attributes["notice"]` stands above it."""
_COUNTED = ("重点人群（人）", "所在户（户）", "已入户（户）", "已识别（户）", "已看（户）")
_TITLE_WIDTH = 20
"""Characters of 二号 in a line of 156 mm."""
_OUTLIERS = "重点人群多、识别少的村"


def make_document(figures: ReportFigures, regions: Regions) -> ReportDocument:
    """The five parts with the figures filled in; what is left to write is marked."""
    outliers = figures.troubles.outliers
    return ReportDocument(
        title=_title(figures),
        addressee=_addressee(figures.unit, regions),
        blocks=(
            Paragraph(_opening(figures)),
            *first_part(figures),
            *second_part(figures),
            *third_part(figures),
            *fourth_part(figures),
            *fifth_part(figures),
        ),
        signature=_signature(figures),
        date=day_words(figures.now),
        annex_titles=(f"{_OUTLIERS}名单",) if outliers else (),
        annexes=(tuple(_annex(figures)),) if outliers else (),
    )


def _title(figures: ReportFigures) -> str:
    """Broken where its words allow it; no line is wider than the page."""
    name = figures.round.name
    quarter = re.match(r"\d{4}年.季度|", name)
    when = quarter.group() if quarter else ""
    what, mark, tail = name.removeprefix(when).partition("重点核查")
    unit, last = figures.unit_name, f"{mark}{tail}工作报告"
    ways = ((f"{unit}{when}{what}", last), (f"{unit}{when}", f"{what}{last}"), (unit, f"{when}{what}", last))
    fitting = (way for way in ways if max(map(_width, way)) <= _TITLE_WIDTH)
    return "\n".join(line for line in next(fitting, ways[-1]) if line)


def _width(words: str) -> float:
    """In characters of full width."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in words)


def _addressee(unit: str, regions: Regions) -> str:
    if len(unit) == 12:
        township = regions.township_of(unit)
        return f"{township.name if township else ''}人民政府"
    return "旗乡村振兴局" if len(unit) == 9 else "市乡村振兴局"


def _signature(figures: ReportFigures) -> str:
    name = figures.unit_name
    if len(figures.unit) == 9 and name.endswith(("乡", "镇")):
        return f"{name}人民政府"
    return f"{name}乡村振兴局" if len(figures.unit) == 6 and name.endswith("旗") else name


def _opening(figures: ReportFigures) -> tuple[Part, ...]:
    notice = figures.round.attributes.get("notice") or _NOTICES.get(figures.round.id, "")
    return ("按照", notice or ToWrite("通知的名称和文号"), "要求，现将重点核查工作情况报告如下。")


def _annex(figures: ReportFigures) -> Iterator[Block]:
    settings = figures.settings
    yield Paragraph(
        (
            f"重点人群{settings.many_people}人以上、识别的监测对象少于每{settings.people_for_one}人1户的村，按重点人群多少排列，"
            "编号和图2中的一致。",
        )
    )
    columns = (
        ReportColumn("编号", 0.6),
        ReportColumn("村", 1.6, is_number=False),
        ReportColumn("乡镇", 1.8, is_number=False),
        *map(ReportColumn, _COUNTED),
    )
    rows = [(one.mark, one.name, one.township, *_counted(one.figures)) for one in figures.troubles.outliers]
    note = "注：已看指该户的线索都已答复。"
    yield ReportTable("", columns, tuple(rows), note)
    yield PointChart(
        f"图2　{_OUTLIERS}",
        "村里的重点人群（人）→",
        "↑ 已识别为监测对象（户）",
        tuple(Point(one.figures.people, one.figures.identified, one.mark) for one in figures.villages),
        1 / settings.people_for_one,
        settings.many_people,
        f"每 {settings.people_for_one} 人识别 1 户",
    )


def _counted(one: Attention) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in (one.people, one.households, one.visited, one.identified, one.looked_at))
