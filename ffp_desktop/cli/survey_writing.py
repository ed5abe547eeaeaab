"""`ffp survey set` and `finish`: what a clerk does on the sheet, one answer at a time."""

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line


@click.command("set", cls=FfpCommand, help="填一项；已完成的表要写明原因，它就回到草稿。")
@click.argument("number", metavar="表号")
@click.option("--item", required=True, metavar="项目", help="项目的 id 或编号，例如 A21。")
@click.option("--row", type=click.IntRange(1), default=None, metavar="序号", help="第几个人；成员的项目要写。")
@click.option("--value", required=True, metavar="内容", help="和在表上打的一样；空着就是清空。")
@click.option("--reason", default="", metavar="原因", help="为什么改已完成的表。")
@pass_call
def set_answer(call: Call, number: str, item: str, row: int | None, value: str, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.cli.places import find_place

    with opened_desk(call) as desk:
        session = desk.surveys.open(desk.households.find_survey(number))
        place = find_place(session.form, session.members(), item, row)
        if not session.is_editable:
            session.reopen(reason)
        change = session.set_text(place, value)
        if change.problem is not None:
            raise change.problem
        desk.is_changed = True
        printed, state = session.printed(place), session.header.state.value
    if call.as_json:
        print_json({"number": number, "item": place.item, "member": place.member, "printed": printed, "state": state})
    else:
        print_line(f"{number}：{printed}")
    return 0


@click.command("finish", cls=FfpCommand, help="完成一张表；有错误、漏填或没有确认的提醒时退出码是 1。")
@click.argument("number", metavar="表号")
@click.option("--confirm", default="", metavar="原因", help="用这个原因确认所有提醒。")
@pass_call
def finish_survey(call: Call, number: str, confirm: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.domain.form.definition import Level

    with opened_desk(call) as desk:
        session = desk.surveys.open(desk.households.find_survey(number))
        if not session.is_editable:
            raise usage_error(session.closed_reason)
        for finding in session.findings() if confirm else ():
            if finding.is_open and finding.level is Level.WARNING:
                session.confirm(finding, confirm)
        done = session.finish()
        desk.is_changed = True
        state = session.header.state.value
    counts = {"errors": done.errors, "warnings": done.warnings, "missing": done.missing}
    if call.as_json:
        print_json({"number": number, "state": state, "finished": done.done} | counts)
    elif done.done:
        print_line(f"{number}：{state}")
    else:
        print_line(f"{number}：还有错误 {done.errors} 处，提醒 {done.warnings} 处，漏填 {done.missing} 处。")
    return 0 if done.done else 1
