"""Enrolment of this vault and by this vault: requests, certificates, fingerprints read aloud, revocations.

API (class `Enrolment(devices)`):
    make_root() -> fingerprint       root_sheet() -> lines       restore_root(lines)       card() -> bytes
    request(office=False) -> (bytes, fingerprint)       certify(content, fingerprint) -> bytes
    look_at_request(content) -> Asked       look_at_pack(content) -> Answered       look_at_sender(bundle) -> Asked
    enrol(content, fingerprint) -> Certificate | None       accept(bundle, fingerprint)
    revoke(fingerprint, reason="")       reasons() -> {fingerprint: why it was revoked}

Every step is an administrator's. The fingerprints are read aloud between two people, never taken from the file alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ffp_desktop.bundle.certificates import (
    DEVICE,
    ROOT,
    TOWNSHIP,
    Certificate,
    Revocations,
    Trust,
    issue,
    read_certificate,
    read_chain,
)
from ffp_desktop.bundle.enrolment import (
    Pack,
    Request,
    make_pack,
    make_request,
    pack_fingerprint,
    read_pack,
    read_request,
    read_sheet,
    recovery_sheet,
    request_fingerprint,
)
from ffp_desktop.bundle.reading import open_bundle
from ffp_desktop.bundle.refusals import device_refusal
from ffp_desktop.bundle.signing import (
    fingerprint,
    new_identity,
    new_secret,
    public_of,
    recipient_of,
    same_fingerprint,
)
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.services.devices import Device, Devices
from ffp_desktop.services.key_renewal import fresh_key
from ffp_desktop.store.devices import AUTHORITY, OwnKey
from ffp_desktop.store.devices import DEVICE as DEVICE_KEY

REASONS = ("丢失", "被盗", "坏了，换新电脑", "换人", "不再使用")
"""Why a device is taken back. Chosen, not typed: the lists travel in the clear, and nobody's name belongs there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks to be believed: unit, what it calls itself, and the fingerprint to compare. `is_office` also asks for
    the key that certifies below; `known` are the fingerprints of the unit's devices that are certified now."""

    unit: str
    label: str
    fingerprint: str
    is_office: bool = False
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An office's answer: who answers, the root's fingerprint, whether this vault knows that root, and whether the
    answer has a certificate for this device (not, when it only tells who the office is)."""

    office: str
    unit: str
    fingerprint: str
    is_known: bool
    has_certificate: bool


class Enrolment:
    """What two offices do to know each other."""

    def __init__(self, devices: Devices) -> None:
        self._devices = devices

    # ---- the root

    def make_root(self) -> str:
        """Makes this vault the banner's; the root's fingerprint. Raises `device.root_exists`, `device.not_allowed`."""
        self._devices.require_administrator()
        if self._devices.keys.root():
            raise device_refusal("root_exists")
        self._become_root(new_secret(), *new_identity())
        return fingerprint(self._devices.keys.root())

    def root_sheet(self) -> tuple[str, ...]:
        """What is printed and locked away. Raises `device.no_authority`."""
        self._devices.require_administrator()
        own = self._devices.keys.own(AUTHORITY)
        if own is None or public_of(own.secret) != self._devices.keys.root():
            raise device_refusal("no_authority")
        return recovery_sheet(own.secret, own.identity)

    def restore_root(self, lines: Sequence[str]) -> str:
        """The root on a new computer, from its sheet. Raises `device.sheet_wrong`, `device.root_exists`."""
        self._devices.require_administrator()
        secret, identity = read_sheet(lines)
        if self._devices.keys.root() not in ("", public_of(secret)):
            raise device_refusal("root_exists")
        self._become_root(secret, identity, recipient_of(identity))
        return fingerprint(self._devices.keys.root())

    def root_fingerprint(self) -> str:
        """What is read aloud at a first enrolment; "" while the root is unknown."""
        root = self._devices.keys.root()
        return fingerprint(root) if root else ""

    # ---- asking

    def request(self, office: bool = False) -> tuple[bytes, str]:
        """A request for this device, or (`office`) also for the township's own key; and its fingerprint."""
        unit = self._devices.vault.unit
        asked = [(DEVICE_KEY, DEVICE, self._devices.vault.device_id), *([(AUTHORITY, TOWNSHIP, "")] if office else [])]
        requests = []
        for purpose, role, device in asked:
            own = fresh_key(self._devices) if purpose == DEVICE_KEY else self._devices.own_key(purpose)
            request = Request(role, unit.code, unit.name, public_of(own.secret), own.recipient, device)
            requests.append((request, own.secret))
        return make_request(requests), request_fingerprint([request for request, _secret in requests])

    def enrol(self, content: bytes, spoken: str) -> Certificate | None:
        """Takes an office's answer up; the device's certificate, None for a card that only tells who the office is.

        `spoken` is the root's fingerprint, asked the first time only. Raises `device.pack_wrong`,
        `device.fingerprint_wrong`, `bundle.…` for a chain that does not hold.
        """
        self._devices.require_administrator()
        pack = read_pack(content)
        root = pack.office[-1].key
        if self._devices.keys.root() not in ("", root):
            raise device_refusal("pack_wrong")
        if not self._devices.keys.root() and not same_fingerprint(spoken, pack_fingerprint(pack)):
            raise device_refusal("fingerprint_wrong")
        now, trust = self._devices.now(), Trust(root, {}, self._devices.trust().revoked)
        own = {public_of(key.secret): key for key in map(self._devices.keys.own, (DEVICE_KEY, AUTHORITY)) if key}
        mine = [(trust.verify_chain(chain, now), chain) for chain in pack.chains]
        if len(pack.office) > 1:
            trust.verify_chain(pack.office, now)
        if not all(certificate.key in own for certificate, _chain in mine):
            raise device_refusal("pack_wrong")
        with self._devices.vault.together():
            self._devices.keys.set_root(root)
            self._devices.learn_revocations(pack.revocations)
            for start in range(len(pack.office)):
                self._devices.learn(pack.office[start:])
            for certificate, chain in mine:
                self._devices.keep_certified(own[certificate.key], chain)
        return next((certificate for certificate, _chain in mine if certificate.role == DEVICE), None)

    # ---- looking before anything is believed

    def look_at_request(self, content: bytes) -> Asked:
        """Who asks for a certificate. Raises FfpError `device.request_wrong`."""
        requests = read_request(content)
        device = next((one for one in requests if one.role == DEVICE), requests[0])
        is_office = any(one.role == TOWNSHIP for one in requests)
        known = tuple(
            one.fingerprint
            for one in self._devices.list()
            if (one.unit, one.role, one.state) == (device.unit, DEVICE, "已登记")
        )
        return Asked(device.unit, device.label, request_fingerprint(requests), is_office, known)

    def look_at_pack(self, content: bytes) -> Answered:
        """Who answers. Raises FfpError `device.pack_wrong`."""
        pack = read_pack(content)
        office = read_certificate(pack.office[0])
        is_known = self._devices.keys.root() == pack.office[-1].key
        return Answered(office.label, office.unit, pack_fingerprint(pack), is_known, bool(pack.chains))

    def look_at_sender(self, content: bytes) -> Asked:
        """Who made a bundle, without believing them. Raises FfpError `bundle.…`."""
        envelope = open_bundle(content)
        return Asked(envelope.header.source, "", fingerprint(envelope.key))

    # ---- answering

    def card(self) -> bytes:
        """Who this office is, for a device that is to send before it is enrolled. Raises `device.no_authority`."""
        _own, chain = self._devices.authority()
        return make_pack(Pack((), chain, self._devices.revocation_lists()))

    def certify(self, content: bytes, spoken: str, replaces: str = "") -> bytes:
        """The certificate pack for a request whose fingerprint the other side has read out; the device with the
        fingerprint `replaces` is revoked with it.

        Raises `device.request_wrong`, `.fingerprint_wrong`, `.no_authority`, `.scope_wrong`, `.not_allowed`.
        """
        self._devices.require_administrator()
        own, chain = self._devices.authority()
        parent = read_certificate(chain[0])
        requests = read_request(content)
        if not same_fingerprint(spoken, request_fingerprint(requests)):
            raise device_refusal("fingerprint_wrong")
        if any(not request.unit.startswith(parent.unit) for request in requests):
            raise device_refusal("scope_wrong")
        if any(request.role == TOWNSHIP for request in requests) and parent.role != ROOT:
            raise device_refusal("scope_wrong")
        chains = tuple((issue(self._devices.certificate_for(request), own.secret), *chain) for request in requests)
        with self._devices.vault.together():
            for made in chains:
                self._devices.learn(made)
            if replaces:
                self.revoke(replaces, REASONS[2])
        return make_pack(Pack(chains, chain, self._devices.revocation_lists()))

    def accept(self, content: bytes, spoken: str) -> Device:
        """Believes a device that was never enrolled: the one that made this bundle. Raises `device.…`, `bundle.…`."""
        self._devices.require_administrator()
        envelope = open_bundle(content)
        if not same_fingerprint(spoken, fingerprint(envelope.key)):
            raise device_refusal("fingerprint_wrong")
        if not envelope.header.source.startswith(self._devices.unit):
            raise device_refusal("scope_wrong")
        self._devices.keys.accept(
            envelope.key, envelope.header.source, self._devices.vault.operator.id, self._devices.now()
        )
        return Device(envelope.header.source, DEVICE, "", fingerprint(envelope.key), "手工认可")

    def revoke(self, spoken: str, reason: str = "") -> Device:
        """Takes back a key that this office certified or accepted; `reason` is one of `REASONS`, or "".

        Raises `device.unknown`, `device.no_authority`.
        """
        self._devices.require_administrator()
        keys, own = self._devices.keys, self._devices.keys.own(AUTHORITY)
        secret = own.secret if own is not None else ""
        issuer = public_of(secret) if secret else ""
        accepted = [key for key in keys.accepted() if same_fingerprint(spoken, fingerprint(key))]
        certified = [
            known
            for known in keys.chains()
            if same_fingerprint(spoken, fingerprint(known.key)) and read_chain(json.loads(known.chain))[0].key == issuer
        ]
        if not accepted and not certified:
            raise device_refusal("unknown")
        with self._devices.vault.together():
            for key in accepted:
                keys.refuse(key)
            for known in certified:
                listed = self._devices.trust().revoked.get(issuer, Revocations())
                since = {**listed.keys, known.key: self._devices.now()}
                reasons = {**listed.reasons, **({known.key: reason} if reason in REASONS else {})}
                new = Revocations(listed.version + 1, since, reasons)
                keys.revoke(issuer, new.version, canonical_json(new.sign(secret).encode()))
        unit = certified[0].unit if certified else ""
        return Device(unit, DEVICE, "", fingerprint(certified[0].key if certified else accepted[0]), "已停用")

    def reasons(self) -> dict[str, str]:
        """Why devices were revoked, by fingerprint."""
        listed = self._devices.trust().revoked.values()
        return {fingerprint(key): reason for one in listed for key, reason in one.reasons.items() if reason in REASONS}

    def _become_root(self, secret: str, identity: str, recipient: str) -> None:
        unit, key = self._devices.vault.unit, public_of(secret)
        start, end = self._devices.validity()
        root = issue(Certificate(ROOT, unit.code[:6], unit.name, key, recipient, start, end), secret)
        device = self._devices.own_key(DEVICE_KEY)
        request = Request(
            DEVICE, unit.code, unit.name, public_of(device.secret), device.recipient, self._devices.vault.device_id
        )
        with self._devices.vault.together():
            self._devices.keys.set_root(key)
            self._devices.keep_certified(OwnKey(AUTHORITY, secret, identity, recipient), (root,))
            self._devices.keep_certified(device, (issue(self._devices.certificate_for(request), secret), root))
