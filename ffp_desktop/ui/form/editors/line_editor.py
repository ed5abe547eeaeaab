"""Editors of one line: text, numbers and dates. At rest the first key replaces what stands there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.editors.tab_key import tab_press
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.line_edit import LineEdit

TakeKey = Callable[[QKeyEvent], bool]
PASSING = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


def dress_line(line: QLineEdit, theme: Theme) -> None:
    """The 2 px ring of the focus, on white, in the sheet's type."""
    palette = theme.palette
    line.setFont(theme.font(Type.TEXT))
    line.setStyleSheet(
        f"QLineEdit, QLineEdit:focus {{ min-height: 0; padding: 0 2px; border-radius: {theme.sizes.radius}px;"
        f" border: {theme.sizes.focus_ring}px solid {palette.accent}; background: {palette.sheet};"
        f" color: {palette.answer}; font-size: {theme.type_size(Type.TEXT)}px; }}"
    )


class LineEditor(LineEdit):
    """Takes what is typed at one place. Keys that are not typing go to `take_key` first."""

    value_changed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_key = take_key
        self.place: Place | None = None
        self.is_locked = False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaxLength(2000)
        self.textEdited.connect(self.value_changed)
        dress_line(self, theme)
        theme.rescaled.connect(lambda: dress_line(self, theme))
        self.hide()

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str) -> None:
        self.setText(value)
        self.selectAll()

    def show_finding(self, finding: Finding | None) -> None:
        """Says aloud what is wrong; the sheet shows it beside the item once the item is left."""
        self.setAccessibleDescription(finding.message if finding else "")

    def arrive(self, place: Place, value: str, rect: QRect) -> None:
        """Stands over `rect` with the answer selected, so that typing replaces it."""
        self.place = place
        self.setReadOnly(self.is_locked)
        self.setGeometry(rect)
        self.set_value(value)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Goes away."""
        self.place = None
        self.hide()

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        if (tab := tab_press(event)) is not None:
            self.keyPressEvent(tab)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_undo = event.key() == Qt.Key.Key_Z and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (is_undo and self.isUndoAvailable()) and self._take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in PASSING and self.place is not None:
            self.left.emit()


class TextEditor(LineEditor):
    """Words: the input method is on."""


class NumberEditor(LineEditor):
    """Money and counts: digits from the number pad, the input method off, figures at the right end."""

    def __init__(self, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(theme, take_key, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CodeEditor(LineEditor):
    """A telephone number: digits from the left, the input method off."""

    def __init__(self, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(theme, take_key, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)


class DateEditor(CodeEditor):
    """A date, typed 20220518 or 2022-5-18; the sheet shows 2022年5月18日 once it is left."""

    def set_value(self, value: str) -> None:
        super().set_value(value.replace("-", "") if len(value) == 10 else value)
