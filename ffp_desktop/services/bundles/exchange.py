"""The exchange of one open vault as the pages use it: what waits, what went and came, and the ways out and in.

API (class `BundleExchange(vault, surveys, shelf, regions, clock=datetime.now)`): `.devices`, `.enrolment`, `.sending`,
    `.receiving`, and
    look_out() -> Outlook       receivers() -> tuple[unit code, …]       sum_up(plan) -> Summary
    write_again(bundle id, folder) -> file       write_receipt(bundle id, folder) -> file
    take_in(preview, folder, hold) -> TakenIn       read_all(folder, report) -> tuple[ReadLine, …]
    scan(folder, report) -> tuple[StickFile, …]       explain(preview) -> PreviewDetails
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.bundle.reading import read_bundle_file
from ffp_desktop.bundle.receipts import SUFFIX as RECEIPT_SUFFIX
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.writing import write_verified
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.attachment_parts import TakenPart
from ffp_desktop.services.bundles.kept import Held, WaitingBundle, list_held
from ffp_desktop.services.bundles.outbox import Sent, list_sent
from ffp_desktop.services.bundles.preview import Preview
from ffp_desktop.services.bundles.preview_details import PreviewDetails
from ffp_desktop.services.bundles.receiving import Imported, Receiving
from ffp_desktop.services.bundles.sending import Plan, Sending
from ffp_desktop.services.bundles.stick import StickFile, scan_stick
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.services.entry.sketch import Sketches
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.survey_file.exchange import Exchange
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.exchange_records import ReceivedBundle, SentBundle
from ffp_desktop.store.records import SurveyFilter, Tally

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_BANNER = 6  # digits of a banner's code

"""Tells progress: done, total. It raises when a person cancelled."""


@dataclass(frozen=True, slots=True)
class Came:
    """A bundle that came in: how many surveys it brought something of, who took it, and which numbers of the same
    device before it never came."""

    bundle: ReceivedBundle
    surveys: int
    operator: str
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the exchange stands. `office` is the unit above, "" while it is unknown and where there is none (`is_top`);
    `waiting` counts surveys by village that hold something the office has not confirmed, `waiting_clues` clues;
    `drafts` are unfinished and do not travel. `going_down` counts surveys that were sent back, by the unit below that
    has not confirmed them. `held` are surveys that were received and not taken, `kept` bundles that wait for one before
    them, `conflicts` counts surveys. Lists: newest first, but the longest held first."""

    office: str
    waiting: Mapping[str, int] = field(default_factory=dict)
    drafts: int = 0
    sent: tuple[Sent, ...] = ()
    came: tuple[Came, ...] = ()
    last_receipt: str = ""
    can_undo: bool = False
    is_top: bool = False
    held: tuple[Held, ...] = ()
    kept: tuple[WaitingBundle, ...] = ()
    conflicts: int = 0
    going_down: Mapping[str, int] = field(default_factory=dict)
    waiting_clues: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export will carry, before it is made. `largest` is the most its files can take on a stick, in bytes."""

    surveys: int
    tally: Tally
    drafts: int
    files: int
    largest: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """An import that happened, and its receipt: the file that was written, or why it could not be."""

    imported: Imported
    receipt: Path | None
    trouble: FfpError | None = None
    attachments: int = 0
    """Of the files beside it."""
    held: int = 0
    """How many surveys were put aside."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What became of one file of a folder: a receipt that fits a bundle, an import, attachments, or a refusal."""

    name: str
    receipt_of: SentBundle | None = None
    taken: TakenIn | None = None
    error: FfpError | None = None
    part: TakenPart | None = None


