"""The vault as people use it: entering, letting others in, backing up and restoring."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.vaults import (
    Role,
    Strength,
    Unit,
    Vaults,
    is_recovery_group,
    password_strength,
    recovery_groups,
)
from ffp_desktop.store.vault import OpenVault
from tests.conftest import QUICK

UNIT = Unit("150722108204", "霍日里村", "村")
PASSWORD = "纸上的第17户人家"
OTHER = "河边的第23棵柳树"


class Day:
    """A clock that stands until it is moved."""

    now = datetime(2023, 3, 6, 8, 12)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def vaults(tmp_path: Path, day: Day) -> Vaults:
    return Vaults(tmp_path / "vault", day, QUICK, lambda: tmp_path / "stick")


@pytest.fixture
def opened(vaults: Vaults) -> tuple[OpenVault, str]:
    return vaults.create(UNIT, " 苏日娜 ", PASSWORD)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    assert refused.value.sentence.endswith("。")
    return refused.value.code


def test_create__then_close_and_unlock(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, _code = opened
    assert (vault.operator.name, vault.operator.role, vault.unit) == ("苏日娜", Role.ADMINISTRATOR, UNIT)
    assert len(vaults.close(vault)) == 1
    again = vaults.unlock(vault.operator.id, PASSWORD)
    vaults.close(again, backup=False)


def test_close__with_a_stick__backs_up_there_too(
    vaults: Vaults, opened: tuple[OpenVault, str], tmp_path: Path, day: Day
) -> None:
    (tmp_path / "stick").mkdir()
    assert len(vaults.close(opened[0])) == 2
    assert len(vaults.backups()) == 2
    assert vaults.card().last_backup == day.now.isoformat()


@pytest.mark.parametrize("name", ["", "  ", "名" * 31, "a\x00b", "a\u202eb"])
def test_create__bad_name__is_refused(vaults: Vaults, name: str) -> None:
    assert code_of(lambda: vaults.create(UNIT, name, PASSWORD)) == "vault.name_invalid"
    assert not vaults.card().exists


@pytest.mark.parametrize("password", ["", "七个字不够长", "11111111", "12345678", "hgfedcba", "abababab"])
def test_create__weak_password__is_refused(vaults: Vaults, password: str) -> None:
    assert code_of(lambda: vaults.create(UNIT, "苏日娜", password)) == "vault.password_weak"
    assert not vaults.card().exists


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("1234", Strength.WEAK),
        ("aaaaaaaaaa", Strength.WEAK),
        ("87654321", Strength.WEAK),
        ("hulunbeir1", Strength.ENOUGH),
        ("柳树 河水 白马 炊烟 木桥", Strength.STRONG),
        ("Nenjiang-2023", Strength.STRONG),
    ],
)
def test_strength__in_a_word(password: str, strength: Strength) -> None:
    assert password_strength(password) is strength


def test_recovery_code__typed_back_in_part(opened: tuple[OpenVault, str], vaults: Vaults) -> None:
    groups = recovery_groups(opened[1])
    assert len(groups) == 8
    assert is_recovery_group(opened[1], 2, groups[2].lower())
    assert not is_recovery_group(opened[1], 2, "")
    assert not is_recovery_group(opened[1], 2, "2222" if groups[2] != "2222" else "3333")
    vaults.close(opened[0], backup=False)


def test_recover__with_the_code__sets_a_new_password(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, code = opened
    vaults.close(vault, backup=False)
    vaults.close(vaults.recover(code, vault.operator.id, OTHER), backup=False)
    assert code_of(lambda: vaults.unlock(vault.operator.id, PASSWORD)) == "vault.password_wrong"
    vaults.close(vaults.unlock(vault.operator.id, OTHER), backup=False)


def test_operators__added_by_an_administrator__work_and_may_not_add(
    vaults: Vaults, opened: tuple[OpenVault, str]
) -> None:
    vault, _code = opened
    clerk = vaults.add_operator(vault, "金海波", Role.ENTRY, OTHER)
    assert code_of(lambda: vaults.add_operator(vault, "金海波", Role.ENTRY, OTHER)) == "vault.operator_exists"
    vaults.close(vault, backup=False)
    assert [(o.name, o.role) for o in vaults.card().operators] == [
        ("苏日娜", Role.ADMINISTRATOR),
        ("金海波", Role.ENTRY),
    ]
    vault = vaults.unlock(clerk.id, OTHER)
    refused = [
        lambda: vaults.add_operator(vault, "乙", Role.ENTRY, OTHER),
        lambda: vaults.disable_operator(vault, clerk.id),
        lambda: vaults.change_role(vault, clerk.id, Role.ADMINISTRATOR),
        lambda: vaults.reset_password(vault, clerk.id, OTHER),
        lambda: vaults.renew_recovery_code(vault),
    ]
    assert [code_of(call) for call in refused] == ["vault.not_allowed"] * 5
    vaults.close(vault, backup=False)


def test_operators__last_administrator__stays(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, _code = opened
    clerk = vaults.add_operator(vault, "金海波", Role.ENTRY, OTHER)
    mine = vault.operator.id
    assert code_of(lambda: vaults.disable_operator(vault, mine)) == "vault.last_administrator"
    assert code_of(lambda: vaults.change_role(vault, mine, Role.REVIEW)) == "vault.last_administrator"
    vaults.change_role(vault, clerk.id, Role.ADMINISTRATOR)
    vaults.change_role(vault, mine, Role.REVIEW)
    assert code_of(lambda: vaults.disable_operator(vault, clerk.id)) == "vault.not_allowed"
    vaults.close(vault, backup=False)


def test_operators__disabled__cannot_come_in(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, _code = opened
    clerk = vaults.add_operator(vault, "金海波", Role.ENTRY, OTHER)
    vaults.disable_operator(vault, clerk.id)
    assert [o.disabled_at != "" for o in vaults.operators(vault)] == [False, True]
    vaults.close(vault, backup=False)
    assert code_of(lambda: vaults.unlock(clerk.id, OTHER)) == "vault.operator_unknown"


def test_password__changed__only_with_the_old_one(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, _code = opened
    assert code_of(lambda: vaults.change_password(vault, OTHER, OTHER)) == "vault.old_password_wrong"
    vaults.change_password(vault, PASSWORD, OTHER)
    vaults.close(vault, backup=False)
    vaults.close(vaults.unlock(vault.operator.id, OTHER), backup=False)


def test_password__reset_by_an_administrator(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, _code = opened
    clerk = vaults.add_operator(vault, "金海波", Role.ENTRY, PASSWORD)
    vaults.reset_password(vault, clerk.id, OTHER)
    vaults.close(vault, backup=False)
    vaults.close(vaults.unlock(clerk.id, OTHER), backup=False)


def test_recovery_code__renewed__the_old_one_stops_working(vaults: Vaults, opened: tuple[OpenVault, str]) -> None:
    vault, old = opened
    new = vaults.renew_recovery_code(vault)
    vaults.close(vault, backup=False)
    assert code_of(lambda: vaults.recover(old, vault.operator.id, OTHER)) == "vault.recovery_wrong"
    vaults.close(vaults.recover(new, vault.operator.id, OTHER), backup=False)


def test_restore__with_password__brings_back(vaults: Vaults, opened: tuple[OpenVault, str], day: Day) -> None:
    vault, _code = opened
    file = Path(vaults.backup(vault).file)
    vaults.add_operator(vault, "金海波", Role.ENTRY, OTHER)
    vaults.close(vault, backup=False)
    card = vaults.backup_card(file)
    assert (card.unit, [o.name for o in card.operators]) == (UNIT, ["苏日娜"])
    assert code_of(lambda: vaults.restore(file, vault.operator.id, OTHER)) == "vault.password_wrong"
    day.now += timedelta(minutes=1)
    assert vaults.restore(file, vault.operator.id, PASSWORD) is not None
    assert [o.name for o in vaults.card().operators] == ["苏日娜"]
    again = vaults.unlock(vault.operator.id, PASSWORD)
    assert vaults.check(again) == ()
    vaults.close(again, backup=False)


def test_folder__that_cannot_be_written__is_told(tmp_path: Path, day: Day) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert code_of(lambda: Vaults(tmp_path / "file" / "v", day, QUICK).create(UNIT, "苏日娜", PASSWORD)) == (
        "store.cannot_write"
    )
