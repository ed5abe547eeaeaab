"""Makes a picture of paper small and keeps it legible: a JPEG of at most 300 KB. Used in the child.

API: `shrink(image) -> (bytes, width, height)`, `LONGEST`.

A4 in 2,000 dots is 171 to the inch: the form's smallest print (7.5 pt) is 18 dots high and its QR code can be read.
Where the content needs more than 300 KB, first the JPEG gets coarser, then the picture smaller, to 150 dots to the
inch; only a picture that is all noise goes further. Colour stays, because a seal is red. What a camera writes beside
the picture (where it was taken, by which telephone) is left out; only the way it was held is obeyed.
"""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 2000  # dots
MOST_BYTES = 300_000
_TRIALS = ((LONGEST, (82, 72, 62, 52)), (1754, (58, 48, 40)), (1400, (40, 30)), (1000, (30,)))
"""Longest edge in dots, and qualities of JPEG, from the best on."""


def shrink(image: "Image") -> tuple[bytes, int, int]:
    """The bytes, width and height; never larger than it came."""
    from PIL import Image, ImageOps

    upright = _on_white(ImageOps.exif_transpose(image))
    upright.info = {}  # a comment or a profile would be written again
    content = b""
    for longest, qualities in _TRIALS:
        upright.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for quality in qualities:
            content = _encode(upright, quality)
            if len(content) <= MOST_BYTES:
                return content, upright.width, upright.height
    return content, upright.width, upright.height


def _on_white(image: "Image") -> "Image":
    """Grey or red-green-blue, on white where it was transparent."""
    from PIL import Image

    if image.mode in ("1", "L", "I;16", "I"):
        return _grey(image)
    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return image.convert("RGB")
    covering = image.convert("RGBA")
    paper = Image.new("RGB", covering.size, "white")
    paper.paste(covering, mask=covering.getchannel("A"))
    return paper


def _grey(image: "Image") -> "Image":
    if image.mode in ("I;16", "I"):  # 16 bits a dot
        image = image.convert("I").point(lambda value: value * (1 / 256))
    return image.convert("L")


def _encode(image: "Image", quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
    return out.getvalue()
