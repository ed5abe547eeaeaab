"""Import in stages: open, verify, decrypt, verify members, read, preview; then backup, one transaction, receipt.

API (class `Receiving(vault, devices, summarise, clock=datetime.now)`):
    look(content) -> Preview (nothing is changed, may be repeated)       accept(preview) -> Imported
    take_folder(folder) -> tuple[FolderLine, …] (any order)       undo() -> the bundle that was taken back
    parts: files with attachments (`attachment_parts.PartReceiving`)
    receipt(bundle id) -> bytes, to write again

Everything that came from outside is refused with one sentence, before anything was written.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.bundle.reading import (
    Envelope,
    ReadSegment,
    decrypt,
    open_bundle,
    read_bundle_file,
    read_segments,
    verify_envelope,
)
from ffp_desktop.bundle.receipts import SUFFIX as RECEIPT_SUFFIX
from ffp_desktop.bundle.receipts import Receipt, make_receipt
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import fingerprint
from ffp_desktop.bundle.writing import SUFFIX, write_verified
from ffp_desktop.domain.revisions import Revision, canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.attachment_parts import PartReceiving, TakenPart
from ffp_desktop.services.bundles.preview import Preview, find_forks, make_lines
from ffp_desktop.services.devices import Devices
from ffp_desktop.store.exchange_records import ReceivedBundle
from ffp_desktop.store.records import SurveySummaryFields

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_WAITING = "bundle.waiting"


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that happened, and the receipt to write back to the stick."""

    preview: Preview
    revisions: int
    receipt: bytes
    receipt_name: str


@dataclass(frozen=True, slots=True)
class FolderLine:
    """What became of one file: imported, or refused with a sentence; `part` when it held attachments."""

    name: str
    imported: Imported | None
    error: FfpError | None
    part: TakenPart | None = None


