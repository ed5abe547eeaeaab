"""The bytes of attachments: one encrypted file each, beside the database, named by a keyed hash of what is in it.

API (class `AttachmentFiles(folder, vault, key)`): put(content) -> digest · get(digest) -> bytes or None (gone) ·
has(digest) · copy_to(place) -> how many; `take_copies(place, folder, vault) -> how many` (for a restore), `FOLDER`.

They are not in the database, because a township's 30,000 photos are 7 GB: every backup would copy them all and every
check read them all. A file is written once, whole, and never changed or removed, so a backup to another place copies
only what is not there yet, and the backups in the vault's own folder need no copy at all. The name is an HMAC of the
SHA-256, so that nobody without the key can ask whether a certain picture is here; plaintext is never on a disk.
"""

import hashlib
import hmac
from pathlib import Path

from ffp_desktop.domain.attachments import digest_of
from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.store.sealing import derive_key, seal, unseal

FOLDER = "attachments"
_SUFFIX = ".ffpa"


class AttachmentFiles:
    """The files of one vault; `vault` is its id, by which several vaults can share a stick."""

    def __init__(self, folder: Path, vault: str, key: bytes) -> None:
        self._vault = vault
        self._folder = folder
        self._root = _root(folder, vault)
        self._seal_key = derive_key(key, "attachment seal")
        self._name_key = derive_key(key, "attachment name")

    def put(self, content: bytes) -> str:
        """Keeps the bytes, durably; the same bytes once, and again where the file was damaged.

        Raises FfpError `file.cannot_write`.
        """
        digest = digest_of(content)
        target = self._file(digest)
        if not self._holds(digest):
            _make_folder(target.parent)
            write_whole(target, seal(self._seal_key, content, digest))
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes, or None when they are not here. Raises FfpError `attachment.damaged`."""
        try:
            sealed = self._file(digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _damaged() from error
        content = unseal(self._seal_key, sealed, digest)
        if content is None or digest_of(content) != digest:
            raise _damaged()
        return content

    def has(self, digest: str) -> bool:
        return self._file(digest).is_file()

    def copy_to(self, place: Path) -> int:
        """Copies to a backup's folder what is not there yet; the vault's own folder needs none.

        Raises FfpError `backup.attachments_left`.
        """
        if self._folder in (place, *place.parents):
            return 0
        try:
            return _copy_missing(self._root, _root(place, self._vault))
        except (OSError, FfpError) as error:
            sentence = f"数据已经备份到“{place}”，附件没有复制全。请腾出空间或换一个U盘再备份一次，附件本身没有变动。"
            raise FfpError("backup.attachments_left", sentence) from error

    def _holds(self, digest: str) -> bool:
        try:
            return self.get(digest) is not None
        except FfpError:
            return False

    def _file(self, digest: str) -> Path:
        name = hmac.new(self._name_key, digest.encode(), hashlib.sha256).hexdigest()
        return self._root / name[:2] / f"{name[2:]}{_SUFFIX}"


def take_copies(place: Path, folder: Path, vault: str) -> int:
    """Brings a vault's files from beside one of its backups. Raises FfpError `file.cannot_write`, OSError."""
    source, target = _root(place, vault), _root(folder, vault)
    return 0 if source == target or folder in place.parents else _copy_missing(source, target)


def _copy_missing(source: Path, target: Path) -> int:
    copied = 0
    for file in sorted(source.glob(f"??/*{_SUFFIX}")):
        copy = target / file.relative_to(source)
        if not copy.is_file():
            content = file.read_bytes()
            _make_folder(copy.parent)
            write_whole(copy, content)
            copied += 1
    return copied


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"“{folder.parent}”写不进去。请腾出空间、检查权限后再试，原有文件没有变动。"
        raise FfpError("file.cannot_write", sentence) from error


def _root(folder: Path, vault: str) -> Path:
    return folder / FOLDER / vault


def _damaged() -> FfpError:
    return FfpError("attachment.damaged", "这张附件的文件坏了，打不开。请从备份恢复，或重新拍一张加进来。")
