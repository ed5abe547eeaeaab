"""`ffp desk`: what is due, how far the round has come, which villages stand out, what is late."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.campaign.desk_records import Desk as Seen
    from ffp_desktop.services.campaign.settings import RoundSettings

_DAY = click.DateTime(["%Y-%m-%d"])
_KEYS = ("lists", "visits", "judgement", "report")


@click.group("desk", cls=FfpGroup, help="工作台：期限、进度、重点关注的村、迟了的事。")
def desk_group() -> None:
    """The desk commands."""


@desk_group.command("show", help="看工作台：各单位进度、期限、要逐户看的村、迟了的事。")
@pass_call
def show_desk(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.desk import CampaignDesk

    with opened_desk(call) as desk:
        seen = CampaignDesk(desk.vault, desk.surveys, desk.regions).look()
        answer = _encode(seen, desk.regions)
    if call.as_json:
        print_json(answer)
        return 0
    total = seen.total
    print_line(f"{seen.unit_name}，{seen.round.name}，第 {seen.day} 天。")
    ends = f"，按近 {seen.settings.silent_days} 天的速度 {seen.finished_on} 收齐" if seen.finished_on else ""
    print_line(f"应查 {total.due} 户，收到 {total.received} 户（{total.percent}%），审定 {total.approved} 户{ends}。")
    rows = [(b.name, b.due, b.received, b.approved, f"{b.percent}%") for b in seen.bars if b.due]
    print_table(("单位", "应查", "收到", "审定", "占比"), rows)
    print_table(
        ("期限", "日期", "还有天数", "完成"),
        [(d.deadline.name, d.deadline.date, d.days_left, f"{d.done}/{d.of}") for d in seen.deadlines],
    )
    if seen.outliers:
        people = [(v.mark, v.name, v.township, v.figures) for v in seen.outliers]
        crowd = [(mark, name, town, f.people, f.identified, f.looked_at) for mark, name, town, f in people]
        print_table(("号", "村", "乡镇", "重点人群", "识别", "已看"), crowd)
    for number, late in enumerate(seen.late, 1):
        print_line(f"{number}. {late.title}（{late.detail}）")
    return 0


@desk_group.command("village", help="一个村里有重点人群的户，没看过的在前。")
@click.argument("code", metavar="代码")
@pass_call
def show_village(call: Call, code: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.desk import CampaignDesk

    with opened_desk(call) as desk:
        if desk.regions.find(code) is None:
            raise FfpError("survey.village_unknown", "区划表里没有这个代码，请核对旗、乡镇或村的代码。")
        found = CampaignDesk(desk.vault, desk.surveys, desk.regions).households(code)
    if call.as_json:
        print_json([asdict(one) | {"state": one.state.value if one.state else ""} for one in found])
        return 0
    rows = [
        (
            one.head_name,
            one.people,
            "、".join(one.kinds),
            one.household_kind,
            one.state.value if one.state else "未录入",
            "是" if one.is_identified else "",
            "是" if one.is_looked_at else "",
        )
        for one in found
    ]
    print_table(("户主", "重点人群", "名单", "A1", "状态", "已识别", "已看"), rows)
    print_line(f"{len(found)} 户，还有 {sum(not one.is_looked_at for one in found)} 户没看。")
    return 0


@desk_group.command("settings", help="看或改本轮的期限和界线；改只有管理员可以。")
@click.option("--lists", type=_DAY, metavar="日期", help="部门名单的期限。")
@click.option("--visits", type=_DAY, metavar="日期", help="入户核查完的期限。")
@click.option("--judgement", type=_DAY, metavar="日期", help="研判、系统录入的期限。")
@click.option("--report", type=_DAY, metavar="日期", help="季度报告的期限。")
@click.option("--many-people", type=int, metavar="人数", help="重点人群多少人以上算多。")
@click.option("--people-for-one", type=int, metavar="人数", help="每多少人识别 1 户才不算少。")
@click.option("--late-return", type=int, metavar="天数", help="退回超过几天算迟。")
@click.option("--silent-days", type=int, metavar="天数", help="几天没有新表算没有动静，也是算速度的天数。")
@pass_call
def change_settings(call: Call, /, **given: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.campaign.settings import read_settings, save_settings

    changes = {name: value for name, value in given.items() if value is not None}
    with opened_desk(call) as desk:
        settings = read_settings(desk.surveys.current_round())
        if changes:
            settings = _changed(settings, changes)
            save_settings(desk.surveys, settings)
            desk.is_changed = True
    if call.as_json:
        print_json(asdict(settings))
        return 0
    print_table(("期限", "日期"), [(one.name, one.date) for one in settings.deadlines])
    print_line(f"重点人群 {settings.many_people} 人以上、每 {settings.people_for_one} 人识别不到 1 户的村要逐户看。")
    print_line(f"退回超过 {settings.late_return} 天算迟，{settings.silent_days} 天没有新表算没有动静。")
    return 0


def _changed(settings: "RoundSettings", changes: dict[str, Any]) -> "RoundSettings":
    days = {key: changes.pop(key) for key in _KEYS if key in changes}
    if any(not isinstance(day, datetime) for day in days.values()):
        raise usage_error("期限要写成 2023-03-13 的样子。")
    deadlines = tuple(
        replace(one, date=days[one.key].date().isoformat()) if one.key in days else one for one in settings.deadlines
    )
    return replace(settings, deadlines=deadlines, **changes)


def _encode(seen: "Seen", regions: "Regions") -> dict[str, Any]:
    from ffp_desktop.services.campaign.sources import say_source

    return {
        "unit": seen.unit,
        "round": seen.round.id,
        "now": seen.now,
        "day": seen.day,
        "total": asdict(seen.total) | {"percent": seen.total.percent},
        "speed": round(seen.speed, 1),
        "finished_on": seen.finished_on,
        "units": [asdict(bar) | {"percent": bar.percent} for bar in seen.bars],
        "deadlines": [
            asdict(one.deadline)
            | {"days_left": one.days_left, "done": one.done, "of": one.of, "missing": list(one.missing)}
            for one in seen.deadlines
        ],
        "outliers": [
            {"mark": one.mark, "name": one.name, "township": one.township, **asdict(one.figures)}
            for one in seen.outliers
        ],
        "late": [
            {
                "kind": one.kind.value,
                "title": one.title,
                "detail": one.detail,
                "count": one.count,
                "source": say_source(one.source, regions),
            }
            for one in seen.late
        ],
    }
