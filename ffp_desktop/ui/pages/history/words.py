"""An entry of the history in words: what was done in two, and the whole of it as a sentence."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.ui.spoken import read_time

if TYPE_CHECKING:
    from ffp_desktop.services.history import HistoryEntry


def _tr(text: str) -> str:
    return QCoreApplication.translate("HistoryWords", text)


def say_day(at: str) -> str:
    """2023年3月6日 星期一."""
    moment = read_time(at)
    if moment is None:
        return ""
    week = _tr("一二三四五六日")[moment.weekday()]
    return _tr("{0}年{1}月{2}日　星期{3}").format(moment.year, moment.month, moment.day, week)


def say_time(at: str) -> str:
    """14:32."""
    moment = read_time(at)
    return f"{moment:%H:%M}" if moment is not None else ""


def say_place(entry: "HistoryEntry", *, names_round: bool = False) -> str:
    """The item as findings name it, or the round and the item; what is about a whole survey or an event says so."""
    if entry.place is not None:
        row, blank, item = entry.place_name.partition(" ")
        is_row = bool(entry.place.member) and bool(blank) and row.startswith(_tr("第"))
        return f"{entry.round}　{item if is_row else entry.place_name}" if names_round else entry.place_name
    return _tr("整张表") if entry.survey else _tr("动态管理")


def say_change(entry: "HistoryEntry") -> str:
    """100.00 → 200.00; one of them alone where there is no other."""
    if entry.before and entry.after and entry.before != entry.after:
        return f"{entry.before}　→　{entry.after}"
    if entry.before and not entry.after:
        return _tr("{0}　→　空").format(entry.before)
    return entry.after


def say_entry(entry: "HistoryEntry") -> str:
    """The whole of it: 苏日娜把“A22 工资性收入”从 100.00 改成 200.00."""
    who = entry.author or _tr("不知是谁")
    place = entry.place_name
    filled = {"who": who, "place": place, "before": entry.before, "after": entry.after, "what": entry.what}
    done = _SENTENCES.get(entry.what)
    sentence = _tr(done) if done else _tr("{who}记了：{what} {after}")
    words = [sentence.format(**filled)]
    if entry.reason:
        words.append(_tr("原因：{0}").format(entry.reason))
    if entry.undone:
        words.append(_tr("当时就撤销了"))
    return _tr("，").join(words) + _tr("。")


_SENTENCES = {
    "填写": "{who}在“{place}”填了 {after}",
    "改为": "{who}把“{place}”从 {before} 改成 {after}",
    "清空": "{who}把“{place}”清空了，原来是 {before}",
    "带入": "“{place}”从上一轮带来 {after}，等着核对",
    "无变化": "{who}认下“{place}”和上一轮一样：{after}",
    "加人": "{who}加了一个人，{place}",
    "划去": "{who}划去了一个人，{place}",
    "恢复": "{who}恢复了划去的人，{place}",
    "确认": "{who}确认了“{place}”的提醒",
    "取消确认": "{who}取消了对“{place}”提醒的确认",
    "新建": "{who}新建了这张表",
    "改正": "{who}把完成的表改回草稿",
    "完成": "{who}完成了这张表",
}
