"""Two entries of the same paper, answer by answer: where they differ, and which one was right."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED, Answer, Cleared


class Decision(StrEnum):
    """What a person found on the paper."""

    SAME = "一致"
    FIRST = "第一次对"
    SECOND = "第二次对"
    THIRD = "都不对"
    FOLLOWED = "随更正补录"  # asked only because of a correction before it: nobody's mistake


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer typed twice. `final` is what is right; `typed_by` (an operator's id) and `typed_on` (an ISO day) tell
    whose the first entry is."""

    place: Place
    first: Answer
    second: Answer
    decision: Decision
    final: Answer
    typed_by: str = ""
    typed_on: str = ""

    @property
    def is_first_wrong(self) -> bool:
        return self.decision in (Decision.SECOND, Decision.THIRD)

    @property
    def is_second_wrong(self) -> bool:
        return self.decision in (Decision.FIRST, Decision.THIRD)

    @property
    def is_compared(self) -> bool:
        """Whether it counts: an answer that only followed a correction says nothing about typing."""
        return self.decision is not Decision.FOLLOWED


def is_same(first: Answer | None, second: Answer | None, is_ranked: bool = False) -> bool:
    """Whether two entries say the same. Nothing given is the same as taken away again; the order of several choices
    counts only where the first one has a meaning of its own (`is_ranked`)."""
    first, second = settled(first), settled(second)
    if isinstance(first, tuple) and isinstance(second, tuple):
        return set(first) == set(second) and (not is_ranked or first[:1] == second[:1])
    return type(first) is type(second) and first == second


def settled(answer: Answer | None) -> Answer:
    """Nothing given as `CLEARED`."""
    return CLEARED if answer is None or answer == () or isinstance(answer, Cleared) else answer


FEWEST = 100
"""Answers compared that a rate needs at least: one or two households; below it one slip is a whole per cent."""


@dataclass(frozen=True, slots=True)
class ErrorCount:
    """How many answers were compared, and how many of the first and of the second entry were wrong."""

    compared: int = 0
    first_wrong: int = 0
    second_wrong: int = 0

    @property
    def rate(self) -> float:
        """The share of the first entry's answers that were wrong, from 0 to 1."""
        return self.first_wrong / self.compared if self.compared else 0.0

    @property
    def has_rate(self) -> bool:
        """Whether enough was compared for the rate to say anything."""
        return self.compared >= FEWEST

    def plus(self, other: "ErrorCount") -> "ErrorCount":
        return ErrorCount(
            self.compared + other.compared,
            self.first_wrong + other.first_wrong,
            self.second_wrong + other.second_wrong,
        )


def count_errors(verdicts: Iterable[Verdict]) -> ErrorCount:
    compared = [verdict for verdict in verdicts if verdict.is_compared]
    return ErrorCount(
        len(compared),
        sum(verdict.is_first_wrong for verdict in compared),
        sum(verdict.is_second_wrong for verdict in compared),
    )
