"""Files written whole or not at all: a temporary file beside the target, fsynced, then renamed over it.

API: `written_whole(target)`, `write_whole(target, content)`, `forget(file)`, `sync_folder(folder)`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ffp_desktop.errors import FfpError


@contextmanager
def written_whole(target: Path) -> Iterator[IO[bytes]]:
    """A binary file that becomes `target` when the block ends well, and leaves no trace when it does not.

    Raises `FfpError` `file.cannot_write` when the disk is full, read-only or gone.
    """
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        temporary = Path(name)
        with os.fdopen(descriptor, "w+b") as file:  # what was written can be read again before it is renamed
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        temporary = None
        sync_folder(target.parent)
    except OSError as error:
        raise FfpError(
            "file.cannot_write",
            f"“{target.parent}”写不进去（{_reason(error)}）。请换一个位置或腾出空间后再试，原有文件没有变动。",
        ) from error
    finally:
        if temporary is not None:
            forget(temporary)


def write_whole(target: Path, content: bytes) -> None:
    """Writes `content` as `target`, whole or not at all."""
    with written_whole(target) as file:
        file.write(content)


def forget(file: Path) -> None:
    """Removes a file that does not count. A disk that refuses even that shall not hide what went wrong before."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes a rename in `folder` durable, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    import errno

    return {
        errno.ENOSPC: "磁盘已满",
        errno.EROFS: "磁盘是只读的",
        errno.EACCES: "没有写入权限",
        errno.ENOENT: "位置不存在",
        errno.EIO: "磁盘读写出错",
    }.get(error.errno or 0, "系统拒绝写入")
