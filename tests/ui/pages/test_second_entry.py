"""A survey typed a second time on the sheet: blind, held at each difference, kept on leaving, corrected at the end."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.verification.comparison import Decision
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.survey_file import SurveyFile, read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.gate import Gate
from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage
from ffp_desktop.ui.parts import Parts
from tests.e2e.typist import ENTER, focused
from tests.forms.household import SURVEYS
from tests.ui.pages.conftest import PASSWORD, Show
from tests.ui.pages.second_typist import ESC, SecondTypist, with_answer

WAGE = "wage_income"


@pytest.fixture
def paper() -> SurveyFile:
    """What stands on the paper."""
    from ffp_desktop.services.forms import FormShelf

    return read_surveys(SURVEYS / "general-three-people.json", FormShelf().form, county_regions())[0]


@pytest.fixture
def wrong(paper: SurveyFile) -> SurveyFile:
    """The paper with a slip in it."""
    return replace(paper, answers=with_answer(paper.answers, WAGE, Decimal("48201.00")))


@pytest.fixture
def survey_id(made: Vaults, wrong: SurveyFile) -> str:
    """The household with the slip, finished in 苏日娜's hands before the desk of 敖丽娟 is opened."""
    clerk = next(one for one in made.card().operators if one.name == "苏日娜")
    desk = Gate(made.folder, lambda: made, county_regions).open(clerk.id, PASSWORD)
    assert isinstance(desk, Desk)
    done = Exchange(desk._vault, desk.surveys, desk.shelf).put_in([FiledSurvey(wrong, finish=True)])
    assert done.finished == 1
    desk.close()
    return done.surveys[0]


@pytest.fixture
def page(survey_id: str, desk: Desk, parts: Parts, show: Show) -> SecondEntryPage:
    """The slip's household before 敖丽娟, who types it again."""
    shown = SecondEntryPage(desk, parts)
    shown.open_survey(survey_id)
    show(shown)
    return shown


def test_page__whole_paper_typed__stops_at_the_slip_and_corrects_it(
    page: SecondEntryPage, paper: SurveyFile, desk: Desk, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, paper)
    total = len(page.session.asked)
    assert page.bar.left == f"还剩 {total} 项"
    typist.type_until()
    assert page.is_held and page.sheet.place == Place(WAGE)
    assert (page.panel.first.text, page.panel.second.text) == ("48201.00", paper_wage(paper))
    left = page.session.left
    typist.type_text("x")
    typist.press(ENTER)
    assert page.is_held and page.session.left == left
    typist.type_text("2")
    assert not page.is_held and page.sheet.place != Place(WAGE)
    assert page.bar.differences == "不一样 1 处"
    typist.type_until()
    assert page.bar.left == "都录完了"
    typist.press(Qt.Key.Key_F9)
    assert page.is_done and not page.done.stays_open
    assert "1 处不一样" in page.done.words and "已更正 1 处" in page.done.words
    corrected = desk.open_session(page.survey_id)
    assert (corrected.text(Place(WAGE)), corrected.header.state) == (paper_wage(paper), State.FINISHED)
    with qtbot.waitSignal(page.left):
        QTest.keyClick(focused(), ENTER)


def test_page__difference__shows_neither_answer_before_it_is_typed(page: SecondEntryPage, qtbot: QtBot) -> None:
    shown = {page.session.printed(place) for place in page.session.focus.places()}
    assert "48,201.00" not in shown
    assert page.session.members() == ()


def test_page__slip_of_the_second__esc_types_it_again(
    page: SecondEntryPage, paper: SurveyFile, wrong: SurveyFile, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, wrong)
    typist.type_until(WAGE)
    typist.type_text("5")
    typist.press(ENTER)
    assert page.is_held
    typist.press(ESC)
    assert not page.is_held and page.sheet.place == Place(WAGE)
    assert page.session.text(Place(WAGE)) == ""
    typist.type_until()
    assert typist.told == [] and page.session.left == 0


def test_page__neither_is_right__is_typed_at_the_item(
    page: SecondEntryPage, paper: SurveyFile, wrong: SurveyFile, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, paper)
    typist.type_until()
    typist.type_text("3")
    assert page.session.is_third and not page.is_held
    typist.press(ESC)
    assert page.is_held
    typist.type_text("3")
    typist.type_text("50000")
    typist.press(ENTER)
    assert page.session.text(Place(WAGE)) == "50000.00" and page.sheet.place != Place(WAGE)
    verdict = next(v for v in page.session.verification.verdicts if v.place == Place(WAGE))
    assert verdict.decision is Decision.THIRD


def test_page__nothing_typed_where_something_stands__is_a_difference(
    page: SecondEntryPage, wrong: SurveyFile, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, wrong)
    typist.type_until("head_phone")
    typist.press(ENTER)
    assert page.is_held and page.panel.second.text == ""
    typist.type_text("1")
    assert page.session.text(Place("head_phone")) == wrong.answers.given[Place("head_phone")]


def test_page__people_counted_otherwise__is_decided_before_their_rows(
    page: SecondEntryPage, wrong: SurveyFile, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, wrong)
    typist.type_until("name")
    typist.count("2")
    assert page.is_held and (page.panel.first.text, page.panel.second.text) == ("3", "2")
    typist.type_text("2")
    assert len(page.session.members()) == 2
    typist.type_until()
    typist.press(Qt.Key.Key_F9)
    assert page.done.stays_open and "人数不一样" in page.done.words
    with qtbot.waitSignal(page.survey_wanted):
        QTest.keyClick(focused(), ENTER)


def test_page__member_cell_differs__holds_the_table(page: SecondEntryPage, wrong: SurveyFile, qtbot: QtBot) -> None:
    typist = SecondTypist(qtbot, page, wrong)
    typist.type_until("id_number")
    here = page.sheet.place
    typist.type_text("150722198001014410")
    typist.press(ENTER)
    assert page.is_held and page.sheet.place == here
    typist.press(ENTER)
    typist.press(Qt.Key.Key_Tab)
    assert page.is_held and page.sheet.place == here
    typist.type_text("1")
    assert not page.is_held and page.sheet.place != here
    typist.type_until()
    assert page.session.left == 0


def test_page__click_away_from_a_difference__comes_back(page: SecondEntryPage, paper: SurveyFile, qtbot: QtBot) -> None:
    SecondTypist(qtbot, page, paper).type_until()
    page.sheet.focus_place(Place("transfer_income"))
    qtbot.waitUntil(lambda: page.sheet.place == Place(WAGE))
    assert page.is_held


def test_page__left_on_the_way__goes_on_where_it_was(
    page: SecondEntryPage, wrong: SurveyFile, desk: Desk, parts: Parts, show: Show, qtbot: QtBot
) -> None:
    typist = SecondTypist(qtbot, page, wrong)
    typist.type_until(WAGE)
    left = page.session.left
    with qtbot.waitSignal(page.left):
        typist.press(ESC)
    page.leave()
    again = SecondEntryPage(desk, parts)
    again.open_survey(page.survey_id)
    show(again)
    assert again.session.left == left and again.sheet.place == Place(WAGE)
    assert again.bar.left == f"还剩 {left} 项"


def test_page__f9_before_the_end__says_how_many_are_left(page: SecondEntryPage, qtbot: QtBot) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_F9)
    assert not page.is_done and page.status.is_refused
    assert page.status.saved == f"还剩 {len(page.session.asked)} 项没录，先录完。"


def paper_wage(paper: SurveyFile) -> str:
    return f"{paper.answers.given[Place(WAGE)]:.2f}"
