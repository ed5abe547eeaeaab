"""The list: empty, filled, found, filtered, opened; a new survey with the keys alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.vaults import Unit, Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.model import PAGE, Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import PASSWORD, Press, Show

Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier
VILLAGE, OTHER = "150722108203", "150722108201"
ODD_NAME = '<img src="x">&amp;'


@pytest.fixture
def home(desk: Desk, parts: Parts, show: Show) -> HomePage:
    """Three surveys: two in one village, one of them with a head of an odd name."""
    ids = [desk.start_survey(VILLAGE, "东屯第一"), desk.start_survey(VILLAGE, ""), desk.start_survey(OTHER, "")]
    session = desk.open_session(ids[0])
    session.set_text(Place("name"), ODD_NAME)
    page = HomePage(desk, parts.theme, parts.settings, parts.clock)
    show(page)
    return page


def test_home__no_survey__says_what_to_do(at_home: MainWindow) -> None:
    page = at_home.page
    assert isinstance(page, HomePage)
    assert "F2" in page.table.empty_words
    assert ("F7", "打印") not in at_home.status_bar.shown_keys


def test_home__f2__starts_a_survey_and_remembers_the_village(at_home: MainWindow, press: Press) -> None:
    home = at_home.page
    assert isinstance(home, HomePage)
    press(Key.Key_F2, "tmhz", Key.Key_Return, Key.Key_Return)
    assert isinstance(at_home.page, SurveyPage)
    press(Key.Key_Escape)
    assert at_home.page is home and home.model.rowCount() == 1
    press(Key.Key_F2)
    assert home.panel.village.region is not None and home.panel.village.region.code == VILLAGE
    press(Key.Key_Escape)
    assert home.panel.isHidden() and home.table.hasFocus()


def test_home__natural_village__down_takes_one_used_before(home: HomePage, press: Press, desk: Desk) -> None:
    press(Key.Key_F2, "tmhz", Key.Key_Return, Key.Key_Down)
    assert home.panel.natural_village.value() == "东屯第一"
    press(Key.Key_Return)
    survey = desk.open_session(home.all_ids()[0])
    assert survey.text(Place("natural_village")) == "东屯第一"


def test_home__village_office__asks_nothing(vaults: Vaults, window: MainWindow, press: Press) -> None:
    vault, _code = vaults.create(Unit(VILLAGE, "特莫呼珠村委会", "村"), "苏日娜", PASSWORD)
    vaults.close(vault, backup=False)
    window.start()
    desk = window._parts.door.open(vaults.card().operators[0].id, PASSWORD)
    window.take_desk(desk)
    home = window.page
    assert isinstance(home, HomePage)
    assert home.table.isColumnHidden(Column.VILLAGE)
    press(Key.Key_F2)
    assert isinstance(window.page, SurveyPage)


def test_home__odd_name__is_shown_as_it_is(home: HomePage) -> None:
    rows = range(home.model.rowCount())
    assert ODD_NAME in [home.model.text(row, Column.HEAD) for row in rows]


def test_home__typing_in_the_list__searches(home: HomePage, press: Press) -> None:
    press("img")
    assert home.filters.search.hasFocus()
    assert home.model.total == 1
    press(Key.Key_Escape)
    assert home.model.total == 3 and home.table.hasFocus()


def test_home__nothing_found__says_how_to_go_back(home: HomePage, press: Press) -> None:
    press(Key.Key_F3, "zzzz")
    assert "Alt+0" in home.table.empty_words
    press(Key.Key_0, modifier=Alt)
    assert home.model.total == 3 and home.table.empty_words == ""


def test_home__right__filters_by_state(home: HomePage, press: Press) -> None:
    press(Key.Key_Right)
    assert home.counts.state is State.DRAFT and home.model.total == 3
    press(Key.Key_Right)
    assert home.counts.state is State.FINISHED and home.model.total == 0
    press(Key.Key_Right)
    assert home.counts.state is None


def test_home__f6_and_down__filters_by_village(home: HomePage, press: Press) -> None:
    press(Key.Key_F6)
    assert home.side.bars.hasFocus()
    home.side.bars.choose(OTHER)
    assert home.query() == SurveyQuery(village=OTHER) and home.model.total == 1
    press(Key.Key_Return)
    assert home.table.hasFocus()


def test_home__enter__opens_the_chosen_survey(home: HomePage, press: Press, qtbot: QtBot) -> None:
    press(Key.Key_Down)
    chosen = home.table.current_id()
    with qtbot.waitSignal(home.survey_wanted) as opened:
        press(Key.Key_Return)
    assert opened.args == [chosen]


def test_home__neighbours__follow_the_list_and_end(home: HomePage) -> None:
    ids = home.all_ids()
    assert home.neighbour(ids[0], 1) == ids[1]
    assert home.neighbour(ids[0], -1) == "" and home.neighbour(ids[-1], 1) == ""
    assert home.position(ids[1]) == (2, 3)


def test_home__refresh__keeps_the_row_on_its_survey(home: HomePage, desk: Desk) -> None:
    home.table.select(2)
    chosen = home.table.current_id()
    desk.start_survey(VILLAGE, "")
    home.refresh()
    assert home.table.current_id() == chosen and home.model.total == 4


def test_home__long_list__end_goes_to_the_last_and_pages_are_read_when_seen(
    home: HomePage, desk: Desk, press: Press
) -> None:
    for _ in range(PAGE + 30):
        desk.start_survey(VILLAGE, "")
    home.refresh()
    last = home.all_ids()[-1]
    assert home.model.rowCount() == home.model.total == PAGE + 33
    press(Key.Key_End)
    assert home.table.current_id() == last
    assert home.position(last) == (PAGE + 33, PAGE + 33)
    seen = [home.model.id_at(row) for row in range(home.model.rowCount())]
    assert [one.id for row in range(len(seen)) if (one := home.model.summary(row))] == seen == home.all_ids()


def test_home__survey_far_down__is_the_row_again_when_one_comes_back(home: HomePage, desk: Desk) -> None:
    for _ in range(PAGE + 30):
        desk.start_survey(VILLAGE, "")
    home.refresh()
    far = home.all_ids()[PAGE + 10]
    home.keep(far)
    home.refresh()
    assert home.table.current_id() == far
    assert home.neighbour(far, 1) == home.all_ids()[PAGE + 11]
