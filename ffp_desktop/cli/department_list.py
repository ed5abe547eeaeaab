"""`ffp list`: departments' lists: taken in, looked at, matched again, taken back, their files taken out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.department_list_output import (
    encode_list,
    print_looked,
    print_preview,
    print_refused,
    print_rows,
)
from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.campaign.list_import import ListImport
    from ffp_desktop.services.workbook_import.opening import OpenedWorkbook

_LIST = click.argument("list_id", metavar="名单")
_LIMIT = click.option("--limit", type=click.IntRange(0), default=200, metavar="条数", help="最多列几条，0 是全部。")


@click.group("list", cls=FfpGroup, help="部门名单：登记、查看、比对到人、撤回、取出原文件。")
def list_group() -> None:
    """The lists' commands."""


@list_group.command("import", help="登记一份名单（.xlsx .xls .ods .et .csv），逐行比对到人；有没收的行时退出码是 1。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--kind", required=True, metavar="种类", help="名单种类，见 ffp clue kinds。")
@click.option("--department", default="", metavar="部门", help="推送部门，不写就是这一种的部门。")
@click.option("--date", default="", metavar="日期", help="名单日期，写成 2023-02-10；没写年份的日子按它算。")
@click.option("--letter", default="", metavar="文号", help="推送函的文号。")
@click.option("--title", default="", metavar="名称", help="名单的名称（会随名单下发，不要写人名）。")
@click.option(
    "--place", default="", metavar="代码", help="这是哪个乡镇或村的名单（区划代码），表里只写村名时先在那里找。"
)
@click.option("--sheet", default="", metavar="表名", help="只取这张表（表名，或第几张）；不写就取所有有表头的表。")
@click.option("--map", "maps", multiple=True, metavar="列=内容", help="指明一列是什么，例如 C=姓名、证号=证件号码。")
@click.option("--preview", "only_preview", is_flag=True, help="只看会发生什么，什么都不写入。")
@pass_call
def import_list(call: Call, /, file: Path, sheet: str, maps: tuple[str, ...], only_preview: bool, **given: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.list_import import ListTerms

    with opened_desk(call) as desk:
        service = _imports(desk)
        terms = ListTerms(**given)
        service.lists.kinds.find(terms.kind)
        opened = service.open(file)
        workbook = _map(opened.workbook.only(sheet) if sheet else opened.workbook, service, maps)
        if workbook.real_kind:
            print_note(f"名字不对，其实是{workbook.real_kind}，照内容读的。")
        preview = service.preview(workbook, terms)
        done = None
        if not only_preview:
            desk.is_changed = True
            done = service.put_in(opened.with_workbook(workbook), preview, terms)
            service.remember(workbook)
    print_preview(call, preview, done)
    return 1 if preview.refused else 0


@list_group.command("all", help="列出登记过的名单，新的在前。")
@pass_call
def list_all(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        found = [(told, lists.counts(told.id)) for told in lists.all()]
    if call.as_json:
        print_json([encode_list(told, counts) for told, counts in found])
        return 0
    rows = [
        (
            *(told.id[-12:], told.kind, told.department, told.date, told.letter, told.clues, told.refused),
            *(counts.open, f"撤回：{told.withdrawn}" if told.withdrawn else ""),
        )
        for told, counts in found
    ]
    print_table(("编号", "种类", "部门", "日期", "文号", "线索", "没收", "未答复", ""), rows)
    return 0


@list_group.command("show", help="看一份名单：从哪来、几行、比对到几个、答复了几个。")
@_LIST
@pass_call
def show_list(call: Call, list_id: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        told = lists.get(list_id)
        counts = lists.counts(told.id)
    if call.as_json:
        print_json(encode_list(told, counts))
        return 0
    for name, words in (
        ("编号", told.id),
        ("种类", told.kind),
        ("部门", told.department),
        ("日期", told.date),
        ("文号", told.letter),
        ("名称", told.title),
        ("登记", f"{told.author} {told.at.replace('T', ' ')}"),
        ("撤回", told.withdrawn),
    ):
        if words:
            print_line(f"{name}  {words}")
    print_line(f"共 {told.rows} 行：线索 {told.clues} 条，没收 {told.refused} 行；未答复 {counts.open} 条。")
    print_table(list(counts.by_result), [list(counts.by_result.values())])
    return 0


@list_group.command("rows", help="列出一份名单里的线索，按名单的顺序。")
@_LIST
@_LIMIT
@pass_call
def list_rows(call: Call, list_id: str, limit: int) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        found = lists.rows(lists.get(list_id).id)
        clues = found.page(0, limit)
    print_rows(call, clues, found.total)
    return 0


@list_group.command("refused", help="列出一份名单里没有收的行和原因。")
@_LIST
@pass_call
def list_refused(call: Call, list_id: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        refused = lists.refused(lists.get(list_id).id)
    print_refused(call, refused)
    return 0


@list_group.command(
    "match", help="再比对还没认定的线索：拿得准的直接认定，其余列出可能的人；--accept-namesakes 认定全部同名同村。"
)
@click.argument("list_id", default="", required=False, metavar="名单")
@click.option("--village", default="", metavar="代码", help="只比对这个旗、乡镇或村的。")
@click.option("--accept-namesakes", is_flag=True, help="全村只有一个同名、又没有不同之处的，都认定是。")
@click.option("--preview", "only_preview", is_flag=True, help="只看，什么都不写入。")
@pass_call
def match_list(call: Call, list_id: str, village: str, accept_namesakes: bool, only_preview: bool) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.list_import.rematch import Rematch

    if only_preview and accept_namesakes:
        raise usage_error("--preview 和 --accept-namesakes 只写一个。")
    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        service = Rematch(desk.vault, desk.regions)
        looked = service.look(lists.get(list_id).id if list_id else "", desk.wanted(village).village)
        certain = accepted = 0
        if not only_preview:
            desk.is_changed = True
            certain = service.take_certain(looked)
            accepted = service.accept_namesakes(looked) if accept_namesakes else 0
        print_looked(call, looked, desk.regions, certain, accepted)
    return 0


@list_group.command("withdraw", help="撤回一份名单（要写原因）；线索留着，不再要求答复。")
@_LIST
@click.option("--reason", required=True, metavar="原因", help="为什么撤回。")
@pass_call
def withdraw_list(call: Call, list_id: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lists = _imports(desk).lists
        told = lists.withdraw(lists.get(list_id).id, reason)
        counts = lists.counts(told.id)
        desk.is_changed = True
    if call.as_json:
        print_json(encode_list(told, counts))
    else:
        print_line(f"已撤回“{told.kind}”（{told.clues} 条线索）。")
    return 0


@list_group.command("file", help="取出一份名单的原文件。")
@_LIST
@click.argument("out", type=click.Path(path_type=Path), metavar="存到")
@pass_call
def take_file_out(call: Call, list_id: str, out: Path) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        written = _imports(desk).write_file(list_id, out)
    if call.as_json:
        print_json({"bytes": written})
    else:
        print_line(f"已存好（{written} 字节）。")
    return 0


def _imports(desk: "Desk") -> "ListImport":
    from ffp_desktop.services.campaign.list_import import ListImport

    return ListImport(desk.vault, desk.surveys, desk.shelf, desk.regions)


def _map(opened: "OpenedWorkbook", service: "ListImport", maps: tuple[str, ...]) -> "OpenedWorkbook":
    """Each --map in every sheet that has the column. A column or target nobody knows is a usage error."""
    for one in maps:
        column, sign, wanted = one.rpartition("=")
        target: Any = service.find_target(wanted.strip())
        if not sign or target is None:
            raise usage_error(f"--map 要写成 列=内容，例如 C=姓名；“{wanted.strip()}”认不出来。")
        changed = service.map_column(opened, column.strip(), target)
        if changed is None:
            raise usage_error(f"没有“{column.strip()}”这一列，请用列的字母或表头的文字。")
        opened = changed
    return opened
