"""Which village each listed household is compared in: the one where its people were visited, else its own.

API: `Whereabouts`, `find_whereabouts(listed, visited) -> Whereabouts`. So villages can be compared one after the other
although people stand in one village in the system and in another in a visit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[str, int]
"""An export's id, and a household's number in it."""


@dataclass(slots=True)
class Whereabouts:
    """`moved` are the listed households that are compared in another village than they stand in, by that village.

    `visited_elsewhere` are the keys of people whom a household compared in this village lists, and whom a visit has in
    another village; `listed_elsewhere` those visited in this village whose listed household is compared elsewhere.
    """

    moved: dict[str, list[Place]] = field(default_factory=dict)
    gone: set[Place] = field(default_factory=set)
    visited_elsewhere: dict[str, set[str]] = field(default_factory=dict)
    listed_elsewhere: dict[str, set[str]] = field(default_factory=dict)


def find_whereabouts(listed: Iterable[tuple[Place, str, Sequence[str]]], visited: Mapping[str, str]) -> Whereabouts:
    """`listed`: households with village and their people's keys, the head's first; `visited`: villages by key."""
    found = Whereabouts()
    for place, village, keys in listed:
        homes = [visited.get(key, "") for key in keys]
        if all(home == village for home in homes):
            continue
        votes = Counter(home for at, home in enumerate(homes) for _ in range(2 if at else 3) if home)
        target = min(votes, key=lambda home: (-votes[home], home != village, home)) if votes else village
        if target != village:
            found.moved.setdefault(target, []).append(place)
            found.gone.add(place)
        for key, home in zip(keys, homes, strict=True):
            if home and home != target:
                found.visited_elsewhere.setdefault(target, set()).add(key)
                found.listed_elsewhere.setdefault(home, set()).add(key)
    return found
