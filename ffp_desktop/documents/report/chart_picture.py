"""A chart as a PNG of 300 dots to the inch, in the fonts that the paper is set in."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.documents.fonts import FontFiles, find_fonts
from ffp_desktop.documents.report.chart_drawing import Area, Drawing, Stroke, Words
from ffp_desktop.documents.truetype import TrueType, UnusableFontError

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DOTS = 300
_MM = DOTS / 25.4
_DASH = 1.6  # mm


def draw_picture(drawing: Drawing, files: FontFiles | None = None) -> bytes:
    """The PNG. A character that no font has is drawn as the font's empty box."""
    from PIL import Image, ImageDraw

    size = (round(drawing.width * _MM), round(drawing.height * _MM))
    image = Image.new("RGB", size, "#FFFFFF")
    pen = _Pen(ImageDraw.Draw(image), _Lettering(files or find_fonts()))
    for shape in drawing.shapes:
        pen.draw(shape)
    content = BytesIO()
    image.quantize(64).save(content, "PNG", dpi=(DOTS, DOTS), optimize=True)
    return content.getvalue()


class _Pen:
    """Draws shapes, millimetres as dots."""

    def __init__(self, draw: "ImageDraw", lettering: "_Lettering") -> None:
        self._draw = draw
        self._lettering = lettering

    def draw(self, shape: Area | Stroke | Words) -> None:
        if isinstance(shape, Area):
            corners = [shape.x * _MM, shape.y * _MM, (shape.x + shape.width) * _MM, (shape.y + shape.height) * _MM]
            self._draw.rectangle(corners, shape.fill, shape.outline or None, width=2)
        elif isinstance(shape, Stroke):
            for x1, y1, x2, y2 in _dashes(shape):
                ends = [x1 * _MM, y1 * _MM, x2 * _MM, y2 * _MM]
                self._draw.line(ends, shape.colour, max(1, round(shape.width * DOTS / 72)))
        else:
            self._write(shape)

    def _write(self, words: Words) -> None:
        parts = self._lettering.split(words.text, words.size)
        x = words.x * _MM - words.align * sum(font.getlength(text) for font, text in parts)
        for font, text in parts:
            self._draw.text((x, words.baseline * _MM), text, words.colour, font=font, anchor="ls")
            x += font.getlength(text)


class _Lettering:
    """Fonts by file and size; each character in the first that has it."""

    def __init__(self, files: FontFiles) -> None:
        self._files = (*files.text, *files.rare)
        self._glyphs: dict[Path, TrueType | None] = {}
        self._fonts: dict[tuple[Path, float], FreeTypeFont] = {}

    def split(self, text: str, size: float) -> list[tuple["FreeTypeFont", str]]:
        parts: list[tuple[Path, str]] = []
        for character in text:
            file = next((file for file in self._files if self._has(file, character)), self._files[0])
            if parts and parts[-1][0] == file:
                parts[-1] = (file, parts[-1][1] + character)
            else:
                parts.append((file, character))
        return [(self._font(file, size), words) for file, words in parts]

    def _has(self, file: Path, character: str) -> bool:
        if file not in self._glyphs:
            try:
                self._glyphs[file] = TrueType(file)
            except UnusableFontError:
                self._glyphs[file] = None
        font = self._glyphs[file]
        return font is not None and bool(font.glyph(ord(character)))

    def _font(self, file: Path, size: float) -> "FreeTypeFont":
        from PIL import ImageFont

        if (file, size) not in self._fonts:
            self._fonts[file, size] = ImageFont.truetype(str(file), size * DOTS / 72)
        return self._fonts[file, size]


def _dashes(stroke: Stroke) -> list[tuple[float, float, float, float]]:
    """The line itself, or the pieces of a dashed one."""
    if not stroke.is_dashed:
        return [(stroke.x1, stroke.y1, stroke.x2, stroke.y2)]
    across, down = stroke.x2 - stroke.x1, stroke.y2 - stroke.y1
    count = max(1, int((across**2 + down**2) ** 0.5 / _DASH))
    return [
        (
            stroke.x1 + across * step / count,
            stroke.y1 + down * step / count,
            stroke.x1 + across * (step + 0.6) / count,
            stroke.y1 + down * (step + 0.6) / count,
        )
        for step in range(count)
    ]
