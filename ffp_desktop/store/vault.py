"""The vault as a whole: made, shown before unlocking, opened, closed. Importing this imports nothing heavy.

API:
    create_vault(folder, unit, operator_name, password, now, params=DEFAULT_PARAMS) -> (OpenVault, recovery code)
    read_vault_card(folder, now, places=()) -> VaultCard
    open_vault(folder, operator_id, password, now) -> OpenVault
    open_with_recovery(folder, code, operator_id, new_password, now, params=DEFAULT_PARAMS) -> OpenVault
    OpenVault: .unit .operator .device_id .drafts .journal .surveys .typing_log .rounds .events .households .operators
        .imports .feeds .kept_filters .attachments .unchecked .kept_forms .clues .figures .monitoring
        .archives .reconciliations .together() .backup(place, now) .check(summarise=None) .close(now, …)

A vault folder holds vault.sqlite (SQLCipher), keys.json, vault.lock, attachments/, backups/, and replaced-…/ after a
restore. It is a vault once keys.json is there, which is written last.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop.errors import FfpError
from ffp_desktop.store.attachments import open_attachments
from ffp_desktop.store.backup import BACKUPS, DATABASE, list_backups, make_backup
from ffp_desktop.store.campaign_repositories import CampaignRepositories
from ffp_desktop.store.drafts import Drafts
from ffp_desktop.store.events import Events
from ffp_desktop.store.exchange import Feeds
from ffp_desktop.store.exchange_counts import ExchangeCounts
from ffp_desktop.store.households import Households
from ffp_desktop.store.imports import Imports
from ffp_desktop.store.journal import Journal
from ffp_desktop.store.kept_filters import KeptFilters
from ffp_desktop.store.kept_forms import KeptForms
from ffp_desktop.store.keyring import Keyring, keyring_file, password_wrong, read_keyring, read_settled, write_keyring
from ffp_desktop.store.lock import VaultLock, require_local
from ffp_desktop.store.operators import Operators, find_operator, insert_operator, keyring_line
from ffp_desktop.store.records import Backup, Operator, Problem, Role, SurveySummaryFields, Unit, VaultCard
from ffp_desktop.store.restore import cannot_write, complete_restore, set_aside
from ffp_desktop.store.rounds import Rounds
from ffp_desktop.store.slots import (
    DEFAULT_PARAMS,
    KEY_BYTES,
    RECOVERY_SLOT,
    KdfParams,
    new_recovery_code,
    normalise_recovery_code,
    wrap_key,
)
from ffp_desktop.store.surveys import Surveys
from ffp_desktop.store.typing_log import TypingLog
from ffp_desktop.store.unchecked import Unchecked

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

Summarise = Callable[[str], SurveySummaryFields]


class OpenVault(CampaignRepositories):
    """An unlocked vault: the repositories, and the operator who works with it."""

    def __init__(
        self, folder: Path, database: "Database", lock: VaultLock, key: bytes, keyring: Keyring, operator_id: str
    ) -> None:
        self._database = database
        self._lock = lock
        self._key = key
        self.folder = folder
        self.unit, self.device_id = _take_up(database, keyring)
        super().__init__(database, self.device_id)
        with database.read() as connection:
            self.operator: Operator = find_operator(connection, operator_id)
        self.drafts, self.journal = Drafts(database, self.device_id), Journal(database, self.device_id)
        self.surveys = Surveys(database, self.device_id)
        self.typing_log = TypingLog(database)
        self.rounds = Rounds(database, self.device_id, self.unit.code)
        self.events = Events(database, self.device_id)
        self.households = Households(database)
        self.imports, self.kept_filters = Imports(database), KeptFilters(database)
        self.feeds, self.exchange_counts = Feeds(database, self.device_id), ExchangeCounts(database)
        self.attachments = open_attachments(database, self.device_id, folder, keyring.vault, key)
        self.unchecked, self.kept_forms = Unchecked(database), KeptForms(database)
        self.operators = Operators(database, folder, key, keyring.operator(operator_id).slot.params)

    def together(self) -> AbstractContextManager[None]:
        """Makes all writes inside the block one transaction."""
        return self._database.together()

    def backup(self, place: Path | None, now: datetime) -> Backup:
        """A verified backup in `place`, or (None) in the vault's own folder. Raises FfpError `backup.…`."""
        made = make_backup(self._database, self.folder, place or self.folder / BACKUPS, self._key, now)
        self.attachments.files.copy_to(Path(made.file).parent)
        return made

    def check(self, summarise: Summarise | None = None) -> tuple[Problem, ...]:
        """Cipher, journal chain, the derived tables against a rebuild (store/rebuild.py), and every attachment."""
        from ffp_desktop.store.rebuild import check_vault

        return check_vault(self._database, summarise) + self.attachments.check()

    def close(self, now: datetime, backup: bool = True, places: Sequence[Path] = ()) -> tuple[Backup, ...]:
        """Backs up to the vault's folder and to every place that is there, then lets go of everything.

        The vault is closed even when a backup fails; the first FfpError is raised after that.
        """
        made: list[Backup] = []
        failed: FfpError | None = None
        try:
            for place in (self.folder / BACKUPS, *(p for p in places if p.is_dir())) if backup else ():
                try:
                    made.append(self.backup(place, now))
                except FfpError as error:
                    failed = failed or error
        finally:
            self._database.close()
            self._key = b""
            self._lock.release()
        if failed is not None:
            raise failed
        return tuple(made)


