"""Pages of a PDF as pictures, for the preview and for printers of the system; the PDF stays in memory."""

from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.errors import FfpError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_DOTS = 30_000_000  # of one picture: A4 at 600 dots per inch, with room to spare


def count_pages(pdf: Path | bytes) -> int:
    """How many pages it has. Raises `FfpError` `preview.unreadable`."""
    document = _open(pdf)
    try:
        return len(document)
    finally:
        document.close()


def draw_page(pdf: Path | bytes, page: int, dots_per_inch: float) -> tuple[int, int, bytes]:
    """Width, height and pixels of a page (from 0): three bytes each, red first, rows without padding.

    Raises `FfpError` `preview.unreadable`.
    """
    document = _open(pdf)
    try:
        sheet = document[page]
        scale = dots_per_inch / 72
        area = sheet.get_width() * sheet.get_height() * scale * scale
        if area > _MOST_DOTS:
            scale *= (_MOST_DOTS / area) ** 0.5
        bitmap = sheet.render(scale=scale, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
        bitmap.close()
        if stride != width * 3:
            rows = range(0, stride * height, stride)
            pixels = b"".join(pixels[start : start + width * 3] for start in rows)
        return width, height, pixels
    finally:
        document.close()


def page_words(pdf: Path | bytes) -> list[str]:
    """The text of each page, as another program would copy it. Raises `FfpError` `preview.unreadable`."""
    document = _open(pdf)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


def _open(pdf: Path | bytes) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise FfpError("preview.unreadable", "要显示的 PDF 打不开了。请再做一次预览。") from error
