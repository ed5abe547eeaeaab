"""A workbook that takes its name only when it is whole and can be read again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ffp_desktop.documents.workbook.writing import is_whole
from ffp_desktop.errors import FfpError
from ffp_desktop.files import written_whole


@contextmanager
def checked_file(out: Path) -> Iterator[IO[bytes]]:
    """A file that becomes `out` when it is whole and can be read again. Raises FfpError `file.…`."""
    with written_whole(out) as file:
        yield file
        file.flush()
        if not is_whole(file):
            raise FfpError(
                "file.not_whole", f"写到“{out.parent}”的文件读不回来，没有保留。请换一个盘再写，数据没有变动。"
            )
