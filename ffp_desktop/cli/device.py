"""`ffp device`: enrol this vault, let others enrol, take a device back."""

from dataclasses import asdict
from pathlib import Path

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call
from ffp_desktop.cli.output import print_json, print_line, print_table

_FILE = click.Path(path_type=Path, dir_okay=False)
_ROLES = {"root": "旗", "township": "乡镇", "device": "设备"}


@click.group("device", cls=FfpGroup, help="设备登记：申请、发证、认可、停用。")
def device_group() -> None:
    """The device commands."""


@device_group.command("root", help="在旗里建根钥匙（只做一次），并打印恢复单上的字；也可以用恢复单找回。")
@click.option("--sheet", "sheet", type=_FILE, metavar="文件", help="用这个文件里恢复单的字找回根钥匙。")
@pass_call
def make_root(call: Call, sheet: Path | None) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    typed = sheet.read_text(encoding="utf-8").splitlines() if sheet else None
    with opened_exchange(call) as exchange:
        enrolment = exchange.enrolment
        spoken = enrolment.make_root() if typed is None else enrolment.restore_root(typed)
        lines = enrolment.root_sheet()
        exchange.desk.is_changed = True
    if call.as_json:
        print_json({"fingerprint": spoken, "sheet": list(lines)})
        return 0
    print_line(f"根指纹：{spoken}")
    print_line("恢复单（请抄在纸上锁好，不要放在电脑里）：")
    for line in lines:
        print_line(line)
    return 0


@device_group.command("request", help="做一份登记申请，带给上级。")
@click.option("--out", "file", type=_FILE, required=True, metavar="文件", help="写成这个.ffpreq文件。")
@click.option("--office", is_flag=True, help="乡镇用：也申请给下面各村发证的钥匙。")
@pass_call
def request_certificate(call: Call, file: Path, office: bool) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.files import write_whole

    with opened_exchange(call) as exchange:
        content, spoken = exchange.enrolment.request(office)
        write_whole(file, content)
        exchange.desk.is_changed = True
    if call.as_json:
        print_json({"file": str(file), "fingerprint": spoken})
    else:
        print_line(f"申请已写到 {file}")
        print_line(f"请在电话里念给上级听：{spoken}")
    return 0


@device_group.command("certify", help="给一份登记申请发证；不写申请就写本单位的名片。")
@click.argument("file", type=_FILE, required=False, metavar="[申请文件]")
@click.option("--fingerprint", "spoken", default="", metavar="数字", help="对方在电话里念的12位数字。")
@click.option("--out", "target", type=_FILE, required=True, metavar="文件", help="写成这个.ffpcert文件。")
@click.option("--replaces", default="", metavar="指纹", help="换下这台旧设备，发证时就停用它。")
@pass_call
def certify(call: Call, file: Path | None, spoken: str, target: Path, replaces: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.files import write_whole
    from ffp_desktop.services.bundles.inspection import read_bundle_file

    with opened_exchange(call) as exchange:
        enrolment = exchange.enrolment
        content = enrolment.certify(read_bundle_file(file), spoken, replaces) if file else enrolment.card()
        write_whole(target, content)
        exchange.desk.is_changed = True
        root = enrolment.root_fingerprint()
    if call.as_json:
        print_json({"file": str(target), "root": root})
    else:
        print_line(f"证书包已写到 {target}")
        print_line(f"对方第一次登记时，请念根指纹给他听：{root}")
    return 0


@device_group.command("enrol", help="用上级给的证书包登记本机。")
@click.argument("file", type=_FILE, metavar="证书包")
@click.option("--fingerprint", "spoken", default="", metavar="数字", help="上级在电话里念的根指纹，第一次要写。")
@pass_call
def enrol(call: Call, file: Path, spoken: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.services.bundles.inspection import read_bundle_file

    with opened_exchange(call) as exchange:
        certificate = exchange.enrolment.enrol(read_bundle_file(file), spoken)
        exchange.desk.is_changed = True
    if call.as_json:
        print_json(asdict(certificate) if certificate else None)
    elif certificate is None:
        print_line("已记下上级单位；本机还没有登记，包要由上级手工认可。")
    else:
        print_line(f"已登记：{certificate.label}（{certificate.unit}），到 {certificate.end} 有效。")
    return 0


@device_group.command("accept", help="手工认可一台没有登记的设备：看它的一个包，核对指纹。")
@click.argument("file", type=_FILE, metavar="包")
@click.option("--fingerprint", "spoken", required=True, metavar="数字", help="对方在电话里念的12位数字。")
@pass_call
def accept(call: Call, file: Path, spoken: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.services.bundles.inspection import read_bundle_file

    with opened_exchange(call) as exchange:
        device = exchange.enrolment.accept(read_bundle_file(file), spoken)
        exchange.desk.is_changed = True
    if call.as_json:
        print_json(asdict(device))
    else:
        print_line(f"已认可 {device.unit} 的设备 {device.fingerprint}。")
    return 0


@device_group.command("revoke", help="停用一台设备：丢了、被偷、换人。")
@click.argument("spoken", metavar="指纹")
@click.option("--reason", default="", metavar="原因", help="五种之一：丢失 · 被盗 · 坏了，换新电脑 · 换人 · 不再使用。")
@pass_call
def revoke(call: Call, spoken: str, reason: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        device = exchange.enrolment.revoke(spoken, reason)
        exchange.desk.is_changed = True
    if call.as_json:
        print_json(asdict(device))
    else:
        print_line(f"已停用 {device.fingerprint}。名单会随下一个包带给各单位。")
    return 0


@device_group.command("list", help="列出本机和所有登记过的设备。")
@pass_call
def list_devices(call: Call) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        devices = exchange.devices.list()
    if call.as_json:
        print_json([asdict(device) for device in devices])
        return 0
    rows = [(d.unit, _ROLES.get(d.role, d.role), d.label, d.fingerprint, d.state, d.end) for d in devices]
    print_table(("单位", "级别", "名称", "指纹", "状态", "到期"), rows)
    return 0
