"""An import of some surveys and not of others; bundles that wait; what one downward bundle carries."""

from ffp_desktop.bundle.receipts import read_receipt
from ffp_desktop.domain.survey import Place, Round
from ffp_desktop.services.bundles.reckoning import reckon
from ffp_desktop.services.rounds import open_round
from ffp_desktop.services.signers import SignerRole, Signers
from tests.services.conftest import SECOND_ROUND
from tests.services.review.conftest import TOWNSHIP, VILLAGES, Banner, carry, carry_down, note, refused


def test_hold__one_of_two__is_received_and_not_taken(offices: Banner) -> None:
    village, township = offices.village, offices.township
    one, other = village.enter(), village.enter("rare-characters")
    village.handing.submit([one, other])
    files = village.send()
    receipt = township.take(files, hold=[other])
    assert township.state(one) == "已上报"
    refused("survey.unknown", township.vault.surveys.get, other)
    (held,) = township.receiving.held()
    assert (held.survey, held.source, held.sequence, held.revisions) == (other, VILLAGES[0], 1, 2)
    assert held.number == village.vault.surveys.get(other).number
    told, _certificate = read_receipt(receipt, village.devices.trust(), village.clock().isoformat())
    assert (told.accepted, told.held, told.returned) == ((one,), (other,), ())
    village.sending.take_receipt(receipt)
    assert village.handing.where(other).is_held and not village.handing.where(one).is_held
    assert township.vault.check(township.exchange.summarise) == ()
    assert reckon(township.vault, VILLAGES[0]).digest == reckon(village.vault).digest
    assert township.receiving.take_held([other]) == (other,)
    assert township.state(other) == "已上报" and township.receiving.held() == ()
    refused("bundle.not_held", township.receiving.take_held, [other])
    assert township.vault.check(township.exchange.summarise) == ()
    carry_down(township, village)
    assert not village.handing.where(other).is_held


def test_hold__changes_of_a_known_survey__leaves_it_as_it_was(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    carry(village, township)
    township.review.return_survey(survey, [note("business_income", "偏高。")])
    carry_down(township, village)
    village.correct(survey, "business_income", "47000")
    village.handing.submit([survey])
    files = village.send()
    township.take(files, hold=[survey])
    assert township.state(survey) == "退回" and township.vault.surveys.get(survey).holder == VILLAGES[0]
    refused("review.held", township.conflicts.resolve, survey, {}, "因为")
    village.handing.recall([survey], "再改一处")
    village.correct(survey, "business_income", "46000")
    village.handing.submit([survey])
    later = village.send()
    (line,) = township.look(later[0]).lines
    assert line.is_held and line.conflicts == ()
    township.take(later)
    assert township.receiving.held() == () and township.state(survey) == "已上报"
    assert township.open(survey).printed(Place("business_income")) == "46,000.00"
    township.receiving.undo()
    assert [held.survey for held in township.receiving.held()] == [survey]
    assert township.state(survey) == "退回" and township.vault.check(township.exchange.summarise) == ()


def test_wait__a_bundle_that_skips__is_kept_and_taken_when_the_gap_closes(offices: Banner) -> None:
    village, township = offices.village, offices.township
    village.enter()
    village.handing.submit(village.handing.ready())
    (first,) = village.send()
    receipt = township.take([first])
    village.sending.take_receipt(receipt)
    township.receiving.undo()
    village.enter("rare-characters")
    (second,) = village.send()
    refused("bundle.waiting", township.look, second)
    kept = township.receiving.keep(second.read_bytes())
    assert (kept.sequence, kept.missing, kept.source) == (2, 1, VILLAGES[0])
    assert township.receiving.waiting() == (kept,)
    refused("bundle.not_waiting", township.receiving.keep, first.read_bytes())
    imported = township.receiving.accept(township.look(first))
    assert [one.preview.header.sequence for one in imported.followed] == [2]
    assert township.receiving.waiting() == ()
    assert reckon(township.vault, VILLAGES[0]).digest == reckon(village.vault).digest
    refused("bundle.replayed", township.receiving.keep, second.read_bytes())


def test_wait__in_a_folder__is_kept_too(offices: Banner) -> None:
    village, township = offices.village, offices.township
    village.enter()
    (first,) = village.send()
    village.sending.take_receipt(township.take([first]))
    township.receiving.undo()
    kept = first.read_bytes()
    first.unlink()
    village.enter("rare-characters")
    village.send()
    (line,) = township.receiving.take_folder(village.stick)
    assert line.error is not None and line.error.code == "bundle.waiting"
    assert len(township.receiving.waiting()) == 1
    for file in village.stick.iterdir():
        file.unlink()
    first.write_bytes(kept)
    (line,) = township.receiving.take_folder(village.stick)
    assert line.imported is not None and len(line.imported.followed) == 1


def test_down__rounds_people_receipts_and_revocations__come_in_one_bundle(offices: Banner) -> None:
    village, township, banner = offices.village, offices.township, offices.banner
    survey = village.enter()
    village.handing.submit([survey])
    township.take(village.send())
    assert len(village.sending.outbox()) == 1
    at = banner.clock().isoformat(timespec="seconds")
    open_round(banner.vault, SECOND_ROUND, at)
    Signers(township.vault, township.clock).add(VILLAGES[0], "何志刚", [SignerRole.JUDGE])
    township.review.return_survey(survey, [note("business_income", "偏高。")])
    from ffp_desktop.services.enrolment import Enrolment

    (neighbour,) = [device for device in township.devices.list() if device.unit == VILLAGES[1]]
    Enrolment(township.devices).revoke(neighbour.fingerprint)
    township.take(banner.send(TOWNSHIP))
    assert [one.id for one in township.vault.rounds.list()] == [SECOND_ROUND.id]
    (file,) = township.send(VILLAGES[0])
    village.take([file])
    assert village.sending.outbox() == ()
    assert _named(village.vault.rounds.list()) == SECOND_ROUND.name
    assert [one.name for one in Signers(village.vault, village.clock).list(VILLAGES[0])] == ["何志刚"]
    assert village.state(survey) == "退回"
    assert "已停用" in {device.state for device in village.devices.list()} or any(
        listed.keys for listed in village.devices.trust().revoked.values()
    )
    assert village.vault.check(village.exchange.summarise) == ()


def test_down__with_nothing_but_a_receipt__is_still_written(offices: Banner) -> None:
    village, township = offices.village, offices.township
    village.enter()
    township.take(village.send())
    township.sending.take_receipt(village.take(township.send(VILLAGES[0], everything=True)))
    refused("bundle.nothing_new", township.sending.plan, VILLAGES[0])
    village.enter("rare-characters")
    township.take(village.send())
    village.take(township.send(VILLAGES[0]))
    assert village.sending.outbox() == ()


def _named(rounds: tuple[Round, ...]) -> str:
    return rounds[-1].name
