"""Verified backups: one file that holds the whole vault, checked by opening it before it counts.

API: `make_backup(database, folder, place, key, now) -> Backup`, `verify_backup(file, key=None) -> BackupCard`,
`list_backups(place) -> tuple[Backup, …]` newest first, `rotate(place, vault)`, `BACKUPS` (the subfolder's name).

A backup `<unit>-YYYYMMDD-HHMMSS.ffpvault` is a plain tar of backup.json, keys.json and vault.sqlite: nothing in it is
readable that is not readable beside the vault. It is written under a name that does not count, opened again, checked
(hashes, every page's HMAC, journal head), and only then given its name. Kept: the last 10, and the newest of each of
7 days, 4 weeks and 6 months.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ffp_desktop.errors import FfpError
from ffp_desktop.files import forget, sync_folder, written_whole
from ffp_desktop.store import keyring as keyrings
from ffp_desktop.store.keyring import Keyring, parse_keyring
from ffp_desktop.store.records import Backup

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

BACKUPS = "backups"
SUFFIX = ".ffpvault"
DATABASE = "vault.sqlite"
CARD = "backup.json"
FORMAT = 1
KEEP_LAST, KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 10, 7, 4, 6
_MEMBERS = (CARD, keyrings.NAME, DATABASE)
_NAME = re.compile(r"(?P<unit>.+)-(?P<at>\d{8}-\d{6})(-\d+)?" + re.escape(SUFFIX))
_CHUNK = 1 << 20
_UNVERIFIED, _CHECKING = ".unverified", ".checking-"


@dataclass(frozen=True, slots=True)
class BackupCard:
    """What a verified backup says of itself."""

    vault: str
    made_at: str
    schema: str
    revisions: int
    head: str
    drafts: int
    digests: dict[str, str]
    keyring: Keyring


def make_backup(database: "Database", folder: Path, place: Path, key: bytes, now: datetime) -> Backup:
    """Writes, verifies, rotates. Raises FfpError `backup.cannot_write`, `.cannot_check`, `.not_verified`."""
    from ffp_desktop.store.inspection import journal_head

    try:
        keys = keyrings.keyring_file(folder).read_bytes()
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(place) from error
    keyring = parse_keyring(keys)
    _clear_leftovers(folder, place)
    target = _free_name(place, keyring.unit.name, now)
    waiting = target.with_suffix(_UNVERIFIED)
    try:
        with database.held_still() as connection:
            head = journal_head(connection)
            card = _card(
                keyring, now, head, {keyrings.NAME: _digest(io.BytesIO(keys)), DATABASE: _file_digest(database.file)}
            )
            _write(waiting, card, keys, database.file)
        found = verify_backup(waiting, key, folder)
        if (found.head, found.revisions, found.drafts) != (head.head, head.revisions, head.drafts):
            raise FfpError("backup.not_verified", "备份写完后核对不上，这个备份没有算数。请换一个磁盘再备份一次。")
        waiting.replace(target)
        sync_folder(place)
    except OSError as error:
        raise _cannot_write(place) from error
    except FfpError as error:
        raise _cannot_write(place) if error.code == "file.cannot_write" else error from error
    finally:
        forget(waiting)
    rotate(place, keyring.vault)
    return Backup(str(target), now.isoformat(timespec="seconds"), keyring.unit.name, target.stat().st_size)


def verify_backup(file: Path, key: bytes | None = None, room: Path | None = None) -> BackupCard:
    """Checks names, sizes and hashes, and with the data key every page and the journal's head.

    The database is unpacked for that in `room` (a fast local folder; by default beside the backup).

    Raises FfpError `backup.foreign` (not one of ours), `backup.damaged`, `backup.cannot_check` or `vault.newer`.
    """
    try:
        with tarfile.open(file, "r:") as archive:
            card = _read_card(archive)
            _verify_members(archive, card.digests)
            if key is not None:
                _verify_database(archive, card, key, room or file.parent)
            return card
    except tarfile.TarError as error:
        raise _foreign() from error
    except OSError as error:
        raise FfpError(
            "backup.damaged", "备份文件读不出来。请检查U盘或磁盘，换一个备份再试，现有数据没有变动。"
        ) from error


def read_backup_card(file: Path) -> BackupCard:
    """What a backup says of itself, without reading all of it. Raises FfpError like `verify_backup`."""
    try:
        with tarfile.open(file, "r:") as archive:
            return _read_card(archive)
    except (tarfile.TarError, OSError) as error:
        raise _foreign() from error


def unpack(file: Path, name: str, target: Path) -> None:
    """Writes one member of a verified backup as `target`, whole."""
    with tarfile.open(file, "r:") as archive, written_whole(target) as out:
        shutil.copyfileobj(_member(archive, name), out, _CHUNK)


def list_backups(place: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first, by their names."""
    found = []
    if place.is_dir():
        for file in place.iterdir():
            named = _NAME.fullmatch(file.name)
            if named and file.is_file():
                at = datetime.strptime(named["at"], "%Y%m%d-%H%M%S").isoformat(timespec="seconds")
                found.append(Backup(str(file), at, named["unit"], file.stat().st_size))
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.file), reverse=True))


def rotate(place: Path, vault: str) -> None:
    """Removes what need not be kept of this vault's backups; those of other vaults on the same stick are left alone."""
    ours = [backup for backup in list_backups(place) if _is_of(Path(backup.file), vault)]
    keep = kept([backup.made_at for backup in ours])
    for backup in ours:
        if backup.made_at not in keep:
            forget(Path(backup.file))


