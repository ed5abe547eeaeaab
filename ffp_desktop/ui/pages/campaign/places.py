"""The places beside a list of the campaign: villages of a township, townships of the banner, with their figures.

API: `place_rows(regions, unit, counted, totals, all_words) -> rows for BarsColumn`; codes of 9 digits at the banner,
else of 12.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.ui.pages.home.villages import Progress

_BANNER, _NO_VILLAGE = 6, "000"


def place_rows(
    regions: Regions, unit: str, counted: Mapping[str, int], totals: Mapping[str, int], all_words: str
) -> list[Progress]:
    """The whole unit first; what belongs to no village stands last, a place that nobody knows by its code."""
    is_banner = len(unit) == _BANNER
    known = regions.at_level(RegionLevel.TOWNSHIP) if is_banner else regions.villages_in(unit)
    names = {place.code: place.short_name for place in known if place.code.startswith(unit)}
    names |= {code: _unplaced(code) for code in sorted(totals) if code not in names}
    whole = Progress("", all_words, sum(counted.values()), sum(totals.values()))
    return [whole, *(Progress(code, name, counted.get(code, 0), totals.get(code, 0)) for code, name in names.items())]


def _unplaced(code: str) -> str:
    """An office's padded code is of what belongs to no village yet."""
    return QCoreApplication.translate("places", "没有定村") if code.endswith(_NO_VILLAGE) else code
