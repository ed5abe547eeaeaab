"""Households found by what people know of them, for a merge; and those that a split made and nobody visited yet."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.households import Households
from ffp_desktop.services.surveys import Surveys
from tests.services.conftest import Enter

HERE, THERE = "general-three-people", "destitute-old-man"


@pytest.fixture
def household(surveys: Surveys, enter: Enter) -> str:
    return surveys.open(enter(HERE)).header.household


def test_search__nothing_typed__gives_the_others_of_the_village(
    households: Households, surveys: Surveys, enter: Enter, household: str
) -> None:
    neighbour = surveys.open(enter("monitored-five-people")).header.household
    enter(THERE)
    village = households.show(household).state.village
    assert [line.id for line in households.search("", village, household)] == [neighbour]


def test_search__by_name_initials_or_number__finds_it_in_any_village(
    households: Households, surveys: Surveys, enter: Enter, household: str
) -> None:
    far = surveys.open(enter(THERE))
    line = next(line for line in households.list() if line.id == far.header.household)
    village = households.show(household).state.village
    assert line.village != village
    for text in (line.head_name, line.number):
        assert far.header.household in [found.id for found in households.search(text, village)]
    assert [found.id for found in households.search("mh", village)] == [household]
    assert households.search("没有这个人", village) == ()


def test_list__household_that_a_split_made__has_its_head_and_people_before_any_visit(
    households: Households, dynamics: Dynamics, household: str, next_round: Callable[[], None]
) -> None:
    next_round()
    people = households.residents(household)
    leaving = (EventPerson(people[2].member, people[2].name, relation="户主"),)
    done = dynamics.record(Event("", "分户", "2023-05-20", "", household, leaving, reason="成家另过"))
    assert done.event is not None
    line = next(line for line in households.list() if line.id == done.event.other_household)
    assert (line.head_name, line.member_count, line.state) == ("孟铉", 1, None)
    village = households.show(household).state.village
    assert [found.id for found in households.search("孟铉", village, household)] == [line.id]
    assert dynamics.withdraw(done.event.id, "记错了").event
    assert line.id not in [left.id for left in households.list() if left.head_name]
