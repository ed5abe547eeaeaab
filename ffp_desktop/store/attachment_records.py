"""What the store says of attachments: frozen records, no SQL."""

from dataclasses import dataclass

from ffp_desktop.domain.attachments import Attachment, Presence


@dataclass(frozen=True, slots=True)
class KeptAttachment:
    """An attachment, and whether its bytes are in this vault."""

    attachment: Attachment
    presence: Presence
