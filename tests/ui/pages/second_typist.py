"""Types a household a second time, with key presses only: Enter on, digits, initials, the people counted, and 1 2 3."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.survey_file import SurveyFile
from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage
from tests.e2e.typist import ENTER, Typist

ESC = Qt.Key.Key_Escape


class SecondTypist(Typist):
    """Follows the page; at a difference it presses what `decisions` says of that item (1 to 3, by item)."""

    def __init__(
        self, qtbot: QtBot, page: SecondEntryPage, paper: SurveyFile, decisions: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(page.sheet, paper.answers)
        self._qtbot = qtbot
        self._page = page
        self._people = len(paper.answers.present_members())
        self._village = paper.village
        self._decisions = decisions or {}
        self.told: list[str] = []

    def type_until(self, item: str = "") -> None:
        """Types on until the focus is at `item`, a difference waits that nobody decides, or all is typed."""
        for _ in range(500):
            place = self._sheet.place
            assert place is not None
            if self._page.session.difference is not None:
                if not self._decide():
                    return
            elif place.item == item or not self._page.session.left:
                return
            elif self._page.session.item(place).repeat and not self._page.session.is_counted:
                self.count(str(self._people))
            else:
                self.type_at(place)
        raise AssertionError("the focus goes round in circles")

    def count(self, people: str) -> None:
        self._qtbot.waitUntil(lambda: self._page.reason.is_open)
        self.type_text(people)
        self.press(ENTER)
        self._qtbot.waitUntil(lambda: not self._page.reason.is_open)
        self._qtbot.waitUntil(lambda: self._page.session.is_counted or self._page.is_held)

    def _decide(self) -> bool:
        waiting = self._page.session.difference
        assert waiting is not None and self._page.panel.is_open
        self.told.append(self._page.panel.words)
        key = self._decisions.get(waiting.place.item, "")
        if key:
            self.type_text(key)
        return bool(key)

    def wanted_at(self, place: Place) -> str:
        return self._village if place.item == "village" else super().wanted_at(place)


def with_answer(answers: Answers, item: str, answer: object) -> Answers:
    """The same answers, with another one at a place of the household."""
    return Answers({**answers.given, Place(item): answer}, answers.members, answers.struck)


def focus_name() -> str:
    widget = QApplication.focusWidget()
    return type(widget).__name__ if widget is not None else ""
