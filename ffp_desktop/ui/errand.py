"""One piece of background work at a time, and stopping it: what is said after a stop is what really happened."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background, Task


class Errand(QObject):
    """`stopped` follows a stop that left nothing done; work that was done before the stop reached it ends as usual."""

    changed = Signal()  # busy or not
    progressed = Signal(int, int)
    stopped = Signal()
    refused = Signal(object)  # FfpError
    _over = Signal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._task: Task | None = None
        self._is_stopping = False
        self._results: list[Any] = []
        self._done: Callable[[Any], None] = lambda _result: None
        self._over.connect(self._see_end)

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    def run(self, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        """Starts `work(task)`; `done(result)` follows on the ui thread."""
        results: list[Any] = []
        self._results, self._done, self._is_stopping = results, done, False

        def carry_out(task: Task) -> Any:
            try:
                results.append(work(task))
                return results[0]
            finally:
                self._over.emit()

        task = self._background.run(carry_out, self._finish, self._refuse, self, self.progressed.emit)
        self._task = None if task.has_ended else task
        self.changed.emit()

    def stop(self) -> None:
        """Asks the work to end; it is over when `stopped` or its result comes."""
        if self._task is not None and not self._is_stopping:
            self._is_stopping = True
            self._task.cancel()

    def _finish(self, result: Any) -> None:
        self._end()
        self._done(result)

    def _refuse(self, error: FfpError) -> None:
        self._end()
        self.refused.emit(error)

    def _see_end(self) -> None:
        """The background says nothing of work that was cancelled."""
        if not self._is_stopping:
            return
        self._end()
        if self._results:
            self._done(self._results[0])
        else:
            self.stopped.emit()

    def _end(self) -> None:
        self._task = None
        self._is_stopping = False
        self.changed.emit()
