"""The member table in a window, over a real survey in a real vault."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession
from ffp_desktop.ui.form.members.view import MembersView
from ffp_desktop.ui.theme import Theme

SHEET_WIDTH = 1148
STYLESHEET = Path(__file__).parents[3] / "resources" / "style.qss"

Key = str | Qt.Key


class Table:
    """A clerk at the table: presses keys, and sees what the page is told."""

    def __init__(self, session: EntrySession, qtbot: QtBot) -> None:
        self.session = session
        self.window = QWidget()
        self.window.resize(SHEET_WIDTH + 40, 690)
        area = QScrollArea(self.window)
        area.setGeometry(self.window.rect())
        sheet = QWidget()
        self.view = MembersView(session, Theme(STYLESHEET), sheet)
        self.view.setGeometry(0, 0, SHEET_WIDTH, 10)
        sheet.setFixedSize(SHEET_WIDTH, 6000)
        area.setWidget(sheet)
        self.left: list[str] = []
        self.changes: list[Change] = []
        self.prompts: list[tuple[str, Callable[[str], None]]] = []
        self.view.leave_forward.connect(lambda: self.left.append("forward"))
        self.view.leave_backward.connect(lambda: self.left.append("backward"))
        self.view.committed.connect(self.changes.append)
        self.view.reason_wanted.connect(lambda prompt, answer: self.prompts.append((prompt, answer)))
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Single keys as `Qt.Key`, text as typed; `\\n` in a text is Enter, Chinese comes from an input method."""
        for key in keys:
            strokes = [key] if isinstance(key, Qt.Key) else [Qt.Key.Key_Return if c == "\n" else c for c in key]
            for stroke in strokes:
                if isinstance(stroke, str) and not stroke.isascii():
                    event = QInputMethodEvent()
                    event.setCommitString(stroke)
                    QCoreApplication.sendEvent(self.view.editor, event)
                    continue
                QTest.keyClick(self.view.editor, stroke, modifiers)  # type: ignore[call-overload]

    def add_member(self, **answers: str) -> str:
        """A member put in through the session, as if typed before."""
        change = self.session.set_text(Place("name"), answers.pop("name", "涂铉"))
        assert change.focus is not None
        for item, text in answers.items():
            self.session.set_text(Place(item, change.focus.member), text)
        self.view.refresh(None)
        return change.focus.member

    def go(self, item: str, member: str = "") -> None:
        self.view.focus_place(Place(item, member))

    def printed(self, item: str, member: str) -> str:
        return self.session.printed(Place(item, member))

    @property
    def place(self) -> Place | None:
        return self.view.current_place()

    @property
    def item(self) -> str:
        return self.place.item if self.place else ""

    @property
    def kinds(self) -> list[str]:
        return [row.kind.value for row in self.view.model.rows()]


@pytest.fixture
def table(session: EntrySession, qtbot: QtBot) -> Iterator[Table]:
    yield Table(session, qtbot)
