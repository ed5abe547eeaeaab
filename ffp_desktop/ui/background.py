"""The one background worker, and the only place that starts threads.

`run` does `work` on a single worker thread and gives its result to `done` on the ui thread; when `owner` is gone
the result is dropped. Tests swap in an `InstantWorker`.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from ffp_desktop.errors import FfpError


class Cancelled(Exception):  # noqa: N818 - it is a wish, not an error
    """Raised in the work when a person cancelled; nothing is said about it."""


class Task(QObject):
    """One piece of work under way. The work gets it to report progress and to see that it was cancelled."""

    progressed = Signal(int, int)
    ended = Signal(object, object)  # result, exception or None

    def __init__(self) -> None:
        super().__init__()
        self._is_cancelled = threading.Event()
        self.has_ended = False

    def cancel(self) -> None:
        self._is_cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled.is_set()

    def report(self, done: int, total: int) -> None:
        """Called by the work: `done` of `total` steps. Raises `Cancelled` when a person cancelled."""
        if self.is_cancelled:
            raise Cancelled
        self.progressed.emit(done, total)


Work = Callable[[Task], Any]


class Worker(Protocol):
    """Does pieces of work one after another, somewhere."""

    def submit(self, piece: Callable[[], None]) -> None: ...
    def stop(self) -> None: ...


class ThreadWorker:
    """One daemon thread, started with the first piece of work."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, piece: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="background", daemon=True)
            self._thread.start()
        self._queue.put(piece)

    def stop(self) -> None:
        """Lets the pieces already submitted end, then ends the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (piece := self._queue.get()) is not None:
            piece()


class InstantWorker:
    """Does the work at once, in the calling thread."""

    def submit(self, piece: Callable[[], None]) -> None:
        piece()

    def stop(self) -> None:
        return


class Background(QObject):
    """Runs work beside the ui thread."""

    def __init__(self, worker: Worker | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker = worker or ThreadWorker()
        self._tasks: set[Task] = set()

    def run(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[FfpError], None],
        owner: QObject,
        progressed: Callable[[int, int], None] | None = None,
    ) -> Task:
        """Starts `work(task)`; `done(result)` or `failed(error)` follow on the ui thread while `owner` lives.

        A known error goes to `failed`; cancelling is silent; anything else is a bug and is raised on the ui thread.
        """
        task = Task()
        self._tasks.add(task)
        receiver = _Receiver(task, done, failed, owner, self._tasks)
        task.ended.connect(receiver.take, Qt.ConnectionType.AutoConnection)
        if progressed is not None:
            task.progressed.connect(receiver.pass_on)
            receiver.progressed = progressed
        self._worker.submit(lambda: _carry_out(task, work))
        return task

    def stop(self) -> None:
        """Ends the worker after what is under way."""
        self._worker.stop()


class _Receiver(QObject):
    """Lives in the ui thread as a child of the owner, so it dies with it."""

    def __init__(
        self,
        task: Task,
        done: Callable[[Any], None],
        failed: Callable[[FfpError], None],
        owner: QObject,
        tasks: set[Task],
    ) -> None:
        super().__init__(owner)
        self._task = task
        self._done = done
        self._failed = failed
        self._tasks = tasks
        self.progressed: Callable[[int, int], None] | None = None
        self.destroyed.connect(lambda: tasks.discard(task))

    def pass_on(self, done: int, total: int) -> None:
        if self.progressed is not None:
            self.progressed(done, total)

    def take(self, result: object, error: BaseException | None) -> None:
        self._tasks.discard(self._task)
        self._task.has_ended = True
        self.deleteLater()
        if isinstance(error, Cancelled) or (error is None and self._task.is_cancelled):
            return
        if isinstance(error, FfpError):
            self._failed(error)
        elif error is not None:
            raise error
        else:
            self._done(result)


def _carry_out(task: Task, work: Work) -> None:
    result: object = None
    error: BaseException | None = None
    try:
        result = work(task)
    except BaseException as raised:  # every end of the work must be told
        error = raised
    try:
        task.ended.emit(result, error)
    except RuntimeError:
        return  # the program is closing
