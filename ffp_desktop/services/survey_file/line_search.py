"""On which line a place of a JSON text stands. Only used once a file is refused: the fast parser keeps no positions."""

import json
import re
from collections.abc import Callable, Iterator

from ffp_desktop.services.survey_file.refusal import Path

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)', re.DOTALL)


def line_at(text: str, offset: int) -> int:
    """The 1-based line of an offset."""
    return text.count("\n", 0, offset) + 1


def find_path(text: str, start: int, path: Path) -> int:
    """The offset of the value (or its key) at `path` below the value that begins at `start`."""
    return _find(text, start, lambda here, _token: here == path)


def find_constant(text: str, start: int) -> tuple[int, Path]:
    """The offset and path of the first NaN or Infinity."""
    found: list[Path] = []

    def is_constant(here: Path, token: str) -> bool:
        if token in ("NaN", "Infinity", "-Infinity"):
            found.append(here)
        return bool(found)

    return _find(text, start, is_constant), found[0] if found else ()


def find_duplicate(text: str, start: int) -> tuple[int, Path]:
    """The offset and path of the first key that stands twice in its object."""
    seen: set[Path] = set()
    found: list[Path] = []

    def is_second(here: Path, token: str) -> bool:
        if token == "key":
            if here in seen:
                found.append(here)
            seen.add(here)
        return bool(found)

    return _find(text, start, is_second), found[0] if found else ()


def _find(text: str, start: int, is_it: Callable[[Path, str], bool]) -> int:
    return next((offset for offset, path, token in _walk(text, start) if is_it(path, token)), start)


def _walk(text: str, start: int) -> Iterator[tuple[int, Path, str]]:
    """Every key ("key") and value of a JSON text with its offset and path, in order; stops where the text does."""
    path: list[str | int] = []
    closers: list[str] = []
    expects_key = False
    for match in _TOKEN.finditer(text, start):
        token, offset = match[1], match.start(1)
        if token in ("}", "]"):
            closers.pop()
            path.pop()
            expects_key = False
        elif token == ",":
            if closers and closers[-1] == "]":
                path[-1] = int(path[-1]) + 1
            expects_key = bool(closers) and closers[-1] == "}"
        elif expects_key and token != ":":
            path[-1] = json.loads(token, strict=False)
            expects_key = False
            yield offset, tuple(path), "key"
        elif token != ":":
            yield offset, tuple(path), token
            if token in ("{", "["):
                closers.append("}" if token == "{" else "]")
                path.append("" if token == "{" else 0)
                expects_key = token == "{"
        if not closers and token not in (":", ","):
            return
