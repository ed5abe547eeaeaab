"""`ffp review conflicts` and `resolve`: what two sides wrote differently, and which of it stands."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.services.review.conflict_records import UnitConflict


@click.command("conflicts", cls=FfpCommand, help="有冲突的表；写上表号就看两边各写了什么、原来是什么。")
@click.argument("number", required=False, metavar="[表号]")
@click.option("--village", default="", metavar="代码", help="只看这个旗、乡镇或村。")
@pass_call
def show_conflicts(call: Call, number: str | None, village: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        if number:
            return _print_units(call, exchange.conflicts.show(exchange.desk.households.find_survey(number)))
        lines = exchange.conflicts.list(village)
    if call.as_json:
        print_json([asdict(line) for line in lines])
        return 0
    print_table(("表号", "村", "户主", "处"), [(x.number, x.village_name, x.head_name, x.conflicts) for x in lines])
    print_line(f"共 {len(lines)} 户有冲突。")
    return 0


@click.command("resolve", cls=FfpCommand, help="解决冲突：取一边、另一边，或照纸表重填，要写明原因。")
@click.argument("number", metavar="表号")
@click.option("--take", "takes", multiple=True, metavar="单元=边", help="例如 income=2；边是 conflicts 里的第几边。")
@click.option("--set", "texts", multiple=True, metavar="A21=内容", help="照纸表重填这一项（A3:2=内容是第二个人）。")
@click.option("--reason", required=True, metavar="原因", help="为什么取这一份，留在历史里。")
@pass_call
def resolve_conflicts(call: Call, number: str, takes: tuple[str, ...], texts: tuple[str, ...], reason: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.cli.places import read_pinned
    from ffp_desktop.services.review.conflict_records import Decision

    sides = dict(_read_take(text) for text in takes)
    with opened_exchange(call) as exchange:
        survey = exchange.desk.households.find_survey(number)
        form, members = exchange.desk.form, exchange.members(survey)
        typed: dict[str, dict[Any, str]] = {}
        for text in texts:
            place, words = read_pinned(form, members, text)
            item = form.items[place.item] if place.item else None
            unit = f"member:{place.member}" if place.member else (item.unit or item.id) if item else ""
            typed.setdefault(unit, {})[place] = words
        decisions = {unit: Decision(sides.get(unit, 0), typed.get(unit, {})) for unit in {*sides, *typed}}
        left = exchange.conflicts.resolve(survey, decisions, reason)
        exchange.desk.is_changed = True
    return _print_units(call, left)


def _read_take(text: str) -> tuple[str, int]:
    unit, _, side = text.partition("=")
    if not unit or not side.isdigit() or int(side) < 1:
        raise usage_error(f"--take {text} 看不懂。写成 income=2。")
    return unit, int(side) - 1


def _print_units(call: Call, units: "tuple[UnitConflict, ...]") -> int:
    if call.as_json:
        print_json([_encode(unit) for unit in units])
        return 0
    for one in units:
        print_line(f"{one.title}（{one.unit}）  原来：{one.before_by} {one.before_at}")
        headings = [f"第{n}边 {side.author} {side.at}" for n, side in enumerate(one.sides, 1)]
        rows = [(row.label, row.before, *row.values, "" if row.is_equal else "≠") for row in one.rows]
        print_table(("项目", "原来", *headings, ""), rows)
    print_line(f"共 {len(units)} 处冲突。" if units else "没有冲突。")
    return 0


def _encode(unit: "UnitConflict") -> dict[str, Any]:
    rows = [
        asdict(row) | {"place": row.place._asdict() if row.place else None, "equal": row.is_equal} for row in unit.rows
    ]
    return asdict(unit) | {"rows": rows}
