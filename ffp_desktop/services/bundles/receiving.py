"""Import in stages: open, verify, decrypt, verify members, read, preview; then backup, one transaction, receipt.

API (class `Receiving(vault, devices, summarise, clock=datetime.now, sketches=None)`):
    look(content) -> Preview (nothing is changed, may be repeated)       accept(preview, hold=()) -> Imported
    take_folder(folder) -> tuple[FolderLine, …] (any order)       undo() -> the bundle that was taken back
    parts: files with attachments (`attachment_parts.PartReceiving`)
    receipt(bundle id) -> bytes, to write again
    keep(content) -> WaitingBundle, for one that `look` says must wait; it is taken when the gap closes      waiting()
    held() -> tuple[HeldSurvey, …]      take_held(surveys) -> those that were taken

Everything that came from outside is refused with one sentence, before anything was written. Of the surveys in `hold`
all revisions are received, so that feeds stay whole, and none is taken: the survey stays as it was until `take_held`,
or until somebody looks at a later bundle with more of it and accepts that; a folder read whole leaves it aside.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
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
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import fingerprint
from ffp_desktop.bundle.writing import SUFFIX, write_verified
from ffp_desktop.domain.collecting import uncollected
from ffp_desktop.domain.revisions import Revision, canonical_json
from ffp_desktop.errors import FfpError
from ffp_desktop.logs import log_error
from ffp_desktop.services.bundles.attachment_parts import PartReceiving, TakenPart
from ffp_desktop.services.bundles.outbox import Outbox
from ffp_desktop.services.bundles.preview import Preview, check_forms, find_forks, find_whole, make_lines
from ffp_desktop.services.bundles.receipts import take_receipts, write_receipt
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.kept_forms import FormKeeping
from ffp_desktop.services.review.sheet import note_first_comments
from ffp_desktop.store.exchange_records import ReceivedBundle
from ffp_desktop.store.holding import HeldSurvey, WaitingBundle

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault, Summarise

Sketches = Callable[[Collection[Revision]], "Summarise"]
"""Makes what sketches lines (`entry.sketch`), from the surveys' only revisions where they are at hand."""
_WAITING, _REPLAYED = "bundle.waiting", "bundle.replayed"


@dataclass(frozen=True, slots=True)
class Imported:
    """An import that happened, and the receipt to write back to the stick; `followed` are bundles that had waited."""

    preview: Preview
    revisions: int
    receipt: bytes
    receipt_name: str
    followed: "tuple[Imported, ...]" = ()


