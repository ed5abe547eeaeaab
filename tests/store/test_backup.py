"""Backups: verified, rotated, refused, brought back."""

import tarfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.store.backup import kept, list_backups, verify_backup
from ffp_desktop.store.records import SurveySummary, Unit
from ffp_desktop.store.restore import complete_restore, restore
from ffp_desktop.store.schema import HEAD
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault, read_vault_card
from tests.conftest import PASSWORD, QUICK
from tests.store.conftest import phone

NOW = datetime(2023, 3, 6, 17, 40)
AT = "2023-03-06T14:33:00"


@pytest.fixture
def backup(vault: OpenVault, survey: SurveySummary) -> Path:
    vault.drafts.append(survey.id, phone("1"), vault.operator.id, AT)
    return Path(vault.backup(None, NOW).file)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    return refused.value.code


def test_backup__named_by_unit_and_time__is_verified(vault: OpenVault, backup: Path) -> None:
    assert backup.name == "腾克镇-20230306-174000.ffpvault"
    card = verify_backup(backup, vault._key)
    assert (card.revisions, card.drafts, card.schema) == (0, 2, HEAD)
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]
    assert read_vault_card(vault.folder, NOW).last_backup == "2023-03-06T17:40:00"


def test_backup__after_one_that_was_cut_off__clears_what_it_left(vault: OpenVault, backup: Path) -> None:
    (backup.parent / "腾克镇-20230101-000000.unverified").write_bytes(b"half")
    (vault.folder / ".checking-x").mkdir()
    vault.backup(None, NOW + timedelta(minutes=1))
    assert {file.suffix for file in backup.parent.iterdir()} == {".ffpvault"}
    assert not list(vault.folder.glob(".checking-*"))


def test_close__backs_up_to_the_vault_and_to_the_stick(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    unit = Unit("150722108", "腾克镇", "乡镇")
    vault, _code = create_vault(tmp_path / "v", unit, "苏日娜", PASSWORD, NOW, QUICK)
    made = vault.close(NOW, places=(stick, tmp_path / "gone"))
    assert [Path(backup.file).parent for backup in made] == [vault.folder / "backups", stick]


def test_close__backup_refused__closes_all_the_same(tmp_path: Path) -> None:
    unit = Unit("150722108", "腾克镇", "乡镇")
    vault, _code = create_vault(tmp_path / "v", unit, "苏日娜", PASSWORD, NOW, QUICK)
    (vault.folder / "backups").write_bytes(b"a file is in the way")
    assert code_of(lambda: vault.close(NOW)) == "backup.cannot_write"
    open_vault(vault.folder, vault.operator.id, PASSWORD, NOW).close(NOW, backup=False)


def test_backup__while_another_thread_could_write__holds_everything(vault: OpenVault, survey: SurveySummary) -> None:
    for number in range(30):
        vault.drafts.append(survey.id, phone(str(number)), vault.operator.id, AT)
    card = verify_backup(Path(vault.backup(None, NOW).file), vault._key)
    assert card.drafts == 31


@pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.9])
def test_restore__one_byte_changed__is_refused_and_changes_nothing(vault: OpenVault, backup: Path, part: float) -> None:
    content = bytearray(backup.read_bytes())
    used = len(content) - 10240  # the tar's own padding at the end carries nothing
    content[int(used * part) if part > 0.1 else 700] ^= 1
    backup.write_bytes(bytes(content))
    vault.close(NOW, backup=False)
    before = tree(vault.folder)
    assert code_of(lambda: restore(backup, vault.folder, NOW)) in ("backup.damaged", "backup.foreign")
    assert tree(vault.folder) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"x" * 5000])
def test_restore__foreign_file__is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ffpvault").write_bytes(content)
    assert code_of(lambda: restore(tmp_path / "a.ffpvault", tmp_path / "v", NOW)) == "backup.foreign"
    assert code_of(lambda: restore(tmp_path / "b.ffpvault", tmp_path / "v", NOW)) == "backup.damaged"
    assert not (tmp_path / "v").exists()


def test_restore__tar_with_paths_that_climb__is_refused(tmp_path: Path) -> None:
    source = tmp_path / "evil"
    source.write_bytes(b"{}")
    with tarfile.open(tmp_path / "a.ffpvault", "w") as archive:
        archive.add(source, "../../evil")
    assert code_of(lambda: restore(tmp_path / "a.ffpvault", tmp_path / "v", NOW)) == "backup.foreign"


