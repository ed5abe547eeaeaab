"""Where a survey lies, who has judged it and what was said of it, in the words of the survey page."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.custody import JUDGES_NEEDED, submitted_state
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.spoken import say_when

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Judgement, ReviewSheet, Whereabouts

_WAITING = (State.SUBMITTED, State.SUBMITTED_UP)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StandingWords", text)


def say_lying(where: "Whereabouts", unit: str) -> tuple[str, str]:
    """在腾克镇 第 3 天 · 已收到, and its ink: green only once the office above has said that it has it."""
    if where.is_here:
        return (_tr("等了 {0} 天").format(where.days), "label") if where.state in _WAITING and where.days else ("", "")
    words = _tr("在{0} 第 {1} 天").format(where.holder_name, where.days + 1)
    if not unit.startswith(where.holder):
        return words, "label"
    if where.is_held:
        return f"{words} · {_tr('收到了，先放着')}", "label"
    return (f"{words} · {_tr('已收到')}", "passed") if where.is_received else (f"{words} · {_tr('等回执')}", "label")


def say_closed(where: "Whereabouts", unit: str) -> str:
    """Why nothing can be typed into a survey that another office has, and what can be done."""
    place, day = where.holder_name, where.days + 1
    if not unit.startswith(where.holder):
        return _tr("这张表在{0}，第 {1} 天，这里只能看。等那边改好再报上来。").format(place, day)
    if where.is_received or where.state not in _WAITING:
        return _tr("这张表在{0}，第 {1} 天，已收到，这里只能看。要改请打电话请那边退回。").format(place, day)
    return _tr("这张表报给了{0}，还没有收到，这里只能看。要改请回列表按 Ctrl+Del 撤回。").format(place)


def say_reopening(sheet: "ReviewSheet | None", state: State) -> str:
    """What a correction needs, before it is begun: a reason; and whose judgement it voids."""
    judges = "、".join(dict.fromkeys(one.name for one in sheet.judgements if one.stands)) if sheet is not None else ""
    if judges:
        return _tr("{0} 审过，一改就作废，要重审。更正的原因：").format(judges)
    if state is State.FINISHED:
        return _tr("这份表已完成。更正的原因：")
    return _tr("这份表正等着审核。更正的原因：")


def say_judging(sheet: "ReviewSheet", unit: str, is_here: bool, now: datetime) -> tuple[str, str]:
    """The line over the comments: how far the judging has come, and its ink."""
    own = [one for one in sheet.judgements if one.unit == unit]
    fallen = next((one for one in reversed(sheet.judgements) if not one.stands), None)
    if sheet.returned_from:
        count = len(sheet.open_comments)
        left = sum(one.reply is None for one in sheet.open_comments)
        words = _tr("退回来改，意见 {0} 条，还有 {1} 条没答复") if left else _tr("退回来改，意见 {0} 条，都答复了")
        return words.format(count, left), "error" if left else "label"
    is_waiting = is_here and sheet.state is submitted_state(unit)
    if fallen is not None and (sheet.is_void or is_waiting):
        return _say_fallen(fallen, now), "error"
    standing = tuple(one for one in own if one.stands)
    if is_waiting:
        if standing:
            first = standing[0]
            words = _tr("{0} {1} 初审通过，等第二个人审").format(first.name, say_when(first.at, now))
            return words, ""
        return _tr("等着审核：要 {0} 个不同的人各审一次").format(JUDGES_NEEDED), ""
    told = [f"{one.name} {say_when(one.at, now)}" for one in sheet.judgements if one.stands]
    return (_tr("{0} 审过").format("、".join(told)), "passed") if told else ("", "")


def _say_fallen(fallen: "Judgement", now: datetime) -> str:
    """鄂志强 今天 09:12 审过，后来 敖丽娟 今天 10:02 改动（照纸表改正），原审作废."""
    reason = _tr("（{0}）").format(fallen.void_reason) if fallen.void_reason else ""
    words = _tr("{0} {1} 审过，后来 {2} {3} 改动{4}，原审作废，要重审")
    at = say_when(fallen.voided_at, now)
    return words.format(fallen.name, say_when(fallen.at, now), fallen.voided_by, at, reason)
