"""The outbox and the outlook: what waits, what went, what came; a bad stick costs nothing; green only on a receipt."""

from dataclasses import replace
from pathlib import Path

import pytest

from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.bundles.preview import Change
from ffp_desktop.services.bundles.sending import Plan
from ffp_desktop.services.bundles.stick import FileKind
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from tests.services.bundles.conftest import TOWNSHIP, VILLAGES, Chain, MakeOffice, Office, enrol


def exchange_of(office: Office, shelf: FormShelf) -> BundleExchange:
    surveys = Surveys(office.vault, shelf, county_regions(), office.clock)
    made = BundleExchange(office.vault, surveys, shelf, county_regions(), office.clock)
    made.receiving._summarise = None  # these surveys hold a name only
    return made


def test_outlook__counts_what_waits_until_the_receipt_comes(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    for number in range(1, 4):
        village.write(number)
    exchange = exchange_of(village, shelf)
    assert exchange.look_out().waiting == {VILLAGES[0]: 3}
    file = village.export()
    assert exchange.look_out().waiting == {VILLAGES[0]: 3}
    (sent,) = exchange.look_out().sent
    assert (sent.bundle.surveys, sent.bundle.receipt_at, sent.is_kept) == (3, "", True)
    village.sending.take_receipt(township.take(file).read_bytes())
    after = exchange.look_out()
    assert after.waiting == {} and after.last_receipt != ""
    assert after.sent[0].bundle.receipt_at != "" and not after.sent[0].is_kept
    village.write(4)
    assert exchange.look_out().waiting == {VILLAGES[0]: 1}


def test_outlook__what_the_office_sent_down__does_not_wait_to_go_up_until_it_is_changed(
    chain: Chain, shelf: FormShelf
) -> None:
    village, township = chain.villages[0], chain.township
    survey = township.write(5, village=VILLAGES[0])
    village.take(township.export(to=VILLAGES[0]))
    exchange = exchange_of(village, shelf)
    assert exchange.look_out().waiting == {}
    village.write(5, "敖明海", survey)
    assert exchange.look_out().waiting == {VILLAGES[0]: 1}


def test_sum_up__tells_states_and_size_before_anything_is_written(chain: Chain, shelf: FormShelf) -> None:
    village = chain.villages[0]
    village.write(1)
    exchange = exchange_of(village, shelf)
    summary = exchange.sum_up(village.sending.plan())
    assert (summary.surveys, summary.files) == (1, 1) and summary.largest > 100
    assert village.vault.feeds.sent() == ()


def test_write__stick_that_is_gone__keeps_the_bundle_for_another(chain: Chain, shelf: FormShelf) -> None:
    village = chain.villages[0]
    village.write(1)
    with pytest.raises(FfpError) as refused:
        village.sending.write(village.sending.plan(), village.stick / "gone")
    assert refused.value.code == "bundle.cannot_write"
    exchange = exchange_of(village, shelf)
    (sent,) = exchange.look_out().sent
    assert sent.is_kept and sent.bundle.written_at == ""
    file = exchange.write_again(sent.bundle.id, village.stick)
    chain.township.take(file)
    assert exchange.look_out().sent[0].bundle.written_at != ""
    assert chain.township.state() == village.state()


class StopError(Exception):
    pass


def test_write__cancelled_while_files_are_made__keeps_nothing(chain: Chain) -> None:
    village = chain.villages[0]
    village.write(1)

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        village.sending.write(village.sending.plan(), village.stick, stop)
    assert village.vault.feeds.sent() == ()
    assert list((village.vault.folder / "outbox").glob("*")) == []


def test_write__cancelled_at_the_second_file__leaves_no_file_of_the_first(chain: Chain) -> None:
    village = chain.villages[0]
    village.write(1)
    plan = village.sending.plan()
    twice: Plan = replace(plan, parts=(*plan.parts, *plan.parts))

    def stop_at_second(done: int, total: int) -> None:
        if done == 1:
            raise StopError

    with pytest.raises(StopError):
        village.sending.write(twice, village.stick, stop_at_second)
    assert village.vault.feeds.sent() == () and list(village.stick.glob("*.ffpb")) == []
    assert list((village.vault.folder / "outbox").iterdir()) == []


def test_receipt__of_a_later_bundle__answers_the_lost_one_too(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    village.export().unlink()
    village.write(2)
    second = village.export()
    village.sending.take_receipt(township.take(second).read_bytes())
    assert village.sending.outbox() == ()
    (came,) = exchange_of(township, shelf).look_out().came
    assert (came.bundle.sequence, came.missing, came.surveys) == (2, (1,), 2)


def test_receipt__of_an_earlier_bundle__leaves_the_later_one_waiting(chain: Chain) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    receipt = township.take(village.export())
    village.write(2)
    village.export()
    village.sending.take_receipt(receipt.read_bytes())
    assert [sent.sequence for sent in village.sending.outbox()] == [2]


def test_not_kept__bundle_without_its_file__is_told(chain: Chain, shelf: FormShelf) -> None:
    village = chain.villages[0]
    village.write(1)
    village.export()
    (sent,) = village.vault.feeds.sent()
    village.sending.files.drop([sent.id])
    with pytest.raises(FfpError) as refused:
        exchange_of(village, shelf).write_again(sent.id, village.stick)
    assert refused.value.code == "bundle.not_kept"


def test_scan__a_mixed_folder__tells_each_file(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    file = village.export()
    (village.stick / "bad.ffpb").write_bytes(b"half a file")
    (village.stick / "notes.txt").write_text("x", encoding="utf-8")
    request, _spoken = village.enrolment.request()
    (village.stick / "a.ffpreq").write_bytes(request)
    exchange = exchange_of(township, shelf)
    bundle, bad, asked = exchange.scan(village.stick)
    assert bad.error is not None and bad.error.code == "bundle.foreign"
    assert (bundle.source, bundle.sequence, bundle.is_ours, bundle.is_done) == (VILLAGES[0], 1, True, False)
    assert asked.kind is FileKind.REQUEST
    township.take(file)
    found = exchange.scan(village.stick)
    assert [one.is_done for one in found if one.sequence and one.kind is FileKind.BUNDLE] == [True]
    (receipt,) = [one for one in exchange_of(village, shelf).scan(village.stick) if one.kind is FileKind.RECEIPT]
    assert (receipt.is_ours, receipt.is_done, receipt.source) == (True, False, TOWNSHIP)


def test_read_all__folder_of_many__imports_and_writes_receipts(chain: Chain, shelf: FormShelf) -> None:
    township = chain.township
    for office in chain.villages:
        office.write(1)
        office.export()
    (township.stick / "bad.ffpb").write_bytes(b"half a file")
    lines = exchange_of(township, shelf).read_all(township.stick)
    assert sorted(bool(line.taken) for line in lines) == [False, True, True]
    assert all(line.taken.receipt is not None and line.taken.receipt.exists() for line in lines if line.taken)
    (read,) = [line for line in exchange_of(chain.villages[0], shelf).read_all(township.stick) if line.receipt_of]
    assert read.receipt_of is not None and read.receipt_of.receipt_at != ""
    assert chain.villages[0].sending.outbox() == ()


def test_take_in__receipt_that_cannot_be_written__leaves_the_import(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    exchange = exchange_of(township, shelf)
    done = exchange.take_in(township.receiving.look(village.export().read_bytes()), Path("/nowhere"))
    assert done.receipt is None and done.trouble is not None and done.trouble.code == "bundle.cannot_write"
    assert township.state() == village.state()
    (came,) = exchange.look_out().came
    assert exchange.write_receipt(came.bundle.id, township.stick).exists()
    assert exchange.look_out().can_undo
    exchange.receiving.undo()
    assert exchange.look_out().came == () and not exchange.look_out().can_undo


def test_details__conflict__shows_both_sides_and_where_they_part(chain: Chain, shelf: FormShelf) -> None:
    village, township = chain.villages[0], chain.township
    survey = village.write(1)
    township.take(village.export())
    township.write(1, "那仁", survey, VILLAGES[0])
    village.write(1, "其其格", survey)
    preview = township.receiving.look(village.export().read_bytes())
    details = exchange_of(township, shelf).explain(preview)
    (line,) = preview.lines
    assert line.change is Change.CONFLICT and "两边都改过" in details.sentence(line)
    parting = details.parting(line)
    assert parting is not None
    assert [one.number for one in parting.shared] == [1] and (parting.here.number, parting.there.number) == (2, 2)


def test_tally__of_chosen_surveys__counts_states_and_findings(surveys: Surveys, vault: object) -> None:
    ids = [surveys.start(VILLAGES[0]) for _ in range(3)]
    tally = surveys._vault.surveys.tally([*ids[:2], "unknown"])
    assert tally.by_state == {State.DRAFT: 2}


def test_write__name_that_another_computer_of_the_village_took__leaves_that_file(
    chain: Chain, make_office: MakeOffice
) -> None:
    one, other = chain.villages[0], make_office(VILLAGES[0], "村")
    enrol(other, chain.township)
    one.write(1)
    other.write(2)
    first, second = one.export(), other.export()
    assert first != second and first.exists() and second.exists()
    assert other.vault.feeds.sent()[0].name == second.name
    for file in (first, second):
        chain.township.take(file)
    assert len(list(one.stick.glob("*.ffprcpt"))) == 2
