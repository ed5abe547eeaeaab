"""The queue, judging by two, and what a later edit voids: by keys in the window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.ui.pages.home.page import HomePage
from tests.ui.pages.conftest import Press
from tests.ui.pages.review.conftest import Chain, Seat, queue_of, state, survey_page

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_queue__what_was_handed_up__waits_by_village(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue = queue_of(window, press)
    assert [queue.table.words(row)[1] for row in range(3)] == ["孟和", "涂·阿尔腾", "葛凤英"]
    assert queue.table.words(0)[4:6] == ["今天", "没有"]
    assert queue.head.text() == "待审 3 户，其中等第二个人审的 0 户"
    press(Key.Key_F6, Key.Key_Down)
    assert queue.table.cells.rowCount() == 0  # the first village has handed nothing up


def test_queue__searched__shows_whom_a_name_initials_or_number_finds(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    queue = queue_of(seat(chain.sit("鄂志强")), press)
    number = queue.table.words(1)[6]
    for typed, found in (("葛凤", ["葛凤英"]), ("gfy", ["葛凤英"]), (number, ["涂·阿尔腾"]), ("没有这个人", [])):
        press(Key.Key_F3)
        queue.search.set_value(typed)
        assert [queue.table.words(row)[1] for row in range(queue.table.cells.rowCount())] == found
    press(Key.Key_Escape)
    assert queue.table.cells.rowCount() == 3 and not queue.search.value()
    press(Key.Key_F3)
    queue.search.set_value("葛凤")
    press(Key.Key_Return)
    assert queue.table.hasFocus() or queue.table.isAncestorOf(queue.table.window().focusWidget())
    press(Key.Key_Escape)
    assert queue.table.cells.rowCount() == 3


def test_queue__village__has_none(chain: Chain, seat: Seat, press: Press) -> None:
    window = seat(chain.village)
    assert window.top_bar is not None and "Alt+7" not in window.top_bar.tab_keys
    press(Key.Key_7, modifier=ALT)
    assert isinstance(window.page, HomePage)


def test_judging__f9_by_two_people__approves_and_goes_on(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue = queue_of(window, press)
    press(Key.Key_Return)
    page = survey_page(window)
    assert page.bar.finish == "审核通过" and page.session.header.id == chain.surveys[0]
    press(Key.Key_F9)
    assert page.session.header.id == chain.surveys[1]
    assert page.status.saved == "孟和 户：初审通过，等第二个人审。"
    press(Key.Key_F9, Key.Key_F9)
    assert window.page is queue and queue.notice.sentence.startswith("葛凤英 户：初审通过")
    assert queue.table.words(0)[5] == "您已初审，等第二个人"
    assert [state(chain.township, survey) for survey in chain.surveys] == [State.SUBMITTED] * 3
    window.hide()
    second = seat(chain.sit("何玉花"))
    queue = queue_of(second, press)
    assert queue.table.words(0)[5] == "鄂志强 初审"
    press(Key.Key_Return)
    assert survey_page(second).review.strip.standing.endswith("初审通过，等第二个人审")
    press(Key.Key_F9)
    assert state(chain.township, chain.surveys[0]) is State.APPROVED
    assert survey_page(second).status.saved == "孟和 户：审核通过。"


def test_judging__twice_by_the_same__is_refused_calmly(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return, Key.Key_F9, Key.Key_PageUp, Key.Key_F9)
    page = survey_page(window)
    assert page.session.header.id == chain.surveys[0]
    assert "还要另一个人审" in page.status.saved and page.status.is_refused


def test_judging__by_the_only_typist__is_refused(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.township)  # the same person typed in the village
    queue_of(window, press)
    press(Key.Key_Return, Key.Key_F9)
    assert "只有您一个人录入" in survey_page(window).status.saved


def test_queue__ticked_and_f9__judges_them_together(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue = queue_of(window, press)
    press(Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_F9)
    assert queue.notice.sentence == "初审 2 户，等第二个人。"
    assert [line.judged_by for line in chain.township.review.queue()] == [("鄂志强",), ("鄂志强",), ()]


def test_approved__a_key_typed__says_whose_judgement_it_voids_and_it_stays_told(
    chain: Chain, seat: Seat, press: Press, qtbot: QtBot
) -> None:
    chain.hand_up()
    for name in ("鄂志强", "何玉花"):
        assert not chain.sit(name).review.approve([chain.surveys[0]]).refused
    window = seat(chain.township)
    home = window.page
    assert isinstance(home, HomePage)
    home.table.select(home.model.row_of(chain.surveys[0]))
    press(Key.Key_Return)
    page = survey_page(window)
    page.sheet.focus_place(Place("head_phone"))
    press("1")
    assert page.reason.line.prompt == "鄂志强、何玉花 审过，一改就作废，要重审。更正的原因："
    press("dianhua cuole", Key.Key_Return)
    qtbot.waitUntil(lambda: page.session.is_editable)
    page.sheet.focus_place(Place("head_phone"))
    press("13947010588", Key.Key_Return, Key.Key_F9)
    assert state(chain.township, chain.surveys[0]) is State.SUBMITTED
    assert page.review.strip.standing.endswith("原审作废，要重审") and "何玉花" in page.review.strip.standing
    queue = queue_of(window, press)
    row = next(row for row in range(3) if queue.table.words(row)[1] == "孟和")
    assert queue.table.words(row)[5] == "审后改过，原审作废"
