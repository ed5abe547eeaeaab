"""Asking for a file or a folder with the system's own dialog, beginning where a stick would be.

API: `ask_file(parent, title, kinds)`, `ask_folder(parent, title)`, `ask_target(parent, title, name, kinds)`: a path,
or None when a person cancelled; `ask_files(parent, title, kinds)`: a list. `kinds` is one name with its endings:
"备份 (*.ffpvault)". `brought_files(data)`: those that were dragged or pasted in instead.
"""

import getpass
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    every = QCoreApplication.translate("file_choice", "所有文件 (*)")
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(find_start()), f"{kinds};;{every}")
    return Path(name) if name else None


def ask_files(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Several files; none when a person cancelled."""
    every = QCoreApplication.translate("file_choice", "所有文件 (*)")
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(find_start()), f"{kinds};;{every}")
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, title: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, str(find_start()))
    return Path(name) if name else None


def ask_target(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write; the dialog asks before an existing file is taken, and adds the ending `name` has."""
    dialog = QFileDialog(parent, title, str(find_start()), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    if dialog.exec() != QFileDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def brought_files(data: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged or was copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def find_start() -> Path:
    """Where sticks are when one is in, else the person's own folder; never the program's."""
    if sys.platform != "win32":
        for place in (Path("/run/media", _user()), Path("/media", _user())):
            if (stick := _first_folder(place)) is not None:
                return stick
    return Path.home()


def _first_folder(place: Path) -> Path | None:
    try:
        return min((folder for folder in place.iterdir() if folder.is_dir()), default=None)
    except OSError:
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "root"
