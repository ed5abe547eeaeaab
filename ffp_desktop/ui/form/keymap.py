"""The one table of keys of the survey page. What the member table and the editors take themselves is not here."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_Key = tuple[Qt.Key, Qt.KeyboardModifier]


class Action(StrEnum):
    """What a key does on the page."""

    NEXT = "next"
    PREVIOUS = "previous"
    NEXT_GROUP = "next_group"
    PREVIOUS_GROUP = "previous_group"
    MARK = "mark"
    ACCEPT = "accept"
    PANE = "pane"
    NEXT_FINDING = "next_finding"
    FINISH = "finish"
    PRINT = "print"
    ATTACHMENTS = "attachments"
    NEW_MEMBER = "new_member"
    SAME = "same"
    KEEP = "keep"
    UNDO = "undo"
    REDO = "redo"
    OFF_PAPER = "off_paper"
    NEXT_SURVEY = "next_survey"
    PREVIOUS_SURVEY = "previous_survey"
    BACK = "back"
    HELP = "help"
    HISTORY = "history"
    SECTION = "section"  # followed by its number


KEYS: dict[_Key, Action] = {
    (Qt.Key.Key_Return, _NONE): Action.NEXT,
    (Qt.Key.Key_Enter, _NONE): Action.NEXT,
    (Qt.Key.Key_Return, _SHIFT): Action.PREVIOUS,
    (Qt.Key.Key_Enter, _SHIFT): Action.PREVIOUS,
    (Qt.Key.Key_Tab, _NONE): Action.NEXT_GROUP,
    (Qt.Key.Key_Backtab, _SHIFT): Action.PREVIOUS_GROUP,
    (Qt.Key.Key_Backtab, _NONE): Action.PREVIOUS_GROUP,
    (Qt.Key.Key_F1, _NONE): Action.HELP,
    (Qt.Key.Key_F2, _NONE): Action.NEW_MEMBER,
    (Qt.Key.Key_F4, _NONE): Action.MARK,
    (Qt.Key.Key_F5, _NONE): Action.ACCEPT,
    (Qt.Key.Key_F6, _NONE): Action.PANE,
    (Qt.Key.Key_F7, _NONE): Action.PRINT,
    (Qt.Key.Key_F8, _NONE): Action.NEXT_FINDING,
    (Qt.Key.Key_F9, _NONE): Action.FINISH,
    (Qt.Key.Key_PageUp, _NONE): Action.PREVIOUS_SURVEY,
    (Qt.Key.Key_PageDown, _NONE): Action.NEXT_SURVEY,
    (Qt.Key.Key_Escape, _NONE): Action.BACK,
    (Qt.Key.Key_Return, _CONTROL): Action.KEEP,
    (Qt.Key.Key_Enter, _CONTROL): Action.KEEP,
    (Qt.Key.Key_D, _CONTROL): Action.SAME,
    (Qt.Key.Key_Plus, _NONE): Action.SAME,  # the number pad's, beside Enter
    (Qt.Key.Key_G, _CONTROL): Action.ATTACHMENTS,  # 挂, guà
    (Qt.Key.Key_Z, _CONTROL): Action.UNDO,
    (Qt.Key.Key_Y, _CONTROL): Action.REDO,
    (Qt.Key.Key_0, _CONTROL): Action.OFF_PAPER,
    (Qt.Key.Key_R, _CONTROL): Action.HISTORY,
}
_DIGITS = {Qt.Key(Qt.Key.Key_1 + digit): digit for digit in range(8)}


def find_action(event: QKeyEvent) -> tuple[Action, int] | None:
    """The action of a key, and the section's position (from 0) of Ctrl+1 to Ctrl+8."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == _CONTROL and key in _DIGITS:
        return Action.SECTION, _DIGITS[key]
    action = KEYS.get((key, modifiers))
    return (action, 0) if action is not None else None