def create_vault(
    folder: Path,
    unit: Unit,
    operator_name: str,
    password: str,
    now: datetime,
    params: KdfParams = DEFAULT_PARAMS,
    recovery_code: str = "",
) -> tuple[OpenVault, str]:
    """Makes a vault; its first operator administers. The recovery code is returned this once and kept nowhere.

    `recovery_code` is one of `new_recovery_code()` that the person has already written down, "" for a new one.
    Raises FfpError `vault.exists`, `vault.not_local`, `vault.in_use`, `store.cannot_write`.
    """
    import secrets

    require_local(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder) from error
    lock = VaultLock(folder)
    try:
        if keyring_file(folder).exists():
            raise FfpError("vault.exists", "这个文件夹里已经有数据，不会覆盖。请直接输入密码进入，或另选一个文件夹。")
        set_aside(folder, now)
        key, code = secrets.token_bytes(KEY_BYTES), recovery_code or new_recovery_code()
        operator = Operator(uuid4().hex[:12], operator_name, Role.ADMINISTRATOR, now.isoformat(timespec="seconds"))
        keyring = Keyring(
            uuid4().hex,
            uuid4().hex,
            unit,
            (keyring_line(key, operator, password, params, operator.created_at),),
            wrap_key(key, code, RECOVERY_SLOT, params),
        )
        return _make(folder, lock, key, keyring, operator), code
    except BaseException:
        lock.release()
        raise


def read_vault_card(folder: Path, now: datetime, places: Sequence[Path] = ()) -> VaultCard:
    """What the unlock page shows. Raises FfpError `vault.keys_damaged` or `vault.newer`."""
    complete_restore(folder)
    if not keyring_file(folder).exists():
        return VaultCard(exists=False)
    keyring = read_settled(folder, now)
    backups = [backup for place in (folder / BACKUPS, *places) for backup in list_backups(place)]
    newest = max(backups, key=lambda backup: backup.made_at, default=None)
    return VaultCard(
        exists=True,
        unit=keyring.unit,
        operators=tuple(operator.card for operator in keyring.operators),
        last_backup=newest.made_at if newest else "",
        last_backup_place=str(Path(newest.file).parent) if newest else "",
        locked_until=keyring.locked_until(now),
    )


def open_vault(folder: Path, operator_id: str, password: str, now: datetime) -> OpenVault:
    """Unlocks. Raises FfpError `vault.missing`, `.not_local`, `.in_use`, `.locked_out`, `.password_wrong`,
    `.operator_unknown`, `.keys_damaged`, `.damaged`, `.newer`, `store.cannot_write`."""
    lock = _enter(folder)
    try:
        keyring, key = read_settled(folder, now).try_password(operator_id, password, now)
        if key is None:
            write_keyring(folder, keyring)
            raise password_wrong(keyring.attempts)
        vault = _open(folder, lock, key, keyring, operator_id, now)
        _note_use(folder, keyring)
        return vault
    except BaseException:
        lock.release()
        raise


