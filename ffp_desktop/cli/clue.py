"""`ffp clue`: clues of departments' lists: who is meant, what was found, whom to visit; and the kinds of lists."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.clue_output import (
    clue_options,
    encode_clue,
    print_clue,
    print_lines,
    print_tasks,
    read_clue_filter,
)
from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.campaign.clues import Clue, Clues
    from ffp_desktop.services.campaign.visits import Visits

_CLUES = click.argument("clues", nargs=-1, required=True, metavar="编号…")
_REASON = click.option("--reason", default="", metavar="原因", help="为什么。")


@click.group("clue", cls=FfpGroup, help="名单线索：列出、认定是谁、答复、入户任务和名单种类。")
def clue_group() -> None:
    """The clues' commands."""


@clue_group.command("list", help="列出线索，可以按村、种类、部门、结果和姓名筛选。")
@clue_options
@click.option("--limit", type=click.IntRange(0), default=200, metavar="条数", help="最多列几条，0 是全部；不写是 200。")
@pass_call
def list_clues(call: Call, /, limit: int, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.ledger import Ledger

    with opened_desk(call) as desk:
        found = Ledger(desk.vault, desk.regions).find(read_clue_filter(desk, given))
        lines = found.page(0, limit)
    print_lines(call, lines, found.total, found.counts.open)
    return 0


@clue_group.command("show", help="看一条线索：名单怎么说，后来谁说了什么，入户要看什么。")
@click.argument("clue", metavar="编号")
@pass_call
def show_clue(call: Call, clue: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.ledger import Ledger
    from ffp_desktop.services.list_kinds import kinds_of

    with opened_desk(call) as desk:
        clues = _clues(desk)
        found = clues.get(clue)
        line, history, sides = (
            Ledger(desk.vault, desk.regions).line(found.id),
            clues.history(found.id),
            clues.sides(found.id),
        )
        kind = kinds_of(desk.vault).find(found.kind)
        items = desk.form.items
        look_at = [items[item].place_name for item in (kind.look_at if kind else ()) if item in items]
    print_clue(call, line, history, sides, look_at)
    return 0


@clue_group.command("answer", help="答复一条或几条线索；--reopen 是重新核实，--with-visit 用这一户最近一次入户来答复。")
@_CLUES
@click.option("--result", default="", metavar="结果", help="核实结果，例如 未纳入、情况不属实、已死亡。")
@click.option("--by", "names", multiple=True, metavar="姓名", help="核实人，可以写几次。")
@click.option("--date", default="", metavar="日期", help="核实日期，写成 2023-02-20。")
@_REASON
@click.option("--evidence", default="", metavar="佐证", help="有什么佐证材料。")
@click.option("--reopen", is_flag=True, help="原来的答复不对，重新核实（要写原因）。")
@click.option("--with-visit", is_flag=True, help="用这一户最近一次入户的结果答复。")
@pass_call
def answer_clues(call: Call, /, clues: tuple[str, ...], reopen: bool, with_visit: bool, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk

    if reopen + with_visit + bool(given["result"]) != 1:
        raise usage_error("--result、--reopen、--with-visit 写其中一个。")
    with opened_desk(call) as desk:
        ids = [_clues(desk).get(clue).id for clue in clues]
        if with_visit:
            done = _answer_with_visit(desk, ids)
        elif reopen:
            done = _clues(desk).reopen(ids, given["reason"])
        else:
            done = _clues(desk).answer(ids, _read_answer(given))
        desk.is_changed = True
    return _answer_for(call, done)


@clue_group.command("accept", help="认定线索说的是哪一户、哪个人；--nobody 是查无此人，--undo 是取消认定。")
@_CLUES
@click.option("--household", default="", metavar="户", help="户编号或表号。")
@click.option("--member", default="", metavar="人", help="人员编号或证件号码；不写就是说这一户。")
@click.option("--nobody", is_flag=True, help="查无此人。")
@click.option("--undo", is_flag=True, help="取消原来的认定（要写原因）。")
@_REASON
@pass_call
def accept_clues(
    call: Call, clues: tuple[str, ...], household: str, member: str, nobody: bool, undo: bool, reason: str
) -> int:
    from ffp_desktop.cli.opening import opened_desk

    if nobody + undo + bool(household) != 1:
        raise usage_error("--household、--nobody、--undo 写其中一个。")
    with opened_desk(call) as desk:
        service = _clues(desk)
        ids = [service.get(clue).id for clue in clues]
        if undo:
            done = service.unmatch(ids, reason)
        elif nobody:
            done = service.not_found(ids)
        else:
            person = desk.households.find_person(member) if member else ""
            done = service.accept(ids, desk.households.find(household), person)
        desk.is_changed = True
    return _answer_for(call, done)


@clue_group.command("move", help="把线索转到本单位的另一个村。")
@_CLUES
@click.option("--village", required=True, metavar="代码", help="村的 12 位代码。")
@pass_call
def move_clues(call: Call, clues: tuple[str, ...], village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        service = _clues(desk)
        done = service.move([service.get(clue).id for clue in clues], village)
        desk.is_changed = True
    return _answer_for(call, done)


@clue_group.command("tasks", help="入户任务：一户一条，绿色通道在前，再按推送先后；--days 改几天内不重复入户。")
@click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的。")
@click.option("--visited", is_flag=True, help="列出已入户、不再重复的户和原因。")
@click.option("--days", type=int, metavar="天数", help="名单之前几天内入过户的不再入户（管理员）。")
@pass_call
def list_tasks(call: Call, village: str, visited: bool, days: int | None) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        visits = _visits(desk)
        if days is not None:
            visits.set_days(days)
            desk.is_changed = True
        tasks = visits.tasks(desk.wanted(village).village)
    print_tasks(call, tasks.due, tasks.visited, visited)
    return 0


@clue_group.command("kinds", help="名单种类：列出；--add 增加或改一种，--retire 停用，--use-again 恢复（管理员）。")
@click.option("--add", default="", metavar="名称", help="增加或改这一种。")
@click.option("--department", default="", metavar="部门", help="由哪个部门推送。")
@click.option("--key", is_flag=True, help="属于十类重点人群。")
@click.option("--green", is_flag=True, help="走绿色通道。")
@click.option("--look-at", multiple=True, metavar="项", help="入户要看的项（代号，如 safe_water），可以写几次。")
@click.option("--retire", default="", metavar="名称", help="停用这一种（要写原因）。")
@click.option("--use-again", default="", metavar="名称", help="恢复停用的一种。")
@_REASON
@pass_call
def list_kinds(call: Call, /, add: str, retire: str, use_again: str, reason: str, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.list_kinds import Kinds, ListKind

    if sum(map(bool, (add, retire, use_again))) > 1:
        raise usage_error("--add、--retire、--use-again 只写一个。")
    with opened_desk(call) as desk:
        kinds = Kinds(desk.vault)
        if add:
            kinds.save(ListKind(add, given["department"], given["key"], given["green"], given["look_at"]))
        elif retire:
            kinds.retire(retire, reason)
        elif use_again:
            kinds.take_back(use_again)
        desk.is_changed = bool(add or retire or use_again)
        found = kinds.all()
    if call.as_json:
        print_json([asdict(kind) for kind in found])
        return 0
    rows = [
        (k.name, k.department, "是" if k.is_key else "", "是" if k.is_green else "", "、".join(k.look_at), k.retired)
        for k in found
    ]
    print_table(("种类", "部门", "重点人群", "绿色通道", "入户要看", "停用原因"), rows)
    return 0


def _clues(desk: "Desk") -> "Clues":
    from ffp_desktop.services.campaign.clues import Clues

    return Clues(desk.vault, desk.regions)


def _visits(desk: "Desk") -> "Visits":
    from ffp_desktop.services.campaign.visits import Visits

    return Visits(desk.vault, desk.surveys, desk.regions)


def _answer_with_visit(desk: "Desk", ids: Sequence[str]) -> "tuple[Clue, ...]":
    """Every task that one of the clues belongs to is answered whole: one visit answers all."""
    visits = _visits(desk)
    tasks = visits.tasks()
    wanted = [task for task in (*tasks.due, *tasks.visited) if set(task.clues) & set(ids)]
    return tuple(clue for task in wanted for clue in visits.answer_with_visit(task))


def _read_answer(given: dict[str, Any]) -> Any:
    from ffp_desktop.services.campaign.clues import GIVEN, Answer, Result

    if given["result"] not in list(GIVEN):
        raise usage_error(f"--result 没有“{given['result']}”。可以写：{'、'.join(GIVEN)}。")
    result = Result(given["result"])
    return Answer(result, given["date"], given["names"], given["reason"], given["evidence"])


def _answer_for(call: Call, done: "Sequence[Clue]") -> int:
    if call.as_json:
        print_json([encode_clue(clue) for clue in done])
    else:
        for clue in done:
            how = clue.match.how.value or "没有认定"
            print_line(f"{clue.id[-12:]}  {clue.told.name}  {how}  {clue.result.value}")
        print_line(f"共 {len(done)} 条。")
    return 0
