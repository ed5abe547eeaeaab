"""Why a survey file is refused, and how the place is named."""

import unicodedata
from itertools import pairwise

Path = tuple[str | int, ...]
"""Keys and zero-based indexes from the top of the file down to the value."""

_LONGEST_KEY = 40


class RefusalError(Exception):
    """Raised while one survey is read; the reader adds the line and makes an `FfpError` of it.

    `code` is the part after "survey_file."; `reason` says what is wrong and what to do, without the value itself.
    """

    def __init__(self, code: str, path: Path, reason: str) -> None:
        super().__init__(f"{code} {path}")
        self.code = code
        self.path = path
        self.reason = reason


def name_path(path: Path) -> str:
    """The place as people read it: `members[2].A6（第3人）`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{show_key(step)}"
    member = _member_of(path)
    return text.removeprefix(".") + (f"（第{member + 1}人）" if member is not None else "")


def show_key(key: str) -> str:
    """A key from the file that is safe to print: short, and without control characters or halves of characters."""
    shown = "".join("�" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in key[:_LONGEST_KEY])
    return shown + ("…" if len(key) > _LONGEST_KEY else "")


def _member_of(path: Path) -> int | None:
    for step, following in pairwise(path):
        if step == "members" and isinstance(following, int):
            return following
    return None
