"""The search box of a page: F3 goes to it, ↓ and Enter go to the list, Esc clears it and goes there too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.key_hint import KeyHint

_LONGEST = 60


class SearchField(LineField):
    """What is typed narrows the list at once (`value_changed`)."""

    list_wanted = Signal()

    def __init__(self, hint: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, hint=hint, max_length=_LONGEST)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch()
        key = KeyHint("F3", "", theme)
        key.clicked.connect(self.start_search)
        inner.addWidget(key)

    def start_search(self) -> None:
        """The next key typed replaces what is searched for."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)
