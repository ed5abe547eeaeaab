"""Export: what is new since the receiver's last receipt, or all, into files on a stick; the outbox until the receipt.

API (class `Sending(vault, devices, regions, clock=datetime.now)`):
    plan(to="", villages=(), everything=False) -> Plan       write(plan, folder, progress=…) -> tuple[SentBundle, …]
    outbox() -> tuple[SentBundle, …]       take_receipt(content) -> SentBundle       files: `Outbox`, to write again

A bundle goes to the office above, or (`to`) down to a unit below. It carries whole feeds of whole villages, this
vault's own and those it was sent, unchanged; the receipts of what the receiver sent; and downward also what the offices
above say themselves (rounds, regions), their lists of revocations, and forms that the receiver is not known to have.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop import __version__
from ffp_desktop.bundle.records import CHECKPOINT, Checkpoint, Header, Segment, Sender, sign_checkpoint
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.bundle.signing import Signed, public_of, read_signed
from ffp_desktop.bundle.writing import Contents, bundle_name, make_bundle
from ffp_desktop.domain.collecting import uncollected
from ffp_desktop.domain.form.carried import CarriedForm
from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.attachment_parts import PartSending, PlannedPart
from ffp_desktop.services.bundles.outbox import Outbox
from ffp_desktop.services.bundles.receipts import receipts_for, take_receipt
from ffp_desktop.services.devices import Devices
from ffp_desktop.services.kept_forms import FormKeeping
from ffp_desktop.services.rounds import current_round
from ffp_desktop.store.exchange_records import Branch, SentBundle
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

PART_BYTES = 48 << 20
"""Revisions of one file before compression: what is sealed stays below the cap of a file whatever it holds."""
_BANNER = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would write. `states` counts the surveys of the villages by state, `parts` are the files;
    `attachments` those that follow with the attachments the receiver does not have."""

    to: str
    villages: tuple[str, ...]
    revisions: int
    surveys: int
    states: Mapping[str, int]
    parts: tuple[tuple[Segment, ...], ...] = field(repr=False)
    attachments: tuple[PlannedPart, ...] = ()
    documents: frozenset[str] = field(default=frozenset(), repr=False)
    """The ids of the surveys."""
    receipts: tuple[bytes, ...] = field(default=(), repr=False)
    forms: tuple[CarriedForm, ...] = ()


