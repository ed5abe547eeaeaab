"""A township with surveys that its village handed up, before one of its judges, in the window."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.review.records import NewComment
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.review.page import ReviewPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import TOWNSHIP, VILLAGE, Offices

HOUSEHOLDS = ("general-three-people", "monitored-five-people", "safety-net-household")
WAGES = Place("wage_income")
Key = Qt.Key
Seat = Callable[[Desk], MainWindow]
Comment = Callable[[SurveyPage, Place], None]


@dataclass
class Chain:
    """The desks of banner, township and village; the township changes with who sits there."""

    offices: Offices
    banner: Desk
    township: Desk
    village: Desk
    surveys: list[str]

    def hand_up(self) -> None:
        """Everything finished goes up, and the receipt comes back."""
        assert not self.village.handing.submit(self.village.handing.ready()).refused
        self.carry_up()

    def carry_up(self) -> None:
        """A bundle up; the receipt stays on the stick until it is read."""
        self.receipt = self.offices.take(self.township, self.offices.export(self.village))

    def carry_receipt(self) -> None:
        self.village.bundles.sending.take_receipt(self.receipt.read_bytes())

    def carry_to_banner(self) -> None:
        receipt = self.offices.take(self.banner, self.offices.export(self.township))
        self.township.bundles.sending.take_receipt(receipt.read_bytes())

    def carry_from_banner(self, desk: Desk) -> None:
        self.offices.take(self.township, self.offices.export(desk, TOWNSHIP.code))

    def carry_down(self) -> None:
        self.offices.take(self.village, self.offices.export(self.township, VILLAGE.code))

    def sit(self, name: str) -> Desk:
        self.township = self.offices.be(self.township, name)
        return self.township


@pytest.fixture
def chain(offices: Offices) -> Chain:
    """Nothing is handed up yet."""
    banner, township, village = offices.chain()
    surveys = [offices.enter(village, name, VILLAGE.code) for name in HOUSEHOLDS]
    return Chain(offices, banner, township, village, surveys)


@pytest.fixture
def seat(parts: Parts, show: Show, qtbot: QtBot) -> Seat:
    """The window before a desk, at its list."""

    def sit(desk: Desk) -> MainWindow:
        window = MainWindow(parts)
        show(window)
        window.take_desk(desk)
        assert isinstance(window.page, HomePage)
        return window

    return sit


def survey_page(window: MainWindow) -> SurveyPage:
    assert isinstance(window.page, SurveyPage)
    return window.page


def queue_of(window: MainWindow, press: Press) -> ReviewPage:
    press(Key.Key_7, modifier=Qt.KeyboardModifier.AltModifier)
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
    chain.hand_up()
    desk = chain.sit("鄂志强")
    member = desk.open_session(chain.surveys[0]).members()[1]
    comments = [NewComment(WAGES, "请核实务工收入。"), NewComment(Place("health", member), "请核对诊断证明。")]
    desk.review.return_survey(chain.surveys[0], comments)
    chain.carry_down()
    return chain