def kept(times: list[str]) -> set[str]:
    """Which of these times (ISO) are kept: the last 10, and the newest of 7 days, 4 weeks and 6 months."""
    newest_first = sorted(times, reverse=True)
    keep = set(newest_first[:KEEP_LAST])
    periods = ((KEEP_DAYS, "%Y-%m-%d"), (KEEP_WEEKS, "%G-%V"), (KEEP_MONTHS, "%Y-%m"))
    for count, shape in periods:
        newest: dict[str, str] = {}
        for time in newest_first:
            newest.setdefault(datetime.fromisoformat(time).strftime(shape), time)
        keep.update(list(newest.values())[:count])
    return keep


def _clear_leftovers(folder: Path, place: Path) -> None:
    """What a power cut in the middle of a backup left behind; it never counted."""
    for file in (*place.glob(f"*{_UNVERIFIED}"), *(folder / BACKUPS).glob(".writing-*")):
        forget(file)
    for checking in folder.glob(f"{_CHECKING}*"):
        shutil.rmtree(checking, ignore_errors=True)


def _free_name(place: Path, unit: str, now: datetime) -> Path:
    plain = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]', "", unit)[:40] or "vault"
    stem = f"{plain}-{now:%Y%m%d-%H%M%S}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(place / (name + SUFFIX) for name in names if not (place / (name + SUFFIX)).exists())


def _card(keyring: Keyring, now: datetime, head: Any, digests: dict[str, str]) -> bytes:
    content = {
        "format": FORMAT,
        "vault": keyring.vault,
        "unit": keyring.unit.name,
        "made_at": now.isoformat(timespec="seconds"),
        "schema": head.schema,
        "revisions": head.revisions,
        "head": head.head,
        "drafts": head.drafts,
        "files": digests,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _write(target: Path, card: bytes, keys: bytes, database: Path) -> None:
    with written_whole(target) as out, tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in ((CARD, card), (keyrings.NAME, keys)):
            archive.addfile(_entry(name, len(content)), io.BytesIO(content))
        with database.open("rb") as source:
            archive.addfile(_entry(DATABASE, os.fstat(source.fileno()).st_size), source)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    found = archive.extractfile(name)
    if found is None:
        raise _foreign()
    return found


def _read_card(archive: tarfile.TarFile) -> BackupCard:
    first = archive.next()
    if first is None or first.name != CARD or not first.isfile() or first.size > keyrings.LARGEST:
        raise _foreign()
    second = archive.next()
    if second is None or second.name != keyrings.NAME or not second.isfile() or second.size > keyrings.LARGEST:
        raise _foreign()
    try:
        found = json.loads(_member(archive, CARD).read())
        if found["format"] > FORMAT:
            raise FfpError(
                "vault.newer", "备份是用更新版本的程序做的，这个版本读不了。请先升级程序，现有数据没有变动。"
            )
        keyring = parse_keyring(_member(archive, keyrings.NAME).read())
        digests = {name: str(found["files"][name]) for name in _MEMBERS[1:]}
        datetime.fromisoformat(found["made_at"])
        numbers = int(found["revisions"]), str(found["head"]), int(found["drafts"])
        return BackupCard(str(found["vault"]), str(found["made_at"]), str(found["schema"]), *numbers, digests, keyring)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _foreign() from error
    except FfpError as error:
        raise _damaged() if error.code == "vault.keys_damaged" else error from error


def _verify_members(archive: tarfile.TarFile, digests: dict[str, str]) -> None:
    members = archive.getmembers()
    if [member.name for member in members] != list(_MEMBERS) or not all(member.isfile() for member in members):
        raise _damaged()
    for name, digest in digests.items():
        if _digest(_member(archive, name)) != digest:
            raise _damaged()


def _verify_database(archive: tarfile.TarFile, card: BackupCard, key: bytes, room: Path) -> None:
    """Unpacks the (encrypted) database into `room`, opens it, and asks SQLCipher for every page."""
    from ffp_desktop.store.inspection import inspect_file

    try:
        with tempfile.TemporaryDirectory(dir=room, prefix=_CHECKING, ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / DATABASE
            with copy.open("wb") as out:
                shutil.copyfileobj(_member(archive, DATABASE), out, _CHUNK)
            head = inspect_file(copy, key)
    except OSError as error:
        raise FfpError(
            "backup.cannot_check",
            f"备份没有核对成：“{room}”写不进去，或备份读不出来。请腾出空间、插好U盘后再试，现有数据没有变动。",
        ) from error
    if head is None or (head.head, head.revisions, head.drafts) != (card.head, card.revisions, card.drafts):
        raise _damaged()


def _is_of(file: Path, vault: str) -> bool:
    try:
        return read_backup_card(file).vault == vault
    except FfpError:
        return False


def _digest(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _file_digest(file: Path) -> str:
    with file.open("rb") as source:
        return _digest(source)


def _cannot_write(place: Path) -> FfpError:
    return FfpError("backup.cannot_write", f"备份写不进“{place}”。请腾出空间或换一个位置再备份，数据本身没有变动。")


def _foreign() -> FfpError:
    return FfpError(
        "backup.foreign", "这不是本程序的备份文件，或只有半个文件。请另选一个.ffpvault文件，现有数据没有变动。"
    )


def _damaged() -> FfpError:
    return FfpError("backup.damaged", "备份文件已损坏，没有用它。请另选一个备份，现有数据没有变动。")
