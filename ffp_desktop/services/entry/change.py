"""What a call on an entry session answers: which cells to draw again, and whether it is safe on disk."""

from dataclasses import dataclass
from datetime import datetime

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError


@dataclass(frozen=True, slots=True)
class Change:
    """What one action changed. Empty when nothing did.

    `places` are to be drawn again; `sections` opened or closed; `members` is true when rows came or went. `saved_at`
    is when the change reached the disk; `problem` says why it did not (it is kept in memory and tried again).
    """

    places: frozenset[Place] = frozenset()
    findings: bool = False
    sections: frozenset[str] = frozenset()
    members: bool = False
    saved_at: datetime | None = None
    focus: Place | None = None
    problem: FfpError | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.places or self.findings or self.sections or self.members)


@dataclass(frozen=True, slots=True)
class Finish:
    """What 完成 answered: done, or where the first open finding stands and how many bar it."""

    done: bool
    first: Place | None = None
    errors: int = 0
    warnings: int = 0
    missing: int = 0
