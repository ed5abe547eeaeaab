"""`ffp person`: one person across households and rounds, two ids joined or parted, and the events of people."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.event_output import encode_event_line, print_change_table, print_events, print_recorded
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.errors import FfpError

_REASON = click.option("--reason", required=True, metavar="原因", help="凭什么认定。")


@click.group("person", cls=FfpGroup, help="人：在哪几户登记过、认作同一个人、动态管理的清单和表。")
def person_group() -> None:
    """The person commands."""


@person_group.command("show", help="看一个人：用过的人员编号、在哪几张表上、发生过什么。")
@click.argument("person", metavar="人")
@pass_call
def show_person(call: Call, person: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        card = desk.households.show_person(desk.households.find_person(person))
    if call.as_json:
        print_json(
            {
                "members": sorted(card.members),
                "name": card.name,
                "id_number": card.id_number,
                "households": card.households,
                "died": card.died or None,
                "surveys": [asdict(sighting) for sighting in card.sightings],
                "events": [encode_event_line(event) for event in card.events],
            }
        )
        return 0
    print_line(f"{card.name}  {card.id_number}" + (f"  {card.died} 死亡" if card.died else ""))
    print_line(f"人员编号：{'、'.join(sorted(card.members))}")
    print_line(f"现在的户：{'、'.join(card.households) or '无'}")
    print_table(
        ("日期", "轮次", "表号", "状态", "户"),
        [(s.date, s.round, s.number, s.state.value, s.household) for s in card.sightings],
    )
    for event in card.events:
        print_line(f"{event.date}  {event.kind}  {event.reason}{'（已撤回）' if event.withdrawn else ''}")
    return 0


@person_group.command("join", help="认定两个人员编号是同一个人；由人来认，可以再分开。")
@click.argument("one", metavar="人")
@click.argument("other", metavar="另一个")
@_REASON
@pass_call
def join_people(call: Call, one: str, other: str, reason: str) -> int:
    return _judge(call, (one, other), "同一个人", reason, "已认作同一个人")


@person_group.command("part", help="把认作同一个人的两个编号再分开。")
@click.argument("one", metavar="人")
@click.argument("other", metavar="另一个")
@_REASON
@pass_call
def part_people(call: Call, one: str, other: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.dynamics import EventFilter

    with opened_desk(call) as desk:
        pair = {desk.households.find_person(one), desk.households.find_person(other)}
        joins = desk.dynamics.list(EventFilter(kind="同一个人", members=frozenset(pair)))
        join = next((event for event in joins if {person.member for person in event.persons} == pair), None)
        if join is None:
            raise FfpError("person.not_joined", "这两个编号没有直接认作同一个人。请用 ffp person show 核对。")
        done = desk.dynamics.withdraw(join.id, reason)
        desk.is_changed = done.event is not None
    return print_recorded(call, done, "已分开")


@person_group.command("likely", help="列出可能是同一个人的：证件号码相同，或姓名和出生日期都相同，还没有认定的。")
@click.option("--village", default="", metavar="代码", help="旗、乡镇或村的代码，不写就是本单位。")
@pass_call
def list_likely(call: Call, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.same_people import SamePeople

    with opened_desk(call) as desk:
        desk.wanted(village)
        households = [line.id for line in desk.households.list(village)]
        pairs = SamePeople(desk.vault, desk.surveys, desk.shelf).pairs(households)
        waiting = [pair for pair in pairs if pair.decision is None]
    if call.as_json:
        print_json([{"one": p.one, "other": p.other, "names": p.names, "evidence": p.evidence} for p in waiting])
        return 0
    print_table(
        ("姓名", "凭什么", "人员编号", "另一个"), [("、".join(p.names), p.evidence, p.one, p.other) for p in waiting]
    )
    print_line(f"共 {len(waiting)} 对。认定用 ffp person join，不是用 ffp person differ。")
    return 0


@person_group.command("differ", help="认定两个人员编号不是同一个人，以后不再问；可以撤回。")
@click.argument("one", metavar="人")
@click.argument("other", metavar="另一个")
@_REASON
@pass_call
def differ_people(call: Call, one: str, other: str, reason: str) -> int:
    return _judge(call, (one, other), "不是同一个人", reason, "已认定不是同一个人")


@person_group.command("events", help="列出变动；--table 给出一个期间的自然增加、自然减少表。")
@click.argument("person", required=False, metavar="[人]")
@click.option("--village", default="", metavar="代码", help="旗、乡镇或村的代码，不写就是本单位。")
@click.option("--from", "start", default="", metavar="日期", help="从这一天起。")
@click.option("--to", "end", default="", metavar="日期", help="到这一天止。")
@click.option("--table", is_flag=True, help="按单位汇总：期初、各种增减、期末。")
@click.option("--all", "with_withdrawn", is_flag=True, help="撤回的也列出来。")
@pass_call
def list_events(call: Call, /, person: str | None, table: bool, **asked: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.dynamics import EventFilter

    with opened_desk(call) as desk:
        desk.wanted(asked["village"])
        if table:
            village = asked["village"] or desk.vault.unit.code
            made = desk.dynamics.table(village, asked["start"], asked["end"])
            print_change_table(call, made, desk.regions)
            return 0
        members = frozenset({desk.households.find_person(person)}) if person else None
        events = desk.dynamics.list(EventFilter(members=members, **asked))
    print_events(call, events)
    return 0


def _judge(call: Call, people: tuple[str, str], kind: str, reason: str, said: str) -> int:
    """Records whether two are one person."""
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.dynamics import Event, EventPerson

    with opened_desk(call) as desk:
        members = [desk.households.find_person(text) for text in people]
        persons = tuple(EventPerson(member, desk.households.show_person(member).name) for member in members)
        today = date.today().isoformat()
        done = desk.dynamics.record(Event("", kind, today, "", persons=persons, reason=reason))
        desk.is_changed = done.event is not None
    return print_recorded(call, done, said)
