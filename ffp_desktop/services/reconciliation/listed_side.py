"""One side that was taken in from files: its households village by village, paired with the visits.

API: `ListedSide(vault, side, homes)`: `.pair(village, visited) -> Pairing | None`, `.keys_in(village)`,
`.speaks_of(village)`, `.covers(village)`, `.expects(kind)`, `.stamp(village)`, `.villages`, `.cards`, `.is_there`.
`homes` are the villages where everybody was visited, by the key of their number.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.pairing import Paired, Pairing, pair
from ffp_desktop.domain.reconciliation.sides import ListedHousehold, VisitedHousehold
from ffp_desktop.domain.reconciliation.vocabulary import MONITORED, OFF_POVERTY, OFF_POVERTY_ANY, TO_BE_MONITORED
from ffp_desktop.domain.reconciliation.whereabouts import Place, find_whereabouts

if TYPE_CHECKING:
    from ffp_desktop.store.system_exports import ExportCard
    from ffp_desktop.store.vault import OpenVault

_MONITORED, _OFF_POVERTY = "监测对象", "脱贫户"


class ListedSide:
    """Reads the newest export of each village."""

    def __init__(self, vault: "OpenVault", side: Side, homes: Mapping[str, str]) -> None:
        self.side = side
        self._exports = vault.reconciliations.exports
        self._counted = self._exports.counted(side)
        self._whereabouts = find_whereabouts(self._keys(), homes)
        self._last: tuple[str, list[ListedHousehold]] = ("\n", [])

    @property
    def cards(self) -> "tuple[ExportCard, ...]":
        return tuple(card for card, _ in self._counted)

    @property
    def is_there(self) -> bool:
        return bool(self._counted)

    @cached_property
    def villages(self) -> frozenset[str]:
        own = {village for _, villages in self._counted for village in villages}
        return frozenset(own | set(self._whereabouts.moved))

    def covers(self, village: str) -> bool:
        """Whether whom the exports do not have is not on this side: the village may not have been exported at all."""
        return any(card.covers(village) or "" in card.villages for card, _ in self._counted)

    def expects(self, kind: str) -> bool:
        """Whether a household of this kind has to be on this side; an export may hold some kinds only."""
        group = _group(kind)
        return bool(group) and group in self._groups

    def stamp(self, village: str) -> tuple[object, ...]:
        """The same while what the side says of the village is the same."""
        here = self._whereabouts
        own = tuple((card.id, village in villages) for card, villages in self._counted)
        away = (here.visited_elsewhere.get(village, set()), here.listed_elsewhere.get(village, set()))
        return (own, tuple(here.moved.get(village, ())), *map(frozenset, away))

    def speaks_of(self, village: str) -> bool:
        """Whether there is anything to compare in the village."""
        here = self._whereabouts
        return self.covers(village) or village in here.moved or village in here.listed_elsewhere

    def keys_in(self, village: str) -> Iterator[str]:
        """The keys of everybody whom the side lists in what is compared there, or has elsewhere."""
        for household in self.listed(village):
            yield from (line.key for line in household.people if line.key)
        yield from self._whereabouts.listed_elsewhere.get(village, ())

    def pair(self, village: str, visited: Sequence[VisitedHousehold]) -> Pairing | None:
        """None when the side has nothing to say of the village."""
        if not self.speaks_of(village):
            return None
        pairing = pair(visited, self.listed(village))
        elsewhere = self._whereabouts.listed_elsewhere.get(village, set())
        for one in visited if elsewhere else ():
            members = {person.member for person in one.people if person.key in elsewhere}
            if members:
                pairing.paired.setdefault(one.household, Paired()).elsewhere |= members
        return pairing

    def listed(self, village: str) -> list[ListedHousehold]:
        """The households that are compared in a village, without the people whom a visit has in another."""
        if self._last[0] != village:
            away = self._whereabouts.visited_elsewhere.get(village, set())
            listed = list(self._listed(village))
            for household in listed if away else ():
                household.people = [line for line in household.people if line.key not in away]
            self._last = (village, listed)
        return self._last[1]

    # ---- private

    def _keys(self) -> Iterator[tuple[Place, str, list[str]]]:
        for card, villages in self._counted:
            for number, village, keys in self._exports.keys(card, villages):
                yield (card.id, number), village, keys

    def _listed(self, village: str) -> Iterator[ListedHousehold]:
        moved: dict[str, list[int]] = {}
        for export, number in self._whereabouts.moved.get(village, ()):
            moved.setdefault(export, []).append(number)
        for card, villages in self._counted:
            if village in villages:
                for number, household in self._exports.in_village(card, village):
                    if (card.id, number) not in self._whereabouts.gone:
                        yield household
            if card.id in moved:
                yield from (household for _, household in self._exports.numbered(card, moved[card.id]))

    @cached_property
    def _groups(self) -> frozenset[str]:
        """The groups that the exports hold; both where they do not tell the kind."""
        if not any("household_kind" in card.columns for card, _ in self._counted):
            return frozenset((_MONITORED, _OFF_POVERTY))
        kinds = {kind for card, _ in self._counted for kind in card.kinds}
        return frozenset(filter(None, map(_group, kinds)))


def _group(kind: str) -> str:
    if kind in MONITORED or kind == TO_BE_MONITORED:
        return _MONITORED
    return _OFF_POVERTY if kind in OFF_POVERTY or kind == OFF_POVERTY_ANY else ""
