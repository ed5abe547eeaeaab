"""What the exchange takes and gives: frozen records of branches, of bundles that came and of those that went."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Branch:
    """Consecutive revisions of one feed after `previous`: hashes and bytes. `signed` has the checkpoints (JSON) of
    those that their device signed; a feed that this vault writes itself `is_own` and is signed at the export."""

    device: str
    village: str
    first: int
    previous: str
    hashes: Sequence[str]
    bodies: Sequence[bytes]
    signed: Mapping[str, str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReceivedBundle:
    """A bundle that was imported. `before` and `after` are the journal's last positions then; `heads`, `held` (the
    surveys that were not taken) and `released` (the rows of those that were held until then) are JSON."""

    id: str
    source: str
    device: str
    sequence: int
    at: str
    operator: str
    before: int = 0
    after: int = 0
    heads: str = "[]"
    held: str = "[]"
    released: str = "[]"


@dataclass(frozen=True, slots=True)
class SentBundle:
    """A bundle that was made; in the outbox while `receipt_at` is "". `written_at` is "" until it lay on a stick."""

    id: str
    device: str
    sequence: int
    receiver: str
    name: str
    at: str
    size: int
    revisions: int
    position: int
    receipt_at: str = ""
    surveys: int = 0
    written_at: str = ""

    def row(self) -> tuple[Any, ...]:
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: revisions that were new, and the surveys they touch."""

    revisions: int
    surveys: tuple[str, ...]
