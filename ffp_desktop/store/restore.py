"""Puts a backup in the place of the present vault. Nothing is deleted: what was there moves to a dated folder.

API: `restore(file, folder, now, key=None) -> Path | None` (where the former vault went),
`complete_restore(folder)`.

The backup is verified; attachments that lie beside it are copied (a file more does no harm); then it is unpacked beside
the vault into `restoring/`; writing `ready` there makes it happen. From then on every step can be done again: a power
cut in the middle is completed at the next start. The restored keys.json gets a new replica number, by which the
database takes a new device id when it is next opened: what was written after the backup on the former vault is another
history, and shall be seen as one.
"""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from ffp_desktop.errors import FfpError
from ffp_desktop.files import sync_folder, write_whole
from ffp_desktop.store import keyring as keyrings
from ffp_desktop.store.attachment_files import take_copies
from ffp_desktop.store.backup import DATABASE, unpack, verify_backup
from ffp_desktop.store.keyring import Attempts, encode_keyring
from ffp_desktop.store.lock import VaultLock, require_local

RESTORING = "restoring"
READY = "ready"
REPLACED = "replaced"
LIVE = (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE, keyrings.NAME)
"""The files of a vault in the order they are moved: keys.json, by which a vault exists, goes last."""


def restore(file: Path, folder: Path, now: datetime, key: bytes | None = None) -> Path | None:
    """Restores `file` into `folder`. Raises FfpError `backup.damaged`, `backup.foreign`,
    `backup.cannot_check`, `vault.in_use`, `vault.not_local`, `store.cannot_write`; then nothing has changed."""
    require_local(folder)
    room = next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
    card = verify_backup(file, key, room)  # not beside the backup: a stick may be full or write-protected
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder) from error
    with VaultLock(folder):
        _complete(folder)
        waiting = folder / RESTORING
        try:
            shutil.rmtree(waiting, ignore_errors=True)  # leftovers of a restore that never became ready
            waiting.mkdir()
            take_copies(file.parent, folder, card.vault)
            unpack(file, DATABASE, waiting / DATABASE)
            fresh = replace(card.keyring, replica=uuid4().hex, attempts=Attempts())
            write_whole(waiting / keyrings.NAME, encode_keyring(fresh))
            sync_folder(folder)
            aside = _dated_folder(folder, now) if any((folder / name).exists() for name in LIVE) else ""
            write_whole(waiting / READY, aside.encode())
        except (OSError, FfpError) as error:
            shutil.rmtree(waiting, ignore_errors=True)
            raise cannot_write(folder) from error
        _complete(folder)
    return folder / aside if aside else None


def complete_restore(folder: Path) -> None:
    """Finishes a restore that was cut off, if there is one and no other copy is at it."""
    if (folder / RESTORING / READY).exists():
        with VaultLock(folder):
            _complete(folder)


def set_aside(folder: Path, now: datetime) -> None:
    """Moves a vault's files, or what is left of one, into a dated folder. Raises FfpError `store.cannot_write`."""
    try:
        present = [name for name in LIVE if (folder / name).exists()]
        if present:
            aside = folder / _dated_folder(folder, now)
            aside.mkdir()
            for name in present:
                (folder / name).replace(aside / name)
            sync_folder(folder)
    except OSError as error:
        raise cannot_write(folder) from error


def cannot_write(folder: Path) -> FfpError:
    return FfpError("store.cannot_write", f"“{folder}”写不进去。请腾出空间、检查权限或换一个位置，原有数据没有变动。")


def _complete(folder: Path) -> None:
    """Each step can be repeated: a file is moved aside only while its successor still waits."""
    waiting = folder / RESTORING
    if not (waiting / READY).exists():
        return
    try:
        name = (waiting / READY).read_text(encoding="utf-8")
        if name:
            aside = folder / Path(name).name
            aside.mkdir(exist_ok=True)
            for live in LIVE:
                successor = waiting / (live if live == keyrings.NAME else DATABASE)
                if successor.exists() and (folder / live).exists():
                    (folder / live).replace(aside / live)
        for live in (DATABASE, keyrings.NAME):
            if (waiting / live).exists():
                (waiting / live).replace(folder / live)
        sync_folder(folder)
        shutil.rmtree(waiting)
    except OSError as error:
        raise cannot_write(folder) from error


def _dated_folder(folder: Path, now: datetime) -> str:
    stem = f"{REPLACED}-{now:%Y%m%d-%H%M%S}"
    names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
    return next(name for name in names if not (folder / name).exists())
