"""户档案: opened from the list, the rounds beside one another, what changed, who lives there and what happened."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.history.page import HistoryPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.event_panel import EventPanel
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, write
from tests.ui.pages.dossiers import NEW_PHONE, enter_household, enter_two_rounds, open_second_round

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


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
    assert "本轮的表已经开始填了" in opened.notice.sentence


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


@pytest.fixture
def three(at_home: MainWindow, press: Press) -> HouseholdPage:
    """The page of a household of three, in whose village another one lives."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    enter_household(desk, "monitored-five-people")
    survey = enter_household(desk)
    home.keep(survey)
    home.refresh()
    press(Key.Key_H, modifier=Ctrl)
    page = at_home.page
    assert isinstance(page, HouseholdPage)
    return page


def test_split__told_with_the_keys__both_dossiers_show_it(
    three: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_F2)
    choose(three.panel, "分户")
    fields = three.panel.fields
    assert fields.leaving.isVisible() and fields.village.isVisible() and not fields.person.isVisible()
    press(Key.Key_Return, "3")
    assert fields.new_head.currentText() == "孟铉"
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    fields.date.set_value("2023-05-20")
    press(Key.Key_Return)
    write("成家另过")
    press(Key.Key_Return)
    assert not three.panel.isVisible()
    assert "另立一户：孟铉 户" in three.life.words and three.notice.sentence == ""
    assert "现在家里 2 人" in three.life.words
    press(Key.Key_F6, Key.Key_Down, Key.Key_Down)
    assert ("Enter", "到那一户") in at_home.status_bar.shown_keys
    press(Key.Key_Return)
    assert three.head.text().startswith("孟铉")
    assert "从 孟和 户分出来" in three.life.words
    assert "孟铉 户主" in three.life.words


def test_split__of_the_head__is_told_why_not(three: HouseholdPage, press: Press) -> None:
    press(Key.Key_F2)
    choose(three.panel, "分户")
    press(Key.Key_Return, "1", Key.Key_Return)
    three.panel.fields.date.set_value("2023-05-20")
    three.panel.fields.reason.setFocus()
    press(Key.Key_Return)
    assert "原因" in three.panel.notice.sentence
    write("成家另过")
    press(Key.Key_Return)
    assert "户主变更" in three.panel.notice.sentence
    assert "现在家里 3 人" in three.life.words


def test_merge__into_a_household_found_by_its_initials__everyone_goes_there(
    three: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_F2)
    choose(three.panel, "并户")
    press(Key.Key_Return)
    other = three.panel.fields.other
    assert other.field.hasFocus()
    press("xx")
    assert other.household() == ""
    press(Key.Key_Return)
    assert other.field.hasFocus()
    other.field.clear()
    press("t")
    assert other.household() != ""
    press(Key.Key_Return)
    three.panel.fields.date.set_value("2023-05-20")
    press(Key.Key_Return)
    write("回老家同住")
    press(Key.Key_Return)
    assert "现在家里 0 人" in three.life.words
    assert "这一户已经并入 涂·阿尔腾 户。" in three.life.words
    press(Key.Key_F6)
    press(Key.Key_Return)
    assert three.head.text().startswith("涂·阿尔腾")
    assert "现在家里 8 人" in three.life.words
    assert "孟和 户并进来" in three.life.words


def test_household__that_a_split_made__begins_its_survey_from_its_dossier(
    three: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    test_split__told_with_the_keys__both_dossiers_show_it(three, at_home, press)
    desk = at_home.desk
    assert isinstance(desk, Desk)
    open_second_round(desk)
    assert ("Enter", "开始本轮的表") in at_home.status_bar.shown_keys
    press(Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    session = page.session
    assert [session.text(place) for place in _names(page)] == ["孟铉"]


def _names(page: SurveyPage) -> list[Place]:
    return [Place("name", member) for member in page.session.members()]


def test_household__history__of_a_person_from_the_list_and_of_an_answer_from_the_table(
    opened: HouseholdPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_F6, Key.Key_Down)
    press(Key.Key_R, modifier=Ctrl)
    page = at_home.page
    assert isinstance(page, HistoryPage) and page.head.text() == "历史　杜玉兰"
    press(Key.Key_Escape)
    assert at_home.page is opened and opened.life.hasFocus()
    press(Key.Key_F6, Key.Key_F8)
    press(Key.Key_R, modifier=Ctrl)
    assert at_home.page is page
    assert page.model.entry(1) is not None and page.model.entry(1).after == NEW_PHONE
