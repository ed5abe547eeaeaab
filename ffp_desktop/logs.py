"""The log: ids and codes only, never an answer, a name or a number of a person.

API: `start_log(folder) -> logging.Logger` (a rotating file, 3 × 512 KiB; silently none where it cannot be written),
`log_error(error)` for a known error, `log_bug(error)` for a bug: the places in the code, without any value.
"""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ffp_desktop.errors import FfpError

NAME = "ffp_desktop"
_SIZE, _FILES = 512 * 1024, 2


def start_log(folder: Path) -> logging.Logger:
    """Begins writing to `folder`; called once, by the door. A program that cannot log still runs."""
    log = logging.getLogger(NAME)
    log.setLevel(logging.INFO)
    log.propagate = False
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            folder / "ffp-desktop.log", maxBytes=_SIZE, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        log.addHandler(logging.NullHandler())
        return log
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(file)
    return log


def log_error(error: FfpError) -> None:
    """A known error: its code. The sentence may hold a path and stays out."""
    logging.getLogger(NAME).warning("known error %s", error.code)


def log_bug(error: BaseException) -> str:
    """A bug: the kind and where in the code, innermost last. The message is left out, for it may hold an answer.

    The same text is returned for the crash dialog.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    text = f"{type(error).__name__} at {places or 'unknown'}"
    logging.getLogger(NAME).error("bug %s", text)
    return text
