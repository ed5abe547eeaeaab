"""The region table of 莫力达瓦达斡尔族自治旗, and how a place is found in it."""

from pathlib import Path

import pytest

from ffp_desktop import paths
from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.errors import FfpError


@pytest.fixture(scope="module")
def regions() -> Regions:
    return Regions.load(paths.RESOURCES / "regions" / "150722")


def test_load__county__has_15_townships_and_246_villages(regions: Regions) -> None:
    counts = {level: len(regions.at_level(level)) for level in RegionLevel}
    assert counts == {RegionLevel.COUNTY: 1, RegionLevel.TOWNSHIP: 15, RegionLevel.VILLAGE: 246}


def test_load__missing_folder__is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as caught:
        Regions.load(tmp_path / "150722")
    assert caught.value.code == "regions.unreadable"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tk", "腾克镇"),
        ("tkz", "腾克镇"),
        ("TMHZ", "特莫呼珠村"),
        ("特莫", "特莫呼珠村"),
        ("150722108", "腾克镇"),
        ("150722108203", "特莫呼珠村"),
        ("霍日里村", "霍日里村"),
    ],
)
def test_search__typed__finds_the_place_first(regions: Regions, typed: str, first: str) -> None:
    assert regions.search(typed, list(regions))[0].short_name == first


def test_search__nothing_typed__gives_all_in_order(regions: Regions) -> None:
    among = regions.at_level(RegionLevel.TOWNSHIP)
    assert regions.search("  ", among) == among


def test_search__nonsense__finds_nothing(regions: Regions) -> None:
    assert regions.search("没有这个地方", list(regions)) == []
    assert regions.search("999999", list(regions)) == []


@pytest.mark.parametrize(
    ("code", "paper"),
    [
        ("150722", "莫力达瓦达斡尔族自治"),
        ("150722108", "腾克"),
        ("150722203", "杜拉尔鄂温克民族"),
        ("150722108203", "特莫呼珠"),
        ("150722100001", "敖拉社区"),
    ],
)
def test_paper_name__each_level__stands_before_the_printed_word(regions: Regions, code: str, paper: str) -> None:
    region = regions.find(code)
    assert region is not None and region.paper_name == paper


def test_find__township_with_12_digits__is_the_township(regions: Regions) -> None:
    assert regions.find("150722108000") == regions.find("150722108")
    assert regions.find("150722000000") == regions.find("150722")
    assert regions.find("999999999999") is None


def test_villages_in__unit__is_what_lies_below_it(regions: Regions) -> None:
    assert len(regions.villages_in("150722")) == 246
    assert len(regions.villages_in("150722108")) == 17
    assert [village.code for village in regions.villages_in("150722108203")] == ["150722108203"]


def test_full_name__village__names_all_above(regions: Regions) -> None:
    assert regions.full_name("150722108203").endswith("腾克镇 › 特莫呼珠村")


def test_added_unit__until_it_is_dropped__is_found_like_the_others(regions: Regions) -> None:
    own = Regions(regions)
    office = Region("150722108900", "库如奇办事处", "库如奇办事处", "库如奇办事处", RegionLevel.VILLAGE, "150722108")
    own.add(office)
    assert own.find(office.code) == office and office in own.villages_in("150722108")
    assert regions.find(office.code) is None
    own.drop(office.code)
    own.drop(office.code)
    assert own.find(office.code) is None
