"""`ffp compare`: 机账实一致. Take in the national system's export or a ledger, compare, settle, print the sheet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.compare_output import encode_compared, print_compared, print_taken
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
    from ffp_desktop.services.reconciliation.records import Narrowing

_SIDES = ("机", "账")


@click.group("compare", cls=FfpGroup, help="机账实一致：导入全国系统的导出表或台账，和排查表逐人逐项比对。")
def compare_group() -> None:
    """The comparison's commands."""


@compare_group.command("take", help="导入全国系统的导出表（机）或台账（账）；有没取的行时退出码是 1。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--side", type=click.Choice(_SIDES), default="机", metavar="机|账", help="是全国系统的（默认），还是台账。"
)
@click.option("--as-of", "as_of", required=True, metavar="日期", help="数据是哪一天的，例如 2023-03-01。")
@click.option("--sheet", default="", metavar="表名", help="只取这张表（表名，或第几张）。")
@click.option("--map", "maps", multiple=True, metavar="列=项目", help="指明一列是什么，例如 C=证件号码、E=不导入。")
@click.option("--village", default="", metavar="代码", help="表里没有写村时，用这个村（12 位代码）。")
@click.option(
    "--covers", default=None, metavar="代码", help="这份表包括哪个旗、乡镇或村的全部；不写就由程序照表里的村来定。"
)
@click.option("--preview", "only_preview", is_flag=True, help="只看读出什么，什么都不写入。")
@pass_call
def take_export(
    call: Call,
    file: Path,
    side: str,
    as_of: str,
    sheet: str,
    maps: tuple[str, ...],
    village: str,
    covers: str | None,
    only_preview: bool,
) -> int:
    from ffp_desktop.domain.reconciliation.items import Side

    with _opened(call) as (desk, reconciliation):
        intake = reconciliation.intake
        opened = intake.open(file)
        opened = opened.only(sheet) if sheet else opened
        for one in maps:
            column, sign, wanted = one.rpartition("=")
            target = intake.find_target(wanted.strip())
            changed = intake.map_column(opened, column.strip(), target) if sign and target else None
            if changed is None:
                raise usage_error(f"--map 要写成 列=项目，例如 C=证件号码；“{one}”看不明白。")
            opened = changed
        read = intake.read(opened, village)
        card = None
        if not only_preview:
            desk.is_changed = True
            card = intake.take(read, Side(side), as_of, intake.digest_of(file), covers)
            intake.remember(opened)
        unknown = [mapping.header.heading(at) for _, mapping in opened.chosen for at in mapping.unknown]
    return print_taken(call, read, card, unknown)


@compare_group.command("exports", help="导入过的导出表和台账，新的在前。")
@pass_call
def list_exports(call: Call) -> int:
    with _opened(call) as (_, reconciliation):
        cards = reconciliation.exports()
    if call.as_json:
        print_json([asdict(card) for card in cards])
        return 0
    rows = [(c.side.value, c.as_of, c.households, c.people, c.refused, c.operator, c.at, c.id) for c in cards]
    print_table(("方", "数据日期", "户", "人", "没取的行", "导入人", "导入时间", "编号"), rows)
    return 0


@compare_group.command("withdraw", help="撤下一份导入错的表，不再用来比对。")
@click.argument("export", metavar="编号")
@click.option("--reason", required=True, metavar="原因", help="为什么撤下。")
@pass_call
def withdraw_export(call: Call, export: str, reason: str) -> int:
    with _opened(call) as (desk, reconciliation):
        reconciliation.withdraw_export(export, reason)
        desk.is_changed = True
    print_line("已撤下。")
    return 0


def _narrowing_options(command: Any) -> Any:
    for option in (
        click.option("--village", default="", metavar="代码", help="只看这个旗、乡镇或村。"),
        click.option("--item", default="", metavar="项目", help="只看这一项，例如 低保、A17。"),
        click.option("--verdict", default="", metavar="情况", help="不一致、缺项或人户不一致。"),
        click.option("--standing", default="", metavar="状态", help="待定、又变了或已定。"),
        click.option("--wrong", default="", metavar="机|账|实", help="只看要这一方改的。"),
    ):
        command = option(command)
    return command


