"""Lists and clues between offices: down to the village they are about and to no other, answered, and up again."""

from pathlib import Path

import pytest

from ffp_desktop.domain.campaign.list_kinds import ListKind
from ffp_desktop.domain.campaign.records import Answer, Clue, DepartmentList, NewClue, Result, ToldRow
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.list_kinds import kinds_of
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.campaign.clue_records import ClueFilter
from tests.services.bundles.conftest import TOWNSHIP, VILLAGES, Chain, Office

FILED = Path(__file__).parents[2] / "data" / "surveys" / "general-three-people.json"
OTHER, HOME = VILLAGES
SON = "150722200807261275"
ROWS = (
    ToldRow("Sheet1", 2, 1, "孟铉", SON, HOME),
    ToldRow("Sheet1", 3, 1, "乌云", "", OTHER),
    ToldRow("Sheet1", 4, 1, "只知乡镇", "", TOWNSHIP),
    ToldRow("Sheet1", 5, 1, "外县人", "", "152104101200"),
)
LIST = DepartmentList("", "取消低保或降低标准", "", "1月取消低保名单", "", "2023-02-10")
ANSWER = Answer(Result.DEAD, "2023-03-01", ("金海波",))


def clues_at(office: Office) -> dict[str, Clue]:
    """By the person's name."""
    return {clue.told.name: clue for clue in office.vault.clues.find(ClueFilter()).page(0)}


def clues_of(office: Office) -> Clues:
    return Clues(office.vault, county_regions(), office.clock)


def take_list(office: Office) -> DepartmentList:
    return Lists(office.vault, office.clock).add(LIST, [NewClue(row) for row in ROWS])


def send_down(chain: Chain) -> None:
    """From the banner to both villages."""
    chain.township.take(chain.banner.export(to=TOWNSHIP))
    for office, village in zip(chain.villages, VILLAGES, strict=True):
        office.take(chain.township.export(to=village))


def send_up(chain: Chain, village: Office) -> None:
    chain.township.take(village.export())
    chain.banner.take(chain.township.export())


