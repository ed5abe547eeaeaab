"""This computer's settings: window, printer, folders. No personal data; a broken file is the same as none.

API: `Settings(file)` with `.get(name, default)` (a value of another type than the default's is not taken),
`.set(name, value)` (written at once, whole), `.problem` (the last FfpError of writing, or None).
"""

import json
from pathlib import Path
from typing import Any, TypeVar

from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole

Value = TypeVar("Value", str, int, float, bool, list[str])

_LARGEST = 1 << 20


class Settings:
    """Named values in one JSON file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = _read(file)
        self.problem: FfpError | None = None

    def get(self, name: str, default: Value) -> Value:
        """The value kept under `name`, or `default` when there is none of its type."""
        value = self._values.get(name, default)
        if isinstance(default, list):
            fits = isinstance(value, list) and all(isinstance(part, str) for part in value)
            return value if fits else default
        return value if type(value) is type(default) else default

    def set(self, name: str, value: str | int | float | bool | list[str]) -> None:
        """Keeps a value. A disk that refuses does not disturb anyone's work: see `problem`."""
        if self._values.get(name) == value and type(self._values.get(name)) is type(value):
            return
        self._values[name] = value
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True).encode())
            self.problem = None
        except OSError:
            self.problem = FfpError("settings.cannot_write", "设置没能保存，这次仍然有效。请检查磁盘空间和权限。")
        except FfpError as error:
            self.problem = FfpError("settings.cannot_write", error.sentence)


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
