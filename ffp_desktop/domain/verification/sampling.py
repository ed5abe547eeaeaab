"""Which surveys are typed again: drawn by a seed, from every operator in proportion to what they entered.

The same candidates, number and seed always give the same surveys, in whatever order the candidates come, on every
computer: a survey's rank is a hash of the seed and its id, so anyone can draw the sample again and check it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Candidate:
    """A survey that may be drawn, and who entered it."""

    survey: str
    operator: str


def draw_sample(candidates: Iterable[Candidate], count: int, seed: str) -> tuple[Candidate, ...]:
    """`count` of the candidates (all, if there are fewer), in the order in which they were drawn.

    Each operator has the whole part of their share; what is left over goes to the largest remainders (Hamilton's
    method), so that nobody's part is off by a whole survey.
    """
    by_operator: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in set(candidates):
        by_operator[candidate.operator].append(candidate)
    total = sum(map(len, by_operator.values()))
    shares = _shares({operator: len(own) for operator, own in by_operator.items()}, min(max(count, 0), total), seed)
    drawn = [
        candidate
        for operator, own in by_operator.items()
        for candidate in sorted(own, key=lambda one: _rank(seed, one.survey))[: shares[operator]]
    ]
    return tuple(sorted(drawn, key=lambda one: _rank(seed, one.survey)))


def _shares(sizes: dict[str, int], count: int, seed: str) -> dict[str, int]:
    """How many surveys of each operator are drawn."""
    total = sum(sizes.values())
    exact = {operator: Fraction(size * count, total) for operator, size in sizes.items()}
    shares = {operator: int(share) for operator, share in exact.items()}
    left = count - sum(shares.values())
    by_remainder = sorted(exact, key=lambda operator: (shares[operator] - exact[operator], _rank(seed, operator)))
    for operator in by_remainder[:left]:
        shares[operator] += 1
    return shares


def _rank(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
