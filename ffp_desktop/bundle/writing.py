"""Writes a bundle: segments to JSON Lines, a signed manifest, sealed for the receivers, under a signed header.

API: `make_bundle(contents, header, sender, recipients) -> bytes`, `write_verified(target, content)`,
`bundle_name(…) -> file name`, `enclose(…)`, `Contents`.
"""

import errno
import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ffp_desktop.bundle.archive import LARGEST_FILE, pack, write_archive
from ffp_desktop.bundle.certificates import encode_chain
from ffp_desktop.bundle.records import Header, Manifest, Segment, Sender
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import Signed, seal, sign
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.files import forget, sync_folder

SUFFIX = ".ffpb"
KIND = "header"
"""What the header of a bundle is signed as."""
HEADER, SIGNATURE, PAYLOAD = "header.json", "header.dsse.json", "payload.age"
MANIFEST, CHECKPOINTS, CERTIFICATES, REVOCATIONS = "manifest.json", "checkpoints.jsonl", "chains.jsonl", "revoked.jsonl"
RECEIPTS = "receipts.jsonl"


@dataclass(frozen=True, slots=True)
class Contents:
    """What travels: segments, the chains of the devices that wrote them, the offices' lists of revocations, receipts
    (as `receipts.make_receipt` writes them) of what the receiver has sent; and what follows in files of its own
    (`attachment_part`)."""

    segments: Sequence[Segment]
    chains: Sequence[tuple[Signed, ...]] = ()
    revocations: Sequence[Signed] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    form: str = ""
    program: str = ""
    receipts: Sequence[bytes] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    forms: Sequence[Mapping[str, str]] = ()
    """Each by its files: path in its folder and text."""


def make_bundle(contents: Contents, header: Header, sender: Sender, recipients: Iterable[str]) -> bytes:
    """The whole file. `header.payload` and `.size` are filled in. Raises FfpError `bundle.oversized`."""
    return enclose(_payload(contents, header.bundle, sender), header, sender, recipients)


def enclose(content: bytes, header: Header, sender: Sender, recipients: Iterable[str], kind: str = KIND) -> bytes:
    """Seals `content` under a header that is signed as a `kind`. Raises FfpError `bundle.oversized`."""
    payload = seal(content, recipients)
    whole = replace(header, payload=hashlib.sha256(payload).hexdigest(), size=len(payload))
    signature = sign(kind, whole.encode() | {"chain": encode_chain(sender.chain)}, sender.secret)
    file = write_archive(
        {
            HEADER: canonical_json(whole.encode()).encode(),
            SIGNATURE: canonical_json(signature.encode()).encode(),
            PAYLOAD: payload,
        }
    )
    if len(file) > LARGEST_FILE:
        raise refusal("oversized")
    return file


def write_verified(target: Path, content: bytes) -> None:
    """Writes whole, fsyncs, reads back from the stick, compares, and only then gives the file its name.

    Raises FfpError `bundle.cannot_write`, `bundle.not_verified`; no trace is left then.
    """
    waiting = target.with_name(f".{target.name}.writing")
    try:
        with waiting.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
            _forget_cached(out.fileno())
        if hashlib.sha256(waiting.read_bytes()).digest() != hashlib.sha256(content).digest():
            raise refusal("not_verified")
        waiting.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise refusal("cannot_write", place=target.parent, reason=_reason(error)) from error
    finally:
        forget(waiting)


def bundle_name(places: Sequence[str], sequence: int, part: int = 1, parts: int = 1) -> str:
    """尼尔基镇-兴仁村-2023一季度-第12号.ffpb: units and round only, no person."""
    said = [plain for place in places if (plain := re.sub(r'[\\/:*?"<>|\s.\x00-\x1f-]', "", place)[:30])]
    which = f"第{sequence}号" if parts == 1 else f"第{sequence}号（{part}之{parts}）"
    return "-".join((*said, which)) + SUFFIX


def _payload(contents: Contents, bundle: str, sender: Sender) -> bytes:
    members: dict[str, bytes] = {}
    described = []
    for number, segment in enumerate(contents.segments, 1):
        name = f"segment-{number:04d}.jsonl.zst"
        members[name] = pack(segment.bodies)
        described.append(
            {
                "member": name,
                "device": segment.device,
                "village": segment.village,
                "first": segment.first,
                "count": len(segment.bodies),
                "previous": segment.previous,
                "bytes": sum(map(len, segment.bodies)) + len(segment.bodies),
            }
        )
    members[CHECKPOINTS] = _lines(segment.checkpoint.encode() for segment in contents.segments)
    members[CERTIFICATES] = _lines(encode_chain(chain) for chain in contents.chains)
    members[REVOCATIONS] = _lines(signed.encode() for signed in contents.revocations)
    for number, texts in enumerate(contents.forms, 1):
        members[f"form-{number:04d}.jsonl.zst"] = _lines([path, texts[path]] for path in sorted(texts))
    if contents.receipts:
        members[RECEIPTS] = pack(contents.receipts)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    manifest = Manifest(bundle, digests, described, dict(contents.counts), contents.form, contents.program)
    manifest = replace(manifest, attachments=list(contents.attachments))
    signed = canonical_json(sign("manifest", asdict(manifest), sender.secret).encode()).encode()
    return write_archive({MANIFEST: signed, **members})


def _lines(values: Iterable[object]) -> bytes:
    return pack(canonical_json(value).encode() for value in values)


def _forget_cached(descriptor: int) -> None:
    """So that reading back asks the stick and not the memory, where the system can be told."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _reason(error: OSError) -> str:
    known = {
        errno.ENOSPC: "磁盘已满",
        errno.EROFS: "磁盘是只读的",
        errno.EACCES: "没有写入权限",
        errno.ENOENT: "位置不存在",
        errno.EIO: "磁盘读写出错",
    }
    return known.get(error.errno or 0, "系统拒绝写入")
