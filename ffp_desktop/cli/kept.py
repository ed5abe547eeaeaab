"""`ffp bundle held`, `take`, `waiting`, `reckon`: what is kept aside, and what a vault holds in all."""

from dataclasses import asdict

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call
from ffp_desktop.cli.output import print_json, print_line, print_table


@click.command("held", cls=FfpCommand, help="收到了还没有取用的表。")
@pass_call
def list_held(call: Call) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        found = exchange.receiving.held()
    if call.as_json:
        print_json([asdict(one) for one in found])
        return 0
    rows = [(one.number, one.source, one.sequence, one.at.replace("T", " "), one.revisions) for one in found]
    print_table(("表号", "来自", "第几号包", "放着的时间", "记录"), rows)
    print_line(f"共 {len(rows)} 户暂存。")
    return 0


@click.command("take", cls=FfpCommand, help="取用暂存的表。")
@click.argument("numbers", nargs=-1, required=True, metavar="表号…")
@pass_call
def take_held(call: Call, numbers: tuple[str, ...]) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        known = {one.number: one.survey for one in exchange.receiving.held()}
        taken = exchange.receiving.take_held([known.get(number, number) for number in numbers])
        exchange.desk.is_changed = True
    if call.as_json:
        print_json(list(taken))
    else:
        print_line(f"已取用 {len(taken)} 户。")
    return 0


@click.command("waiting", cls=FfpCommand, help="先到了、还在等前一号的包；前一号到了自动接上。")
@pass_call
def list_waiting(call: Call) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        found = exchange.receiving.waiting()
    if call.as_json:
        print_json([asdict(one) for one in found])
        return 0
    rows = [(one.source, one.sequence, f"等待第{one.missing}号包", one.at.replace("T", " ")) for one in found]
    print_table(("来自", "第几号", "在等", "收到"), rows)
    print_line(f"共 {len(rows)} 个包在等。")
    return 0


@click.command("reckon", cls=FfpCommand, help="对账：本机有多少户、多少条记录，以及它们的校验码；两边一样就是一样多。")
@click.option("--unit", default="", metavar="代码", help="只算这个旗、乡镇或村。")
@pass_call
def reckon_vault(call: Call, unit: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.services.bundles.reckoning import reckon

    with opened_exchange(call) as exchange:
        found = reckon(exchange.desk.vault, unit)
    if call.as_json:
        print_json(asdict(found))
        return 0
    states = "，".join(f"{state.value} {number}" for state, number in found.by_state.items())
    print_line(f"{found.surveys} 户（{states or '无'}），{found.documents} 份文档，{found.revisions} 条记录。")
    print_line(f"校验码：{found.digest[:16]}")
    return 0
