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
from ffp_desktop.ui.pages.household.event_panel import EventPanel
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.services.conftest import SECOND_ROUND
from tests.ui.pages.conftest import Press, write

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


def choose(panel: EventPanel, kind: str) -> None:
    panel.fields.kind.setCurrentText(kind)


def test_event__recorded_with_the_keys__changes_who_lives_there(opened: HouseholdPage, press: Press) -> None:
    press(Key.Key_F2)
    panel = opened.panel
    assert panel.isVisible() and panel.fields.kind.hasFocus()
    assert not panel.fields.name.isVisible()
    choose(panel, "新生儿")
    assert panel.fields.name.isVisible() and not panel.fields.person.isVisible()
    press(Key.Key_Return)
    write("孟小雨")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert panel.fields.date.hasFocus()
    panel.fields.date.set_value("2023-05-20")
    press(Key.Key_Return)
    write("村里报")
    press(Key.Key_Return)
    assert not panel.isVisible()
    assert any("新生儿" in words and "孟小雨" in words for words in opened.life.words)
    assert any(words.startswith("孟小雨 ") for words in opened.life.words)


def test_event__that_cannot_be__is_told_in_the_panel_and_nothing_is_recorded(
    opened: HouseholdPage, press: Press
) -> None:
    before = list(opened.life.words)
    press(Key.Key_F2)
    choose(opened.panel, "死亡")
    opened.panel.fields.date.set_value("五月")
    opened.panel.fields.reason.setFocus()
    press(Key.Key_Return)
    assert opened.panel.isVisible()
    assert "年月日" in opened.panel.notice.sentence
    press(Key.Key_Escape)
    assert not opened.panel.isVisible()
    assert opened.isVisible() and opened.life.words == before


def test_death_of_the_head__is_recorded_and_says_what_comes_next(opened: HouseholdPage, press: Press) -> None:
    press(Key.Key_F2)
    choose(opened.panel, "死亡")
    opened.panel.fields.date.set_value("2023-05-20")
    opened.panel.fields.reason.setFocus()
    write("病故")
    press(Key.Key_Return)
    assert not opened.panel.isVisible()
    assert "户主变更" in opened.notice.sentence


def test_last_event__taken_back_with_a_reason__is_kept_and_says_so(
    opened: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    assert ("Ctrl+Del", "撤回变动") in at_home.status_bar.shown_keys
    press(Key.Key_Delete, modifier=Ctrl)
    press(Key.Key_Return)
    assert opened.panel.isVisible() and "原因" in opened.panel.notice.sentence
    write("记错了人")
    press(Key.Key_Return)
    assert "已撤回：记错了人" in opened.life.words
    assert "孟铉 之子" in opened.life.words
    assert ("Ctrl+Del", "撤回变动") not in at_home.status_bar.shown_keys
