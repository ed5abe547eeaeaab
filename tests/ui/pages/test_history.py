"""历史: come to from an item with Ctrl+R; days, undone entries, scopes, and an earlier answer taken again."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.history.page import HistoryPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, write
from tests.ui.pages.dossiers import enter_household

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
WAGES = Place("wage_income")


@pytest.fixture
def survey(at_home: MainWindow) -> SurveyPage:
    """A survey that was finished, corrected twice (the second time undone) and finished again, at its wages."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    session = desk.open_session(enter_household(desk))
    session.reopen("纸表看错了")
    session.set_text(WAGES, "31000")
    session.set_text(WAGES, "32000")
    session.undo()
    assert session.finish().done
    home.survey_wanted.emit(session.header.id)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    page.sheet.focus_place(WAGES)
    return page


@pytest.fixture
def history(survey: SurveyPage, at_home: MainWindow, press: Press) -> HistoryPage:
    press(Key.Key_R, modifier=Ctrl)
    page = at_home.page
    assert isinstance(page, HistoryPage)
    return page


def rows(page: HistoryPage) -> list[tuple[str, ...]]:
    """做了什么, 原来 → 后来, 原因 of each row; a day is one text."""
    model = page.model
    shown = []
    for row in range(model.rowCount()):
        texts = [model.index(row, column).data() for column in range(model.columnCount())]
        shown.append((texts[2], texts[4], texts[5]) if model.entry(row) else (texts[0],))
    return shown


def test_history__of_the_focused_item__is_newest_first_with_the_day_above(history: HistoryPage) -> None:
    day, undone, changed, *earlier = rows(history)
    assert len(day) == 1 and day[0].startswith("20") and "星期" in day[0]
    assert undone == ("改为（撤销）", "31,000.00　→　32,000.00", "纸表看错了")
    assert changed == ("改为", "36,000.00　→　31,000.00", "纸表看错了")
    assert [row[0] for row in earlier] == ["填写"]
    assert history.tabs.tabs[0] == ("这一项", 3)


def test_history__arrows__change_what_it_is_about(history: HistoryPage, press: Press) -> None:
    press(Key.Key_Right)
    assert history.tabs.tabs[history.tabs.index][0] == "整张表"
    whats = [row[0] for row in rows(history) if len(row) == 3]
    assert len(whats) == history.tabs.tabs[history.tabs.index][1] > 50
    assert whats[0] == "完成" and "改正" in whats
    press(Key.Key_Left)
    assert len(rows(history)) == 4


def test_history__detail__says_the_chosen_entry_in_a_sentence(history: HistoryPage, press: Press) -> None:
    press(Key.Key_Down)
    assert history.detail.text() == "敖丽娟把“A22 工资性收入”从 36,000.00 改成 31,000.00，原因：纸表看错了。"


def test_history__the_present_answer__cannot_be_taken_and_says_so(
    history: HistoryPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_Down)
    assert history.model.is_told(2)
    assert "F5" not in [keys for keys, _words in at_home.status_bar.shown_keys]
    press(Key.Key_F5)
    assert not history.reason.is_open
    assert history.notice.sentence == "现在就是这个答案，不用再取。"


def test_history__f5_and_a_reason__goes_back_to_the_item_with_the_answer(
    history: HistoryPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_Down, Key.Key_Down)
    press(Key.Key_F5)
    assert history.reason.is_open
    assert at_home.status_bar.shown_keys[:2] == [("Enter", "写下"), ("Esc", "不改")]
    press(Key.Key_Return)
    assert at_home.page is history, "a reason is asked for"
    write("核对纸表，原来的对")
    press(Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    assert page.sheet.place == WAGES
    assert page.session.printed(WAGES) == "36,000.00"
    assert page.session.header.state is State.DRAFT
    press(Key.Key_R, modifier=Ctrl)
    assert rows(history)[1] == ("改为", "31,000.00　→　36,000.00", "核对纸表，原来的对")


def test_history__escape__gives_the_reason_up_then_leaves(
    history: HistoryPage, survey: SurveyPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_F5)
    write("不对")
    press(Key.Key_Escape)
    assert not history.reason.is_open and at_home.page is history
    press(Key.Key_Escape)
    assert at_home.page is survey
    assert survey.session.printed(WAGES) == "31,000.00"
    assert survey.session.header.state is State.FINISHED


def test_history__enter__goes_to_the_item(history: HistoryPage, at_home: MainWindow, press: Press) -> None:
    press(Key.Key_Right, Key.Key_End)
    entry = history.model.entry(history.table.row())
    assert entry is not None and entry.place is not None
    press(Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    assert page.sheet.place == entry.place
