"""`ffp archive`: 一般农户特殊档案 of key-person households that were not included."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.archive.files import Archive, ArchiveLine, ArchiveLook
    from ffp_desktop.services.archive.papers import ArchivePapers

_PARTS = ("有缺的", "齐全的", "没有编号", "编号重复")
_VILLAGE = click.option("--village", default="", metavar="代码", help="只要这个旗、乡镇或村的（6、9 或 12 位代码）。")
_PART = click.option("--part", type=click.Choice(_PARTS), metavar="哪些", help=f"只要这些：{'、'.join(_PARTS)}。")
_OUT = click.option("--out", type=click.Path(path_type=Path), required=True, metavar="文件", help="写成这个文件。")


@click.group("archive", cls=FfpGroup, help="一般农户特殊档案：重点人群里没有纳入监测的户，每户一份。")
def archive_group() -> None:
    """The commands of the archives."""


@archive_group.command("list", help="列出档案：编号、户主、研判、还缺什么。")
@_VILLAGE
@_PART
@pass_call
def list_archives(call: Call, village: str, part: str | None) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        look = _archive(desk).look(desk.wanted(village).village)
        lines, papers = _of(look, part), _papers(desk)
        encoded = [_encode(line, papers) for line in lines]
    if call.as_json:
        print_json({"total": len(look.lines), "unvisited": look.unvisited, "archives": encoded})
        return 0
    headings = ("档案编号", "表号", "村", "户主", "重点人群", "研判人", "材料", "存放位置", "还缺")
    print_table(headings, [_cells(line) for line in encoded])
    print_line(f"列出 {len(lines)} 份，共 {len(look.lines)} 份。")
    if look.unvisited:
        print_note(f"另有 {look.unvisited} 户重点人群本轮还没有排查。")
    return 0


@archive_group.command("check", help="看齐不齐：有缺的档案缺什么；全齐时退出码是 0。")
@_VILLAGE
@pass_call
def check_archives(call: Call, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.archive.files import Part

    with opened_desk(call) as desk:
        look = _archive(desk).look(desk.wanted(village).village)
    gaps: dict[str, int] = {}
    for line in look.lines:
        for gap in line.gaps:
            gaps[gap] = gaps.get(gap, 0) + 1
    whole = look.counts.get(Part.WHOLE, 0)
    if call.as_json:
        print_json({"total": len(look.lines), "whole": whole, "gaps": gaps, "unvisited": look.unvisited})
    else:
        print_table(("缺什么", "份数"), sorted(gaps.items()))
        print_line(f"共 {len(look.lines)} 份，齐全 {whole} 份，有缺的 {len(look.lines) - whole} 份。")
    return 1 if whole < len(look.lines) else 0


@archive_group.command("number", help="给没有编号的档案编号；写表号和 --as 就改一个编号。")
@click.argument("surveys", nargs=-1, metavar="[表号…]")
@_VILLAGE
@_PART
@click.option("--place", default="", metavar="位置", help="纸质档案放在哪里。")
@click.option("--as", "number", type=int, metavar="数", help="改成这个编号，要写 --reason。")
@click.option("--reason", default="", metavar="原因", help="为什么改编号。")
@pass_call
def number_archives(
    call: Call, surveys: tuple[str, ...], village: str, part: str | None, place: str, number: int | None, reason: str
) -> int:
    from ffp_desktop.cli.opening import opened_desk

    if number is not None and len(surveys) != 1:
        raise usage_error("--as 一次只改一户的编号，请写一个表号。")
    with opened_desk(call) as desk:
        archive = _archive(desk)
        look = archive.look(desk.wanted(village).village)
        chosen = tuple(map(look.find, surveys)) or _of(look, part)
        if number is not None:
            archive.renumber(chosen[0], number, reason)
        done = 1 if number is not None else archive.number(chosen, place)
        if place:
            for line in chosen:
                archive.file(line, place)
        desk.is_changed = True
    if call.as_json:
        print_json({"numbered": done})
    else:
        print_line(f"编了 {done} 份。" if number is None else f"已改成 {number} 号。")
    return 0


@archive_group.command("catalogue", help="档案目录：写成 .xlsx 或 .pdf。")
@_OUT
@_VILLAGE
@_PART
@pass_call
def write_catalogue(call: Call, out: Path, village: str, part: str | None) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        lines = _of(_archive(desk).look(desk.wanted(village).village), part)
        _papers(desk).write_catalogue(lines, out, desk.surveys.current_round())
    return _told(call, out, len(lines), "份档案的目录")


@archive_group.command("covers", help="档案封面：写成 .pdf，每份一页。")
@click.argument("surveys", nargs=-1, metavar="[表号…]")
@_OUT
@_VILLAGE
@_PART
@pass_call
def write_covers(call: Call, surveys: tuple[str, ...], out: Path, village: str, part: str | None) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        look = _archive(desk).look(desk.wanted(village).village)
        lines = tuple(map(look.find, surveys)) or _of(look, part)
        pages = _papers(desk).write_covers(lines, out, desk.surveys.current_round())
    return _told(call, out, pages, "张封面")


# ---- private


def _archive(desk: "Desk") -> "Archive":
    from ffp_desktop.services.archive.files import Archive
    from ffp_desktop.services.archive.key_persons import key_persons_of

    return Archive(desk.vault, desk.surveys, key_persons_of(desk.vault))


def _papers(desk: "Desk") -> "ArchivePapers":
    from ffp_desktop.services.archive.papers import ArchivePapers

    return ArchivePapers(desk.vault, desk.regions)


def _of(look: "ArchiveLook", part: str | None) -> "tuple[ArchiveLine, ...]":
    from ffp_desktop.services.archive.files import Part

    return look.of(Part(part) if part else None)


def _encode(line: "ArchiveLine", papers: "ArchivePapers") -> dict[str, Any]:
    return {
        "archive": papers.name_of(line.record),
        "number": line.row.number,
        "village": line.row.village,
        "place_name": papers.village_name(line),
        "head_name": line.row.head_name,
        "kinds": list(line.kinds),
        "at_risk": line.judged.at_risk,
        "reason": line.judged.reason,
        "judges": list(line.judged.judges),
        "papers": line.papers,
        "evidence": line.evidence,
        "place": line.record.place,
        "gaps": list(line.gaps),
    }


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    material = f"{line['papers']}+{line['evidence']}"
    named = (line["archive"], line["number"], line["place_name"], line["head_name"])
    return (
        *named,
        "、".join(line["kinds"]),
        "、".join(line["judges"]),
        material,
        line["place"],
        "、".join(line["gaps"]),
    )


def _told(call: Call, out: Path, count: int, what: str) -> int:
    if call.as_json:
        print_json({"file": str(out), "count": count})
    else:
        print_line(f"已写成 {out}，{count} {what}。")
    return 0
