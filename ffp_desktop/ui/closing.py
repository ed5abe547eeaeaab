"""Closing the program: a verified backup with a calm line, and a choice when it cannot be made."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.quiet import ClosingPage
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.window import MainWindow


class Closing(QObject):
    """Shows the closing page, backs up in the background and calls `finish` when the window may go."""

    def __init__(self, desk: DeskShape, parts: Parts, window: "MainWindow", finish: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._parts = parts
        self._window = window
        self._finish = finish
        self._is_working = False
        self.page = ClosingPage(parts.theme)
        self.page.retry_wanted.connect(self.start)
        self.page.close_wanted.connect(self._close_without_backup)

    def start(self) -> None:
        if self._is_working:
            return
        self._is_working = True
        self._window.show_page(self.page)
        self.page.show_working()
        second = self._parts.settings.get("second_backup", "")

        def work(_task: object) -> None:
            self._desk.back_up(Path(second) if second else None)
            self._desk.close()

        self._parts.background.run(work, self._end, self._refuse, self)

    def _end(self, _nothing: object) -> None:
        QTimer.singleShot(0, self, self._finish)  # not inside the window's own close event

    def _refuse(self, error: FfpError) -> None:
        self._is_working = False
        self.page.show_refusal(error)

    def _close_without_backup(self) -> None:
        self._desk.close()
        self._finish()