@dataclass(frozen=True, slots=True)
class FolderLine:
    """What became of one file: imported, or refused with a sentence; `part` when it held attachments. A bundle that
    waits is kept in the vault."""

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
        summarise: "Summarise | None",
        clock: Callable[[], datetime] = datetime.now,
        sketches: Sketches | None = None,
    ) -> None:
        """With `sketches` the rules are not asked at an import: `unchecked` says of which surveys they are to be."""
        self._vault = vault
        self._devices = devices
        self._summarise = summarise
        self._sketches = sketches
        self._clock = clock
        self.parts = PartReceiving(vault, devices, clock)

    @uncollected()
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
            check_forms(opened),
        )

    def accept(self, preview: Preview, hold: Collection[str] = ()) -> Imported:
        """Backs up, adds the revisions in one transaction, and makes the receipt; then what had waited for it is taken.

        `hold` are ids of surveys that are received and not taken. Raises FfpError `backup.…`, …
        """
        self._vault.backup(None, self._clock())
        imported = self._take(preview, hold)
        return replace(imported, followed=tuple(self._take_waiting()))

    # ---- what is kept aside

    def keep(self, content: bytes) -> WaitingBundle:
        """Keeps a bundle that skips numbers until the gap closes. Raises what `look` raises for any other,
        and FfpError `bundle.not_waiting` for one that can be imported now."""
        try:
            self.look(content)
        except FfpError as error:
            if error.code != _WAITING:
                raise
        else:
            raise refusal("not_waiting")
        envelope = open_bundle(content)
        header = envelope.header
        place = (header.bundle, header.source, header.device, header.sequence, self._missing(envelope))
        kept = WaitingBundle(*place, self._now(), self._vault.operator.id)
        self._vault.feeds.holding.keep(kept, content)
        return kept

    def waiting(self) -> tuple[WaitingBundle, ...]:
        """The bundles that are kept until the one before them comes."""
        return self._vault.feeds.holding.waiting()

    def held(self) -> tuple[HeldSurvey, ...]:
        """The surveys that were received and not taken."""
        return self._vault.feeds.holding.held()

    def take_held(self, surveys: Collection[str]) -> tuple[str, ...]:
        """Takes what was held of these surveys (ids). Raises FfpError `bundle.not_held` when none of them is held."""
        taken = self._vault.feeds.holding.release(surveys, self._summarise)
        if not taken:
            raise refusal("not_held")
        return taken

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
                    done[file] = FolderLine(file.name, self._take(preview, preview.held), None)
                except FfpError as error:
                    done[file] = FolderLine(file.name, None, error)
                    later += [file] if error.code == _WAITING else []
            if len(later) == len(waiting):
                break
            waiting = later
        for file in waiting:
            self.keep(read_bundle_file(file))
        if is_backed_up:
            self._follow(done)
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
        return write_receipt(self._vault, self._devices, bundle, self._now())

    def write_receipt(self, imported: Imported | TakenPart, folder: Path) -> Path:
        """Writes the receipt beside the bundle. Raises FfpError `bundle.cannot_write`."""
        target = folder / imported.receipt_name
        write_verified(target, imported.receipt)
        return target

    def _take_waiting(self) -> Iterator[Imported]:
        """Those of the waiting bundles whose gap has closed, until none is left that can be taken."""
        holding, is_moving = self._vault.feeds.holding, True
        while is_moving:
            is_moving = False
            for kept in holding.waiting():
                try:
                    preview = self.look(holding.content(kept.id))
                    yield self._take(preview, preview.held)
                    is_moving = True
                except FfpError as error:
                    if error.code == _REPLAYED:
                        holding.let_go(kept.id)
                    elif error.code != _WAITING:
                        log_error(error)

    def _follow(self, done: dict[Path, FolderLine]) -> None:
        """Gives what the folder's bundles made possible to one of them."""
        followed = tuple(self._take_waiting())
        file = next((file for file, line in sorted(done.items(), reverse=True) if line.imported), None)
        if followed and file is not None and (imported := done[file].imported) is not None:
            done[file] = FolderLine(file.name, replace(imported, followed=followed), None)

    @uncollected()
    def _take(self, preview: Preview, hold: Collection[str] = ()) -> Imported:
        header, feeds = preview.header, self._vault.feeds
        received = ReceivedBundle(
            header.bundle, header.source, header.device, header.sequence, self._now(), self._vault.operator.id
        )
        ends = [(segment.checkpoint, canonical_json(segment.signed.encode())) for segment in preview.segments]
        heads = [(end.hash, end.device, end.village, end.number, text) for end, text in ends]
        owners = {segment.checkpoint.device: segment.signed.key for segment in preview.segments}
        lines = self._sketches(find_whole(preview)) if self._sketches is not None else self._summarise
        with self._vault.together():
            taken = feeds.take_in(received, preview.new, heads, owners, lines, hold)
            feeds.holding.let_go(header.bundle)
            note_first_comments(self._vault, taken.surveys)
            keys = {segment.signed.key for segment in preview.segments}
            sender = preview.opened.verified.envelope
            for chain in (*preview.opened.chains, sender.chain):
                key = chain[0].value["key"] if chain else ""
                if key in keys and (key != sender.key or chain is sender.chain):
                    self._devices.learn(chain)
            self._devices.learn_revocations(preview.opened.revocations)
            FormKeeping(self._vault, self._clock).take(preview.forms, header.source)
            take_receipts(self._vault, self._devices, preview.opened.receipts, self._now())
            if any(fork.is_own for fork in preview.forks):
                feeds.renew_device()
        if preview.opened.receipts:
            Outbox(self._vault, self._clock).tidy()
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
