"""Key slots: the vault's one random data key, wrapped for each operator's password and for the recovery code.

API: `wrap_key(key, secret, slot_id, params)` -> Slot, `unwrap_key(slot, secret)` -> key or None,
`new_recovery_code()`, `normalise_recovery_code(typed)`, `DEFAULT_PARAMS`.

How it is wrapped, with the standard library and Argon2id alone. A fresh random 16-byte salt and the secret give 64
bytes of Argon2id output. The first 32 are XORed over the 32-byte data key: a one-time pad, because the salt is new at
every wrapping and so the pad is never used twice and is as long as the key. The last 32 are the key of an HMAC-SHA256
over the slot's id, the salt, the parameters and the wrapped key (each with its length before it). The tag is verified
in constant time before anything is unwrapped, so a wrong password is told at the slot, before the database is touched,
and a slot moved, altered or weakened is refused. The halves of one Argon2id output are independent for this purpose.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

KEY_BYTES = 32
SALT_BYTES = 16
ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"
"""Without 0 O 1 I L 5 S, which hands confuse: 29 letters, so 32 of them are 155 bits."""
GROUPS, GROUP_LENGTH = 8, 4
RECOVERY_SLOT = "recovery"

_MOST = {"memory_kib": 1 << 20, "passes": 64, "lanes": 16}


@dataclass(frozen=True, slots=True)
class KdfParams:
    """Argon2id's cost: memory in KiB, passes and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuses costs from a tampered file that would exhaust the computer. Raises ValueError."""
        for name, most in _MOST.items():
            value = getattr(self, name)
            if not isinstance(value, int) or not 1 <= value <= most:
                raise ValueError(f"{name} out of range")


DEFAULT_PARAMS = KdfParams()
"""0.3–0.5 s on a ten-year-old laptop; more than OWASP's 2023 minimum of 19 MiB, 2 passes."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key as one secret wraps it."""

    id: str
    salt: bytes
    params: KdfParams
    wrapped: bytes
    tag: bytes


def wrap_key(key: bytes, secret: str, slot_id: str, params: KdfParams = DEFAULT_PARAMS) -> Slot:
    """A new slot for `secret`. Raises ValueError when `key` is not 32 bytes."""
    if len(key) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    salt = secrets.token_bytes(SALT_BYTES)
    pad, tag_key = _derive(secret, salt, params)
    wrapped = _xor(key, pad)
    return Slot(slot_id, salt, params, wrapped, _tag(tag_key, slot_id, salt, params, wrapped))


def unwrap_key(slot: Slot, secret: str) -> bytes | None:
    """The data key, or None when the secret is wrong or the slot was altered."""
    pad, tag_key = _derive(secret, slot.salt, slot.params)
    expected = _tag(tag_key, slot.id, slot.salt, slot.params, slot.wrapped)
    if len(slot.wrapped) != KEY_BYTES or not hmac.compare_digest(expected, slot.tag):
        return None
    return _xor(slot.wrapped, pad)


def new_recovery_code() -> str:
    """Eight groups of four, joined with "-": to be shown once and written down."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def normalise_recovery_code(typed: str) -> str:
    """The code as it was made, from any case, width, spaces and dashes; "" when it cannot be one."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(letter for letter in plain if letter.isalnum())
    if len(letters) != GROUPS * GROUP_LENGTH or any(letter not in ALPHABET for letter in letters):
        return ""
    return "-".join(letters[start : start + GROUP_LENGTH] for start in range(0, len(letters), GROUP_LENGTH))


def _derive(secret: str, salt: bytes, params: KdfParams) -> tuple[bytes, bytes]:
    from argon2.low_level import Type, hash_secret_raw

    prepared = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    output = hash_secret_raw(
        prepared, salt, params.passes, params.memory_kib, params.lanes, hash_len=2 * KEY_BYTES, type=Type.ID
    )
    return output[:KEY_BYTES], output[KEY_BYTES:]


def _tag(tag_key: bytes, slot_id: str, salt: bytes, params: KdfParams, wrapped: bytes) -> bytes:
    cost = f"argon2id:{params.memory_kib}:{params.passes}:{params.lanes}"
    message = b"".join(
        len(part).to_bytes(4, "big") + part for part in (b"ffp-slot-1", slot_id.encode(), salt, cost.encode(), wrapped)
    )
    return hmac.new(tag_key, message, hashlib.sha256).digest()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
