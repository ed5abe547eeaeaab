"""What the store says of attachments: frozen records, no SQL."""

from dataclasses import astuple, dataclass
from typing import Any

from ffp_desktop.domain.attachments import Attachment, Presence


@dataclass(frozen=True, slots=True)
class KeptAttachment:
    """An attachment, and whether its bytes are in this vault."""

    attachment: Attachment
    presence: Presence


@dataclass(frozen=True, slots=True)
class SentPart:
    """A file with attachments that was written; in the outbox while `receipt_at` is ""."""

    id: str
    receiver: str
    sequence: int
    name: str
    at: str
    size: int
    pictures: int
    receipt_at: str = ""

    def row(self) -> tuple[Any, ...]:
        return astuple(self)
