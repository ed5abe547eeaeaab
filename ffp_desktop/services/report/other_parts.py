"""二 to 五: what changed, what was done well, what is amiss, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from ffp_desktop.documents.report.content import Block, Heading, Paragraph, ReportColumn, ReportTable, ToWrite
from ffp_desktop.services.report.figures import Changes, Figure, ReportFigures
from ffp_desktop.services.report.first_part import child_word
from ffp_desktop.services.report.phrases import day_words, households, listed, numeral, share, short_day

_NAMED = 6


def second_part(figures: ReportFigures) -> Iterator[Block]:
    """二、动态管理情况."""
    changes = figures.changes
    yield Heading(1, "二、动态管理情况")
    yield Heading(2, "（一）人口自然变更")
    yield Paragraph(
        (
            f"{day_words(changes.start)}至{short_day(changes.end)}，登记自然增加{changes.increased:,}人，"
            f"自然减少{changes.decreased:,}人，见表4。",
        )
    )
    yield _change_table(changes)
    yield Heading(2, "（二）监测对象新识别和风险消除")
    steps = "、".join(f"{figure.words.removesuffix('（户）')}{households(figure)}" for figure in changes.steps)
    yield Paragraph(
        (
            f"现有监测对象{households(changes.monitored)}。本轮研判需要新识别的{households(changes.new)}，各步骤完成情况："
            f"{steps}。风险已消除的{households(changes.eliminated)}，已在系统标注的{households(changes.marked)}。",
        )
    )
    yield Heading(2, "（三）回退、清退、调整和标注消除")
    told = [
        f"{row.finding}、需{row.name}的{households(row.raised)}（办理中{row.open}户、系统已处理{row.done}户）"
        for row in changes.actions
        if row.raised.value
    ]
    words = f"本轮提出{'；'.join(told)}。" if told else "本轮没有提出回退、清退、调整和标注消除的户。"
    yield Paragraph((words,))


def third_part(figures: ReportFigures) -> Iterator[Block]:
    """三、典型经验做法: words to write, with what the figures suggest."""
    basics = figures.basics
    best = sorted((bar for bar in basics.units if bar.due), key=lambda bar: (-bar.percent, -bar.due))[:3]
    yield Heading(1, "三、典型经验做法")
    if len(best) > 1:
        names = listed([f"{bar.name}（{bar.percent}%）" for bar in best])
        yield Paragraph((f"进度较快的有{names}。", ToWrite("他们的做法，写一两个典型")))
    answered = share(basics.answered.value, basics.clues.value)
    yield Paragraph((f"部门名单一次入户、合并核实，已核实线索{answered}。", ToWrite("减轻基层负担的做法")))
    yield Paragraph((ToWrite("其他典型经验做法：部门协同、线上线下互补、绿色通道等"),))


def fourth_part(figures: ReportFigures) -> Iterator[Block]:
    """四、存在问题及建议: what the figures show, numbered, then what a person adds."""
    yield Heading(1, "四、存在问题及建议")
    yield Heading(2, "（一）存在问题")
    troubles = [*_find_troubles(figures)]
    for number, trouble in enumerate(troubles, start=1):
        yield Heading(3, f"{number}.{trouble.title}")
        yield Paragraph((trouble.words,))
    yield Paragraph((ToWrite("其他问题" if troubles else "存在的问题"),))
    yield Heading(2, "（二）建议")
    yield Paragraph((ToWrite("对上级和部门的建议"),))


def fifth_part(figures: ReportFigures) -> Iterator[Block]:
    """五、下一步工作计划: what is open, by its deadline, then what a person adds."""
    yield Heading(1, "五、下一步工作计划")
    number = 0
    for words in _open_things(figures):
        number += 1
        yield Paragraph((f"{numeral(number)}是{words}",))
    yield Paragraph((ToWrite("下一步的工作安排、责任人和时限" if number else "下一步工作计划"),))


# ---- private


@dataclass(frozen=True, slots=True)
class _Trouble:
    title: str
    words: str


def _change_table(changes: Changes) -> ReportTable:
    columns = (
        ReportColumn("类别", 1, is_number=False),
        ReportColumn("原因", 1.5, is_number=False),
        ReportColumn("人数"),
    )
    rows = [
        (*figure.words.removesuffix("（人）").split("："), str(figure))
        for figure in (*changes.increases, *changes.decreases)
    ]
    return ReportTable("表4　人口自然变更", columns, tuple(rows), is_open=True)


def _find_troubles(figures: ReportFigures) -> Iterator[_Trouble]:
    troubles, settings = figures.troubles, figures.settings
    if troubles.slow:
        names = [f"{bar.name}（{bar.percent}%）" for bar in troubles.slow[:_NAMED]]
        more = f"等{len(troubles.slow)}个{child_word(figures.unit)}" if len(troubles.slow) > _NAMED else ""
        yield _Trouble("部分地方进度慢。", f"{listed(names)}{more}收到的户比全部慢20个百分点以上。")
    if troubles.outliers:
        names = [one.name for one in troubles.outliers[:_NAMED]]
        more = "等" if len(troubles.outliers) > _NAMED else ""
        yield _Trouble(
            "重点人群多、识别纳入少。",
            f"有{len(troubles.outliers)}个村重点人群在{settings.many_people}人以上、识别的监测对象少于每"
            f"{settings.people_for_one}人1户：{listed(names)}{more}，名单见附件。",
        )
    for title, figure, words in (
        ("监测对象没有帮扶措施。", troubles.no_measure, "没有一项帮扶措施"),
        ("帮扶措施和风险不对应。", troubles.unfit, "的措施和风险类型不对应"),
        ("监测满一年风险未消除。", troubles.overdue, "识别满一年还没有消除风险（兜底户除外）"),
        ("识别日期不详。", troubles.unknown_date, "没有填识别日期，算不出是否满一年"),
    ):
        if figure.value:
            yield _Trouble(title, f"监测对象{households(figure)}{words}。")
    if rest := [*_entry_troubles(figures)]:
        yield _Trouble("填报质量有待提高。", f"{'，'.join(rest)}。")
    if troubles.missing_lists:
        names = list(troubles.missing_lists)
        yield _Trouble("部分部门名单没有送到。", f"{listed(names)}的名单还没有收到。")


def _entry_troubles(figures: ReportFigures) -> Iterator[str]:
    troubles = figures.troubles
    if troubles.returned.value:
        yield f"退回还没有改好的{households(troubles.returned)}"
    if troubles.conflicts.value:
        yield f"两处填得不一样还没有定下的{households(troubles.conflicts)}"
    if troubles.twice.value:
        yield f"同一户填了几张表的共{troubles.twice}张"


def _open_things(figures: ReportFigures) -> Iterator[str]:
    basics, changes, troubles = figures.basics, figures.changes, figures.troubles
    visits, judgement = (_until(due.deadline.date, figures.now) for due in figures.deadlines[1:3])
    missing = basics.households.value - basics.received.value
    if missing > 0:
        yield f"{visits}完成还没有收到的{households(missing)}的入户核查。"
    if basics.green_open.value:
        yield f"优先核实绿色通道的{basics.green_open}条线索。"
    if basics.open_clues.value:
        yield f"核实部门名单的{basics.open_clues}条线索，逐条注明结果。"
    waiting = basics.received.value - basics.approved.value
    if waiting > 0:
        yield f"{judgement}完成{households(waiting)}的审核、研判和系统录入。"
    lacking = _open_identification(changes)
    if lacking > 0:
        yield f"按程序完成{households(lacking)}新识别监测对象的公示、审批和系统录入。"
    needy = [("没有措施的", troubles.no_measure), ("满一年未消除的", troubles.overdue)]
    if told := [f"{words}{households(figure)}" for words, figure in needy if figure.value]:
        yield f"对{'、'.join(told)}逐户落实针对性帮扶。"
    if troubles.outliers:
        yield f"对重点人群多、识别少的{len(troubles.outliers)}个村逐户分析研判。"


def _open_identification(changes: Changes) -> int:
    entered: Figure = changes.steps[-1]
    return changes.new.value - entered.value


def _until(deadline: str, now: str) -> str:
    """3月13日前; 尽快 once that day has passed."""
    return f"{short_day(deadline)}前" if deadline >= now[:10] else "尽快"
