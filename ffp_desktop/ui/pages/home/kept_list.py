"""The filters that were kept, at the top of the panel of conditions: a digit or Enter takes one, Ctrl+Del forgets."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.row_list import ROWS_SEEN, RowList

_DIGITS = 9
_SEEN = 3  # rows; the others scroll, so that the panel leaves the list to be seen


class KeptList(QWidget):
    """Names with a number before them. Forgetting asks once: the same key again does it."""

    taken = Signal(object)  # SurveyQuery
    forgotten = Signal(str)
    advice_changed = Signal(str)
    focus_moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept: list[tuple[str, SurveyQuery]] = []
        self._asked = ""
        self.rows = RowList(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 4)
        layout.setSpacing(4)
        words = self.tr("留下的条件：按数字或 Enter 用一组，Ctrl+Del 忘掉选中的")
        layout.addWidget(Label(words, Type.LABEL, "label", is_bold=True))
        layout.addWidget(self.rows)
        self.rows.chosen.connect(lambda _row: self._stop_asking())

    def set_kept(self, kept: Mapping[str, SurveyQuery], words: Mapping[str, str]) -> None:
        """What was kept by its name, and how each is said."""
        self._kept = list(kept.items())
        names = [
            (f"{row}  {name}" if row <= _DIGITS else name, words[name] if words[name] != name else "", "")
            for row, name in enumerate(kept, 1)
        ]
        self.rows.set_rows(names, max(self.rows.index, 0))
        self.rows.setFixedHeight(
            min(self.rows.height(), _SEEN * self.rows.height() // max(min(len(kept), ROWS_SEEN), 1))
        )
        self.setVisible(bool(kept))

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._kept):
            self.taken.emit(self._kept[row][1])

    def _forget(self) -> None:
        name = self._kept[self.rows.index][0]
        if self._asked == name:
            self._stop_asking()
            self.forgotten.emit(name)
        else:
            self._asked = name
            self.advice_changed.emit(self.tr("再按一次 Ctrl+Del，就忘掉“{0}”；户和表都不受影响。").format(name))

    def _stop_asking(self) -> None:
        if self._asked:
            self._asked = ""
            self.advice_changed.emit("")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self._theme.pen(self._theme.palette.accent, 2))
            painter.drawRect(self.rows.geometry().adjusted(-1, -1, 1, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, is_control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            self.rows.step(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.rows.index)
        elif key == Qt.Key.Key_Delete and is_control and self._kept:
            self._forget()
        elif event.text().isdigit() and event.text() != "0" and not is_control:
            self._take(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stop_asking()
        self.update()
        self.focus_moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.focus_moved.emit()