def test_restore__cut_file__is_refused(vault: OpenVault, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:40_000])
    assert code_of(lambda: restore(backup, vault.folder.parent / "w", NOW)) in ("backup.damaged", "backup.foreign")


def test_restore__while_running__is_refused(vault: OpenVault, backup: Path) -> None:
    assert code_of(lambda: restore(backup, vault.folder, NOW)) == "vault.in_use"


def test_restore__brings_back_keeps_the_former_and_takes_a_new_device(
    vault: OpenVault, survey: SurveySummary, backup: Path
) -> None:
    vault.drafts.append(survey.id, phone("2"), vault.operator.id, AT)
    vault.close(NOW, backup=False)
    aside = restore(backup, vault.folder, NOW, vault_key(vault, backup))
    assert aside is not None and (aside / "vault.sqlite").exists() and (aside / "keys.json").exists()
    again = open_vault(vault.folder, vault.operator.id, PASSWORD, NOW)
    assert [row.value for row in again.drafts.changes(survey.id)] == ['"1"']
    assert again.device_id != vault.device_id
    again.close(NOW, backup=False)
    former = open_vault(aside, vault.operator.id, PASSWORD, NOW)
    assert [row.value for row in former.drafts.changes(survey.id)] == ['"1"', '"2"']
    assert former.device_id == vault.device_id
    former.close(NOW, backup=False)


def vault_key(vault: OpenVault, backup: Path) -> bytes:
    keyring = verify_backup(backup).keyring
    key = keyring.try_password(vault.operator.id, PASSWORD, NOW)[1]
    assert key is not None
    return key


def test_restore__into_a_new_computer__opens(vault: OpenVault, backup: Path, tmp_path: Path) -> None:
    assert restore(backup, tmp_path / "new", NOW) is None
    open_vault(tmp_path / "new", vault.operator.id, PASSWORD, NOW).close(NOW, backup=False)


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_restore__cut_off_after_ready__is_completed_at_the_next_start(
    vault: OpenVault, survey: SurveySummary, backup: Path, moved: int
) -> None:
    vault.drafts.append(survey.id, phone("2"), vault.operator.id, AT)
    vault.close(NOW, backup=False)
    folder, waiting, aside = vault.folder, vault.folder / "restoring", vault.folder / "replaced-x"
    restore(backup, folder.parent / "w", NOW)
    waiting.mkdir()
    for name in ("vault.sqlite", "keys.json"):
        (folder.parent / "w" / name).rename(waiting / name)
    (waiting / "ready").write_text("replaced-x")
    aside.mkdir()
    for name in ("vault.sqlite", "keys.json")[:moved]:
        (folder / name).rename(aside / name)
        (waiting / name).rename(folder / name)
    complete_restore(folder)
    again = open_vault(folder, vault.operator.id, PASSWORD, NOW)
    assert [row.value for row in again.drafts.changes(survey.id)] == ['"1"']
    again.close(NOW, backup=False)
    assert sorted(file.name for file in aside.iterdir()) == ["keys.json", "vault.sqlite"] and not waiting.exists()


def test_rotation__keeps_10_last_7_days_4_weeks_6_months() -> None:
    times = [(NOW - timedelta(hours=6 * step)).isoformat(timespec="seconds") for step in range(4 * 400)]
    keep = sorted(kept(times), reverse=True)
    assert keep[:10] == times[:10]
    assert {time[:10] for time in keep} >= {(NOW - timedelta(days=day)).date().isoformat() for day in range(7)}
    assert {time[:7] for time in keep} >= {"2023-03", "2023-02", "2023-01", "2022-12", "2022-11", "2022-10"}
    assert len(keep) <= 10 + 7 + 4 + 6
    assert kept(keep) == set(keep)


def test_rotation__on_a_stick__leaves_other_vaults_alone(vault: OpenVault, tmp_path: Path) -> None:
    other, _code = create_vault(tmp_path / "o", vault.unit, "乙", PASSWORD, NOW, QUICK)
    stick = tmp_path / "stick"
    other.backup(stick, NOW - timedelta(days=3))
    other.close(NOW, backup=False)
    (stick / "腾克镇-20200101-000000.ffpvault").write_bytes(b"not ours")
    for minute in range(13):
        vault.backup(stick, NOW + timedelta(minutes=minute))
    names = [Path(backup.file).name for backup in list_backups(stick)]
    assert len(names) == 10 + 2
    assert {"腾克镇-20200101-000000.ffpvault", "腾克镇-20230303-174000.ffpvault"} <= set(names)
