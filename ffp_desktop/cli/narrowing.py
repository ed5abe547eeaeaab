"""The options by which a command narrows the surveys of a round, the same ones as the list in the window."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import usage_error
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.periods import NAMED, find_days
from ffp_desktop.domain.survey import State

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.surveys import SurveyFilter

_STATES = [state.value for state in State if state is not State.NOT_ENTERED]
_FINDINGS = [one.value for one in FindingsWanted]
_DAYS = f"{'、'.join(NAMED)}，或 2023-3-1..2023-3-6（一头可以空着）。"
_OPTIONS = (
    click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的（6、9 或 12 位代码）。"),
    click.option("--state", type=click.Choice(_STATES), metavar="状态", help=f"只要这个状态的：{'、'.join(_STATES)}。"),
    click.option("--search", default="", metavar="文字", help="姓名、拼音、证件号、电话、表号或住址的一部分。"),
    click.option("--entered-by", default="", metavar="姓名", help="只要这个人经手的。"),
    click.option(
        "--findings", type=click.Choice(_FINDINGS), metavar="发现", help=f"只要这样的：{'、'.join(_FINDINGS)}。"
    ),
    click.option("--a1", default="", metavar="户属性", help="A1 的一种，或脱贫户、监测对象、新识别。"),
    click.option(
        "--found", default="", metavar="结果", help="四、五、八里查到的一种，如 危房、饮水不安全、有风险、风险已消除。"
    ),
    click.option("--measures", default="", metavar="措施", help="有、没有（该有而没有），或一行的编号，如 A34。"),
    click.option("--risk", default="", metavar="风险", help="A33 的一种，如因病。"),
    click.option("--touched", default="", metavar="日子", help=f"最后改动：{_DAYS}"),
    click.option("--visited", default="", metavar="日子", help=f"入户日期：{_DAYS}"),
)
_Command = Callable[..., int]


def narrowing_options(command: _Command) -> _Command:
    """Gives a command the options; it takes them as keywords and hands them to `read_narrowing`."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def read_narrowing(desk: "Desk", given: dict[str, Any]) -> "SurveyFilter":
    """The filter within the present round. Raises FfpError `survey.village_unknown`, `list.days_unclear`, and what
    click raises for a value that is none."""
    from ffp_desktop.services.entry.traits import trait_choices
    from ffp_desktop.services.surveys import SurveyFilter

    wanted = desk.wanted(given["village"])
    choices, today = trait_choices(desk.form), date.today()
    operators = {one.name: one.id for one in desk.vault.operators.list()}
    return SurveyFilter(
        round=wanted.round,
        village=wanted.village,
        state=State(given["state"]) if given["state"] else None,
        text=given["search"],
        operator=operators[_known("entered-by", given["entered_by"], operators)] if given["entered_by"] else "",
        findings=FindingsWanted(given["findings"]) if given["findings"] else None,
        kind=_known("a1", given["a1"], dict(choices.kinds)),
        found=_known("found", given["found"], dict(choices.found)),
        measure=_known("measures", given["measures"], dict(choices.measures)),
        risk=_known("risk", given["risk"], dict(choices.risks)),
        touched=find_days(given["touched"], today) if given["touched"] else ("", ""),
        visited=find_days(given["visited"], today) if given["visited"] else ("", ""),
    )


def _known(option: str, value: str, choices: dict[str, str]) -> str:
    if value and value not in choices:
        raise usage_error(f"--{option} 没有“{value}”。可以写：{'、'.join(choices)}。")
    return value
