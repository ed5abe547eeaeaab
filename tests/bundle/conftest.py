"""A banner, a township and a village as keys alone, and a bundle between them: no vault."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from ffp_desktop.bundle.certificates import DEVICE, ROOT, TOWNSHIP, Certificate, Trust, issue
from ffp_desktop.bundle.reading import ReadSegment, decrypt, open_bundle, read_segments, verify_envelope
from ffp_desktop.bundle.records import Checkpoint, Header, Segment, Sender, sign_checkpoint
from ffp_desktop.bundle.signing import Signed, new_identity, new_secret, public_of
from ffp_desktop.bundle.writing import Contents, make_bundle
from ffp_desktop.domain.revisions import Revision

UNITS = {ROOT: "150722", TOWNSHIP: "150722108", DEVICE: "150722108204"}
NOW = "2023-03-06T14:32:00"
FEED = "d" * 32


@dataclass(frozen=True, slots=True)
class Party:
    """A key with its chain."""

    secret: str
    identity: str
    recipient: str
    chain: tuple[Signed, ...]


def make_party(role: str, above: Party | None = None, unit: str = "", end: str = "2026-01-01") -> Party:
    secret, (identity, recipient) = new_secret(), new_identity()
    device = FEED if role == DEVICE else ""
    place = (role, unit or UNITS[role], "某单位", public_of(secret), recipient)
    signed = issue(Certificate(*place, "2023-01-01", end, device), above.secret if above else secret)
    return Party(secret, identity, recipient, (signed, *(above.chain if above else ())))


@dataclass(slots=True)
class World:
    """Root, township, village device; what it writes and how the township reads it."""

    root: Party
    township: Party
    device: Party
    trust: Trust

    def revisions(self, count: int, village: str = UNITS[DEVICE]) -> list[Revision]:
        made: list[Revision] = []
        for number in range(1, count + 1):
            previous = made[-1].hash if made else ""
            sets = {"head_name": f'"户主{number}"'}
            place = ("survey", f"s{number:031d}", FEED, village, number, previous)
            made.append(Revision(*place, (), sets, "o1", "录入员", NOW))
        return made

    def segment(self, revisions: list[Revision], secret: str = "") -> Segment:
        first, last = revisions[0], revisions[-1]
        head = Checkpoint(last.device, last.village, last.number, last.hash, NOW)
        signed = sign_checkpoint(head, secret or self.device.secret)
        bodies = [revision.content for revision in revisions]
        return Segment(first.device, first.village, first.number, first.previous, bodies, signed)

    def bundle(
        self,
        segments: list[Segment] | None = None,
        by: Party | None = None,
        receipts: Sequence[bytes] = (),
        **header: object,
    ) -> bytes:
        party = by or self.device
        sender = Sender(party.secret, FEED, UNITS[DEVICE], party.chain)
        plain = Header("b" * 32, UNITS[DEVICE], UNITS[TOWNSHIP], FEED, 1, NOW, "", 0)
        carried = segments if segments is not None else [self.segment(self.revisions(3))]
        contents = Contents(carried, receipts=receipts)
        return make_bundle(contents, replace(plain, **header), sender, [self.township.recipient])

    def read(self, content: bytes, trust: Trust | None = None, now: str = NOW) -> list[ReadSegment]:
        """All stages."""
        trust = trust or self.trust
        opened = decrypt(verify_envelope(open_bundle(content), trust, now), [self.township.identity])
        return list(read_segments(opened, {}, trust))


@pytest.fixture(scope="session")
def world() -> World:
    root = make_party(ROOT)
    township = make_party(TOWNSHIP, root)
    return World(root, township, make_party(DEVICE, township), Trust(public_of(root.secret)))
