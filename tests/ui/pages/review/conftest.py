"""A township with surveys that its village handed up, before one of its judges, in the window."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Show
from tests.ui.pages.offices import TOWNSHIP, VILLAGE, Offices

HOUSEHOLDS = ("general-three-people", "monitored-five-people", "safety-net-household")
Seat = Callable[[Desk], MainWindow]


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
