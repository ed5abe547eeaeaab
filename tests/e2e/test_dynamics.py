"""A birth, a death and a split told with keys only; the next round starts from them; a history entry taken again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.changes.page import ChangesPage
from ffp_desktop.ui.pages.history.page import HistoryPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.typist import ENTER, commit, focused

FILED = Path(__file__).parent.parent / "data" / "surveys" / "general-three-people.json"
Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PHONE, NEW_PHONE = Place("head_phone"), "13847012999"


def fill_vault(folder: Path, shelf: FormShelf, clock: Clock) -> None:
    """A township with one household of three, finished."""
    vault, _code = create_vault(folder, Unit("150722108", "腾克镇", "乡镇"), "苏日娜", PASSWORD, clock(), QUICK)
    filed = read_surveys(FILED, shelf.form, county_regions())
    exchange = Exchange(vault, Surveys(vault, shelf, county_regions(), clock), shelf)
    assert exchange.put_in([FiledSurvey(survey, finish=True) for survey in filed]).finished == 1
    vault.close(clock(), backup=False)


def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Single keys; texts as typed, Chinese as an input method commits it."""
    for key in keys:
        for stroke in key if isinstance(key, str) else [key]:
            if isinstance(stroke, Qt.Key):
                QTest.keyClick(focused(), stroke, modifier)
            elif stroke.isascii():
                QTest.keyClicks(focused(), stroke)
            else:
                commit(stroke)


def choose(qtbot: QtBot, words: str) -> None:
    """↓ opens the list of the field with the focus; on to `words`, and Enter takes it."""
    field = focused()
    assert isinstance(field, QComboBox)
    press(Key.Key_Down)
    view = field.view()
    qtbot.waitUntil(view.isVisible)
    QTest.keyClick(view, Key.Key_Home)
    for _ in range(field.count()):
        if str(view.currentIndex().data()).startswith(words):
            break
        QTest.keyClick(view, Key.Key_Down)
    QTest.keyClick(view, ENTER)
    assert field.currentText().startswith(words)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)


def write_over(text: str) -> None:
    """Types over what stands in the field."""
    press(Key.Key_A, modifier=Ctrl)
    press(text)


def tell(qtbot: QtBot, page: HouseholdPage, kind: str) -> None:
    press(Key.Key_F2)
    assert page.panel.isVisible()
    choose(qtbot, kind)
    press(ENTER)


def tell_what_happened(qtbot: QtBot, page: HouseholdPage) -> None:
    """A child is born, the mother dies, the son leaves with a household of his own."""
    tell(qtbot, page, "新生儿")
    press("孟小雨", ENTER, ENTER)
    choose(qtbot, "之女")
    press(ENTER)
    write_over("2023-04-20")
    press(ENTER, "卫健报", ENTER)
    tell(qtbot, page, "死亡")
    choose(qtbot, "杜玉兰")
    press(ENTER)
    write_over("2023-05-01")
    press(ENTER, "病故", ENTER)
    tell(qtbot, page, "分户")
    press("2", ENTER, ENTER, ENTER)
    write_over("2023-05-20")
    press(ENTER, "成家另过", ENTER)
    assert not page.panel.isVisible()


def open_next_round(qtbot: QtBot, window: MainWindow) -> None:
    press(Key.Key_6, modifier=Alt)
    page = window.page
    assert isinstance(page, SettingsPage)
    press(Key.Key_Down, Key.Key_Down, ENTER, Key.Key_Tab, Key.Key_Tab)
    assert focused() is page.round.open_next
    press(ENTER, ENTER)
    assert "已开始" in page.round.notice.sentence
    press(Key.Key_1, modifier=Alt)


def open_waiting(window: MainWindow, head: str) -> SurveyPage:
    """Under 未录入, Enter on the household begins its survey."""
    home = window.page
    assert isinstance(home, HomePage)
    texts = [home.model.index(row, 2).data() for row in range(home.model.rowCount())]
    press(Key.Key_Home, *[Key.Key_Down] * texts.index(head), ENTER)
    page = window.page
    assert isinstance(page, SurveyPage)
    return page


def names(page: SurveyPage) -> list[str]:
    return [page.session.text(Place("name", member)) for member in page.session.members()]


def go_to(page: SurveyPage, place: Place) -> None:
    """Enter from item to item."""
    press(Key.Key_1, modifier=Ctrl)
    for _ in range(40):
        if page.sheet.place == place:
            return
        press(ENTER)
    raise AssertionError("the item cannot be reached with Enter")


def test_household__born_died_and_split__the_next_round_starts_from_it(
    qtbot: QtBot, open_window: OpenWindow, shelf: FormShelf, clock: Clock, tmp_path: Path
) -> None:
    fill_vault(tmp_path / "vault", shelf, clock)
    window = open_window(tmp_path / "vault")
    unlock(qtbot, window)
    press(Key.Key_H, modifier=Ctrl)
    page = window.page
    assert isinstance(page, HouseholdPage)
    tell_what_happened(qtbot, page)
    assert "现在家里 2 人" in page.life.words and "另立一户：孟铉 户" in page.life.words
    press(Key.Key_Escape)

    open_next_round(qtbot, window)
    press(Key.Key_Right)
    assert names(open_waiting(window, "孟铉")) == ["孟铉"]
    press(Key.Key_Escape)
    survey = open_waiting(window, "孟和")
    assert names(survey) == ["孟和", "孟小雨"]

    check_taken_again(window, survey)
    press(Key.Key_Escape)
    check_tables(qtbot, window)


def check_taken_again(window: MainWindow, survey: SurveyPage) -> None:
    """The phone is typed over; its history gives the one before back."""
    go_to(survey, PHONE)
    before = survey.session.printed(PHONE)
    write_over(NEW_PHONE)
    press(ENTER)
    press(ENTER, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert survey.session.printed(PHONE) == NEW_PHONE and survey.sheet.place == PHONE
    press(Key.Key_R, modifier=Ctrl)
    history = window.page
    assert isinstance(history, HistoryPage)
    press(Key.Key_Down, Key.Key_F5, "上一轮的没错", ENTER)
    assert window.page is survey and survey.sheet.place == PHONE
    assert survey.session.printed(PHONE) == before != NEW_PHONE
    press(Key.Key_R, modifier=Ctrl)
    newest = history.model.entry(1)
    assert newest is not None
    assert (newest.what, newest.before, newest.after, newest.reason) == ("改为", NEW_PHONE, before, "上一轮的没错")
    press(Key.Key_Escape)


def check_tables(qtbot: QtBot, window: MainWindow) -> None:
    """自然增加 and 自然减少 of the quarter show the birth and the death."""
    press(Key.Key_T, modifier=Ctrl)
    page = window.page
    assert isinstance(page, ChangesPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    press(Key.Key_F6, Key.Key_F6, ENTER)
    write_over("2023-04-01")
    press(ENTER)
    write_over("2023-06-30")
    press(ENTER)
    qtbot.waitUntil(lambda: page.people_model.rowCount() == 2)
    model = page.model
    figures = {model.heading(column): model.text(0, column) for column in range(model.columnCount())}
    assert (figures["期初"], figures["＋新生儿"], figures["－死亡"], figures["期末"]) == ("3", "1", "1", "3")
    assert [page.people_model.text(row, 2) for row in range(2)] == ["孟小雨", "杜玉兰"]
