"""Attachments between offices: files of their own after the bundle, by hash, in any order, any number of times.

API (class `PartSending(vault, devices, clock)`):
    plan(to, units, everything) -> tuple[PlannedPart, …]       write(planned, to, bundle, folder, tell) -> SentBundles
    outbox() -> tuple[SentBundle, …]       take_receipt(receipt) -> SentBundle or None
(class `PartReceiving(vault, devices, clock)`):
    take(content) -> TakenPart       take_folder(folder, of=None) -> tuple[PartLine, …]

A part that comes before its survey is kept; one that does not come leaves 附件未到, until it comes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ffp_desktop.bundle.attachment_part import MOST_PICTURES, SUFFIX, make_part, open_part, part_name, read_part
from ffp_desktop.bundle.reading import read_bundle_file, verify_envelope
from ffp_desktop.bundle.receipts import SUFFIX as RECEIPT_SUFFIX
from ffp_desktop.bundle.receipts import Receipt, make_receipt
from ffp_desktop.bundle.records import Header
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.writing import write_verified
from ffp_desktop.errors import FfpError
from ffp_desktop.services.devices import Devices
from ffp_desktop.store.exchange_records import SentBundle

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

PART_BYTES = 48 << 20
"""Pictures of one file: with what seals them it stays below the cap of a file."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A file that an export would write: its id and the pictures by digest, with their sizes."""

    bundle: str
    sizes: Mapping[str, int] = field(repr=False)

    def describe(self) -> dict[str, Any]:
        """What the bundle's manifest says will come."""
        return {"bundle": self.bundle, "count": len(self.sizes), "bytes": sum(self.sizes.values())}


@dataclass(frozen=True, slots=True)
class TakenPart:
    """A file that was taken in: how many pictures it held and how many were new; and the receipt to write back."""

    header: Header
    pictures: int
    new: int
    receipt: bytes = field(repr=False)
    receipt_name: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """What became of one file of a folder: taken, or refused with a sentence."""

    name: str
    taken: TakenPart | None
    error: FfpError | None


class PartSending:
    """Attachments out of one vault."""

    def __init__(self, vault: "OpenVault", devices: Devices, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._parts = vault.attachments.parts
        self._devices = devices
        self._clock = clock

    def plan(self, to: str, units: Sequence[str], everything: bool = False) -> tuple[PlannedPart, ...]:
        """What the receiver is not known to hold, in files."""
        return tuple(_plan(self._parts.waiting_for(to, units, everything)))

    def write(
        self, planned: Sequence[PlannedPart], to: str, bundle: tuple[str, int], folder: Path, tell: Callable[[], None]
    ) -> tuple[SentBundle, ...]:
        """Writes the files, each whole, named after the `bundle` (file name, number) they follow.

        `tell` is called before each and may raise to cancel. A picture that is gone since or damaged is left out.
        Raises FfpError `bundle.cannot_write`, `.not_verified`, `.no_recipient`.
        """
        recipients = self._devices.recipients(to)
        if not recipients:
            raise refusal("no_recipient")
        sender, (name, sequence), sent = self._devices.sender(), bundle, []
        for number, part in enumerate(planned, 1):
            tell()
            pictures = dict(self._read(part.sizes))
            at, parts = self._clock().isoformat(timespec="seconds"), len(planned)
            place = (part.bundle, sender.unit, to, sender.device, sequence, at)
            content = make_part(pictures, Header(*place, "", 0, number, parts), sender, recipients)
            target = folder / part_name(name, number)
            write_verified(target, content)
            one = SentBundle(part.bundle, sender.device, sequence, to, target.name, at, len(content), 0, 0)
            self._parts.send(one, tuple(pictures))
            sent.append(one)
        return tuple(sent)

    def outbox(self) -> tuple[SentBundle, ...]:
        """What has no receipt yet, the newest first."""
        return self._parts.outbox()

    def take_receipt(self, receipt: Receipt) -> SentBundle | None:
        """Notes that a file arrived; None when the receipt is of none of ours."""
        return self._parts.receive_receipt(receipt.bundle, receipt.to, self._clock().isoformat(timespec="seconds"))

    def _read(self, sizes: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
        for digest in sizes:
            try:
                yield digest, self._vault.attachments.read(digest)
            except FfpError:
                continue  # the vault's check names it


class PartReceiving:
    """Attachments into one vault."""

    def __init__(self, vault: "OpenVault", devices: Devices, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._devices = devices
        self._clock = clock

    def take(self, content: bytes) -> TakenPart:
        """Verifies, decrypts and keeps; the same file again changes nothing. Raises FfpError `bundle.…`."""
        envelope = open_part(content)
        header, now = envelope.header, self._clock().isoformat(timespec="seconds")
        verified = verify_envelope(envelope, self._devices.trust(), now)
        if header.to != self._devices.unit:
            raise refusal("misaddressed", to=header.to)
        pictures = read_part(verified, self._devices.secrets())
        new = self._vault.attachments.keep(pictures.values(), now)
        came = SentBundle(header.bundle, header.device, header.sequence, header.source, "", now, len(content), 0, 0)
        self._vault.attachments.parts.note_held(came, pictures)
        sender = self._devices.sender()
        place = (header.bundle, header.source, sender.unit, header.device, header.sequence, now)
        name = f"回执-{header.source}-第{header.sequence}号-附件{header.part}{RECEIPT_SUFFIX}"
        return TakenPart(header, len(pictures), len(new), make_receipt(Receipt(*place), sender), name)

    def take_folder(self, folder: Path, of: Header | None = None) -> tuple[PartLine, ...]:
        """Every file with attachments of a folder, or those that follow one bundle. Raises FfpError
        `bundle.unreadable`."""
        try:
            files = sorted(file for file in folder.iterdir() if file.suffix == SUFFIX and file.is_file())
        except OSError as error:
            raise refusal("unreadable", place=folder.name) from error
        return tuple(line for file in files if (line := self._take_file(file, of)) is not None)

    def _take_file(self, file: Path, of: Header | None) -> PartLine | None:
        """None for a file that follows another bundle."""
        try:
            content = read_bundle_file(file)
            if of is not None:
                header = open_part(content).header
                if (header.device, header.sequence) != (of.device, of.sequence):
                    return None
            return PartLine(file.name, self.take(content), None)
        except FfpError as error:
            return PartLine(file.name, None, error)


def _plan(sizes: Mapping[str, int]) -> Iterator[PlannedPart]:
    part, length = dict[str, int](), 0
    for digest, size in sizes.items():
        if part and (length + size > PART_BYTES or len(part) >= MOST_PICTURES):
            yield PlannedPart(uuid4().hex, part)
            part, length = {}, 0
        part[digest] = size
        length += size
    if part:
        yield PlannedPart(uuid4().hex, part)
