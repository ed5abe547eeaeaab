"""Signatures and encryption: Ed25519 over DSSE's pre-authentication text, age for X25519 recipients.

API: `new_secret()`, `public_of(secret)`, `sign(kind, value, secret) -> Signed`, `read_signed(found, kind) -> Signed`,
`Signed` (.value, .key, .encode()), `read_json(text)`, `new_identity() -> (secret, recipient)`, `seal`, `unseal`,
`fingerprint(*keys) -> "1234 5678 9012"`, `SUITE`; below them `sign_bytes`, `verify_bytes`, `pre_authenticate`.

Keys are hex texts (Ed25519) or age's own texts. A `Signed` that exists has been verified against the key that it names;
whose key that is, certificates say. Secrets are only ever handed to and from the vault.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ffp_desktop.domain.revisions import canonical_json

SUITE = "ed25519-sha256-age1"
"""What these functions are; SM2/SM3/SM4 would be another name beside it."""
_TYPE = "application/vnd.ffp.{}+json"
_KEY_LENGTH = 64
_PRIME = 2**255 - 19
_EIGHTH = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_WEAK = frozenset({0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH})
"""The y of the points of order 1, 2, 4 and 8 (RFC 8032, 5.1): under such a key one signature fits many texts."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A JSON value with the signature of `key` over its canonical text."""

    kind: str
    text: str
    key: str
    signature: str

    @property
    def value(self) -> Any:
        return json.loads(self.text)

    def encode(self) -> dict[str, Any]:
        """The DSSE envelope."""
        return {
            "payload": _base64(self.text.encode()),
            "payloadType": _TYPE.format(self.kind),
            "signatures": [{"keyid": self.key, "sig": self.signature}],
        }


def new_secret() -> str:
    """A new Ed25519 private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_of(secret: str) -> str:
    """The public key of a private one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).public_key().public_bytes_raw().hex()


def sign(kind: str, value: Any, secret: str) -> Signed:
    """Signs what `value` says, as a `kind` (a header's signature never passes for a certificate's)."""
    text = canonical_json(value)
    signature = sign_bytes(_signed_bytes(kind, text), secret)
    return Signed(kind, text, public_of(secret), _base64(signature))


def read_signed(found: Any, kind: str) -> Signed:
    """The envelope, verified. Raises ValueError when it is not exactly one that `sign` writes."""
    try:
        (given,) = found["signatures"]
        payload = _from_base64(found["payload"])
        signed = Signed(kind, payload.decode(), given["keyid"], given["sig"])
        if signed.encode() != found:
            raise ValueError("not the one way to write this envelope")
        read_json(signed.text)
        _verify(signed)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError("not an envelope") from error
    return signed


def read_json(text: str) -> Any:
    """The value of a canonical JSON text. Raises ValueError when the text is not exactly canonical."""
    try:
        found = json.loads(text)
        if canonical_json(found) != text:
            raise ValueError("not canonical JSON")
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return found


def new_identity() -> tuple[str, str]:
    """A new age identity: the secret, and the recipient that others encrypt to."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(secret: str) -> str:
    """The recipient of an age identity. Raises ValueError."""
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(secret).to_public())
    except IdentityError as error:
        raise ValueError("not an identity") from error


def is_recipient(text: str) -> bool:
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def seal(content: bytes, recipients: Iterable[str]) -> bytes:
    """Encrypts so that each of the recipients can read it."""
    import pyrage

    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
    return sealed


def unseal(content: bytes, secrets: Iterable[str]) -> bytes:
    """Decrypts with any of the identities. Raises ValueError."""
    import pyrage

    try:
        opened: bytes = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(one) for one in secrets])
    except pyrage.DecryptError as error:
        raise ValueError("not for us, or altered") from error
    return opened


@lru_cache(maxsize=4096)
def fingerprint(*keys: str) -> str:
    """Twelve digits to read aloud. Slow to compute, so that looking for a key with the same ones does not pay."""
    text = "\n".join(sorted(keys)).encode()
    digest = hashlib.scrypt(text, salt=b"ffp fingerprint 1", n=1 << 12, r=8, p=1, dklen=16)
    digits = f"{int.from_bytes(digest) % 10**12:012d}"
    return " ".join(digits[at : at + 4] for at in (0, 4, 8))


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two people read the same digits, however they parted them."""
    return _digits(one) == _digits(other) != ""


def sign_bytes(message: bytes, secret: str) -> bytes:
    """The Ed25519 signature, 64 bytes, always the same for the same message and key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).sign(message)


def verify_bytes(message: bytes, key: str, signature: bytes) -> None:
    """Raises ValueError unless `signature` is the key's, the key written the one way there is and not a weak one."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(key) != _KEY_LENGTH or key != key.lower():
        raise ValueError("not a key")
    point = bytes.fromhex(key)
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    if y >= _PRIME or y in _WEAK:
        raise ValueError("a key that anyone can sign for")
    try:
        Ed25519PublicKey.from_public_bytes(point).verify(signature, message)
    except InvalidSignature as error:
        raise ValueError("the signature does not hold") from error


def pre_authenticate(payload_type: str, body: bytes) -> bytes:
    """DSSE's pre-authentication encoding: the bytes that are signed."""
    named = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(named), named, len(body), body)


def _digits(text: str) -> str:
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def _verify(signed: Signed) -> None:
    signature = _from_base64(signed.signature)
    if _base64(signature) != signed.signature:
        raise ValueError("not the one way to write this signature")
    verify_bytes(_signed_bytes(signed.kind, signed.text), signed.key, signature)


def _signed_bytes(kind: str, text: str) -> bytes:
    return pre_authenticate(_TYPE.format(kind), text.encode())


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
