"""A field that picks another household by its head's name, pinyin initials or printed number."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from ffp_desktop.ui.dossier_shape import FoundHouseholdShape

_SHOWN = 4  # households under the field


class HouseholdPicker(QWidget):
    """What is found stands under the field; ↑↓ choose in it, Enter goes on with the chosen one."""

    finished = Signal()
    grown = Signal()

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions = regions
        self._search: Callable[[str], Sequence[FoundHouseholdShape]] = lambda _text: ()
        self._found: Sequence[FoundHouseholdShape] = ()
        self.field = LineField(max_length=40)
        self.list = RowList(theme)
        self._foot = Label("", Type.SECONDARY, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (self.field, self.list, self._foot):
            column.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(lambda _text: self._look())

    def start(self, search: "Callable[[str], Sequence[FoundHouseholdShape]]") -> None:
        """Shows the first ones there are."""
        self._search = search
        self.field.set_value("")
        self._look()

    def household(self) -> str:
        """The chosen household's id, "" for none."""
        return self._found[self.list.index].id if 0 <= self.list.index < len(self._found) else ""

    def _look(self) -> None:
        found = self._search(self.field.value().strip())
        self._found = found[:_SHOWN]
        self.list.set_rows([self._words(one) for one in self._found])
        self.list.setVisible(bool(self._found))
        more = self.tr("还有 {0} 户，再输几个字。").format(len(found) - _SHOWN)
        none = self.tr("没有找到别的户。可以输入户主姓名、拼音首字母或表号。")
        self._foot.setText(none if not found else more if len(found) > _SHOWN else "")
        self._foot.setVisible(bool(self._foot.text()))
        self.grown.emit()

    def _words(self, one: "FoundHouseholdShape") -> tuple[str, str, str]:
        region = self._regions.find(one.village)
        place = " ".join(part for part in (region.short_name if region else one.village, one.natural_village) if part)
        people = self.tr("{0}口人").format(one.member_count)
        return one.head_name or self.tr("还没填户主"), place, f"{people}　{one.number}".strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self.list.step(steps[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.household():
                    self.finished.emit()
                return True
        return super().eventFilter(watched, event)
