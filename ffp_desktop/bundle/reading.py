"""Opens a bundle in stages, each of which needs only the one before: open, verify, decrypt, verify members, read.

API: `open_bundle(content) -> Envelope`, `verify_envelope(envelope, trust, now) -> Verified`, `decrypt(verified,
secrets) -> Opened`, `read_segments(opened, trust) -> Iterator[ReadSegment]`, `read_forms(opened)`,
`read_bundle_file(file) -> bytes`.

Bytes are verified before they are parsed. Every stage raises FfpError `bundle.…` and changes nothing.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ffp_desktop.bundle.archive import LARGEST_FILE, LARGEST_UNPACKED, read_archive, unpack
from ffp_desktop.bundle.certificates import (
    REVOCATIONS as REVOCATION_LIST,
)
from ffp_desktop.bundle.certificates import (
    Certificate,
    Trust,
    read_chain,
)
from ffp_desktop.bundle.records import CHECKPOINT, FORMAT, Checkpoint, Header, Manifest, read_checkpoint, read_header
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import Signed, fingerprint, read_json, read_signed, unseal
from ffp_desktop.bundle.writing import (
    CERTIFICATES,
    CHECKPOINTS,
    HEADER,
    KIND,
    MANIFEST,
    PAYLOAD,
    RECEIPTS,
    REVOCATIONS,
    SIGNATURE,
)
from ffp_desktop.domain.custody import JUDGE
from ffp_desktop.domain.form.carried import LARGEST as LARGEST_FORM
from ffp_desktop.domain.revisions import Revision, read_revision

MOST_SEGMENTS = 4096
MOST_FORMS = 8
_LARGEST_HEADER = 1 << 16
_JUDGES = f'"{JUDGE}'.encode()
"""How a unit of a judgement begins in the canonical text."""
_OUTER = re.compile("|".join(re.escape(name) for name in (HEADER, SIGNATURE, PAYLOAD)))
_INNER = re.compile(
    r"segment-\d{4}\.jsonl\.zst|form-\d{4}\.jsonl\.zst|"
    + "|".join(map(re.escape, (MANIFEST, CHECKPOINTS, CERTIFICATES, REVOCATIONS, RECEIPTS)))
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A file whose shape and own signature hold; whose key it is, nobody has asked yet."""

    header: Header
    key: str
    chain: tuple[Signed, ...]
    payload: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """An envelope from someone this vault believes. `scope` is the region they may write for."""

    envelope: Envelope
    scope: str
    certificate: Certificate | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A decrypted payload whose members are those that the sender signed. `receipts` verify themselves."""

    verified: Verified
    manifest: Manifest
    members: Mapping[str, bytes]
    checkpoints: tuple[tuple[Signed, Checkpoint], ...]
    chains: tuple[tuple[Signed, ...], ...]
    revocations: tuple[Signed, ...]
    receipts: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSegment:
    """Verified revisions of one feed, in order, with the checkpoint at their end and the key that signed it."""

    checkpoint: Checkpoint
    signed: Signed
    revisions: Sequence[Revision]


def read_bundle_file(file: Path) -> bytes:
    """The bytes of a file on a stick. Raises FfpError `bundle.unreadable`, `bundle.oversized`."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise refusal("oversized")
        return file.read_bytes()
    except OSError as error:
        raise refusal("unreadable", place=file.name) from error


def open_bundle(content: bytes, kind: str = KIND) -> Envelope:
    """Who says what to whom; nothing is decrypted. `kind` is what its header has to be signed as."""
    members = read_archive(content, _OUTER, LARGEST_FILE, most=3)
    if list(members) != [HEADER, SIGNATURE, PAYLOAD]:
        raise refusal("foreign")
    if len(members[HEADER]) > _LARGEST_HEADER or len(members[SIGNATURE]) > _LARGEST_HEADER:
        raise refusal("oversized")
    try:
        signed = read_signed(_json(members[SIGNATURE]), kind)
        said = signed.value
        chain = read_chain(said.pop("chain"))
        if said != _json(members[HEADER]):
            raise ValueError("another header than the signed one")
        header = read_header(said)
    except (ValueError, KeyError, AttributeError) as error:
        raise refusal("forged") from error
    payload = members[PAYLOAD]
    if len(payload) != header.size or hashlib.sha256(payload).hexdigest() != header.payload:
        raise refusal("damaged")
    return Envelope(header, signed.key, chain, payload)


