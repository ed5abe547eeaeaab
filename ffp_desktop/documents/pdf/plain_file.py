"""A PDF file of plain pages, upright or across: what is drawn with the ink between two ends of a page is that page.

API: `PlainFile(file, title, fonts, is_upright=False)`: `.ink`, `.palette`, `.width`, `.height` (mm), `end_page()`,
`finish()`; `refuse_missing(fonts, texts)`.
"""

from collections.abc import Iterable
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.embedding import embed_fonts
from ffp_desktop.documents.pdf.file_writer import PdfWriter, dictionary
from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, PAGE_WIDTH, POINT, Ink, Palette
from ffp_desktop.errors import FfpError


class PlainFile:
    """Writes A4 pages to `file` one after the other."""

    def __init__(self, file: IO[bytes], title: str, fonts: FontStack, is_upright: bool = False) -> None:
        self.width, self.height = (PAGE_HEIGHT, PAGE_WIDTH) if is_upright else (PAGE_WIDTH, PAGE_HEIGHT)
        self.ink = Ink(fonts)
        self.palette = Palette()
        self.pages = 0
        self._fonts = fonts
        self._writer = PdfWriter(file, title=title)
        self._resources = self._writer.reserve()
        # The ink measures from the upper edge of a page that lies across.
        down = (self.height - PAGE_HEIGHT) * POINT
        self._place = f"1 0 0 1 0 {down:.2f} cm\n" if down else ""

    def end_page(self) -> None:
        self._writer.add_page((self._place + self.ink.take()).encode("latin-1"))
        self.pages += 1

    def finish(self) -> None:
        """Writes the fonts and ends the file."""
        fonts = dictionary(embed_fonts(self._writer, self._fonts, self.ink.characters))
        self._writer.add(b"<</Font%b>>" % fonts, self._resources)
        self._writer.finish(self.width * POINT, self.height * POINT, self._resources)


def refuse_missing(fonts: FontStack, texts: Iterable[str]) -> None:
    """Raises `FfpError` `paper.character_without_font` for the first character that no font of the computer has."""
    missing = fonts.missing("".join(sorted(set().union(*map(set, texts)))))
    if missing:
        code = f"U+{ord(missing[0]):04X}"
        raise FfpError(
            "paper.character_without_font",
            f"要印的内容里有“{missing[0]}”（{code}），这台电脑的字体没有这个字，还没有打印。"
            "请安装收录这个字的字体（如花园明朝 fonts-hanazono）后再打印。",
        )
