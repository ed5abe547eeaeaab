"""Which village a row of a table means, from a code or from the names of township and village: one, or none.

API: `VillageFinder(regions, unit)`: `.find(township, village, address) -> Region | Unreadable`.

What is called exactly so comes before what is called much so: 宝山社区 is not 宝山村.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.domain.table.cell_reading import Unreadable

_OFFICES = ("村民委员会", "居民委员会", "村委会", "居委会", "行政村", "嘎查村", "嘎查", "社区", "村")
_IN_ADDRESS = ("村", "嘎查", "社区")
_TOWN_ENDINGS = ("人民政府", "苏木", "民族乡", "乡", "镇", "办事处")
_CODE = re.compile(r"(\d{12})(?!\d).*", re.DOTALL)


class VillageFinder:
    """Looks among the villages of a unit first, so that a name alone is enough within a township."""

    def __init__(self, regions: Regions, unit: str) -> None:
        self._regions = regions
        self._own = _Villages(regions.villages_in(unit))
        self._all = _Villages(regions.at_level(RegionLevel.VILLAGE))
        self._townships = regions.at_level(RegionLevel.TOWNSHIP)
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
        if isinstance(found, Unreadable) or not village:
            return found
        among = _Villages([found])
        if among.called(village) or self._by_full_name(among, village):
            return found
        return Unreadable("村名和村的代码对不上。请核对是哪个村。")

    def _by_name(self, township: str, village: str) -> Region | Unreadable:
        for among in (self._own, self._all):
            found = [region for region in among.called(village) if self._is_in(region, township)]
            if len(found) > 1 or not found:
                exact = [region for region in among.named(village) if self._is_in(region, township)]
                found = exact or found or self._by_full_name(among, village)
            if len(found) == 1:
                return found[0]
            if found:
                return Unreadable("有几个乡镇都有这个名字的村。请把乡镇也写上，或填 12 位代码。")
        return Unreadable("区划表里没有这个村。请照区划表的名称改，或填 12 位代码。")

    def _by_address(self, address: str) -> Region | Unreadable:
        """The one village whose township and own name the address holds."""
        towns = {town.code for town in self._townships if town.name in address}
        among = self._own or self._all
        found = _longest([region for region in among.in_address(address) if not towns or region.code[:9] in towns])
        if len(found) == 1:
            return found[0]
        return Unreadable("地址里看不出是哪个村。请写明乡镇和村，或填 12 位代码。")

    def _is_in(self, region: Region, township: str) -> bool:
        known = self._regions.township_of(region.code)
        if not township or known is None:
            return True
        return township in (known.name, known.short_name) or _without(township, _TOWN_ENDINGS) == known.paper_name

    def _by_full_name(self, among: "_Villages", text: str) -> list[Region]:
        """Those whose township's name stands before their own."""
        found: list[Region] = []
        for town in self._townships:
            if text.startswith(town.name):
                rest = text[len(town.name) :]
                called = among.named(rest) or among.called(rest)
                found += [region for region in called if region.code[:9] == town.code]
        return found


class _Villages:
    """Some villages by their names, and by their names without 村, 嘎查 or 村委会."""

    def __init__(self, villages: Iterable[Region]) -> None:
        self._named: dict[str, list[Region]] = {}
        self._stems: dict[str, list[Region]] = {}
        for one in villages:
            for name in {one.name, one.short_name, one.paper_name}:
                self._named.setdefault(name, []).append(one)
            self._stems.setdefault(_stem(one), []).append(one)

    def __bool__(self) -> bool:
        return bool(self._stems)

    def named(self, text: str) -> Sequence[Region]:
        """Exactly so."""
        return self._named.get(text, ())

    def called(self, text: str) -> list[Region]:
        """Much so."""
        return list(
            {one.code: one for one in (*self.named(text), *self._stems.get(_without(text, _OFFICES), ()))}.values()
        )

    def in_address(self, address: str) -> list[Region]:
        """Those whose name the address holds with 村, 嘎查 or 社区 behind it."""
        held = [stem for stem in self._stems if stem in address and any(stem + end in address for end in _IN_ADDRESS)]
        found: list[Region] = []
        for stem in held:
            several = self._stems[stem]
            exact = [one for one in several if one.short_name in address or one.name in address]
            found += exact or several
        return found


def _longest(found: Sequence[Region]) -> list[Region]:
    """Of 胜村 and 新胜村 only the second stands in 新胜村."""
    stems: Mapping[str, str] = {one.code: _stem(one) for one in found}
    longest = max(map(len, stems.values()), default=0)
    return [one for one in found if len(stems[one.code]) == longest]


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _stem(region: Region) -> str:
    return _without(region.short_name, _OFFICES)


def _without(text: str, endings: tuple[str, ...]) -> str:
    ending = next((ending for ending in endings if text.endswith(ending) and len(text) > len(ending)), "")
    return text.removesuffix(ending)
