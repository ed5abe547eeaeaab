"""What departments' lists say of a household stands under its sheet until the visit has answered it."""

import pytest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.campaign.records import Clue, DepartmentList, NewClue, ToldRow
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.store.campaign.clue_records import ClueFilter
from ffp_desktop.store.vault import OpenVault

from ...conftest import Clock
from ...forms.household import read_survey
from ..conftest import Clerk

HEAD, SON = "152123197411051213", "150722200807261275"


def take(vault: OpenVault, clock: Clock, kind: str, name: str, id_number: str, day: str = "2023-02-10") -> Clue:
    row = NewClue(ToldRow("Sheet1", 2, 1, name, id_number, "150722108203"))
    made = Lists(vault, clock).add(DepartmentList("", kind, "", f"{kind}名单", "", day), [row])
    return vault.clues.find(ClueFilter(list=made.id)).page(0)[0]


@pytest.fixture
def survey(surveys: Surveys, shelf: FormShelf) -> str:
    """A household of three, ready to be finished."""
    filed = read_survey("general-three-people")
    return surveys.add(NewSurvey(filed.village, DraftState(filed.answers)))


def test_strip__where_no_list_names_anybody__is_not_there(surveys: Surveys, survey: str, qtbot: QtBot) -> None:
    clerk = Clerk(surveys, survey, qtbot)
    assert not clerk.page.clues.isVisible()


def test_strip__names_kind_person_and_what_to_look_at__green_first(
    vault: OpenVault, surveys: Surveys, survey: str, clock: Clock, qtbot: QtBot
) -> None:
    take(vault, clock, "新增残疾", "孟铉", SON)
    take(vault, clock, "受灾", "孟和", HEAD, "2023-03-01")
    clerk = Clerk(surveys, survey, qtbot)
    strip = clerk.page.clues
    assert strip.isVisible() and strip.head == "名单线索 2 条"
    first, second = strip.lines
    assert first[:2] == ("★受灾", "孟和　应急管理局 2023-03-01")
    assert second[0] == "新增残疾" and second[2].startswith("入户看：健康状况")


def test_strip__of_many_clues__shows_three_and_counts_the_rest(
    vault: OpenVault, surveys: Surveys, survey: str, clock: Clock, qtbot: QtBot
) -> None:
    for kind in ("新增残疾", "新增低保", "留守儿童", "困境儿童", "重度残疾人"):
        take(vault, clock, kind, "孟铉", SON)
    clerk = Clerk(surveys, survey, qtbot)
    strip = clerk.page.clues
    assert len(strip.lines) == 3
    assert strip.lines[-1][2].endswith("还有 2 条")


def test_finished__the_strip_says_what_was_answered(
    vault: OpenVault, surveys: Surveys, survey: str, clock: Clock, qtbot: QtBot
) -> None:
    clue = take(vault, clock, "新增残疾", "孟铉", SON)
    clerk = Clerk(surveys, survey, qtbot)
    clerk.session.set_text(Place("not_identified_reason"), "享受补贴，支出有保障")
    clerk.page.actions_by_key.finish()
    assert vault.clues.get(clue.id).result.value == "未纳入"
    assert clerk.page.clues.head == "名单线索已答复"
    assert clerk.page.clues.lines[0][2] == "已答复：未纳入"


def test_number_typed__of_a_listed_person__brings_the_strip(
    vault: OpenVault, surveys: Surveys, clock: Clock, qtbot: QtBot
) -> None:
    take(vault, clock, "新增残疾", "孟铉", SON)
    clerk = Clerk(surveys, surveys.start("150722108203", "东屯"), qtbot)
    assert not clerk.page.clues.isVisible()
    clerk.go("name")
    clerk.press("孟铉\n")
    member = clerk.session.members()[0]
    clerk.go("id_number", member)
    clerk.press(f"{SON}\n")
    assert clerk.page.clues.isVisible()
