"""What a bundle is made of: its header, its segments of feeds, what a reader finds. Frozen; the header is routing only.

API: `Header`, `read_header(value)`, `Segment`, `Checkpoint` (`sign_checkpoint`, `read_checkpoint`), `Sender`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import SUITE, Signed, sign

FORMAT = 1
CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class Header:
    """What may be read without opening: routing only. `part` of `parts`, both from 1."""

    bundle: str
    source: str
    to: str
    device: str
    sequence: int
    created: str
    payload: str  # SHA-256 of the encrypted payload
    size: int
    part: int = 1
    parts: int = 1
    format: int = FORMAT
    suite: str = SUITE

    def encode(self) -> dict[str, Any]:
        return asdict(self)


def read_header(found: Any) -> Header:
    """Raises ValueError; FfpError `bundle.too_new` for a later format or another suite."""
    try:
        if (isinstance(found["format"], int) and found["format"] > FORMAT) or found["suite"] != SUITE:
            raise refusal("too_new")
        header = Header(**found)
    except (TypeError, KeyError) as error:
        raise ValueError("not a header") from error
    numbers = (header.sequence, header.size, header.part, header.parts, header.format)
    texts = (header.bundle, header.source, header.to, header.device, header.created, header.payload)
    if not all(type(one) is int and one > 0 for one in numbers) or not all(isinstance(one, str) for one in texts):
        raise ValueError("not a header")
    return header


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a feed, signed by the device that writes it: everything up to here is its own, and whole."""

    device: str
    village: str
    number: int
    hash: str
    at: str


def sign_checkpoint(checkpoint: Checkpoint, secret: str) -> Signed:
    return sign(CHECKPOINT, asdict(checkpoint), secret)


def read_checkpoint(signed: Signed) -> Checkpoint:
    """Raises ValueError."""
    try:
        checkpoint = Checkpoint(**signed.value)
    except TypeError as error:
        raise ValueError("not a checkpoint") from error
    texts = (checkpoint.device, checkpoint.village, checkpoint.hash, checkpoint.at)
    if type(checkpoint.number) is not int or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a checkpoint")
    return checkpoint


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive revisions of one feed: canonical bytes, and the checkpoint at their end.

    `previous` is the hash of the revision before the first, "" when it begins the feed.
    """

    device: str
    village: str
    first: int
    previous: str
    bodies: Sequence[bytes]
    checkpoint: Signed


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes a bundle: the device's key, and its chain (empty while it was never enrolled)."""

    secret: str
    device: str
    unit: str
    chain: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the payload says of itself, signed: members by SHA-256, counts for people, and what has to be there.

    `attachments` are the files with attachments that will come: {"bundle", "count", "bytes"}.
    """

    bundle: str
    members: Mapping[str, str]
    segments: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int] = field(default_factory=dict)
    form: str = ""
    program: str = ""
    format: int = FORMAT
    attachments: Sequence[Mapping[str, Any]] = ()
