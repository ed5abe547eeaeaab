"""The next quarter in the real window, with the keys alone: opened, a waiting household begun, taken over, finished."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.settings.page import SettingsPage
from tests.conftest import Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.offices import make_office
from tests.e2e.test_list import home_of, press
from tests.e2e.typist import ENTER, Typist, focused

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
INCOME = Place("wage_income")


def open_next_round(qtbot: QtBot, page: SettingsPage) -> None:
    """Settings → 本轮核查 → 开始下一轮, pressed twice."""
    press(Key.Key_Down, Key.Key_Down, ENTER)
    qtbot.waitUntil(page.round.line.hasFocus)
    for _ in range(5):
        if page.round.open_next.hasFocus():
            break
        press(Key.Key_Tab)
    assert page.round.open_next.hasFocus()
    press(ENTER)
    assert "要开始就再按一次" in page.round.notice.sentence
    press(ENTER)


def test_new_round__household_begun_from_the_last_one__is_finished_with_what_changed(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, shelf: FormShelf, clock: Clock
) -> None:
    folder = tmp_path / "vault"
    make_office(folder, shelf, clock, 20)
    window = open_window(folder)
    unlock(qtbot, window)
    home = home_of(window)
    assert window.desk is not None
    finished = home.model.total - home.counts._numbers[State.DRAFT]

    press(Key.Key_6, modifier=ALT)
    qtbot.waitUntil(lambda: isinstance(window.page, SettingsPage))
    assert isinstance(window.page, SettingsPage)
    open_next_round(qtbot, window.page)
    assert window.desk.current_round().id == "2023Q2"
    press(Key.Key_1, modifier=ALT)
    qtbot.waitUntil(lambda: window.page is home)
    assert home.model.total == 0 and home.side.total == 20
    assert "未录入 20" in home.side.words

    press(Key.Key_Right)
    assert home.counts.state is State.NOT_ENTERED and home.model.total == 20
    household = first_finished(home)
    before = window.desk.household_of(household).surveys[-1].id
    press(ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, SurveyPage))
    page = window.page
    assert isinstance(page, SurveyPage) and page.session.unconfirmed()
    assert finished > 0

    for section in (1, 2):
        press(Key(Key.Key_0 + section), modifier=CONTROL)
        press(ENTER, modifier=CONTROL)
    for section in page.session.form.sections:
        if page.session.unconfirmed(section.id):
            press(Key(Key.Key_0 + page.session.form.sections.index(section) + 1), modifier=CONTROL)
            press(ENTER, modifier=CONTROL)
    assert page.session.unconfirmed() == ()

    wanted = window.desk.open_session(before).evaluation.answers
    wanted.given.pop(Place("survey_date"), None)
    earned = page.session.previous_text(INCOME)
    press(Key.Key_1, modifier=CONTROL)
    sheet = page.findChild(Sheet)
    assert sheet is not None
    typist = Typist(sheet, wanted)
    typist.type_all()
    change_income(page, sheet, earned)
    press(Key.Key_F9)
    assert page.session.header.state is State.FINISHED, [f.message for f in page.session.evaluation.all_findings()]
    assert page.session.changed_since_last(INCOME)
    assert not page.session.changed_since_last(Place("household_kind"))
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page is home)
    assert home.model.total == 19 and "已完成 1" in home.side.words


def first_finished(home: HomePage) -> str:
    """Goes down to a household whose last survey was finished without anything to confirm; its id."""
    desk = home._desk
    for row in range(home.model.total):
        home.table.select(row)
        (last,) = desk.household_of(home.table.current_id()).surveys
        if last.state is State.FINISHED and not desk.open_session(last.id).evaluation.all_findings():
            return home.table.current_id()
    raise AssertionError("none is finished")


def change_income(page: SurveyPage, sheet: Sheet, before: str) -> None:
    """Ten yuan more than the visit before found."""
    sheet.focus_place(INCOME)
    QTest.keyClick(focused(), Key.Key_A, CONTROL)
    QTest.keyClicks(focused(), str(int(float(before or "0")) + 10))
    QTest.keyClick(focused(), ENTER)
