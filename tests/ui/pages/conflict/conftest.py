"""A township that met what a village wrote without knowing it: two units of one survey differ."""

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.conflict.page import ConflictPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Show
from tests.ui.pages.offices import TOWNSHIP, VILLAGE, Offices

INCOME = "income"


class Parted:
    """Banner, township and village; the income and the second member of one survey differ between the last two."""

    def __init__(self, offices: Offices, *, with_banner: bool = False) -> None:
        self.offices = offices
        self.banner, self.township, self.village = offices.chain()
        self.survey = offices.enter(self.village, "general-three-people", VILLAGE.code)
        offices.hand_up(self.village, self.survey)
        offices.take(self.township, offices.export(self.village)).unlink()
        if with_banner:
            offices.take(self.banner, offices.export(self.township)).unlink()
        self.second = self.township.open_session(self.survey).members()[1]
        self.write(self.township, "31200", "8640", "敖日格勒")
        self.write(self.village, "13200", "8460", "敖日格乐")
        offices.take(self.township, offices.export(self.village))
        if with_banner:
            self.write(self.banner, "21300", "4860", "敖日格")
            offices.take(self.township, offices.export(self.banner, TOWNSHIP.code))

    def write(self, desk: Desk, business: str, transfer: str, name: str) -> None:
        """Two units, past whoever has the survey."""
        income = {"business_income": business, "transfer_income": transfer}
        self.offices.write_past(desk, self.survey, {INCOME: income, f"member:{self.second}": {"name": name}})

    def told(self, desk: Desk, item: str, member: str = "") -> str:
        return desk.open_session(self.survey).printed(Place(item, member))

    def printed(self, item: str, member: str = "") -> str:
        """As the township has it now."""
        return self.told(self.township, item, member)


@pytest.fixture
def parted(offices: Offices) -> Parted:
    return Parted(offices)


@pytest.fixture
def page(parted: Parted, with_stick: Parts, show: Show) -> ConflictPage:
    made = ConflictPage(parted.township, with_stick)
    assert made.show_surveys([parted.survey])
    show(made)
    return made
