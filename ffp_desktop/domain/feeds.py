"""The chain of a feed: what one device wrote for one village, numbered from 1, each naming the one before. Pure.

API: `check_feed(entries) -> FeedFault | None`.

The feed of a vault that was copied, or put back from an old copy, is a tree: from some number on there are two
histories. Each of its branches still has to hold.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import groupby

from ffp_desktop.domain.revisions import Revision


@dataclass(frozen=True, slots=True)
class FeedFault:
    """The first thing wrong in a feed. `kind`: "altered" (the row is not what its hash says), "gap" (`number` is
    missing), "broken" (`number` does not follow a row before it), "fork" (two rows have `number`, and nothing else is
    wrong)."""

    kind: str
    device: str
    village: str
    number: int
    hash: str = ""


def check_feed(entries: Iterable[tuple[str, Revision]]) -> FeedFault | None:
    """The first fault of one feed, given as (hash as stored, revision) in any order; None when the chain holds."""
    fork: FeedFault | None = None
    expected, before = 1, frozenset({""})
    ordered = sorted(entries, key=lambda entry: (entry[1].number, entry[0]))
    for number, rows in groupby(ordered, key=lambda entry: entry[1].number):
        here = frozenset[str]()
        for stored, revision in rows:
            kind = _fault_of(stored, revision, expected, before)
            if kind or here:
                at = expected if kind == "gap" else number
                fault = FeedFault(kind or "fork", revision.device, revision.village, at, stored)
                if kind:
                    return fault
                fork = fork or fault
            here |= {stored}
        expected, before = number + 1, here
    return fork


def _fault_of(stored: str, revision: Revision, expected: int, before: Container[str]) -> str:
    if stored != revision.hash:
        return "altered"
    if revision.number > expected:
        return "gap"
    return "broken" if revision.number < expected or revision.previous not in before else ""
