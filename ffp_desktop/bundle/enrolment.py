"""Enrolment by files: what a device asks (`.ffpreq`), what the office answers (`.ffpcert`), the root on a sheet.

API: `Request`, `make_request(…) -> bytes`, `read_request(content)`, `Pack`, `make_pack`, `read_pack`,
`recovery_sheet(secret, recipient_secret) -> tuple of lines`, `read_sheet(lines) -> (secret, identity)`.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ffp_desktop.bundle.archive import LARGEST_FILE
from ffp_desktop.bundle.certificates import (
    DEVICE,
    REVOCATIONS,
    TOWNSHIP,
    encode_chain,
    read_certificate,
    read_chain,
)
from ffp_desktop.bundle.refusals import device_refusal
from ffp_desktop.bundle.signing import Signed, fingerprint, is_recipient, public_of, read_json, read_signed, sign
from ffp_desktop.domain.revisions import canonical_json

REQUEST_SUFFIX, PACK_SUFFIX = ".ffpreq", ".ffpcert"
_KIND = "request"
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Request:
    """Asks for a certificate of one key: a device's (with the id of its feeds) or a township office's."""

    role: str
    unit: str
    label: str
    key: str
    recipient: str
    device: str = ""
    format: int = 1


@dataclass(frozen=True, slots=True)
class Pack:
    """The answer: one chain per key that was asked for (none in an office's card), the office's own chain, and the
    lists of revocations it knows."""

    chains: tuple[tuple[Signed, ...], ...]
    office: tuple[Signed, ...]
    revocations: tuple[Signed, ...] = ()


def make_request(requests: Sequence[tuple[Request, str]]) -> bytes:
    """Each request is signed by the key it is about (given as its secret), so nobody asks for another's key."""
    return canonical_json([sign(_KIND, asdict(request), secret).encode() for request, secret in requests]).encode()


def read_request(content: bytes) -> tuple[Request, ...]:
    """Raises FfpError `device.request_wrong`."""
    try:
        requests = []
        found = _read(content)
        for one in found:
            signed = read_signed(one, _KIND)
            request = Request(**signed.value)
            texts = [value for name, value in asdict(request).items() if name != "format"]
            if not all(isinstance(text, str) for text in texts) or request.format != 1 or signed.key != request.key:
                raise ValueError("not a request")
            if request.role not in (TOWNSHIP, DEVICE) or not is_recipient(request.recipient):
                raise ValueError("not a request")
            requests.append(request)
        if not 1 <= len(requests) <= len((TOWNSHIP, DEVICE)):
            raise ValueError("not a request")
    except (ValueError, TypeError, KeyError) as error:
        raise device_refusal("request_wrong") from error
    return tuple(requests)


def request_fingerprint(requests: Sequence[Request]) -> str:
    """What both sides read aloud."""
    return fingerprint(*(f"{request.role} {request.key} {request.recipient}" for request in requests))


def pack_fingerprint(pack: Pack) -> str:
    """The root's: read aloud once, at the first enrolment."""
    return fingerprint(pack.office[-1].key)


def make_pack(pack: Pack) -> bytes:
    value = {
        "chains": [encode_chain(chain) for chain in pack.chains],
        "office": encode_chain(pack.office),
        "revocations": [one.encode() for one in pack.revocations],
    }
    return canonical_json(value).encode()


def read_pack(content: bytes) -> Pack:
    """Raises FfpError `device.pack_wrong`. Whether its chains hold, `Trust` says."""
    try:
        found = _read(content)
        pack = Pack(
            tuple(read_chain(chain) for chain in found["chains"]),
            read_chain(found["office"]),
            tuple(read_signed(one, REVOCATIONS) for one in found["revocations"]),
        )
        for signed in (*pack.office, *(link for chain in pack.chains for link in chain)):
            read_certificate(signed)
        if not pack.office or set(found) != {"chains", "office", "revocations"}:
            raise ValueError("not a pack")
    except (ValueError, TypeError, KeyError) as error:
        raise device_refusal("pack_wrong") from error
    return pack


def recovery_sheet(secret: str, identity: str) -> tuple[str, ...]:
    """The root's two secrets as lines of four-letter groups to print and to type in again, with a check."""
    content = bytes.fromhex(secret) + identity.encode()
    content += hashlib.sha256(content).digest()[:4]
    letters = base64.b32encode(content).decode().rstrip("=")
    groups = [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]
    return tuple(" ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))


def read_sheet(lines: Sequence[str]) -> tuple[str, str]:
    """The root's secret and identity. Raises FfpError `device.sheet_wrong`."""
    letters = "".join("".join(lines).split()).upper()
    try:
        content = base64.b32decode(letters + "=" * (-len(letters) % 8))
        kept, check = content[:-4], content[-4:]
        if hashlib.sha256(kept).digest()[:4] != check:
            raise ValueError("a wrong letter")
        secret, identity = kept[:32].hex(), kept[32:].decode()
        public_of(secret)
    except ValueError as error:
        raise device_refusal("sheet_wrong") from error
    return secret, identity


def _read(content: bytes) -> Any:
    if len(content) > LARGEST_FILE:
        raise ValueError("too large")
    return read_json(content.decode())
