"""The editor of choices that stand on the paper: it shows nothing itself, it only takes the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.choice_match import initials_of, match_choices
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import OfferedChoice
from ffp_desktop.ui.form.editors.line_editor import TakeKey
from ffp_desktop.ui.form.editors.tab_key import tab_press
from ffp_desktop.ui.form.section_paint import number_words

_NONE = Qt.KeyboardModifier.NoModifier
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceEditor(QWidget):
    """Digits choose; on several choices they toggle and wait for Enter. Arrows mark, Space toggles, letters find."""

    value_changed = Signal(str)  # the choice chosen or toggled
    chosen = Signal(str)  # one choice, taken: go on
    toggled = Signal(str)
    cleared = Signal()
    option_changed = Signal()
    left = Signal()

    def __init__(self, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self.place: Place | None = None
        self.is_locked = False
        self.is_multiple = False
        self.option = ""
        self._names: tuple[str, ...] = ()
        self._offers: Sequence[OfferedChoice] = ()
        self._value: tuple[str, ...] = ()
        self._typed = ""
        self.capture: TakeKey = lambda _event: False  # an open list at the item is offered every key first
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def value(self) -> tuple[str, ...]:
        return self._value

    def set_value(self, value: tuple[str, ...]) -> None:
        self._value = value

    def show_finding(self, finding: Finding | None) -> None:
        self.setAccessibleDescription(finding.message if finding else "")

    def offer(self, names: tuple[str, ...], offers: Sequence[OfferedChoice], *, is_multiple: bool) -> None:
        """What can be chosen: `names` in the paper's order."""
        by_name = {offer.name: offer for offer in offers}
        self._names, self._offers = names, [by_name[name] for name in names if name in by_name]
        self.is_multiple = is_multiple
        self.option, self._typed = "", ""

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """What stands in the number of each option."""
        return number_words(self._names)

    @property
    def typed(self) -> str:
        """Initials typed so far that still mean several choices."""
        return self._typed

    def arrive(self, place: Place, value: tuple[str, ...], rect: QRect) -> None:
        self.place, self._value = place, value
        self.setGeometry(rect)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        self.place = None
        self.hide()

    # ---- keys

    def _handle(self, event: QKeyEvent) -> bool:
        key, text = Qt.Key(event.key()), event.text()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if key in _STEPS:
            self._mark(_STEPS[key])
        elif self.is_locked:
            return False
        elif key == Qt.Key.Key_Space:
            self._toggle_marked()
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier == _NONE and self.option:
            self._take(self.option)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._shorten()
        elif len(text) == 1 and text.isdigit() and text.isascii():
            self._take_digit(int(text))
        elif len(text) == 1 and text.isalpha():
            self._take_letter(text)
        else:
            return False
        return True

    def _take_digit(self, digit: int) -> None:
        position = (digit or 10) - 1
        if position < len(self._names):
            self._take(self._names[position])

    def _take_letter(self, letter: str) -> None:
        """Initials: taken as soon as one choice is meant; the first hit is marked meanwhile."""
        matches = match_choices(self._typed + letter, self._offers, {})
        if not matches.hits:
            matches = match_choices(letter, self._offers, {})
        self._typed = matches.typed if matches.hits else ""
        if not matches.hits:
            return
        if matches.certain is not None and not self._may_go_on(matches.typed):
            self._take(matches.certain.name)
            return
        self.option = matches.hits[0].name
        self.option_changed.emit()

    def _may_go_on(self, typed: str) -> bool:
        """Whether longer initials of another choice begin with what was typed."""
        return sum(initials_of(offer).startswith(typed) for offer in self._offers) > 1

    def _take(self, name: str) -> None:
        self._typed = ""
        self.value_changed.emit(name)
        if self.is_multiple:
            self.toggled.emit(name)
        else:
            self.option = ""
            self.chosen.emit(name)

    def _mark(self, step: int) -> None:
        if not self._names:
            return
        current = self.option or (self._value[0] if self._value and not self.is_multiple else "")
        position = self._names.index(current) + step if current in self._names else (0 if step > 0 else -1)
        self.option = self._names[position % len(self._names)]
        self.option_changed.emit()

    def _toggle_marked(self) -> None:
        if not self.option:
            self._mark(1)
        elif self.is_multiple:
            self._take(self.option)
        else:
            self.toggled.emit(self.option)

    def _shorten(self) -> None:
        if self._typed:
            self._typed, self.option = "", ""
            self.option_changed.emit()
        else:
            self.cleared.emit()

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        if (tab := tab_press(event)) is not None:
            self.keyPressEvent(tab)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.capture(event):
            event.accept()
            return
        is_enter_on = event.key() in _ENTER and (self.is_multiple or not self.option)
        if is_enter_on and self.is_multiple and self._typed and self._handle(event):
            return
        if (not is_enter_on and self._handle(event)) or self._take_key(event):
            event.accept()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in passing and self.place is not None:
            self.left.emit()
