"""The panel that asks for a stick: a bundle or a receipt is written to it once more."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel
from ffp_desktop.ui.widgets.place_field import PlaceField

WIDTH = 600  # px


class PlacePanel(Panel):
    """Enter writes, Esc leaves everything as it was."""

    def __init__(self, parts: Parts, page: QWidget) -> None:
        super().__init__(parts.theme, page, WIDTH)
        self._write: Callable[[Path], None] = lambda _folder: None
        self._title = Label("", Type.HOUSEHOLD)
        self._words = Label("", Type.LABEL, "label", wraps=True)
        self.place = PlaceField(parts.find_drives, parts.settings)
        self.notice = NoticeLine()
        self.write = KeyButton(self.tr("写出"), "Enter", parts.theme, is_main=True)
        self.column.setSpacing(8)
        self.add_head(self._title, self.tr("不写，关闭"))
        for widget in (self._words, self.place, self.notice):
            self.column.addWidget(widget)
        self.add_foot(self.write)
        self.place.value_changed.connect(lambda: self.write.setEnabled(self.place.value() is not None))
        self.place.finished.connect(self._finish)
        self.write.clicked.connect(self._finish)

    def open(self, title: str, words: str, write: Callable[[Path], None]) -> None:
        """Asks where; `write(folder)` follows."""
        self._write = write
        self._title.setText(title)
        self._words.setText(words)
        self.notice.tell("")
        self.rise()
        self.write.setEnabled(self.place.value() is not None)
        self.place.setFocus()

    def _finish(self) -> None:
        folder = self.place.value()
        if folder is not None:
            self._write(folder)
