"""The row over a list of the campaign: a search field, boxes to narrow it, and how much is left.

API: `ListFilters(theme, hint, boxes)`: `text`, `value(box)`, `set_choices`, `set_value`, `say_left`, `start_search`,
`type_on`, `clear`, `is_set`; signals `changed`, `list_wanted`.
"""

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

SLOW, PAUSE_MS = 0.05, 200  # seconds that a key may wait for the list; after how long without a key it is searched
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListFilters(QWidget):
    """↓ and Enter go from the search field to the list, Esc empties it first. `boxes` are names by key.

    Where narrowing takes longer than a key may wait, it comes when the typing pauses: no letter is held up by it.
    """

    changed = Signal()
    list_wanted = Signal()

    def __init__(
        self, theme: Theme, hint: str, boxes: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search = LineField(hint=hint, max_length=60)
        self.search.installEventFilter(self)
        self.boxes = {key: FilterBox(name, theme) for key, name in boxes}
        self.clear_hint = KeyHint("Alt+0", self.tr("清除"), theme)
        self._left = Label("", Type.TEXT, "", is_bold=True)
        self._is_quiet = False
        self._took = 0.0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._narrow)
        self._build()
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def text(self) -> str:
        return self.search.value().strip()

    @property
    def is_set(self) -> bool:
        return bool(self.text or any(box.value() for box in self.boxes.values()))

    def value(self, box: str) -> str:
        """What a box narrows to, "" for all."""
        return self.boxes[box].value()

    def set_choices(self, box: str, choices: Sequence[tuple[str, str]]) -> None:
        """(value, words); a value that is chosen stays among them."""
        chosen = self.boxes[box].value()
        extra = [(chosen, chosen)] if chosen and chosen not in [value for value, _words in choices] else []
        self._is_quiet = True
        self.boxes[box].set_choices([*choices, *extra])
        self._is_quiet = False

    def show_values(self, text: str = "", **boxes: str) -> None:
        """Narrows to this instead, telling nobody."""
        self._is_quiet = True
        self.search.set_value(text)
        for key, box in self.boxes.items():
            box.set_choices([(boxes[key], boxes[key])] if boxes.get(key) else [])
            box.set_value(boxes.get(key, ""))
        self._is_quiet = False
        self.clear_hint.setVisible(self.is_set)

    def clear(self) -> None:
        if self.is_set:
            self.show_values()
            self._narrow()

    def say_left(self, words: str) -> None:
        self._left.setText(words)

    @property
    def left_words(self) -> str:
        return self._left.text()

    def start_search(self) -> None:
        """The next key typed replaces what is searched for."""
        self.search.setFocus()
        self.search.selectAll()

    def type_on(self, text: str) -> None:
        """Takes what was typed elsewhere on the page."""
        self.search.setFocus()
        self.search.insert(text)

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inner = QHBoxLayout(self.search)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch()
        key = KeyHint("F3", "", self._theme)
        key.clicked.connect(self.start_search)
        inner.addWidget(key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search)
        for box in self.boxes.values():
            row.addWidget(box)
            box.value_changed.connect(lambda _value: self._tell())
        row.addWidget(self.clear_hint)
        row.addStretch()
        row.addWidget(self._left)
        self.clear_hint.clicked.connect(self.clear)
        self.clear_hint.hide()
        self.search.value_changed.connect(lambda _typed: self._take_key())

    def _rescale(self) -> None:
        self.search.setFixedWidth(360 if self._theme.is_wide else 300)

    def _tell(self) -> None:
        if not self._is_quiet:
            self.clear_hint.setVisible(self.is_set)
            self._narrow()

    def _take_key(self) -> None:
        if self._took <= SLOW:
            self._tell()
        elif not self._is_quiet:
            self.clear_hint.setVisible(self.is_set)
            self._pause.start()

    def _narrow(self) -> None:
        self._pause.stop()
        start = time.perf_counter()
        self.changed.emit()
        self._took = time.perf_counter() - start

    def _go_into_list(self) -> None:
        """What was typed is searched first."""
        if self._pause.isActive():
            self._narrow()
        self.list_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _INTO_LIST:
                self._go_into_list()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self._go_into_list()
                return True
        return super().eventFilter(watched, event)
