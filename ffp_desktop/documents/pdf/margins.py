"""Around the table: the title band with its QR code, and the footer. Sheets get separated, so each page has all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, PAGE_WIDTH, POINT, Ink, Palette, Written
from ffp_desktop.domain.paper.grid import Paper
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet

QR_SIZE = 11.5  # mm
_SIZE, _SMALLEST, _TITLE_SIZE = 8.0, 5.5, 17.0
_LINES = (11.2, 14.95, 18.8)  # baselines of the band's lines
_TITLE_BASELINE = 16.7
_SIDE_ROOM = 98.0  # mm for the words left and right of the title
_FOOT_ROOM = 118.0
_MASK = 2  # any of the eight is allowed; to try all of them takes six times as long


@dataclass(frozen=True, slots=True)
class Margins:
    """The words around one page's table. `qr` "" draws no code."""

    title: str
    left: Sequence[str]
    right: Sequence[str]
    foot_left: str
    foot_right: str
    page: int
    pages: int
    qr: str = ""


def sheet_margins(paper: Paper, sheet: PaperSheet, page: int, pages: int, continued: bool) -> Margins:
    """Around a filled form: the front names the members' count, the other pages the place."""
    about = f"{len(sheet.members)}口人" if page == 1 or not sheet.place else sheet.place
    right = [f"表号 {sheet.number}", sheet.revision_text, sheet.state]
    foot = [f"表号 {sheet.number}", f"第{sheet.revision}版" if sheet.revision else "未完成"]
    if sheet.hash_text:
        foot.append(f"校验 {sheet.hash_text}")
    made = [f"录入 {sheet.operator}" if sheet.operator else "", f"打印 {sheet.printed_at}", sheet.unit]
    return Margins(
        paper.title + ("(续页)" if continued else ""),
        (sheet.round_name, f"户主 {sheet.head_name} · {about}"),
        right if sheet.revision else (right[0], sheet.state),
        " · ".join(part for part in made if part),
        " · ".join(foot),
        page,
        pages,
        qr_words(sheet, page, pages),
    )


def blank_margins(paper: Paper, sheet: BlankSheet, page: int, pages: int, front_rows: int, continued: bool) -> Margins:
    """Around a form to be filled in by hand."""
    return Margins(
        paper.title + ("(续页)" if continued else ""),
        (sheet.round_name, "入户日期:         年      月      日"),
        ("空白表",),
        f"空白表 · 正面填写一至五,背面填写六至八 · 家庭成员超过{front_rows}人另附续页",
        sheet.unit,
        page,
        pages,
    )


def qr_words(sheet: PaperSheet, page: int, pages: int) -> str:
    """What the QR code says, one thing a line: FFP1, number, revision, hash, page, time, operator."""
    parts = ("FFP1", sheet.number, str(sheet.revision), sheet.revision_hash[:8].upper(), f"{page}/{pages}")
    return "\n".join((*parts, sheet.printed_at, sheet.operator))


def draw_margins(ink: Ink, palette: Palette, paper: Paper, margins: Margins, keep: Callable[[str], str] = str) -> str:
    """Operators of title band and footer; the QR code's image is added by `qr_operators`. `keep`: see `Keep`."""
    left, right = paper.margin_left, paper.margin_left + paper.width
    baseline = PAGE_HEIGHT - paper.footer_baseline
    ink.fill_colour(palette.title)
    ink.text_centred(PAGE_WIDTH / 2, _TITLE_BASELINE, margins.title, _TITLE_SIZE, bold=True)
    ink.fill_colour(palette.muted)
    ink.text(left, _LINES[1], margins.left[0], _size_for(ink, margins.left[0], _SIDE_ROOM))
    ink.text(left, baseline, margins.foot_left, _size_for(ink, margins.foot_left, _FOOT_ROOM))
    ink.text_centred(PAGE_WIDTH / 2, baseline, f"第 {margins.page} 页 / 共 {margins.pages} 页", _SIZE)
    same = keep(ink.take())
    written = [_line(ink, margins.left[1], left, _LINES[2], _SIDE_ROOM)]
    edge = right - QR_SIZE - 2 if margins.qr else right
    for words, height in zip(margins.right, _LINES[-len(margins.right) :], strict=True):
        written.append(_line(ink, words, edge, height, _SIDE_ROOM - QR_SIZE - 2, ends=True))
    written.append(_line(ink, margins.foot_right, right, baseline, _FOOT_ROOM, ends=True))
    ink.add(same)
    ink.fill_colour(palette.muted)
    ink.write(written)
    return ink.take()


def _line(ink: Ink, words: str, x: float, baseline: float, room: float, *, ends: bool = False) -> Written:
    """Words that begin at `x`, or end there."""
    size = _size_for(ink, words, room)
    return Written(words, x - ink.width(words, size) if ends else x, baseline, size)


def qr_operators(words: str, paper: Paper) -> str:
    """A QR code as a one-bit image in the band's right corner (bytes as Latin-1)."""
    import zxingcpp

    barcode = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode, ec_level="L", data_mask=_MASK)
    image = barcode.to_image(scale=1, add_quiet_zones=False)
    view = memoryview(image)  # type: ignore[arg-type]  # it has the buffer protocol, its stub does not say so
    height, width = view.shape or (0, 0)
    bits = _pack(bytes(view), width)
    x = (paper.margin_left + paper.width - QR_SIZE) * POINT
    y = (PAGE_HEIGHT - paper.margin_top - 0.1 - QR_SIZE) * POINT
    place = f"q {QR_SIZE * POINT:.2f} 0 0 {QR_SIZE * POINT:.2f} {x:.2f} {y:.2f} cm"
    head = f"BI/W {width}/H {height}/BPC 1/IM true/D[0 1] ID "
    return f"0 g {place} {head}{bits.decode('latin-1')}\nEI Q"


def _pack(cells: bytes, width: int) -> bytes:
    """One bit a cell, light ones set, each row filled up with light to whole bytes."""
    digits = cells.translate(_TO_DIGITS).decode()
    filling = "1" * (-width % 8)
    rows = filling.join([digits[start : start + width] for start in range(0, len(digits), width)]) + filling
    return int(rows, 2).to_bytes(len(rows) // 8, "big")


_TO_DIGITS = bytes(48 if value < 128 else 49 for value in range(256))


def _size_for(ink: Ink, words: str, room: float) -> float:
    """8 points, or smaller for long words."""
    width = ink.width(words, _SIZE)
    return _SIZE if width <= room else max(_SMALLEST, int(2 * _SIZE * room / width) / 2)
