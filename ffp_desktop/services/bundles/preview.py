"""What an import would change, told survey by survey before anything is written.

API: `make_lines(vault, incoming, new) -> tuple[PreviewLine, …]`, `find_forks(vault, segments, own_device)`,
`find_whole(preview)`, `check_forms(opened)`, `Preview`, `PreviewLine`, `Change`, `Fork`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ffp_desktop.bundle.reading import Opened, ReadSegment, read_forms
from ffp_desktop.bundle.records import Header
from ffp_desktop.domain.custody import find_standing
from ffp_desktop.domain.form.carried import CarriedForm, check_carried
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.domain.survey import State
from ffp_desktop.store.records import Elsewhere

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_MEMBER = "member:"
_KEY = 18
_ID_NUMBER = b'"id_number":"'
_STRUCK, _ESCAPE = b'"struck":', b"\\"


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
    forms: tuple[CarriedForm, ...] = field(default=(), repr=False)

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
        after, before = merge(known), merge(local).conflicts if local else ()
        header = after.value("survey") or {}
        self.household = str(header.get("household", survey))
        self.number = str(header.get("number", ""))
        self.round = str(header.get("round", ""))
        self._state = (find_standing(known, after).state or State.DRAFT).value
        self.conflicts = tuple(unit for unit in after.conflicts if unit not in before)
        self.persons = {(self.round, key) for key in _person_keys(known, after)}
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


def check_forms(opened: Opened) -> tuple[CarriedForm, ...]:
    """The forms that came along, read strictly. Raises FfpError `bundle.…`, `form.…` with file and line."""
    return tuple(check_carried(texts) for texts in read_forms(opened))


def find_whole(preview: Preview) -> list[Revision]:
    """The revisions that are all there is of a survey which is new here."""
    unknown = {line.survey for line in preview.lines if line.change is Change.NEW and not line.is_held}
    count = Counter(revision.document_id for revision in preview.new)
    return [one for one in preview.new if one.document_id in unknown and count[one.document_id] == 1]


def find_forks(vault: "OpenVault", segments: Sequence[ReadSegment], own_device: str) -> Iterator[Fork]:
    """Numbers under which the journal, or another segment, has another revision."""
    feeds: dict[tuple[str, str], set[tuple[int, str]]] = {}
    for segment in segments:
        feed = (segment.checkpoint.device, segment.checkpoint.village)
        if feed not in feeds:
            feeds[feed] = {(number, digest) for digest, number in vault.feeds.numbers(*feed).items()}
        known = feeds[feed]
        new = {(revision.number, revision.hash) for revision in segment.revisions} - known
        taken = {number for number, _digest in known}
        feeds[feed] = known | new
        if forked := [number for number, _digest in new if number in taken]:
            yield Fork(*feed, min(forked), feed[0] == own_device)


def _elsewhere(found: Mapping[tuple[str, str], Sequence[Elsewhere]], one: _Found) -> Iterator[str]:
    for person in one.persons:
        for other in found.get(person, ()):
            if other.survey != one.survey and other.household != one.household:
                yield other.number


def _person_keys(known: Sequence[Revision], after: DocumentState) -> Iterator[str]:
    """The first 18 characters of each member's ID number; struck members do not count.

    Nearly all surveys have one revision, with nobody struck: there they are found in its text.
    """
    content = known[0].content if len(known) == 1 else _ESCAPE
    if _ESCAPE not in content and _STRUCK not in content:
        for piece in content.split(_ID_NUMBER)[1:]:
            number = piece[: 4 * _KEY].decode(errors="ignore").partition('"')[0]
            if len(number) >= _KEY:
                yield number[:_KEY]
        return
    for unit in after.units:
        row = after.value(unit) if unit.startswith(_MEMBER) else None
        if isinstance(row, Mapping) and "struck" not in row:
            number = row.get("answers", {}).get("id_number")
            if isinstance(number, str) and len(number) >= _KEY:
                yield number[:_KEY]
