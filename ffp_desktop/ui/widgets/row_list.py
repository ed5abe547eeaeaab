"""A short list of rows of which one is chosen, moved by ↑↓ from whatever field has the focus."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.list_row import ListRow

ROWS_SEEN = 8


class RowList(QScrollArea):
    """The rows; above `ROWS_SEEN` they scroll."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[ListRow] = []
        self._index = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def index(self) -> int:
        """The chosen row's, -1 when there is none."""
        return self._index

    def set_rows(self, rows: Sequence[tuple[str, str, str]], index: int = 0) -> None:
        """Shows rows of (name, what, aside)."""
        inner = QWidget()
        inner.setProperty("ground", "plain")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rows = []
        for number, texts in enumerate(rows):
            row = ListRow(*texts, self._theme)
            row.clicked.connect(lambda number=number: self.choose(number))
            layout.addWidget(row)
            self._rows.append(row)
        layout.addStretch()
        self.setWidget(inner)
        self.setFixedHeight(41 * min(max(len(rows), 1), ROWS_SEEN))
        self._index = -1
        if rows:
            self.choose(min(index, len(rows) - 1))

    def choose(self, index: int) -> None:
        for number, row in enumerate(self._rows):
            row.set_chosen(number == index)
        if index != self._index:
            self._index = index
            self.chosen.emit(index)
        self.ensureWidgetVisible(self._rows[index], 0, 0)

    def step(self, by: int) -> None:
        """Chooses the row `by` further, stopping at the ends."""
        if self._rows:
            self.choose(min(max(self._index + by, 0), len(self._rows) - 1))
