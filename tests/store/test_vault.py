"""Making, unlocking, damaging and copying a vault."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import DraftChange, Role, SurveySummary, Unit
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault, open_with_recovery, read_vault_card
from tests.conftest import PASSWORD, QUICK
from tests.store.conftest import fields, folder_bytes

NOW = datetime(2023, 3, 6, 8, 12)
UNIT = Unit("150722108", "腾克镇", "乡镇")
CANARY = "苏和巴特尔"
CANARY_ID = "150722196503041217"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str, str]:
    """A closed vault: folder, its operator's id, recovery code."""
    vault, code = create_vault(tmp_path / "v", UNIT, "苏日娜", PASSWORD, NOW, QUICK)
    vault.close(NOW, backup=False)
    return vault.folder, vault.operator.id, code


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    return refused.value.code


def test_create__first_operator_administers_and_is_on_the_card(made: tuple[Path, str, str]) -> None:
    folder, operator, _code = made
    card = read_vault_card(folder, NOW)
    assert (card.exists, card.unit, card.last_backup) == (True, UNIT, "")
    assert [(o.id, o.name, o.role) for o in card.operators] == [(operator, "苏日娜", Role.ADMINISTRATOR)]


def test_create__where_one_is__is_refused(made: tuple[Path, str, str]) -> None:
    assert code_of(lambda: create_vault(made[0], UNIT, "乙", PASSWORD, NOW, QUICK)) == "vault.exists"
    open_vault(made[0], made[1], PASSWORD, NOW).close(NOW, backup=False)


def test_create__over_the_remains_of_a_broken_one__keeps_them(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "vault.sqlite").write_bytes(b"remains")
    vault, _code = create_vault(tmp_path / "v", UNIT, "苏日娜", PASSWORD, NOW, QUICK)
    vault.close(NOW, backup=False)
    assert [file.read_bytes() for file in tmp_path.glob("v/replaced-*/vault.sqlite")] == [b"remains"]


def test_card__no_vault__says_so(tmp_path: Path) -> None:
    assert not read_vault_card(tmp_path, NOW).exists
    assert code_of(lambda: open_vault(tmp_path, "a", PASSWORD, NOW)) == "vault.missing"


def test_close__then_used__is_refused(vault: OpenVault, survey: SurveySummary) -> None:
    vault.close(NOW, backup=False)
    assert code_of(lambda: vault.drafts.changes(survey.id)) == "vault.closed"
    assert code_of(lambda: vault.backup(None, NOW)) == "vault.closed"
    assert not (vault.folder / "vault.sqlite-wal").exists()


def test_open__same_device_again(made: tuple[Path, str, str]) -> None:
    ids = set()
    for _ in range(2):
        vault = open_vault(made[0], made[1], PASSWORD, NOW)
        ids.add(vault.device_id)
        vault.close(NOW, backup=False)
    assert len(ids) == 1


def test_file__is_not_read_by_plain_sqlite_and_holds_no_canary(
    vault: OpenVault, survey: SurveySummary, clock: Callable[[], datetime]
) -> None:
    change = DraftChange("name", "m1", f'"{CANARY}"')
    vault.drafts.append(survey.id, [change], vault.operator.id, "2023-03-06T14:33:00", fields(CANARY, CANARY_ID))
    while_open = folder_bytes(vault.folder)
    vault.backup(None, clock())
    vault.drafts.finish(survey.id, {"name": f'"{CANARY}"'}, vault.operator.id, "2023-03-06T14:34:00")
    for content in (while_open, folder_bytes(vault.folder)):
        for canary in (CANARY, CANARY_ID, survey.number, "m1"):
            assert canary.encode() not in content or canary == "m1"
        assert (
            b"SQLite format 3" not in content and vault._key not in content and vault._key.hex().encode() not in content
        )
    plain = sqlite3.connect(vault.folder / "vault.sqlite")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master").fetchall()
    plain.close()


def test_password__five_wrong__locks_for_15_minutes(made: tuple[Path, str, str]) -> None:
    folder, operator, _code = made
    codes = [code_of(lambda: open_vault(folder, operator, "wrong", NOW)) for _ in range(5)]
    assert codes == ["vault.password_wrong"] * 4 + ["vault.locked_out"]
    assert read_vault_card(folder, NOW).locked_until == "2023-03-06T08:27:00"
    for minutes in (0, 14, -60 * 23):
        moment = NOW + timedelta(minutes=minutes)
        assert code_of(lambda at=moment: open_vault(folder, operator, PASSWORD, at)) == "vault.locked_out"  # type: ignore[misc]
    open_vault(folder, operator, PASSWORD, NOW + timedelta(minutes=15)).close(NOW, backup=False)
    assert code_of(lambda: open_vault(folder, operator, "wrong", NOW)) == "vault.password_wrong"


def test_password__wrong__sentence_says_how_many_are_left(made: tuple[Path, str, str]) -> None:
    with pytest.raises(FfpError) as refused:
        open_vault(made[0], made[1], "wrong", NOW)
    assert "4" in refused.value.sentence


def test_password__clock_set_back_before_failing__lock_counts_from_the_latest_time(made: tuple[Path, str, str]) -> None:
    folder, operator, _code = made
    open_vault(folder, operator, PASSWORD, NOW).close(NOW, backup=False)
    early = NOW - timedelta(hours=3)
    for _ in range(5):
        code_of(lambda: open_vault(folder, operator, "wrong", early))
    assert code_of(lambda: open_vault(folder, operator, PASSWORD, NOW)) == "vault.locked_out"


