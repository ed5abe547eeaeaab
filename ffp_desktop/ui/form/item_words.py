"""What the page says about the focused item: its name in the status bar, and the keys that work for it now."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import ItemType, Level
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark, is_value
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.ui.form.finding_cards import name_place
from ffp_desktop.ui.form.keymap import Action
from ffp_desktop.ui.page import KeyAction

_FEW = 3
Act = Callable[[Action], Callable[[], None]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ItemWords", text)


def number_members(session: EntrySession) -> dict[str, int]:
    """序号 of each member that counts."""
    present = [member for member in session.members() if not session.is_struck(member)]
    return {member: position for position, member in enumerate(present, 1)}


def ordinal_of(session: EntrySession, place: Place | None) -> int:
    """序号 of the person a place is about, 0 for none."""
    return number_members(session).get(place.member, 0) if place is not None and place.member else 0


def name_item(session: EntrySession, place: Place) -> str:
    """第4人 涂铉 · A7 与户主关系; A43 综合保障 · 已勾 3 项."""
    item = session.item(place)
    words = item.place_name
    if item.repeat:
        ordinals = number_members(session)
        ordinal = ordinals.get(place.member, len(ordinals) + 1)
        name = session.printed(Place(session.form.member_items[0].id, place.member)) if place.member else ""
        person = " ".join(part for part in (_tr("第{0}人").format(ordinal), name) if part)
        return f"{person} · {words}{_last_round(session, place)}"
    answer = session.answer(place)
    if isinstance(answer, tuple) and item.choices is not None:
        words = f"{words} · " + _tr("已勾 {0} 项").format(len(answer))
    if isinstance(answer, Mark):
        words = f"{words} · {answer.value}"
    return words + _last_round(session, place)


def _last_round(session: EntrySession, place: Place) -> str:
    """What the visit before found, where it matters."""
    if session.is_unconfirmed(place):
        return " · " + _tr("上一轮的答案")
    if session.changed_since_last(place):
        return " · " + _tr("上次 {0}").format(session.previous_text(place) or _tr("空着"))
    return ""


def keys_of(session: EntrySession, place: Place, findings: list[Finding], act: Act) -> list[KeyAction]:
    """The keys for this item, the most useful first."""
    if not session.is_editable:
        return _keys_of_closed(findings, act)
    item = session.item(place)
    keys: list[KeyAction] = []
    is_carried = session.is_unconfirmed(place)
    if item.repeat:
        is_choice = item.choices is not None
        onward = _tr("没变，下一格") if is_carried else _tr("下一格")
        keys.append(KeyAction("Enter", onward, act(Action.NEXT)))
        keys.append(KeyAction("Tab", _tr("下一人")))
        if is_value(session.above(place)):
            keys.append(KeyAction("+", _tr("同上一人")))
        if is_choice:
            keys.append(KeyAction(_tr("数字/拼音首字母"), _tr("选")))
    else:
        keys += _choice_keys(session, place)
        onward = _tr("没变，下一项") if is_carried else _tr("下一项")
        keys.append(KeyAction("Enter", onward, act(Action.NEXT)))
        keys.append(KeyAction("Shift+Enter", _tr("上一项"), act(Action.PREVIOUS)))
        if is_value(session.above(place)):
            keys.append(KeyAction("+", _tr("同上一户"), act(Action.SAME)))
        if item.unit.startswith("A"):
            keys.append(KeyAction("Tab", _tr("下一行"), act(Action.NEXT_GROUP)))
    if is_carried:
        keys.insert(1, KeyAction("Ctrl+Enter", _tr("这一部分无变化"), act(Action.KEEP)))
    here = [finding for finding in findings if finding.is_open and place in (finding.place, *finding.touches)]
    if any(finding.proposal for finding in here):
        keys.append(KeyAction("F5", _tr("用算出的数"), act(Action.ACCEPT)))
    elif any(finding.level is Level.WARNING for finding in here):
        keys.append(KeyAction("F5", _tr("确认提醒"), act(Action.ACCEPT)))
    if item.markable:
        keys.append(KeyAction("F4", _tr("未填/划掉/看不清"), act(Action.MARK)))
    if any(finding.is_open for finding in findings):
        keys.append(KeyAction("F8", _tr("下一条发现"), act(Action.NEXT_FINDING)))
    keys.append(KeyAction("Ctrl+Z", _tr("撤销"), act(Action.UNDO)))
    keys.append(KeyAction("Ctrl+R", _tr("历史"), act(Action.HISTORY)))
    keys.append(KeyAction("F1", _tr("说明"), act(Action.HELP)))
    return keys


def _keys_of_closed(findings: list[Finding], act: Act) -> list[KeyAction]:
    """Where nothing can be changed one can only go about and ask."""
    keys = [KeyAction("Enter", _tr("下一项"), act(Action.NEXT))]
    keys.append(KeyAction("Shift+Enter", _tr("上一项"), act(Action.PREVIOUS)))
    keys.append(KeyAction("Tab", _tr("下一组"), act(Action.NEXT_GROUP)))
    if any(finding.is_open for finding in findings):
        keys.append(KeyAction("F8", _tr("下一条发现"), act(Action.NEXT_FINDING)))
    keys.append(KeyAction("PgDn", _tr("下一户"), act(Action.NEXT_SURVEY)))
    keys.append(KeyAction("Ctrl+R", _tr("历史"), act(Action.HISTORY)))
    keys.append(KeyAction("F1", _tr("说明"), act(Action.HELP)))
    return keys


def _choice_keys(session: EntrySession, place: Place) -> list[KeyAction]:
    item = session.item(place)
    if item.choices is None:
        return []
    names = [choice.name for choice in item.choices.choices]
    if item.type is ItemType.SELECT_MULTIPLE:
        last = "1…9 0" if len(names) > 9 else f"1…{len(names)}"
        keys = [KeyAction(last, _tr("勾选或取消"))]
        return [*keys, KeyAction(_tr("拼音首字母"), "")] if len(names) > 10 else keys
    if len(names) <= _FEW and all(len(name) <= 5 for name in names):
        return [KeyAction(str(position), name) for position, name in enumerate(names, 1)]
    return [KeyAction(f"1…{len(names)}", _tr("选"))]


def describe_problem(problem: FfpError) -> str:
    """Why the disk refused, and that nothing typed is lost."""
    if not problem.code.startswith("store."):
        return problem.sentence
    reason = problem.sentence.partition("。")[0]
    return _tr("{0}。刚填的先留在程序里，腾出空间后自动存。").format(reason)


def title_household(session: EntrySession) -> str:
    """The head's name and 户, or what stands for it while it is not known."""
    members = [member for member in session.members() if not session.is_struck(member)]
    head = next((m for m in members if session.answer(Place("relation", m)) == "户主"), members[0] if members else "")
    name = session.printed(Place(session.form.member_items[0].id, head)) if head else ""
    return _tr("{0} 户").format(name) if name else _tr("新的一户")


def describe_household(session: EntrySession, regions: Regions) -> str:
    """腾克镇 特莫呼珠村 东屯第一 · 3口人."""
    village = session.answer(Place("village"))
    code = village if isinstance(village, str) else session.header.village
    names = [region.short_name for region in (regions.township_of(code), regions.find(code)) if region is not None]
    group = session.printed(Place("natural_village"))
    where = " ".join(part for part in (*dict.fromkeys(names), group) if part)
    people = len(number_members(session))
    return " · ".join(part for part in (where, _tr("{0}口人").format(people) if people else "") if part)


def list_missing(session: EntrySession) -> list[tuple[Place, str]]:
    """What is not filled yet, named, in the paper's order."""
    ordinals = number_members(session)
    return [(place, name_place(session.form, place, ordinals)) for place in session.missing()]
