"""The conflicts that wait, survey by survey and unit by unit; read when one comes to them."""

from collections.abc import Callable, Sequence

from ffp_desktop.ui.pages.conflict.shown import ShownUnit


class ConflictQueue:
    """`read(survey)` gives what still differs in it."""

    def __init__(self, surveys: Sequence[str], read: Callable[[str], Sequence[ShownUnit]]) -> None:
        self._surveys = list(surveys)
        self._read = read
        self._at = 0
        self._units: Sequence[ShownUnit] = ()
        self._unit = 0

    @property
    def survey(self) -> str:
        """The one that is looked at, "" when there is none."""
        return self._surveys[self._at] if self._at < len(self._surveys) else ""

    @property
    def shown(self) -> ShownUnit | None:
        return self._units[self._unit] if self._unit < len(self._units) else None

    @property
    def has_more(self) -> bool:
        return self._unit + 1 < len(self._units) or self._at + 1 < len(self._surveys)

    @property
    def position(self) -> tuple[int, int, int, int]:
        """Which unit of the survey, of how many; which survey, of how many; from 1."""
        return self._unit + 1, len(self._units), self._at + 1, len(self._surveys)

    def open_first(self) -> bool:
        """To the first that differs; False when nothing does."""
        return self._open_from(0, 1)

    def go(self, by: int) -> bool:
        """To the next one or the one before; False at the end."""
        if 0 <= self._unit + by < len(self._units):
            self._unit += by
            return True
        return self._open_from(self._at + by, by)

    def settle(self) -> bool:
        """After one was settled: to what follows, or back to what was passed over; False when nothing is left."""
        if self.survey and (units := self._read(self.survey)):
            self._units, self._unit = units, min(self._unit, len(units) - 1)
            return True
        return self._open_from(self._at + 1, 1) or self._open_from(0, 1)

    def _open_from(self, at: int, by: int) -> bool:
        while 0 <= at < len(self._surveys):
            if units := self._read(self._surveys[at]):
                self._at, self._units, self._unit = at, units, 0 if by > 0 else len(units) - 1
                return True
            at += by
        return False
