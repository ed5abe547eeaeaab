"""What this computer remembers between runs: window, printer, second backup folder. No personal data, no answers."""

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """`geometry` is Qt's own text of the window's place; the others are names and paths, "" while unset."""

    geometry: str = ""
    printer: str = ""
    second_backup: str = ""
    last_village: str = ""
    last_natural_village: str = ""


class SettingsFile:
    """Reads once, writes whole at each change. An unreadable file counts as empty."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._settings = _read(file)

    @property
    def now(self) -> Settings:
        return self._settings

    def change(self, **changes: str) -> None:
        """Sets some settings. That the disk refuses is logged and otherwise no matter."""
        changed = replace(self._settings, **changes)
        if changed == self._settings:
            return
        self._settings = changed
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(asdict(changed), ensure_ascii=False, indent=1).encode())
        except (OSError, FfpError):
            _log.warning("settings.not_written")


def _read(file: Path) -> Settings:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    names = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in found.items() if name in names and isinstance(value, str)})
