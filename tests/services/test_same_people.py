"""认人: evidence for one person, judged by people, taken back, and told at most once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ffp_desktop.domain.campaign.records import office_village
from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.census import joined_ids
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.households import Households
from ffp_desktop.services.same_people import Pair, SamePeople
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock
from tests.services.conftest import Enter


@pytest.fixture
def same(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> SamePeople:
    return SamePeople(vault, surveys, shelf, clock)


@pytest.fixture
def household(surveys: Surveys, enter: Enter) -> str:
    return surveys.open(enter("general-three-people")).header.household


@pytest.fixture
def other(surveys: Surveys, households: Households, household: str) -> str:
    """Another household, whose one member has the son's name and number."""
    son = households.residents(household)[2]
    source = surveys.open(households.show(household).surveys[0].id)
    session = surveys.open(surveys.start(VILLAGE))
    place = session.set_text(Place("name"), son.name).focus
    assert place is not None
    session.choose(Place("id_type", place.member), "居民身份证")
    session.set_text(Place("id_number", place.member), source.text(Place("id_number", son.member)))
    return session.header.household


def test_pair__with_the_same_number_in_two_households__is_found_from_either(
    same: SamePeople, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    assert (pair.names, pair.evidence, pair.decision) == (("孟铉", "孟铉"), "证件号码相同", None)
    (back,) = same.pairs([other])
    assert (back.one, back.other) == (pair.other, pair.one)


def test_pair__with_the_same_name_and_birth_but_another_number__is_found(
    same: SamePeople, surveys: Surveys, household: str, other: str
) -> None:
    session = surveys.open(surveys._vault.households.surveys(other)[0])
    member = session.members()[0]
    number = session.text(Place("id_number", member))
    session.set_text(Place("id_number", member), number[:14] + "0015")
    (pair,) = same.pairs([household])
    assert pair.evidence == "姓名和出生日期相同"
    session.set_text(Place("name", member), "别人")
    assert same.pairs([household]) == ()


def test_compare__shows_both__and_only_what_tells_who_somebody_is_counts(
    same: SamePeople, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    rows = {row.label: row for row in same.compare(pair)}
    assert rows["出生日期"].texts == ("2008-07-26", "2008-07-26") and rows["出生日期"].is_equal
    assert rows["出生日期"].is_told and not rows["村"].is_told
    assert rows["户主"].texts == ("孟和", "")


def test_judged_the_same__the_vault_still_is_what_its_journal_says(
    vault: OpenVault, same: SamePeople, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    same.judge(pair, True, "核对过户口簿")
    assert vault.check() == ()
    rebuild_tables(vault._database)
    assert vault.check() == ()


def test_judged_the_same__they_are_one_person__until_it_is_taken_back(
    vault: OpenVault, same: SamePeople, dynamics: Dynamics, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    assert [f.code for f in same.judge(pair, True, " ").findings] == ["event.reason_missing"]
    done = same.judge(pair, True, "本人来核对过")
    assert done.event is not None
    assert joined_ids(vault, pair.one) == {pair.one, pair.other}
    (judged,) = same.pairs([household])
    assert judged.is_same and judged.decision == done.event
    assert dynamics.withdraw(done.event.id, "认错了").event
    (again,) = same.pairs([household])
    assert again.decision is None
    assert joined_ids(vault, pair.one) == {pair.one}


def test_judged_different__it_is_not_asked_again_and_bars_the_opposite(
    vault: OpenVault, same: SamePeople, dynamics: Dynamics, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    done = same.judge(pair, False, "同号，派出所核过是两个人")
    assert done.event is not None
    (judged,) = same.pairs([household])
    assert judged.decision == done.event and not judged.is_same
    assert joined_ids(vault, pair.one) == {pair.one}
    assert [f.code for f in same.judge(pair, True, "改主意").findings] == ["event.different_already"]
    assert dynamics.withdraw(done.event.id, "核错了").event
    assert same.judge(pair, True, "改主意").event


def test_judged_the_same__nobody_says_the_opposite_beside_it(same: SamePeople, household: str, other: str) -> None:
    (pair,) = same.pairs([household])
    assert same.judge(pair, True, "本人来核对过").event
    assert [f.code for f in same.judge(pair, False, "不是").findings] == ["event.same_already"]


def test_pair__joined_through_a_third__is_no_question_any_more(same: SamePeople, household: str, other: str) -> None:
    (pair,) = same.pairs([household])
    third = Pair(pair.one, "third", ("孟铉", "孟铉"), "")
    assert same.judge(third, True, "第三处").event
    assert same.judge(replace(third, one="third", other=pair.other), True, "第三处").event
    assert same.pairs([household]) == ()


def test_newcomer__whose_number_is_known__is_a_pair_with_what_was_told(
    same: SamePeople,
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    enter: Enter,
    next_round: Callable[[], None],
) -> None:
    son = households.residents(household)[2]
    number = surveys.open(households.show(household).surveys[0].id).text(Place("id_number", son.member))
    there = surveys.open(enter("monitored-five-people")).header.household
    next_round()
    come = EventPerson("", "孟铉", number, relation="之婿")
    assert dynamics.record(Event("", "嫁入", "2023-04-20", "", there, (come,), reason="村里报")).event
    (pair,) = same.pairs([household])
    rows = {row.label: row.texts for row in same.compare(pair)}
    assert rows["与户主关系"] == ("之子", "之婿")
    assert rows["最近一次"][1] == "2023-04-20　嫁入"


def test_judge__seen_in_two_villages__is_told_in_the_offices_feed_and_to_no_village(
    vault: OpenVault, same: SamePeople, household: str, other: str
) -> None:
    (pair,) = same.pairs([household])
    seen = {one.village for one in vault.households.sightings((pair.one, pair.other))}
    told = same.judge(pair, True, "同一个号码").event
    assert len(seen) == 2
    assert told is not None and vault.journal.revisions(told.id)[0].village == office_village(vault.unit.code)
