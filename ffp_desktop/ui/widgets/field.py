"""Fields to type in. Every editor speaks the same four words: value, set_value, value_changed, show_finding."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ffp_desktop.ui.widgets.line_edit import LineEdit

MAX_TYPED = 200


class LineField(LineEdit):
    """One line of text; the stylesheet gives it the 2 px accent border on focus and the red one on error."""

    value_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", max_length: int = MAX_TYPED) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setMaxLength(max_length)
        self.textChanged.connect(self.value_changed)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str) -> None:
        self.setText(value)

    def show_finding(self, sentence: str) -> None:
        """Marks the field as wrong; "" takes the mark away. The sentence itself stands beside the field."""
        is_wrong = bool(sentence)
        self.setAccessibleDescription(sentence)
        if self.property("wrong") != is_wrong:
            self.setProperty("wrong", is_wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class LatinField(LineField):
    """A field for codes and digits: the input method is off while it has the focus."""

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", max_length: int = MAX_TYPED) -> None:
        super().__init__(parent, hint=hint, max_length=max_length)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)


class PasswordField(LatinField):
    """A password: dots, no input method, no clipboard out, and the caps lock told by a signal."""

    caps_lock_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhLatinOnly
        )
        self._is_caps_on = False

    @property
    def is_caps_on(self) -> bool:
        return self._is_caps_on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(not self._is_caps_on)
        elif len(text) == 1 and text.isascii() and text.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(text.isupper() != is_shifted)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_caps(read_caps_lock())

    def _set_caps(self, is_on: bool) -> None:
        if is_on != self._is_caps_on:
            self._is_caps_on = is_on
            self.caps_lock_changed.emit(is_on)


def read_caps_lock() -> bool:
    """Whether the keyboard's caps lock is on, as far as the system tells; what is typed tells the rest."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    for light in Path("/sys/class/leds").glob("*::capslock"):
        try:
            if (light / "brightness").read_text(encoding="ascii").strip() not in ("", "0"):
                return True
        except OSError:
            continue
    return False
