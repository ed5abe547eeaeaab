"""上报 and 撤回 from the list, by keys: what goes up, what stays behind and why, and what comes back."""

from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press
from tests.ui.pages.review.conftest import Chain, Seat, survey_page

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def home_of(window: MainWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def keys_of(window: MainWindow) -> dict[str, str]:
    return dict(window.status_bar.shown_keys)


def states(home: HomePage) -> list[State]:
    lines = [home.model.summary(row) for row in range(home.model.total)]
    return [line.state for line in lines if line is not None]


def go_home(press: Press) -> None:
    press(Key.Key_3, modifier=ALT)
    press(Key.Key_1, modifier=ALT)


def test_list__f9_and_enter__hands_all_finished_up(chain: Chain, seat: Seat, press: Press) -> None:
    window = seat(chain.village)
    home = home_of(window)
    assert keys_of(window)["F9"] == "上报 3 户"
    press(Key.Key_F9)
    assert "上报 3 户 报给腾克镇审核" in home.handing.panel.words
    assert set(states(home)) == {State.FINISHED}
    press(Key.Key_Return)
    assert set(states(home)) == {State.SUBMITTED}
    assert home.handing.panel.isHidden() and home.table.hasFocus()
    assert home.notice.sentence.startswith("已上报 3 户。")
    assert home.model.text(0, Column.OPERATOR) == "腾克镇 等回执"
    assert "F9" not in keys_of(window)


def test_list__escape_in_the_panel__hands_nothing_up(chain: Chain, seat: Seat, press: Press) -> None:
    home = home_of(seat(chain.village))
    press(Key.Key_F9, Key.Key_Escape)
    assert home.handing.panel.isHidden() and home.table.hasFocus()
    assert set(states(home)) == {State.FINISHED}


def test_list__one_ticked__only_that_goes_up(chain: Chain, seat: Seat, press: Press) -> None:
    home = home_of(seat(chain.village))
    press(Key.Key_Space, Key.Key_F9)
    assert home.handing.panel.words.startswith("上报 1 户")
    press(Key.Key_Return)
    assert sorted(states(home)) == sorted([State.SUBMITTED, State.FINISHED, State.FINISHED])


def test_list__nothing_finished__says_what_can_go_up(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    home = home_of(seat(chain.village))
    press(Key.Key_F9)
    assert home.handing.panel.isHidden()
    assert home.notice.sentence.startswith("没有能上报的户")


def test_list__ctrl_delete_before_the_receipt__takes_back_for_a_reason(chain: Chain, seat: Seat, press: Press) -> None:
    window = seat(chain.village)
    home = home_of(window)
    press(Key.Key_F9, Key.Key_Return)
    assert keys_of(window)["Ctrl+Del"] == "撤回"
    press(Key.Key_Delete, modifier=CONTROL)
    assert home.handing.panel.reason.hasFocus()
    press(Key.Key_Return)
    assert home.handing.panel.isVisible()  # without a reason nothing comes back
    press("chaocuole", Key.Key_Return)
    assert states(home).count(State.FINISHED) == 1
    assert home.notice.sentence == "已撤回 1 户，可以改了。"


def test_list__ctrl_delete_after_the_receipt__names_it_with_the_reason(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    chain.carry_receipt()
    home = home_of(seat(chain.village))
    assert home.model.text(0, Column.OPERATOR) == "腾克镇 第 1 天"
    first = home.model.summary(0)
    assert first is not None and home.model.hands(first)[1] == "passed"
    press(Key.Key_Delete, modifier=CONTROL)
    press("chaocuole", Key.Key_Return)
    assert "上级已经收到" in home.handing.panel.refused.words(0)[2]
    assert set(states(home)) == {State.SUBMITTED}


def test_list__one_has_an_error_since__stays_and_opens_with_enter(chain: Chain, seat: Seat, press: Press) -> None:
    survey = chain.surveys[0]
    session = chain.village.open_session(survey)
    session.reopen("抄错了")
    session.set_text(Place("wage_income"), "1")  # the sum is wrong now, and it is a draft again
    home = home_of(seat(chain.village))
    press(Key.Key_F9)
    assert home.handing.panel.words.startswith("上报 2 户")


def test_survey__typing_what_lies_above__says_where_it_is(chain: Chain, seat: Seat, press: Press) -> None:
    window = seat(chain.village)
    press(Key.Key_F9, Key.Key_Return, Key.Key_Return)
    page = survey_page(window)
    before = page.session.printed(page.sheet.place or Place("village"))
    press("5")
    assert "报给了腾克镇，还没有收到" in page.status.saved and "Ctrl+Del 撤回" in page.status.saved
    assert page.session.printed(page.sheet.place or Place("village")) == before
    assert page.bar.lying == "在腾克镇 第 1 天 · 等回执"
    assert page.bar.finish == ""
    assert not page.reason.is_open
    assert {"F4", "Ctrl+Z"}.isdisjoint(key for key, _words in page.status.keys)


def test_survey__receipt_came__is_told_green(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    chain.carry_receipt()
    window = seat(chain.village)
    press(Key.Key_Return)
    page = survey_page(window)
    assert page.bar.lying == "在腾克镇 第 1 天 · 已收到"
    press("5")
    assert "已收到，这里只能看" in page.status.saved


def test_household__lies_above__its_dossier_says_where(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    chain.carry_receipt()
    window = seat(chain.village)
    press(Key.Key_H, modifier=CONTROL)
    page = window.page
    assert isinstance(page, HouseholdPage)
    assert page.foot.text().endswith("在腾克镇 第 1 天 · 已收到")