class Receiving:
    """Bundles into one vault."""

    def __init__(
        self,
        vault: "OpenVault",
        devices: Devices,
        summarise: Callable[[str], SurveySummaryFields] | None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._devices = devices
        self._summarise = summarise
        self._clock = clock
        self.parts = PartReceiving(vault, devices, clock)

    def look(self, content: bytes) -> Preview:
        """All stages before the first write. Raises FfpError `bundle.…`."""
        envelope = open_bundle(content)
        header = envelope.header
        trust = self._devices.trust()
        verified = verify_envelope(envelope, trust, self._now())
        if header.to != self._devices.unit:
            raise refusal("misaddressed", to=header.to)
        known = self._vault.feeds.imported(header.bundle)
        if known is not None:
            raise refusal("replayed", sequence=header.sequence, at=known.at.replace("T", " "))
        opened = decrypt(verified, self._devices.secrets())
        segments = tuple(read_segments(opened, self._devices.owners(), trust))
        new = self._new_revisions(envelope, segments)
        incoming = [revision for segment in segments for revision in segment.revisions]
        return Preview(
            header,
            fingerprint(envelope.key),
            make_lines(self._vault, incoming, new),
            tuple(find_forks(self._vault, segments, self._vault.device_id)),
            new,
            segments,
            opened,
        )

    def accept(self, preview: Preview) -> Imported:
        """Backs up, adds the revisions in one transaction, and makes the receipt. Raises FfpError `backup.…`, …"""
        self._vault.backup(None, self._clock())
        return self._take(preview)

    def take_folder(self, folder: Path) -> tuple[FolderLine, ...]:
        """Every bundle of a folder, then the files with attachments.

        A bundle that waits is tried again after the others. One backup before the first.
        """
        try:
            waiting = sorted(file for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file())
        except OSError as error:
            raise refusal("unreadable", place=folder.name) from error
        done: dict[Path, FolderLine] = {}
        is_backed_up = False
        while waiting:
            later = []
            for file in waiting:
                try:
                    preview = self.look(read_bundle_file(file))
                    if not is_backed_up:
                        self._vault.backup(None, self._clock())
                        is_backed_up = True
                    done[file] = FolderLine(file.name, self._take(preview), None)
                except FfpError as error:
                    done[file] = FolderLine(file.name, None, error)
                    later += [file] if error.code == _WAITING else []
            waiting = later if len(later) < len(waiting) else []
        parts = self.parts.take_folder(folder)
        lines = [done[file] for file in sorted(done)]
        return (*lines, *(FolderLine(line.name, None, line.error, line.taken) for line in parts))

    def undo(self) -> ReceivedBundle:
        """Takes the last import back. Raises FfpError `bundle.undo_none`, `bundle.undo_late`."""
        if not self._vault.feeds.imports():
            raise refusal("undo_none")
        self._vault.backup(None, self._clock())
        undone = self._vault.feeds.undo(self._summarise)
        if undone is None:
            raise refusal("undo_late")
        return undone

    def receipt(self, bundle: str) -> tuple[str, bytes]:
        """Name and content of the receipt of a bundle that was imported, to write again."""
        received = self._vault.feeds.imported(bundle)
        if received is None:
            raise refusal("receipt_unknown")
        has = tuple((device, village, number, digest) for digest, device, village, number in json.loads(received.heads))
        sender = self._devices.sender()
        place = (received.id, received.source, sender.unit, received.device, received.sequence)
        name = f"回执-{received.source}-第{received.sequence}号（{received.device[:4]}）{RECEIPT_SUFFIX}"
        return name, make_receipt(Receipt(*place, self._now(), has), sender)

    def write_receipt(self, imported: Imported | TakenPart, folder: Path) -> Path:
        """Writes the receipt beside the bundle. Raises FfpError `bundle.cannot_write`."""
        target = folder / imported.receipt_name
        write_verified(target, imported.receipt)
        return target

    def _take(self, preview: Preview) -> Imported:
        header, feeds = preview.header, self._vault.feeds
        received = ReceivedBundle(
            header.bundle, header.source, header.device, header.sequence, self._now(), self._vault.operator.id
        )
        heads = [
            (s.checkpoint.hash, s.checkpoint.device, s.checkpoint.village, s.checkpoint.number, _text(s))
            for s in preview.segments
        ]
        owners = {segment.checkpoint.device: segment.signed.key for segment in preview.segments}
        with self._vault.together():
            taken = feeds.take_in(received, preview.new, heads, owners, self._summarise)
            keys = {segment.signed.key for segment in preview.segments}
            sender = preview.opened.verified.envelope
            for chain in (*preview.opened.chains, sender.chain):
                key = chain[0].value["key"] if chain else ""
                if key in keys and (key != sender.key or chain is sender.chain):
                    self._devices.learn(chain)
            self._devices.learn_revocations(preview.opened.revocations)
            if any(fork.is_own for fork in preview.forks):
                feeds.renew_device()
        name, content = self.receipt(header.bundle)
        return Imported(preview, taken.revisions, content, name)

    def _new_revisions(self, envelope: Envelope, segments: Sequence[ReadSegment]) -> tuple[Revision, ...]:
        """Those that the journal does not have. Raises FfpError `bundle.waiting` when there is a gap before them."""
        known: dict[tuple[str, str], dict[str, int]] = {}
        new: list[Revision] = []
        for segment in segments:
            feed = (segment.checkpoint.device, segment.checkpoint.village)
            if feed not in known:
                known[feed] = self._vault.feeds.numbers(*feed)
            hashes = known[feed]
            first = segment.revisions[0]
            if first.previous and first.previous not in hashes:
                raise refusal("waiting", sequence=envelope.header.sequence, missing=self._missing(envelope))
            for revision in segment.revisions:
                if revision.hash not in hashes:
                    new.append(revision)
                    hashes[revision.hash] = revision.number
        return tuple(new)

    def _missing(self, envelope: Envelope) -> int:
        """The first number of this sender that has not come, or the one before."""
        header = envelope.header
        came = {one.sequence for one in self._vault.feeds.imports() if one.device == header.device}
        return next((n for n in range(1, header.sequence) if n not in came), max(1, header.sequence - 1))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _text(segment: ReadSegment) -> str:
    return canonical_json(segment.signed.encode())
