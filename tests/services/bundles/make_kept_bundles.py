"""Writes tests/data/bundles anew: `python -m tests.services.bundles.make_kept_bundles`.

Run it when a format changes before a release; after a release the files there stay as they are, for ever, and new ones
are added beside them. `keys.json` is made once and never again.
"""

import hashlib
import json
import shutil
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import zstandard

from ffp_desktop.bundle.archive import write_archive
from ffp_desktop.bundle.certificates import DEVICE, TOWNSHIP, Trust, encode_chain
from ffp_desktop.bundle.records import Header, Manifest, Sender
from ffp_desktop.bundle.signing import new_identity, new_secret, public_of, seal, sign
from ffp_desktop.bundle.writing import CERTIFICATES, CHECKPOINTS, HEADER, MANIFEST, PAYLOAD, REVOCATIONS, SIGNATURE
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file.exchange import FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import SurveyFilter
from tests.bundle.conftest import FEED, NOW, UNITS, World, make_party
from tests.bundle.test_bad_bundles import invalid, tampered, zipped
from tests.conftest import Clock
from tests.services.bundles.kept import KEPT, KeptOffice, Keys, kept_office, read_keys
from tests.services.bundles.test_attachment_parts import attach

SURVEYS = KEPT.parent / "surveys"
HOUSEHOLDS = ("general-three-people", "destitute-old-man", "monitored-five-people")
NAMES = ("root", "office", "banner", "township", "village", "alone")
Case = dict[str, Any]


@dataclass(slots=True)
class Folders:
    """The folder being written, and what is said of each file in it."""

    folder: Path
    cases: list[Case]

    def keep(self, file: str, content: bytes, reader: str = "township", code: str = "", **said: object) -> str:
        target = self.folder / file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        return self.say(file, reader, code, **said)

    def say(self, file: str, reader: str = "township", code: str = "", **said: object) -> str:
        """One more way to read a file that is there."""
        self.cases.append({"file": file, "reader": reader, "code": code} | said)
        return file


def main() -> None:
    """Makes the keys if there are none, and all files anew."""
    if not (KEPT / "keys.json").exists():
        make_keys()
    keys, folders = read_keys(), Folders(KEPT, [])
    for name in ("valid", "invalid", "tampered"):
        shutil.rmtree(KEPT / name, ignore_errors=True)
    with TemporaryDirectory() as made, ExitStack() as open_now:
        shelf, clock = FormShelf(), Clock()
        offices = {
            name: open_now.enter_context(kept_office(name, Path(made) / name, keys, shelf, clock))
            for name in ("banner", "township", "village", "alone")
        }
        keep_valid(folders, offices, Path(made))
    world = world_of(keys)
    keep_invalid(folders, world)
    keep_tampered(folders, world)
    lines = ",\n ".join(json.dumps(case, ensure_ascii=False, sort_keys=True) for case in folders.cases)
    (KEPT / "expected.json").write_text(f"[\n {lines}\n]\n", encoding="utf-8")


def make_keys() -> None:
    secrets = {name: (new_secret(), *new_identity()) for name in NAMES}
    text = json.dumps({"test_only": secrets}, indent=1)
    (KEPT / "keys.json").write_text(text + "\n", encoding="utf-8")


def world_of(keys: Keys) -> World:
    root = keys.party("root")
    return World(root, keys.party("office"), keys.party("village"), Trust(public_of(root.secret)))


# ---- as the program writes them


