"""The sticks that are in now, and sizes as people say them.

API: `list_drives() -> list[Drive]`, `free_bytes(folder)`, `say_size(bytes)`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PLACES = ("/media/", "/run/media/")
_REMOVABLE = 2  # what Windows calls a drive that can be pulled out


@dataclass(frozen=True, slots=True)
class Drive:
    """A mounted stick. `free` is in bytes."""

    folder: Path
    name: str
    free: int
    is_read_only: bool


def list_drives() -> list[Drive]:
    """The removable drives that are mounted, by their place."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and _is_removable(root):
            found.append(Drive(Path(root), volume.displayName(), volume.bytesAvailable(), volume.isReadOnly()))
    return sorted(found, key=lambda drive: str(drive.folder))


def free_bytes(folder: Path) -> int:
    """The room left where a folder lies; -1 when nobody can say."""
    volume = QStorageInfo(str(folder))
    return volume.bytesAvailable() if volume.isValid() and volume.isReady() else -1


def say_size(size: int) -> str:
    """12 KB, 3.2 MB, 14.6 GB."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    unit, name = (1 << 20, "MB") if size < 1 << 30 else (1 << 30, "GB")
    return f"{size / unit:.1f} {name}"


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE)
    return root.startswith(_PLACES)
