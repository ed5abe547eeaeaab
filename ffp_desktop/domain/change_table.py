"""自然增加/自然减少 over a period, by village or township, with the persons behind each number. Pure.

API: `change_rows(movements, start, end, length) -> tuple[ChangeRow, …]`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ffp_desktop.domain.population import Movement


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One unit's people over a period: how many before, what came and went by kind, how many at the end."""

    unit: str
    before: int
    by_kind: Mapping[str, tuple[Movement, ...]]
    after: int

    def count(self, kind: str) -> int:
        return len(self.by_kind.get(kind, ()))


def change_rows(movements: Iterable[Movement], start: str, end: str, length: int) -> tuple[ChangeRow, ...]:
    """A row for every unit (the first `length` digits of the village), from `start` to `end`, both included."""
    before: dict[str, int] = {}
    changes: dict[str, dict[str, list[Movement]]] = {}
    for movement in movements:
        unit = movement.village[:length]
        if movement.other_village[:length] == unit or movement.date > end:
            continue
        before.setdefault(unit, 0)
        if movement.date < start:
            before[unit] += movement.direction
        else:
            changes.setdefault(unit, {}).setdefault(movement.kind, []).append(movement)
    rows = []
    for unit in sorted(before):
        kinds = {kind: tuple(found) for kind, found in sorted(changes.get(unit, {}).items())}
        after = before[unit] + sum(movement.direction for found in kinds.values() for movement in found)
        rows.append(ChangeRow(unit, before[unit], kinds, after))
    return tuple(rows)
