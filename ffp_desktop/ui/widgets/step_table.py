"""A table of cells in which ← and → are the page's: they go from list to list. Home and End go to its ends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ffp_desktop.ui.widgets.cell_table import CellTable


class StepTable(CellTable):
    """Tells the steps; everything else is a table's."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            if self.cells.rowCount():
                self.select(0 if event.key() == Qt.Key.Key_Home else self.cells.rowCount() - 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
