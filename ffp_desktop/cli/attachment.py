"""`ffp attachment`: photos of the signed paper and certificates of a survey, in and out of the vault."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.domain.attachments import AttachmentKind

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.attachments import Attachments, KeptAttachment

_KINDS = [kind.value for kind in AttachmentKind]
_SHOWN = 8  # letters of an attachment's id
_FILE = click.Path(path_type=Path)
_WHICH = click.argument("attachment", metavar="附件")


@click.group("attachment", cls=FfpGroup, help="附件：签字纸表和证件的照片，加密存在数据库旁边。")
def attachment_group() -> None:
    """The attachment commands."""


@attachment_group.command("add", help="把照片或PDF加到一份表上，缩小后加密保存；原来的文件不动。")
@click.argument("survey", metavar="表号")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="文件…")
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default=_KINDS[0],
    metavar="种类",
    help=f"{'、'.join(_KINDS)}；默认{_KINDS[0]}。",
)
@pass_call
def add_attachments(call: Call, survey: str, files: Sequence[Path], kind: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    done = []
    with opened_desk(call) as desk:
        (found,) = desk.find_surveys([survey])
        for file in files:
            done.append(_attachments(desk).add_file(found, file, AttachmentKind(kind)))
            desk.is_changed = True
    added = [one for each in done for one in each.attachments]
    if call.as_json:
        print_json([{"id": one.id, "name": one.name, "page": one.page, "size": one.size} for one in added])
        return 0
    for one in added:
        print_line(f"{one.id[-_SHOWN:]}  {one.name} 第 {one.page} / {one.pages} 页，{one.size} 字节")
    known = sum(each.known for each in done)
    print_line(f"加了 {len(added)} 张" + (f"，{known} 张原来就有。" if known else "。"))
    return 0


@attachment_group.command("list", help="列出一份表的附件；不写表号就列出还没有到的。")
@click.argument("survey", required=False, metavar="表号")
@click.option("--village", default="", metavar="代码", help="只看这个旗、乡镇或村里没有到的。")
@pass_call
def list_attachments(call: Call, survey: str | None, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        service = _attachments(desk)
        kept = service.list(desk.find_surveys([survey])[0]) if survey else service.missing(village)
        numbers = {one.id: one.number for one in desk.surveys.list(desk.wanted())}
    if call.as_json:
        print_json([_encode(one, numbers) for one in kept])
        return 0
    headings = ("附件", "表号", "种类", "名称", "页", "字节", "加入", "状态")
    print_table(headings, [tuple(_encode(one, numbers, _SHOWN).values()) for one in kept])
    print_line(f"共 {len(kept)} 张。" if survey else f"共 {len(kept)} 张没有到。")
    return 0


@attachment_group.command("export", help="把一张附件写成文件；写出来的文件没有加密，用完请删掉。")
@_WHICH
@click.option("--out", "target", type=_FILE, required=True, metavar="文件", help="写成这个文件（JPG）。")
@pass_call
def export_attachment(call: Call, attachment: str, target: Path) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        service = _attachments(desk)
        service.export(service.find(attachment), target)
    if call.as_json:
        print_json({"file": str(target)})
    else:
        print_line(f"已写成 {target}，这个文件没有加密。")
    return 0


@attachment_group.command("remove", help="从表上去掉一张附件，写明原因；记录和图都还留着。")
@_WHICH
@click.option("--reason", required=True, metavar="原因", help="为什么去掉。")
@pass_call
def remove_attachment(call: Call, attachment: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        service = _attachments(desk)
        removed = service.remove(service.find(attachment), reason)
        desk.is_changed = True
    if call.as_json:
        print_json({"id": removed.id, "removed": removed.removed})
    else:
        print_line(f"已去掉 {removed.name}：{removed.removed}")
    return 0


def _attachments(desk: "Desk") -> "Attachments":
    from ffp_desktop.services.attachments import Attachments

    return Attachments(desk.vault)


def _encode(kept: "KeptAttachment", numbers: Mapping[str, str], letters: int = 0) -> dict[str, object]:
    one = kept.attachment
    return {
        "id": one.id[-letters:],
        "number": numbers.get(one.survey, ""),
        "kind": one.kind.value,
        "name": one.name,
        "page": f"{one.page}/{one.pages}",
        "size": one.size,
        "at": one.at.replace("T", " "),
        "presence": kept.presence.value,
    }
