"""Bundles from folders valid/, invalid/ and tampered/, made here: each bad one has its own code, nothing comes in."""

import errno
import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import zstandard

from ffp_desktop.bundle import archive, writing
from ffp_desktop.bundle.archive import LARGEST_FILE, read_archive, write_archive
from ffp_desktop.bundle.certificates import DEVICE, ROOT, TOWNSHIP, Revocations, Trust
from ffp_desktop.bundle.reading import (
    _INNER,
    _OUTER,
    Verified,
    decrypt,
    open_bundle,
    read_bundle_file,
    verify_envelope,
)
from ffp_desktop.bundle.signing import fingerprint, public_of, read_signed, same_fingerprint, seal, sign, unseal
from ffp_desktop.bundle.writing import HEADER, MANIFEST, PAYLOAD, SIGNATURE, write_verified
from ffp_desktop.domain.revisions import Revision, canonical_json
from ffp_desktop.errors import FfpError
from tests.bundle.conftest import NOW, World, make_party


def code_of(world: World, content: bytes, trust: Trust | None = None, now: str = NOW) -> str:
    try:
        world.read(content, trust, now)
    except FfpError as error:
        assert error.sentence.endswith("没有变动。")
        return error.code
    return ""


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def valid(world: World) -> bytes:
    return world.bundle()


def parts(content: bytes) -> dict[str, bytes]:
    return read_archive(content, _OUTER, LARGEST_FILE, 3)


def test_valid__is_read_whole(world: World, valid: bytes) -> None:
    (segment,) = world.read(valid)
    assert [revision.hash for revision in segment.revisions] == [r.hash for r in world.revisions(3)]


def test_valid__holds_no_word_of_a_survey_in_the_clear(world: World, valid: bytes) -> None:
    for word in ("户主", "录入员", "head_name"):
        assert word.encode() not in valid


def invalid(world: World) -> dict[str, tuple[str, bytes]]:
    """Wrong as a whole, by a sender who is whom he says."""
    revisions = world.revisions(3)
    other_village = world.revisions(1, "150722100201")
    stranger_root = make_party(ROOT)
    stranger_office = make_party(TOWNSHIP, stranger_root)
    sibling = make_party(DEVICE, world.township)
    high = make_party(DEVICE, make_party(TOWNSHIP, world.root), "150722108204")
    child_of_device = make_party(DEVICE, world.device)
    return {
        "scope": ("bundle.out_of_scope", world.bundle([world.segment(other_village)])),
        "stranger": ("bundle.untrusted", world.bundle(by=make_party(DEVICE, stranger_office))),
        "not enrolled": ("bundle.not_enrolled", world.bundle(by=replace(make_party(DEVICE), chain=()))),
        "child of a device": ("bundle.forged", world.bundle(by=child_of_device)),
        "another's feed": ("bundle.forged", world.bundle([world.segment(revisions, sibling.secret)])),
        "gap inside": ("bundle.forged", world.bundle([world.segment([revisions[0], revisions[2]])])),
        "misordered": ("bundle.forged", world.bundle([world.segment([revisions[0], revisions[2], revisions[1]])])),
        "too new": ("bundle.too_new", world.bundle(format=2)),
        "another suite": ("bundle.too_new", world.bundle(suite="sm2-sm3-sm4")),
        "from elsewhere": ("bundle.forged", world.bundle(source="150722100")),
        "judge for above": ("bundle.overreaching", world.bundle([world.segment([judging(revisions[0], "150722108")])])),
        "judge for itself": ("", world.bundle([world.segment([judging(revisions[0], "150722108204")])])),
        "same rights": ("", world.bundle([world.segment(revisions, high.secret)], by=high)),
    }


def judging(revision: Revision, office: str) -> Revision:
    return replace(revision, sets={f"judge:{office}:o1": '{"name":"某人","seal":""}'})


