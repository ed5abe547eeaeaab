"""What a person does with the vault as a whole: make it, unlock it, let people in, back it up and bring it back.

API (class `Vaults(folder, clock=datetime.now, params=DEFAULT_PARAMS, second_place=lambda: None)`):
    card() -> VaultCard                       create(unit, name, password) -> (OpenVault, recovery code)
    unlock(operator_id, password) -> OpenVault        recover(code, operator_id, new_password) -> OpenVault
    close(vault, backup=True) -> tuple[Backup, …]     (locking is closing)
    backup(vault, place=None) -> Backup       backups() -> tuple[Backup, …] newest first, of both places
    restore(file, operator_id="", password="") -> Path | None   (where the former vault went)
    backup_card(file) -> VaultCard            check(vault, summarise=None) -> tuple[Problem, …]
    operators(vault) add_operator(vault, name, role, password) disable_operator change_role
    change_password(vault, old, new) reset_password(vault, operator_id, new) renew_recovery_code(vault) -> code
Functions: `password_strength(password) -> Strength` (弱/够用/强), `recovery_groups(code)`, `is_recovery_group(…)`.

Every failure is an FfpError with one sentence, and leaves everything as it was.
"""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from ffp_desktop.errors import FfpError
from ffp_desktop.store import restore as restores
from ffp_desktop.store.backup import list_backups, read_backup_card
from ffp_desktop.store.keyring import Keyring
from ffp_desktop.store.records import Backup, Operator, Problem, Role, SurveySummaryFields, Unit, VaultCard
from ffp_desktop.store.slots import DEFAULT_PARAMS, KdfParams, new_recovery_code, normalise_recovery_code
from ffp_desktop.store.vault import (
    OpenVault,
    create_vault,
    open_vault,
    open_with_recovery,
    read_vault_card,
)

__all__ = [
    "Backup",
    "OpenVault",
    "Operator",
    "Problem",
    "Role",
    "Strength",
    "Unit",
    "VaultCard",
    "Vaults",
    "password_strength",
]

SHORTEST, LONGEST = 8, 256
LONGEST_NAME = 30


class Strength(StrEnum):
    """How a password is judged, in the word the page shows."""

    WEAK = "弱"
    ENOUGH = "够用"
    STRONG = "强"


