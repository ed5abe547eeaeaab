"""Files kept for ever: every program to come reads the valid ones, and refuses the others for the same reason."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.bundle.signing import fingerprint, public_of
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.attachment_parts import PartReceiving
from ffp_desktop.services.bundles.preview import Change
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.store.exchange_records import SentBundle
from tests.conftest import Clock
from tests.services.bundles.kept import KEPT, KeptOffice, Keys, kept_office, read_keys

REASONS = {
    *("foreign", "damaged", "forged", "oversized", "too_new", "misaddressed", "cannot_decrypt", "replayed", "expired"),
    *("revoked", "not_enrolled", "untrusted", "out_of_scope", "waiting", "receipt_wrong", "receipt_unknown"),
}
"""Every reason there is to refuse a file that came from outside."""
CASES: list[dict[str, Any]] = json.loads((KEPT / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(one, id=f"{n} {one['file']}") for n, one in enumerate(CASES)])
def test_kept_file__is_read_or_refused_as_ever(
    case: dict[str, Any], tmp_path: Path, shelf: FormShelf, clock: Clock
) -> None:
    keys = read_keys()
    with kept_office(case["reader"], tmp_path / "vault", keys, shelf, clock) as office:
        make_ready(office, case, keys)
        before = state_of(office)
        content = (KEPT / case["file"]).read_bytes()
        if case["code"]:
            with pytest.raises(FfpError) as refused:
                read(office, case["file"], content)
            assert refused.value.code == case["code"]
            assert refused.value.sentence.endswith("现有数据没有变动。")
            assert state_of(office) == before
        else:
            assert read(office, case["file"], content) == case["gives"]
        assert office.vault.check(office.exchange.summarise) == ()


def test_folders__every_file__is_spoken_of_and_small() -> None:
    said = {case["file"] for case in CASES}
    found = {str(f.relative_to(KEPT)) for f in KEPT.rglob("*") if f.is_file() and f.suffix != ".json"}
    assert found == said
    assert max((KEPT / file).stat().st_size for file in found) < 128 << 10
    assert {file.split("/")[0] for file in said} == {"valid", "invalid", "tampered"}
    assert {case["code"].removeprefix("bundle.") for case in CASES} >= REASONS


def make_ready(office: KeptOffice, case: dict[str, Any], keys: Keys) -> None:
    """What has to have happened before the file comes."""
    if "now" in case:
        office.clock.now = datetime.fromisoformat(case["now"])
    for earlier in case.get("after", ()):
        office.receiving.accept(office.receiving.look((KEPT / earlier).read_bytes()))
    if "sent" in case:
        office.vault.feeds.send(SentBundle(**case["sent"]))
    if "accepted" in case:
        alone = fingerprint(public_of(keys.party("alone").secret))
        office.enrolment.accept((KEPT / case["file"]).read_bytes(), alone)
    if "revoked" in case:
        office.enrolment.revoke(fingerprint(public_of(keys.party("village").secret)))


def read(office: KeptOffice, name: str, content: bytes) -> dict[str, Any]:
    """Takes a file in, and says what it gave."""
    match Path(name).suffix:
        case ".ffpb":
            imported = office.receiving.accept(office.receiving.look(content))
            return {one.value: count for one in Change if (count := imported.preview.count(one))}
        case ".ffpatt":
            return {"pictures": PartReceiving(office.vault, office.devices, office.clock).take(content).pictures}
        case ".ffprcpt":
            return {"sequence": office.sending.take_receipt(content).sequence}
        case ".ffpreq":
            asked = office.enrolment.look_at_request(content)
            office.enrolment.certify(content, asked.fingerprint)
            return {"unit": asked.unit, "fingerprint": asked.fingerprint}
        case _:
            certificate = office.enrolment.enrol(content, "")
            return {"unit": certificate.unit if certificate else ""}


def state_of(office: KeptOffice) -> tuple[object, ...]:
    """Everything a file from outside could change."""
    keys, feeds = office.devices.keys, office.vault.feeds
    known = [(one.key, one.chain) for one in keys.chains()]
    return (office.state(), feeds.imports(), feeds.sent(), known, keys.accepted(), keys.revocations())
