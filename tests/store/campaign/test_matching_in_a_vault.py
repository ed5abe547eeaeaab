"""5,000 planted rows matched to people in a vault: whom it leaves out unread changes nothing of what is found."""

from collections.abc import Iterator

import pytest

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.matching.matcher import Found, match_rows
from ffp_desktop.domain.matching.people import KnownPerson, Wanted
from ffp_desktop.services.census import event_kinds
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.campaign.people import KnownPeople
from ffp_desktop.store.vault import OpenVault
from tests.benchmarks.match_rows import fill
from tests.conftest import Clock
from tests.domain.matching.planted import County, Planted, make_county, plant_rows


class _Everybody(KnownPeople):
    """The same vault, read whole."""

    def wanted(self, _wanted: Wanted) -> Iterator[KnownPerson]:
        return self.everybody()


@pytest.fixture(scope="module")
def county() -> County:
    """In villages that are known."""
    codes = [region.code for region in county_regions().villages_in("150722")]
    made = make_county(30, 300).people
    village = dict(zip(dict.fromkeys(one.village for one in made), codes, strict=False))
    return County([one._replace(village=village[one.village]) for one in made])


@pytest.fixture(scope="module")
def planted(county: County) -> list[Planted]:
    return plant_rows(county, 5_000)


@pytest.fixture
def people(vault: OpenVault, county: County) -> KnownPeople:
    fill(vault, county.people)
    return vault.clues.people.known(event_kinds())


def _match(vault: OpenVault, people: KnownPeople, planted: list[Planted]) -> tuple[Found, ...]:
    told = [one.told for one in planted]
    found = match_rows(told, people)
    assert found == match_rows(told, _Everybody(vault._database, event_kinds()))
    return found


def test_matching__of_those_who_are_wanted__finds_what_everybody_would_give(
    vault: OpenVault, people: KnownPeople, planted: list[Planted]
) -> None:
    found = _match(vault, people, planted)
    certain = [(one, who.person) for one, who in zip(planted, found, strict=True) if who.person is not None]
    assert len(certain) > 3_000
    assert all(one.truth is not None and one.truth.member == person.member for one, person in certain)


def test_matching__after_people_went_and_came__finds_what_everybody_would_give(
    vault: OpenVault, clock: Clock, people: KnownPeople, county: County, planted: list[Planted]
) -> None:
    before = _match(vault, people, planted)
    dynamics = Dynamics(vault, clock)
    other = county.people[-1].village
    kinds = ("死亡", "其他转出", "迁移", "分户", "新生儿")
    with vault.together():
        for place, one in enumerate(row for row in planted if row.kind != "plain" and row.truth is not None):
            if place < 200:
                assert one.truth is not None
                _tell(dynamics, kinds[place % 5], one.truth, other)
    after = _match(vault, people, planted)
    assert sum(one != other for one, other in zip(before, after, strict=True)) > 50
    assert any(who.person is not None and who.person.gone for who in after)


def _tell(dynamics: Dynamics, kind: str, one: KnownPerson, other: str) -> None:
    """Of a person, or of a child that is called like them."""
    person = EventPerson("" if kind == "新生儿" else one.member, one.name, relation="户主" if kind == "分户" else "")
    persons = () if kind == "迁移" else (person,)
    place = other if kind in ("迁移", "分户") else ""
    dynamics.record(
        Event(
            "",
            kind,
            village="",
            household=one.household,
            persons=persons,
            reason="村里报",
            date="2023-03-06",
            other_village=place,
        )
    )
