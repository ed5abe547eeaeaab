"""A filter of a list that ← and → go through, one value after the other; Enter opens the menu."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.ui.widgets.filter_box import FilterBox


class StepBox(FilterBox):
    """Everything else is a filter's."""

    def step(self, by: int) -> None:
        """The value `by` places further, all of them among the values, going round."""
        values = ["", *self.values()]
        self.set_value(values[(values.index(self.value()) + by) % len(values)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.step(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
