"""Asks the form's rules of surveys that came from elsewhere while the window is open: a few, then the next few.

Between two steps the background worker does whatever else waits. Locking or closing ends it; the next opening goes on.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background

if TYPE_CHECKING:
    from ffp_desktop.services.unchecked import UncheckedSurveys


class RuleChecking(QObject):
    """`wake` begins, and does nothing while it is under way."""

    checked = Signal(int)  # how many still wait

    def __init__(self, unchecked: "UncheckedSurveys", background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._unchecked = unchecked
        self._background = background
        self._is_under_way = False

    def wake(self) -> None:
        """After an import, or when the vault has been opened."""
        if not self._is_under_way and self._unchecked.count():
            self._is_under_way = True
            self._go_on()

    def _go_on(self) -> None:
        self._background.run(lambda _task: self._unchecked.check_some(), self._take, self._rest, self)

    def _take(self, left: int) -> None:
        self.checked.emit(left)
        if left:
            self._go_on()
        else:
            self._is_under_way = False

    def _rest(self, _error: FfpError) -> None:
        """The vault is locked, or the disk refuses: what is left stays marked."""
        self._is_under_way = False
