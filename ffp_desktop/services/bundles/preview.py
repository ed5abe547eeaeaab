"""What an import would change, told survey by survey before anything is written.

API: `make_lines(vault, incoming, new) -> tuple[PreviewLine, …]`, `find_forks(vault, segments, own_device)`, `Preview`,
`PreviewLine`, `Change`, `Fork`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ffp_desktop.bundle.reading import Opened, ReadSegment
from ffp_desktop.bundle.records import Header
from ffp_desktop.domain.custody import find_standing
from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.domain.survey import State
from ffp_desktop.store.records import Elsewhere

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_MEMBER = "member:"


class Change(StrEnum):
    """What an import does to a survey."""

    NEW = "新增"
    CHANGED = "有修改"
    IDENTICAL = "相同"
    CONFLICT = "有冲突"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One survey. `conflicts` are the units both sides set; `twice` are numbers of other households with a member.

    Of one that `is_held` more lies in the vault, from an earlier bundle, and was not taken yet.
    """

    survey: str
    number: str
    village: str
    change: Change
    state: str
    conflicts: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """Two histories under one device's number: a cloned or restored vault. Both are kept."""

    device: str
    village: str
    number: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """An import that has not happened. `new` are its revisions that are not in the journal."""

    header: Header
    fingerprint: str
    lines: tuple[PreviewLine, ...]
    forks: tuple[Fork, ...]
    new: tuple[Revision, ...] = field(repr=False)
    segments: tuple[ReadSegment, ...] = field(repr=False)
    opened: Opened = field(repr=False)

    def count(self, change: Change) -> int:
        return sum(line.change is change for line in self.lines)

    @property
    def held(self) -> frozenset[str]:
        """The surveys of which something lies aside: nobody who looked has taken them yet."""
        return frozenset(line.survey for line in self.lines if line.is_held)

    @property
    def twice(self) -> int:
        return sum(bool(line.twice) for line in self.lines)


def make_lines(vault: "OpenVault", incoming: Sequence[Revision], new: Sequence[Revision]) -> tuple[PreviewLine, ...]:
    """A line for each survey that the bundle speaks of, by number."""
    is_new = frozenset(revision.hash for revision in new)
    by_survey: dict[str, list[Revision]] = defaultdict(list)
    for revision in incoming:
        if revision.document_kind == "survey":
            by_survey[revision.document_id].append(revision)
    persons: dict[tuple[str, str], set[str]] = defaultdict(set)
    local, held = vault.journal.revisions_of([*by_survey]), vault.feeds.holding.held_ids()
    found = []
    for survey, revisions in by_survey.items():
        waiting = vault.journal.revisions(survey, with_held=True) if survey in held else ()
        found.append(_Found(survey, local.get(survey, ()), waiting, revisions, is_new))
    for one in found:
        for key in one.persons:
            persons[key].add(one.household)
    numbers = {one.household: one.number for one in found}
    elsewhere = vault.surveys.find_ids_elsewhere(persons)
    lines = []
    for one in found:
        twice = {numbers[other] for key in one.persons for other in persons[key] if other != one.household}
        if one.change is not Change.IDENTICAL:
            twice |= set(_elsewhere(elsewhere, one))
        lines.append(one.line(tuple(sorted(twice))))
    return tuple(sorted(lines, key=lambda line: (line.number, line.survey)))


class _Found:
    """One survey of a bundle beside what the vault has of it."""

    def __init__(
        self,
        survey: str,
        local: Sequence[Revision],
        waiting: Sequence[Revision],
        revisions: Sequence[Revision],
        is_new: frozenset[str],
    ) -> None:
        self.survey = survey
        self._revisions = revisions
        self._is_held = bool(waiting)
        known = (*local, *waiting, *revisions)
        before, after = merge(local), merge(known)
        header = after.value("survey") or {}
        self.household = str(header.get("household", survey))
        self.number = str(header.get("number", ""))
        self.round = str(header.get("round", ""))
        self._state = (find_standing(known, after).state or State.DRAFT).value
        self.conflicts = tuple(unit for unit in after.conflicts if unit not in before.conflicts)
        self.persons = {(self.round, key) for key in _person_keys(after.value(u) for u in after.units if _is_member(u))}
        has_new = any(revision.hash in is_new for revision in revisions)
        if not has_new:
            self.change = Change.IDENTICAL
        elif self.conflicts:
            self.change = Change.CONFLICT
        else:
            self.change = Change.CHANGED if local else Change.NEW

    def line(self, twice: tuple[str, ...]) -> PreviewLine:
        village = self._revisions[0].village
        told = (self.survey, self.number, village, self.change, self._state, self.conflicts)
        return PreviewLine(*told, twice, self._is_held)


def find_forks(vault: "OpenVault", segments: Sequence[ReadSegment], own_device: str) -> Iterator[Fork]:
    """Numbers under which the journal, or another segment, has another revision."""
    feeds: dict[tuple[str, str], dict[int, set[str]]] = {}
    for segment in segments:
        feed = (segment.checkpoint.device, segment.checkpoint.village)
        if feed not in feeds:
            feeds[feed] = defaultdict(set)
            for digest, number in vault.feeds.numbers(*feed).items():
                feeds[feed][number].add(digest)
        known = {number: len(hashes) for number, hashes in feeds[feed].items()}
        for revision in segment.revisions:
            feeds[feed][revision.number].add(revision.hash)
        grown = [n for n, hashes in feeds[feed].items() if len(hashes) > max(1, known.get(n, 0))]
        if grown:
            yield Fork(*feed, min(grown), feed[0] == own_device)


def _elsewhere(found: Mapping[tuple[str, str], Sequence[Elsewhere]], one: _Found) -> Iterator[str]:
    for person in one.persons:
        for other in found.get(person, ()):
            if other.survey != one.survey and other.household != one.household:
                yield other.number


def _is_member(unit: str) -> bool:
    return unit.startswith(_MEMBER)


def _person_keys(rows: Iterator[Any]) -> Iterator[str]:
    """The first 18 characters of each member's ID number; struck members do not count."""
    for row in rows:
        if isinstance(row, Mapping) and "struck" not in row:
            number = row.get("answers", {}).get("id_number")
            if isinstance(number, str) and len(number) >= 18:
                yield number[:18]
