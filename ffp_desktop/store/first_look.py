"""The first look at a vault, for the first window: what `read_vault_card` says of a vault at peace, far cheaper.

It imports nothing but json. Whatever is not plainly usual (a restore under way, wrong passwords counted, another
format, a file that cannot be read) is answered with None: then `read_vault_card` has the word.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FORMAT = 1
_BACKUP = re.compile(r".+-(\d{8})-(\d{6})(-\d+)?\.ffpvault")


class SeenOperator:
    """An operator's line: id, name, role's word, and when last used (ISO)."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.id = str(found["id"])
        self.name = str(found["name"])
        self.role = str(found["role"])
        self.last_used = str(found.get("last_used", ""))


class SeenUnit:
    """The office's region code and name."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.code = str(found["code"])
        self.name = str(found["name"])


class FirstLook:
    """The same fields as `VaultCard`."""

    def __init__(self, found: dict[str, Any] | None, last_backup: str) -> None:
        self.exists = found is not None
        self.unit = SeenUnit(found["unit"]) if found else None
        self.operators: Sequence[SeenOperator] = tuple(SeenOperator(one) for one in found["operators"]) if found else ()
        self.last_backup = last_backup
        self.locked_until = ""


def look_at_vault(folder: Path, places: Sequence[Path] = ()) -> FirstLook | None:
    """None when more than a look is needed. `places` are other folders with backups."""
    keys = folder / "keys.json"
    if (folder / "restoring").exists():
        return None
    try:
        content = keys.read_bytes()
    except FileNotFoundError:
        return FirstLook(None, "")
    except OSError:
        return None
    try:
        found = json.loads(content)
        attempts = found["attempts"]
        if found["format"] != FORMAT or attempts["failed"] or attempts["locked_until"]:
            return None
        return FirstLook(found, _newest((folder / "backups", *places)))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return None


def _newest(places: Sequence[Path]) -> str:
    """When the newest backup was made, by the files' names; "" for none."""
    names = (file.name for place in places if place.is_dir() for file in place.iterdir())
    stamps = (match[1] + match[2] for match in map(_BACKUP.fullmatch, names) if match)
    newest = max(stamps, default="")
    if not newest:
        return ""
    day, time = newest[:8], newest[8:]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}"