def keep_valid(folders: Folders, offices: dict[str, KeptOffice], stick: Path) -> None:
    """Enrolment, three households, what was mended afterwards, the township's own way up, and down again."""
    banner, township, village = offices["banner"], offices["township"], offices["village"]
    request, spoken = village.enrolment.request()
    folders.keep("valid/village.ffpreq", request, gives={"unit": village.vault.unit.code, "fingerprint": spoken})
    pack = township.enrolment.certify(request, spoken)
    folders.keep("valid/village.ffpcert", pack, "village", gives={"unit": village.vault.unit.code})
    folders.keep("valid/office-card.ffpcert", township.enrolment.card(), "village", gives={"unit": ""})

    first = keep_export(folders, village, "three-households", gives={"新增": len(put_in(village, HOUSEHOLDS))})
    receipt = township.take(stick / first)
    keep_receipt(folders, village, "three-households", receipt.read_bytes())
    village.sending.take_receipt(receipt.read_bytes())
    put_in(village, ("dotted-names",))
    second = keep_export(folders, village, "one-more", after=[kept(first)], gives={"新增": 1})
    folders.say(kept(second), code="bundle.waiting")
    township.take(stick / second)
    up = keep_export(folders, township, "handed-up", "banner", gives={"新增": 4})
    banner.take(stick / up)
    put_in(township, ("safety-net-household",), village.vault.unit.code)
    keep_export(folders, township, "handed-down", "village", to=village.vault.unit.code, gives={"新增": 5})
    keep_picture(folders, village, [kept(first)])
    put_in(offices["alone"], ("flood-rice-farmers",))
    keep_export(folders, offices["alone"], "never-enrolled", accepted=True, gives={"新增": 1})
    folders.say("valid/never-enrolled.ffpb", code="bundle.not_enrolled")

    for code, said in (
        ("bundle.replayed", {"after": [kept(first)]}),
        ("bundle.expired", {"now": "2026-02-01T08:00:00"}),
        ("bundle.expired", {"now": "2022-12-31T08:00:00"}),
        ("bundle.revoked", {"revoked": True}),
        ("bundle.misaddressed", {"reader": "banner"}),
        ("bundle.misaddressed", {"reader": "alone"}),
    ):
        folders.say(kept(first), code=code, **said)


def keep_picture(folders: Folders, village: KeptOffice, after: list[str]) -> None:
    """A picture of a paper goes up in a file of its own, after the bundle that says whose it is."""
    attach(village, village.surveys.list(SurveyFilter())[0].id)
    bundle, part = (village.stick / sent.name for sent in village.sending.write(village.sending.plan(), village.stick))
    folders.keep("valid/with-a-picture.ffpb", bundle.read_bytes(), after=after, gives={"新增": 1})
    content = part.read_bytes()
    folders.keep("valid/picture.ffpatt", content, gives={"pictures": 1})
    folders.say("valid/picture.ffpatt", "banner", "bundle.misaddressed")
    folders.keep("tampered/renamed-part.ffpb", content, code="bundle.forged")
    folders.keep("tampered/renamed-bundle.ffpatt", bundle.read_bytes(), code="bundle.forged")
    folders.keep("tampered/cut.ffpatt", content[:-30], code="bundle.foreign")
    folders.keep("tampered/longer.ffpatt", content + b"x", code="bundle.damaged")


def put_in(office: KeptOffice, names: tuple[str, ...], village: str = "") -> tuple[str, ...]:
    """The households of tests/data/surveys, moved to this village."""
    reader = SurveyReader(office.shelf.form, county_regions())
    filed = []
    for name in names:
        raw = json.loads((SURVEYS / f"{name}.json").read_text(encoding="utf-8"))
        raw |= {"village": village or office.vault.unit.code, "natural_village": ""}
        filed.append(FiledSurvey(reader.read(raw), True))
    put = office.exchange.put_in(filed)
    assert put.finished == len(names), "only what is 已完成 travels"
    return put.surveys


def kept(name: str) -> str:
    return f"valid/{name}"


def plain(name: str) -> str:
    return name.replace(" ", "-").replace("'", "")


def keep_export(
    folders: Folders, office: KeptOffice, name: str, reader: str = "township", to: str = "", **said: object
) -> str:
    """Exports, and keeps the file under a plain name; the stick has it under the same."""
    file = office.export(to=to)
    renamed = file.rename(file.with_name(f"{name}.ffpb"))
    folders.keep(kept(renamed.name), renamed.read_bytes(), reader, **said)
    return renamed.name


def keep_receipt(folders: Folders, village: KeptOffice, name: str, content: bytes) -> None:
    (sent,) = village.vault.feeds.sent()
    said = {"sent": asdict(sent) | {"receipt_at": ""}}
    folders.keep(f"valid/{name}.ffprcpt", content, "village", gives={"sequence": 1}, **said)
    folders.say(f"valid/{name}.ffprcpt", "village", "bundle.receipt_unknown")
    found = json.loads(content)
    resigned = sign("receipt", {"bundle": sent.id}, make_party(DEVICE).secret).encode()
    for how, changed in (
        ("cut", content[:-9]),
        ("another", content.replace(b'"payload":"ey', b'"payload":"eY')),
        ("re-signed", canonical_json(found | {"receipt": resigned}).encode()),
        ("empty", b""),
    ):
        folders.keep(f"tampered/{how}.ffprcpt", changed, "village", "bundle.receipt_wrong", **said)


