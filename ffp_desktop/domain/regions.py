"""The regions of a county: banner (旗), townships and villages, found by code, part of a name or pinyin initials."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ffp_desktop.errors import FfpError

_COUNTY_NAMES = {"150722": "莫力达瓦达斡尔族自治旗"}
_VILLAGE_OFFICES = ("村民委员会", "居民委员会", "村委会", "居委会")


class RegionLevel(StrEnum):
    """The three levels; the value is the word people choose."""

    COUNTY = "旗"
    TOWNSHIP = "乡镇"
    VILLAGE = "村"


@dataclass(frozen=True, slots=True)
class Region:
    """A place with an official code: 6 digits for the banner, 9 for a township, 12 for a village.

    `name` is the official one, `short_name` what people say (特莫呼珠村), `paper_name` what stands before the words
    旗, 乡镇, 村 that the form prints (特莫呼珠); `parent` is the code one level up, "" at the top.
    """

    code: str
    name: str
    short_name: str
    paper_name: str
    level: RegionLevel
    parent: str = ""


class Regions:
    """All regions of one county. Pinyin initials are made at the first search that needs them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._initials: dict[str, str] = {}

    @classmethod
    def load(cls, folder: Path) -> "Regions":
        """Reads townships_<county>.csv and villages_<county>.csv from a folder named by the county's code.

        Raises `FfpError` `regions.unreadable`.
        """
        county = folder.name
        try:
            townships = _read_rows(folder / f"townships_{county}.csv")
            villages = _read_rows(folder / f"villages_{county}.csv")
            return cls(_make_regions(county, townships, villages))
        except (OSError, KeyError, UnicodeDecodeError, csv.Error) as error:
            raise FfpError(
                "regions.unreadable", f"“{folder}”里的区划表读不出来。请重新安装程序，数据没有变动。"
            ) from error

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def add(self, region: Region) -> None:
        """Takes a unit in that an administrator added; every page that holds this table finds it from now on."""
        self._by_code[region.code] = region

    def drop(self, code: str) -> None:
        """Lets go of a unit that is not used any more, if it is here."""
        self._by_code.pop(code, None)

    def find(self, code: str) -> Region | None:
        """The region of a code (6, 9 or 12 digits; a township's 12-digit code ends in 000)."""
        region = self._by_code.get(code)
        if region is None and len(code) == 12 and code.endswith("000"):
            region = self._by_code.get(code[:9]) or self._by_code.get(code[:6])
        return region

    def township_of(self, code: str) -> Region | None:
        """The township that a village's or a township's code belongs to."""
        return self._by_code.get(code[:9])

    def county_of(self, code: str) -> Region | None:
        return self._by_code.get(code[:6])

    def at_level(self, level: RegionLevel) -> list[Region]:
        return [region for region in self if region.level is level]

    def villages_in(self, unit: str) -> list[Region]:
        """The villages of a unit: a banner's or township's all, a village itself."""
        region = self.find(unit)
        prefix = region.code if region is not None else unit
        return [village for village in self.at_level(RegionLevel.VILLAGE) if village.code.startswith(prefix)]

    def full_name(self, code: str) -> str:
        """The names from the banner down, parted by " › "."""
        chain = [self._by_code.get(code[:length]) for length in (6, 9, 12) if len(code) >= length]
        return " › ".join(region.short_name for region in chain if region is not None)

    def search(self, typed: str, among: Sequence[Region]) -> list[Region]:
        """Those of `among` that `typed` means: start of the code, start of the initials, then any part of either."""
        wanted = typed.strip().lower()
        if not wanted:
            return list(among)
        ranked: list[tuple[int, int, Region]] = []
        for order, region in enumerate(among):
            rank = self._rank(region, wanted)
            if rank is not None:
                ranked.append((rank, order, region))
        return [region for _, _, region in sorted(ranked, key=lambda found: found[:2])]

    def initials(self, region: Region) -> str:
        """Pinyin initials of the short name, e.g. tmhzc."""
        found = self._initials.get(region.code)
        if found is None:
            from ffp_desktop.domain.pinyin import letters

            found = "".join(letters(region.short_name)).lower()
            self._initials[region.code] = found
        return found

    def _rank(self, region: Region, wanted: str) -> int | None:
        if wanted.isascii() and wanted.isdigit():
            tail = region.code[-3:] if region.level is not RegionLevel.COUNTY else region.code
            return (
                0 if region.code == wanted else 1 if region.code.startswith(wanted) else 2 if tail == wanted else None
            )
        if wanted in (region.name, region.short_name, region.paper_name):
            return 0
        if region.short_name.startswith(wanted):
            return 1
        if wanted in region.name:
            return 3
        if not wanted.isascii():
            return None
        initials = self.initials(region)
        if initials == wanted:
            return 1
        return 2 if initials.startswith(wanted) else 4 if wanted in initials else None


def _read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _make_regions(county: str, townships: list[dict[str, str]], villages: list[dict[str, str]]) -> Iterator[Region]:
    name = _COUNTY_NAMES.get(county, county)
    yield Region(county, name, name, name.removesuffix("旗"), RegionLevel.COUNTY)
    for row in townships:
        yield Region(
            row["code9"], row["name"], row["name"], _township_on_paper(row["name"]), RegionLevel.TOWNSHIP, county
        )
    for row in villages:
        short = _village_said(row["name"])
        yield Region(
            row["code12"], row["name"], short, short.removesuffix("村"), RegionLevel.VILLAGE, row["township_code9"]
        )


def _township_on_paper(name: str) -> str:
    """腾克镇 → 腾克: the form itself prints 乡镇 after it, as it prints 旗 after 莫力达瓦达斡尔族自治."""
    return name[:-1] if name.endswith(("乡", "镇")) and len(name) > 2 else name


def _village_said(name: str) -> str:
    """特莫呼珠村委会 → 特莫呼珠村; 敖拉社区居民委员会 → 敖拉社区."""
    for office in _VILLAGE_OFFICES:
        if name.endswith(office):
            said = name.removesuffix(office)
            return said if said.endswith(("村", "社区", "嘎查")) else said + "村"
    return name
