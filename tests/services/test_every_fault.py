"""Every step on the disk fails once, and then for good: old or new state, one sentence, and a second try succeeds."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from ffp_desktop.bundle.attachment_part import open_part
from ffp_desktop.bundle.reading import open_bundle
from ffp_desktop.bundle.receipts import read_receipt
from ffp_desktop.domain.attachments import Presence
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.attachment_parts import PartReceiving
from ffp_desktop.services.bundles.receiving import Imported
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.store.backup import list_backups, verify_backup
from ffp_desktop.store.engine import open_database
from ffp_desktop.store.migrations.upgrade import VERSIONS, schema_version
from ffp_desktop.store.records import Unit
from ffp_desktop.store.restore import restore
from ffp_desktop.store.schema import HEAD
from ffp_desktop.store.vault import create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE, Clock
from tests.faults import Faults, leftovers
from tests.services.bundles.conftest import Chain, Office, chain, make_office
from tests.services.bundles.test_attachment_parts import attach

__all__ = ["chain", "make_office"]

UNWRITTEN = {
    "bundle.cannot_write",
    "store.cannot_write",
    "backup.cannot_write",
    "file.cannot_write",
    "backup.cannot_check",
}


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Asked for before the vaults, so that their engines are watched."""
    return Faults(monkeypatch)


@pytest.fixture(params=[False, True], ids=["once", "for good"])
def is_lasting(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def each_fault(faults: Faults, action: Callable[[], object], is_lasting: bool) -> Iterator[FfpError | None]:
    """Strikes at the first step, the second, …, until an action is through before its fault. That one is not told.

    A step whose failing changes nothing (an early file that is not needed) may give no error.
    """
    for number in count(1):
        error = faults.strike(number, action, is_lasting)
        if not faults.has_struck:
            assert error is None and number > 3
            return
        assert error is None or (error.code in UNWRITTEN and error.sentence.endswith("。")), error
        yield error


def test_export__any_step_fails__outbox_and_stick_agree(faults: Faults, chain: Chain, is_lasting: bool) -> None:
    village, stick = chain.villages[0], chain.villages[0].stick
    village.write(1)
    for error in each_fault(faults, lambda: village.sending.write(village.sending.plan(), stick), is_lasting):
        sent = {one.id: one for one in village.vault.feeds.sent()}
        lying = {open_bundle(file.read_bytes()).header.bundle for file in stick.glob("*.ffpb")}
        kept = {file.stem: file for file in (village.vault.folder / "outbox").glob("*.ffpb")}
        assert error is not None
        assert {one.id for one in sent.values() if one.written_at} <= lying <= set(sent) <= set(kept)
        assert all(open_bundle(kept[bundle].read_bytes()).header.bundle == bundle for bundle in sent)
        if not is_lasting:
            assert set(kept) == set(sent) and leftovers(stick, village.vault.folder) == []
            village.sending.files.copy(next(iter(sent.values())), stick) if sent else None
    chain.township.take(village.export(everything=True))
    assert chain.township.state() == village.state()
    assert chain.township.vault.check() == ()


def test_import__any_step_fails__is_whole_or_not_at_all(faults: Faults, chain: Chain, is_lasting: bool) -> None:
    village, township = chain.villages[0], chain.township
    for number in (1, 2):
        village.write(number)
    before, content = township.state(), village.export().read_bytes()
    preview = township.receiving.look(content)
    for error in each_fault(faults, lambda: township.receiving.accept(preview), is_lasting):
        came = township.vault.feeds.imports()
        assert error is not None and came == () and township.state() == before
        if not is_lasting:
            assert leftovers(township.vault.folder) == []
    assert township.state() == village.state() and township.vault.check() == ()
    township.receiving.undo()
    assert township.state() == before


def test_undo__any_step_fails__takes_back_all_or_nothing(faults: Faults, chain: Chain, is_lasting: bool) -> None:
    village, township = chain.villages[0], chain.township
    before = township.state()
    village.write(1)
    township.take(village.export())
    for error in each_fault(faults, township.receiving.undo, is_lasting):
        assert error is not None and township.state() == village.state()
        assert len(township.vault.feeds.imports()) == 1
    assert township.state() == before and township.vault.check() == ()


def test_attachments__any_step_fails__the_next_export_brings_what_is_missing(
    faults: Faults, chain: Chain, is_lasting: bool
) -> None:
    village, township, stick = chain.villages[0], chain.township, chain.villages[0].stick
    survey = village.write(1)
    attach(village, survey)
    for error in each_fault(faults, lambda: village.sending.write(village.sending.plan(), stick), is_lasting):
        assert error is not None
        assert all(open_part(file.read_bytes()) for file in stick.glob("*.ffpatt"))
        if not is_lasting:
            assert leftovers(stick, village.vault.folder) == []
    for file in stick.iterdir():
        file.unlink()
    sent = [stick / one.name for one in village.sending.write(village.sending.plan(everything=True), stick)]
    township.take(sent[0])
    content, taking = sent[1].read_bytes(), PartReceiving(township.vault, township.devices, township.clock)
    for error in each_fault(faults, lambda: taking.take(content), is_lasting):
        assert error is not None
        assert leftovers(township.vault.folder) == [] or is_lasting
    assert [one.presence for one in township.vault.attachments.list([survey])] == [Presence.HERE]
    assert township.vault.check() == ()


def test_receipt__any_step_fails__is_whole_or_not_there(faults: Faults, chain: Chain, is_lasting: bool) -> None:
    village, township = chain.villages[0], chain.township
    village.write(1)
    imported: Imported = township.receiving.accept(township.receiving.look(village.export().read_bytes()))
    for error in each_fault(faults, lambda: township.receiving.write_receipt(imported, township.stick), is_lasting):
        assert error is not None
        require_whole_receipts(village)
        if not is_lasting:
            assert leftovers(township.stick) == []
    receipt = (township.stick / imported.receipt_name).read_bytes()
    for error in each_fault(faults, lambda: village.sending.take_receipt(receipt), is_lasting):
        assert error is not None and len(village.sending.outbox()) == 1
    assert village.sending.outbox() == () and leftovers(township.stick) == []


def require_whole_receipts(village: Office) -> None:
    for file in village.stick.glob("*.ffprcpt"):
        read_receipt(file.read_bytes(), village.devices.trust(), village.devices.now())


def test_backup__any_step_fails__every_backup_is_a_whole_one(faults: Faults, chain: Chain, is_lasting: bool) -> None:
    vault, clock = chain.township.vault, chain.township.clock
    place = vault.folder / "backups"
    for error in each_fault(faults, lambda: vault.backup(None, clock()), is_lasting):
        assert error is not None
        for backup in list_backups(place):
            verify_backup(Path(backup.file), vault._key)
        if not is_lasting:
            assert leftovers(place, vault.folder) == []
    assert vault.check() == () and leftovers(place, vault.folder) == []
    verify_backup(Path(list_backups(place)[0].file), vault._key)


def test_restore__any_step_fails__the_old_vault_or_the_restored_one_opens(
    faults: Faults, tmp_path: Path, clock: Clock, is_lasting: bool
) -> None:
    unit, folder = Unit("150722108", "腾克镇", "乡镇"), tmp_path / "vault"
    vault, _code = create_vault(folder, unit, "苏日娜", PASSWORD, clock(), QUICK)
    operator, key, numbers = vault.operator.id, vault._key, []
    file = Path(vault.backup(tmp_path, clock()).file)
    vault.surveys.create("", "2023Q1", "check", VILLAGE, operator, "2023-03-06T14:32:00")
    vault.close(clock(), backup=False)
    shutil.copytree(folder, tmp_path / "present")
    for error in each_fault(faults, lambda: restore(file, folder, clock(), key), is_lasting):
        assert error is not None
        again = open_vault(folder, operator, PASSWORD, clock())
        numbers.append(len(again.surveys.find(SurveyFilter()).ids()))
        assert again.check() == ()
        again.close(clock(), backup=False)
        if not is_lasting:
            assert leftovers(folder) == []
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "present", folder)
    assert set(numbers) == {0, 1}
    again = open_vault(folder, operator, PASSWORD, clock())
    assert again.surveys.find(SurveyFilter()).ids() == () and again.check() == ()
    again.close(clock(), backup=False)


