"""The outbox: sealed bundles kept beside the vault until their receipt, to be written to any stick, again and again.

API (class `Outbox(vault, clock=datetime.now)`):
    keep(bundle id, content)       copy(sent, folder) -> the file on the stick       has(sent)
    drop(bundle ids)       tidy()
`list_sent(vault, outbox) -> tuple[Sent, …]` as the page of the exchange shows them.

What lies here is sealed as it travels: for the receiver, for this unit and for the banner. A stick that is full, locked
or pulled out costs nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.writing import SUFFIX, write_verified
from ffp_desktop.errors import FfpError
from ffp_desktop.files import forget
from ffp_desktop.store.exchange_records import SentBundle

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

FOLDER = "outbox"


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that went out. `is_kept` says whether its file is still here to be written again; of a file with
    attachments (`is_part`) `revisions` counts the pictures."""

    bundle: SentBundle
    is_kept: bool
    is_part: bool = False


class Outbox:
    """The sealed files of one vault."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock
        self._folder = vault.folder / FOLDER

    def keep(self, bundle: str, content: bytes) -> None:
        """Keeps a bundle's file. Raises FfpError `bundle.cannot_write`."""
        with suppress(OSError):  # writing tells what is wrong with the disk
            self._folder.mkdir(exist_ok=True)
        try:
            write_verified(self._file(bundle), content)
        except FfpError:
            self.drop([bundle])  # the disk may have refused after the file had its name
            raise

    def copy(self, sent: SentBundle, folder: Path) -> Path:
        """Writes a bundle to a stick, whole, reads it back, and notes that it lies there.

        Raises FfpError `bundle.cannot_write`, `bundle.not_verified`, `bundle.not_kept`.
        """
        try:
            content = self._file(sent.id).read_bytes()
        except OSError as error:
            raise refusal("not_kept") from error
        target = _free_name(folder / sent.name, sent.device, content)
        write_verified(target, content)
        self._vault.feeds.note_written(sent.id, target.name, self._clock().isoformat(timespec="seconds"))
        return target

    def has(self, sent: SentBundle) -> bool:
        return self._file(sent.id).is_file()

    def drop(self, bundles: Iterable[str]) -> None:
        """Forgets the files; what cannot be removed now is removed at the next `tidy`."""
        for bundle in bundles:
            forget(self._file(bundle))

    def tidy(self) -> None:
        """Removes what has its receipt. What this vault knows nothing of stays: it may have been restored since."""
        self.drop(sent.id for sent in self._vault.feeds.sent() if sent.receipt_at)

    def _file(self, bundle: str) -> Path:
        return self._folder / f"{bundle}{SUFFIX}"


def list_sent(vault: "OpenVault", files: Outbox) -> tuple[Sent, ...]:
    """Bundles, and the files with attachments that have no receipt (those are made anew at the next export); the newest
    first."""
    sent = [Sent(one, False, is_part=True) for one in vault.attachments.parts.outbox()]
    sent += [Sent(one, files.has(one)) for one in vault.feeds.sent()]
    return tuple(sorted(sent, key=lambda one: one.bundle.at, reverse=True))


def _free_name(target: Path, device: str, content: bytes) -> Path:
    """Another computer of the same village may have written a file of this name: that one is not written over."""
    stem = target.stem
    names = (f"{stem}（{device[:4]}{f'-{number}' if number > 1 else ''}）" for number in count(1))
    while _is_another(target, content):
        target = target.with_stem(next(names))
    return target


def _is_another(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() != content
    except OSError:
        return False  # there is none, or the writing tells what is wrong
