"""The rows of a file that were not taken, each with its reason: F6 shows them in the place of the files.

API: `RefusedTable(theme, has_words)`: `.show_refused(rows)`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.campaign.records import RefusedRow
from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable


class RefusedTable(CellTable):
    """In the order of the sheet. `has_words`: the cells of such rows were kept and are shown too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, has_words: bool = True) -> None:
        translate = QCoreApplication.translate
        columns = [
            CellColumn(translate("RefusedTable", "表"), 110),
            CellColumn(translate("RefusedTable", "第几行"), 76, is_right=True),
            CellColumn(translate("RefusedTable", "为什么没收"), 500),
            CellColumn(translate("RefusedTable", "这一行写的"), 600),
        ]
        super().__init__(columns if has_words else columns[:-1], theme, parent)
        self._palette = theme.palette

    def show_refused(self, rows: Sequence[RefusedRow]) -> None:
        """All of a list's."""
        ink = self._palette.answer
        self.show_rows(
            [
                [
                    Cell(row.sheet),
                    Cell(str(row.row), ink),
                    Cell(row.reason, self._palette.warning),
                    Cell("　".join(word for word in row.words if word)),
                ]
                for row in rows
            ]
        )
