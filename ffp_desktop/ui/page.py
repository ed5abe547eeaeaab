"""What the window knows of a page: its bar, what its keys do now, and what to do on arrival and on leaving."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HOME_TAB, EXCHANGE_TAB, PRINT_TAB, DESK_TAB, SETTINGS_TAB = "Alt+1", "Alt+3", "Alt+4", "Alt+5", "Alt+6"
LISTS_TAB, REVIEW_TAB = "Alt+2", "Alt+7"
"""The keys of the tabs at the top of the window."""


@dataclass(frozen=True, slots=True)
class KeyAction:
    """A key that does something now. `keys` are caps as shown ("F2", "← →"); `act` None only tells (typing keys)."""

    keys: str
    words: str
    act: Callable[[], None] | None = None


class Page(QWidget):
    """One page of the window. Pages say what works now in `key_actions`; the window shows it and obeys it.

    `title` stands in the window's title bar; `status_changed` asks the window to read the status line again.
    """

    tab = ""  # the key of the tab it belongs to, "" for none
    can_explain = True  # whether F1 says something here
    keys_changed = Signal()
    status_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "desk")
        self._shortcuts: list[QShortcut] = []

    def title(self) -> str:
        """What follows the program's name in the title bar."""
        return ""

    def key_actions(self) -> list[KeyAction]:
        """What works now, in the order of the status bar."""
        return []

    def status_words(self) -> tuple[str, str]:
        """The words at the left and the right of the status bar."""
        return "", ""

    def top_bar(self) -> QWidget | None:
        """The page's own bar in place of the window's tabs; None for the tabs."""
        return None

    def help_chapter(self) -> str:
        """The manual's chapter that F1 opens."""
        return "01-开始使用"

    def arrive(self) -> None:
        """The page is shown: refresh and take the focus."""

    def leave(self) -> None:
        """The page is about to be hidden."""

    def hold(self) -> bool:
        """Whether leaving now would lose something; the page has told so. Held once: who leaves again knows."""
        return False

    def explain(self) -> bool:
        """F1: whether the page itself explained what has the focus."""
        return False

    def press_enter(self) -> None:
        """Enter was pressed and no field wanted it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press_enter()
        else:
            super().keyPressEvent(event)

    def bind_key(self, keys: str, act: Callable[[], None]) -> QShortcut:
        """Makes a key work anywhere on the page."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        self._shortcuts.append(shortcut)
        return shortcut
