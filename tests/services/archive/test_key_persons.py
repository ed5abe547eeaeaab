"""Key people as departments' lists name them: whose household has a file for which kinds."""

from collections.abc import Callable

from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, Result, ToldRow
from ffp_desktop.services.archive.files import Archive
from ffp_desktop.services.archive.key_persons import key_persons_of
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock

Enter = Callable[[str], str]
ROUND = "2023Q1"


def take(vault: OpenVault, clock: Clock, household: str, kind: str, row: int = 2) -> tuple[str, str]:
    """A list of one row on somebody of a household; the list and its clue."""
    told = ToldRow("Sheet1", row, 1, "孟和", "152123197411051213", village="150722108203")
    lists = Lists(vault, clock)
    made = lists.add(
        DepartmentList("", kind, department="", title=f"{kind}名单", round="", date="2023-02-10"),
        [NewClue(told, Match(How.NUMBER, household, ""))],
    )
    return made.id, lists.rows(made.id).page(0)[0].id


def test_key_persons__of_a_household_on_two_lists__are_both_kinds_and_nobody_else(
    enter: Enter, vault: OpenVault, clock: Clock
) -> None:
    household = vault.surveys.get(enter("general-three-people")).household
    take(vault, clock, household, "新增残疾")
    take(vault, clock, household, "新增低保")
    take(vault, clock, "", "新增低保")
    find = key_persons_of(vault)
    assert find(ROUND) == {household: ("新增低保", "新增残疾")}
    assert find("2023Q2") == {}


def test_key_persons__clue_of_nobody_here_or_of_a_withdrawn_list__needs_no_file(
    enter: Enter, vault: OpenVault, clock: Clock, surveys: Surveys
) -> None:
    gone = vault.surveys.get(enter("general-three-people")).household
    stays = vault.surveys.get(enter("fourteen-people")).household
    _list, clue = take(vault, clock, gone, "新增残疾")
    taken_back, _clue = take(vault, clock, stays, "新增低保")
    archive = Archive(vault, surveys, key_persons_of(vault), clock)
    assert len(archive.look().lines) == 2
    answer = Answer(Result.MOVED_AWAY, "2023-03-01", ("金海波",), "全家迁到外旗", "迁移证")
    Clues(vault, county_regions(), clock).answer([clue], answer)
    assert [line.row.household for line in archive.look().lines] == [stays]
    Lists(vault, clock).withdraw(taken_back, "发错了名单")
    assert archive.look().lines == ()