def tampered(world: World, valid: bytes) -> dict[str, tuple[str, bytes]]:
    """A good bundle under other hands."""
    members = parts(valid)
    header, signature, payload = members[HEADER], members[SIGNATURE], members[PAYLOAD]
    stranger = make_party(DEVICE)
    said = read_signed(json.loads(signature), "header").value
    resigned = canonical_json(sign("header", said, stranger.secret).encode()).encode()
    order = {PAYLOAD: payload, HEADER: header, SIGNATURE: signature}
    return {
        "cut": ("bundle.foreign", valid[: len(valid) // 2]),
        "longer": ("bundle.damaged", valid + b"x"),
        "before": ("bundle.damaged", b"x" + valid),
        "empty": ("bundle.foreign", b""),
        "payload": ("bundle.damaged", write_archive(members | {PAYLOAD: payload[:-1] + b"x"})),
        "header": ("bundle.forged", write_archive(members | {HEADER: header.replace(b"108204", b"108203")})),
        "re-signed": ("bundle.forged", write_archive(members | {SIGNATURE: resigned})),
        "reordered": ("bundle.foreign", write_archive(order)),
        "one missing": ("bundle.foreign", write_archive({HEADER: header, SIGNATURE: signature})),
        "slip": ("bundle.foreign", zipped(("../../evil", b"x"))),
        "absolute": ("bundle.foreign", zipped(("/etc/passwd", b"x"))),
        "bomb": ("bundle.foreign", zipped((HEADER, b"0" * 10_000_000), method=zipfile.ZIP_DEFLATED)),
        "many": ("bundle.oversized", zipped(*((f"{n}", b"") for n in range(5)))),
        "large header": ("bundle.oversized", write_archive(members | {HEADER: b" " * 70_000})),
        "oversized": ("bundle.oversized", bytes(LARGEST_FILE + 1)),
    }


def test_invalid__folder__each_has_its_code(world: World, tmp_path: Path) -> None:
    made = invalid(world)
    folder = tmp_path / "invalid"
    folder.mkdir()
    found = {}
    for name, (_code, content) in made.items():
        (folder / f"{name}.ffpb").write_bytes(content)
        found[name] = code_of(world, read_bundle_file(folder / f"{name}.ffpb"))
    assert found == {name: code for name, (code, _content) in made.items()}


def test_tampered__folder__each_has_its_code(world: World, valid: bytes) -> None:
    made = tampered(world, valid)
    assert {n: code_of(world, content) for n, (_code, content) in made.items()} == {n: made[n][0] for n in made}


def test_expired_or_not_yet__sender__is_refused(world: World, valid: bytes) -> None:
    assert code_of(world, valid, now="2026-01-02T00:00:00") == "bundle.expired"
    assert code_of(world, valid, now="2022-12-31T00:00:00") == "bundle.expired"


def test_revoked__sender_or_its_office__is_refused(world: World, valid: bytes) -> None:
    for issuer, key in ((world.township, world.device), (world.root, world.township)):
        listed = Revocations(1, {public_of(key.secret): "2023-03-01T00:00:00"})
        trust = Trust(world.trust.root, {}, {public_of(issuer.secret): listed})
        assert code_of(world, valid, trust) == "bundle.revoked"


def test_revoked__by_someone_who_never_certified__stands(world: World, valid: bytes) -> None:
    listed = Revocations(1, {public_of(world.device.secret): "2023-03-01T00:00:00"})
    assert code_of(world, valid, Trust(world.trust.root, {}, {public_of(new_office(world)): listed})) == ""


def new_office(world: World) -> str:
    return make_party(TOWNSHIP, world.root).secret


def test_sealed_for_another__is_refused(world: World, valid: bytes) -> None:
    other = World(world.root, make_party(TOWNSHIP, world.root), world.device, world.trust)
    assert code_of(other, valid) == "bundle.cannot_decrypt"


def test_unpack__bomb__stops_at_what_was_promised() -> None:
    bomb = zstandard.ZstdCompressor().compress(b"0\n" * 50_000_000)
    with pytest.raises(FfpError) as refused:
        list(archive.unpack(bomb, 1000))
    assert refused.value.code == "bundle.oversized"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_stick__full_or_read_only_or_gone__leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "fsync", fail)
    with pytest.raises(FfpError) as refused:
        write_verified(tmp_path / "a.ffpb", b"x" * 1000)
    assert refused.value.code == "bundle.cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_stick__not_there__is_named(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as refused:
        write_verified(tmp_path / "gone" / "a.ffpb", b"x")
    assert refused.value.code == "bundle.cannot_write"
    with pytest.raises(FfpError) as unread:
        read_bundle_file(tmp_path / "gone.ffpb")
    assert unread.value.code == "bundle.unreadable"


def mutant(random: Random, content: bytes, stranger: str) -> bytes:
    """Flipped, cut, inserted, swapped, edited in its directory or header, or signed again by a stranger."""
    changed = bytearray(content)
    at = random.randrange(len(content))
    match random.randrange(7):
        case 0:
            changed[at] ^= 1 << random.randrange(8)
        case 1:
            del changed[at : at + random.randrange(1, 40)]
        case 2:
            changed[at:at] = random.randbytes(random.randrange(1, 40))
        case 3:
            other = random.randrange(len(content))
            changed[at], changed[other] = changed[other], changed[at]
        case 4:
            tail = random.randrange(max(0, len(content) - 250), len(content))
            changed[tail] = random.randrange(256)
        case 5:
            head = random.randrange(min(1500, len(content)))
            changed[head] = random.randrange(256)
        case _:
            members = parts(content)
            said = read_signed(json.loads(members[SIGNATURE]), "header").value
            field = random.choice(["to", "source", "device", "bundle", "created"])
            said[field] = said[field][::-1] + str(random.randrange(9))
            plain = canonical_json({name: value for name, value in said.items() if name != "chain"}).encode()
            signature = canonical_json(sign("header", said, stranger).encode()).encode()
            return write_archive(members | {HEADER: plain, SIGNATURE: signature})
    return bytes(changed)


def test_receipts__that_came_along__are_read_as_they_were_written(world: World) -> None:
    receipts = (b'{"one":1}', b'{"two":2}')
    made = world.bundle(receipts=receipts)
    opened = decrypt(verify_envelope(open_bundle(made), world.trust, NOW), [world.township.identity])
    assert opened.receipts == receipts and b"one" not in made


def test_mutants__none_is_accepted(world: World, valid: bytes, soak: bool) -> None:
    random, stranger = Random(20230306), make_party(DEVICE).secret
    accepted, codes = [], set()
    for number in range(10_000 if soak else 400):
        changed = mutant(random, valid, stranger)
        if changed != valid:
            code = code_of(world, changed)
            codes.add(code)
            if not code:
                accepted.append(number)
    assert accepted == []
    assert {"bundle.foreign", "bundle.damaged"} <= codes


def test_mutants__of_the_payload__re_sealed_by_its_reader__are_forged(world: World, soak: bool) -> None:
    """The inner signature alone: whoever can seal for the township still cannot change what the device signed."""
    random, stranger = Random(7), make_party(DEVICE).secret
    verified = verify_envelope(open_bundle(world.bundle()), world.trust, NOW)
    plain = unseal(verified.envelope.payload, [world.township.identity])
    accepted = []
    for number in range(10_000 if soak else 200):
        changed = inner_mutant(random, plain, stranger)
        sealed = replace(verified.envelope, payload=seal(changed, [world.township.recipient]))
        try:
            decrypt(Verified(sealed, verified.scope, None), [world.township.identity])
        except FfpError as error:
            assert error.sentence.endswith("没有变动。")
        else:
            accepted.append(number)
    assert accepted == []


def inner_mutant(random: Random, content: bytes, stranger: str) -> bytes:
    """Flipped, cut, inserted, or with a manifest that a stranger signed."""
    at = random.randrange(len(content))
    match random.randrange(4):
        case 0:
            return content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
        case 1:
            return content[:at] + content[at + random.randrange(1, 40) :]
        case 2:
            return content[:at] + random.randbytes(random.randrange(1, 40)) + content[at:]
        case _:
            members = read_archive(content, _INNER, LARGEST_FILE, 10)
            said = read_signed(json.loads(members[MANIFEST]), "manifest").value
            said["counts"] = {"已完成": random.randrange(9)}
            signed = canonical_json(sign("manifest", said, stranger).encode()).encode()
            return write_archive(members | {MANIFEST: signed})


def test_fingerprint__twelve_digits__however_they_are_parted() -> None:
    spoken = fingerprint("a", "b")
    assert spoken == fingerprint("b", "a") and len(spoken) == 14
    assert same_fingerprint(spoken.replace(" ", "-"), spoken) and not same_fingerprint("", "")
