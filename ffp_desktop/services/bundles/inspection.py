"""Who a bundle says it is from and for, without a vault and without opening it.

API: `inspect_file(file) -> Inspection`.
"""

from dataclasses import dataclass
from pathlib import Path

from ffp_desktop.bundle.attachment_part import SUFFIX as PART_SUFFIX
from ffp_desktop.bundle.attachment_part import open_part
from ffp_desktop.bundle.certificates import read_certificate
from ffp_desktop.bundle.reading import open_bundle, read_bundle_file
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import fingerprint

__all__ = ["PART_SUFFIX", "Inspection", "inspect_file", "read_bundle_file"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Routing. `label` is what the certificate calls the device, "" without one; whether it holds, an import asks."""

    bundle: str
    source: str
    to: str
    device: str
    sequence: int
    part: int
    parts: int
    created: str
    size: int
    fingerprint: str
    label: str = ""
    end: str = ""


def inspect_file(file: Path) -> Inspection:
    """Raises FfpError `bundle.…` for what is no bundle or was altered."""
    content = read_bundle_file(file)
    envelope = open_part(content) if file.suffix == PART_SUFFIX else open_bundle(content)
    header = envelope.header
    try:
        leaf = read_certificate(envelope.chain[0]) if envelope.chain else None
    except ValueError as error:
        raise refusal("forged") from error
    route = (header.bundle, header.source, header.to, header.device, header.sequence, header.part, header.parts)
    named = (leaf.label, leaf.end) if leaf else ("", "")
    return Inspection(*route, header.created, header.size, fingerprint(envelope.key), *named)
