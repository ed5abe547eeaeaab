"""The panel that asks what a column is: typing narrows by number, words or pinyin initials; Enter takes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.table.mapping import ColumnMatcher, Target
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel

WIDTH, HEIGHT, _TOP = 520, 420, 80  # px
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class TargetPanel(Panel):
    """Offers everything a column can be."""

    taken = Signal(object)  # Target

    def __init__(self, targets: Sequence[Target], matcher: ColumnMatcher, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH, _TOP)
        self._targets = list(targets)
        self._words = [matcher.target_name(target) for target in self._targets]
        self._initials: list[str] = []
        self._shown: list[Target] = []
        self.setFixedHeight(HEIGHT)
        self._title = Label("", Type.HOUSEHOLD)
        self.search = LineField(hint=self.tr("题号、名称或拼音首字母，例如 A6、sfz"))
        self.search.installEventFilter(self)
        self.search.value_changed.connect(self._narrow)
        self.search.returnPressed.connect(self._take)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.column.setSpacing(8)
        self.add_head(self._title, self.tr("不改，关闭"))
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)

    def open(self, heading: str, current: Target) -> None:
        """Asks for one column; its present target is chosen already."""
        self._title.setText(self.tr("“{0}”是哪一项？").format(heading))
        self._initials = self._initials or [spell_initials(words) for words in self._words]
        self.search.set_value("")
        self._narrow("")
        items = [target.item for target in self._shown]
        self.list.setCurrentRow(items.index(current.item) if current.item in items else 0)
        self.rise()
        self.search.setFocus()

    def _narrow(self, typed: str) -> None:
        wanted = typed.strip().lower()
        found = [
            number
            for number, words in enumerate(self._words)
            if wanted in words.lower() or any(wanted in one for one in self._initials[number].split())
        ]
        found.sort(key=lambda number: not self._words[number].lower().startswith(f"{wanted} "))
        self._shown = [self._targets[number] for number in found]
        self.list.clear()
        self.list.addItems([self._words[number] for number in found])
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            self.hide()
            self.taken.emit(self._shown[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)