class Sending:
    """Bundles out of one vault."""

    def __init__(
        self, vault: "OpenVault", devices: Devices, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._devices = devices
        self._regions = regions
        self._clock = clock
        self.files = Outbox(vault, clock)
        self._attachments = PartSending(vault, devices, clock)

    @uncollected()
    def plan(self, to: str = "", villages: Sequence[str] = (), everything: bool = False) -> Plan:
        """Gathers and signs the heads. Raises FfpError `bundle.no_recipient`, `bundle.nothing_new`."""
        receiver = to or self._receiver()
        sender = self._devices.sender()
        units = tuple(villages) or self._units(receiver)
        has = frozenset[str]() if everything else self._vault.feeds.arrivals.heads(receiver)
        is_down = len(receiver) > len(self._devices.unit)
        offices = {receiver[:6], receiver[:9]} - {receiver} if is_down else ()
        branches = self._vault.feeds.branches(units, has, public_of(sender.secret), offices)
        at = self._now()
        segments = [segment for branch in branches for segment in _segments(branch, sender, at)]
        receipts = receipts_for(self._vault, self._devices, receiver, at)
        attachments = self._attachments.plan(receiver, units, everything)
        forms = FormKeeping(self._vault, self._clock).to_send(receiver) if is_down else ()
        says_more = is_down and (receipts or forms or self._has_revoked_since(receiver))
        if not segments and not attachments and not says_more:
            raise refusal("nothing_new")
        counts = [self._vault.surveys.count(SurveyFilter(village=unit)).by_state for unit in units]
        states: dict[str, int] = {}
        for by_state in counts:
            for state, count in by_state.items():
                states[state.value] = states.get(state.value, 0) + count
        found = tuple(sorted({segment.village for segment in segments}))
        revisions = sum(len(segment.bodies) for segment in segments)
        surveys = frozenset(text for segment in segments for text in _surveys(segment.bodies))
        counted = (found, revisions, len(surveys), states)
        parts = tuple(_parts(segments)) or (((),) if says_more else ())
        return Plan(receiver, *counted, parts, attachments, surveys, receipts, forms)

    @uncollected()
    def write(
        self, plan: Plan, folder: Path, progress: Callable[[int, int], None] = lambda _done, _of: None
    ) -> tuple[SentBundle, ...]:
        """Makes the files, keeps them all in the outbox, then writes them to the stick one after the other, each whole.

        `progress` may raise to cancel; while the files are being made nothing is kept then. Once they are in the outbox
        they stay there whatever happens to the stick. Attachments follow, made as they are written: what has no receipt
        is made again at the next export. Raises FfpError `bundle.cannot_write`, `.not_verified`, `.no_recipient`.
        """
        made, written = self._make(plan, progress), list[SentBundle]()
        total = 2 * len(made) + len(plan.attachments)
        for number, sent in enumerate(made):
            progress(len(made) + number, total)
            written.append(replace(sent, name=self.files.copy(sent, folder).name))
        if plan.attachments:
            follows = made[-1].sequence if made else max(self._vault.feeds.next_sequence(plan.to) - 1, 1)
            bundle = (written[-1].name if written else bundle_name(self._places(plan), follows), follows)
            done = iter(range(2 * len(made), total))
            written += self._attachments.write(
                plan.attachments, plan.to, bundle, folder, lambda: progress(next(done), total)
            )
        progress(total, total)
        return tuple(written)

    def _make(self, plan: Plan, progress: Callable[[int, int], None]) -> tuple[SentBundle, ...]:
        """All the files of a plan into the outbox, or none."""
        recipients = self._devices.recipients(plan.to)
        if not recipients:
            raise refusal("no_recipient")
        made: list[SentBundle] = []
        try:
            for number, segments in enumerate(plan.parts, 1):
                progress(number - 1, 2 * len(plan.parts) + len(plan.attachments))
                made.append(self._make_part(plan, segments, number, recipients))
            with self._vault.together():
                for sent in made:
                    self._vault.feeds.send(sent)
                if made:
                    self._vault.kept_forms.note_sent(made[0].id, [(form.id, form.version) for form in plan.forms])
        except BaseException:
            self.files.drop(sent.id for sent in made)
            raise
        return tuple(made)

    def outbox(self) -> tuple[SentBundle, ...]:
        """What has no receipt yet, the newest first, then the files with attachments."""
        bundles = (sent for sent in self._vault.feeds.sent() if not sent.receipt_at)
        return (*bundles, *self._attachments.outbox())

    def take_receipt(self, content: bytes) -> SentBundle:
        """Notes what the receiver has. Raises FfpError `bundle.receipt_wrong`, `bundle.receipt_unknown`, …"""
        sent = take_receipt(self._vault, self._devices, content, self._now())
        self.files.tidy()
        return sent

    def _make_part(self, plan: Plan, segments: Sequence[Segment], number: int, recipients: Sequence[str]) -> SentBundle:
        feeds, sender = self._vault.feeds, self._devices.sender()
        sequence = feeds.next_sequence(plan.to) + number - 1
        keys = {segment.checkpoint.key for segment in segments} - {public_of(sender.secret)}
        contents = Contents(
            segments,
            [chain for key in sorted(keys) if (chain := self._devices.chain_of(key))],
            self._devices.revocation_lists(),
            dict(plan.states),
            program=__version__,
            receipts=plan.receipts if number == 1 else (),
            attachments=[part.describe() for part in plan.attachments],
            forms=[form.texts for form in plan.forms] if number == 1 else (),
        )
        at, parts = self._now(), len(plan.parts)
        bundle = uuid4().hex
        header = Header(bundle, sender.unit, plan.to, sender.device, sequence, at, "", 0, number, parts)
        content = make_bundle(contents, header, sender, recipients)
        self.files.keep(bundle, content)
        name = bundle_name(self._places(plan), sequence, number, parts)
        count = sum(len(segment.bodies) for segment in segments)
        is_whole = len(plan.parts) == 1
        surveys = len(plan.documents if is_whole else {one for part in segments for one in _surveys(part.bodies)})
        route = (bundle, sender.device, sequence, plan.to, name, at)
        return SentBundle(*route, len(content), count, feeds.position(), surveys=surveys)

    def _has_revoked_since(self, receiver: str) -> bool:
        """Whether a key was taken back after the last bundle that the receiver is known to have."""
        sent = [one.at for one in self._vault.feeds.sent() if one.receiver == receiver and one.receipt_at]
        revoked = [at for listed in self._devices.trust().revoked.values() for at in listed.keys.values()]
        return any(at >= max(sent, default="") for at in revoked)

    def _receiver(self) -> str:
        office = self._devices.office()
        if office is None:
            raise refusal("no_recipient")
        return office.unit

    def _units(self, receiver: str) -> tuple[str, ...]:
        """Upward everything under this unit; downward everything under the receiver."""
        own = self._devices.unit
        return (own,) if own.startswith(receiver) else (receiver,)

    def _places(self, plan: Plan) -> tuple[str, ...]:
        villages = [village for village in plan.villages if len(village) > _BANNER]
        codes = [villages[0][:9], villages[0]] if len(villages) == 1 else [self._devices.unit]
        names = [region.short_name for code in dict.fromkeys(codes) if (region := self._regions.find(code))]
        return (*names, _short(current_round(self._vault).name))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _short(round_name: str) -> str:
    """2023一季度, as people call a round in a file's name."""
    quarter = re.match(r"(\d{4})年(.季度)", round_name)
    return "".join(quarter.groups()) if quarter else round_name


def _segments(branch: Branch, sender: Sender, at: str) -> Iterator[Segment]:
    """The branch in pieces that fit into a file, each ending where the device signed; our own end is signed now."""
    first, previous, bodies, size = branch.first, branch.previous, list[bytes](), 0
    for digest, body in zip(branch.hashes, branch.bodies, strict=True):
        bodies.append(body)
        size += len(body)
        is_last = digest == branch.hashes[-1]
        if not is_last and (size < PART_BYTES or not (branch.is_own or digest in branch.signed)):
            continue
        number = first + len(bodies) - 1
        head = Checkpoint(branch.device, branch.village, number, digest, at)
        signed = sign_checkpoint(head, sender.secret) if branch.is_own else _read(branch.signed[digest])
        yield Segment(branch.device, branch.village, first, previous, bodies, signed)
        first, previous, bodies, size = number + 1, digest, [], 0


def _parts(segments: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Nothing when only attachments are new."""
    part, size = list[Segment](), 0
    for segment in segments:
        length = sum(map(len, segment.bodies))
        if part and (size + length > PART_BYTES or len(part) >= _MOST):
            yield tuple(part)
            part, size = [], 0
        part.append(segment)
        size += length
    if part:
        yield tuple(part)


_MOST = 4000


def _surveys(bodies: Sequence[bytes]) -> Iterator[str]:
    """The survey of each revision of one, found in the text: keys stand in order, `id` and `kind` side by side."""
    for body in bodies:
        start = body.index(b',"id":"') + len(b',"id":"')
        end = body.index(b'"', start)
        if body.startswith(b'","kind":"survey"', end):
            yield body[start:end].decode()


def _read(text: str) -> Signed:
    try:
        return read_signed(json.loads(text), CHECKPOINT)
    except ValueError as error:
        raise FfpError("journal.altered", "流水里有一个签名读不出来。请从备份恢复或联系上级。") from error
