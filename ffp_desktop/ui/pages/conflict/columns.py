"""Where the columns of the two or more sides stand, so that the heads and the lines below them agree."""

from collections.abc import Sequence
from itertools import pairwise

_LABEL, _RETYPE = 0.197, 0.204  # parts of the width
_LEAST_SIDE = 190  # px


def split_width(width: int, sides: int) -> tuple[int, ...]:
    """The left edges, and the right one: item, every side, retyped."""
    label, retype = round(width * _LABEL), round(width * _RETYPE)
    side = max(_LEAST_SIDE, (width - label - retype) // sides)
    edges = [0, *(label + side * number for number in range(sides)), width - retype, width]
    return tuple(edges)


def find_column(edges: Sequence[int], x: float) -> int:
    """The choice under a point: a side from 0, the retyped one after them, -1 for the items."""
    return next((number for number, (a, b) in enumerate(pairwise(edges[1:])) if a <= x < b), -1)
