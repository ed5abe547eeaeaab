"""The one line edit that stands over the focused cell: invisible at rest, so that the cell stays paper."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.form.members.columns import MemberColumn
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.line_edit import LineEdit

_PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
_LONG_TEXT = 18  # characters: from here on the editor takes the smaller type


class EditMode(StrEnum):
    """What typing means in a cell."""

    TEXT = "text"  # input method on
    NUMBER = "number"  # an ID number: input method off
    CHOICE = "choice"  # numbers and initials; Chinese once the input method is switched on with Ctrl+Space
    LOCKED = "locked"  # a struck-out member


def mode_of(column: MemberColumn, *, is_struck: bool) -> EditMode:
    """Which editing a column opens."""
    if is_struck:
        return EditMode.LOCKED
    if column.is_choice:
        return EditMode.CHOICE
    return EditMode.NUMBER if column.is_number else EditMode.TEXT


class CellEditor(LineEdit):
    """Takes every key of the table. At rest the next key replaces the answer; `is_resting` ends with the first one."""

    typed = Signal(str)
    arrived = Signal()
    left = Signal()
    pressed = Signal()  # a click on the focused cell

    def __init__(
        self,
        theme: Theme,
        take_key: Callable[[QKeyEvent], bool],
        wants_key: Callable[[QKeyEvent], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_key = take_key
        self._wants_key = wants_key
        self._mode = EditMode.TEXT
        self._resting_text = ""
        self._is_resting = True
        self._began_by_input_method = False
        self.setFrame(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._dress()
        theme.rescaled.connect(self._dress)
        self.textEdited.connect(self._take_edit)
        self.hide()

    @property
    def mode(self) -> EditMode:
        return self._mode

    @property
    def is_resting(self) -> bool:
        return self._is_resting

    def arrive(self, mode: EditMode, text: str, rect: QRect) -> None:
        """Stands over the cell `rect`, at rest, with the answer's `text` ready to be edited."""
        self._mode, self._resting_text = mode, "" if mode in (EditMode.CHOICE, EditMode.LOCKED) else text
        takes_input_method = mode is EditMode.TEXT
        hints = Qt.InputMethodHint.ImhNone if takes_input_method else Qt.InputMethodHint.ImhPreferLatin
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes_input_method)
        self.move_to(rect)
        self.rest()
        self.show()
        self.raise_()

    def move_to(self, rect: QRect) -> None:
        self.setGeometry(rect.adjusted(2, 2, -2, -2))

    def rest(self) -> None:
        """Forgets what was typed."""
        self.setText(self._resting_text)
        self.selectAll()
        self._is_resting, self._began_by_input_method = True, False
        self.update()

    def begin(self) -> None:
        """Shows the text with the cursor at its end, to change a part of it."""
        self._is_resting = False
        self.deselect()
        self.end(False)
        self.update()

    def empty(self) -> None:
        """Typing goes on from nothing."""
        self.setText("")

    def switch_input_method_on(self) -> None:
        """Lets Chinese be typed in a cell where the input method is off."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImQueryAll)

    def _take_edit(self, text: str) -> None:
        self._is_resting = False
        small = self._mode is EditMode.NUMBER and len(text) > _LONG_TEXT
        self.setFont(self._theme.font(Type.SECONDARY if small else Type.TEXT))
        self.update()
        self.typed.emit(text)

    def _dress(self) -> None:
        palette = self._theme.palette
        self.setFont(self._theme.font(Type.TEXT))
        self.setStyleSheet(
            "QLineEdit, QLineEdit:focus { min-height: 0; border: none; border-radius: 0; padding: 0 3px;"
            f" background: {palette.sheet}; color: {palette.answer}; }}"
        )

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._wants_key(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.ShortcutOverride and self._is_resting:
                is_plain = not event.modifiers() & ~(
                    Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
                )
                if is_plain and event.text().isprintable() and event.text():
                    event.accept()
                    return True
                event.ignore()  # Ctrl+Z at rest is the page's
                return False
            if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._take_key(event):
            event.accept()
            return
        if self._mode is EditMode.LOCKED or (self._is_resting and not _is_editing(event)):
            event.ignore()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._is_resting and event.preeditString():
            self._is_resting, self._began_by_input_method = False, True
        super().inputMethodEvent(event)
        is_given_up = not event.preeditString() and not event.commitString() and not self.text()
        if self._began_by_input_method and is_given_up:
            self.rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._is_resting:
            self.selectAll()
        if event.reason() not in _PASSING:
            self.arrived.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_resting:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_resting and (self._mode is not EditMode.TEXT or self.text() or not self.hasFocus()):
            return
        super().paintEvent(event)


def _is_editing(event: QKeyEvent) -> bool:
    """Whether a key at rest begins or continues editing, instead of being the page's."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if control:
        return event.key() in (Qt.Key.Key_V, Qt.Key.Key_C, Qt.Key.Key_X)
    is_text = bool(event.text()) and event.text().isprintable()
    return is_text or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Home, Qt.Key.Key_End)
