"""Comments, returns, answers, and the way back over two hops: by keys in the window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.review.page import ReviewPage
from tests.ui.pages.conftest import Press
from tests.ui.pages.review.conftest import WAGES, Chain, Comment, Seat, queue_of, state, survey_page

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


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


def test_comment__f2_twice__is_of_the_whole_form_and_is_answered_anywhere(
    chain: Chain, seat: Seat, press: Press, qtbot: QtBot
) -> None:
    chain.hand_up()
    window = seat(chain.sit("鄂志强"))
    queue_of(window, press)
    press(Key.Key_Return)
    page = survey_page(window)
    page.sheet.focus_place(WAGES)
    press(Key.Key_F2, "zheng", Key.Key_F2)
    assert page.review.strip.edit.prompt == "整张表，要怎么改：" and page.review.strip.edit.words == "zheng"
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: [line.name for line in page.review.strip.rows.lines] == ["整张表"])
    assert page.sheet.place == WAGES and page.navigator.comments == {}
    press(Key.Key_Backspace, Key.Key_Backspace, modifier=CONTROL)
    assert state(chain.township, chain.surveys[0]) is State.RETURNED
    chain.carry_down()
    window = seat(chain.village)
    home = window.page
    assert isinstance(home, HomePage)
    home.table.select(home.model.row_of(chain.surveys[0]))
    press(Key.Key_Return)
    page = survey_page(window)
    page.sheet.focus_place(WAGES)
    press(Key.Key_F5)
    assert page.review.strip.edit.prompt == "答复“zheng”："
    press("1", Key.Key_Return)
    qtbot.waitUntil(lambda: page.review.strip.standing.endswith("都答复了"))


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
