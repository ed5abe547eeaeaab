"""The column at the left of a page of several parts: a title, and one row for each part."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_row import ListRow


class SideColumn(QWidget):
    """Names in order; the page says which one is shown."""

    pressed = Signal(int)

    def __init__(self, title: str, names: Sequence[str], width: int, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(0)
        head = Label(title, Type.SUBHEAD)
        head.setContentsMargins(16, 0, 0, 8)
        column.addWidget(head)
        self._rows = [ListRow(name, "", "", theme) for name in names]
        for number, row in enumerate(self._rows):
            row.setFixedWidth(width)
            row.clicked.connect(lambda number=number: self.pressed.emit(number))
            column.addWidget(row)
        column.addStretch()

    def set_chosen(self, index: int) -> None:
        for number, row in enumerate(self._rows):
            row.set_chosen(number == index)


def lay_beside(page: QWidget, column: SideColumn, sheet: QWidget) -> None:
    """The column at the left edge of `page`, the sheet on the desk beside it."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(column)
    middle = QVBoxLayout()
    middle.setContentsMargins(14, 14, 14, 10)
    middle.addWidget(sheet)
    row.addLayout(middle, 1)
    row.addStretch()
