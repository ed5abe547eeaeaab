"""One running copy per vault, and only on a disk of this computer.

API: `VaultLock(folder)` as a context or with `.release()`; raises FfpError `vault.in_use`. `require_local(folder)`
raises `vault.not_local`. The system lets the lock go when the process ends, however it ends. USB sticks are local.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from ffp_desktop.errors import FfpError

NAME = "vault.lock"
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "afs", "9p", "ceph", "glusterfs", "davfs", "lustre"}
NETWORK_FUSE = ("fuse.sshfs", "fuse.davfs", "fuse.gvfs", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.smb")
_DRIVE_REMOTE = 4


class VaultLock:
    """Held from construction to `release`. Raises FfpError `vault.in_use` or `store.cannot_write`."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] | None = (folder / NAME).open("ab")
        except OSError as error:
            raise FfpError(
                "store.cannot_write", f"“{folder}”写不进去。请检查磁盘是不是只读的、有没有权限，数据没有变动。"
            ) from error
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            self._file = None
            raise FfpError(
                "vault.in_use", "程序已经在运行，数据正由那个窗口使用。请切换到那个窗口，或先把它关掉。"
            ) from error

    def release(self) -> None:
        """Lets another copy open the vault."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> "VaultLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def require_local(folder: Path) -> None:
    """Refuses a network disk, where locks and fsync cannot be trusted. Raises FfpError `vault.not_local`."""
    if is_on_network(folder):
        raise FfpError("vault.not_local", "数据不能放在网络盘上，断线会损坏数据。请把文件夹放到这台电脑自己的磁盘上。")


def is_on_network(folder: Path) -> bool:
    """Whether the system says that `folder` lies on another computer."""
    existing = next((path for path in (folder, *folder.parents) if path.exists()), folder).resolve()
    if sys.platform == "win32":
        return _is_remote_drive(existing)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return is_network_filesystem(filesystem_of(existing, mounts))


def filesystem_of(folder: Path, mountinfo: str) -> str:
    """The type of file system `folder` lies on, by the text of /proc/self/mountinfo (proc(5)); "" if unknown."""
    best, found = -1, ""
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(_unescape(fields[4]))
        depth = len(point.parts)
        if depth >= best and (folder == point or point in folder.parents):
            best, found = depth, after.split(" ")[0]
    return found


def is_network_filesystem(kind: str) -> bool:
    return kind in NETWORK or kind.startswith(NETWORK_FUSE)


def _unescape(text: str) -> str:
    for code, letter in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        text = text.replace(code, letter)
    return text


def _is_remote_drive(folder: Path) -> bool:
    import ctypes

    if str(folder).startswith("\\\\"):
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009  (exists on Windows only)
    return bool(windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)


def _take(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        locking, mode = getattr(msvcrt, "locking"), getattr(msvcrt, "LK_NBLCK")  # noqa: B009
        locking(file.fileno(), mode, 1)
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
