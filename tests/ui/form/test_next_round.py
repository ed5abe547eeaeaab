"""A survey that began from the round before: what waits, what is taken over, what changed."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, Round
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import open_round
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.store.vault import OpenVault

from ...conftest import Clock
from ...forms.household import read_survey
from ..conftest import CONTROL, Clerk

NEXT = Round("2023Q2", "2023年二季度防返贫监测和帮扶重点核查", "household-check-2023q1", "2022-05-15", "2023-05-14")


@pytest.fixture
def clerk(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock, qtbot: QtBot) -> Clerk:
    """At the second visit to a household whose first one is done."""
    filed = read_survey("monitored-five-people")
    first = surveys.add(NewSurvey(filed.village, DraftState(filed.answers), finish=True))
    open_round(vault, NEXT, clock().isoformat(timespec="seconds"))
    households = Households(vault, surveys, shelf, clock)
    return Clerk(surveys, households.start_survey(vault.surveys.get(first).household), qtbot)


def test_enter__on_what_was_carried__takes_it_over_and_goes_on(clerk: Clerk) -> None:
    assert clerk.item == "natural_village"
    assert "上一轮的答案" in clerk.page.status.item
    clerk.press("\n")
    assert clerk.item == "household_kind"
    assert not clerk.session.is_unconfirmed(Place("natural_village"))
    assert clerk.session.is_unconfirmed(Place("household_kind"))


def test_enter__on_a_members_cell__takes_it_over(clerk: Clerk) -> None:
    member = clerk.session.members()[0]
    clerk.go("name", member)
    clerk.press("\n")
    assert not clerk.session.is_unconfirmed(Place("name", member))


def test_ctrl_enter__takes_a_section_over__and_goes_to_what_still_waits(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert clerk.session.unconfirmed("basic") == ()
    assert clerk.place == Place("name", clerk.session.members()[0])
    clerk.press(Qt.Key.Key_Return, modifiers=CONTROL)
    assert clerk.session.unconfirmed("members") == ()
    assert clerk.item == "health"
    clerk.press("z", modifiers=CONTROL)
    assert clerk.session.unconfirmed("members") != ()


def test_another_answer__is_marked_and_the_old_one_told(clerk: Clerk) -> None:
    clerk.go("household_kind")
    clerk.press("4")
    clerk.go("household_kind")
    assert "上次 边缘易致贫户" in clerk.page.status.item


def test_finish__while_something_waits__goes_there(clerk: Clerk) -> None:
    clerk.go("transfer_income")
    clerk.press(Qt.Key.Key_F9)
    assert clerk.item == "natural_village"
    assert "还不能完成" in clerk.page.status.saved
