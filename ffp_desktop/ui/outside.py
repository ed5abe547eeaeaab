"""The pages outside the vault: unlock, first start, restore, recovery."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.pages.unlock import UnlockPage
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.window import MainWindow


class OutsidePages(QObject):
    """Knows which of them follows which; each opens the window's desk when the vault is open."""

    def __init__(self, parts: Parts, window: "MainWindow") -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window

    def start(self) -> None:
        """The unlock page, or the first start when there is no vault yet."""
        try:
            exists = self._parts.door.read_card().exists
        except FfpError:
            exists = True  # the unlock page tells the error
        if exists:
            self.show_unlock()
        else:
            self.show_first_start()

    def show_unlock(self) -> None:
        parts, window = self._parts, self._window
        page = UnlockPage(parts.door, parts.theme, parts.background, parts.version, parts.clock, parts.regions)
        page.opened.connect(window.take_desk)
        page.restore_wanted.connect(self.show_restore)
        page.recovery_wanted.connect(self.show_recovery)
        page.help_wanted.connect(window.show_help)
        window.show_only(page)

    def tell_error(self, error: FfpError) -> None:
        """Why the desk behind the open vault could not be laid."""
        page = self._window.page
        if not isinstance(page, UnlockPage):
            self.show_unlock()
            page = self._window.page
        if isinstance(page, UnlockPage):
            page.notice.tell_error(error)

    def show_first_start(self) -> None:
        from ffp_desktop.ui.pages.first_start import FirstStartPage
        from ffp_desktop.ui.printing import print_recovery_code

        parts = self._parts
        page = FirstStartPage(parts.door, parts.regions(), parts.theme, parts.background, print_recovery_code)
        page.opened.connect(self._window.take_desk)
        page.restore_wanted.connect(self.show_restore)
        self._window.show_only(page)

    def show_restore(self) -> None:
        from ffp_desktop.ui.pages.restore import RestorePage

        page = RestorePage(self._parts.door, self._parts.theme, self._parts.background)
        page.restored.connect(self._tell_restored)
        page.left.connect(self.start)
        self._window.show_only(page)

    def _tell_restored(self, words: str) -> None:
        """The unlock page says what came of it: it looks as before, and a person would try again."""
        self.start()
        page = self._window.page
        if isinstance(page, UnlockPage):
            page.notice.tell(words, "accent")

    def show_recovery(self) -> None:
        from ffp_desktop.ui.pages.recovery import RecoveryPage

        page = RecoveryPage(self._parts.door, self._parts.theme, self._parts.background)
        page.opened.connect(self._window.take_desk)
        page.left.connect(self.start)
        self._window.show_only(page)
