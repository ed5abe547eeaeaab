"""Reading a foreign picture or PDF: another process parses it, small JPEG pages come back over a pipe.

API: `read_pictures(content, report=None) -> tuple[Picture, …]`, `read_file(file) -> bytes`. Every way it can go wrong
is an FfpError `attachment.<word>`, the words being the keys of `REFUSALS`. Nothing is written to the disk.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ffp_desktop.documents.pictures import reading_limits as limits
from ffp_desktop.documents.reading_process import explain_end, start_child
from ffp_desktop.domain.progress import Report
from ffp_desktop.errors import FfpError

"""Pages read so far, and how many there are; it may raise to stop."""

_CHILD = "ffp_desktop.documents.pictures.child"
_LONGEST_LINE = 4096
_LARGEST_PAGE = 1 << 20

_ANEW = "请重新拍一张或重新要一份。"
REFUSALS = {
    "cannot_read": "打不开这个文件。请检查它还在不在、U盘是不是插好。",
    "empty": f"这个文件是空的，里面没有图。{_ANEW}",
    "encrypted": "这个PDF加了密码，读不出来。请去掉密码，另存后再加。",
    "heic": "这是苹果手机的HEIC照片，读不了。请在手机的“设置、相机、格式”里选“兼容性最佳”再拍，或转成JPG再加。",
    "not_a_picture": "这个文件不是图片，也不是PDF。请选照片（JPG、PNG、BMP、WEBP、TIFF）或PDF。",
    "damaged": f"这个文件已损坏或没有复制完整，读不出来。{_ANEW}",
    "bomb": f"这张图的尺寸大得不正常，没有打开。{_ANEW}",
    "file_too_large": f"文件超过 {limits.MAX_FILE // 2**20} MB，没有读。请换一张小些的照片。",
    "too_many_pages": f"这个文件超过 {limits.MAX_PAGES} 页，没有读。请分成几个文件再加。",
    "memory": f"读这个文件要用的内存大得不正常，已经停下。{_ANEW}",
    "time": f"读这个文件用的时间长得不正常，已经停下。{_ANEW}",
    "broke_reader": f"读这个文件时读图的部分停了，文件可能已损坏；数据没有变动。{_ANEW}",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a JPEG; `page` of `pages` counts from 1."""

    content: bytes
    width: int
    height: int
    page: int
    pages: int


def read_file(file: Path) -> bytes:
    """The bytes of a file from outside. Raises FfpError `attachment.cannot_read`, `.file_too_large`."""
    try:
        if file.stat().st_size > limits.MAX_FILE:
            raise refuse("file_too_large")
        return file.read_bytes()
    except OSError as error:
        raise refuse("cannot_read") from error


def read_pictures(content: bytes, report: Report | None = None) -> tuple[Picture, ...]:
    """All pages, by what the bytes really are. Raises FfpError `attachment.…` for each word of `REFUSALS`."""
    try:
        child = start_child(_CHILD)
    except OSError as error:
        raise refuse("broke_reader") from error
    assert child.stdin is not None
    with child:
        try:
            with suppress(OSError):  # it reads no more when it was ended; why, it says on stderr
                child.stdin.write(content)
                child.stdin.close()
            pages = []
            for page in _collect(child):
                pages.append(page)
                if report is not None:
                    report(page.page, page.pages)
            return tuple(pages)
        finally:
            child.kill()


def refuse(word: str) -> FfpError:
    return FfpError(f"attachment.{word}", REFUSALS[word])


def _collect(child: subprocess.Popen[bytes]) -> Iterator[Picture]:
    assert child.stdout is not None
    while line := child.stdout.readline(_LONGEST_LINE):
        told = _parse(line)
        if "end" in told:
            return
        if "refused" in told:
            raise refuse(told["refused"] if told["refused"] in REFUSALS else "damaged")
        size = int(told["size"])
        content = child.stdout.read(size) if 0 < size <= _LARGEST_PAGE else b""
        if len(content) != size:
            break
        yield Picture(content, int(told["width"]), int(told["height"]), int(told["page"]), int(told["pages"]))
    raise refuse(explain_end(child))


def _parse(line: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except (ValueError, RecursionError):
        raise refuse("broke_reader") from None