@compare_group.command("show", help="比对的结果：每村、每项多少，谁改什么；有待定的差异时退出码是 1。")
@_narrowing_options
@pass_call
def show_comparison(call: Call, /, **conditions: str) -> int:
    with _opened(call) as (_, reconciliation):
        wanted = _narrowing(**conditions)
        compared = reconciliation.compare()
        lines = compared.narrowed(wanted)
        if call.as_json:
            print_json(encode_compared(compared, lines, wanted.village))
        else:
            print_compared(reconciliation, compared, lines, wanted.village)
    return 1 if any(line.standing.value != "已定" for line in lines) else 0


@compare_group.command("settle", help="定下差异以谁为准，要写原因；不写条件就是全部。")
@click.argument("ids", nargs=-1, metavar="[编号…]")
@click.option("--right", default="建议", metavar="建议|机|账|实|不用改", help="以谁为准；建议：照规则（默认）。")
@click.option("--reason", required=True, metavar="原因", help="根据什么定的，留在历史里。")
@click.option("--reopen", is_flag=True, help="取消以前定的，重新待定。")
@_narrowing_options
@pass_call
def settle_differences(
    call: Call, /, ids: tuple[str, ...], right: str, reason: str, reopen: bool, **conditions: str
) -> int:
    from ffp_desktop.domain.reconciliation.items import Side

    if right not in ("建议", "不用改", *Side):
        raise usage_error("--right 要写 建议、机、账、实 或 不用改。")
    with _opened(call) as (desk, reconciliation):
        lines = reconciliation.compare().narrowed(_narrowing(**conditions))
        chosen = [line for line in lines if not ids or line.difference.id in ids]
        if reopen:
            after = reconciliation.reopen(chosen)
        elif right == "建议":
            after = reconciliation.accept([line for line in chosen if line.standing.value != "已定"], reason)
        else:
            after = reconciliation.settle(chosen, Side(right) if right in list(Side) else None, reason)
        desk.is_changed = True
    left = sum(line.standing.value != "已定" for line in after.lines)
    if call.as_json:
        print_json({"chosen": len(chosen), "open": left})
    else:
        print_line(f"已处理 {len(chosen)} 项，全部里还有 {left} 项待定。")
    return 0


@compare_group.command("sheet", help="核对表：.pdf 每村一份，打印签字；.xlsx 是工作簿。")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件", help="写到哪里，.pdf 或 .xlsx。")
@_narrowing_options
@pass_call
def write_sheet(call: Call, /, out: Path, **conditions: str) -> int:
    if out.suffix.lower() not in (".pdf", ".xlsx"):
        raise usage_error("--out 要以 .pdf 或 .xlsx 结尾。")
    with _opened(call) as (_, reconciliation):
        rows = reconciliation.write(reconciliation.compare().narrowed(_narrowing(**conditions)), out)
    if call.as_json:
        print_json({"rows": rows})
    else:
        print_line(f"写出 {rows} 项。")
    return 0


@contextmanager
def _opened(call: Call) -> "Iterator[tuple[Desk, Reconciliation]]":
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.reconciliation.reconciliation import Reconciliation

    with opened_desk(call) as desk:
        yield desk, Reconciliation(desk.vault, desk.shelf, desk.regions)


def _narrowing(village: str, item: str, verdict: str, standing: str, wrong: str) -> "Narrowing":
    from ffp_desktop.domain.reconciliation.differences import Verdict
    from ffp_desktop.domain.reconciliation.items import ITEMS, Side
    from ffp_desktop.services.reconciliation.records import Narrowing, Standing

    found = next((one.id for one in ITEMS.values() if item and item in (one.id, one.name, one.number, one.title)), "")
    if item and not found:
        raise usage_error(f"没有“{item}”这一项。有的是：{'、'.join(one.name for one in ITEMS.values())}。")
    for told, known in ((verdict, list(Verdict)), (standing, list(Standing)), (wrong, list(Side))):
        if told and told not in known:
            raise usage_error(f"“{told}”看不明白，可以写：{'、'.join(known)}。")
    return Narrowing(
        village,
        found,
        Verdict(verdict) if verdict else None,
        Standing(standing) if standing else None,
        Side(wrong) if wrong else None,
    )
