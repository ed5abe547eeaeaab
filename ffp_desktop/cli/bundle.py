"""`ffp bundle`: bundles out to a stick and in again, receipts, the outbox, and looking at a file from outside."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.kept import list_held, list_waiting, reckon_vault, take_held
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from ffp_desktop.cli.exchange import ExchangeDesk
    from ffp_desktop.services.bundles.attachment_parts import PartLine, TakenPart
    from ffp_desktop.services.bundles.preview import Preview
    from ffp_desktop.services.bundles.receiving import FolderLine, Imported, Receiving

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path)
WAITING = "bundle.waiting"


@click.group("bundle", cls=FfpGroup, help="包：用U盘上报、导入、回执。")
def bundle_group() -> None:
    """The bundle commands."""


for _command in (list_held, take_held, list_waiting, reckon_vault):
    bundle_group.add_command(_command)


@bundle_group.command("export", help="把新记录写成包；不写给谁就是上一级单位。")
@click.option("--out", "folder", type=_FOLDER, required=True, metavar="文件夹", help="写到这里，一般是U盘。")
@click.option("--to", default="", metavar="代码", help="给下面的这个单位。")
@click.option("--village", "villages", multiple=True, metavar="代码", help="只要这个村的，可以写几次。")
@click.option("--all", "everything", is_flag=True, help="全部重发，不只是上次回执以后的。")
@pass_call
def export_bundle(call: Call, folder: Path, to: str, villages: tuple[str, ...], everything: bool) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        plan = exchange.sending.plan(to, villages, everything)
        sent = exchange.sending.write(plan, folder)
        exchange.desk.is_changed = True
    if call.as_json:
        print_json([asdict(one) for one in sent])
        return 0
    states = "，".join(f"{state} {count}" for state, count in sorted(plan.states.items()))
    print_line(f"给 {plan.to}：{plan.surveys} 户有新记录（全部：{states or '无'}）。")
    if plan.attachments:
        pictures = sum(len(part.sizes) for part in plan.attachments)
        print_line(f"附件：{pictures} 张，另写 {len(plan.attachments)} 个文件。")
    for one in sent:
        print_line(f"已写好并核对：{folder / one.name}（{one.size} 字节）")
    print_line("收到回执以前请保管好，包留在待回执里。")
    return 0


@bundle_group.command("import", help="导入一个包和跟着它的附件，或一个文件夹里所有的包；回执写在旁边。")
@click.argument("place", type=_FILE, metavar="文件或文件夹")
@click.option("--preview", "only_look", is_flag=True, help="只看会有什么变化，不导入。")
@click.option("--hold", "held", multiple=True, metavar="表号", help="这一户先放着不取用，可以写几次。")
@pass_call
def import_bundle(call: Call, place: Path, only_look: bool, held: tuple[str, ...]) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.services.bundles.inspection import PART_SUFFIX, read_bundle_file
    from ffp_desktop.services.bundles.receiving import FolderLine

    if place.suffix == PART_SUFFIX and only_look:
        raise usage_error("附件没有要先看的变化。要看是谁给谁的，请用 ffp bundle inspect。")
    with opened_exchange(call) as exchange:
        receiving = exchange.receiving
        if place.is_dir():
            return _finish_folder(call, exchange, place, receiving.take_folder(place))
        if place.suffix == PART_SUFFIX:
            line = FolderLine(place.name, None, None, receiving.parts.take(read_bundle_file(place)))
            return _finish_folder(call, exchange, place.parent, (line,))
        preview = _look(exchange, read_bundle_file(place), only_look)
        if not only_look:
            imported = receiving.accept(preview, _surveys_of(preview, held))
            _write_receipts(receiving, imported, place.parent)
            parts = receiving.parts.take_folder(place.parent, preview.header)
            for part in parts:
                if part.taken is not None:
                    receiving.write_receipt(part.taken, place.parent)
            exchange.desk.is_changed = True
    _print_preview(call, preview, "" if only_look else imported.receipt_name, () if only_look else parts)
    return 0


@bundle_group.command("inspect", help="看一个包是谁给谁的、第几号、有多大；不解密，也不用打开数据库。")
@click.argument("file", type=_FILE, metavar="文件")
@pass_call
def inspect_bundle(call: Call, file: Path) -> int:
    from ffp_desktop.services.bundles.inspection import inspect_file

    found = inspect_file(file)
    if call.as_json:
        print_json(asdict(found))
        return 0
    print_line(f"从 {found.source}（{found.label or '没有登记'}）给 {found.to}")
    print_line(f"第 {found.sequence} 号，第 {found.part} 个文件，共 {found.parts} 个，{found.created}")
    print_line(f"设备指纹：{found.fingerprint}")
    print_line("签名和它写明的设备相符；这台设备可不可信，导入时才核对。")
    return 0


@bundle_group.command("receipt", help="读上级写的回执；对上的包就算送到了。")
@click.argument("file", type=_FILE, metavar="文件")
@pass_call
def take_receipt(call: Call, file: Path) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.services.bundles.inspection import read_bundle_file

    with opened_exchange(call) as exchange:
        sent = exchange.sending.take_receipt(read_bundle_file(file))
        exchange.desk.is_changed = True
    if call.as_json:
        print_json(asdict(sent))
    else:
        print_line(f"第 {sent.sequence} 号包已经送到：{sent.name}")
    return 0


@bundle_group.command("outbox", help="列出还没有回执的包。")
@pass_call
def list_outbox(call: Call) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        waiting = exchange.sending.outbox()
    if call.as_json:
        print_json([asdict(one) for one in waiting])
        return 0
    print_table(("号", "给", "写于", "文件"), [(one.sequence, one.receiver, one.at, one.name) for one in waiting])
    print_line(f"共 {len(waiting)} 个包没有回执。")
    return 0


@bundle_group.command("again", help="把待回执的一个包原样再写一次。")
@click.argument("sequence", type=int, metavar="号")
@click.option("--out", "folder", type=_FOLDER, required=True, metavar="文件夹", help="写到这里，一般是U盘。")
@pass_call
def write_again(call: Call, sequence: int, folder: Path) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.errors import FfpError

    with opened_exchange(call) as exchange:
        found = [one for one in exchange.sending.outbox() if one.sequence == sequence]
        if not found:
            raise FfpError("bundle.unknown", "待回执里没有这个号。请用 ffp bundle outbox 核对。")
        files = [exchange.sending.files.copy(one, folder) for one in found]
        exchange.desk.is_changed = True
    if call.as_json:
        print_json([str(file) for file in files])
    else:
        for file in files:
            print_line(f"已写好并核对：{file}")
    return 0


@bundle_group.command("undo", help="撤销最近一次导入；以后写过或导出过就不能了。")
@pass_call
def undo_import(call: Call) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        undone = exchange.receiving.undo()
        exchange.desk.is_changed = True
    if call.as_json:
        print_json({"bundle": undone.id, "source": undone.source, "sequence": undone.sequence})
    else:
        print_line(f"已撤销：{undone.source} 的第 {undone.sequence} 号包。")
    return 0


def _look(exchange: "ExchangeDesk", content: bytes, only_look: bool) -> "Preview":
    """The preview; a bundle that has to wait for another one is kept in the vault, and said so."""
    try:
        return exchange.receiving.look(content)
    except FfpError as error:
        if error.code == WAITING and not only_look:
            exchange.receiving.keep(content)
            exchange.desk.is_changed = True
        raise


def _surveys_of(preview: "Preview", numbers: tuple[str, ...]) -> frozenset[str]:
    known = {line.number: line.survey for line in preview.lines}
    for number in numbers:
        if number not in known:
            raise usage_error(f"包里没有 {number} 这张表，请先用 --preview 核对。")
    return frozenset(known[number] for number in numbers)


def _write_receipts(receiving: "Receiving", imported: "Imported", folder: Path) -> None:
    for one in (imported, *imported.followed):
        receiving.write_receipt(one, folder)


def _finish_folder(call: Call, exchange: "ExchangeDesk", folder: Path, lines: "tuple[FolderLine, ...]") -> int:
    """Writes the receipts of what was taken, and says what became of each file."""
    for line in lines:
        if line.imported is not None:
            _write_receipts(exchange.receiving, line.imported, folder)
        if line.part is not None:
            exchange.receiving.write_receipt(line.part, folder)
    is_kept = bool(exchange.receiving.waiting())
    exchange.desk.is_changed = is_kept or any(line.imported or line.part for line in lines)
    return _print_folder(call, lines)


def _print_preview(call: Call, preview: "Preview", receipt: str, parts: "tuple[PartLine, ...]") -> None:
    from ffp_desktop.services.bundles.preview import Change

    counts = {change.value: preview.count(change) for change in Change}
    if call.as_json:
        lines = [asdict(line) for line in preview.lines]
        forks = [asdict(fork) for fork in preview.forks]
        header = preview.header.encode()
        taken = [part.taken.pictures for part in parts if part.taken]
        print_json(
            {"header": header, "counts": counts, "surveys": lines, "forks": forks, "receipt": receipt}
            | {"attachments": sum(taken)}
        )
        return
    print_line(f"从 {preview.header.source} 来的第 {preview.header.sequence} 号包")
    print_table(("变化", "户数"), list(counts.items()))
    for line in preview.lines:
        if line.twice:
            print_line(f"{line.number} 里有人也在 {'、'.join(line.twice)}，请核对。")
    _print_forks(preview)
    for part in parts:
        said = _say_part(part.taken) if part.taken else part.error and part.error.sentence
        print_line(f"{part.name}：{said}")
    print_line(f"已导入，回执：{receipt}" if receipt else "只是看看，没有导入。")


def _print_forks(preview: "Preview") -> None:
    """Names every device that has two histories; the one that this is goes on under a new number by itself."""
    for fork in preview.forks:
        print_line(f"设备{fork.device[:6]}在{fork.village}有两份历史，从第{fork.number}号起不同，两份都保留。")
        if fork.is_own:
            print_line("那是本机：数据被复制过或恢复过。导入后本机用新的编号，不用再做什么。")
        else:
            print_line("请问对方是不是复制过数据或换过电脑，再给那个村写一个包，让它换新的编号。")


def _print_folder(call: Call, lines: "tuple[FolderLine, ...]") -> int:
    if call.as_json:
        answers = [
            {
                "file": line.name,
                "revisions": line.imported.revisions if line.imported else 0,
                "forks": [asdict(fork) for fork in line.imported.preview.forks] if line.imported else [],
                "attachments": line.part.pictures if line.part else 0,
                "error": line.error.code if line.error else "",
            }
            for line in lines
        ]
        print_json(answers)
    else:
        for line in lines:
            print_line(f"{line.name}：{line.error.sentence if line.error else _say_taken(line)}")
            if line.imported is not None:
                _print_forks(line.imported.preview)
        print_line(f"共 {len(lines)} 个包。")
    return 1 if any(line.error and line.error.code != "bundle.replayed" for line in lines) else 0


def _say_taken(line: "FolderLine") -> str:
    return _say_part(line.part) if line.part else f"已导入，回执：{line.imported and line.imported.receipt_name}"


def _say_part(part: "TakenPart") -> str:
    return f"附件 {part.pictures} 张，新到 {part.new} 张，回执：{part.receipt_name}"
