"""The window asks the rules of what came from elsewhere, step by step, and says how many are left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ffp_desktop.services.forms import FormShelf
from ffp_desktop.ui.background import Background, InstantWorker
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.home.list_words import say_foot
from ffp_desktop.ui.rule_checking import RuleChecking
from tests.conftest import Clock
from tests.ui.pages.offices import VILLAGE, Offices


@pytest.fixture
def township(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """One that has just taken a bundle."""
    offices = Offices(tmp_path, clock, FormShelf(), tmp_path / "stick")
    offices.stick.mkdir()
    _banner, township, village = offices.chain()
    for name in ("general-three-people", "monitored-five-people"):
        offices.enter(village, name, VILLAGE.code)
    exchange = township.bundles
    content = offices.export(village).read_bytes()
    exchange.receiving.accept(exchange.receiving.look(content))
    yield township
    for desk in offices.opened:
        desk.close()


def test_wake__surveys_wait__asks_until_none_does(qtbot: object, township: Desk) -> None:
    assert township.unchecked.count() == 2
    owner, left = QObject(), list[int]()
    checking = RuleChecking(township.unchecked, Background(InstantWorker()), owner)
    checking.checked.connect(left.append)
    checking.wake()
    assert left == [0] and township.unchecked.count() == 0
    checking.wake()
    assert left == [0]


def test_wake__locked_meanwhile__stops_and_leaves_the_rest(qtbot: object, township: Desk) -> None:
    pieces = []

    class LaterWorker(InstantWorker):
        def submit(self, piece: object) -> None:
            pieces.append(piece)

    owner, left = QObject(), list[int]()
    checking = RuleChecking(township.unchecked, Background(LaterWorker()), owner)
    checking.checked.connect(left.append)
    checking.wake()
    township._vault._database.close()
    pieces.pop()()
    assert left == [] and pieces == []


def test_wake__somebody_types__rests_until_the_keys_do(qtbot: QtBot, township: Desk) -> None:
    pieces: list[Callable[[], None]] = []

    class LaterWorker(InstantWorker):
        def submit(self, piece: Callable[[], None]) -> None:
            pieces.append(piece)

    field, left = QLineEdit(), list[int]()
    qtbot.addWidget(field)
    checking = RuleChecking(township.unchecked, Background(LaterWorker()), field)
    checking.checked.connect(left.append)
    checking.wake()
    qtbot.keyClick(field, Qt.Key.Key_1)
    pieces.pop()()
    assert left == [2] and not pieces
    qtbot.waitUntil(lambda: bool(pieces))
    pieces.pop()()
    assert left == [2, 0] and not pieces


def test_foot__while_they_wait__says_how_many() -> None:
    assert "还在核对 120 户" in say_foot(37, 0, 120, is_waiting=False)
    assert "核对" not in say_foot(37, 0, 0, is_waiting=False)


def test_foot__households_without_a_survey__says_that_the_list_has_not_all() -> None:
    assert say_foot(37, 0, 0, 5, is_waiting=False).endswith("共 37 户 · 另有 5 户未录入")
    assert "未录入" not in say_foot(37, 0, is_waiting=False)
