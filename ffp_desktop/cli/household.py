"""`ffp household`: the households of a unit in a round, one household over its rounds, and what happens to it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.event_output import encode_event_line, print_recorded
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.domain.events import EventPerson
    from ffp_desktop.services.households import HouseholdCard
    from ffp_desktop.services.side_by_side import SideBySide

_DATE = click.option("--date", required=True, metavar="日期", help="发生的那一天，写成 2023-04-02。")
_REASON = click.option("--reason", default="", metavar="原因", help="为什么，或者是谁报的。")
_RELATION = click.option(
    "--relation", "relations", multiple=True, metavar="人=关系", help="变动以后与户主的关系，可以写几次。"
)


@click.group("household", cls=FfpGroup, help="户：清单、各轮对比、分户并户和动态管理。")
def household_group() -> None:
    """The household commands."""


@household_group.command("list", help="列出住在一个单位的户和它们本轮的状态，没有录入的也在内。")
@click.option("--village", default="", metavar="代码", help="旗、乡镇或村的代码，不写就是全部。")
@click.option("--round", "round_id", default="", metavar="轮次", help="看哪一轮，不写就是本轮。")
@pass_call
def list_households(call: Call, village: str, round_id: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        desk.wanted(village)
        lines = desk.households.list(village, round_id)
        counts = desk.households.count(village, round_id)
        names = {line.village: desk.surveys.village_name(line.village) for line in lines}
    if call.as_json:
        print_json([asdict(line) for line in lines])
        return 0
    rows = [
        (
            line.state.value if line.state else "未录入",
            line.number or "—",
            names[line.village],
            line.natural_village,
            line.head_name,
            line.member_count,
            line.household_kind,
            line.id,
        )
        for line in lines
    ]
    print_table(("状态", "表号", "村", "自然村", "户主", "人口", "户属性", "户编号"), rows)
    print_line(f"共 {counts.total} 户，剩 {counts.left} 户没有录入。")
    return 0


@household_group.command("show", help="看一户：现在有谁，各轮的表，发生过什么；--compare 把各轮并排。")
@click.argument("household", metavar="户")
@click.option("--compare", is_flag=True, help="各轮的答案并排，变了的标出来。")
@pass_call
def show_household(call: Call, household: str, compare: bool) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.side_by_side import compare_rounds

    with opened_desk(call) as desk:
        card = desk.households.show(desk.households.find(household))
        sides = compare_rounds(desk.surveys, [survey.id for survey in card.surveys]) if compare else None
    if call.as_json:
        print_json(_encode_card(card, sides))
        return 0
    print_line(f"户 {card.state.id}" + (f"，已并入 {card.state.gone_into}" if card.state.gone_into else ""))
    print_table(("姓名", "与户主关系", "人员编号"), [(r.name, r.relation, r.member) for r in card.residents])
    print_line("")
    print_table(("轮次", "表号", "状态", "人口"), [(s.round, s.number, s.state, s.member_count) for s in card.surveys])
    for event in card.events:
        people = "、".join(person.name for person in event.persons)
        print_line(f"{event.date}  {event.kind}  {people}  {event.reason}{'（已撤回）' if event.withdrawn else ''}")
    if sides is not None:
        _print_sides(sides)
    return 0


@household_group.command("survey", help="打开一户本轮的表；还没有就从上一轮开始一张，回答表号。")
@click.argument("household", metavar="户")
@pass_call
def start_survey(call: Call, household: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        desk.is_changed = True
        session = desk.surveys.open(desk.households.start_survey(desk.households.find(household)))
        waiting = len(session.unconfirmed())
    if call.as_json:
        print_json({"id": session.header.id, "number": session.header.number, "unconfirmed": waiting})
    else:
        print_line(f"{session.header.number}，有 {waiting} 项上一轮的答案等着核对。")
    return 0


@household_group.command("split", help="分户：一些人另立一户，回答这次变动的编号。")
@click.argument("household", metavar="户")
@click.option("--leaving", multiple=True, required=True, metavar="人", help="分出去的人（人员编号或证件号码）。")
@click.option("--head", required=True, metavar="人", help="分出去的人里谁是户主。")
@click.option("--village", default="", metavar="代码", help="新户住在哪个村，不写就是原来的村。")
@_RELATION
@_DATE
@_REASON
@pass_call
def split_household(
    call: Call,
    household: str,
    leaving: tuple[str, ...],
    head: str,
    village: str,
    relations: tuple[str, ...],
    date: str,
    reason: str,
) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.dynamics import Event

    with opened_desk(call) as desk:
        desk.wanted(village)
        found = desk.households.find(household)
        persons = _persons(desk, found, leaving, (*relations, f"{head}=户主"))
        event = Event("", "分户", date, "", found, persons, other_village=village, reason=reason)
        done = desk.dynamics.record(event)
        desk.is_changed = done.event is not None
    return print_recorded(call, done, "已分户")


@household_group.command("merge", help="并户：全家并入另一户。")
@click.argument("household", metavar="户")
@click.option("--into", required=True, metavar="另一户", help="并入哪一户（户编号或表号）。")
@_RELATION
@_DATE
@_REASON
@pass_call
def merge_household(call: Call, household: str, into: str, relations: tuple[str, ...], date: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.dynamics import Event

    with opened_desk(call) as desk:
        found, other = desk.households.find(household), desk.households.find(into)
        members = [resident.member for resident in desk.households.residents(found)]
        persons = _persons(desk, found, members, relations)
        done = desk.dynamics.record(Event("", "并户", date, "", found, persons, other, reason=reason))
        desk.is_changed = done.event is not None
    return print_recorded(call, done, "已并户")


@household_group.command("event", help="记一条变动（死亡、嫁出、嫁入、新生儿、迁移、户主变更…），或撤回一条。")
@click.argument("household", required=False, metavar="[户]")
@click.option("--kind", default="", metavar="变动", help="哪一种变动。")
@click.option("--date", default="", metavar="日期", help="发生的那一天，写成 2023-04-02。")
@click.option("--person", "people", multiple=True, metavar="人", help="谁（人员编号或证件号码），可以写几次。")
@click.option("--name", default="", metavar="姓名", help="新来的人的姓名（程序里还没有这个人）。")
@click.option("--id-number", default="", metavar="号码", help="新来的人的证件号码。")
@click.option("--sex", default="", metavar="性别", help="新来的人的性别（没有证件号码时）。")
@click.option("--to", "village", default="", metavar="代码", help="迁移：迁往的村。")
@click.option("--withdraw", default="", metavar="编号", help="撤回这条变动。")
@_RELATION
@_REASON
@pass_call
def record_event(call: Call, /, household: str | None, withdraw: str, reason: str, **told: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk

    if bool(withdraw) == bool(household):
        raise usage_error("写上户来记变动，或用 --withdraw 写上要撤回的变动编号，二者选一。")
    with opened_desk(call) as desk:
        done = desk.dynamics.withdraw(withdraw, reason) if withdraw else _record(desk, household or "", reason, told)
        desk.is_changed = done.event is not None
    return print_recorded(call, done, "已撤回" if withdraw else "已记下")


def _record(desk: "Desk", household: str, reason: str, told: dict[str, Any]) -> Any:
    from ffp_desktop.services.dynamics import Event, EventPerson, kind_names

    if told["kind"] not in kind_names():
        raise usage_error(f"--kind 要从这些里选：{'、'.join(kind_names())}。")
    if not told["date"]:
        raise usage_error("缺少参数 --date。")
    desk.wanted(told["village"])
    found = desk.households.find(household)
    persons = _persons(desk, found, told["people"], () if told["name"] else told["relations"])
    if told["name"]:
        relation = told["relations"][0].rpartition("=")[2] if told["relations"] else ""
        persons += (EventPerson("", told["name"], told["id_number"], told["sex"], relation),)
    event = Event("", told["kind"], told["date"], "", found, persons, other_village=told["village"], reason=reason)
    return desk.dynamics.record(event)


def _persons(
    desk: "Desk", household: str, people: Sequence[str], relations: Sequence[str]
) -> "tuple[EventPerson, ...]":
    """The people named on the line, with their names as the household knows them and their relations afterwards."""
    from ffp_desktop.services.dynamics import EventPerson

    names = {resident.member: resident.name for resident in desk.households.residents(household)}
    told: dict[str, str] = {}
    for entry in relations:
        person, sign, relation = entry.rpartition("=")
        if not sign or not person or not relation:
            raise usage_error("--relation 要写成 人=关系，例如 …=配偶。")
        told[desk.households.find_person(person)] = relation
    members = list(dict.fromkeys((*(desk.households.find_person(person) for person in people), *told)))
    found = []
    for member in members:
        name = names.get(member) or desk.households.show_person(member).name
        found.append(EventPerson(member, name, relation=told.get(member, "")))
    return tuple(found)


def _encode_card(card: "HouseholdCard", sides: "SideBySide | None") -> dict[str, Any]:
    encoded: dict[str, Any] = {
        "id": card.state.id,
        "village": card.state.village,
        "gone_into": card.state.gone_into or None,
        "residents": [{"member": r.member, "name": r.name, "relation": r.relation} for r in card.residents],
        "surveys": [{"id": s.id, "number": s.number, "round": s.round, "state": s.state.value} for s in card.surveys],
        "events": [encode_event_line(event) for event in card.events],
    }
    if sides is not None:
        encoded["rounds"] = [header.round.id for header in sides.headers]
        encoded["answers"] = [
            {
                "item": row.place.item,
                "member": row.place.member,
                "label": row.label,
                "name": row.member_name,
                "texts": row.texts,
                "changed": row.changed,
            }
            for row in sides.rows
        ]
    return encoded


def _print_sides(sides: "SideBySide") -> None:
    print_line("")
    headings = ("项目", "成员", *(header.round.id for header in sides.headers))
    rows = [
        (row.label, row.member_name, *(f"* {t}" if new else t for t, new in zip(row.texts, row.changed, strict=True)))
        for row in sides.rows
    ]
    print_table(headings, rows)
