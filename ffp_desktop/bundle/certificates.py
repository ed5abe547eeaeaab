"""Certificates: who may write for which unit, signed by the office above; and the lists that take that back.

API: `Certificate`, `issue(…) -> Signed`, `read_certificate(signed) -> Certificate`, `Revocations`, `Trust`
(.verify_chain(chain, at) -> Certificate of its first link).

A chain stands from the leaf to the root, and each link is signed by the next; the root signs itself. A child stands
under its parent's region and is never higher than it. Only root and township keys certify.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import Signed, is_recipient, read_signed, sign

KIND, REVOCATIONS = "certificate", "revocations"
ROOT, TOWNSHIP, DEVICE = "root", "township", "device"
_CERTIFIES = {ROOT: (TOWNSHIP, DEVICE), TOWNSHIP: (DEVICE,), DEVICE: ()}
LONGEST_CHAIN = 3
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """`device` is the id of the feeds it writes, "" for an office's key; dates are ISO, both inclusive."""

    role: str
    unit: str
    label: str
    key: str
    recipient: str
    start: str
    end: str
    device: str = ""
    format: int = FORMAT

    def covers(self, village: str) -> bool:
        """Whether it may write for a region code."""
        return village.startswith(self.unit)


def issue(certificate: Certificate, secret: str) -> Signed:
    """The certificate with its parent's signature."""
    return sign(KIND, asdict(certificate), secret)


def read_certificate(signed: Signed) -> Certificate:
    """Raises ValueError for what is no certificate; FfpError `bundle.too_new`."""
    found = signed.value
    try:
        if isinstance(found["format"], int) and found["format"] > FORMAT:
            raise refusal("too_new")
        certificate = Certificate(**found)
        if not all(isinstance(value, str) for name, value in found.items() if name != "format"):
            raise ValueError("not a certificate")
        date.fromisoformat(certificate.start), date.fromisoformat(certificate.end)
    except (TypeError, KeyError) as error:
        raise ValueError("not a certificate") from error
    if certificate.role not in _CERTIFIES or not _is_unit(certificate.unit) or not is_recipient(certificate.recipient):
        raise ValueError("not a certificate")
    return certificate


@dataclass(frozen=True, slots=True)
class Revocations:
    """What an office has taken back: key -> since when (ISO time), and key -> why. The version only rises."""

    version: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def sign(self, secret: str) -> Signed:
        said = {"reasons": dict(self.reasons)} if self.reasons else {}
        return sign(REVOCATIONS, {"version": self.version, "keys": dict(self.keys)} | said, secret)


def read_revocations(signed: Signed) -> Revocations:
    """Raises ValueError."""
    found = signed.value
    try:
        since, reasons = found["keys"], found.get("reasons", {})
        said = ({str(key): str(value) for key, value in one.items()} for one in (since, reasons))
        listed = Revocations(found["version"], *said)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a list of revocations") from error
    if not isinstance(listed.version, int) or listed.version < 1:
        raise ValueError("not a version")
    return listed


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom this vault believes: the root, the keys an administrator accepted by hand (key -> unit), what was revoked.

    `revoked` maps an office's key to its list: an office takes back only what it certified.
    """

    root: str = ""
    accepted: Mapping[str, str] = field(default_factory=dict)
    revoked: Mapping[str, Revocations] = field(default_factory=dict)

    def verify_chain(self, chain: Sequence[Signed], at: str, is_sender: bool = True) -> Certificate:
        """The leaf of a chain that holds on the day of `at` (an ISO time).

        What a key signed before it was revoked stands, when another one (not `is_sender`) hands it on. Raises FfpError
        `bundle.untrusted`, `.expired`, `.revoked`, `.forged`.
        """
        try:
            links = [(signed, read_certificate(signed)) for signed in chain]
        except ValueError as error:
            raise refusal("forged") from error
        if not 1 < len(links) <= LONGEST_CHAIN or links[-1][1].key != self.root or links[-1][0].key != self.root:
            raise refusal("untrusted")
        for (signed, child), (_above, parent) in pairwise(links):
            allowed = child.role in _CERTIFIES[parent.role] and child.unit.startswith(parent.unit)
            if signed.key != parent.key or not allowed:
                raise refusal("untrusted")
            self._require_standing(child.key, parent.key, at, is_sender)
        for _signed, certificate in links:
            if not certificate.start <= at[:10] <= certificate.end:
                raise refusal("expired")
        return links[0][1]

    def _require_standing(self, key: str, issuer: str, at: str, is_sender: bool) -> None:
        listed = self.revoked.get(issuer)
        since = listed.keys.get(key) if listed else None
        if since is not None and (is_sender or at >= since):
            raise refusal("revoked")


def encode_chain(chain: Sequence[Signed]) -> list[dict[str, Any]]:
    return [signed.encode() for signed in chain]


def read_chain(found: Any) -> tuple[Signed, ...]:
    """Raises ValueError."""
    if not isinstance(found, list) or len(found) > LONGEST_CHAIN:
        raise ValueError("not a chain")
    return tuple(read_signed(one, KIND) for one in found)


def _is_unit(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) in (6, 9, 12)
