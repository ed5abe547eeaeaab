"""Attachments in the vault: kept encrypted, listed, taken away with a reason, backed up, brought back, missed."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ffp_desktop.domain.attachments import Attachment, AttachmentKind, Presence, digest_of
from ffp_desktop.errors import FfpError
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import SurveySummary, Unit
from ffp_desktop.store.restore import restore
from ffp_desktop.store.sealing import derive_key, seal, unseal
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE
from tests.store.conftest import folder_bytes

AT = "2023-03-06T14:33:00"
MARKER = b"a picture of somebody's certificate"
PICTURE = MARKER + bytes(1000)
NOW = datetime(2023, 3, 6, 17, 40)
Reopen = Callable[[OpenVault], OpenVault]


def attachment(survey: str, content: bytes = PICTURE, number: int = 1) -> Attachment:
    place = (f"a{number}", survey, VILLAGE, digest_of(content))
    return Attachment(*place, AttachmentKind.PAPER, "纸表.jpg", 1, 1, len(content), 1240, 1754)


def put(vault: OpenVault, survey: str, content: bytes = PICTURE, number: int = 1) -> Attachment:
    vault.attachments.keep([content], AT)
    (added,) = vault.attachments.add([attachment(survey, content, number)], vault.operator.id, AT)
    return added


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    return refused.value.code


def test_add__is_listed_with_author_and_time__and_read_again(vault: OpenVault, survey: SurveySummary) -> None:
    added = put(vault, survey.id)
    assert (added.author, added.at, added.kind) == ("苏日娜", AT, AttachmentKind.PAPER)
    (listed,) = vault.attachments.list([survey.id])
    assert (listed.attachment, listed.presence) == (added, Presence.HERE)
    assert vault.attachments.read(added.digest) == PICTURE
    assert vault.attachments.count(survey.id) == 1
    assert vault.check() == ()


def test_files__after_the_next_unlock__still_open_and_hold_no_plaintext(
    vault: OpenVault, survey: SurveySummary, reopened: Reopen, clock: Callable[[], datetime]
) -> None:
    digest = put(vault, survey.id).digest
    again = reopened(vault)
    assert again.attachments.read(digest) == PICTURE
    again.close(clock(), backup=False)
    whole = folder_bytes(vault.folder)
    assert MARKER not in whole and digest.encode() not in whole
    assert not [file for file in vault.folder.rglob("*") if digest in file.name or file.name.startswith(".writing")]


def test_keep__the_same_bytes_twice__are_one_file(vault: OpenVault) -> None:
    assert vault.attachments.keep([PICTURE, PICTURE], AT) == (digest_of(PICTURE),)
    assert vault.attachments.keep([PICTURE], AT) == ()
    assert len(list((vault.folder / "attachments").rglob("*.ffpa"))) == 1


def test_remove__with_a_reason__is_a_revision__and_the_bytes_stay(vault: OpenVault, survey: SurveySummary) -> None:
    added = put(vault, survey.id)
    vault.attachments.remove(added.id, "拍糊了", vault.operator.id, AT)
    assert vault.attachments.list([survey.id]) == ()
    (listed,) = vault.attachments.list([survey.id], with_removed=True)
    assert listed.attachment.removed == "拍糊了"
    assert [revision.reason for revision in vault.journal.revisions(added.id)] == ["", "拍糊了"]
    assert vault.attachments.read(added.digest) == PICTURE
    again = code_of(lambda: vault.attachments.remove(added.id, "再去", vault.operator.id, AT))
    assert again == "attachment.removed"


def test_set_kind__is_a_revision__and_the_same_kind_is_none(vault: OpenVault, survey: SurveySummary) -> None:
    added = put(vault, survey.id)
    changed = vault.attachments.set_kind(added.id, AttachmentKind.CERTIFICATE, vault.operator.id, AT)
    assert changed == replace(added, kind=AttachmentKind.CERTIFICATE)
    vault.attachments.set_kind(added.id, AttachmentKind.CERTIFICATE, vault.operator.id, AT)
    assert len(vault.journal.revisions(added.id)) == 2


def test_rebuild__from_the_journal__is_identical(vault: OpenVault, survey: SurveySummary) -> None:
    put(vault, survey.id)
    gone = put(vault, survey.id, b"another", 2)
    vault.attachments.remove(gone.id, "重复", vault.operator.id, AT)
    before = vault.attachments.list([survey.id], with_removed=True)
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE attachment SET removed = '', name = 'x' WHERE id = ?", (gone.id,))
    assert [problem.subject for problem in vault.check()] == [f"attachment {gone.id}"]
    rebuild_tables(vault._database)
    assert vault.attachments.list([survey.id], with_removed=True) == before
    assert vault.check() == ()


def test_presence__never_came_or_is_gone__is_told_apart(vault: OpenVault, survey: SurveySummary) -> None:
    lost = put(vault, survey.id)
    vault.attachments.add([attachment(survey.id, b"not here", 2)], vault.operator.id, AT)
    for file in (vault.folder / "attachments").rglob("*.ffpa"):
        file.unlink()
    found = {one.attachment.id: one.presence for one in vault.attachments.missing()}
    assert found == {"a1": Presence.LOST, "a2": Presence.NOT_ARRIVED}
    assert vault.attachments.missing("150721") == ()
    assert code_of(lambda: vault.attachments.read(lost.digest)) == "attachment.lost"
    assert code_of(lambda: vault.attachments.read(digest_of(b"not here"))) == "attachment.not_arrived"
    assert [(p.code, p.subject) for p in vault.check()] == [("attachment.lost", lost.digest)]
    vault.attachments.keep([PICTURE], AT)
    assert vault.attachments.read(lost.digest) == PICTURE and vault.check() == ()


@pytest.mark.parametrize("damage", [b"", b"FFPA1", b"FFPA1" + bytes(60)])
def test_check__a_file_that_was_altered__is_named(vault: OpenVault, survey: SurveySummary, damage: bytes) -> None:
    added = put(vault, survey.id)
    (file,) = (vault.folder / "attachments").rglob("*.ffpa")
    file.write_bytes(damage)
    assert [(p.code, p.subject) for p in vault.check()] == [("attachment.damaged", added.digest)]
    assert code_of(lambda: vault.attachments.read(added.digest)) == "attachment.damaged"
    vault.attachments.keep([PICTURE], AT)
    assert vault.attachments.read(added.digest) == PICTURE


def test_backup__to_a_stick__carries_attachments_once__and_a_restore_brings_them(
    vault: OpenVault, survey: SurveySummary, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    digest = put(vault, survey.id).digest
    stick = tmp_path / "stick"
    vault.backup(stick, NOW)
    (copy,) = (stick / "attachments").rglob("*.ffpa")
    written = copy.stat().st_mtime_ns
    vault.attachments.keep([b"another"], AT)
    file = Path(vault.backup(stick, clock()).file)
    assert len(list((stick / "attachments").rglob("*.ffpa"))) == 2 and copy.stat().st_mtime_ns == written
    vault.backup(None, NOW)
    assert not (vault.folder / "backups" / "attachments").exists()

    operator = vault.operator.id
    restore(file, tmp_path / "new", NOW)
    again = open_vault(tmp_path / "new", operator, PASSWORD, NOW)
    assert again.attachments.read(digest) == PICTURE and again.check() == ()
    again.close(NOW, backup=False)


def test_backup__to_a_stick_without_room__says_that_attachments_are_left(
    vault: OpenVault, survey: SurveySummary, tmp_path: Path
) -> None:
    put(vault, survey.id)
    (tmp_path / "attachments").write_bytes(b"a file where the folder would be")
    assert code_of(lambda: vault.backup(tmp_path, NOW)) == "backup.attachments_left"
    assert len(list(tmp_path.glob("*.ffpvault"))) == 1


def test_restore__in_place__keeps_the_attachments_added_since(vault: OpenVault, survey: SurveySummary) -> None:
    file = Path(vault.backup(None, NOW).file)
    digest = put(vault, survey.id).digest
    folder, operator = vault.folder, vault.operator.id
    vault.close(NOW, backup=False)
    restore(file, folder, NOW)
    again = open_vault(folder, operator, PASSWORD, NOW)
    assert again.attachments.list([survey.id]) == ()
    assert again.attachments.read(digest) == PICTURE
    again.close(NOW, backup=False)


def test_another_vault__cannot_open_a_copied_file(vault: OpenVault, tmp_path: Path) -> None:
    vault.attachments.keep([PICTURE], AT)
    other, _ = create_vault(tmp_path / "o", Unit("150722108", "腾克镇", "乡镇"), "苏日娜", PASSWORD, NOW, QUICK)
    assert code_of(lambda: other.attachments.read(digest_of(PICTURE))) == "attachment.not_arrived"
    other.close(NOW, backup=False)


def test_unseal__under_another_name_or_key__is_nothing() -> None:
    key = derive_key(secrets.token_bytes(32), "attachment seal")
    sealed = seal(key, PICTURE, "one")
    assert unseal(key, sealed, "one") == PICTURE
    assert unseal(key, sealed, "other") is None
    assert unseal(derive_key(key, "attachment seal"), sealed, "one") is None
    assert seal(key, PICTURE, "one") != sealed
