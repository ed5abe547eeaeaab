"""Which surveys of a bundle are taken: all that change anything, until a person leaves one out."""

from collections.abc import Collection, Sequence

from ffp_desktop.services.bundles.preview import Change, PreviewLine


class Taking:
    """What is left out is received and put aside. What lay aside before stays there until it is ticked."""

    def __init__(self, lines: Sequence[PreviewLine] = ()) -> None:
        self._lines = [line for line in lines if self.can_take(line)]
        self._left = {line.survey for line in lines if line.is_held}

    @staticmethod
    def can_take(line: PreviewLine) -> bool:
        """Whether there is anything to take."""
        return line.change is not Change.IDENTICAL

    def is_taken(self, line: PreviewLine) -> bool:
        return self.can_take(line) and line.survey not in self._left

    def toggle(self, line: PreviewLine) -> None:
        if self.can_take(line):
            self._left ^= {line.survey}

    @property
    def taken(self) -> int:
        """How many are taken."""
        return sum(self.is_taken(line) for line in self._lines)

    @property
    def left(self) -> int:
        """How many are put aside."""
        return len(self._lines) - self.taken

    def hold(self) -> Collection[str]:
        """The surveys to put aside."""
        return frozenset(self._left)

    def hold_but(self, one: PreviewLine) -> Collection[str]:
        """Those to put aside when only one is taken."""
        return frozenset({line.survey for line in self._lines} | self._left) - {one.survey}
