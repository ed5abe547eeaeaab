"""What works now on the page of a conflict: at the sides, in a blank, in the reason."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.ui.page import KeyAction

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.conflict.page import ConflictPage


def list_keys(page: "ConflictPage") -> list[KeyAction]:
    """In the order of the status bar."""
    if page.retyping.is_open:
        actions = [KeyAction("Enter", _tr("下一项"))]
        if page.retyping.can_mark:
            actions.append(KeyAction("F4", _tr("未填/划掉/看不清"), page.retyping.ask_mark))
        actions.append(KeyAction("Esc", _tr("不填了"), page.escape))
    elif page.reason.hasFocus():
        actions = [KeyAction("Shift+Enter", _tr("回到上面"), page.table.setFocus)]
        if page.last_reason and not page.reason.value():
            actions.append(KeyAction("F5", _tr("用上次的原因"), page.repeat_reason))
    else:
        actions = _choice_keys(page)
    if page.queue.has_more:
        actions.append(KeyAction("PgDn", _tr("下一处冲突"), lambda: page.go_on(1)))
    if page.missing_words == "":
        actions.append(KeyAction("F9", _tr("定下"), page.settle))
    actions.append(KeyAction("F7", _tr("打印"), page.print_survey))
    return actions if page.retyping.is_open else [*actions, KeyAction("Esc", _tr("返回"), page.escape)]


def _choice_keys(page: "ConflictPage") -> list[KeyAction]:
    shown = page.shown
    if shown is None:
        return []
    count, words = len(shown.sides), (_tr("取本机"), _tr("取包里"))
    is_pair = count == len(words) and shown.unit.sides[shown.sides[0].side].is_own
    actions = [
        KeyAction(str(number + 1), words[number] if is_pair else _tr("取这一份"), partial(page.choose, number))
        for number in range(count)
    ]
    if shown.can_retype:
        actions.append(KeyAction(str(count + 1), _tr("重填"), partial(page.choose, count)))
    return actions


def _tr(words: str) -> str:
    return QCoreApplication.translate("ConflictKeys", words)
