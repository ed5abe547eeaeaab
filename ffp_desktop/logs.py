"""The log file: ids, codes and places in the code, never an answer or a name."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SIZE = 500_000  # bytes of one file; three are kept


class _QuietFormatter(logging.Formatter):
    """Writes an exception as its type and the lines it went through, without its message or any value."""

    def formatException(self, ei: tuple[object, ...]) -> str:
        error = ei[1]
        return describe_bug(error) if isinstance(error, BaseException) else ""


def describe_bug(error: BaseException) -> str:
    """The type of a bug and where it happened, one line each; no message, since that may carry an answer."""
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def start_log(folder: Path) -> Path | None:
    """Sends warnings and worse to a file in `folder`; returns it, or None when the folder cannot be written."""
    file = folder / "ffp-desktop.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_SIZE, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return None
    handler.setFormatter(_QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("ffp_desktop")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file
