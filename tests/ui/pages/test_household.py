"""户档案: opened from the list, the rounds beside one another, what changed, who lives there and what happened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import open_round
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.services.conftest import SECOND_ROUND
from tests.ui.pages.conftest import Press

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
FILED = Path(__file__).parent.parent.parent / "data" / "surveys"
NEW_PHONE = "13847012999"


def enter_two_rounds(desk: Desk) -> str:
    """A household of three, finished in the first round, with another phone in the second; its second survey."""
    filed = read_surveys(FILED / "general-three-people.json", desk.shelf.form, county_regions())
    exchange = Exchange(desk._vault, desk.surveys, desk.shelf)
    (first,) = exchange.put_in([FiledSurvey(survey, finish=True) for survey in filed]).surveys
    open_round(desk._vault, SECOND_ROUND, "2023-06-06T08:00:00")
    households = Households(desk._vault, desk.surveys, desk.shelf)
    household = households.find(first)
    gone = households.residents(household)[2]
    told = Event("", "其他转出", "2023-05-01", "", household, (EventPerson(gone.member, gone.name),), reason="外出定居")
    assert Dynamics(desk._vault).record(told).event
    second = households.start_survey(household)
    desk.open_session(second).set_text(Place("head_phone"), NEW_PHONE)
    return second


@pytest.fixture
def opened(at_home: MainWindow, press: Press) -> HouseholdPage:
    """The page of the household, come to from the list with the keys."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    enter_two_rounds(desk)
    home.refresh()
    press(Key.Key_H, modifier=Ctrl)
    page = at_home.page
    assert isinstance(page, HouseholdPage)
    return page


def test_household__from_the_list__shows_people_events_and_both_rounds(opened: HouseholdPage) -> None:
    assert opened.head.text().startswith("孟和")
    assert "孟和 户主" in opened.life.words
    assert any("其他转出" in words for words in opened.life.words)
    assert "外出定居" in opened.life.words
    headings = [opened.model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert headings == ["项目", "成员", "2023Q1 · 已完成", "2023Q2 · 草稿"]


def test_household__f8__goes_to_what_changed(opened: HouseholdPage, press: Press) -> None:
    press(Key.Key_F8)
    here = opened.table.currentIndex()
    assert opened.model.text(here.row(), here.column()) == NEW_PHONE
    assert opened.model.is_changed(here)
    assert not opened.model.is_changed(here.siblingAtColumn(2))
    press(Key.Key_F8)
    assert opened.table.currentIndex() == here
    assert opened.model.changes() == [(here.row(), here.column())]


def test_household__enter__opens_the_survey_of_the_round_one_stands_in(
    opened: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    opened.table.setCurrentIndex(opened.model.index(0, 2))
    press(Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    assert page.session.header.round.id == "2023Q1"


def test_household__escape__goes_back_to_the_list(at_home: MainWindow, opened: HouseholdPage, press: Press) -> None:
    assert ("Ctrl+H", "户档案") not in at_home.status_bar.shown_keys
    press(Key.Key_Escape)
    assert isinstance(at_home.page, HomePage)
    assert ("Ctrl+H", "户档案") in at_home.status_bar.shown_keys
