"""`ffp export`: the vault's surveys as a workbook, in the shape that someone asks for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.narrowing import narrowing_options, read_narrowing
from ffp_desktop.cli.output import print_json, print_line

_TEMPLATE = "template"
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
@narrowing_options
@click.option("--round", "round_id", default="", metavar="轮次", help="哪一轮的，例如 2023Q1；不写就是现在这一轮。")
@pass_call
def export_command(call: Call, /, kind: str, out: Path, round_id: str, **narrowing: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.workbook_export import Kind, WorkbookExport

    if out.suffix.lower() != ".xlsx":
        raise usage_error("--out 的文件名要以 .xlsx 结尾。")
    with opened_desk(call) as desk:
        wanted = replace(read_narrowing(desk, narrowing), round=round_id)
        export = WorkbookExport(desk.vault, desk.surveys, desk.shelf, desk.regions)
        if kind == _TEMPLATE:
            export.write_template(out, wanted.village)
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
