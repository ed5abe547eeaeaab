"""Lists and covers as PDF files, written whole or not at all, with the fonts of the paper.

API: `print_lists(lists, out) -> pages`, `print_covers(covers, out, report=None) -> pages`.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.cover_file import Cover, write_covers
from ffp_desktop.documents.pdf.table_file import ListColumn, PrintedList, write_lists
from ffp_desktop.files import written_whole

__all__ = ["Cover", "ListColumn", "PrintedList", "print_covers", "print_lists"]


def print_lists(lists: Sequence[PrintedList], out: Path | IO[bytes]) -> int:
    """The number of pages. Raises FfpError `paper.…`, `file.cannot_write`."""
    with written_whole(out) if isinstance(out, Path) else nullcontext(out) as file:
        return write_lists(file, lists, _fonts())


def print_covers(
    covers: Sequence[Cover], out: Path | IO[bytes], report: Callable[[int, int], None] | None = None
) -> int:
    """The same; `report(done, total)` may raise to stop."""
    with written_whole(out) if isinstance(out, Path) else nullcontext(out) as file:
        return write_covers(file, covers, _fonts(), report)


@lru_cache(maxsize=1)
def _fonts() -> FontStack:
    """Kept while the program runs."""
    return FontStack()
