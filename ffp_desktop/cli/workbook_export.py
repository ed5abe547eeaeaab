"""`ffp export`: the vault's surveys as a workbook, in the shape that someone asks for."""

from pathlib import Path

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line
from ffp_desktop.domain.survey import State

_TEMPLATE = "template"
_STATES = [state.value for state in State]
_KINDS = {
    "people": "一人一行，带家庭各项",
    "two-sheets": "家庭、成员两张表",
    "paper": "照纸表的样子，每户一张",
    "template": "空的录入模板，带下拉框",
    "public": "公示名单，姓名遮盖",
}


@click.command("export", cls=FfpCommand, help="把本轮的表写成 Excel 文件（.xlsx），要哪种样子由 --kind 说。")
@click.option(
    "--kind",
    required=True,
    type=click.Choice(list(_KINDS)),
    metavar="样子",
    help="；".join(f"{name} {words}" for name, words in _KINDS.items()) + "。",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写成这个 .xlsx 文件。",
)
@click.option("--village", default="", metavar="代码", help="只写这个旗、乡镇或村的（6、9 或 12 位代码）。")
@click.option("--state", type=click.Choice(_STATES), metavar="状态", help=f"只写这个状态的：{'、'.join(_STATES)}。")
@click.option("--round", "round_id", default="", metavar="轮次", help="哪一轮的，例如 2023Q1；不写就是现在这一轮。")
@click.option("--search", default="", metavar="文字", help="姓名、拼音首字母、证件号或电话的一部分。")
@pass_call
def export_command(
    call: Call, kind: str, out: Path, village: str, state: str | None, round_id: str, search: str
) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.surveys import SurveyFilter
    from ffp_desktop.services.workbook_export import Kind, WorkbookExport

    if out.suffix.lower() != ".xlsx":
        raise usage_error("--out 的文件名要以 .xlsx 结尾。")
    with opened_desk(call) as desk:
        desk.wanted(village)
        wanted = SurveyFilter(round_id, village, State(state) if state else None, search)
        export = WorkbookExport(desk.vault, desk.surveys, desk.shelf, desk.regions)
        if kind == _TEMPLATE:
            export.write_template(out, village)
            return _answer_template(call, out)
        done = export.write(Kind(kind), wanted, out)
    if call.as_json:
        print_json({"out": str(out), "kind": kind, "households": done.households, "people": done.people})
    else:
        print_line(f"{out}：写出 {done.households} 户，{done.people} 人。")
    return 0


def _answer_template(call: Call, out: Path) -> int:
    if call.as_json:
        print_json({"out": str(out), "kind": _TEMPLATE})
    else:
        print_line(f"{out}：写出了空的录入模板。")
    return 0
