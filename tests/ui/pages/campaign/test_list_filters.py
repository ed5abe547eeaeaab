"""Typing in the search field over a list: at once where that is quick, at a pause where the list is long."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.ui.pages.campaign import list_filters
from ffp_desktop.ui.pages.campaign.list_filters import ListFilters
from ffp_desktop.ui.parts import Parts


@pytest.fixture
def filters(parts: Parts, qtbot: QtBot) -> ListFilters:
    made = ListFilters(parts.theme, "查找")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def searched(filters: ListFilters) -> list[str]:
    """What was searched for, each time."""
    found: list[str] = []
    filters.changed.connect(lambda: found.append(filters.text))
    return found


@pytest.fixture
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every look at the list took longer than a key may wait."""
    monkeypatch.setattr(list_filters, "SLOW", -1.0)


def test_search__quick_list__narrows_at_every_key(filters: ListFilters, searched: list[str], qtbot: QtBot) -> None:
    qtbot.keyClicks(filters.search, "mhe")
    assert searched == ["m", "mh", "mhe"]


@pytest.mark.usefixtures("_slow")
def test_search__slow_list__narrows_once_when_the_keys_rest(
    filters: ListFilters, searched: list[str], qtbot: QtBot
) -> None:
    qtbot.keyClicks(filters.search, "mhe")
    assert searched == []
    qtbot.waitUntil(lambda: searched == ["mhe"])


@pytest.mark.usefixtures("_slow")
@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_Return, "mhe"), (Qt.Key.Key_Escape, "")])
def test_search__into_the_list_before_the_pause__searches_first(
    filters: ListFilters, searched: list[str], qtbot: QtBot, key: Qt.Key, text: str
) -> None:
    qtbot.keyClicks(filters.search, "mhe")
    with qtbot.waitSignal(filters.list_wanted):
        qtbot.keyClick(filters.search, key)
    assert searched == [text]
