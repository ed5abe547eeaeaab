"""One line under the item for a reason: confirming a warning, striking a member out, correcting a finished survey."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ffp_desktop.ui.form.editors.line_editor import dress_line
from ffp_desktop.ui.form.editors.tab_key import tab_press
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

_MAX = 200
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReasonEdit(QLineEdit):
    """Keeps every key; Enter and Esc end it, and so does a click elsewhere."""

    entered = Signal()
    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        if tab_press(event) is not None:
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason):
            self.given_up.emit()


class ReasonLine(QFrame):
    """Enter writes the reason down, Esc leaves everything as it was. The callback gets "" when it is given up."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answer: Callable[[str], None] | None = None
        self._prompt = Label("", Type.LABEL, "warning", is_bold=True)
        self.line = ReasonEdit()
        self.line.setMaxLength(_MAX)
        self.line.entered.connect(self._enter)
        self.line.given_up.connect(lambda: self._end(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(self._prompt)
        row.addWidget(self.line, 1)
        self._done = KeyHint("Enter", self.tr("写下"), theme)
        self._done.clicked.connect(self._enter)
        row.addWidget(self._done)
        row.addWidget(KeyHint("Esc", self.tr("不改"), theme))
        self.setObjectName("reason")
        palette = theme.palette
        self.setStyleSheet(f"#reason {{ background: {palette.warning_tint}; border: 1px solid {palette.warning}; }}")
        dress_line(self.line, theme)
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._answer is not None

    @property
    def prompt(self) -> str:
        return self._prompt.text()

    def ask(self, prompt: str, rect: QRect, answer: Callable[[str], None]) -> None:
        """Opens at `rect` of its parent."""
        self._prompt.setText(prompt)
        self.line.clear()
        self.setGeometry(rect)
        self.show()
        self.raise_()
        self._answer = answer
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        if self.line.text().strip():
            self._end(self.line.text().strip())

    def _end(self, reason: str) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            self.hide()
            answer(reason)