def open_with_recovery(
    folder: Path, code: str, operator_id: str, new_password: str, now: datetime, params: KdfParams = DEFAULT_PARAMS
) -> OpenVault:
    """Unlocks with the recovery code and gives the operator a new password. Also lifts a lock.

    Raises FfpError `vault.recovery_wrong` and what `open_vault` raises.
    """
    lock = _enter(folder)
    try:
        known = read_keyring(folder)
        known.operator(operator_id)
        key = known.try_recovery(normalise_recovery_code(code))
        if key is None:
            raise FfpError("vault.recovery_wrong", "恢复码不对。请对照纸条逐组核对，没有0、O、1、I、L、5、S这几个字。")
        vault = _open(folder, lock, key, known, operator_id, now)
        try:
            used = now.isoformat(timespec="seconds")
            line = keyring_line(key, vault.operator, new_password, params, used)
            write_keyring(folder, known.forgiven().with_operator(line))
        except BaseException:
            vault._database.close()
            raise
        return vault
    except BaseException:
        lock.release()
        raise


def _enter(folder: Path) -> VaultLock:
    require_local(folder)
    complete_restore(folder)
    if not keyring_file(folder).exists():
        raise FfpError("vault.missing", "这个文件夹里没有数据。请核对位置，或从备份恢复。")
    return VaultLock(folder)


def _make(folder: Path, lock: VaultLock, key: bytes, keyring: Keyring, operator: Operator) -> OpenVault:
    from ffp_desktop.store.engine import open_database

    database: Database | None = None
    try:
        database = open_database(folder / DATABASE, key, create=True)
        with database.write() as connection:
            insert_operator(connection, operator)
            unit = keyring.unit
            for name, value in (
                ("vault", keyring.vault),
                ("unit_code", unit.code),
                ("unit_name", unit.name),
                ("unit_level", unit.level),
                ("replica", keyring.replica),
                ("device", uuid4().hex),
            ):
                connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))
        write_keyring(folder, keyring)
        return OpenVault(folder, database, lock, key, keyring, operator.id)
    except BaseException:
        if database is not None:
            database.close()
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm") if not keyring_file(folder).exists() else ():
            (folder / name).unlink(missing_ok=True)  # made a moment ago by this call, and nothing is in it
        raise


def _open(folder: Path, lock: VaultLock, key: bytes, keyring: Keyring, operator_id: str, now: datetime) -> OpenVault:
    from ffp_desktop.store.engine import open_database

    def back_up(database: "Database") -> None:
        make_backup(database, folder, folder / BACKUPS, key, now)

    database = open_database(folder / DATABASE, key, before_upgrade=back_up)
    try:
        return OpenVault(folder, database, lock, key, keyring, operator_id)
    except BaseException:
        database.close()
        raise


def _take_up(database: "Database", keyring: Keyring) -> tuple[Unit, str]:
    """The unit and the device id; a new device id when keys.json says that this vault was restored."""
    with database.read() as connection:
        meta: dict[str, str] = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT name, value FROM meta")}
    if meta["vault"] != keyring.vault:
        raise FfpError("vault.keys_damaged", "钥匙文件和数据库不是一套，打不开。请选“从备份恢复”，现有文件会原样保留。")
    if meta["replica"] != keyring.replica:
        meta["device"] = uuid4().hex
        with database.write() as connection:
            for name, value in (("replica", keyring.replica), ("device", meta["device"])):
                connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = ?", (value, name))
    return Unit(meta["unit_code"], meta["unit_name"], meta["unit_level"]), meta["device"]


def _note_use(folder: Path, keyring: Keyring) -> None:
    """Keeps when the operator came in; a full disk shall not bar anyone from looking at their data."""
    try:
        write_keyring(folder, keyring)
    except FfpError as error:
        if error.code != "store.cannot_write":
            raise
