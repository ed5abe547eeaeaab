"""The process that reads a foreign picture: `python -m ffp_desktop.documents.pictures.child`, the file on stdin.

Whatever a hostile file does, it does it to this process, which holds itself to limits. On stdout, for each page:
    {"page": 1, "pages": 2, "width": 1414, "height": 2000, "size": 183402}     a line, then so many bytes of JPEG
    {"end": true} or {"refused": code}                                         the last line, always
A process that ends without its last line was ended by its limits or by the parser. Names of files are never believed.
"""

import io
import json
import struct
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ffp_desktop.documents.pictures import reading_limits as limits
from ffp_desktop.documents.pictures.shrinking import LONGEST, shrink
from ffp_desktop.documents.reading_process import Refusal, hold_memory, hold_time

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("Jpeg", "Png", "Bmp", "WebP", "Tiff", "Gif")
"""The parts of Pillow that may see a foreign byte; the rest is not even imported."""
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def main() -> int:
    """Reads one file; the exit code is 0 whenever the last line was written."""
    content = sys.stdin.buffer.read(limits.MAX_FILE + 1)
    try:
        if len(content) > limits.MAX_FILE:
            raise Refusal("file_too_large")
        _import_parsers()
        hold_memory(limits.MEMORY)
        hold_time(limits.seconds_for(len(content)))
        _hand_over(content)
        _write({"end": True})
    except Refusal as refusal:
        _write({"refused": refusal.code})
    except MemoryError:
        _write({"refused": "memory"})
    except (OSError, ValueError, SyntaxError, EOFError, struct.error):  # how the parsers say that a file is broken
        _write({"refused": "damaged"})
    return 0


def _import_parsers() -> None:
    """Before the limits count."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `_require_size` looks at it, by kind
    for name in _FORMATS:
        import_module(f"PIL.{name}ImagePlugin")
    import_module("pypdfium2")


def _hand_over(content: bytes) -> None:
    if not content:
        raise Refusal("empty")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Refusal("heic")
    pages = _pages_of_pdf(content) if b"%PDF-" in content[:1024] else _pages_of_picture(content)
    for page, (count, image) in enumerate(pages, 1):
        shrunk, width, height = shrink(image)
        _write({"page": page, "pages": count, "width": width, "height": height, "size": len(shrunk)})
        sys.stdout.buffer.write(shrunk)


def _pages_of_picture(content: bytes) -> Iterator[tuple[int, "Image"]]:
    from PIL import Image, UnidentifiedImageError

    warnings.simplefilter("ignore")
    try:
        image = Image.open(io.BytesIO(content), formats=[name.upper() for name in _FORMATS])
    except UnidentifiedImageError:
        raise Refusal("not_a_picture") from None
    pages = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    if pages > limits.MAX_PAGES:
        raise Refusal("too_many_pages")
    for page in range(pages):
        image.seek(page)
        _require_size(image)
        image.draft(image.mode, (LONGEST, LONGEST))
        yield pages, image


def _require_size(image: "Image") -> None:
    most = limits.MAX_PHOTO_DOTS if image.format in ("JPEG", "MPO") else limits.MAX_DOTS
    if image.width * image.height > most:
        raise Refusal("bomb")


def _pages_of_pdf(content: bytes) -> Iterator[tuple[int, "Image"]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refusal("encrypted" if "password" in str(error).lower() else "damaged") from None
    pages = len(document)
    if not pages:
        raise Refusal("empty")
    if pages > limits.MAX_PAGES:
        raise Refusal("too_many_pages")
    for page in document:
        longest = max(page.get_width(), page.get_height())
        yield pages, page.render(scale=LONGEST / max(longest, 1.0)).to_pil()


def _write(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
