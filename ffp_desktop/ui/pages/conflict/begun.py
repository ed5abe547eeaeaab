"""What was begun at a conflict and not settled: it is there again when one comes back to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.review.conflict_records import UnitConflict


@dataclass(frozen=True, slots=True)
class Begun:
    """Which column was taken (-1 for none), the reason as far as it was written, and what was retyped."""

    choice: int = -1
    reason: str = ""
    texts: Mapping[Place, str] = field(default_factory=dict)


class BegunShelf:
    """Kept while the vault is open. With another side it is another conflict, and nothing was begun there."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Begun] = {}

    def keep(self, survey: str, unit: UnitConflict, begun: Begun) -> None:
        self._kept[_key(survey, unit)] = begun

    def take(self, survey: str, unit: UnitConflict) -> Begun:
        return self._kept.pop(_key(survey, unit), Begun())


def _key(survey: str, unit: UnitConflict) -> tuple[str, ...]:
    return (survey, unit.unit, *(side.revision for side in unit.sides))
