"""The objects of a PDF file, written one after the other as they are made: memory does not grow with the pages."""

import zlib
from collections.abc import Sequence
from typing import IO

_CATALOGUE, _PAGES, _INFORMATION = 1, 2, 3


class PdfWriter:
    """Writes PDF 1.5 to `file`. Objects are numbered as they are reserved; `finish` ends the file."""

    def __init__(self, file: IO[bytes], *, title: str, producer: str = "FFP Desktop") -> None:
        self._file = file
        self._place = 0
        self._offsets: dict[int, int] = {}
        self._count = 3
        self._page_numbers: list[int] = []
        self._title = title
        self._producer = producer
        self._write(b"%PDF-1.5\n%\xe5\xae\xb6\xe5\xba\xad\n")

    def reserve(self) -> int:
        """The number of an object that is written later."""
        self._count += 1
        return self._count

    def add(self, content: bytes, number: int = 0) -> int:
        """Writes an object and returns its number."""
        number = number or self.reserve()
        self._offsets[number] = self._place
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def add_stream(self, content: bytes, entries: bytes = b"", number: int = 0) -> int:
        """Writes a compressed stream with these dictionary entries and returns its number."""
        packed = zlib.compress(content, 6)
        head = b"<</Length %d/Filter/FlateDecode%b>>stream\n" % (len(packed), entries)
        return self.add(head + packed + b"\nendstream", number)

    def add_page(self, content: bytes) -> None:
        """Writes a page; `finish` says how large pages are and what they use."""
        stream = self.add_stream(content)
        self._page_numbers.append(self.add(b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (_PAGES, stream)))

    def finish(self, width: float, height: float, resources: int) -> None:
        """Writes the page tree, the catalogue and the table of offsets; pages are `width` × `height` points."""
        kids = b" ".join(b"%d 0 R" % number for number in self._page_numbers)
        shared = b"/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R" % (width, height, resources)
        self.add(b"<</Type/Pages/Count %d/Kids[%b]%b>>" % (len(self._page_numbers), kids, shared), _PAGES)
        catalogue = b"<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true"
        duplex = b"/Duplex/DuplexFlipShortEdge/PrintScaling/None>>>>"
        self.add((catalogue % _PAGES) + duplex, _CATALOGUE)
        self.add(b"<</Title%b/Producer%b>>" % (text_string(self._title), text_string(self._producer)), _INFORMATION)
        start = self._place
        numbers = sorted(self._offsets)
        rows = b"".join(b"%010d 00000 n \n" % self._offsets[number] for number in numbers)
        self._write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(numbers) + 1, rows))
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        self._write(trailer % (len(numbers) + 1, _CATALOGUE, _INFORMATION, start))

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._place += len(content)


def text_string(text: str) -> bytes:
    """`text` as a PDF string that cannot be anything but text."""
    return b"<FEFF%b>" % text.encode("utf-16-be", "replace").hex().upper().encode()


def dictionary(entries: Sequence[tuple[str, int]]) -> bytes:
    """Names that point to objects, as a dictionary."""
    return b"<<%b>>" % b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in entries)
