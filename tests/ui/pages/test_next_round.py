"""A new round at the desk: who is waiting, and a household begun from its last survey."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.app import make_parts
from ffp_desktop.domain.survey import State
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import next_round
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.store.vault import OpenVault
from ffp_desktop.ui.background import Background, InstantWorker
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.settings.round import RoundPart

from ...forms.household import read_survey


@pytest.fixture
def desk(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> Desk:
    filed = read_survey("general-three-people")
    surveys.add(NewSurvey(filed.village, DraftState(filed.answers), finish=True))
    return Desk(Vaults(vault.folder), vault, surveys, shelf, county_regions())


@pytest.fixture
def home(desk: Desk, vault: OpenVault, qtbot: QtBot) -> HomePage:
    parts = make_parts(vault.folder, Background(InstantWorker()), vault.folder / "settings.json")
    page = HomePage(desk, parts.theme, parts.settings, parts.clock, parts.background)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


def test_next_quarter__opened_in_the_settings__only_when_asked_twice(desk: Desk, home: HomePage, qtbot: QtBot) -> None:
    part = RoundPart(desk, home._theme)
    qtbot.addWidget(part)
    part.show_now()
    part.open_next.click()
    assert desk.current_round().id == "2023Q1"
    part.open_next.click()
    now = desk.current_round()
    assert (now.id, now.name) == ("2023Q2", "2023年二季度防返贫监测和帮扶重点核查")
    assert (now.period_start, now.period_end) == ("2022-05-15", "2023-05-14")


def test_next_round__of_the_last_quarter__begins_a_year(desk: Desk) -> None:
    rounds = [desk.current_round()]
    for _ in range(4):
        rounds.append(next_round(rounds[-1]))
    assert [one.id for one in rounds] == ["2023Q1", "2023Q2", "2023Q3", "2023Q4", "2024Q1"]
    assert rounds[-1].period_end == "2024-02-14"


def test_household__of_the_round_before__waits_and_is_begun_with_enter(
    desk: Desk, home: HomePage, qtbot: QtBot
) -> None:
    desk.open_round(desk.next_round())
    home.arrive()
    assert home.model.total == 0
    home.counts.choose(State.NOT_ENTERED)
    assert home.model.total == 1
    begun: list[str] = []
    home.survey_wanted.connect(begun.append)
    home.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is home.table)
    QTest.keyClick(home.table, Qt.Key.Key_Return)
    (survey,) = begun
    assert desk.open_session(survey).unconfirmed() != ()
    home.counts.choose(None)
    home.arrive()
    assert home.model.id_at(0) == survey
    assert desk.count_waiting() == {}
