"""Reading again what a page shows, beside the window's own work; wanted while it goes on, it is done once more."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ffp_desktop.ui.background import Background, Task
from ffp_desktop.ui.errand import Errand

Work = Callable[[Task], Any]


class Reading(QObject):
    """`prepare` is asked on the ui thread what to do in the background; `show` takes what came of it."""

    refused = Signal(object)  # FfpError

    def __init__(
        self, background: Background, prepare: Callable[[], Work], show: Callable[[Any], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._prepare = prepare
        self._show = show
        self._is_wanted = False
        self._errand = Errand(background, self)
        self._errand.stopped.connect(self._go_on)
        self._errand.refused.connect(self.refused)

    @property
    def is_busy(self) -> bool:
        return self._errand.is_busy

    def refresh(self) -> None:
        self._is_wanted = self.is_busy
        if not self._is_wanted:
            self._errand.run(self._prepare(), self._take)

    def stop(self) -> None:
        self._is_wanted = False
        self._errand.stop()

    def _take(self, result: Any) -> None:
        if not self._is_wanted:
            self._show(result)
        self._go_on()

    def _go_on(self) -> None:
        if self._is_wanted:
            self.refresh()
