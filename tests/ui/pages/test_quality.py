"""The quality page: draw, name one, take off, look at the picture and behind it, write the workbook; with real keys."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.services.verification import Decision
from ffp_desktop.services.verification.blind_session import COUNT
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.gate import Gate
from ffp_desktop.ui.page import DESK_TAB
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.quality.bars import Measure
from ffp_desktop.ui.pages.quality.page import QualityPage
from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage
from ffp_desktop.ui.pages.workbench.page import WorkbenchPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.conftest import VILLAGE
from tests.forms.household import SURVEYS
from tests.services.workbook_export.conftest import read_sheets
from tests.ui.pages.conftest import PASSWORD, Press, Show

ENTER, ESC, F2, F6 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F6
TODAY = f"{datetime.now().month}月{datetime.now().day}日"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def open_as(made: Vaults, name: str) -> Desk:
    clerk = next(one for one in made.card().operators if one.name == name)
    desk = Gate(made.folder, lambda: made, county_regions).open(clerk.id, PASSWORD)
    assert isinstance(desk, Desk)
    return desk


def put_in(desk: Desk, *names: str) -> list[str]:
    """Finished households of tests/data/surveys."""
    form, regions = FormShelf().form, county_regions()
    filed = [read_surveys(SURVEYS / f"{name}.json", form, regions)[0] for name in names]
    done = Exchange(desk._vault, desk.surveys, desk.shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    assert done.finished == len(names)
    return list(done.surveys)


def type_again(desk: Desk, survey_id: str, wrong: dict[str, str], *, allow_own: bool = False) -> int:
    """A whole second entry, in which the first is wrong where `wrong` says; how many answers it had."""
    first, session = desk.open_session(survey_id), desk.quality.verifications.open(survey_id, allow_own)
    while (place := session.next_place) is not None:
        text = str(len(first.members())) if place.item == MEMBERS else wrong.get(place.item, first.text(place))
        if session.enter(place, text) is not None:
            session.decide(Decision.SECOND)
    desk.quality.verifications.finish(session)
    return len(session.verdicts)


@pytest.fixture
def survey_id(made: Vaults) -> str:
    """苏日娜 types two answers in one household, and finishes another one."""
    desk = open_as(made, "苏日娜")
    session = desk.open_session(desk.start_survey(VILLAGE, ""))
    session.set_text(Place("head_phone"), "13847012236")
    session.set_text(Place("wage_income"), "48200")
    (finished,) = put_in(desk, "general-three-people")
    desk.close()
    open_as(made, "敖丽娟").close()  # who sat here last is offered first
    return finished


@pytest.fixture
def page(survey_id: str, desk: Desk, parts: Parts, show: Show) -> QualityPage:
    """敖丽娟 looks at what 苏日娜 typed today."""
    shown = QualityPage(desk, replace(parts, clock=datetime.now))  # the desk's own clock
    show(shown)
    return shown


def test_page__nothing_drawn__says_what_to_do(page: QualityPage) -> None:
    assert page.table.empty_words.startswith("还没有要复录的表。")
    assert page.list.counts == "正在录 0　待复录 0　核完 0"
    assert [action.keys for action in page.key_actions()][:2] == ["F2", "F3"]


def test_page__draw__says_whose_before_it_is_on_the_list(page: QualityPage, press: Press) -> None:
    press(F2, "50", ENTER)
    assert page.panel.isVisible() and page.panel.result == "抽出 1 张：苏日娜 1 张。"
    assert page.table.lines.rowCount() == 0
    press(ENTER)
    assert not page.panel.isVisible() and QApplication.focusWidget() is page.table
    assert page.list.counts == "正在录 0　待复录 1　核完 0"
    (line,) = page.table.lines.texts()
    assert line[0] == "待复录" and line[3] == "苏日娜"


def test_page__draw__unreadable_amount__is_told_in_the_panel(page: QualityPage, press: Press) -> None:
    press(F2, "abc", ENTER)
    assert "看不懂抽多少" in page.panel.notice.sentence and page.panel.isVisible()
    press(ESC)
    assert not page.panel.isVisible() and page.isVisible()


def test_page__enter_on_a_line__wants_it_typed_again(
    page: QualityPage, survey_id: str, press: Press, qtbot: QtBot
) -> None:
    press(F2, "1", ENTER, ENTER)
    with qtbot.waitSignal(page.second_entry_wanted) as wanted:
        press(ENTER)
    assert wanted.args == [survey_id, False]


def test_page__ctrl_del__takes_a_waiting_survey_off(page: QualityPage, press: Press) -> None:
    press(F2, "1", ENTER, ENTER)
    assert "Ctrl+Del" in [action.keys for action in page.key_actions()]
    press(Qt.Key.Key_Delete, modifier=CONTROL)
    assert page.table.lines.rowCount() == 0
    press(F2, ENTER, ENTER)
    assert page.table.lines.rowCount() == 1


def test_page__search__names_one_without_drawing(
    page: QualityPage, survey_id: str, desk: Desk, press: Press, qtbot: QtBot
) -> None:
    first = desk.open_session(survey_id)
    press(Qt.Key.Key_F3, first.text(Place("id_number", first.members()[0])))
    assert page.list.shows_other and len(page.table.lines.texts()) == 1
    press(ENTER)
    with qtbot.waitSignal(page.second_entry_wanted) as wanted:
        press(ENTER)
    assert wanted.args == [survey_id, False]
    press(ESC)
    assert not page.list.shows_other


def test_picture__little_typed__gives_counts_and_no_rate(page: QualityPage) -> None:
    bars = page.picture.bars
    assert [(row.name, row.is_total) for row in bars.rows] == [("苏日娜", True), (TODAY, False)]
    day = bars.rows[1]
    assert bars.words(day, Measure.SPEED) == "不足 10 分，不算"
    assert bars.words(day, Measure.SURVEYS) == "1 张"
    assert bars.words(day, Measure.ERRORS) == "没有复录"
    assert day.amount(Measure.SPEED) == day.amount(Measure.ERRORS) == 0


def test_picture__one_household_typed_again__says_the_rate_needs_more(
    page: QualityPage, survey_id: str, desk: Desk
) -> None:
    compared = type_again(desk, survey_id, {"head_phone": "13947012237"})
    page.arrive()
    bars = page.picture.bars
    total = next(row for row in bars.rows if row.is_total and row.name == "苏日娜")
    assert bars.words(total, Measure.ERRORS) == f"1 / {compared} 项，不足 100 项不算率"
    assert [row.name for row in bars.rows if row.is_total] == ["苏日娜"]  # a correction is no typing
    (line,) = page.table.lines.texts()
    assert line[0] == "核完" and line[4].startswith(f"录错 1 / {compared} 项 · 敖丽娟")


def test_picture__enter_on_a_bar__shows_the_surveys_and_mistakes_behind_it(
    page: QualityPage, survey_id: str, desk: Desk, press: Press
) -> None:
    type_again(desk, survey_id, {"head_phone": "13947012237"})
    page.arrive()
    press(F6)
    assert QApplication.focusWidget() is page.picture.bars
    press(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert (page.picture.bars.row, page.picture.bars.measure) == (1, Measure.ERRORS)
    press(ENTER)
    assert page.list.head.startswith(f"苏日娜 · {TODAY}") and QApplication.focusWidget() is page.table
    words = [cell for line in page.table.lines.texts() for cell in line]
    assert any(word.startswith("户主联系电话：录成") and word.endswith("应是 13947012237") for word in words)
    press(ESC)
    assert QApplication.focusWidget() is page.picture.bars and page.list.head == ""
    press(F6)
    assert QApplication.focusWidget() is page.table


def test_picture__click_on_a_bar__opens_what_is_behind(page: QualityPage, qtbot: QtBot) -> None:
    bars = page.picture.bars
    point = bars.cell_rect(0, Measure.SURVEYS).center().toPoint()
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=point)
    assert page.list.head.startswith("苏日娜") and bars.measure is Measure.SURVEYS


def test_picture__another_period__counts_other_days(page: QualityPage) -> None:
    page.picture.period.set_value("last-month")
    assert not page.picture.has_rows and page.picture.empty_words.startswith("这段时间没有人录入")
    page.picture.period.set_value("today")
    assert page.picture.has_rows


def test_export__workbook__has_the_counts(page: QualityPage, survey_id: str, desk: Desk, tmp_path: Path) -> None:
    compared = type_again(desk, survey_id, {"head_phone": "13947012237"})
    page.arrive()
    page.picture.store(tmp_path / "out.xlsx")
    (row,) = read_sheets(tmp_path / "out.xlsx")["每人"]
    assert (row["操作员"], row["录错的"], row["核对的答案"]) == ("苏日娜", 1, compared)
    assert page.picture.notice.sentence == "已写出 out.xlsx，里面没有任何答案。"


def test_draw__on_the_list_already__is_not_put_there_twice(page: QualityPage, press: Press) -> None:
    press(F2, "1", ENTER, ENTER, F2, ENTER)
    assert "其中 1 张复录过，或已经在名单里" in page.panel.result
    press(ENTER)
    assert page.panel.isVisible() and page.table.lines.rowCount() == 1


def test_paper__picture__has_title_heads_and_bars_on_white(page: QualityPage) -> None:
    paper = page.picture.make_paper()
    assert paper.pages == 1
    image = paper.draw(0, 60)
    assert (image.width(), image.height()) == (702, 496)
    inked = [y for y in range(image.height()) if any(image.pixelColor(x, y).lightness() < 128 for x in range(702))]
    assert inked[0] > 20 and len(inked) > 20
    assert image.pixelColor(5, 5).name() == image.pixelColor(350, 480).name() == "#ffffff"


def test_window__second_entry__begins_from_the_list_and_comes_back(
    survey_id: str, at_home: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_5, modifier=ALT)
    press(Qt.Key.Key_2, modifier=CONTROL)
    quality = at_home.page
    assert isinstance(quality, QualityPage) and quality.tab == DESK_TAB
    press(F2, "1", ENTER, ENTER, ENTER)
    second = at_home.page
    assert isinstance(second, SecondEntryPage) and second.survey_id == survey_id
    press(ESC)
    assert at_home.page is quality
    press(ESC)
    assert isinstance(at_home.page, WorkbenchPage)
    press(ESC)
    assert isinstance(at_home.page, HomePage)


def test_window__locked_on_the_way__comes_back_to_the_same_paper(
    survey_id: str, at_home: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_5, modifier=ALT)
    press(Qt.Key.Key_2, modifier=CONTROL)
    press(F2, "1", ENTER, ENTER, ENTER)
    page = at_home.page
    assert isinstance(page, SecondEntryPage)
    page.session.count_members("3")
    left = page.session.left
    press(Qt.Key.Key_L, modifier=CONTROL)
    qtbot.waitUntil(lambda: at_home.desk is None)
    QTest.keyClicks(QApplication.focusWidget(), PASSWORD)
    press(ENTER)
    qtbot.waitUntil(lambda: isinstance(at_home.page, SecondEntryPage) and at_home.page is not page)
    again = at_home.page
    assert isinstance(again, SecondEntryPage)
    assert (again.survey_id, again.session.left) == (survey_id, left) and again.session.is_typed(COUNT)


def test_window__own_survey__is_told_calmly(at_home: MainWindow, press: Press) -> None:
    desk = at_home.desk
    assert isinstance(desk, Desk)
    put_in(desk, "general-three-people")
    press(Qt.Key.Key_5, modifier=ALT)
    press(Qt.Key.Key_2, modifier=CONTROL)
    press(F2, "1", ENTER, ENTER, ENTER)
    quality = at_home.page
    assert isinstance(quality, QualityPage)
    assert quality.notice.sentence == "这张表是您自己录的，核对要换一个人录。请另选一张，或换人登录。"
    press(Qt.Key.Key_F5)
    assert at_home.page is quality


def test_window__own_survey_with_one_operator__can_be_typed_again_with_f5(
    made: Vaults, window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    desk = open_as(made, "敖丽娟")
    desk.disable_operator(next(one.id for one in desk.list_operators() if one.name == "苏日娜"))
    put_in(desk, "general-three-people")
    desk.close()
    window.start()
    QTest.keyClicks(QApplication.focusWidget(), PASSWORD)
    press(ENTER)
    qtbot.waitUntil(lambda: window.desk is not None)
    press(Qt.Key.Key_5, modifier=ALT)
    press(Qt.Key.Key_2, modifier=CONTROL)
    press(F2, "1", ENTER, ENTER, ENTER)
    quality = window.page
    assert isinstance(quality, QualityPage) and "按 F5 自己再录一遍" in quality.notice.sentence
    press(Qt.Key.Key_F5)
    assert isinstance(window.page, SecondEntryPage)
