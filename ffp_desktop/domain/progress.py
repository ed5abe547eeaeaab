"""How far long work is, as whoever does it tells whoever waits. Pure.

API: `Report`, called with how much is done and how much there is (0: nobody knows); it may raise, and the work stops.
`say_nothing` is one that nobody reads.
"""

from collections.abc import Callable

Report = Callable[[int, int], None]


def say_nothing(_done: int, _total: int) -> None:
    """Nobody waits."""
