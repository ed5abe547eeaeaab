"""The one place where the store encrypts what is no database: ChaCha20-Poly1305 under keys of the vault's data key.

API: `derive_key(key, purpose) -> key`, `seal(key, content, name) -> bytes`, `unseal(key, sealed, name)` (None when it
was altered, cut, or sealed under another name), `OVERHEAD`.

A derived key is HMAC-SHA256 of the data key (32 random bytes) over what it is for, so that no key has two uses. The
nonce is random and stands in front; 2^32 files are far below where 96 random bits would meet.
"""

import hashlib
import hmac
import secrets

_NONCE, _TAG = 12, 16
_MARK = b"FFPA1"
OVERHEAD = len(_MARK) + _NONCE + _TAG


def derive_key(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose."""
    return hmac.new(key, f"ffp {purpose} 1".encode(), hashlib.sha256).digest()


def seal(key: bytes, content: bytes, name: str) -> bytes:
    """Encrypted, and bound to `name`: it opens under no other."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(_NONCE)
    return _MARK + nonce + ChaCha20Poly1305(key).encrypt(nonce, content, _MARK + name.encode())


def unseal(key: bytes, sealed: bytes, name: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(sealed) < OVERHEAD or not sealed.startswith(_MARK):
        return None
    nonce, rest = sealed[len(_MARK) : len(_MARK) + _NONCE], sealed[len(_MARK) + _NONCE :]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, rest, _MARK + name.encode())
    except InvalidTag:
        return None
