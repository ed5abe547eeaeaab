"""A file with attachments: sealed, signed and verified as a bundle is, and never taken for one.

API: `make_part(pictures, header, sender, recipients) -> bytes`, `open_part(content) -> Envelope`, `read_part(verified,
secrets) -> {digest: JPEG}`, `part_name(bundle name, number)`, `SUFFIX`.

Inside stand a signed manifest and the pictures, each named by the SHA-256 of its bytes. Whose they are, the journal
says, which travels in the bundle; so a part can come before it, twice, or not at all.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ffp_desktop.bundle.archive import LARGEST_FILE, read_archive, write_archive
from ffp_desktop.bundle.reading import Envelope, Verified, open_bundle
from ffp_desktop.bundle.records import Header, Manifest, Sender
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import read_json, read_signed, sign, unseal
from ffp_desktop.bundle.writing import MANIFEST, enclose
from ffp_desktop.domain.attachments import MOST_BYTES
from ffp_desktop.domain.revisions import canonical_json

SUFFIX = ".ffpatt"
KIND, MANIFEST_KIND = "attachments-header", "attachments-manifest"
MOST_PICTURES = 4000
_INNER = re.compile(rf"[0-9a-f]{{64}}|{re.escape(MANIFEST)}")
_JPEG = b"\xff\xd8\xff"


def make_part(pictures: Mapping[str, bytes], header: Header, sender: Sender, recipients: Iterable[str]) -> bytes:
    """The whole file. Raises FfpError `bundle.oversized`."""
    digests = {digest: digest for digest in pictures}
    manifest = Manifest(header.bundle, digests, [], {"附件": len(pictures)})
    signed = sign(MANIFEST_KIND, asdict(manifest), sender.secret)
    content = write_archive({MANIFEST: canonical_json(signed.encode()).encode(), **pictures})
    return enclose(content, header, sender, recipients, KIND)


def open_part(content: bytes) -> Envelope:
    """Who says what to whom; nothing is decrypted. Raises FfpError `bundle.…`."""
    return open_bundle(content, KIND)


def read_part(verified: Verified, secrets: Sequence[str]) -> dict[str, bytes]:
    """Its pictures by their digests. Raises FfpError `bundle.cannot_decrypt`, `.forged`, `.damaged`, `.oversized`."""
    envelope = verified.envelope
    try:
        content = unseal(envelope.payload, secrets)
    except ValueError as error:
        raise refusal("cannot_decrypt") from error
    members = read_archive(content, _INNER, LARGEST_FILE, MOST_PICTURES + 1)
    try:
        signed = read_signed(read_json(members.pop(MANIFEST).decode()), MANIFEST_KIND)
        manifest: Any = signed.value
        if signed.key != envelope.key or manifest["bundle"] != envelope.header.bundle:
            raise ValueError("another hand")
        if set(manifest["members"]) != set(members) or not all(map(_is_picture, members.items())):
            raise ValueError("not what was signed")
    except (ValueError, KeyError, TypeError) as error:
        raise refusal("forged") from error
    return members


def part_name(bundle_name: str, number: int) -> str:
    """尼尔基镇-兴仁村-2023一季度-第12号-附件1.ffpatt."""
    return f"{bundle_name.rpartition('.')[0]}-附件{number}{SUFFIX}"


def _is_picture(member: tuple[str, bytes]) -> bool:
    digest, content = member
    is_named = hashlib.sha256(content).hexdigest() == digest
    return is_named and len(content) <= MOST_BYTES and content.startswith(_JPEG)
