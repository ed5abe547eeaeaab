"""The keys of this vault and those it knows of others: who it is, whom it believes, who may open what it writes.

API (class `Devices(vault, clock=datetime.now)`): list() -> tuple[Device, …]       unit
    trust() / sender() / secrets() / office() / recipients(unit) / owners() / chain_of(key) / revocation_lists() for the
    services that write and read bundles; learn(chain) / learn_revocations(lists); own_key … for `enrolment`

A vault that was never enrolled has a key of its own from the first time it needs one; the feeds it wrote keep their
device id, so enrolment loses nothing.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ffp_desktop.bundle.certificates import (
    DEVICE,
    REVOCATIONS,
    ROOT,
    TOWNSHIP,
    Certificate,
    Trust,
    encode_chain,
    read_certificate,
    read_chain,
    read_revocations,
)
from ffp_desktop.bundle.enrolment import (
    Request,
)
from ffp_desktop.bundle.records import Sender
from ffp_desktop.bundle.refusals import device_refusal
from ffp_desktop.bundle.signing import (
    Signed,
    fingerprint,
    new_identity,
    new_secret,
    public_of,
    read_signed,
)
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.store.devices import AUTHORITY, KnownChain, OwnKey
from ffp_desktop.store.devices import DEVICE as DEVICE_KEY
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

VALID = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Device:
    """A key this vault knows. `state` is 本机, 已登记, 手工认可, 已停用 or 未登记 (its own, that nobody certified).

    One that this office certified or accepted, and has not taken back, `can_be_revoked`.
    """

    unit: str
    role: str
    label: str
    fingerprint: str
    state: str
    end: str = ""
    device: str = ""
    can_be_revoked: bool = False


class Devices:
    """The keys of one vault, and those of others."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self.vault = vault
        self.keys = vault.feeds.keys
        self._clock = clock

    # ---- looking

    def list(self) -> tuple[Device, ...]:
        """Every key that is known, this vault's own first."""
        revoked = {key for listed in self.trust().revoked.values() for key in listed.keys}
        own = {public_of(key.secret) for key in map(self.keys.own, (DEVICE_KEY, AUTHORITY)) if key}
        office = self.keys.own(AUTHORITY)
        issuer = public_of(office.secret) if office is not None else ""
        found = []
        chains = self.keys.chains()
        for known in chains:
            state = "已停用" if known.key in revoked else "本机" if known.key in own else "已登记"
            leaf = read_chain(json.loads(known.chain))[0]
            said = (known.unit, known.role, known.label, fingerprint(known.key), state)
            can_be_revoked = state == "已登记" and leaf.key == issuer
            found.append(Device(*said, read_certificate(leaf).end, known.device, can_be_revoked))
        for key in sorted(own - {known.key for known in chains}):
            found.append(Device(self.unit, DEVICE, self.vault.unit.name, fingerprint(key), "未登记"))
        for key, unit in sorted(self.keys.accepted().items()):
            found.append(Device(unit, DEVICE, "", fingerprint(key), "手工认可", can_be_revoked=True))
        return tuple(sorted(found, key=lambda device: device.state not in ("本机", "未登记")))

    @property
    def unit(self) -> str:
        """The region this vault may write for: its certificate's, or what it says of itself."""
        chain = self._chain(self.keys.own(DEVICE_KEY))
        return read_certificate(chain[0]).unit if chain else self.vault.unit.code

    def trust(self) -> Trust:
        """Whom this vault believes now."""
        revoked = {
            issuer: read_revocations(read_signed(json.loads(text), REVOCATIONS))
            for issuer, text in self.keys.revocations().items()
        }
        own = {public_of(self.own_key(DEVICE_KEY).secret): self.unit}
        return Trust(self.keys.root(), self.keys.accepted() | own, revoked)

    def sender(self) -> Sender:
        """This device as it signs; its key is made the first time."""
        own = self.own_key(DEVICE_KEY)
        return Sender(own.secret, self.vault.device_id, self.unit, self._chain(own))

    def secrets(self) -> tuple[str, ...]:
        """The identities that open what is encrypted to this vault."""
        own = (self.own_key(DEVICE_KEY), self.keys.own(AUTHORITY), *self.keys.former())
        return tuple(key.identity for key in own if key is not None)

    def office(self) -> KnownChain | None:
        """The office above: the nearest one whose region holds this unit."""
        unit = self.unit
        above = [c for c in self.keys.chains() if c.role in (ROOT, TOWNSHIP) and unit.startswith(c.unit)]
        return max((c for c in above if c.unit != unit), key=lambda chain: len(chain.unit), default=None)

    def recipients(self, unit: str) -> tuple[str, ...]:
        """Who can open a bundle for a unit: its keys, this vault's own, and the banner's."""
        revoked = {key for listed in self.trust().revoked.values() for key in listed.keys}
        chains = [chain for chain in self.keys.chains() if chain.key not in revoked]
        receivers = [chain.recipient for chain in chains if chain.unit == unit]
        if not receivers:
            return ()
        banner = [chain.recipient for chain in chains if chain.role == ROOT]
        own = [key.recipient for key in (self.own_key(DEVICE_KEY), self.keys.own(AUTHORITY)) if key is not None]
        return tuple(dict.fromkeys((*receivers, *banner, *own)))

    def learn(self, chain: Sequence[Signed]) -> None:
        """Keeps a chain that was verified."""
        leaf = read_certificate(chain[0])
        text = canonical_json(encode_chain(chain))
        place = (leaf.role, leaf.unit, leaf.device, leaf.label, leaf.recipient)
        self.keys.learn(KnownChain(leaf.key, *place, text, self.now()))

    def learn_revocations(self, lists: Sequence[Signed]) -> None:
        """Keeps what the offices of this banner have taken back; older lists are left aside."""
        offices = {self.keys.root(), *(c.key for c in self.keys.chains() if c.role in (ROOT, TOWNSHIP))}
        for signed in lists:
            if signed.key in offices:
                listed = read_revocations(signed)
                self.keys.revoke(signed.key, listed.version, canonical_json(signed.encode()))

    def revocation_lists(self) -> tuple[Signed, ...]:
        """All lists that are known, to travel on."""
        return tuple(read_signed(json.loads(text), REVOCATIONS) for text in self.keys.revocations().values())

    def owners(self) -> dict[str, str]:
        """The key of each device whose feeds came here, its own included."""
        own = self.own_key(DEVICE_KEY)
        certified = {c.device: c.key for c in self.keys.chains() if c.device}
        return {self.vault.device_id: public_of(own.secret)} | self.keys.owners() | certified

    def chain_of(self, key: str) -> tuple[Signed, ...]:
        """The chain of somebody else's key, () when nobody certified it."""
        return next((read_chain(json.loads(c.chain)) for c in self.keys.chains() if c.key == key), ())

    # ---- for the enrolment

    def keep_certified(self, own: OwnKey, chain: Sequence[Signed]) -> None:
        text = canonical_json(encode_chain(chain))
        self.keys.keep_own(OwnKey(own.purpose, own.secret, own.identity, own.recipient, text))
        self.learn(chain)

    def certificate_for(self, request: Request) -> Certificate:
        start, end = self.validity()
        place = (request.role, request.unit, request.label, request.key, request.recipient)
        return Certificate(*place, start, end, request.device)

    def validity(self) -> tuple[str, str]:
        """From yesterday, because two computers' clocks differ."""
        today = self._clock().date()
        return (today - timedelta(days=1)).isoformat(), (today + VALID).isoformat()

    def own_key(self, purpose: str) -> OwnKey:
        known = self.keys.own(purpose)
        if known is None:
            known = OwnKey(purpose, new_secret(), *new_identity())
            self.keys.keep_own(known)
        return known

    def authority(self) -> tuple[OwnKey, tuple[Signed, ...]]:
        own = self.keys.own(AUTHORITY)
        chain = self._chain(own)
        if own is None or not chain:
            raise device_refusal("no_authority")
        return own, chain

    def _chain(self, own: OwnKey | None) -> tuple[Signed, ...]:
        return read_chain(json.loads(own.chain)) if own is not None else ()

    def require_administrator(self) -> None:
        if self.vault.operator.role is not Role.ADMINISTRATOR:
            raise device_refusal("not_allowed")

    def now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
