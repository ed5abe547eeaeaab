"""重点关注: where many key persons live and few households are identified. Pure.

API: `Attention` (a village's or township's figures), `find_outliers(units, settings)`, `sum_up(units, digits)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ffp_desktop.domain.campaign.round_settings import RoundSettings


@dataclass(frozen=True, slots=True)
class Attention:
    """A unit's key persons (`people`, each counted once) and their `households`; how many of these households were
    `visited` in the round, how many are `identified` (监测对象, or to be); how many have no open clue left
    (`looked_at`)."""

    unit: str
    people: int = 0
    households: int = 0
    visited: int = 0
    identified: int = 0
    looked_at: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Identified households in a hundred key persons; None where there are none."""
        return Decimal(100 * self.identified) / self.people if self.people else None


def is_outlier(one: Attention, settings: RoundSettings) -> bool:
    """Many key persons, and fewer identified than one for so many of them."""
    return one.people >= settings.many_people and one.identified * settings.people_for_one < one.people


def find_outliers(units: Iterable[Attention], settings: RoundSettings) -> tuple[Attention, ...]:
    """Those that stand out, the most key persons first: their places are the numbers on the chart."""
    found = [one for one in units if is_outlier(one, settings)]
    return tuple(sorted(found, key=lambda one: (-one.people, one.identified, one.unit)))


def sum_up(units: Iterable[Attention], digits: int) -> tuple[Attention, ...]:
    """The sums of the units that share so many first digits, by code. A person that several villages have counts in
    each of them."""
    sums: dict[str, Attention] = {}
    for one in units:
        code = one.unit[:digits]
        known = sums.get(code, Attention(code))
        sums[code] = Attention(
            code,
            known.people + one.people,
            known.households + one.households,
            known.visited + one.visited,
            known.identified + one.identified,
            known.looked_at + one.looked_at,
        )
    return tuple(sums[code] for code in sorted(sums))
