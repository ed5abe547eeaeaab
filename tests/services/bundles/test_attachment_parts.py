"""Attachments travel in files of their own: after the bundle or before it, twice, late, damaged, up and down."""

from dataclasses import replace
from pathlib import Path

import pytest

from ffp_desktop.bundle.attachment_part import make_part, open_part
from ffp_desktop.bundle.reading import decrypt, open_bundle, verify_envelope
from ffp_desktop.domain.attachments import Attachment, AttachmentKind, Presence, digest_of
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles import attachment_parts
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.bundles.stick import FileKind
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import rebuild_tables
from tests.services.bundles.conftest import Chain, MakeOffice, Office

JPEG = b"\xff\xd8\xff" + b"a picture that is none, but begins like one"


def attach(office: Office, survey: str, content: bytes = JPEG) -> Attachment:
    """As the service keeps a picture."""
    at = office.clock().isoformat(timespec="seconds")
    office.vault.attachments.keep([content], at)
    place = (digest_of(content)[:32], survey, office.vault.unit.code, digest_of(content))
    one = Attachment(*place, AttachmentKind.PAPER, "纸表.jpg", 1, 1, len(content), 10, 10)
    (added,) = office.vault.attachments.add([one], office.vault.operator.id, at)
    return added


def export(office: Office, **wanted: object) -> tuple[list[Path], list[Path]]:
    """Bundles, and files with attachments."""
    sent = office.sending.write(office.sending.plan(**wanted), office.stick)
    files = [office.stick / one.name for one in sent]
    return [f for f in files if f.suffix == ".ffpb"], [f for f in files if f.suffix == ".ffpatt"]


def presence(office: Office, survey: str) -> list[Presence]:
    return [one.presence for one in office.vault.attachments.list([survey])]


def code_of(refused: pytest.ExceptionInfo[FfpError]) -> str:
    return refused.value.code


