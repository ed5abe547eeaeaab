"""Revisions: the signed-for facts of the journal, their canonical bytes, and their merge. Pure.

API: `Revision` (`.body` canonical text, `.hash`), `read_revision(body)` (text or bytes), `require_canonical(revision)`,
`canonical_json(value)`, `merge(revisions) -> DocumentState`, `ancestors_of(by_hash)`, `in_order(revisions)`. The chain
of a feed: `feeds`.

The revisions of a document form a graph by their parents. A unit's value is what its latest revisions set, latest
meaning: set by no revision that knows it. Two that do not know each other and differ are a conflict; both are kept.
Nothing here depends on the order or the number of times revisions are given.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from ffp_desktop.domain.canonical import canonical_json, encode, parse_canonical
from ffp_desktop.domain.canonical_bytes import read_body
from ffp_desktop.domain.unit_texts import UnitPieces, UnitTexts, value_in

__all__ = [
    "DocumentState",
    "Revision",
    "UnitValue",
    "canonical_json",
    "merge",
    "read_revision",
    "require_canonical",
]

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Revision:
    """What one person set, and what they knew when they did.

    `sets` maps a unit to its canonical JSON value. `device`, `village`, `number` (from 1, no gaps) and `previous` (hash
    of number - 1 in the same feed, "" for the first) place it in its feed; `parents` are hashes of the same document.
    """

    document_kind: str
    document_id: str
    device: str
    village: str
    number: int
    previous: str
    parents: tuple[str, ...]
    sets: Mapping[str, str]
    author: str
    author_name: str
    at: str
    reason: str = ""
    form: str = ""

    @cached_property
    def body(self) -> str:
        """The canonical text whose UTF-8 bytes are hashed; keys in their sorted order."""
        if "content" in self.__dict__:
            return self.content.decode()
        fields = self._fields()
        if isinstance(self.sets, UnitTexts):
            return canonical_json({**fields, "sets": self.sets.json, "village": self.village})
        sets = ",".join(f"{encode(unit)}:{self.sets[unit]}" for unit in sorted(self.sets))
        return f'{canonical_json(fields)[:-1]},"sets":{{{sets}}},"village":{encode(self.village)}}}'

    @cached_property
    def content(self) -> bytes:
        """The canonical bytes."""
        return self.body.encode()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def feed(self) -> tuple[str, str]:
        """The feed it stands in: device and village."""
        return (self.device, self.village)

    def _fields(self) -> dict[str, Any]:
        """What a body holds before `sets` and `village`."""
        return {
            "at": self.at,
            "author": self.author,
            "author_name": self.author_name,
            "device": self.device,
            "form": self.form,
            "format": FORMAT,
            "id": self.document_id,
            "kind": self.document_kind,
            "number": self.number,
            "parents": sorted(set(self.parents)),
            "previous": self.previous,
            "reason": self.reason,
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Revision) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)


def read_revision(body: str | bytes) -> Revision:
    """The revision of a canonical text or its bytes. Raises ValueError when the text is not exactly canonical."""
    content = body if isinstance(body, bytes) else body.encode()  # UnicodeEncodeError is a ValueError
    found = read_body(content)
    revision = object.__new__(Revision)
    revision.__dict__.update(
        document_kind=found.kind,
        document_id=found.id,
        device=found.device,
        village=found.village,
        number=found.number,
        previous=found.previous,
        parents=found.parents,
        sets=UnitPieces(found.sets),
        author=found.author,
        author_name=found.author_name,
        at=found.at,
        reason=found.reason,
        form=found.form,
        content=content,
    )
    return revision


def require_canonical(revision: Revision) -> None:
    """Raises ValueError when a value it sets is not canonical JSON: such a revision could not be read again."""
    found = parse_canonical(revision.body)
    if len(found["sets"]) != len(revision.sets) or found["village"] != revision.village:
        raise ValueError("not the canonical text of a revision")


class UnitValue(NamedTuple):
    """What the latest revisions that set a unit say: one value, or several in conflict, the provisional one first.

    The texts are looked at when they are asked for: of most units nobody asks.
    """

    unit: str
    latest: tuple[Revision, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(revision.sets[self.unit] for revision in self.latest))

    @property
    def revisions(self) -> tuple[str, ...]:
        return tuple(revision.hash for revision in self.latest)

    @property
    def value(self) -> str:
        """The value to show: the only one, or provisionally that of the latest time."""
        return self.latest[0].sets[self.unit]

    @property
    def json(self) -> Any:
        """The same as a JSON value, which is not to be changed."""
        return value_in(self.latest[0].sets, self.unit)

    @property
    def is_conflict(self) -> bool:
        return len(self.latest) > 1 and len(self.values) > 1


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as its revisions have it. `heads` are the revisions nothing follows: the next one's parents.

    `missing` are parents that were named and are not here (a bundle that has not come).
    """

    units: Mapping[str, UnitValue] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    count: int = 0

    @property
    def conflicts(self) -> tuple[str, ...]:
        if self.count <= 1:
            return ()  # nothing to differ from
        return tuple(sorted(unit for unit, value in self.units.items() if value.is_conflict))

    def value(self, unit: str) -> Any:
        """The JSON value to show for `unit`, not to be changed; None when nothing set it."""
        found = self.units.get(unit)
        return None if found is None else found.json