def test_password__clock_years_ahead_when_locked__is_not_locked_for_years(made: tuple[Path, str, str]) -> None:
    folder, operator, _code = made
    for _ in range(5):
        code_of(lambda: open_vault(folder, operator, "wrong", NOW + timedelta(days=5000)))
    assert code_of(lambda: open_vault(folder, operator, PASSWORD, NOW)) == "vault.locked_out"
    later = NOW + timedelta(minutes=16)
    open_vault(folder, operator, PASSWORD, later).close(later, backup=False)


def test_recovery__right_code__sets_a_password_and_lifts_the_lock(made: tuple[Path, str, str]) -> None:
    folder, operator, code = made
    for _ in range(5):
        code_of(lambda: open_vault(folder, operator, "wrong", NOW))
    typed = code.lower().replace("-", " ")
    open_with_recovery(folder, typed, operator, "另一个新密码12", NOW, QUICK).close(NOW, backup=False)
    open_vault(folder, operator, "另一个新密码12", NOW).close(NOW, backup=False)
    assert code_of(lambda: open_vault(folder, operator, PASSWORD, NOW)) == "vault.password_wrong"


@pytest.mark.parametrize("code", ["", "7K3M-Q9TD-2XHA-W6RF-N8CE-4JVB-KP6Y-H3UG"])
def test_recovery__wrong_code__changes_nothing(made: tuple[Path, str, str], code: str) -> None:
    before = (made[0] / "keys.json").read_bytes()
    opened = lambda: open_with_recovery(made[0], code, made[1], "新密码新密码12", NOW, QUICK)  # noqa: E731
    assert code_of(opened) == "vault.recovery_wrong"
    assert (made[0] / "keys.json").read_bytes() == before


def test_open__second_copy__is_refused_in_and_out_of_process(vault: OpenVault) -> None:
    assert code_of(lambda: open_vault(vault.folder, vault.operator.id, PASSWORD, NOW)) == "vault.in_use"
    script = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from ffp_desktop.errors import FfpError; from ffp_desktop.store.vault import open_vault\n"
        "try: open_vault(Path(sys.argv[1]), sys.argv[2], sys.argv[3], datetime.now())\n"
        "except FfpError as error: print(error.code)\n"
    )
    arguments = [sys.executable, "-c", script, str(vault.folder), vault.operator.id, PASSWORD]
    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout == "vault.in_use\n"


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", ["first page", "header", "cut", "empty", "gone", "plain"])
def test_open__damaged_file__is_told_and_left_as_it_is(made: tuple[Path, str, str], damage: str) -> None:
    file = made[0] / "vault.sqlite"
    if damage in ("first page", "header"):
        flip(file, 200 if damage == "first page" else 3)
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:3000])
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    before = file.read_bytes() if file.exists() else b""
    expected = "vault.not_encrypted" if damage == "plain" else "vault.damaged"
    assert code_of(lambda: open_vault(made[0], made[1], PASSWORD, NOW)) == expected
    assert (file.read_bytes() if file.exists() else b"") == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"format": 1}', b"[" * 100_000, b'{"format": 1, "vault": {}, "unit": 3}']
)
def test_keys__damaged__is_told(made: tuple[Path, str, str], content: bytes) -> None:
    (made[0] / "keys.json").write_bytes(content)
    assert code_of(lambda: read_vault_card(made[0], NOW)) == "vault.keys_damaged"
    assert code_of(lambda: open_vault(made[0], made[1], PASSWORD, NOW)) == "vault.keys_damaged"


def test_keys__of_a_newer_program__are_told(made: tuple[Path, str, str]) -> None:
    (made[0] / "keys.json").write_text(json.dumps({"format": 2}), encoding="utf-8")
    assert code_of(lambda: read_vault_card(made[0], NOW)) == "vault.newer"


def test_role__changed_in_keys_by_hand__has_no_effect(made: tuple[Path, str, str]) -> None:
    vault = open_vault(made[0], made[1], PASSWORD, NOW)
    clerk = vault.operators.add("金海波", Role.ENTRY, PASSWORD, "2023-03-06T08:00:00")
    vault.close(NOW, backup=False)
    file = made[0] / "keys.json"
    file.write_text(file.read_text(encoding="utf-8").replace("录入员", "管理员"), encoding="utf-8")
    vault = open_vault(made[0], clerk.id, PASSWORD, NOW)
    assert vault.operator.role is Role.ENTRY
    vault.close(NOW, backup=False)


def test_operator__disabled_with_an_old_keys_file__does_not_get_in(made: tuple[Path, str, str]) -> None:
    vault = open_vault(made[0], made[1], PASSWORD, NOW)
    clerk = vault.operators.add("金海波", Role.ENTRY, PASSWORD, "2023-03-06T08:00:00")
    old = (made[0] / "keys.json").read_bytes()
    vault.operators.disable(clerk.id, "2023-03-06T09:00:00")
    assert [o.id for o in read_vault_card(made[0], NOW).operators] == [made[1]]
    vault.close(NOW, backup=False)
    (made[0] / "keys.json").write_bytes(old)
    assert code_of(lambda: open_vault(made[0], clerk.id, PASSWORD, NOW)) == "vault.operator_unknown"


def test_keys__of_another_vault__are_told(made: tuple[Path, str, str], tmp_path: Path) -> None:
    other, _code = create_vault(tmp_path / "w", UNIT, "乙", PASSWORD, NOW, QUICK)
    other.close(NOW, backup=False)
    shutil.copy(other.folder / "keys.json", made[0] / "keys.json")
    assert code_of(lambda: open_vault(made[0], other.operator.id, PASSWORD, NOW)) == "vault.damaged"


def test_start_up__store_without_opening__imports_nothing_heavy() -> None:
    script = (
        "import sys; import ffp_desktop.services.vaults, ffp_desktop.store.rebuild\n"
        "print([m for m in ('sqlalchemy', 'alembic', 'argon2', 'sqlcipher3') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