class BundleExchange:
    """One vault's bundles."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        regions: Regions,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._shelf = shelf
        self._regions = regions
        self._clock = clock
        self.devices = Devices(vault, clock)
        self.enrolment = Enrolment(self.devices)
        self.sending = Sending(vault, self.devices, regions, clock)
        summarise = Exchange(vault, surveys, shelf).summarise
        sketches = partial(Sketches, vault, shelf.form, surveys.village_name)
        self.receiving = Receiving(vault, self.devices, summarise, clock, sketches)

    # ---- looking

    def look_out(self) -> Outlook:
        """How everything stands now."""
        office, unit = self.devices.office(), self.devices.unit
        sent = self._vault.feeds.sent()
        counts, is_top = self._vault.exchange_counts, len(unit) == _BANNER
        receiver = office.unit if office else ""
        receipts = [one.receipt_at for one in sent if one.receipt_at and one.receiver == receiver]
        return Outlook(
            receiver,
            {} if is_top else counts.waiting(receiver, unit),
            self._drafts(unit),
            list_sent(self._vault, self.sending.files),
            self._came(),
            max(receipts, default=""),
            counts.can_undo(),
            is_top,
            list_held(self._vault, self._shelf.form, self._operators()),
            self.receiving.waiting(),
            len(self._vault.surveys.in_conflict()),
            self._vault.feeds.arrivals.going_down(unit),
            {} if is_top else counts.waiting_clues(receiver, unit),
        )

    def receivers(self) -> tuple[str, ...]:
        """Whom a bundle can be for: the office above first, then the units below that have a certificate."""
        unit, office = self.devices.unit, self.devices.office()
        below = {one.unit for one in self.devices.keys.chains() if one.unit.startswith(unit) and one.unit != unit}
        return (*((office.unit,) if office else ()), *sorted(below))

    def device_names(self) -> dict[str, str]:
        """What certificates call the devices that are known, by the id of their feeds."""
        return {one.device: one.label for one in self.devices.keys.chains() if one.device}

    @property
    def is_certified(self) -> bool:
        """Whether an office has certified this device; its bundles are taken without a word then."""
        return bool(self.devices.sender().chain)

    def sum_up(self, plan: Plan) -> Summary:
        """What a plan will carry."""
        tally = self._vault.surveys.tally(sorted(plan.documents))
        drafts = plan.states.get(State.DRAFT.value, 0)
        largest = sum(len(body) for part in plan.parts for segment in part for body in segment.bodies)
        return Summary(
            plan.surveys, tally, max(0, drafts - tally.by_state.get(State.DRAFT, 0)), len(plan.parts), largest
        )

    def scan(self, folder: Path, report: Report = lambda _done, _of: None) -> tuple[StickFile, ...]:
        """What lies in a folder for this vault. Raises FfpError `bundle.unreadable`."""
        return scan_stick(self._vault, self.devices, folder, report)

    def explain(self, preview: Preview) -> PreviewDetails:
        """Who stands behind the lines of a preview, and what exactly would change."""
        return PreviewDetails(self._vault, self._shelf.form, self._regions, preview)

    # ---- doing

    def write_again(self, bundle: str, folder: Path) -> Path:
        """A bundle of the outbox onto a stick once more. Raises FfpError `bundle.not_kept`, `.cannot_write`, …"""
        sent = next((one for one in self._vault.feeds.sent() if one.id == bundle), None)
        if sent is None:
            raise refusal("not_kept")
        return self.sending.files.copy(sent, folder)

    def write_receipt(self, bundle: str, folder: Path) -> Path:
        """An import's receipt onto a stick once more. Raises FfpError `bundle.receipt_unknown`, `.cannot_write`."""
        name, content = self.receiving.receipt(bundle)
        write_verified(folder / name, content)
        return folder / name

    def take_in(self, preview: Preview, folder: Path, hold: Collection[str] = ()) -> TakenIn:
        """Imports a bundle and writes its receipt into the folder it came from, in the same step.

        The surveys in `hold` (ids) are received and put aside. The import stands even when the receipt cannot be
        written. Raises what `Receiving.accept` raises.
        """
        done = self._with_receipt(self.receiving.accept(preview, hold), folder)
        followers: list[TakenPart] = []
        with suppress(FfpError):  # the stick is gone: the import stands, and the attachments come with the next one
            lines = self.receiving.parts.take_folder(folder, preview.header)
            followers = [line.taken for line in lines if line.taken]
        for taken in followers:
            self._leave_receipt(taken, folder)
        return replace(done, attachments=sum(taken.pictures for taken in followers), held=len(hold))

    def take_part(self, file: Path) -> ReadLine:
        """Takes a file with attachments in, and writes its receipt beside it. Raises FfpError `bundle.…`."""
        taken = self.receiving.parts.take(read_bundle_file(file))
        self._leave_receipt(taken, file.parent)
        return ReadLine(file.name, part=taken)

    def read_all(self, folder: Path, report: Report = lambda _done, _of: None) -> tuple[ReadLine, ...]:
        """Every receipt and every bundle of a folder, in any order; receipts are written beside the bundles."""
        try:
            receipts = sorted(file for file in folder.iterdir() if file.suffix == RECEIPT_SUFFIX and file.is_file())
        except OSError as error:
            raise refusal("unreadable", place=folder.name) from error
        lines = []
        for number, file in enumerate(receipts):
            report(number, len(receipts))
            lines.append(self._take_receipt(file))
        report(len(receipts), len(receipts))
        for line in self.receiving.take_folder(folder):
            taken = self._with_receipt(line.imported, folder) if line.imported else None
            if line.part is not None:
                self._leave_receipt(line.part, folder)
            lines.append(ReadLine(line.name, None, taken, line.error, line.part))
        return tuple(lines)

    # ---- private

    def _take_receipt(self, file: Path) -> ReadLine:
        try:
            return ReadLine(file.name, self.sending.take_receipt(read_bundle_file(file)))
        except FfpError as error:
            return ReadLine(file.name, error=error)

    def _with_receipt(self, imported: Imported, folder: Path) -> TakenIn:
        try:
            for one in imported.followed:
                self.receiving.write_receipt(one, folder)
            return TakenIn(imported, self.receiving.write_receipt(imported, folder))
        except FfpError as error:
            return TakenIn(imported, None, error)

    def _leave_receipt(self, taken: TakenPart, folder: Path) -> None:
        """A stick that cannot be written to: the sender sends them again, and nothing changes then."""
        with suppress(FfpError):
            self.receiving.write_receipt(taken, folder)

    def _drafts(self, unit: str) -> int:
        return self._vault.surveys.count(SurveyFilter(village=unit)).by_state.get(State.DRAFT, 0)

    def _operators(self) -> dict[str, str]:
        return {operator.id: operator.name for operator in self._vault.operators.list()}

    def _came(self) -> tuple[Came, ...]:
        taken, imports = self._vault.exchange_counts.taken(), self._vault.feeds.imports()
        names = self._operators()
        numbers: dict[str, set[int]] = {}
        for one in imports:
            numbers.setdefault(one.device, set()).add(one.sequence)
        newest = {device: max(known) for device, known in numbers.items()}
        found = []
        for one in imports:
            known = numbers[one.device]
            is_newest = one.sequence == newest[one.device]
            missing = tuple(n for n in range(1, one.sequence) if n not in known) if is_newest else ()
            found.append(Came(one, taken.get(one.id, 0), names.get(one.operator, ""), missing))
        return tuple(found)
