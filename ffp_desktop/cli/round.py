"""`ffp round`: the quarters' campaigns: list them, open the next one, see how far one has come."""

from dataclasses import asdict
from datetime import datetime

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.errors import FfpError


@click.group("round", cls=FfpGroup, help="轮次：列出、开新一轮、看一轮的进度。")
def round_group() -> None:
    """The round commands."""


@round_group.command("list", help="列出各轮，最近的在后。")
@pass_call
def list_rounds(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.rounds import all_rounds

    with opened_desk(call) as desk:
        rounds = all_rounds(desk.vault)
    if call.as_json:
        print_json([asdict(known) for known in rounds])
        return 0
    rows = [(r.id, r.name, f"{r.period_start} 至 {r.period_end}", r.monitoring_line or "未设", r.form) for r in rounds]
    print_table(("编号", "名称", "周期", "监测线", "表"), rows)
    return 0


@round_group.command("open", help="开新一轮：以后各户的表从上一轮开始。只有管理员可以。")
@click.argument("round_id", metavar="编号")
@click.option("--name", required=True, metavar="名称", help="印在表上的名称。")
@click.option("--start", required=True, metavar="日期", help="收支周期的起日。")
@click.option("--end", required=True, metavar="日期", help="收支周期的止日。")
@click.option("--line", default="", metavar="元", help="监测线，没有公布就不写。")
@click.option("--form", default="", metavar="表", help="用哪张表，不写就是上一轮的。")
@pass_call
def open_next(call: Call, round_id: str, name: str, start: str, end: str, line: str, form: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.domain.survey import Round
    from ffp_desktop.services.rounds import open_round

    with opened_desk(call) as desk:
        new = Round(round_id, name.strip(), form or desk.surveys.current_round().form, start, end, line)
        open_round(desk.vault, new, datetime.now().isoformat(timespec="seconds"))
        desk.is_changed = True
        total = desk.households.count().total
    if call.as_json:
        print_json(asdict(new) | {"households": total})
    else:
        print_line(f"已开 {new.name}（{new.id}），有 {total} 户要排查。")
    return 0


@round_group.command("show", help="看一轮的周期、监测线和各状态的户数；不写编号就是本轮。")
@click.argument("round_id", required=False, metavar="[编号]")
@click.option("--village", default="", metavar="代码", help="只数这个旗、乡镇或村的。")
@pass_call
def show_round(call: Call, round_id: str | None, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.rounds import all_rounds

    with opened_desk(call) as desk:
        desk.wanted(village)
        rounds = {known.id: known for known in all_rounds(desk.vault)}
        wanted = round_id or desk.surveys.current_round().id
        if wanted not in rounds:
            raise FfpError("round.unknown", "没有这一轮。请用 ffp round list 核对编号。")
        counts = desk.households.count(village, wanted)
    shown = rounds[wanted]
    if call.as_json:
        print_json(asdict(shown) | {"households": counts.total, "states": counts.by_state, "left": counts.left})
        return 0
    print_line(f"{shown.name}（{shown.id}），周期 {shown.period_start} 至 {shown.period_end}")
    print_line(f"监测线：{shown.monitoring_line or '未设'}")
    print_table(("状态", "户数"), sorted(counts.by_state.items()))
    print_line(f"共 {counts.total} 户，剩 {counts.left} 户没有录入。")
    return 0
