"""The program's own window on a screen, over a vault that a test has filled."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.app import dress, make_parts
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.typist import ENTER, focused

OpenWindow = Callable[[Path], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the program's window over the vault in a folder, at the unlock page."""
    opened: list[tuple[MainWindow, Background]] = []

    def open_it(folder: Path) -> MainWindow:
        background = Background()
        parts = make_parts(folder, background, tmp_path / f"{folder.name}-settings.json")
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if not opened:  # all of them wear the same
            dress(application, parts.theme)
        shown = MainWindow(parts)
        opened.append((shown, background))
        qtbot.addWidget(shown)
        shown.resize(1366, 698)
        shown.start()
        with qtbot.waitActive(shown):
            shown.show()
            shown.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return shown

    yield open_it
    for shown, background in opened:
        if shown.desk is not None:
            shown.desk.close()
        background.stop()


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path, clock: Clock) -> MainWindow:
    """The window over a fresh vault of the banner."""
    folder = tmp_path / "vault"
    vault, _code = create_vault(folder, Unit("150722", "莫旗", "旗"), "苏日娜", PASSWORD, clock(), QUICK)
    vault.close(clock(), backup=False)
    return open_window(folder)


def unlock(qtbot: QtBot, window: MainWindow) -> None:
    """Types the password and waits for the list."""
    QTest.keyClicks(focused(), PASSWORD)
    QTest.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: window.desk is not None and QApplication.focusWidget() is not None, timeout=10_000)
