"""Which village a row of a table means, from a code or from the names of township and village: one, or none.

API: `VillageFinder(regions, unit)`: `.find(township, village, address) -> Region | Unreadable`.
"""

import re
import unicodedata
from collections.abc import Callable

from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.domain.table.cell_reading import Unreadable

_OFFICES = ("村民委员会", "居民委员会", "村委会", "居委会", "行政村", "嘎查村", "嘎查", "社区", "村")
_TOWN_ENDINGS = ("人民政府", "苏木", "民族乡", "乡", "镇", "办事处")
IsCalled = Callable[[Region, str], bool]
_CODE = re.compile(r"(\d{12})(?!\d).*", re.DOTALL)


class VillageFinder:
    """Looks among the villages of a unit first, so that a name alone is enough within a township."""

    def __init__(self, regions: Regions, unit: str) -> None:
        self._regions = regions
        self._own = regions.villages_in(unit)
        self._all = regions.at_level(RegionLevel.VILLAGE)
        self._known: dict[tuple[str, str, str], Region | Unreadable] = {}

    def find(self, township: str, village: str, address: str = "") -> Region | Unreadable:
        """The village that a code, or else a village's name (within its township), or else an address means."""
        asked = tuple(_bare(text) for text in (township, village, address))
        key = (asked[0], asked[1], asked[2])
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        return self._known[key]

    def _look_up(self, township: str, village: str, address: str) -> Region | Unreadable:
        for text in (village, address):
            if code := _CODE.fullmatch(text):
                return self._check(self._by_code(code[1]), "" if text == village else village)
        if village:
            return self._by_name(township, village)
        if address:
            return self._by_address(address)
        return Unreadable("没有写是哪个村。请填村名，或在导入时选一个村。")

    def _by_code(self, code: str) -> Region | Unreadable:
        found = self._regions.find(code)
        if found is None or found.level is not RegionLevel.VILLAGE:
            return Unreadable("区划表里没有这个村的代码。请核对 12 位代码。")
        return found

    def _check(self, found: Region | Unreadable, village: str) -> Region | Unreadable:
        """A name beside a code must be that village's."""
        if (
            isinstance(found, Unreadable)
            or not village
            or _is_called(found, village)
            or self._is_full_name(found, village, _is_called)
        ):
            return found
        return Unreadable("村名和村的代码对不上。请核对是哪个村。")

    def _by_name(self, township: str, village: str) -> Region | Unreadable:
        """What is called exactly so comes before what is called much so: 宝山社区 is not 宝山村."""
        for among in (self._own, self._all):
            for is_called in (_is_named, _is_called):
                found = [region for region in among if is_called(region, village) and self._is_in(region, township)]
                found = found or [region for region in among if self._is_full_name(region, village, is_called)]
                if len(found) == 1:
                    return found[0]
                if found:
                    return Unreadable("有几个乡镇都有这个名字的村。请把乡镇也写上，或填 12 位代码。")
        return Unreadable("区划表里没有这个村。请照区划表的名称改，或填 12 位代码。")

    def _by_address(self, address: str) -> Region | Unreadable:
        """The one village whose township and own name the address holds."""
        among = [region for region in self._own or self._all if self._is_in_township(region, address)]
        exact = [region for region in among if region.short_name in address or region.name in address]
        found = exact or [region for region in among if _is_in_address(region, address)]
        longest = max((len(_stem(region)) for region in found), default=0)
        found = [region for region in found if len(_stem(region)) == longest]
        if len(found) == 1:
            return found[0]
        return Unreadable("地址里看不出是哪个村。请写明乡镇和村，或填 12 位代码。")

    def _is_in(self, region: Region, township: str) -> bool:
        known = self._regions.township_of(region.code)
        if not township or known is None:
            return True
        return township in (known.name, known.short_name) or _without(township, _TOWN_ENDINGS) == known.paper_name

    def _is_full_name(self, region: Region, text: str, is_called: IsCalled) -> bool:
        known = self._regions.township_of(region.code)
        return known is not None and text.startswith(known.name) and is_called(region, text[len(known.name) :])

    def _is_in_township(self, region: Region, address: str) -> bool:
        """Whether the address names its township, or none."""
        known = self._regions.township_of(region.code)
        townships = [town for town in self._regions.at_level(RegionLevel.TOWNSHIP) if town.name in address]
        return known is not None and (not townships or known in townships)


def _is_in_address(region: Region, address: str) -> bool:
    """Its name with 村 or 嘎查 behind it."""
    return any(_stem(region) + ending in address for ending in ("村", "嘎查", "社区"))


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_named(region: Region, text: str) -> bool:
    return text in (region.name, region.short_name, region.paper_name)


def _is_called(region: Region, text: str) -> bool:
    return _is_named(region, text) or _without(text, _OFFICES) == _stem(region)


def _stem(region: Region) -> str:
    return _without(region.short_name, _OFFICES)


def _without(text: str, endings: tuple[str, ...]) -> str:
    ending = next((ending for ending in endings if text.endswith(ending) and len(text) > len(ending)), "")
    return text.removesuffix(ending)