def survey_the_family(office: Office, shelf: FormShelf) -> str:
    surveys = Surveys(office.vault, shelf, county_regions(), office.clock)
    filed = read_surveys(FILED, shelf.form, county_regions())
    done = Exchange(office.vault, surveys, shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    assert done.finished == 1
    return done.surveys[0]


def test_list__sent_down__each_village_has_its_own_clues_with_the_list(chain: Chain) -> None:
    made = take_list(chain.banner)
    send_down(chain)
    other, home = chain.villages
    assert set(clues_at(chain.banner)) == {"孟铉", "乌云", "只知乡镇", "外县人"}
    assert set(clues_at(chain.township)) == {"孟铉", "乌云", "只知乡镇"}
    assert (set(clues_at(home)), set(clues_at(other))) == ({"孟铉"}, {"乌云"})
    for office in (chain.township, home, other):
        assert office.vault.clues.lists.all() == (made,)
        assert office.vault.check() == ()
    for name in ("乌云", "只知乡镇", "外县人"):
        with home.vault._database.read() as connection:
            found = "SELECT count(*) FROM revision WHERE instr(body, ?)"
            assert connection.exec_driver_sql(found, (name,)).scalar() == 0


def test_clue__answered_by_a_survey_in_the_village__is_answered_everywhere(chain: Chain, shelf: FormShelf) -> None:
    take_list(chain.banner)
    send_down(chain)
    home = chain.villages[1]
    survey = survey_the_family(home, shelf)
    send_up(chain, home)
    for office in (home, chain.township, chain.banner):
        clue = clues_at(office)["孟铉"]
        assert clue.answer is not None
        assert (clue.result, clue.answer.survey) == (Result.NOT_IDENTIFIED, survey)
        assert office.state_of(HOME) == home.state_of(HOME)
        assert office.vault.check() == ()


def test_answers__whose_import_is_undone__are_taken_back(chain: Chain, shelf: FormShelf) -> None:
    take_list(chain.banner)
    send_down(chain)
    before = clues_at(chain.township)
    survey_the_family(chain.villages[1], shelf)
    chain.township.take(chain.villages[1].export())
    assert not clues_at(chain.township)["孟铉"].is_open
    chain.township.receiving.undo()
    assert clues_at(chain.township) == before
    assert chain.township.vault.check() == ()


def test_list__withdrawn__is_withdrawn_below(chain: Chain) -> None:
    made = take_list(chain.banner)
    send_down(chain)
    Lists(chain.banner.vault, chain.banner.clock).withdraw(made.id, "发错了")
    send_down(chain)
    home = chain.villages[1]
    assert clues_at(home)["孟铉"].result is Result.LIST_WITHDRAWN
    assert home.vault.check() == ()


def test_clue_of_a_township__moved_to_a_village__comes_down_and_leaves_no_trace_elsewhere(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    township = clues_of(chain.township)
    township.move([clues_at(chain.township)["只知乡镇"].id], HOME)
    other, home = chain.villages
    for office, village in zip(chain.villages, VILLAGES, strict=True):
        chain.township.write(1, village=village)  # so that there is something to send
        office.take(chain.township.export(to=village))
    assert set(clues_at(home)) == {"孟铉", "只知乡镇"}
    assert set(clues_at(other)) == {"乌云"}
    clues_of(home).answer([clues_at(home)["只知乡镇"].id], ANSWER)
    send_up(chain, home)
    assert clues_at(chain.banner)["只知乡镇"].village == HOME
    assert clues_at(chain.banner)["只知乡镇"].result is Result.DEAD


def test_clue__moved_from_one_village_to_another__changes_hands(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    clues_of(chain.township).move([clues_at(chain.township)["乌云"].id], HOME)
    other, home = chain.villages
    home.take(chain.township.export(to=HOME))
    other.take(chain.township.export(to=OTHER))
    assert (set(clues_at(other)), set(clues_at(home))) == (set(), {"孟铉", "乌云"})
    assert other.vault.check() == () == home.vault.check()


def test_two_offices__answering_differently__conflict_until_one_answers_again(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    home = chain.villages[1]
    clue = clues_at(home)["孟铉"].id
    clues_of(home).answer([clue], ANSWER)
    clues_of(chain.township).answer([clue], Answer(Result.MOVED_AWAY, "2023-03-02", ("苏日娜",)))
    chain.township.take(home.export())
    township = clues_of(chain.township)
    assert [one.id for one in township.conflicts()] == [clue]
    results = {side.answer.result for side in township.sides(clue).answers if side.answer}
    assert results == {Result.DEAD, Result.MOVED_AWAY}
    township.answer([clue], ANSWER)
    assert township.conflicts() == ()
    home.take(chain.township.export(to=HOME))
    assert clues_of(home).conflicts() == ()
    assert clues_at(home)["孟铉"].result is Result.DEAD


def test_bundles_with_clues__shuffled__give_the_same_lines(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    other, home = chain.villages
    clues_of(home).answer([clues_at(home)["孟铉"].id], ANSWER)
    clues_of(other).answer([clues_at(other)["乌云"].id], ANSWER)
    files = [home.export(), other.export()]
    for file in reversed(files):
        chain.township.take(file)
    assert {name for name, clue in clues_at(chain.township).items() if not clue.is_open} == {"孟铉", "乌云"}
    assert chain.township.vault.check() == ()


@pytest.mark.parametrize("holder", ["banner", "township"])
def test_kind__added_above__is_known_below(chain: Chain, holder: str) -> None:
    office: Office = getattr(chain, holder)
    Lists(office.vault, office.clock).kinds.save(ListKind("火灾", "应急管理局", True, True))
    take_list(chain.banner)
    send_down(chain)
    home = chain.villages[1]
    assert "火灾" in kinds_of(home.vault).green_names


def test_clues_answered_by_hand__wait_to_go_up_until_the_receipt(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    _other, home = chain.villages
    counts = home.vault.exchange_counts
    clues_of(home).answer([clues_at(home)["孟铉"].id], ANSWER)
    assert counts.waiting_clues(TOWNSHIP, HOME) == {HOME: 1}
    assert counts.waiting(TOWNSHIP, HOME) == {}
    receipt = chain.township.take(home.export())
    assert counts.waiting_clues(TOWNSHIP, HOME) == {HOME: 1}
    home.sending.take_receipt(receipt.read_bytes())
    assert counts.waiting_clues(TOWNSHIP, HOME) == {}


def test_clues_nobody_touched__do_not_wait_to_go_up(chain: Chain) -> None:
    take_list(chain.banner)
    send_down(chain)
    _other, home = chain.villages
    assert home.vault.exchange_counts.waiting_clues(TOWNSHIP, HOME) == {}
