"""Asks the form's rules of surveys that came from elsewhere while the window is open: a few, then the next few.

Between two steps the background worker does whatever else waits. Locking or closing ends it; the next opening goes on.

API: `RuleChecking`, `check_arrivals(desk, background, exchange, home)` joins it to the pages.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background

if TYPE_CHECKING:
    from ffp_desktop.services.unchecked import UncheckedSurveys
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.exchange_pages import ExchangePages
    from ffp_desktop.ui.pages.home.page import HomePage

PAUSE_MS = 400  # without a key: longer than between two keys of one answer, shorter than a look at the paper
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.InputMethod}


class RuleChecking(QObject):
    """`wake` begins, and does nothing while it is under way. While somebody types it rests, so that keys stay quick."""

    checked = Signal(int)  # how many still wait

    def __init__(self, unchecked: "UncheckedSurveys", background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._unchecked = unchecked
        self._background = background
        self._is_under_way = False
        self._is_asking = False
        self._is_typing = False  # written here, read by the worker between two surveys
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._go_on)

    def wake(self) -> None:
        """After an import, or when the vault has been opened."""
        if not self._is_under_way and self._unchecked.count():
            self._is_under_way = True
            _application().installEventFilter(self)
            self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS:
            self._is_typing = True
            self._pause.start()
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        self._is_typing = False
        if not self._is_asking:
            self._is_asking = True
            self._background.run(lambda _task: self._ask(), self._take, self._rest, self)

    def _ask(self) -> int:
        return self._unchecked.check_some(is_wanted=lambda: not self._is_typing)

    def _take(self, left: int) -> None:
        self._is_asking = False
        self.checked.emit(left)
        if not left:
            self._end()
        elif not self._pause.isActive():
            self._go_on()

    def _rest(self, _error: FfpError) -> None:
        """The vault is locked, or the disk refuses: what is left stays marked."""
        self._is_asking = False
        self._end()

    def _end(self) -> None:
        self._is_under_way = False
        self._pause.stop()
        _application().removeEventFilter(self)


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None, "windows need an application"
    return application


def check_arrivals(desk: "DeskShape", background: Background, exchange: "ExchangePages", home: "HomePage") -> None:
    """Now, and whenever something comes in; the list says how many are left, and shows what was found at the end."""
    checking = RuleChecking(desk.unchecked, background, exchange)

    def tell(left: int) -> None:
        if home.isVisible():
            home.tell_foot() if left else home.refresh()

    checking.checked.connect(tell)
    exchange.took_in.connect(checking.wake)
    QTimer.singleShot(0, checking, checking.wake)
