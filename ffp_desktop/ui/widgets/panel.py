"""A framed panel over the middle of a page, which asks something and records nothing itself; Esc closes it.

API: `Panel(theme, page, width, top)`, which a panel inherits: it fills `column` (`add_head`, `add_foot`), appears with
`rise()`, takes a new height with `fit()`; `close_panel()`; signal `closed`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.key_hint import KeyHint

_TOP, _LEAST = 90, 4  # px below the page's upper edge: where there is room, and at least


class Panel(QFrame):
    """Enter is its fields' own and never reaches the page below."""

    closed = Signal()

    def __init__(self, theme: Theme, page: QWidget, width: int, top: int = _TOP) -> None:
        super().__init__(page)
        self.theme = theme
        self._below = page
        self._top = top
        self.setObjectName("panel")
        palette = theme.palette
        self.setStyleSheet(f"#panel {{ background: {palette.sheet}; border: 2px solid {palette.accent}; }}")
        self.setFixedWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 14)
        self.column.setSpacing(6)
        self.hide()

    def add_head(self, words: QWidget, leaving: str) -> None:
        """What the panel is about, and what Esc does."""
        hint = KeyHint("Esc", leaving, self.theme)
        hint.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(words, 1)
        head.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)

    def add_foot(self, *widgets: QWidget) -> None:
        """At the right of the last line."""
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch()
        for widget in widgets:
            foot.addWidget(widget)
        self.column.addLayout(foot)

    def rise(self) -> None:
        """Appears above everything; the focus is the panel's to set."""
        self.show()
        self.raise_()
        self.fit()

    def fit(self) -> None:
        """As high as what is shown, in the middle, and higher up where there is no room below."""
        self.column.activate()
        self.adjustSize()
        room = self._below.height() - self.height()
        self.move((self._below.width() - self.width()) // 2, max(_LEAST, min(self._top, room - _LEAST)))

    def close_panel(self) -> None:
        """Esc: leaves everything as it was."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