def test_migration__any_step_fails__leaves_the_first_schema(faults: Faults, tmp_path: Path, is_lasting: bool) -> None:
    first, key = tmp_path / "first", b"k" * 32
    (first / "versions").mkdir(parents=True)
    shutil.copy(VERSIONS / "versions" / "v0001_first.py", first / "versions")
    file = tmp_path / "vault.sqlite"
    database = open_database(file, key, create=True, migrations=first)
    with database.write() as connection:
        for survey in ("a", "b"):
            connection.exec_driver_sql("INSERT INTO survey (id, number) VALUES (?, ?)", (survey, survey))
            connection.exec_driver_sql("INSERT INTO survey_line (survey, head_name) VALUES (?, '孟和')", (survey,))
            connection.exec_driver_sql("INSERT INTO survey_search (survey, words) VALUES (?, '孟和')", (survey,))
    database.close()
    for error in each_fault(faults, lambda: open_database(file, key).close(), is_lasting):
        assert error is not None
        old = open_database(file, key, migrations=first)
        with old.read() as connection:
            assert schema_version(connection) == "0001"
            assert connection.exec_driver_sql("SELECT count(*) FROM survey").scalar_one() == 2
        old.close()
    new = open_database(file, key)
    with new.read() as connection:
        assert schema_version(connection) == HEAD
        assert connection.exec_driver_sql("SELECT id FROM survey ORDER BY 1").scalars().all() == ["a", "b"]
    new.close()


@pytest.mark.parametrize("kind", [Kind.PEOPLE, Kind.TWO_SHEETS, Kind.PAPER])
def test_workbook__any_step_fails__leaves_the_former_file(
    faults: Faults, surveys: Surveys, shelf: FormShelf, tmp_path: Path, kind: Kind, is_lasting: bool
) -> None:
    surveys.start(VILLAGE)
    folder = tmp_path / "stick"
    folder.mkdir()
    out = folder / "out.xlsx"
    out.write_bytes(b"the former file")
    export = WorkbookExport(surveys._vault, surveys, shelf, county_regions())
    for error in each_fault(faults, lambda: export.write(kind, SurveyFilter(), out), is_lasting):
        assert error is not None
        assert out.read_bytes() == b"the former file" or out.read_bytes()[:2] == b"PK"
        if not is_lasting:
            assert leftovers(folder) == []
    assert out.read_bytes()[:2] == b"PK"
