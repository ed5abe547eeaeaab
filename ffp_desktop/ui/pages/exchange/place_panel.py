"""The panel that asks for a stick: a bundle or a receipt is written to it once more."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.place_field import PlaceField

WIDTH = 600  # px


class PlacePanel(QFrame):
    """Enter writes, Esc leaves everything as it was."""

    closed = Signal()

    def __init__(self, parts: Parts, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._write: Callable[[Path], None] = lambda _folder: None
        self.setObjectName("panel")
        palette = parts.theme.palette
        self.setStyleSheet(f"#panel {{ background: {palette.sheet}; border: 2px solid {palette.accent}; }}")
        self.setFixedWidth(WIDTH)
        self._title = Label("", Type.HOUSEHOLD)
        self._words = Label("", Type.LABEL, "label", wraps=True)
        self.place = PlaceField(parts.find_drives, parts.settings)
        self.notice = NoticeLine()
        self.write = KeyButton(self.tr("写出"), "Enter", parts.theme, is_main=True)
        hint = KeyHint("Esc", self.tr("不写，关闭"), parts.theme)
        hint.clicked.connect(self.close_panel)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(hint)
        foot.addStretch()
        foot.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(self.place)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        self.place.value_changed.connect(lambda: self.write.setEnabled(self.place.value() is not None))
        self.place.finished.connect(self._finish)
        self.write.clicked.connect(self._finish)
        self.hide()

    def open(self, title: str, words: str, write: Callable[[Path], None]) -> None:
        """Asks where; `write(folder)` follows."""
        self._write = write
        self._title.setText(title)
        self._words.setText(words)
        self.notice.tell("")
        self.show()
        self.adjustSize()
        self.move((self._page.width() - self.width()) // 2, 90)
        self.raise_()
        self.write.setEnabled(self.place.value() is not None)
        self.place.setFocus()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()

    def _finish(self) -> None:
        folder = self.place.value()
        if folder is not None:
            self._write(folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
