"""Receipts: what the receiver of a bundle now has, signed, for the sender's next export to begin from.

API: `Receipt`, `make_receipt(receipt, sender) -> bytes`, `read_receipt(content, trust, now) -> (Receipt, Certificate)`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ffp_desktop.bundle.archive import LARGEST_FILE
from ffp_desktop.bundle.certificates import Certificate, Trust, encode_chain, read_chain
from ffp_desktop.bundle.records import Sender
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import read_json, read_signed, sign
from ffp_desktop.domain.revisions import canonical_json

SUFFIX = ".ffprcpt"
KIND = "receipt"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """`has` are the heads (device, village, number, hash) that the receiver holds of what the bundle carried.

    Of its surveys (ids) some may be `held`, received and not taken yet, and some `returned` since; the rest `accepted`.
    `lacks` are digests of attachments that the receiver has heard of and does not have.
    """

    bundle: str
    source: str
    to: str
    device: str
    sequence: int
    at: str
    has: Sequence[tuple[str, str, int, str]] = ()
    held: Sequence[str] = ()
    format: int = FORMAT
    accepted: Sequence[str] = ()
    returned: Sequence[str] = ()
    lacks: Sequence[str] = ()


def make_receipt(receipt: Receipt, sender: Sender) -> bytes:
    signed = sign(KIND, asdict(receipt) | {"has": [list(one) for one in receipt.has]}, sender.secret)
    return canonical_json({"chain": encode_chain(sender.chain), "receipt": signed.encode()}).encode()


def read_receipt(content: bytes, trust: Trust, now: str) -> tuple[Receipt, Certificate]:
    """Raises FfpError `bundle.receipt_wrong` and what is wrong with a chain."""
    try:
        if len(content) > LARGEST_FILE:
            raise ValueError("too large")
        found = read_json(content.decode())
        signed = read_signed(found["receipt"], KIND)
        chain = read_chain(found["chain"])
        receipt = _read(signed.value)
        if set(found) != {"chain", "receipt"}:
            raise ValueError("more than a receipt")
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("receipt_wrong") from error
    certificate = trust.verify_chain(chain, now)
    if certificate.key != signed.key or not receipt.to.startswith(certificate.unit):
        raise refusal("receipt_wrong")
    return receipt, certificate


def _read(found: Any) -> Receipt:
    if isinstance(found["format"], int) and found["format"] > FORMAT:
        raise refusal("too_new")
    has = tuple(
        (str(device), str(village), int(number), str(digest)) for device, village, number, digest in found["has"]
    )
    lists = {name: tuple(map(str, found.get(name, ()))) for name in ("held", "accepted", "returned", "lacks")}
    return Receipt(**(found | lists | {"has": has}))
