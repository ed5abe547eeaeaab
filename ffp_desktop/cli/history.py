"""`ffp history`: who wrote what, when, before, after and why; and an earlier answer taken again."""

from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.services.history import HistoryEntry


@click.command("history", cls=FfpCommand, help="一张表、一项或一个人的来历；--take 把以前的一个答案再用一次。")
@click.argument("survey", required=False, metavar="[表号]")
@click.option("--item", default="", metavar="项目", help="只看这一项，例如 A26。")
@click.option("--person", default="", metavar="人", help="只看这个人（人员编号或证件号码）；不写表号就看他所有的表。")
@click.option("--take", type=click.IntRange(1), default=None, metavar="行", help="把第几行写下的答案再填一次。")
@click.option("--reason", default="", metavar="原因", help="为什么再用以前的答案。")
@pass_call
def history_command(call: Call, survey: str | None, item: str, person: str, take: int | None, reason: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.history import History

    if not survey and (not person or item or take):
        raise usage_error("请写上表号；只写 --person 就看这个人所有的表。")
    with opened_desk(call) as desk:
        history = History(desk.vault, desk.surveys)
        member = desk.households.find_person(person) if person else ""
        if survey:
            survey_id = desk.households.find_survey(survey)
            entries = history.of_survey(survey_id, item, member)
            if take is not None:
                chosen = _chosen(entries, take)
                history.take_again(survey_id, chosen.place, chosen.answer, reason)
                desk.is_changed = True
                entries = history.of_survey(survey_id, item, member)
        else:
            entries = history.of_person(member)
    _print(call, entries)
    return 0


def _chosen(entries: "tuple[HistoryEntry, ...]", take: int) -> Any:
    entry = entries[take - 1] if take <= len(entries) else None
    if entry is None or entry.place is None or entry.answer is None:
        raise usage_error(f"第 {take} 行没有答案可以再用。请先不带 --take 看一遍。")
    return entry


def _print(call: Call, entries: "tuple[HistoryEntry, ...]") -> None:
    if call.as_json:
        print_json([_encode(number, entry) for number, entry in enumerate(entries, 1)])
        return
    rows = [
        (
            number,
            entry.at.replace("T", " "),
            entry.author,
            entry.what + ("（撤销）" if entry.undone else ""),
            entry.place_name,
            entry.before,
            entry.after,
            entry.reason,
        )
        for number, entry in enumerate(entries, 1)
    ]
    print_table(("行", "时间", "谁", "做了什么", "哪一项", "原来", "后来", "原因"), rows)
    print_line(f"共 {len(rows)} 行。")


def _encode(number: int, entry: "HistoryEntry") -> dict[str, Any]:
    return {
        "row": number,
        "at": entry.at,
        "author": entry.author,
        "what": entry.what,
        "survey": entry.survey or None,
        "item": entry.place.item if entry.place else None,
        "member": entry.place.member or None if entry.place else None,
        "place": entry.place_name or None,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "undone": entry.undone,
        "revision": entry.revision or None,
    }
