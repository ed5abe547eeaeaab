"""The first look says what the whole card says, or nothing."""

from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.vaults import Unit, Vaults
from ffp_desktop.store.first_look import look_at_vault
from tests.conftest import QUICK, Clock

PASSWORD = "four unrelated words"


@pytest.fixture
def vaults(tmp_path: Path, clock: Clock) -> Vaults:
    made = Vaults(tmp_path / "vault", clock, QUICK)
    vault, _code = made.create(Unit("150722108", "腾克镇人民政府", "乡镇"), "苏日娜", PASSWORD)
    made.close(vault)
    return made


def test_first_look__vault_at_peace__says_what_the_card_says(vaults: Vaults) -> None:
    seen, card = look_at_vault(vaults.folder), vaults.card()
    assert seen is not None and seen.unit is not None and card.unit is not None
    assert (seen.exists, seen.last_backup, seen.locked_until) == (card.exists, card.last_backup, card.locked_until)
    assert (seen.unit.code, seen.unit.name) == (card.unit.code, card.unit.name)
    fields = [(one.id, one.name, one.role, one.last_used) for one in seen.operators]
    assert fields == [(one.id, one.name, one.role, one.last_used) for one in card.operators]
    assert seen.last_backup


def test_first_look__no_vault__does_not_exist(tmp_path: Path) -> None:
    seen = look_at_vault(tmp_path)
    assert seen is not None and not seen.exists


def test_first_look__wrong_password_counted__leaves_it_to_the_card(vaults: Vaults) -> None:
    with pytest.raises(FfpError):
        vaults.unlock(vaults.card().operators[0].id, "not this one")
    assert look_at_vault(vaults.folder) is None


def test_first_look__restore_under_way_or_damaged__leaves_it_to_the_card(vaults: Vaults) -> None:
    (vaults.folder / "restoring").mkdir()
    assert look_at_vault(vaults.folder) is None
    (vaults.folder / "restoring").rmdir()
    for content in ("", "{", "[]", '{"format": 2}', '{"format": 1}'):
        (vaults.folder / "keys.json").write_text(content, encoding="utf-8")
        assert look_at_vault(vaults.folder) is None
