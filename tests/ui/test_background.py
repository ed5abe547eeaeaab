"""The one background worker: results on the ui thread, errors told, cancelling silent, owners may go."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background, Task


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


def fail(error: object) -> None:
    raise AssertionError(error)


def test_run__work__comes_back_on_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    owner, threads, results = QObject(), [], []

    def work(_task: Task) -> int:
        threads.append(threading.current_thread())
        return 7

    def done(result: int) -> None:
        results.append((result, threading.current_thread()))

    background.run(work, done, fail, owner)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(7, threading.main_thread())]
    assert threads[0] is not threading.main_thread()


def test_run__known_error__goes_to_failed(qtbot: QtBot, background: Background) -> None:
    owner, codes = QObject(), []

    def work(_task: Task) -> None:
        raise FfpError("disk.full", "磁盘已满。")

    background.run(work, fail, lambda error: codes.append(error.code), owner)
    qtbot.waitUntil(lambda: codes == ["disk.full"])


def test_run__owner_gone__drops_the_result(qtbot: QtBot, background: Background) -> None:
    owner, other, seen = QObject(), QObject(), []
    may_end = threading.Event()
    background.run(lambda _task: may_end.wait(), lambda _r: seen.append("dead"), fail, owner)
    gone: list[bool] = []
    owner.destroyed.connect(lambda: gone.append(True))
    owner.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    may_end.set()
    background.run(lambda _task: None, lambda _r: seen.append("alive"), fail, other)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["alive"]


def test_run__cancelled__says_nothing(qtbot: QtBot, background: Background) -> None:
    owner, seen = QObject(), []
    may_go_on = threading.Event()

    def work(task: Task) -> None:
        may_go_on.wait()
        task.report(1, 2)

    task = background.run(work, fail, fail, owner)
    task.cancel()
    may_go_on.set()
    background.run(lambda _task: None, lambda _r: seen.append(1), fail, owner)
    qtbot.waitUntil(lambda: bool(seen))
    assert task.has_ended


def test_run__progress__is_told_in_order(qtbot: QtBot, background: Background) -> None:
    owner, steps, ends = QObject(), [], []

    def work(task: Task) -> None:
        for step in range(3):
            task.report(step, 3)

    background.run(work, ends.append, fail, owner, lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: bool(ends))
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_run__bug__is_raised_on_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    owner = QObject()

    def work(_task: Task) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        background.run(work, fail, fail, owner)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
