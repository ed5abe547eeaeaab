"""Under the two sides: why this one is taken, what was said of it, and what to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label


class ReasonField(LineField):
    """The reason stays in the history. Shift+Enter and ↑ go back to the sides; digits are words here."""

    focus_changed = Signal()
    left_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("例如：纸表写 31,200，村里录成了 13,200"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Up or (is_enter and is_shifted):
            self.left_back.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class SettlingFoot(QWidget):
    """The reason at the left, hints at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.reason = ReasonField()
        self.notice = NoticeLine(keeps_room=True)
        self._look = Label(self.tr("看一眼"), Type.TEXT, is_bold=True)
        self._hints = Label("", Type.LABEL, "label", wraps=True)
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        left.setSpacing(6)
        right.setSpacing(4)
        left.addWidget(Label(self.tr("为什么取这一份（必填，留在历史里）"), Type.TEXT, is_bold=True))
        left.addWidget(self.reason)
        left.addWidget(self.notice)
        left.addStretch()
        right.addWidget(self._look)
        right.addWidget(self._hints)
        right.addStretch()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addLayout(left, 1)
        row.addLayout(right, 1)

    @property
    def hints(self) -> str:
        return self._hints.text()

    def show_hints(self, hints: Sequence[str]) -> None:
        """What may have happened; nothing when nothing explains it."""
        self._hints.setText("\n".join(hints))
        self._look.setVisible(bool(hints))
