"""What lies on a stick for this vault: bundles, receipts, requests and certificates, each told before it is read.

API: `scan_stick(vault, devices, folder, report) -> tuple[StickFile, …]`, bundles first, by sender and number;
those that cannot be read after the others of their kind.

Nothing is decrypted and nothing is changed.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.bundle.enrolment import PACK_SUFFIX, REQUEST_SUFFIX
from ffp_desktop.bundle.receipts import SUFFIX as RECEIPT_SUFFIX
from ffp_desktop.bundle.receipts import read_receipt
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.writing import SUFFIX
from ffp_desktop.domain.progress import Report
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.inspection import PART_SUFFIX, Inspection, inspect_file, read_bundle_file
from ffp_desktop.services.devices import Devices

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class FileKind(StrEnum):
    """The kinds of files offices exchange."""

    BUNDLE = "包"
    RECEIPT = "回执"
    PACK = "证书包"
    REQUEST = "登记申请"
    ATTACHMENTS = "附件"


_KINDS = {
    SUFFIX: FileKind.BUNDLE,
    RECEIPT_SUFFIX: FileKind.RECEIPT,
    PACK_SUFFIX: FileKind.PACK,
    REQUEST_SUFFIX: FileKind.REQUEST,
    PART_SUFFIX: FileKind.ATTACHMENTS,
}


@dataclass(frozen=True, slots=True)
class StickFile:
    """One file. `source`, `sequence` and `created` are as the file says; `is_done` that it was read here before."""

    file: Path
    kind: FileKind
    source: str = ""
    label: str = ""
    to: str = ""
    sequence: int = 0
    created: str = ""
    is_ours: bool = True
    is_done: bool = False
    error: FfpError | None = None


def scan_stick(
    vault: "OpenVault", devices: Devices, folder: Path, report: Report = lambda _done, _of: None
) -> tuple[StickFile, ...]:
    """Looks at every file of a folder that is ours by its ending. Raises FfpError `bundle.unreadable`."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix in _KINDS and file.is_file())
    except OSError as error:
        raise refusal("unreadable", place=folder.name or str(folder)) from error
    scanner = _Scanner(vault, devices)
    found = []
    for number, file in enumerate(files):
        report(number, len(files))
        found.append(scanner.look(file))
    order = list(FileKind)

    def place(one: StickFile) -> tuple[int, bool, str, int, str]:
        return order.index(one.kind), one.error is not None, one.source, one.sequence, one.file.name

    return tuple(sorted(found, key=place))


class _Scanner:
    """Knows what this vault has already read."""

    def __init__(self, vault: "OpenVault", devices: Devices) -> None:
        self._unit = devices.unit
        self._trust = devices.trust()
        self._now = devices.now()
        self._imported = {one.id for one in vault.feeds.imports()}
        self._sent = {one.id: one for one in (*vault.feeds.sent(), *vault.attachments.parts.sent())}
        self._parts = vault.attachments.parts

    def look(self, file: Path) -> StickFile:
        kind = _KINDS[file.suffix]
        try:
            if kind in (FileKind.BUNDLE, FileKind.ATTACHMENTS):
                return self._of_bundle(file, kind, inspect_file(file))
            if kind is FileKind.RECEIPT:
                return self._of_receipt(file)
        except FfpError as error:
            return StickFile(file, kind, error=error)
        return StickFile(file, kind)

    def _of_bundle(self, file: Path, kind: FileKind, seen: Inspection) -> StickFile:
        route = (seen.source, seen.label, seen.to, seen.sequence, seen.created)
        is_done = seen.bundle in self._imported or self._parts.has_come(seen.bundle)
        return StickFile(file, kind, *route, seen.to == self._unit, is_done)

    def _of_receipt(self, file: Path) -> StickFile:
        receipt, certificate = read_receipt(read_bundle_file(file), self._trust, self._now)
        sent = self._sent.get(receipt.bundle)
        route = (receipt.to, certificate.label, receipt.source, receipt.sequence, receipt.at)
        return StickFile(file, FileKind.RECEIPT, *route, sent is not None, sent is not None and bool(sent.receipt_at))
