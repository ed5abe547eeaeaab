"""Asks the form's rules of surveys that came from elsewhere while the window is open: a few, then the next few.

Between two steps the background worker does whatever else waits. Locking or closing ends it; the next opening goes on.

API: `RuleChecking`, `check_arrivals(desk, background, exchange, home)` joins it to the pages.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background

if TYPE_CHECKING:
    from ffp_desktop.services.unchecked import UncheckedSurveys
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.exchange_pages import ExchangePages
    from ffp_desktop.ui.pages.home.page import HomePage


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


def check_arrivals(desk: "DeskShape", background: Background, exchange: "ExchangePages", home: "HomePage") -> None:
    """Now, and whenever something comes in; the list says how many are left, and shows what was found at the end."""
    checking = RuleChecking(desk.unchecked, background, exchange)

    def tell(left: int) -> None:
        if home.isVisible():
            home.tell_foot() if left else home.refresh()

    checking.checked.connect(tell)
    exchange.took_in.connect(checking.wake)
    QTimer.singleShot(0, checking, checking.wake)