def verify_envelope(envelope: Envelope, trust: Trust, now: str) -> Verified:
    """Whether we believe the sender today."""
    if not envelope.chain:
        unit = trust.accepted.get(envelope.key)
        if unit is None:
            raise refusal("not_enrolled", fingerprint=fingerprint(envelope.key))
        if unit != envelope.header.source:
            raise refusal("untrusted")
        return Verified(envelope, unit, None)
    leaf = trust.verify_chain(envelope.chain, now)
    if leaf.key != envelope.key or leaf.unit != envelope.header.source:
        raise refusal("forged")
    return Verified(envelope, leaf.unit, leaf)


def decrypt(verified: Verified, secrets: Sequence[str]) -> Opened:
    """Raises FfpError `bundle.cannot_decrypt`, `.forged`, `.damaged`, `.oversized`, `.too_new`."""
    envelope = verified.envelope
    try:
        content = unseal(envelope.payload, secrets)
    except ValueError as error:
        raise refusal("cannot_decrypt") from error
    members = read_archive(content, _INNER, LARGEST_FILE, MOST_SEGMENTS + MOST_FORMS + 5)
    try:
        signed = read_signed(_json(members[MANIFEST]), "manifest")
        if signed.key != envelope.key:
            raise ValueError("another hand")
        manifest = _read_manifest(signed.value)
        digests = {n: hashlib.sha256(c).hexdigest() for n, c in members.items() if n != MANIFEST}
        if digests != manifest.members or manifest.bundle != envelope.header.bundle:
            raise ValueError("not what was signed")
        checkpoints = [read_signed(one, CHECKPOINT) for one in _values(members[CHECKPOINTS])]
        return Opened(
            verified,
            manifest,
            members,
            tuple((one, read_checkpoint(one)) for one in checkpoints),
            tuple(read_chain(one) for one in _values(members[CERTIFICATES])),
            tuple(read_signed(one, REVOCATION_LIST) for one in _values(members[REVOCATIONS])),
            tuple(unpack(members[RECEIPTS], LARGEST_FILE)) if RECEIPTS in members else (),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("forged") from error


def read_forms(opened: Opened) -> tuple[dict[str, str], ...]:
    """The files of each form that came along, by path; whether they are a form's, their reader says.

    Raises FfpError `bundle.forged`, `.oversized`, `.damaged`, `.overreaching` for one that does not come from above.
    """
    names = sorted(name for name in opened.members if name.startswith("form-"))
    if not names:
        return ()
    if len(names) > MOST_FORMS:
        raise refusal("oversized")
    header = opened.verified.envelope.header
    if not header.to.startswith(opened.verified.scope) or header.to == opened.verified.scope:
        raise refusal("overreaching")
    found = []
    try:
        for name in names:
            lines = [_json(line) for line in unpack(opened.members[name], LARGEST_FORM)]
            texts = dict(lines)
            if len(texts) != len(lines) or not all(isinstance(one, str) for line in lines for one in line):
                raise ValueError("not the files of a form")
            found.append(texts)
    except (ValueError, TypeError) as error:
        raise refusal("forged") from error
    return tuple(found)


def read_segments(opened: Opened, owners: Mapping[str, str], trust: Trust) -> Iterator[ReadSegment]:
    """The segments one after the other; `owners` says which key a feed's device is known to have.

    Raises FfpError `bundle.forged`, `.out_of_scope`, `.untrusted`, `.expired`, `.revoked`, `.overreaching`.
    """
    left = LARGEST_UNPACKED
    try:
        scopes = _Scopes(opened, owners, trust)
        if len(opened.manifest.segments) != len(opened.checkpoints):
            raise ValueError("a segment without checkpoint")
        for described, (signed, checkpoint) in zip(opened.manifest.segments, opened.checkpoints, strict=True):
            left -= int(described["bytes"])
            if left < 0:
                raise refusal("oversized")
            lines = unpack(opened.members[described["member"]], int(described["bytes"]))
            revisions = [read_revision(line) for line in lines]
            _require_chained(revisions, described, checkpoint)
            _require_authority(revisions, scopes.require(signed, checkpoint))
            yield ReadSegment(checkpoint, signed, revisions)
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("forged") from error


class _Scopes:
    """Which key may sign for a feed: the one whose certificate names the device, or else the one that signed first."""

    def __init__(self, opened: Opened, owners: Mapping[str, str], trust: Trust) -> None:
        self._opened = opened
        self._owners = dict(owners)
        self._trust = trust
        self._chains = {chain[0].value["key"]: chain for chain in opened.chains if chain}
        if len(self._chains) != len(opened.chains):
            raise ValueError("two chains for one key, or none")  # only the one that is verified may be learned
        self._chains[opened.verified.envelope.key] = opened.verified.envelope.chain
        for chain in self._chains.values():
            if chain and (device := chain[0].value.get("device")):
                self._owners.setdefault(device, chain[0].value["key"])

    def require(self, signed: Signed, checkpoint: Checkpoint) -> str:
        """The region that the key may write for. Raises FfpError when it may not sign this head."""
        sender = self._opened.verified
        if self._owners.setdefault(checkpoint.device, signed.key) != signed.key:
            raise refusal("forged")
        is_sender = signed.key == sender.envelope.key
        chain = self._chains.get(signed.key, ())
        if chain:
            at = sender.envelope.header.created if is_sender else checkpoint.at
            scope = self._trust.verify_chain(chain, at, is_sender).unit
        elif signed.key in self._trust.accepted:
            scope = self._trust.accepted[signed.key]
        else:
            raise refusal("untrusted")
        above = sender.scope
        if not checkpoint.village.startswith(scope) or not (scope.startswith(above) or above.startswith(scope)):
            raise refusal("out_of_scope")
        return scope


def _require_authority(revisions: Sequence[Revision], scope: str) -> None:
    """Nobody judges for an office above their own. Raises FfpError `bundle.overreaching`."""
    for revision in revisions:
        for unit in revision.sets if _JUDGES in revision.content else ():
            if unit.startswith(JUDGE) and not unit.removeprefix(JUDGE).startswith(scope):
                raise refusal("overreaching")


def _require_chained(revisions: Sequence[Revision], described: Mapping[str, Any], checkpoint: Checkpoint) -> None:
    """Gapless, hash-chained, of one feed, and ending where the device signed. Raises ValueError."""
    number, previous = described["first"], described["previous"]
    feed = (described["device"], described["village"])
    if not revisions or len(revisions) != described["count"] or (checkpoint.device, checkpoint.village) != feed:
        raise ValueError("not the segment that was described")
    if (number == 1) != (previous == ""):
        raise ValueError("not the beginning of a feed")
    for revision in revisions:
        if (revision.feed, revision.number, revision.previous) != (feed, number, previous):
            raise ValueError("the chain does not hold")
        number, previous = number + 1, revision.hash
    if (checkpoint.number, checkpoint.hash) != (number - 1, previous):
        raise ValueError("the head is another one than the device signed")


def _read_manifest(found: Any) -> Manifest:
    if isinstance(found["format"], int) and found["format"] > FORMAT:
        raise refusal("too_new")
    manifest = Manifest(**found)
    if not isinstance(manifest.segments, list) or len(manifest.segments) > MOST_SEGMENTS:
        raise ValueError("not a manifest")
    return manifest


def _values(content: bytes) -> list[Any]:
    return [_json(line) for line in unpack(content, LARGEST_FILE)]


def _json(content: bytes) -> Any:
    return read_json(content.decode())
