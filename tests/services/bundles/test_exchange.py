"""Bundles between vaults: what went out comes in, once, in any order; receipts, undo, forks."""

import shutil

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.preview import Change
from tests.services.bundles.conftest import TOWNSHIP, VILLAGES, Chain, MakeOffice, Office, enrol


def refused(code: str, action: object, *arguments: object, **named: object) -> str:
    with pytest.raises(FfpError) as error:
        action(*arguments, **named)
    assert error.value.code == code
    assert error.value.sentence.endswith("。")
    return error.value.sentence


def test_export__village_to_township__arrives_whole(chain: Chain) -> None:
    village = chain.villages[0]
    for number in range(1, 4):
        village.write(number)
    file = village.export()
    assert "-2023" in file.name and file.name.endswith("第1号.ffpb")
    preview = chain.township.receiving.look(file.read_bytes())
    assert [line.change for line in preview.lines] == [Change.NEW] * 3
    receipt = chain.township.take(file)
    assert chain.township.state() == village.state()
    assert chain.township.vault.check() == ()
    assert [sent.sequence for sent in village.sending.outbox()] == [1]
    village.sending.take_receipt(receipt.read_bytes())
    assert village.sending.outbox() == ()
    refused("bundle.nothing_new", village.sending.plan)


def test_export__after_a_receipt__carries_only_what_is_new(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    village.sending.take_receipt(township.take(village.export()).read_bytes())
    village.write(1, "乌云", survey)
    village.write(2)
    plan = village.sending.plan()
    assert plan.revisions == 2 and plan.surveys == 2
    preview = township.receiving.look(village.export().read_bytes())
    assert {line.survey: line.change for line in preview.lines}[survey] is Change.CHANGED


def test_export__lost_stick__heals_with_the_next_bundle(chain: Chain) -> None:
    village = chain.villages[0]
    village.write(1)
    village.export().unlink()
    village.write(2)
    chain.township.take(village.export())
    assert chain.township.state() == village.state()


def test_township__hands_up__what_its_villages_signed(chain: Chain) -> None:
    for village in chain.villages:
        village.write(1)
        chain.township.take(village.export())
    chain.township.write(9, village=VILLAGES[0])
    chain.banner.take(chain.township.export())
    assert chain.banner.state() == chain.township.state()
    assert chain.banner.vault.check() == ()


def test_banner__sends_down__what_a_lost_vault_had(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    township.take(village.export())
    township.write(5, village=VILLAGES[0])
    file = township.export(to=VILLAGES[0])
    village.take(file)
    assert village.state() == township.state()


def test_import__any_order_of_a_folder__waits_for_the_missing(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    village.sending.take_receipt(township.take(village.export()).read_bytes())
    for number in (2, 3):
        village.write(number)
        sent = village.export()
        other = village.stick.parent / "other"
        other.mkdir(exist_ok=True)
        shutil.copy(sent, other / f"{9 - number}.ffpb")
    lines = township.receiving.take_folder(village.stick.parent / "other")
    assert [line.error for line in lines] == [None, None]
    assert township.state() == village.state()


def test_import__with_a_gap__waits_and_changes_nothing(chain: Chain, make_office: MakeOffice) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    first = village.export()
    receipt = township.take(first)
    village.sending.take_receipt(receipt.read_bytes())
    village.write(2)
    second = village.export()
    township.receiving.undo()
    before = township.state()
    sentence = refused("bundle.waiting", township.receiving.look, second.read_bytes())
    assert "等待第1号包" in sentence
    assert township.state() == before
    township.take(first)
    township.take(second)
    assert township.state() == village.state()


def test_import__twice__is_named_and_changes_nothing(chain: Chain) -> None:
    village = chain.villages[0]
    village.write(1)
    file = village.export()
    chain.township.take(file)
    refused("bundle.replayed", chain.township.receiving.look, file.read_bytes())


def test_undo__of_the_last_import__leaves_nothing_of_it(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    township.write(7, village=VILLAGES[0])
    before = township.state()
    village.write(1)
    file = village.export()
    township.take(file)
    township.receiving.undo()
    assert township.state() == before and township.vault.check() == ()
    refused("bundle.undo_none", township.receiving.undo)
    township.take(file)
    township.write(8, village=VILLAGES[0])
    refused("bundle.undo_late", township.receiving.undo)


def test_undo__after_an_export__is_too_late(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    township.take(village.export())
    township.export()
    refused("bundle.undo_late", township.receiving.undo)


def test_conflict__two_hands_at_one_survey__is_shown_and_kept(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    township.take(village.export())
    township.write(1, "那仁", survey, VILLAGES[0])
    village.write(1, "其其格", survey)
    preview = township.receiving.look(village.export().read_bytes())
    (line,) = preview.lines
    assert line.change is Change.CONFLICT and line.conflicts == ("head_name",)
    township.receiving.accept(preview)
    assert township.vault.journal.document(survey).conflicts == ("head_name",)


def test_clone__of_a_vault__is_named_and_both_histories_kept(chain: Chain, make_office: MakeOffice) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    folder = village.vault.folder
    village.vault.close(village.clock(), backup=False)
    copy = folder.parent / "clone"
    shutil.copytree(folder, copy)
    from ffp_desktop.store.vault import open_vault
    from tests.conftest import PASSWORD

    operator = village.vault.operator.id
    village.vault = open_vault(folder, operator, PASSWORD, village.clock())
    clone = Office(open_vault(copy, operator, PASSWORD, village.clock()), village.clock, village.stick.parent)
    one, other = village.write(2, "甲"), clone.write(3, "乙")
    township.take(village.export())
    preview = township.receiving.look(clone.export().read_bytes())
    (fork,) = preview.forks
    assert (fork.device, fork.number, fork.is_own) == (village.vault.device_id, 2, False)
    township.receiving.accept(preview)
    for survey in (one, other):
        assert township.vault.journal.document(survey).count == 1
    chain.banner.take(township.export())
    assert chain.banner.state() == township.state()
    former = village.vault.device_id
    back = village.receiving.look(township.export(to=VILLAGES[0]).read_bytes())
    assert [fork.is_own for fork in back.forks] == [True]
    village.receiving.accept(back)
    village.reopened()
    assert village.vault.device_id != former
    village.write(4)
    township.take(village.export())
    assert township.state() == village.state()
    clone.vault.close(village.clock(), backup=False)


def test_never_enrolled__works_alone__and_is_taken_once_accepted(chain: Chain, make_office: MakeOffice) -> None:
    alone = make_office(VILLAGES[0], "村")
    alone.write(1)
    refused("bundle.no_recipient", alone.sending.plan)
    card = chain.township.enrolment.card()
    from ffp_desktop.bundle.signing import fingerprint

    alone.enrolment.enrol(card, fingerprint(chain.township.devices.trust().root))
    file = alone.export()
    refused("bundle.not_enrolled", chain.township.receiving.look, file.read_bytes())
    (own,) = [device for device in alone.devices.list() if device.state == "未登记"]
    chain.township.enrolment.accept(file.read_bytes(), own.fingerprint)
    chain.township.take(file)
    assert chain.township.state() == alone.state()
    enrol(alone, chain.township)
    alone.write(2)
    chain.township.take(alone.export())
    assert chain.township.state() == alone.state()


def test_revoked__device__is_refused_and_what_it_wrote_before_still_goes_up(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    township.take(village.export())
    (stolen,) = [device for device in township.devices.list() if device.unit == VILLAGES[0]]
    township.enrolment.revoke(stolen.fingerprint)
    village.write(2)
    refused("bundle.revoked", township.receiving.look, village.export().read_bytes())
    chain.banner.take(township.export())
    assert chain.banner.state() == township.state()


def test_expired__certificate__is_refused(chain: Chain) -> None:
    from datetime import timedelta

    village = chain.villages[0]
    village.write(1)
    file = village.export()
    chain.township.clock.now += timedelta(days=4 * 365)
    refused("bundle.expired", chain.township.receiving.look, file.read_bytes())


def test_misaddressed__bundle__is_refused(chain: Chain) -> None:
    village = chain.villages[0]
    village.write(1)
    file = village.export()
    refused("bundle.misaddressed", chain.banner.receiving.look, file.read_bytes())
    refused("bundle.misaddressed", chain.villages[1].receiving.look, file.read_bytes())


def test_enrol__wrong_fingerprint__is_refused(chain: Chain, make_office: MakeOffice) -> None:
    new = make_office(VILLAGES[0], "村")
    request, spoken = new.enrolment.request()
    wrong = spoken[:-1] + str((int(spoken[-1]) + 1) % 10)
    refused("device.fingerprint_wrong", chain.township.enrolment.certify, request, wrong)
    pack = chain.township.enrolment.certify(request, spoken)
    refused("device.fingerprint_wrong", new.enrolment.enrol, pack, "0000 0000 0000")
    assert new.devices.trust().root == ""


def test_certify__unit_of_another_region__is_refused(chain: Chain, make_office: MakeOffice) -> None:
    other = make_office("150722100", "乡镇")
    request, spoken = other.enrolment.request()
    refused("device.scope_wrong", chain.township.enrolment.certify, request, spoken)
    refused("device.no_authority", chain.villages[0].enrolment.certify, request, spoken)


def test_root__from_its_sheet__certifies_again(chain: Chain, make_office: MakeOffice) -> None:
    sheet = chain.banner.enrolment.root_sheet()
    new = make_office("150722", "旗")
    assert new.enrolment.restore_root(sheet) and new.devices.trust().root == chain.banner.devices.trust().root
    garbled = (sheet[0][::-1], *sheet[1:])
    refused("device.sheet_wrong", make_office("150722", "旗").enrolment.restore_root, garbled)


def test_receipt__of_another_bundle__is_refused(chain: Chain) -> None:
    one, two = chain.villages
    one.write(1)
    receipt = chain.township.take(one.export())
    two.write(1)
    two.export()
    refused("bundle.receipt_unknown", two.sending.take_receipt, receipt.read_bytes())
    refused("bundle.receipt_wrong", one.sending.take_receipt, receipt.read_bytes()[:-9])
    assert len(two.sending.outbox()) == 1 and two.sending.outbox()[0].receiver == TOWNSHIP


def test_revoked__device_accepted_by_hand_and_then_enrolled__is_refused(chain: Chain, make_office: MakeOffice) -> None:
    township, alone = chain.township, make_office(VILLAGES[0], "村")
    alone.enrolment.enrol(township.enrolment.card(), township.enrolment.root_fingerprint())
    alone.write(1)
    file = alone.export()
    (own,) = [device for device in alone.devices.list() if device.state == "未登记"]
    township.enrolment.accept(file.read_bytes(), own.fingerprint)
    enrol(alone, township)
    township.enrolment.revoke(own.fingerprint)
    refused("bundle.not_enrolled", township.receiving.look, file.read_bytes())
    refused("bundle.revoked", township.receiving.look, alone.export().read_bytes())
