"""Where a row of a list says that somebody lives: one of our villages or townships, another county, or nobody knows.

API: `PlaceReader(regions, unit, columns).read(words) -> ReadPlace`, of the words by target (see `list_columns`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ffp_desktop.domain.campaign.list_columns import COUNTY, PLACES, TOWNSHIP, VILLAGE, ListColumns
from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.domain.table.places import VillageFinder

_ELSEWHERE = re.compile(
    r"(?:[^\W\d_]{2,7}?(?:省|自治区))?([^\W\d_]{2,10}?(?:自治旗|自治县|旗|县|市|盟))(?![村屯嘎社组队镇乡街路])"
)
_CODE = re.compile(r"(\d{6})(?:\d{3}|\d{6})(?!\d)")
_COUNTY_DIGITS, _VILLAGE_DIGITS = 6, 12


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """`village` is a code of 12 digits, of 9 when only the township is known, or ""; `words` what the row says;
    `elsewhere` names the other county that it speaks of; `reason` says why there is no village."""

    village: str = ""
    words: str = ""
    elsewhere: str = ""
    reason: str = ""


class PlaceReader:
    """Looks among the villages of `unit` first; what names no place is of `unit` itself where that is a village.

    The same words are looked up once.
    """

    def __init__(self, regions: Regions, unit: str, columns: ListColumns) -> None:
        self._regions = regions
        self._villages = VillageFinder(regions, unit)
        self._own, self._above = columns.own_county, columns.above_county
        self._county = unit[:_COUNTY_DIGITS]
        self._only_village = unit if len(unit) == _VILLAGE_DIGITS else ""
        self._known: dict[tuple[str, ...], ReadPlace] = {}

    def read(self, words: Mapping[str, str]) -> ReadPlace:
        """`words` by target; those of no place are passed over."""
        key = tuple(words.get(target, "") for target in PLACES)
        if key not in self._known:
            self._known[key] = self._look_up(dict(zip(PLACES, map(_bare, key), strict=True)))
        return self._known[key]

    def is_township(self, name: str) -> bool:
        """Whether it is one of our townships' own name."""
        towns = self._regions.at_level(RegionLevel.TOWNSHIP)
        return any(_bare(name) in (town.name, town.short_name) for town in towns)

    def _look_up(self, words: Mapping[str, str]) -> ReadPlace:
        said = _join(words.values())
        if not said:
            return ReadPlace(self._only_village)
        elsewhere = self._elsewhere(words, said)
        if elsewhere:
            return ReadPlace("", said, elsewhere, f"写的是{elsewhere}")
        village, address = words[VILLAGE], "".join(words[target] for target in PLACES if target != COUNTY)
        found = self._villages.find(words[TOWNSHIP], village, words[PLACES[-1]])
        township = self._township(words[TOWNSHIP], said)
        if not isinstance(found, Region) and (township or not words[TOWNSHIP]):
            found = self._villages.find("", "", address)  # not for a township that is none of ours
        if isinstance(found, Region):
            return ReadPlace(found.code, said)
        reason = "区划表里没有写的这个村，或看不出是哪个村"
        return ReadPlace(township, said, reason=reason)

    def _township(self, named: str, said: str) -> str:
        """The one township that is named, "" for none or several."""
        towns = self._regions.at_level(RegionLevel.TOWNSHIP)
        exact = [town for town in towns if named and named in (town.name, town.short_name, town.paper_name)]
        found = exact or [town for town in towns if town.name in said]
        return found[0].code if len(found) == 1 else ""

    def _elsewhere(self, words: Mapping[str, str], said: str) -> str:
        """The name (or code) of another county, "" when none is named or ours is."""
        for text in words.values():
            code = _CODE.match(text)
            if code and code[1] != self._county:
                return code[1]
        if any(name in said for name in self._own):
            return ""
        for text in words.values():
            rest = text
            for name in self._above:
                rest = rest.removeprefix(name)
            named = _ELSEWHERE.match(rest)
            if named and self._is_nowhere_here(rest):
                return named[1]
        return ""

    def _is_nowhere_here(self, text: str) -> bool:
        """Whether the text begins with none of our townships' or villages' names."""
        ours = (*self._regions.at_level(RegionLevel.TOWNSHIP), *self._regions.at_level(RegionLevel.VILLAGE))
        return not any(len(region.paper_name) > 1 and text.startswith(region.paper_name) for region in ours)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _join(words: Iterable[str]) -> str:
    """One after another, without what the next one repeats."""
    said = ""
    for word in words:
        if word and word not in said:
            said = word if said and word.startswith(said) else said + word
    return said
