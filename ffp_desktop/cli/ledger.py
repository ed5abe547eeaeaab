"""`ffp ledger`: 核实核查台账: its sums, its lines, as a workbook and on paper."""

from pathlib import Path
from typing import Any

import click

from ffp_desktop.cli.clue_output import clue_options, encode_counts, print_lines, read_clue_filter
from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

_OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写成这个文件。"
)


@click.group("ledger", cls=FfpGroup, help="信息核实核查台账：从推送到结果，一条线索一行；只能答复，不能划掉。")
def ledger_group() -> None:
    """The ledger's commands."""


@ledger_group.command("show", help="台账合计：各种类、部门、村、结果有多少条；--lines 列出每一条。")
@clue_options
@click.option("--lines", is_flag=True, help="列出每一条。")
@pass_call
def show_ledger(call: Call, /, lines: bool, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.ledger import Ledger

    with opened_desk(call) as desk:
        ledger, wanted = Ledger(desk.vault, desk.regions), read_clue_filter(desk, given)
        counts = ledger.count(wanted)
        found = ledger.find(wanted).page(0) if lines else ()
        names = {code: desk.surveys.village_name(code) for code in counts.by_village}
    if lines:
        print_lines(call, found, counts.total, counts.open)
    elif call.as_json:
        print_json(encode_counts(counts))
    else:
        tallied = (("种类", counts.by_kind), ("部门", counts.by_department), ("结果", counts.by_result))
        rows = [(what, name, count) for what, by_name in tallied for name, count in by_name.items()]
        rows += [("村", names[code], count) for code, count in counts.by_village.items()]
        print_table(("按", "名称", "条数"), rows)
        print_line(f"共 {counts.total} 条，待核实 {counts.open} 条。")
    return 0


@ledger_group.command("export", help="把台账写成 Excel 文件（.xlsx）。")
@clue_options
@_OUT
@pass_call
def export_ledger(call: Call, /, out: Path, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.ledger import Ledger

    _require_ending(out, ".xlsx")
    with opened_desk(call) as desk:
        count = Ledger(desk.vault, desk.regions).export(read_clue_filter(desk, given), out)
    print_json({"out": str(out), "lines": count}) if call.as_json else print_line(f"{out}：写出 {count} 条。")
    return 0


@ledger_group.command("print", help="把台账写成 PDF 文件。")
@clue_options
@_OUT
@pass_call
def print_ledger(call: Call, /, out: Path, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.ledger import Ledger

    _require_ending(out, ".pdf")
    with opened_desk(call) as desk:
        pages = Ledger(desk.vault, desk.regions).print(read_clue_filter(desk, given), out)
    print_json({"out": str(out), "pages": pages}) if call.as_json else print_line(f"{out}：{pages} 页。")
    return 0


def _require_ending(out: Path, ending: str) -> None:
    if out.suffix.lower() != ending:
        raise usage_error(f"--out 的文件名要以 {ending} 结尾。")
