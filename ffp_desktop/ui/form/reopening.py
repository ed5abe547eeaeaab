"""Typing into a survey that is closed: what a correction needs, or where the survey is and what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from ffp_desktop.ui.form.page import SurveyPage

_WRITING = (Qt.Key.Key_Delete, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_Space)


class Reopening(QObject):
    """A finished survey is changed only with a reason: the first typed key asks for it."""

    def __init__(self, page: "SurveyPage") -> None:
        super().__init__(page)
        self._page = page

    def starts(self, event: QKeyEvent) -> bool:
        """Whether the key would have changed something; then it asked for the reason, or told why nothing can be."""
        is_typing = bool(event.text().strip()) and event.text().isprintable()
        is_typing |= event.key() in _WRITING
        if not is_typing or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        page = self._page
        if page.session.is_here:
            page.reason.ask(page.review.reopening_words(), self._reopen)
        else:
            page.actions_by_key.tell(page.review.closed_words(), is_refused=True)
        return True

    def _reopen(self, reason: str) -> None:
        if not reason:
            return
        try:
            self._page.session.reopen(reason)
        except FfpError as error:
            self._page.actions_by_key.tell(error.sentence, is_refused=True)
            return
        self._page.show_all()
        self._page.review.refresh()
