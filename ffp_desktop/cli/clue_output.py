"""How clues, visit tasks and the ledger's counts are shown: shared by `ffp clue` and `ffp ledger`.

API: `clue_options` gives a command the ledger's filters, `read_clue_filter(desk, given)` reads them;
`print_lines`, `print_tasks`, `print_clue`, `encode_line`, `encode_counts`.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.command import Call
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.campaign.clues import Clue, ClueSides, Said
    from ffp_desktop.services.campaign.ledger import ClueCounts, ClueFilter, LedgerLine
    from ffp_desktop.services.campaign.visits import VisitTask

_OPTIONS = (
    click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的（6、9 或 12 位代码）。"),
    click.option("--kind", "kinds", multiple=True, metavar="种类", help="只要这种名单的，可以写几次。"),
    click.option("--department", default="", metavar="部门", help="只要这个部门推送的。"),
    click.option("--result", default="", metavar="结果", help="只要这种结果的：待核实、纳入监测、未纳入……"),
    click.option("--open", "is_open", is_flag=True, help="只要还没有答复的。"),
    click.option("--answered", is_flag=True, help="只要已经答复的。"),
    click.option("--list", "list_id", default="", metavar="名单", help="只要这份名单的（编号或编号的末几位）。"),
    click.option("--household", default="", metavar="户", help="只要这一户的。"),
    click.option("--search", default="", metavar="文字", help="姓名、拼音首字母或证件号码的一部分。"),
    click.option("--conflicts", is_flag=True, help="只要两边答复不一致的。"),
    click.option("--round", "round_id", default="", metavar="轮次", help="哪一轮的；不写就是现在这一轮。"),
)
_Command = Callable[..., int]


def clue_options(command: _Command) -> _Command:
    """Gives a command the options; it takes them as keywords and hands them to `read_clue_filter`."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def read_clue_filter(desk: "Desk", given: dict[str, Any]) -> "ClueFilter":
    """Raises FfpError `survey.village_unknown`, `list.unknown`, `household.unknown`, and what click raises."""
    from ffp_desktop.services.campaign.clues import Result
    from ffp_desktop.services.campaign.ledger import Answered, ClueFilter
    from ffp_desktop.services.campaign.lists import Lists

    if given["is_open"] and given["answered"]:
        raise usage_error("--open 和 --answered 只写一个。")
    if given["result"] and given["result"] not in list(Result):
        raise usage_error(f"--result 没有“{given['result']}”。可以写：{'、'.join(Result)}。")
    answered = Answered.OPEN if given["is_open"] else Answered.DONE if given["answered"] else Answered.ALL
    return ClueFilter(
        round=given["round_id"],
        list=Lists(desk.vault).get(given["list_id"]).id if given["list_id"] else "",
        kinds=given["kinds"],
        department=given["department"],
        village=desk.wanted(given["village"]).village,
        result=given["result"],
        answered=answered,
        text=given["search"],
        household=desk.households.find(given["household"]) if given["household"] else "",
        conflicts=given["conflicts"],
    )


def print_lines(call: "Call", lines: "Sequence[LedgerLine]", total: int, waiting: int) -> None:
    """Lines of the ledger, and how many there are."""
    if call.as_json:
        print_json({"total": total, "open": waiting, "clues": [encode_line(line) for line in lines]})
        return
    headings = ("推送日期", "部门", "种类", "姓名", "证件号码", "村", "户主", "结果", "核实日期", "编号")
    print_table(headings, [_cells(line) for line in lines])
    more = f"，这里是 {len(lines)} 条" if len(lines) < total else ""
    print_line(f"共 {total} 条，待核实 {waiting} 条{more}。")


def print_tasks(call: "Call", due: "Sequence[VisitTask]", visited: "Sequence[VisitTask]", shows_visited: bool) -> None:
    """Those that are due, or those of households that were visited already."""
    if call.as_json:
        print_json({"due": [_encode_task(task) for task in due], "visited": [_encode_task(task) for task in visited]})
        return
    shown = visited if shows_visited else due
    rows = [
        (
            "绿色通道" if task.is_green else "",
            task.since,
            task.place,
            task.name,
            "、".join(task.people),
            "、".join(task.kinds),
            task.why_not or task.number or "—",
            task.household or task.clues[0],
        )
        for task in shown
    ]
    print_table(
        ("", "最早推送", "地址", "户主", "名单上的人", "种类", "为什么" if shows_visited else "本轮表号", "户"), rows
    )
    clues = sum(len(task.clues) for task in due)
    print_line(f"要入户 {len(due)} 户（{clues} 条线索）；已入户、不再重复的 {len(visited)} 户。")


def print_clue(
    call: "Call", line: "LedgerLine", history: "Sequence[Said]", sides: "ClueSides", look_at: Sequence[str]
) -> None:
    """One clue with all that was ever said of it."""
    if call.as_json:
        told = [_encode_said(said) for said in history]
        differing = [_encode_said(said) for said in (*sides.answers, *sides.matches)]
        print_json(encode_line(line) | {"history": told, "conflict": differing, "look_at": list(look_at)})
        return
    clue = line.clue
    print_line(f"{clue.told.name}  {clue.told.id_number}  {line.township}{line.village}  {clue.result.value}")
    print_line(f"{clue.date or clue.at[:10]} {clue.department} {clue.kind}，名单第 {clue.told.row} 行")
    if line.told:
        print_line(line.told)
    if look_at:
        print_line(f"入户要看：{'、'.join(look_at)}")
    for said in history:
        print_line(f"{said.at.replace('T', ' ')}  {said.author}  {_words(said)}")
    for said in sides.answers:
        print_line(f"不一致：{said.at.replace('T', ' ')}  {said.author}  {_words(said)}")


def encode_line(line: "LedgerLine") -> dict[str, Any]:
    clue = line.clue
    return encode_clue(clue) | {
        "township": line.township,
        "village_name": line.village,
        "head_name": line.head_name,
        "survey_number": line.number,
        "green_channel": line.is_green,
    }


def encode_clue(clue: "Clue") -> dict[str, Any]:
    encoded = asdict(clue)
    encoded["told"]["more"] = dict(clue.told.more)
    return encoded | {"result": clue.result.value, "is_open": clue.is_open}


def encode_counts(counts: "ClueCounts") -> dict[str, Any]:
    return asdict(counts)


def _cells(line: "LedgerLine") -> tuple[object, ...]:
    clue, answer = line.clue, line.clue.answer
    kind = f"★{clue.kind}" if line.is_green else clue.kind
    found = (clue.result.value, answer.date if answer else "")
    person = (clue.told.name, clue.told.id_number, line.village or line.township, line.head_name)
    return (clue.date or clue.at[:10], clue.department, kind, *person, *found, clue.id[-12:])


def _encode_task(task: "VisitTask") -> dict[str, Any]:
    return asdict(task)


def _encode_said(said: "Said") -> dict[str, Any]:
    return asdict(said)


def _words(said: "Said") -> str:
    parts = ["登记名单"] if said.is_told else []
    if said.village:
        parts.append(f"转到 {said.village}")
    if said.match is not None and said.match.how.value:
        parts.append(
            f"认定（{said.match.how.value}）" + (f"户 {said.match.household[-12:]}" if said.match.household else "")
        )
    if said.answer is not None:
        answer = said.answer
        parts.append(
            f"{answer.date} {'、'.join(answer.by)} 核实：{answer.result.value}"
            + (f"，{answer.reason}" if answer.reason else "")
        )
    if said.is_open_again:
        parts.append("重新核实")
    return "；".join((*parts, *([said.reason] if said.reason else []))) or "取消认定"
