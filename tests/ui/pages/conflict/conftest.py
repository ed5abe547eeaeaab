"""A township that met what a village wrote without knowing it: two units of one survey differ."""

import json

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.conflict.page import ConflictPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Show
from tests.ui.pages.offices import OTHER_VILLAGE, VILLAGE, Offices

INCOME = "income"


class Parted:
    """Banner, township and village; the income and the second member of one survey differ between the last two."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.banner, self.township, self.village = offices.chain()
        self.survey = offices.enter(self.village, "general-three-people", VILLAGE.code)
        offices.take(self.township, offices.export(self.village)).unlink()
        member = self.township.open_session(self.survey).members()[1]
        self.member = f"member:{member}"
        self.write(self.township, {"business_income": "31200", "transfer_income": "8640"}, {"name": "敖日格勒"})
        offices.clock.now = offices.clock.now
        self.write(self.village, {"business_income": "13200", "transfer_income": "8460"}, {"name": "敖日格乐"})
        offices.take(self.township, offices.export(self.village))

    def write(self, desk: Desk, income: dict[str, str], row: dict[str, str]) -> None:
        """A revision beside the entry: a second laptop, a restored backup."""
        units = desk._vault.journal.units("survey", self.survey)
        person = units[self.member]
        sets = {
            INCOME: units[INCOME] | income,
            self.member: person | {"answers": person["answers"] | row},
        }
        heads = desk._vault.journal.document(self.survey).heads
        texts = {
            unit: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            for unit, value in sets.items()
        }
        at = self.offices.clock().isoformat(timespec="seconds")
        desk._vault.journal.append("survey", self.survey, VILLAGE.code, heads, texts, desk.operator.id, at)
        desk._vault.surveys.restate(self.survey)

    def printed(self, desk: Desk, item: str) -> str:
        return desk.open_session(self.survey).printed(Place(item))


@pytest.fixture
def parted(offices: Offices) -> Parted:
    return Parted(offices)


@pytest.fixture
def page(parted: Parted, with_stick: Parts, show: Show) -> ConflictPage:
    made = ConflictPage(parted.township, with_stick)
    assert made.show_surveys([parted.survey])
    show(made)
    return made


__all__ = ["OTHER_VILLAGE", "Parted"]
