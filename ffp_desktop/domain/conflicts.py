"""Conflicts of a document: what each side says, and what both knew before they parted. Pure.

API: `find_conflicts(revisions) -> tuple[Conflict, …]`, `known_at(revisions, digest) -> DocumentState`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ffp_desktop.domain.revisions import DocumentState, Revision, ancestors_of, merge


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that a unit has, as canonical JSON, and the earliest revision that says so."""

    value: str
    revision: Revision


@dataclass(frozen=True, slots=True)
class Conflict:
    """A unit with two sides or more, the provisional one first; `before` is what all of them knew, None for nothing."""

    unit: str
    sides: tuple[Side, ...]
    before: str | None
    parted: Revision | None


def find_conflicts(revisions: Iterable[Revision]) -> tuple[Conflict, ...]:
    """By unit; empty when there is none."""
    by_hash = {revision.hash: revision for revision in revisions}
    state = merge(by_hash.values())
    known: Mapping[str, frozenset[str]] = ancestors_of(by_hash) if state.conflicts else {}
    found = []
    for unit in state.conflicts:
        latest = [by_hash[digest] for digest in state.units[unit].revisions]
        shared = frozenset.intersection(*(known[revision.hash] for revision in latest))
        before = merge(by_hash[digest] for digest in shared if digest in by_hash).units.get(unit)
        sides = tuple(Side(value, _first(unit, value, latest)) for value in state.units[unit].values)
        parted = by_hash[before.revisions[0]] if before is not None else None
        found.append(Conflict(unit, sides, before.value if before is not None else None, parted))
    return tuple(found)


def known_at(revisions: Iterable[Revision], digest: str) -> DocumentState:
    """The document as whoever wrote this revision left it."""
    by_hash = {revision.hash: revision for revision in revisions}
    seen = {*ancestors_of(by_hash)[digest], digest}
    return merge(by_hash[one] for one in seen if one in by_hash)


def _first(unit: str, value: str, latest: Iterable[Revision]) -> Revision:
    return min((one for one in latest if one.sets[unit] == value), key=lambda one: (one.at, one.hash))
