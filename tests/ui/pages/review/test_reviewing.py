"""The queue, judging by two, comments and returns, answers, and what a later edit voids: by keys in the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.review.page import ReviewPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press
from tests.ui.pages.review.conftest import Chain, Seat, survey_page

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WAGES = Place("wage_income")
Comment = Callable[[SurveyPage, Place], None]


def queue_of(window: MainWindow, press: Press) -> ReviewPage:
    press(Key.Key_7, modifier=ALT)
    assert isinstance(window.page, ReviewPage)
    return window.page


def state(desk: Desk, survey: str) -> State:
    return desk.review.sheet(survey).state


@pytest.fixture
def comment(press: Press, qtbot: QtBot) -> Comment:
    """F2 at a place, the first ready sentence, Enter."""

    def write(page: SurveyPage, place: Place) -> None:
        page.sheet.focus_place(place)
        press(Key.Key_F2)
        qtbot.waitUntil(lambda: page.review.is_writing)
        press("1", Key.Key_Return)
        qtbot.waitUntil(lambda: bool(page.review.sheet and page.review.sheet.pending_comments))
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not page.review.strip.edit.line)

    return write


@pytest.fixture
def returned(chain: Chain) -> Chain:
    """The first survey came back to the village with two comments."""
    from ffp_desktop.services.review.records import NewComment

    chain.hand_up()
    desk = chain.sit("鄂志强")
    member = desk.open_session(chain.surveys[0]).members()[1]
    comments = [NewComment(WAGES, "请核实务工收入。"), NewComment(Place("health", member), "请核对诊断证明。")]
    desk.review.return_survey(chain.surveys[0], comments)
    chain.carry_down()
    return chain


def test_queue__what_was_handed_up__waits_by_village(chain: Chain, seat: Seat, press: Press) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue = queue_of(window, press)
    assert [queue.table.words(row)[1] for row in range(3)] == ["孟和", "涂·阿尔腾", "葛凤英"]
    assert queue.table.words(0)[4:6] == ["今天", "没有"]
    assert queue.head.text() == "待审 3 户，其中等第二个人审的 0 户"
    press(Key.Key_F6, Key.Key_Down)
    assert queue.table.cells.rowCount() == 0  # the first village has handed nothing up


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


def test_comment__f2_and_a_digit__pins_a_ready_sentence(
    chain: Chain, seat: Seat, press: Press, comment: Comment
) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return)
    page = survey_page(window)
    comment(page, WAGES)
    (line,) = page.review.strip.rows.lines
    assert (line.word, line.name, line.text) == ("待退回", "A22 工资性收入", "有人务工却没有工资性收入，请核实。")
    assert page.sheet.reading.commented == {WAGES}
    assert page.navigator.comments == {"income": 1}
    assert page.sheet.place == WAGES
    press(Key.Key_F9)
    assert "还没退回的意见" in page.status.saved
    press(Key.Key_Delete, modifier=CONTROL)
    assert page.review.strip.rows.lines == [] and page.navigator.comments == {}


def test_comment__escape__writes_nothing(chain: Chain, seat: Seat, press: Press, qtbot: QtBot) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return, Key.Key_F2, "1", Key.Key_Escape)
    page = survey_page(window)
    qtbot.waitUntil(lambda: not page.review.is_writing)
    assert page.review.strip.rows.lines == []
    assert window.page is page


def test_return__pressed_twice__goes_with_its_comments(
    chain: Chain, seat: Seat, press: Press, comment: Comment
) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return)
    page = survey_page(window)
    press(Key.Key_Backspace, modifier=CONTROL)
    assert "先到要改的那一项，按 F2" in page.status.saved
    comment(page, WAGES)
    press(Key.Key_Backspace, modifier=CONTROL)
    assert state(chain.township, chain.surveys[0]) is State.SUBMITTED  # it only asked
    press(Key.Key_Backspace, modifier=CONTROL)
    assert state(chain.township, chain.surveys[0]) is State.RETURNED
    assert page.session.header.id == chain.surveys[1]
    assert page.status.saved == "孟和 户：已退回，1 条意见一起下去。"


def test_returned__in_the_village__opens_at_the_first_comment(
    returned: Chain, seat: Seat, press: Press, qtbot: QtBot
) -> None:
    window = seat(returned.village)
    home = window.page
    assert isinstance(home, HomePage)
    row = home.model.row_of(returned.surveys[0])
    assert home.model.text(row, Column.OPERATOR) == "鄂志强 退回"
    home.table.select(row)
    press(Key.Key_Return)
    page = survey_page(window)
    assert page.sheet.place is not None and page.sheet.place.item == "health"
    assert page.review.strip.standing == "退回来改，意见 2 条，还有 2 条没答复"
    press(Key.Key_F5)
    assert page.review.strip.edit.prompt == "答复“请核对诊断证明。”："
    press("3", Key.Key_Return)
    qtbot.waitUntil(lambda: "还有 1 条" in page.review.strip.standing)
    press(Key.Key_F8)
    assert page.sheet.place == WAGES
    press(Key.Key_F5, "1", Key.Key_Return)
    qtbot.waitUntil(lambda: page.review.strip.standing == "退回来改，意见 2 条，都答复了")
    press(Key.Key_F9)
    assert state(returned.village, returned.surveys[0]) is State.FINISHED
    press(Key.Key_Escape, Key.Key_F9, Key.Key_Return)
    assert state(returned.village, returned.surveys[0]) is State.SUBMITTED
    returned.carry_up()
    replies = [one.reply_text for one in returned.township.review.sheet(returned.surveys[0]).comments]
    assert sorted(replies) == ["已照纸表改正。", "核对过纸表，没有错。"]


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


def test_banner__what_the_township_judged__is_settled_by_two_or_goes_down_two_hops(
    chain: Chain, seat: Seat, press: Press, comment: Comment, qtbot: QtBot
) -> None:
    chain.hand_up()
    for name in ("鄂志强", "何玉花"):
        assert not chain.sit(name).review.approve(chain.surveys[:2]).refused
    window = seat(chain.township)
    press(Key.Key_F9, Key.Key_Return)
    assert [state(chain.township, survey) for survey in chain.surveys] == [
        State.SUBMITTED_UP,
        State.SUBMITTED_UP,
        State.SUBMITTED,
    ]
    window.hide()
    chain.carry_to_banner()
    banner = chain.offices.be(chain.banner, "白志国")
    window = seat(banner)
    queue_of(window, press)
    press(Key.Key_Return)
    page = survey_page(window)
    assert page.bar.finish == "审定"
    comment(page, WAGES)
    press(Key.Key_Backspace, modifier=CONTROL)
    press(Key.Key_Backspace, modifier=CONTROL)
    assert page.session.header.id == chain.surveys[1]
    press(Key.Key_F9)
    assert isinstance(window.page, ReviewPage) and "初审通过" in window.page.notice.sentence
    window.hide()
    chain.carry_from_banner(banner)
    window = seat(chain.township)
    home = window.page
    assert isinstance(home, HomePage)
    home.table.select(home.model.row_of(chain.surveys[0]))
    press(Key.Key_Return)
    page = survey_page(window)
    assert dict(page.status.keys).get("F5") == "答复意见"
    press(Key.Key_Backspace, modifier=CONTROL)
    press(Key.Key_Backspace, modifier=CONTROL)
    assert state(chain.township, chain.surveys[0]) is State.RETURNED
    chain.carry_down()
    sheet = chain.village.review.sheet(chain.surveys[0])
    assert sheet.state is State.RETURNED and sheet.first_place == WAGES


def test_comment__leaving_with_words_in_the_line__is_held_once(
    chain: Chain, seat: Seat, press: Press, qtbot: QtBot
) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return, Key.Key_F2, "1")
    page = survey_page(window)
    words = page.review.strip.edit.words
    press(Key.Key_1, modifier=ALT)
    assert window.page is page and "这条话还没写下" in page.status.saved
    assert page.review.strip.edit.words == words
    press(Key.Key_1, modifier=ALT)
    assert isinstance(window.page, HomePage)


def test_returned__a_second_time__the_first_comments_are_quiet(
    returned: Chain, seat: Seat, press: Press, qtbot: QtBot
) -> None:
    from ffp_desktop.services.review.records import NewComment

    survey = returned.surveys[0]
    assert returned.village.open_session(survey).finish().done
    assert returned.village.handing.submit([survey]).done == (survey,)
    returned.carry_up()
    returned.township.review.return_survey(survey, [NewComment(Place("head_phone"), "电话打不通。")])
    returned.carry_down()
    window = seat(returned.village)
    home = window.page
    assert isinstance(home, HomePage)
    home.table.select(home.model.row_of(survey))
    press(Key.Key_Return)
    page = survey_page(window)
    assert page.sheet.place == Place("head_phone")
    assert [line.word for line in page.review.strip.rows.lines] == ["意见", "以前", "以前"]
    assert page.sheet.reading.commented == {Place("head_phone")}
    assert page.review.strip.standing == "退回来改，意见 1 条，还有 1 条没答复"
    assert dict(page.status.keys)["F5"] == "答复意见"
    page.sheet.focus_place(WAGES)
    assert "F5" not in dict(page.status.keys)  # what an earlier return said is not asked again