def test_export__with_attachments__writes_them_after_the_bundle__whose_manifest_names_them(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    (bundle,), (part,) = export(village)
    assert part.name == f"{bundle.stem}-附件1.ffpatt"
    envelope = open_bundle(bundle.read_bytes())
    opened = decrypt(verify_envelope(envelope, township.devices.trust(), "2023-03-06"), township.devices.secrets())
    (announced,) = opened.manifest.attachments
    assert announced == {"bundle": open_part(part.read_bytes()).header.bundle, "count": 1, "bytes": len(JPEG)}
    assert JPEG not in part.read_bytes() and digest_of(JPEG).encode() not in part.read_bytes()


def test_attachment__is_missing_until_its_part_comes(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    one = attach(village, survey)
    (bundle,), (part,) = export(village)
    township.take(bundle)
    assert presence(township, survey) == [Presence.NOT_ARRIVED]
    assert [kept.attachment for kept in township.vault.attachments.missing()] == [one]
    with pytest.raises(FfpError) as refused:
        township.vault.attachments.read(one.digest)
    assert code_of(refused) == "attachment.not_arrived"
    assert township.vault.check() == ()

    taken = township.receiving.parts.take(part.read_bytes())
    assert (taken.pictures, taken.new) == (1, 1)
    assert presence(township, survey) == [Presence.HERE]
    assert township.vault.attachments.read(one.digest) == JPEG
    again = township.receiving.parts.take(part.read_bytes())
    assert (again.pictures, again.new) == (1, 0)
    assert township.vault.check() == ()


def test_part__before_its_bundle__is_kept(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    attach(village, survey)
    (bundle,), (part,) = export(village)
    township.receiving.parts.take(part.read_bytes())
    assert presence(township, survey) == []
    township.take(bundle)
    assert presence(township, survey) == [Presence.HERE]


def test_receipt__of_a_part__ends_its_sending__and_a_lost_one_heals(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    (bundle,), (lost,) = export(village)
    village.sending.take_receipt(township.take(bundle).read_bytes())
    lost.unlink()
    assert [one.name for one in village.sending.outbox()] == [lost.name]

    bundles, (part,) = export(village)  # nothing new in the journal, and the attachments again
    assert bundles == []
    receiving = township.receiving
    receipt = receiving.write_receipt(receiving.parts.take(part.read_bytes()), township.stick)
    assert receipt.name == f"回执-{village.vault.unit.code}-第1号-附件1.ffprcpt"
    done = village.sending.take_receipt(receipt.read_bytes())
    assert done.name == part.name and done.receipt_at
    with pytest.raises(FfpError) as refused:
        village.sending.plan()
    assert code_of(refused) == "bundle.nothing_new"
    assert len(village.sending.plan(everything=True).attachments) == 1


def test_folder__takes_bundles_and_parts__and_names_the_bad_one(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    attach(village, survey)
    (_bundle,), (part,) = export(village)
    (village.stick / "坏的.ffpatt").write_bytes(part.read_bytes()[:-40])
    lines = {line.name: line for line in township.receiving.take_folder(village.stick)}
    assert presence(township, survey) == [Presence.HERE]
    taken = lines[part.name].part
    assert taken is not None and taken.new == 1
    error = lines["坏的.ffpatt"].error
    assert error is not None and error.code in ("bundle.foreign", "bundle.damaged")


def test_folder__of_one_bundle__takes_only_what_follows_it(chain: Chain) -> None:
    first, second = chain.villages
    for village in (first, second):
        attach(village, village.write(1), JPEG + village.vault.unit.code.encode())
    (bundle,), _parts = export(first)
    export(second)
    township = chain.township
    header = open_bundle(bundle.read_bytes()).header
    lines = township.receiving.parts.take_folder(first.stick, header)
    assert [line.name for line in lines] == [f"{bundle.stem}-附件1.ffpatt"]


def test_part__goes_on_up__and_is_not_sent_back_down(chain: Chain) -> None:
    village, township, banner = chain.villages[0], chain.township, chain.banner
    survey = village.write(1)
    attach(village, survey)
    (bundle,), (part,) = export(village)
    township.take(bundle)
    township.receiving.parts.take(part.read_bytes())
    (up,), (part_up,) = export(township)
    banner.take(up)
    banner.receiving.parts.take(part_up.read_bytes())
    assert presence(banner, survey) == [Presence.HERE]
    assert township.sending.plan(to=village.vault.unit.code).attachments == ()


def test_removed__is_not_sent__and_its_removal_travels(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    one = attach(village, survey)
    village.vault.attachments.remove(one.id, "拍糊了", village.vault.operator.id, "2023-03-06T15:00:00")
    (bundle,), parts = export(village)
    assert parts == []
    township.take(bundle)
    assert presence(township, survey) == []
    (listed,) = township.vault.attachments.list([survey], with_removed=True)
    assert listed.attachment.removed == "拍糊了"


def test_two_devices__adding_different_pictures__are_no_conflict(chain: Chain) -> None:
    first, township = chain.villages[0], chain.township
    survey = first.write(1)
    (bundle,), _ = export(first)
    township.take(bundle)
    attach(first, survey, JPEG + b"1")
    at = "2023-03-06T16:00:00"
    township.vault.attachments.keep([JPEG + b"2"], at)
    place = ("f" * 32, survey, first.vault.unit.code, digest_of(JPEG + b"2"))
    second = Attachment(*place, AttachmentKind.OTHER, "证.jpg", 1, 1, 10, 10, 10)
    township.vault.attachments.add([second], township.vault.operator.id, at)
    (bundle,), (part,) = export(first)
    preview = township.receiving.look(bundle.read_bytes())
    assert [line.conflicts for line in preview.lines] == [()]
    township.receiving.accept(preview)
    township.receiving.parts.take(part.read_bytes())
    before = township.vault.attachments.list([survey])
    assert {one.presence for one in before} == {Presence.HERE} and len(before) == 2
    rebuild_tables(township.vault._database)
    assert township.vault.attachments.list([survey]) == before


def test_undo__takes_the_attachment_back__and_keeps_the_bytes(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    attach(village, survey)
    (bundle,), (part,) = export(village)
    township.take(bundle)
    township.receiving.parts.take(part.read_bytes())
    township.receiving.undo()
    assert presence(township, survey) == []
    township.take(bundle)
    assert presence(township, survey) == [Presence.HERE]


def test_parts__are_split_below_the_cap(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    village, township = chain.villages[0], chain.township
    monkeypatch.setattr(attachment_parts, "PART_BYTES", 2 * len(JPEG) + 10)
    survey = village.write(1)
    for number in range(5):
        attach(village, survey, JPEG + bytes([number]))
    told: list[tuple[int, int]] = []
    sent = village.sending.write(village.sending.plan(), village.stick, lambda done, of: told.append((done, of)))
    assert [one.name.rpartition("-")[2] for one in sent[1:]] == ["附件1.ffpatt", "附件2.ffpatt", "附件3.ffpatt"]
    assert told == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    new = [township.receiving.parts.take((village.stick / one.name).read_bytes()).new for one in sent[1:]]
    assert new == [2, 2, 1]


def test_stick__with_bundle_and_attachments__is_told_and_read_as_a_whole(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    attach(village, survey)
    (_bundle,), (part,) = export(village)
    surveys = Surveys(township.vault, shelf, county_regions(), township.clock)
    exchange = BundleExchange(township.vault, surveys, shelf, county_regions(), township.clock)
    exchange.receiving = township.receiving  # the surveys of these tests are of no form
    before = {one.kind: one.is_done for one in exchange.scan(village.stick)}
    assert before == {FileKind.BUNDLE: False, FileKind.ATTACHMENTS: False}
    lines = {line.name: line for line in exchange.read_all(village.stick)}
    taken = lines[part.name].part
    assert taken is not None and (taken.pictures, taken.new) == (1, 1)
    assert presence(township, survey) == [Presence.HERE]
    after = {one.kind: one.is_done for one in exchange.scan(village.stick) if one.kind is not FileKind.RECEIPT}
    assert after == {FileKind.BUNDLE: True, FileKind.ATTACHMENTS: True}
    there = BundleExchange(village.vault, surveys, shelf, county_regions(), village.clock)
    read = [line.receipt_of for line in there.read_all(village.stick) if line.receipt_of]
    assert len(read) == 2 and village.sending.outbox() == ()


# ---- what is refused


def refused_part(office: Office, content: bytes) -> str:
    with pytest.raises(FfpError) as refused:
        office.receiving.parts.take(content)
    return code_of(refused)


def test_part__for_another_office__is_refused(chain: Chain) -> None:
    village = chain.villages[0]
    attach(village, village.write(1))
    _, (part,) = export(village)
    assert refused_part(chain.banner, part.read_bytes()) == "bundle.misaddressed"


def test_bundle_and_part__are_never_taken_for_one_another(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    (bundle,), (part,) = export(village)
    assert refused_part(township, bundle.read_bytes()) == "bundle.forged"
    with pytest.raises(FfpError) as refused:
        township.receiving.look(part.read_bytes())
    assert code_of(refused) == "bundle.forged"


def test_part__of_a_stranger__is_refused(chain: Chain, make_office: MakeOffice) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    _, (part,) = export(village)
    header = open_part(part.read_bytes()).header
    stranger = make_office(village.vault.unit.code, "村").devices.sender()
    forged = make_part({digest_of(JPEG): JPEG}, header, stranger, township.devices.recipients(header.to))
    assert refused_part(township, forged) == "bundle.not_enrolled"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (digest_of(b"other"), JPEG),
        (digest_of(b"no picture"), b"no picture"),
        (digest_of(JPEG + bytes(1 << 20)), JPEG + bytes(1 << 20)),
    ],
)
def test_part__with_bytes_that_are_not_what_they_say__is_refused(chain: Chain, name: str, content: bytes) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    _, (part,) = export(village)
    header = replace(open_part(part.read_bytes()).header, payload="", size=0)
    sender, recipients = village.devices.sender(), village.devices.recipients(header.to)
    assert refused_part(township, make_part({name: content}, header, sender, recipients)) == "bundle.forged"
    assert township.vault.attachments.files.has(name) is False


def test_part__with_every_byte_flipped_in_turn__is_refused(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    attach(village, village.write(1))
    _, (part,) = export(village)
    content = part.read_bytes()
    for place in range(0, len(content), max(1, len(content) // 150)):
        mutant = content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :]
        assert refused_part(township, mutant).startswith("bundle.")
    assert township.vault.attachments.missing() == ()
