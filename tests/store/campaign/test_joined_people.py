"""Who was said to be the same person in two households is one person where rows are matched."""

from collections.abc import Collection

import pytest

from ffp_desktop.domain.campaign.records import How, ToldRow
from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.matching.matcher import match_rows
from ffp_desktop.domain.matching.people import KnownPerson, Wanted
from ffp_desktop.services.census import event_kinds
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.same_people import SamePeople
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.campaign.people import KnownPeople
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.conftest import FILED

SON = "150722200807261275"


@pytest.fixture
def people(vault: OpenVault) -> KnownPeople:
    return vault.clues.people.known(event_kinds())


@pytest.fixture
def households(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> tuple[str, str]:
    """The same three people listed twice; the second list was begun ten days after the first."""
    (filed,) = read_surveys(FILED / "general-three-people.json", shelf.form, county_regions())
    exchange, found = Exchange(vault, surveys, shelf), []
    for day in (6, 16):
        clock.now = clock.now.replace(day=day)
        (survey,) = exchange.put_in([FiledSurvey(filed, finish=True)]).surveys
        found.append(surveys.open(survey).header.household)
    return found[0], found[1]


@pytest.fixture
def same(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> SamePeople:
    return SamePeople(vault, surveys, shelf, clock)


def join_son(same: SamePeople, households: tuple[str, str]) -> str:
    """Says that the son is one person; the event."""
    (pair,) = (pair for pair in same.pairs([households[0]]) if "孟铉" in pair.names)
    done = same.judge(pair, is_same=True, reason="分户时两处都写了").event
    assert done is not None
    return done.id


def find_son(people: KnownPeople, number: str = SON) -> tuple[str, How | None]:
    """In which household a row with his name finds him, and how."""
    row = ToldRow("名单", 2, 1, "孟铉", number, "150722108203", birth="2008-07-26")
    (found,) = match_rows([row], people)
    return (found.match.household, found.match.how) if found.person is not None else ("", None)


def test_row__of_someone_listed_twice__is_certain_once_they_are_said_to_be_one(
    people: KnownPeople, same: SamePeople, households: tuple[str, str]
) -> None:
    assert find_son(people) == ("", None)
    join_son(same, households)
    assert find_son(people) == (households[1], How.NUMBER)
    assert {one.household for one in people.everybody() if one.name == "孟铉"} == {households[1]}
    assert {one.household for one in people.everybody() if one.name == "孟和"} == set(households)


def test_row__without_a_number__has_one_namesake_once_they_are_said_to_be_one(
    people: KnownPeople, same: SamePeople, households: tuple[str, str]
) -> None:
    assert find_son(people, "") == ("", None)
    join_son(same, households)
    assert find_son(people, "") == (households[1], How.NAME_AND_FACT)


def test_row__of_someone_whom_two_lists_write_differently__is_weighed_by_the_list_that_fits() -> None:
    class Listed:
        """One person under two spellings, as a source gives them once they are said to be one."""

        def with_keys(self, _keys: Collection[str]) -> list[KnownPerson]:
            return []

        def wanted(self, _wanted: Wanted) -> list[KnownPerson]:
            son = KnownPerson("h", "m", "150722108203", "孟铉", "mx", SON, "男", "13947010587", "孟和")
            return [son, son._replace(name="孟玄")]

    for name in ("孟铉", "孟玄"):
        (found,) = match_rows([ToldRow("名单", 2, 1, name, village="150722108203", phone="13947010587")], Listed())
        assert found.match.how is How.NAME_AND_FACT


def test_row__the_decision_was_withdrawn__is_uncertain_again(
    vault: OpenVault, clock: Clock, people: KnownPeople, same: SamePeople, households: tuple[str, str]
) -> None:
    event = join_son(same, households)
    Dynamics(vault, clock).withdraw(event, "认错了")
    assert find_son(people) == ("", None)


def test_row__dead_under_the_one_id__is_dead_under_both(
    vault: OpenVault, clock: Clock, people: KnownPeople, same: SamePeople, households: tuple[str, str]
) -> None:
    join_son(same, households)
    (member,) = {one.member for one in people.everybody() if one.name == "孟铉"}
    son = (EventPerson(member, "孟铉"),)
    died = Event("", "死亡", "2023-03-16", "", household=households[1], persons=son, reason="村里报")
    assert Dynamics(vault, clock).record(died).event is not None
    assert [one.gone for one in people.with_keys({SON})] == ["死亡", "死亡"]
