"""A clerk at the survey page: a real session over a real vault, real key presses, offscreen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.theme import Theme

STYLESHEET = Path(__file__).parents[2] / "resources" / "style.qss"
VILLAGE = "150722108204"
ROOM = (1366, 698)
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = str | Qt.Key


class Clerk:
    """Presses keys wherever the focus is, and looks at the page."""

    def __init__(self, surveys: Surveys, survey_id: str, qtbot: QtBot, size: tuple[int, int] = ROOM) -> None:
        self.qtbot = qtbot
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.theme = Theme(STYLESHEET)
        self.theme.set_window_width(size[0])
        application.setStyleSheet(self.theme.stylesheet())
        self.window = QWidget()
        self.window.resize(*size)
        self.page = SurveyPage(self.theme, county_regions(), surveys.open, self.window)
        self.page.resize(*size)
        self.page.open_survey(survey_id)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.page.arrive()

    @property
    def session(self) -> EntrySession:
        return self.page.session

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def place(self) -> Place:
        place = self.page.sheet.place
        assert place is not None
        return place

    @property
    def item(self) -> str:
        return self.place.item

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Single keys as `Qt.Key`, text as typed; `\\n` in a text is Enter, Chinese comes from an input method."""
        for key in keys:
            strokes: list[Key] = (
                [key] if isinstance(key, Qt.Key) else [Qt.Key.Key_Return if c == "\n" else c for c in key]
            )
            for stroke in strokes:
                if isinstance(stroke, str) and not stroke.isascii():
                    event = QInputMethodEvent()
                    event.setCommitString(stroke)
                    QCoreApplication.sendEvent(self.focused, event)
                else:
                    QTest.keyClick(self.focused, stroke, modifiers)  # type: ignore[call-overload]

    def go(self, item: str, member: str = "") -> None:
        self.page.sheet.focus_place(Place(item, member))

    def click(self, item: str, choice: str = "") -> None:
        """A click on an item's blank, or on the label of one of its choices."""
        view = self.page.sheet.stack.view_of(item)
        assert view is not None
        cell = view.placing.cell_of(item)
        assert cell is not None
        rect = cell.rect_of(item)
        if choice:
            rect = next(p.rect for p in cell.pieces if getattr(p.run, "choice", "") == choice)
        point = QPoint(round(rect.right()) - 4, round(rect.center().y()))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, NONE, point)

    def printed(self, item: str, member: str = "") -> str:
        return self.session.printed(Place(item, member))

    def wait(self, is_true: object) -> None:
        self.qtbot.waitUntil(is_true)


@pytest.fixture
def clerk(surveys: Surveys, qtbot: QtBot) -> Iterator[Clerk]:
    yield Clerk(surveys, surveys.start(VILLAGE, "东屯第一"), qtbot)
