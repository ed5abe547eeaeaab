"""`ffp monitoring`: the lists of 监测对象, the steps of 新识别, the four actions, the letter's lists."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.monitoring_output import print_counts, print_measures, print_page, print_record, print_units
from ffp_desktop.cli.output import print_json, print_line
from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, Step, StepRecord
from ffp_desktop.domain.monitoring.watch import Watch

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.monitoring.course import Course
    from ffp_desktop.services.monitoring.lists import Monitoring

_LISTS, _KINDS = [watch.value for watch in Watch], [kind.value for kind in ActionKind]
_STEPS = [step.value for step in Step]
_STATES = [state.value for state in ActionState if state is not ActionState.RAISED]
_UNITS = {"村": 12, "乡镇": 9}
_SURVEY = click.argument("survey", metavar="表号")
_DAY = "年月日，例如 2023-03-06"


@click.group("monitoring", cls=FfpGroup, help="监测对象：各种清单、新识别的步骤、四种动作、报送名单。")
def monitoring_group() -> None:
    """The commands of 监测对象."""


@monitoring_group.command("list", help="各张清单有多少户；写 --list 就列出那一张上的户和原因。")
@click.option("--list", "wanted", type=click.Choice(_LISTS), metavar="清单", help=f"{'、'.join(_LISTS)}。")
@click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的（6、9 或 12 位代码）。")
@click.option("--by", "unit", type=click.Choice([*_UNITS]), metavar="单位", help="按村或乡镇分开数。")
@click.option("--measures", is_flag=True, help="七的措施对A33的风险，一共各有多少户。")
@click.option("--start", type=click.IntRange(1), default=1, metavar="数", help="从第几户起，默认 1。")
@click.option("--count", type=click.IntRange(0), default=0, metavar="数", help="最多列几户，默认全部。")
@pass_call
def list_monitored(
    call: Call, wanted: str | None, village: str, unit: str | None, measures: bool, start: int, count: int
) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        here = desk.wanted(village).village
        service = _monitoring(desk)
        if measures:
            print_measures(call, service.measures(here))
            return 0
        look = service.look(here)
        if wanted:
            page = look.page(Watch(wanted), start - 1, count)
            print_page(call, page, Watch(wanted), look.total(Watch(wanted)))
        elif unit:
            print_units(call, desk.regions, look, _UNITS[unit])
        else:
            print_counts(call, look)
    return 0


@monitoring_group.command("show", help="一户的步骤和动作，从提出到现在。")
@_SURVEY
@pass_call
def show_household(call: Call, survey: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        household = _monitoring(desk).household(desk.households.find_survey(survey))
    print_record(call, household.record, [(hint.watch.value, hint.reason) for hint in household.hints])
    return 0


@monitoring_group.command("step", help="登记新识别的一步；写 --take-back 就撤回登记错的一步。")
@_SURVEY
@click.argument("step", type=click.Choice(_STEPS), metavar="步骤")
@click.option("--date", default="", metavar="日期", help=f"哪一天（公示是开始那天），{_DAY}。")
@click.option("--end", default="", metavar="日期", help="公示结束的那天。")
@click.option("--by", default="", metavar="姓名", help="谁办的。")
@click.option("--note", default="", metavar="说明", help="文号或别的说明。")
@click.option("--take-back", is_flag=True, help="撤回这一步，要写 --reason。")
@click.option("--reason", default="", metavar="原因", help="为什么撤回。")
@pass_call
def take_step(
    call: Call, survey: str, step: str, date: str, end: str, by: str, note: str, take_back: bool, reason: str
) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        found, course = desk.households.find_survey(survey), _course(desk)
        if take_back:
            record = course.take_back_step(found, Step(step), reason)
        else:
            record = course.take_step(found, StepRecord(Step(step), date, end, by, note))
        desk.is_changed = True
    print_record(call, record, ())
    return 0


@monitoring_group.command("action", help="提出、往下办或撤回一个动作；什么都不写就列出这一户的。")
@_SURVEY
@click.option("--raise", "kind", type=click.Choice(_KINDS), metavar="动作", help=f"提出：{'、'.join(_KINDS)}。")
@click.option("--to", "state", type=click.Choice(_STATES), metavar="状态", help=f"办到：{'、'.join(_STATES)}。")
@click.option("--withdraw", is_flag=True, help="撤回还在办的，要写 --reason。")
@click.option("--of", "which", type=click.Choice(_KINDS), metavar="动作", help="有几个还在办的，是哪一个。")
@click.option("--date", default="", metavar="日期", help=f"哪一天，{_DAY}；不写就是今天。")
@click.option("--by", default="", metavar="姓名", help="谁办的；不写就是本单位。")
@click.option("--reason", default="", metavar="原因", help="提出、不同意、撤回都要写。")
@pass_call
def act(
    call: Call,
    survey: str,
    kind: str | None,
    state: str | None,
    withdraw: bool,
    which: str | None,
    date: str,
    by: str,
    reason: str,
) -> int:
    from ffp_desktop.cli.opening import opened_desk

    if sum(map(bool, (kind, state, withdraw))) > 1:
        raise usage_error("--raise、--to、--withdraw 一次只写一个。")
    with opened_desk(call) as desk:
        found, course = desk.households.find_survey(survey), _course(desk)
        if kind:
            record = course.raise_action(found, ActionKind(kind), reason, date, by)
        elif state:
            record = course.move_action(found, _open_one(course, found, which), ActionState(state), date, by, reason)
        elif withdraw:
            record = course.withdraw_action(found, _open_one(course, found, which), reason)
        else:
            record = course.record(found)
        desk.is_changed = bool(kind or state or withdraw)
    print_record(call, record, ())
    return 0


@monitoring_group.command("letter", help="随正式文件报送的名单：写成 .xlsx 或 .pdf，每种动作一张。")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="文件", help="写成这个文件。")
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, metavar="动作", help="只要这些，默认全部。")
@click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的。")
@click.option("--closed", is_flag=True, help="系统已处理和不同意的也要。")
@pass_call
def write_letter(call: Call, out: Path, kinds: tuple[str, ...], village: str, closed: bool) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.monitoring.letter import Letter

    with opened_desk(call) as desk:
        letter = Letter(desk.vault, _monitoring(desk), desk.regions)
        wanted = [ActionKind(kind) for kind in kinds or _KINDS]
        rows = letter.write(out, wanted, desk.wanted(village).village, with_closed=closed)
    if call.as_json:
        print_json({"file": str(out), "rows": rows})
    else:
        print_line(f"已写成 {out}，共 {rows} 行。里面有证件号码，用完请删掉。")
    return 0


# ---- private


def _monitoring(desk: "Desk") -> "Monitoring":
    from ffp_desktop.services.monitoring.lists import Monitoring

    return Monitoring(desk.vault, desk.surveys)


def _course(desk: "Desk") -> "Course":
    from ffp_desktop.services.monitoring.course import Course

    return Course(desk.vault, desk.surveys)


def _open_one(course: "Course", survey: str, which: str | None) -> str:
    """The action that is meant: the one under way, of the named kind where there are several."""
    found = [one for one in course.record(survey).actions if one.is_open and which in (None, one.kind.value)]
    if len(found) > 1:
        raise usage_error(f"这一户有几个还在办的：{'、'.join(one.kind for one in found)}。请用 --of 写明是哪一个。")
    return found[0].id if found else ""
