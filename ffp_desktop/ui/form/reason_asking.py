"""Asks for a reason under the focused item and gives the focus back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QTimer

from ffp_desktop.ui.form.reason_line import ReasonLine
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.theme import Theme

_HEIGHT = 36


class ReasonAsking(QObject):
    """Confirming a warning, striking a member out, correcting a finished survey: one line, never a dialog."""

    def __init__(self, theme: Theme, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self.line = ReasonLine(theme, sheet.stack)

    @property
    def is_open(self) -> bool:
        return self.line.is_open

    def ask(self, prompt: str, answer: Callable[[str], None]) -> None:
        """Opens under the focused item; `answer` gets the reason, "" when it is given up."""
        place, stack = self._sheet.place, self._sheet.stack
        if place is None:
            return
        row = stack.row_rect(place)
        rect = QRect(stack.members.x(), row.bottom() + 1, stack.table_width, _HEIGHT)
        self.line.ask(prompt, rect, lambda reason: QTimer.singleShot(0, self, lambda: self._end(answer, reason)))
        self._sheet.ensureVisible(rect.x(), rect.bottom() + 8, 0, 40)

    def _end(self, answer: Callable[[str], None], reason: str) -> None:
        answer(reason)
        if self._sheet.stack.members.current_place() is None and self._sheet.place is not None:
            self._sheet.focus_place(self._sheet.place)
