"""What a survey's attachments are: photos of the signed paper, certificates. The bytes are known by their hash. Pure.

API: `Attachment`, `AttachmentKind`, `Presence`, `encode_attachment(attachment)`, `decode_attachment(…)`, `digest_of`,
`MOST_BYTES`, the units of its document (`FACTS`, `KIND`, `REMOVED`).

An attachment is a document of its own kind that names its survey: two devices that add different photos of one survey
write two documents, so there is nothing to merge. Taking one away is a revision with a reason; nothing is deleted.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

DOCUMENT = "attachment"
"""The kind of its document in the journal."""
FACTS, KIND, REMOVED = "attachment", "kind", "removed"
MOST_BYTES = 1 << 20
"""Of one page; what this program makes is at most a third of it."""
_TEXTS = ("survey", "digest", "name")
_NUMBERS = ("page", "pages", "size", "width", "height")


class AttachmentKind(StrEnum):
    """What is on the picture, in the order of the digits that choose it."""

    PAPER = "签字纸表"
    CERTIFICATE = "证件"
    OTHER = "其他"


class Presence(StrEnum):
    """Whether the bytes are in this vault: here, not come yet, or once here and gone."""

    HERE = "已有"
    NOT_ARRIVED = "附件未到"
    LOST = "附件缺失"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One page: a JPEG of `size` bytes. `name` is the file it came from, `page` of `pages` counts from 1.

    `digest` is the SHA-256 of the bytes in hex; `at` an ISO time; `removed` says why it was taken away, "" for not.
    """

    id: str
    survey: str
    village: str
    digest: str
    kind: AttachmentKind
    name: str
    page: int
    pages: int
    size: int
    width: int
    height: int
    author: str = ""
    at: str = ""
    removed: str = ""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def encode_attachment(attachment: Attachment) -> dict[str, Any]:
    """What the unit `FACTS` holds: all that never changes."""
    return {name: getattr(attachment, name) for name in (*_TEXTS, *_NUMBERS)}


def decode_attachment(
    document: str, village: str, facts: Mapping[str, Any], kind: str, author: str, at: str, removed: str
) -> Attachment:
    """The attachment of these facts; a kind that this version does not know is 其他. Raises ValueError, KeyError."""
    known = AttachmentKind(kind) if kind in list(AttachmentKind) else AttachmentKind.OTHER
    survey, digest, name = (str(facts[text]) for text in _TEXTS)
    page, pages, size, width, height = (int(facts[number]) for number in _NUMBERS)
    place = (document, survey, village, digest, known, name)
    return Attachment(*place, page, pages, size, width, height, author, at, removed)