def merge(revisions: Iterable[Revision]) -> DocumentState:
    """The state of one document from any of its revisions, in any order, any number of times."""
    by_hash = {revision.hash: revision for revision in revisions}
    if len(by_hash) == 1:  # as nearly all documents have it
        return _merge_one(*by_hash.values())
    known = ancestors_of(by_hash)
    setters: dict[str, list[Revision]] = {}
    for revision in by_hash.values():
        for unit in revision.sets:
            setters.setdefault(unit, []).append(revision)
    followed = {parent for revision in by_hash.values() for parent in revision.parents}
    return DocumentState(
        units={unit: _latest(unit, setters[unit], known) for unit in sorted(setters)},
        heads=tuple(sorted(by_hash.keys() - followed)),
        missing=tuple(sorted(followed - by_hash.keys())),
        count=len(by_hash),
    )


def _merge_one(only: Revision) -> DocumentState:
    return DocumentState(_SoleUnits(only), (only.hash,), tuple(sorted(set(only.parents))), 1)


class _SoleUnits(Mapping[str, UnitValue]):
    """The units of a document's only revision, in their order; each is made when it is asked for."""

    def __init__(self, only: Revision) -> None:
        self._latest = (only,)
        self._sets = only.sets

    def __getitem__(self, unit: str) -> UnitValue:
        if unit not in self._sets:
            raise KeyError(unit)
        return UnitValue(unit, self._latest)

    def get(self, unit: str, default: Any = None) -> Any:
        return UnitValue(unit, self._latest) if unit in self._sets else default

    def __contains__(self, unit: object) -> bool:
        return unit in self._sets

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._sets))

    def __len__(self) -> int:
        return len(self._sets)


def _latest(unit: str, setters: list[Revision], known: Mapping[str, frozenset[str]]) -> UnitValue:
    if len(setters) == 1:
        return UnitValue(unit, (setters[0],))
    followed = frozenset[str]().union(*(known[revision.hash] for revision in setters))
    latest = [revision for revision in setters if revision.hash not in followed]
    latest.sort(key=lambda revision: (revision.at, revision.hash), reverse=True)
    return UnitValue(unit, tuple(latest))


def ancestors_of(by_hash: Mapping[str, Revision]) -> dict[str, frozenset[str]]:
    """For each revision all that it knows. Without recursion: a history may be long."""
    known: dict[str, frozenset[str]] = {}
    for start in by_hash:
        waiting = [start]
        while waiting:
            revision = by_hash[waiting[-1]]
            parents = [parent for parent in revision.parents if parent in by_hash]
            ahead = [parent for parent in parents if parent not in known]
            if ahead:
                waiting += ahead
                continue
            waiting.pop()
            known[revision.hash] = frozenset(revision.parents).union(*(known[parent] for parent in parents))
    return known


def in_order(revisions: Iterable[Revision]) -> list[Revision]:
    """The earliest first. Nobody stands before what they knew, whatever their clocks said; else the clock decides."""
    by_hash = {revision.hash: revision for revision in revisions}
    known = ancestors_of(by_hash)

    def rank(revision: Revision) -> tuple[str, int, str]:
        past = known[revision.hash]
        clock = max(revision.at, *(by_hash[one].at for one in past if one in by_hash), "")
        return clock, len(past), revision.hash

    return sorted(by_hash.values(), key=rank)
