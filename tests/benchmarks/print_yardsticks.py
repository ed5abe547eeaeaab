"""Other ways to print the same forms, for comparison: content streams written by hand, a plain canvas, platypus."""

import io
import zlib
from functools import cache

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Table, TableStyle

from ffp_desktop.documents.fonts import FontStack, find_fonts
from ffp_desktop.domain.paper.grid import ChoiceRun, Paper, TextRun
from ffp_desktop.domain.paper.sheet import PaperSheet

FONT = "yardstick"


@cache
def register_font() -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(find_fonts().text[0])))


def printed_texts(paper: Paper) -> list[list[str]]:
    """The printed words of each side."""
    sides = []
    for side in paper.sides:
        runs = [run for part in side.parts for row in part.rows for cell in row.cells for run in cell.runs]
        words = [
            run.text if isinstance(run, TextRun) else run.label for run in runs if isinstance(run, TextRun | ChoiceRun)
        ]
        sides.append(words)
    return sides


def answer_texts(sheet: PaperSheet) -> list[str]:
    members = [text for member in sheet.members for text in member.values() if text]
    return [*(text for text in sheet.answers.values() if text), *members]


def margin_texts(sheet: PaperSheet, page: int) -> list[str]:
    return [
        sheet.round_name,
        f"户主 {sheet.head_name}",
        f"表号 {sheet.number}",
        sheet.revision_text,
        sheet.state,
        f"录入 {sheet.operator} · 打印 {sheet.printed_at} · {sheet.unit}",
        f"第 {page} 页 / 共 2 页",
        f"表号 {sheet.number} · 校验 {sheet.hash_text}",
    ]


def write_by_hand(sheets: list[PaperSheet], fonts: FontStack) -> bytes:
    """The least that a writer of the same texts can do: the blank as one object, each text centred at its place, a mark
    for each tick; compressed, with a table of offsets. No QR code, no fitting of long texts."""
    out = io.BytesIO()
    offsets = []
    everything = {c for s in sheets for t in (*answer_texts(s), *margin_texts(s, 1), "2") for c in t}
    glyphs = fonts.set("".join(sorted(everything)))
    codes = {c: f"{n:04X}" for n, c in enumerate(sorted(everything), start=1)}
    widths = {c: fonts.set(c).width for c in everything}
    assert glyphs.width

    def add(content: bytes) -> None:
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (len(offsets), content))

    for sheet in sheets:
        texts = answer_texts(sheet)
        ticks = [choice for chosen in sheet.ticks.values() for choice in chosen]
        for page in (1, 2):
            lines = ["/blank Do"]
            for number, text in enumerate((*margin_texts(sheet, page), *texts[page - 1 :: 2])):
                x = 40 + 8 * (number % 90) - sum([widths[c] for c in text]) * 9 / 2
                y = 500 - 5.1 * number
                lines.append(f"BT /F1 9 Tf {x:.2f} {y:.2f} Td <{''.join([codes[c] for c in text])}> Tj ET")
            for number, _tick in enumerate(ticks[page - 1 :: 2]):
                x, y = 41.3 + 17 * number, 90.7 + 13 * number
                lines.append(f"{x:.2f} {y:.2f} m {x + 2:.2f} {y - 2:.2f} l {x + 5:.2f} {y + 3:.2f} l S")
            packed = zlib.compress("\n".join(lines).encode())
            add(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed))
            add(b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 842 595]/Contents %d 0 R>>" % len(offsets))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    return out.getvalue()


def write_with_canvas(sheets: list[PaperSheet], paper: Paper) -> bytes:
    """Everything drawn anew on every page."""
    register_font()
    out = io.BytesIO()
    canvas = Canvas(out, landscape(A4))
    sides = printed_texts(paper)
    for sheet in sheets:
        texts = answer_texts(sheet)
        for words, answers in zip(sides, (texts[::2], texts[1::2]), strict=True):
            canvas.setFont(FONT, 9)
            for number in range(60):
                canvas.line(20, 20 + 9 * number, 820, 20 + 9 * number)
                canvas.rect(20 + 9 * number, 30, 7, 7)
            for number, text in enumerate((*words, *answers)):
                canvas.drawString(30 + 60 * (number % 12), 540 - 10 * (number // 12), text)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def write_with_platypus(sheets: list[PaperSheet], paper: Paper) -> bytes:
    """Tables that lay themselves out."""
    register_font()
    out = io.BytesIO()
    sides = printed_texts(paper)
    style = TableStyle([("FONT", (0, 0), (-1, -1), FONT, 7), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    story: list[object] = []
    for sheet in sheets:
        texts = answer_texts(sheet)
        for words, answers in zip(sides, (texts[::2], texts[1::2]), strict=True):
            cells = [*words, *answers]
            rows = [cells[start : start + 12] for start in range(0, len(cells), 12)]
            rows[-1] += [""] * (12 - len(rows[-1]))
            story += [Table(rows, style=style), PageBreak()]
    SimpleDocTemplate(out, pagesize=landscape(A4), topMargin=10, bottomMargin=10).build(story)
    return out.getvalue()
