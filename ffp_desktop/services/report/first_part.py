"""一、重点核查基本情况, in sentences, tables and a chart."""

from collections.abc import Iterator

from ffp_desktop.documents.report.content import (
    Bar,
    BarChart,
    Block,
    Heading,
    Paragraph,
    ReportColumn,
    ReportTable,
    ToWrite,
)
from ffp_desktop.services.report.figures import Basics, ClueRow, ReportFigures
from ffp_desktop.services.report.phrases import households, listed, share, short_day

MOST_BARS = 40
"""A chart of more units would not fit its page."""
_CHILD = {6: "乡镇", 9: "村", 12: "村"}


def first_part(figures: ReportFigures) -> Iterator[Block]:
    """The blocks in order; tables and charts are numbered from 1."""
    basics = figures.basics
    yield Heading(1, "一、重点核查基本情况")
    yield from _scope(figures, basics)
    yield from _progress(figures, basics)
    yield from _problems(basics)
    yield from _lists(basics)
    yield from _green(basics)


def child_word(unit: str) -> str:
    """What the units one level below are called."""
    return _CHILD.get(len(unit), "村")


def _scope(figures: ReportFigures, basics: Basics) -> Iterator[Block]:
    kinds = [f"{figure.words.removesuffix('（户）')}{households(figure)}" for figure in basics.by_kind if figure.value]
    yield Heading(2, "（一）核查范围")
    yield Paragraph(
        (
            f"本次应核查农牧户{households(basics.households)}。截至{short_day(figures.now)}，已录入{households(basics.entered)}、"
            f"{basics.people.value:,}人"
            + (f"，其中{listed(kinds)}。" if kinds else "。")
            + (f"还有{households(basics.waiting)}没有录入。" if basics.waiting.value else ""),
        )
    )
    yield Paragraph((ToWrite("组织领导和工作安排：成立了什么机构，开了几次会，培训了多少人，投入多少力量"),))


def _progress(figures: ReportFigures, basics: Basics) -> Iterator[Block]:
    word, judged = child_word(figures.unit), basics.approved.words.removesuffix("（户）")
    due, charted = basics.households.value, [bar for bar in basics.units if bar.due]
    is_charted = 1 < len(charted) <= MOST_BARS
    yield Heading(2, "（二）入户核查进度")
    yield Paragraph(
        (
            f"已入户核查{households(basics.visited)}，占应核查户的{share(basics.visited.value, due)}；"
            f"已收到{households(basics.received)}，占{share(basics.received.value, due)}；"
            f"{judged}{households(basics.approved)}，占{share(basics.approved.value, due)}。"
            f"各{word}进度见表1" + ("和图1。" if is_charted else "。"),
        )
    )
    columns = (
        ReportColumn(word, 2.2, is_number=False),
        *(ReportColumn(f"{name}（户）") for name in ("应核查", "已收到", judged, "未到")),
        ReportColumn("收到占比"),
    )
    units = sorted(basics.units, key=lambda bar: bar.unit)
    rows = [
        (
            bar.name,
            *(f"{n:,}" for n in (bar.due, bar.received, bar.approved, bar.missing)),
            share(bar.received, bar.due) if bar.due else "—",
        )
        for bar in units
    ]
    sums = [sum(getattr(bar, name) for bar in units) for name in ("due", "received", "approved", "missing")]
    rows.append(("合计", *(f"{number:,}" for number in sums), share(sums[1], sums[0])))
    yield ReportTable(f"表1　各{word}入户核查进度", columns, tuple(rows), has_total=True)
    if is_charted:
        bars = tuple(
            Bar(
                bar.name,
                (bar.approved, bar.received - bar.approved, bar.missing),
                f"{bar.received:,} / {bar.due:,}　{bar.percent}%",
            )
            for bar in charted
        )
        yield BarChart(f"图1　各{word}进度（户）", (judged, "收到", "未到"), bars)


def _problems(basics: Basics) -> Iterator[Block]:
    yield Heading(2, "（三）“三保障”和安全饮水")
    found = [f"{row.name}{households(row.found)}" for row in basics.problems if row.found.value]
    solved = sum(row.solved.value for row in basics.problems)
    yield Paragraph(
        (
            f"核查发现“三保障”和安全饮水有问题的{households(basics.any_problem)}"
            + (f"，其中{listed(found)}（一户有几个问题的分别计）" if found else "")
            + f"。上一轮有问题、本轮核查已解决的{solved:,}户次。研判有返贫致贫风险的{households(basics.at_risk)}。"
            "具体见表2。",
        )
    )
    columns = (
        ReportColumn("问题", 1.6, is_number=False),
        ReportColumn("本轮发现（户）"),
        ReportColumn("已有对应措施（户）", 1.2),
        ReportColumn("上轮有、本轮已解决（户）", 1.5),
    )
    rows = tuple((row.name, str(row.found), str(row.helped), str(row.solved)) for row in basics.problems)
    note = "注：已有对应措施指监测对象和新识别户在 A39（教育）、A40（健康）、A41（饮水、住房）中填“是”的。"
    yield ReportTable("表2　“三保障”和安全饮水问题", columns, rows, note, is_open=True)
    yield Paragraph((ToWrite("发现的问题怎样解决，还有哪些没有解决、什么时候解决"),))


def _lists(basics: Basics) -> Iterator[Block]:
    yield Heading(2, "（四）重点人群")
    yield Paragraph(
        (
            f"收到部门名单{basics.lists}份、{basics.list_rows}行，形成线索{basics.clues}条，对上人的{basics.matched}条，"
            f"所在户已在册为监测对象的{basics.registered}条。已核实{basics.answered}条，占"
            f"{share(basics.answered.value, basics.clues.value)}，其中纳入监测{basics.identified}条、未纳入"
            f"{basics.not_identified}条；待核实{basics.open_clues}条。重点人群{basics.key_people}人、"
            f"{households(basics.key_households)}，已入户{households(basics.key_visited)}。各部门名单核实情况见表3。",
        )
    )
    names = ("clues", "matched", "registered", "answered", "identified", "not_identified", "others", "open")
    words = ("线索", "对上人", "已在册", "已核实", "纳入", "未纳入", "其他", "待核实")
    columns = (
        ReportColumn("部门", 1.3, is_number=False),
        ReportColumn("名单种类", 3.2, is_number=False),
        *(ReportColumn(word) for word in words),
    )
    rows = [_clue_row(row, names) for row in basics.clue_rows]
    sums = (f"{sum(getattr(row, name).value for row in basics.clue_rows):,}" for name in names)
    rows.append(("合计", "", *sums))
    note = (
        "注：单位为条。已在册指所在户最近一张调查表的 A1 是监测对象；其他指情况不属实、查无此人、已死亡、已外迁、重复。"
    )
    yield ReportTable("表3　部门名单核实情况", columns, tuple(rows), note, has_total=True)


def _clue_row(row: ClueRow, names: tuple[str, ...]) -> tuple[str, ...]:
    return (row.department, row.kind, *(str(getattr(row, name)) for name in names))


def _green(basics: Basics) -> Iterator[Block]:
    yield Heading(2, "（五）绿色通道")
    done = basics.green.value - basics.green_open.value
    yield Paragraph(
        (
            f"因灾、因疫情等走绿色通道的线索{basics.green}条，已核实{done:,}条，待核实{basics.green_open}条。",
            ToWrite("灾害隐患预警和新冠疫情影响的核查情况，救助了多少户、多少人"),
        )
    )
