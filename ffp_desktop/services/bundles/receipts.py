"""Receipts of bundles, as a vault writes and takes them.

API: `write_receipt(vault, devices, bundle id, at) -> (name, content)`, `take_receipt(vault, devices, content, at) ->
SentBundle`, `receipts_for(vault, devices, unit, at)` those that travel in a bundle to that unit.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ffp_desktop.bundle.receipts import SUFFIX, Receipt, make_receipt, read_receipt
from ffp_desktop.bundle.refusals import refusal
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.logs import log_error
from ffp_desktop.services.bundles.attachment_parts import PartSending
from ffp_desktop.services.devices import Devices
from ffp_desktop.store.exchange_records import SentBundle

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_UNKNOWN = "bundle.receipt_unknown"
MOST_LACKING = 5000
"""Attachments that a receipt asks for again; the next one asks for the rest."""


def write_receipt(vault: "OpenVault", devices: Devices, bundle: str, at: str) -> tuple[str, bytes]:
    """Raises FfpError `bundle.receipt_unknown`."""
    received = vault.feeds.imported(bundle)
    if received is None:
        raise refusal("receipt_unknown")
    has = tuple((device, village, number, digest) for digest, device, village, number in json.loads(received.heads))
    held = {survey for survey in json.loads(received.held or "[]") if vault.feeds.holding.is_held(survey)}
    came = vault.feeds.surveys_of(received)
    returned = sorted(survey for survey, state in came.items() if state == State.RETURNED and survey not in held)
    accepted = sorted(came.keys() - held - set(returned))
    sender = devices.sender()
    place = (received.id, received.source, sender.unit, received.device, received.sequence)
    name = f"回执-{received.source}-第{received.sequence}号（{received.device[:4]}）{SUFFIX}"
    lacks = sorted({one.attachment.digest for one in vault.attachments.missing(received.source)})[:MOST_LACKING]
    receipt = Receipt(*place, at, has, sorted(held), accepted=accepted, returned=returned, lacks=lacks)
    return name, make_receipt(receipt, sender)


def take_receipt(vault: "OpenVault", devices: Devices, content: bytes, at: str) -> SentBundle:
    """Notes what the receiver has. Raises FfpError `bundle.receipt_wrong`, `bundle.receipt_unknown`, …"""
    receipt, _certificate = read_receipt(content, devices.trust(), at)
    sent = next((one for one in vault.feeds.sent() if one.id == receipt.bundle), None)
    if sent is None and (part := PartSending(vault, devices).take_receipt(receipt)) is not None:
        return part
    if sent is None or (sent.receiver, sent.device) != (receipt.to, receipt.device):
        raise refusal("receipt_unknown")
    taken = (*receipt.accepted, *receipt.returned)
    own = devices.unit
    unit = own if own.startswith(sent.receiver) else sent.receiver
    vault.attachments.parts.note_lacking(sent.receiver, receipt.lacks, sent.at)
    vault.feeds.arrivals.receive(sent.id, sent.receiver, unit, receipt.has, at, receipt.held, taken)
    return replace(sent, receipt_at=sent.receipt_at or at)


def take_receipts(vault: "OpenVault", devices: Devices, receipts: Iterable[bytes], at: str) -> None:
    """Those that came along with a bundle; a neighbour's at the same desk are not for us."""
    for content in receipts:
        try:
            take_receipt(vault, devices, content, at)
        except FfpError as error:
            if error.code != _UNKNOWN:
                log_error(error)


def receipts_for(vault: "OpenVault", devices: Devices, unit: str, at: str) -> tuple[bytes, ...]:
    """Of what this unit has sent since the last bundle that it is known to have had from here."""
    known = max((sent.at for sent in vault.feeds.sent() if sent.receiver == unit and sent.receipt_at), default="")
    came = [one for one in reversed(vault.feeds.imports()) if one.source == unit and one.at >= known]
    parts, sender = vault.attachments.parts.came(unit, known), devices.sender()
    return (
        *(write_receipt(vault, devices, one.id, at)[1] for one in came),
        *(make_receipt(Receipt(one.id, unit, sender.unit, one.device, one.sequence, at), sender) for one in parts),
    )
