"""The list: empty, filled, found, filtered, opened; a new survey with the keys alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.vaults import Unit, Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.model import PAGE, Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import PASSWORD, Press, Show, write

Key, Alt, Control = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
VILLAGE, OTHER = "150722108203", "150722108201"
ODD_NAME = '<img src="x">&amp;'


@pytest.fixture
def home(desk: Desk, parts: Parts, show: Show) -> HomePage:
    """Three surveys: two in one village, one of them with a head of an odd name."""
    ids = [desk.start_survey(VILLAGE, "东屯第一"), desk.start_survey(VILLAGE, ""), desk.start_survey(OTHER, "")]
    session = desk.open_session(ids[0])
    session.set_text(Place("name"), ODD_NAME)
    page = HomePage(desk, parts.theme, parts.settings, parts.clock, parts.background)
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


def test_home__conditions__narrow_at_once_and_esc_takes_them_back(home: HomePage, desk: Desk, press: Press) -> None:
    desk.open_session(home.all_ids()[0]).set_text(Place("household_kind"), "边缘易致贫户")
    home.refresh()
    press(Key.Key_F, modifier=Control)
    panel = home.narrowing.panel
    assert panel.isVisible() and panel.combos["kind"].hasFocus()
    assert ("F9", "看这些") in [(action.keys, action.words) for action in home.key_actions()]
    panel.combos["kind"].setCurrentIndex(panel.combos["kind"].findData("监测对象"))
    assert home.model.total == 1 and home.query() == SurveyQuery(kind="监测对象")
    press(Key.Key_F2)
    assert home.panel.isHidden(), "the keys of the list are not the panel's"
    press(Key.Key_Escape)
    assert home.model.total == 3 and home.query() == SurveyQuery() and home.table.hasFocus()


def test_home__conditions_kept__are_taken_with_a_digit_and_forgotten_when_asked_twice(
    home: HomePage, press: Press
) -> None:
    press(Key.Key_F, modifier=Control)
    panel = home.narrowing.panel
    panel.days["touched"].set_value("今天")
    press(Key.Key_F5, Key.Key_Return)
    assert panel.isHidden() and home.query() == SurveyQuery(touched="今天") and "今天改的" in home.notice.sentence
    press(Key.Key_0, modifier=Alt)
    assert home.query() == SurveyQuery()
    press(Key.Key_F, modifier=Control)
    press(Key.Key_1)
    assert panel.isHidden() and home.query() == SurveyQuery(touched="今天")
    press(Key.Key_F, modifier=Control)
    press(Key.Key_Delete, modifier=Control)
    assert list(home._desk.kept_queries()) == ["今天改的"]
    press(Key.Key_Delete, modifier=Control)
    assert list(home._desk.kept_queries()) == []
    press(Key.Key_F9)
    assert home.table.hasFocus()


def test_home__nothing_chosen__cannot_be_kept(home: HomePage, press: Press) -> None:
    press(Key.Key_F, modifier=Control)
    panel = home.narrowing.panel
    panel.name.setFocus()
    write("什么都没选")
    press(Key.Key_Return)
    assert panel.isVisible() and "没有任何条件" in panel.notice.sentence


def test_home__days_between__wrong_ones_are_marked_and_change_nothing(home: HomePage, press: Press) -> None:
    press(Key.Key_F, modifier=Control)
    days = home.narrowing.panel.days["visited"]
    days.combo.setCurrentIndex(days.combo.count() - 1)
    days.first.setFocus()
    press("2023")
    assert not days.first.property("wrong")
    press("0301", Key.Key_Return, "20230299", Key.Key_Return)
    assert days.last.property("wrong") and days.value() == "2023-03-01.."
    days.last.setFocus()
    days.last.clear()
    press("20230228", Key.Key_Return)
    assert days.last.property("wrong") and home.query().visited == "2023-03-01.."
    days.last.setFocus()
    days.last.clear()
    press("20230331")
    assert not days.last.property("wrong") and home.query().visited == "2023-03-01..2023-03-31"
    assert "入户" in home.filters.more.words


def test_home__village_box_and_bars__are_one(home: HomePage, press: Press) -> None:
    home.filters.village.set_value(OTHER)
    assert home.side.bars.code == OTHER and home.model.total == 1
    press(Key.Key_0, modifier=Alt)
    assert home.side.bars.code == "" and home.filters.village.value() == ""


def test_home__words_under_the_bars__say_how_the_village_stands(home: HomePage, desk: Desk) -> None:
    assert home.side.words == "全部 17 个村：草稿 3"
    home.side.bars.choose(VILLAGE)
    assert home.side.words == "特莫呼珠村：草稿 2"
    desk.open_round(desk.next_round())
    home.refresh()
    assert home.side.words == "特莫呼珠村：未录入 2"


def test_home__waiting__narrowed_by_what_it_cannot_have__says_so(home: HomePage, desk: Desk) -> None:
    desk.open_round(desk.next_round())
    home.refresh()
    home.counts.choose(State.NOT_ENTERED)
    assert home.model.total == 3 and home.chosen()[0] == 0
    home.narrowing.show(SurveyQuery(text="img", state=State.NOT_ENTERED))
    assert home.model.total == home.counts.total == 1
    home.narrowing.show(SurveyQuery(touched="今天", state=State.NOT_ENTERED))
    assert home.model.total == home.counts.total == 0
    assert "没录入的户还没有" in home.table.empty_words


def test_home__space_and_shift__tick_rows_that_stay_ticked(home: HomePage, press: Press) -> None:
    ids = home.all_ids()
    press(Key.Key_Space)
    press(Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert home.model.ticked == ids[:2]
    press("zzz", Key.Key_Escape)
    assert home.model.ticked == ids[:2] and "勾了 2 户" in home._foot.text()
    press(Key.Key_Home, Key.Key_Space)
    assert home.chosen() == (1, SurveyQuery(ids=(ids[1],)))
    assert "勾上的 1 户" in home.narrowing.scope(home.chosen()[1])
    press(Key.Key_Escape)
    assert home.model.ticked == []


def test_scope__of_everything__says_it_all(home: HomePage, desk: Desk) -> None:
    query = SurveyQuery(
        text="孟",
        state=State.DRAFT,
        village=VILLAGE,
        operator=desk.operator.id,
        findings=FindingsWanted.ERROR,
        kind="监测对象",
        measure="没有",
        risk="因病",
        touched="2023-03-01..2023-03-06",
        visited="本周",
    )
    assert home.narrowing.scope(query) == (
        "特莫呼珠村 · 草稿 · 有错误 · 监测对象 · 没有帮扶措施 · 因病 · 敖丽娟 经手"
        " · 2023-03-01 到 03-06改的 · 本周入户 · 查找“孟”"
    )
    desk.keep_query("全", query)
    assert desk.kept_queries()["全"] == query
    assert home.narrowing.scope(SurveyQuery()) == "全部"