class Vaults:
    """The vault folder of this program. `second_place` names another folder to back up to (a USB stick), if any."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime] = datetime.now,
        params: KdfParams = DEFAULT_PARAMS,
        second_place: Callable[[], Path | None] = lambda: None,
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._params = params
        self._second_place = second_place

    # ---- in and out

    def card(self) -> VaultCard:
        """What the unlock page shows; nothing is opened. Raises FfpError `vault.keys_damaged`, `vault.newer`."""
        return read_vault_card(self.folder, self._clock(), self._places())

    def create(self, unit: Unit, operator_name: str, password: str, recovery_code: str = "") -> tuple[OpenVault, str]:
        """Makes the vault; its first operator administers. The recovery code is shown this once.

        `recovery_code` is one of `make_recovery_code` that the person has already written down, "" for a new one.
        """
        name = _checked_name(operator_name)
        _check_password(password)
        return create_vault(self.folder, unit, name, password, self._clock(), self._params, recovery_code)

    def unlock(self, operator_id: str, password: str) -> OpenVault:
        """Raises FfpError `vault.password_wrong`, `vault.locked_out` and what else can be wrong with a vault."""
        return open_vault(self.folder, operator_id, password, self._clock())

    def recover(self, code: str, operator_id: str, new_password: str) -> OpenVault:
        """Unlocks with the recovery code, and from now on with the new password."""
        _check_password(new_password)
        return open_with_recovery(self.folder, code, operator_id, new_password, self._clock(), self._params)

    def close(self, vault: OpenVault, backup: bool = True) -> tuple[Backup, ...]:
        """Backs up and lets go. It is closed even when the backup fails; then FfpError `backup.…` is raised."""
        return vault.close(self._clock(), backup, self._places())

    # ---- backups

    def backup(self, vault: OpenVault, place: Path | None = None) -> Backup:
        """A verified backup now, in the vault's own folder or in `place`."""
        return vault.backup(place, self._clock())

    def backups(self) -> tuple[Backup, ...]:
        """Those in the vault's folder and in the second place, newest first."""
        found = [backup for place in (self.folder / "backups", *self._places()) for backup in list_backups(place)]
        return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))

    def backup_card(self, file: Path) -> VaultCard:
        """Whose backup it is: unit, operators, time. Raises FfpError `backup.foreign`, `backup.damaged`."""
        card = read_backup_card(file)
        operators = tuple(operator.card for operator in card.keyring.operators)
        return VaultCard(True, card.keyring.unit, operators, card.made_at, str(file.parent))

    def restore(self, file: Path, operator_id: str = "", password: str = "") -> Path | None:
        """Puts a backup in the place of the present vault, which is kept in a dated folder (returned, None if none).

        With an operator of the backup and their password (or the backup's recovery code) every page is verified
        first; without, the hashes are. Raises FfpError `vault.password_wrong` and `backup.…`; nothing has changed then.
        """
        key = self._key_of(read_backup_card(file).keyring, operator_id, password) if operator_id else None
        return restores.restore(file, self.folder, self._clock(), key)

    def check(
        self, vault: OpenVault, summarise: Callable[[str], SurveySummaryFields] | None = None
    ) -> tuple[Problem, ...]:
        """Cipher, journal chain, and the tables against a rebuild; () when all is well."""
        return vault.check(summarise)

    # ---- people

    def operators(self, vault: OpenVault) -> tuple[Operator, ...]:
        """All, the disabled ones too."""
        return vault.operators.list()

    def add_operator(self, vault: OpenVault, name: str, role: Role, password: str) -> Operator:
        """Raises FfpError `vault.not_allowed`, `vault.operator_exists`, `vault.password_weak`, `vault.name_invalid`."""
        _require_administrator(vault)
        _check_password(password)
        return vault.operators.add(_checked_name(name), role, password, self._now())

    def disable_operator(self, vault: OpenVault, operator_id: str) -> None:
        """Raises FfpError `vault.not_allowed`, `vault.last_administrator`."""
        _require_administrator(vault)
        vault.operators.disable(operator_id, self._now())

    def change_role(self, vault: OpenVault, operator_id: str, role: Role) -> None:
        """Raises FfpError `vault.not_allowed`, `vault.last_administrator`."""
        _require_administrator(vault)
        vault.operators.change_role(operator_id, role)

    def change_password(self, vault: OpenVault, old: str, new: str) -> None:
        """The operator's own. Raises FfpError `vault.old_password_wrong`, `vault.password_weak`."""
        _check_password(new)
        if not vault.operators.is_password(vault.operator.id, old):
            raise FfpError("vault.old_password_wrong", "原密码不对，密码没有改。请重新输入原密码。")
        vault.operators.set_password(vault.operator.id, new)

    def reset_password(self, vault: OpenVault, operator_id: str, new: str) -> None:
        """For an operator who forgot theirs; only an administrator can."""
        _require_administrator(vault)
        _check_password(new)
        vault.operators.set_password(operator_id, new)

    def renew_recovery_code(self, vault: OpenVault) -> str:
        """A new recovery code, shown this once; the old one stops working."""
        _require_administrator(vault)
        return vault.operators.renew_recovery_code()

    def _key_of(self, keyring: Keyring, operator_id: str, password: str) -> bytes:
        _tried, key = keyring.forgiven().try_password(operator_id, password, self._clock())
        key = key or keyring.try_recovery(normalise_recovery_code(password))
        if key is None:
            raise FfpError(
                "vault.password_wrong",
                "这不是备份那时的密码，也不是它的恢复码，没有恢复。请看清是哪一份、选对人，再输一次。",
            )
        return key

    def _places(self) -> tuple[Path, ...]:
        place = self._second_place()
        return (place,) if place is not None and place.is_dir() else ()

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def password_strength(password: str) -> Strength:
    """弱 bars going on; 强 is length, because four unrelated words beat one hard to remember."""
    if len(password) < SHORTEST or len(set(password)) < 4 or _is_run(password):
        return Strength.WEAK
    kinds = {unicodedata.category(letter)[:2] for letter in password}
    is_strong = len(password) >= 14 or (len(password) >= 11 and len(kinds) >= 3)
    return Strength.STRONG if is_strong and len(set(password)) >= 8 else Strength.ENOUGH


def make_recovery_code() -> str:
    """A code for a vault that is about to be made: it is shown and typed back before anything is written."""
    return new_recovery_code()


def recovery_groups(code: str) -> tuple[str, ...]:
    """The groups of a code as it is shown: eight of four letters."""
    return tuple(code.split("-"))


def is_recovery_group(code: str, index: int, typed: str) -> bool:
    """Whether `typed` is the group at `index` (from 0), whatever its case and width."""
    groups = recovery_groups(code)
    trial = "-".join((*groups[:index], typed, *groups[index + 1 :]))
    return normalise_recovery_code(trial) == code


def _is_run(password: str) -> bool:
    """12345678, abcdefgh, 87654321: each letter follows the last."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(steps) == 1


def _check_password(password: str) -> None:
    if password_strength(password) is Strength.WEAK:
        raise FfpError(
            "vault.password_weak",
            f"密码太弱：至少{SHORTEST}位，不要全用相同或连续的字。四个不相干的词比一个难记的词好。",
        )
    if len(password) > LONGEST:
        raise FfpError("vault.password_long", f"密码太长，最多{LONGEST}位。")


def _checked_name(name: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise FfpError("vault.name_invalid", f"操作员姓名要填写，最多{LONGEST_NAME}个字。请重新填写。")
    return plain


def _require_administrator(vault: OpenVault) -> None:
    if vault.operators.get(vault.operator.id).role is not Role.ADMINISTRATOR:
        raise FfpError("vault.not_allowed", "只有管理员能改操作员。请管理员登录后再改。")
