"""Which village the words of a row mean: every village of the county by each of its names, and what is no village."""

import pytest

from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.domain.table.cell_reading import Unreadable
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.services.forms import county_regions

REGIONS = county_regions()
VILLAGES = REGIONS.at_level(RegionLevel.VILLAGE)


@pytest.fixture(scope="module")
def finder() -> VillageFinder:
    return VillageFinder(REGIONS, "150722")


def township(village: Region) -> str:
    known = REGIONS.township_of(village.code)
    assert known is not None
    return known.name


def test_places__every_village__is_found_by_each_of_its_names_in_its_township(finder: VillageFinder) -> None:
    for village in VILLAGES:
        for name in (village.name, village.short_name, village.paper_name):
            assert finder.find(township(village), name) == village


def test_places__every_village__is_found_in_an_address(finder: VillageFinder) -> None:
    for village in VILLAGES:
        address = f"莫力达瓦达斡尔族自治旗{township(village)}{village.short_name}东屯12号"
        assert finder.find("", "", address) == village
        assert finder.find("", f"{township(village)}{village.short_name}") == village


def test_places__a_seat_and_the_village_of_its_name__are_two(finder: VillageFinder) -> None:
    found = [finder.find("宝山镇", name) for name in ("宝山社区", "宝山村", "宝山")]
    assert [one.short_name for one in found if isinstance(one, Region)] == ["宝山社区", "宝山村", "宝山村"]


def test_places__a_name_of_several_townships_or_of_none__is_no_village(finder: VillageFinder) -> None:
    assert isinstance(finder.find("", "新胜村"), Unreadable) is (
        len([village for village in VILLAGES if village.short_name == "新胜村"]) > 1
    )
    assert isinstance(finder.find("宝山镇", "幸福新村"), Unreadable)
    assert isinstance(finder.find("", "", "莫旗宝山镇"), Unreadable)
