"""Pictures of paper as people bring them: the form's own page photographed, scans, and things that only look so."""

import io
import random

from PIL import Image, ImageFilter

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.form_file import FormFile, Press, PrintOptions
from ffp_desktop.documents.preview import draw_page
from ffp_desktop.services.forms import FormShelf
from tests.documents.households import MONITORED


def printed_form() -> bytes:
    """A household's two pages as a PDF."""
    out = io.BytesIO()
    forms = FormFile(out, Press(FormShelf().form.paper, FontStack()), PrintOptions(), 1)
    forms.add_sheet(MONITORED)
    forms.finish()
    return out.getvalue()


def photographed(dots_per_inch: float = 300) -> Image.Image:
    """The form's front as a phone sees it: grainy, a little blurred, yellowish at one side."""
    width, height, pixels = draw_page(printed_form(), 0, dots_per_inch)
    page = Image.frombytes("RGB", (width, height), pixels).filter(ImageFilter.GaussianBlur(0.8))
    light = Image.linear_gradient("L").resize(page.size).point(lambda value: 200 + value // 5)
    lit = Image.composite(page, Image.new("RGB", page.size, (214, 204, 180)), light)
    return Image.blend(lit, noise(page.size), 0.06)


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
