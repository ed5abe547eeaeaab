"""F4: what the paper shows instead of an answer, chosen in a small list at the item."""

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.values import Mark
from ffp_desktop.services.entry import OfferedChoice
from ffp_desktop.ui.form.choice_popup import ChoicePopup, PopupContent
from ffp_desktop.ui.theme import Theme


class MarkMenu(QObject):
    """The editor keeps the focus; while the list is open it is offered every key first."""

    marked = Signal(object)  # Mark

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._popup = ChoicePopup(theme, parent)
        self._popup.taken.connect(lambda name: self.marked.emit(Mark(name)))

    @property
    def is_open(self) -> bool:
        return self._popup.is_open

    def open_at(self, anchor: QWidget, rect: QRect, place_name: str) -> None:
        hints = {
            Mark.BLANK: self.tr("纸上空着"),
            Mark.STRUCK: self.tr("纸上划掉了"),
            Mark.ILLEGIBLE: self.tr("字认不出"),
        }
        offers = tuple(OfferedChoice(mark.value, "", "", hints[mark]) for mark in Mark)
        numbers = {mark.value: str(number) for number, mark in enumerate(Mark, 1)}
        title = self.tr("%1 纸上是：").replace("%1", place_name)
        self._popup.serve(anchor, rect, PopupContent(title, offers, numbers))
        self._popup.browse()

    def close(self) -> None:
        self._popup.dismiss(is_silent=True)

    def take_key(self, event: QKeyEvent) -> bool:
        """Digits, arrows, Enter and Esc belong to the open list; any other key closes it."""
        if not self._popup.is_open:
            return False
        if self._popup.handle_key(event):
            return True
        if event.text().strip() and event.text().isprintable():
            self._popup.set_typed(event.text())
            return True
        self.close()
        return False
