"""`ffp vault`: make, check, back up and restore a vault."""

from pathlib import Path

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line

_FIRST_OPERATOR = "管理员"


@click.group("vault", cls=FfpGroup, help="数据库：新建、检查、备份、恢复。")
def vault_group() -> None:
    """The vault commands."""


@vault_group.command("create", help="新建加密的数据库；恢复码只显示这一次，请抄下来收好。")
@click.option(
    "--unit",
    "code",
    default="150722",
    metavar="代码",
    help="单位的区划代码（旗 6 位、乡镇 9 位、村 12 位），默认 150722。",
)
@pass_call
def create_vault(call: Call, code: str) -> int:
    from ffp_desktop.cli.loading import ask_password, load_regions
    from ffp_desktop.cli.opening import vault_folder
    from ffp_desktop.services.vaults import Unit, Vaults

    region = load_regions().find(code)
    if region is None:
        raise usage_error("区划表里没有这个单位的代码。")
    vaults = Vaults(vault_folder(call))
    unit = Unit(region.code, region.name, region.level.value)
    operator = call.operator or _FIRST_OPERATOR
    vault, recovery_code = vaults.create(unit, operator, ask_password(new=True))
    vaults.close(vault, backup=False)
    if call.as_json:
        print_json(
            {"vault": str(vaults.folder), "unit": region.code, "operator": operator, "recovery_code": recovery_code}
        )
        return 0
    print_line(f"已建好 {region.name} 的数据库：{vaults.folder}")
    print_line(f"管理员：{operator}")
    print_line(f"恢复码：{recovery_code}")
    print_line("忘了密码只能靠恢复码打开，请抄在纸上，与电脑分开保管。")
    return 0


@vault_group.command("check", help="检查加密、日志的链，以及各表与日志是否一致；有问题时退出码是 1。")
@pass_call
def check_vault(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        problems = desk.vaults.check(desk.vault, desk.exchange.summarise)
    if call.as_json:
        print_json([{"code": p.code, "subject": p.subject, "sentence": p.sentence} for p in problems])
    else:
        for problem in problems:
            print_line(f"{problem.sentence}（{problem.code}）")
        print_line(f"共 {len(problems)} 个问题。" if problems else "加密、日志和各表都没有问题。")
    return 1 if problems else 0


@vault_group.command("backup", help="现在备份一次，写好后重新打开核对。")
@click.option(
    "--to",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="备份到这个文件夹，不写就在数据库旁边。",
)
@pass_call
def back_up(call: Call, place: Path | None) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        made = desk.vaults.backup(desk.vault, place)
    if call.as_json:
        print_json({"file": made.file, "made_at": made.made_at, "size": made.size})
    else:
        print_line(f"已备份并核对：{made.file}")
    return 0


@vault_group.command("restore", help="用备份换下现在的数据库；现在的会原样移到旁边的文件夹。")
@click.argument("file", type=click.Path(path_type=Path), metavar="备份文件")
@pass_call
def restore_vault(call: Call, file: Path) -> int:
    from ffp_desktop.cli.loading import ask_password
    from ffp_desktop.cli.opening import find_operator, vault_folder
    from ffp_desktop.services.vaults import Vaults

    vaults = Vaults(vault_folder(call))
    operator = find_operator(vaults.backup_card(file), call.operator)
    aside = vaults.restore(file, operator, ask_password())
    if call.as_json:
        print_json({"vault": str(vaults.folder), "former": str(aside) if aside else None})
        return 0
    print_line(f"已恢复到 {vaults.folder}")
    if aside is not None:
        print_line(f"原来的数据移到了 {aside}")
    return 0
