"""Computers of offices that lie far from each other: each a real window over its own vault, one stick between them.

API: class `Computer(qtbot, open_window, folder, stick)`: `sit_down(name)`, `switch_on()`, `switch_off()`, `page(kind)`,
`go(key, kind)`; and what people do at them: `press(*keys)`, `write(text)`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.ui.page import Page
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.unlock import UnlockPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD
from tests.e2e.conftest import OpenWindow
from tests.e2e.typist import ENTER, commit, focused

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Shown = TypeVar("Shown", bound=Page)
_PLAIN = Qt.KeyboardModifier.NoModifier
LONG = 30_000  # ms after which a fact that has not come is taken not to come


def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
    """Presses keys one by one, or types text, where the focus is."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    """Types a text; what is no ASCII comes from the input method."""
    for letter in text:
        press(letter) if letter.isascii() else commit(letter)


class Computer:
    """One desk with one window; a person is sitting there after `sit_down`."""

    def __init__(self, qtbot: QtBot, open_window: OpenWindow, folder: Path, stick: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.stick = stick
        self._open_window = open_window
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow:
        assert self._window is not None, "this computer is off"
        return self._window

    def wait(self, fact: Callable[[], bool]) -> None:
        """Until it is true."""
        self.qtbot.waitUntil(fact, timeout=LONG)

    def turn_to(self) -> None:
        """The keys go to this window from now on."""
        self.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.window and has_focus())

    def switch_on(self) -> None:
        self._window = self._open_window(self.folder)

    def switch_off(self) -> None:
        """The window is closed; that makes a backup."""
        window = self.window
        window.close()
        self.wait(lambda: not window.isVisible())
        self._window = None

    def sit_down(self, name: str) -> None:
        """Somebody unlocks, whoever it was before."""
        if self._window is None:
            self.switch_on()
        self.turn_to()
        if self.window.desk is not None:
            press(Key.Key_L, modifier=CONTROL)
        self.wait(lambda: isinstance(self.window.page, UnlockPage) and has_focus())
        self.unlock(name)

    def unlock(self, name: str) -> None:
        page = self.page(UnlockPage)
        press(*[Key.Key_Up] * 9)
        for _ in range(9):
            if name in page._whose.text():
                break
            press(Key.Key_Down)
        assert name in page._whose.text()
        press(PASSWORD, ENTER)
        self.wait(lambda: self.window.desk is not None and has_focus())

    def page(self, kind: type[Shown]) -> Shown:
        """The page that is shown."""
        page = self.window.page
        assert isinstance(page, kind), f"{type(page).__name__} instead of {kind.__name__}"
        return page

    def wait_for(self, kind: type[Shown]) -> Shown:
        self.wait(lambda: isinstance(self.window.page, kind))
        return self.page(kind)

    def go(self, tab: Qt.Key, kind: type[Shown]) -> Shown:
        """Alt and a digit."""
        press(tab, modifier=ALT)
        return self.wait_for(kind)

    def go_home(self) -> HomePage:
        home = self.go(Key.Key_1, HomePage)
        self.wait(home.table.hasFocus)
        return home


def has_focus() -> bool:
    return QApplication.focusWidget() is not None
