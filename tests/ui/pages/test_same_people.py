"""认人: come to from 户档案 with Ctrl+J, the two beside each other, judged with a key and a reason, and taken back."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.pages.same_people.page import SamePeoplePage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import VILLAGE
from tests.ui.pages.conftest import Press, write
from tests.ui.pages.dossiers import enter_household

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(at_home: MainWindow, press: Press) -> SamePeoplePage:
    """Of a household whose son is listed in another one too."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    survey = enter_household(desk)
    source = desk.open_session(survey)
    son = source.members()[2]
    session = desk.open_session(desk.start_survey(VILLAGE, ""))
    place = session.set_text(Place("name"), source.text(Place("name", son))).focus
    assert place is not None
    session.choose(Place("id_type", place.member), "居民身份证")
    session.set_text(Place("id_number", place.member), source.text(Place("id_number", son)))
    home.keep(survey)
    home.refresh()
    press(Key.Key_H, modifier=Ctrl)
    press(Key.Key_J, modifier=Ctrl)
    shown = at_home.page
    assert isinstance(shown, SamePeoplePage)
    return shown


def states(page: SamePeoplePage) -> list[str]:
    return [page.pairs.text(row, 0) for row in range(page.pairs.rowCount())]


def test_pair__waiting__is_shown_beside_each_other(page: SamePeoplePage) -> None:
    assert page.head.text() == "认人　孟和 户"
    assert list(page.tabs.tabs) == [("这一户待认", 1), ("本村待认", 1)]
    assert states(page) == ["待认"]
    assert "证件号码相同" in page.verdict.text()
    labels = [page.sides.text(row, 0) for row in range(page.sides.rowCount())]
    assert labels[:3] == ["姓名", "性别", "居民身份证(残疾人证)"]


def test_pair__judged_with_1_and_a_reason__is_one_person(
    page: SamePeoplePage, at_home: MainWindow, press: Press
) -> None:
    press("1")
    assert page.reason.is_open
    write("本人来核对过")
    press(Key.Key_Return)
    assert not page.reason.is_open and page.list.hasFocus()
    assert states(page) == ["同一人"]
    assert list(page.tabs.tabs) == [("这一户待认", 0), ("本村待认", 0)]
    assert page.verdict.text().endswith("敖丽娟 认定是同一个人：本人来核对过")
    keys = [keys for keys, _words in at_home.status_bar.shown_keys]
    assert "1" not in keys and "Ctrl+Del" in keys
    press("2")
    assert not page.reason.is_open


def test_pair__judged_with_2_then_taken_back__waits_again(page: SamePeoplePage, press: Press) -> None:
    press("2")
    write("派出所核过是两个人")
    press(Key.Key_Return)
    assert states(page) == ["不是"]
    press(Key.Key_Delete, modifier=Ctrl)
    write("核错了")
    press(Key.Key_Return)
    assert states(page) == ["待认"]


def test_escape__gives_the_reason_up_then_goes_back(page: SamePeoplePage, at_home: MainWindow, press: Press) -> None:
    press("1")
    write("本人")
    press(Key.Key_Escape)
    assert at_home.page is page and states(page) == ["待认"]
    press(Key.Key_Escape)
    assert isinstance(at_home.page, HouseholdPage)
