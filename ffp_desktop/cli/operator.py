"""`ffp operator`: who may open this vault."""

from dataclasses import asdict

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.loading import ask_new_password
from ffp_desktop.cli.output import print_json, print_line, print_table

_ROLES = ("录入员", "审核员", "管理员")


@click.group("operator", cls=FfpGroup, help="操作员：增加、列出能打开这个数据库的人。")
def operator_group() -> None:
    """The operator commands."""


@operator_group.command("add", help="增加一个操作员；他的密码从 FFP_NEW_PASSPHRASE 读，或在终端里输入。")
@click.argument("name", metavar="姓名")
@click.option("--role", type=click.Choice(_ROLES), default="录入员", metavar="身份", help=f"{'、'.join(_ROLES)}。")
@pass_call
def add_operator(call: Call, name: str, role: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.vaults import Role

    with opened_desk(call) as desk:
        added = desk.vaults.add_operator(desk.vault, name, Role(role), ask_new_password())
        desk.is_changed = True
    if call.as_json:
        print_json(asdict(added))
    else:
        print_line(f"已增加{added.role.value}：{added.name}")
    return 0


@operator_group.command("list", help="列出操作员，停用的也在内。")
@pass_call
def list_operators(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        found = desk.vaults.operators(desk.vault)
    if call.as_json:
        print_json([asdict(one) for one in found])
        return 0
    print_table(("姓名", "身份", "停用于"), [(one.name, one.role.value, one.disabled_at) for one in found])
    return 0
