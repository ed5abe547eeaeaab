"""`ffp signer` and `ffp region`: the people who sign in a village, and units that an administrator adds."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.signers import Signers

_ROLES = ("排查人", "研判人", "责任人")
_VILLAGE = click.option("--village", required=True, metavar="代码", help="村的 12 位代码。")
_REASON = click.option("--reason", required=True, metavar="原因", help="为什么去掉。")


@click.group("signer", cls=FfpGroup, help="村里签字的人：排查人、研判人、责任人。")
def signer_group() -> None:
    """The signers' commands."""


@signer_group.command("list", help="列出一个村签字的人。")
@_VILLAGE
@pass_call
def list_signers(call: Call, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        desk.wanted(village)
        signers = _signers(desk).list(village)
    if call.as_json:
        print_json([{"id": signer.id, "name": signer.name, "roles": signer.roles} for signer in signers])
    else:
        print_table(("姓名", "签什么", "编号"), [(s.name, "、".join(s.roles), s.id) for s in signers])
    return 0


@signer_group.command("add", help="把一个人加进村的名单，填表时会提示。")
@click.argument("name", metavar="姓名")
@_VILLAGE
@click.option("--role", "roles", type=click.Choice(_ROLES), multiple=True, metavar="身份", help="可以写几次。")
@pass_call
def add_signer(call: Call, name: str, village: str, roles: tuple[str, ...]) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.signers import SignerRole

    with opened_desk(call) as desk:
        desk.wanted(village)
        signer = _signers(desk).add(village, name, [SignerRole(role) for role in roles])
        desk.is_changed = True
    print_json({"id": signer.id, "name": signer.name}) if call.as_json else print_line(f"已加入：{signer.name}")
    return 0


@signer_group.command("remove", help="把一个人从村的名单里去掉；签过的不变。")
@click.argument("signer_id", metavar="编号")
@_VILLAGE
@_REASON
@pass_call
def remove_signer(call: Call, signer_id: str, village: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        _signers(desk).remove(village, signer_id, reason)
        desk.is_changed = True
    print_json({"removed": signer_id}) if call.as_json else print_line("已去掉。")
    return 0


@click.group("region", cls=FfpGroup, help="区划：查代码；增加办事处、村、自然村（管理员）。")
def region_group() -> None:
    """The regions' commands."""


@region_group.command("list", help="列出一个旗、乡镇或村下面的单位。")
@click.argument("parent", required=False, metavar="[代码]")
@pass_call
def list_regions(call: Call, parent: str | None) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.added_regions import natural_villages

    with opened_desk(call) as desk:
        above = parent or desk.vault.unit.code
        desk.wanted(above)
        rows = [(region.code, region.name, "") for region in desk.regions if region.parent == above]
        rows += [("", name, "自然村") for name in natural_villages(desk.vault, above) if len(above) == 12]
    if call.as_json:
        print_json([{"code": code or None, "name": name} for code, name, _ in rows])
    else:
        print_table(("代码", "名称", ""), rows)
    return 0


@region_group.command("add", help="在旗、乡镇或村下面加一个单位，回答它的代码。")
@click.argument("name", metavar="名称")
@click.option("--under", required=True, metavar="代码", help="上一级的代码：旗 6 位、乡镇 9 位、村 12 位。")
@pass_call
def add_unit(call: Call, name: str, under: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.added_regions import add_region

    with opened_desk(call) as desk:
        code = add_region(desk.vault, desk.regions, under, name, _now())
        desk.is_changed = True
    print_json({"code": code, "name": name}) if call.as_json else print_line(code)
    return 0


@region_group.command("remove", help="去掉加过的一个单位；下面还有户的不能去掉。")
@click.argument("code", metavar="代码")
@_REASON
@pass_call
def remove_unit(call: Call, code: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.added_regions import remove_region

    with opened_desk(call) as desk:
        remove_region(desk.vault, code, reason, _now())
        desk.is_changed = True
    print_json({"removed": code}) if call.as_json else print_line("已去掉。")
    return 0


def _signers(desk: "Desk") -> "Signers":
    from ffp_desktop.services.signers import Signers

    return Signers(desk.vault)


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")
