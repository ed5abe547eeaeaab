"""The table at the left of the quality page, with the words that stand there while it is empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from ffp_desktop.ui.pages.quality.rows import Line, Lines, LinesDelegate, LinesModel, fill_widths
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import dress_as_list

_LEAST = 30  # px


class LinesTable(QTableView):
    """Enter and a double click open a line; typing searches."""

    opened = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LinesDelegate(self.lines, theme, self))
        dress_as_list(self, _LEAST)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._empty = Label("", Type.TEXT, "muted", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def empty_words(self) -> str:
        return "" if self._empty.isHidden() else self._empty.text()

    @property
    def current(self) -> Line | None:
        return self.lines.line(self.currentIndex().row())

    def show_lines(self, lines: Lines, empty: str) -> None:
        """Shows a list, the row on the same survey as before; `empty` says why there is none and what to do."""
        before = self.current
        row = max(self.currentIndex().row(), 0)
        self.lines.show(lines)
        self._spread()
        self.clearSpans()
        for number, line in enumerate(lines.lines):
            if line.is_note:
                self.setSpan(number, 1, 1, len(lines.headings) - 1)
        found = self.lines.row_of(before.survey) if before is not None and before.survey else -1
        self.select(found if found >= 0 else row)
        self._empty.setText(empty)
        self._empty.setVisible(not lines.lines)
        self._place_empty()

    def select(self, row: int) -> None:
        if self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(min(max(row, 0), self.lines.rowCount() - 1), 0))

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.sizes.list_row)
        self.horizontalHeader().setFixedHeight(self._theme.sizes.list_row)
        self._spread()

    def _spread(self) -> None:
        for column, width in enumerate(fill_widths(self.lines.shown.headings, self.viewport().width())):
            self.setColumnWidth(column, width)

    def _place_empty(self) -> None:
        self._empty.setGeometry(20, self.height() // 2 - 60, max(self.width() - 40, 10), 100)

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif is_plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select(0 if key == Qt.Key.Key_Home else self.lines.rowCount() - 1)
        elif is_plain and text and text.isprintable() and text != " ":
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()
        self._place_empty()