# ---- wrong as a whole, and good ones under other hands


def keep_invalid(folders: Folders, world: World) -> None:
    other = make_party(TOWNSHIP, world.root)
    for name, (code, content) in invalid(world).items():
        if code:
            folders.keep(f"invalid/{plain(name)}.ffpb", content, code=code)
    for name, (code, content) in {
        "expired": ("expired", world.bundle(by=make_party(DEVICE, world.township, end="2023-02-28"))),
        "for-the-banner": ("misaddressed", world.bundle(to="150722")),
        "sealed-for-another": ("cannot_decrypt", replace(world, township=other).bundle()),
        "slip-inside": ("foreign", sealed(world, zipped(("../../evil", b"x")))),
        "nothing-inside": ("forged", sealed(world, write_archive({}))),
        "bomb-inside": ("oversized", sealed(world, members(world, bytes=1000))),
        "newer-inside": ("too_new", sealed(world, members(world, format=2))),
        "altered-inside": ("forged", sealed(world, members(world, extra=b"x"))),
    }.items():
        folders.keep(f"invalid/{name}.ffpb", content, code=f"bundle.{code}")
    for suffix, code in ((".ffpreq", "request_wrong"), (".ffpcert", "pack_wrong")):
        folders.keep(f"invalid/empty{suffix}", b"", code=f"device.{code}")
        folders.keep(f"invalid/list{suffix}", b"[]", code=f"device.{code}")


def keep_tampered(folders: Folders, world: World) -> None:
    content = (folders.folder / "valid" / "three-households.ffpb").read_bytes()
    for name, (code, changed) in tampered(world, content).items():
        if len(changed) < 1 << 20:  # 64 MiB of nothing are made in the test of the folder, not kept
            folders.keep(f"tampered/{plain(name)}.ffpb", changed, code=code)
    for file, code in (("village.ffpreq", "request_wrong"), ("village.ffpcert", "pack_wrong")):
        good, suffix = (folders.folder / "valid" / file).read_bytes(), Path(file).suffix
        middle = len(good) // 2
        folders.keep(f"tampered/cut{suffix}", good[:middle], code=f"device.{code}")
        folders.keep(f"tampered/longer{suffix}", good + b"\n", code=f"device.{code}")
        flipped = good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :]
        folders.keep(f"tampered/flipped{suffix}", flipped, code=f"device.{code}")


def members(world: World, extra: bytes = b"", **said: object) -> bytes:
    """A payload whose one segment says less than it unpacks to, or (`said`, `extra`) is wrong in another way."""
    segment = world.segment(world.revisions(1))
    name = "segment-0001.jsonl.zst"
    packed = zstandard.compress(b"0\n" * 5_000_000)
    described = {"member": name, "device": FEED, "village": segment.village, "first": 1, "count": 1, "previous": ""}
    described["bytes"] = said.pop("bytes", 10_000_000)
    empty = zstandard.compress(b"")
    checkpoints = zstandard.compress(canonical_json(segment.checkpoint.encode()).encode() + b"\n")
    inside = {name: packed, CHECKPOINTS: checkpoints, CERTIFICATES: empty, REVOCATIONS: empty}
    digests = {one: hashlib.sha256(content).hexdigest() for one, content in inside.items()}
    manifest = asdict(Manifest("b" * 32, digests, [described])) | said
    signed = canonical_json(sign("manifest", manifest, world.device.secret).encode()).encode()
    return write_archive({MANIFEST: signed, **inside, name: packed + extra})


def sealed(world: World, content: bytes) -> bytes:
    """A bundle, signed by the village as it should be, around a payload of our choice."""
    sender = Sender(world.device.secret, FEED, UNITS[DEVICE], world.device.chain)
    payload = seal(content, [world.township.recipient])
    digest = hashlib.sha256(payload).hexdigest()
    header = Header("b" * 32, sender.unit, UNITS[TOWNSHIP], FEED, 1, NOW, digest, len(payload))
    signed = sign("header", header.encode() | {"chain": encode_chain(sender.chain)}, sender.secret)
    texts = {HEADER: header.encode(), SIGNATURE: signed.encode()}
    return write_archive({name: canonical_json(value).encode() for name, value in texts.items()} | {PAYLOAD: payload})


if __name__ == "__main__":
    main()
