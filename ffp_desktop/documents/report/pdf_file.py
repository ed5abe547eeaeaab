"""An official document as PDF, set as the .docx is: 22 lines of 28 characters, the same tables and charts.

API: `write_pdf(file, document, fonts) -> pages`. Raises FfpError `paper.character_without_font`.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.ink import POINT
from ffp_desktop.documents.pdf.plain_file import PlainFile, refuse_missing
from ffp_desktop.documents.report import layout
from ffp_desktop.documents.report.content import (
    BarChart,
    Block,
    Heading,
    Paragraph,
    PointChart,
    ReportDocument,
    ReportTable,
    plain_parts,
    plain_words,
)
from ffp_desktop.documents.report.pdf_blocks import draw_picture, draw_table
from ffp_desktop.documents.report.pdf_flow import Flow

_PITCH = layout.LINE / POINT
_DATE_ROOM = 4.0  # characters


def write_pdf(file: IO[bytes], document: ReportDocument, fonts: FontStack) -> int:
    """Writes the document; gives the number of pages."""
    refuse_missing(fonts, _texts(document))
    out = PlainFile(file, document.title.replace("\n", ""), fonts, is_upright=True)
    flow = Flow(out)
    _draw_title(flow, document.title)
    flow.skip(_PITCH)
    if document.addressee:
        flow.line(plain_words(document.addressee) + "：")
    _draw_blocks(flow, document.blocks)
    _draw_ending(flow, document)
    for number, annex in enumerate(document.annexes, start=1):
        flow.new_page()
        flow.line(f"附件{number if len(document.annexes) > 1 else ''}", bold=True)
        flow.skip(_PITCH / 2)
        _draw_title(flow, document.annex_titles[number - 1])
        flow.skip(_PITCH / 2)
        _draw_blocks(flow, annex)
    flow.end()
    out.finish()
    return out.pages


def _draw_title(flow: Flow, title: str) -> None:
    for line in title.split("\n"):
        flow.line(plain_words(line), size=layout.TITLE, bold=True, align=0.5)
        flow.skip((layout.TITLE_LINE - layout.LINE) / POINT)


def _draw_blocks(flow: Flow, blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            flow.room(3 * _PITCH)  # never alone at the foot of a page
            flow.line(plain_words(block.words), 2, bold=True)
        elif isinstance(block, Paragraph):
            flow.paragraph(plain_parts(block.parts))
        elif isinstance(block, ReportTable):
            draw_table(flow, block)
        else:
            draw_picture(flow, block)


def _draw_ending(flow: Flow, document: ReportDocument) -> None:
    """The note of annexes, who signs, and the date four characters from the right, its middle under the name's."""
    titles = document.annex_titles
    if titles:
        flow.skip(_PITCH)
    for number, title in enumerate(titles, start=1):
        mark = f"{number}." if len(titles) > 1 else ""
        flow.line(f"{'附件：' if number == 1 else '　　　'}{mark}{plain_words(title)}", 2)
    signature, date = plain_words(document.signature), plain_words(document.date)
    flow.room(4 * _PITCH)
    flow.skip(2 * _PITCH)
    em = layout.BODY / POINT
    signed, dated = (flow.ink.width(words, layout.BODY) / em for words in (signature, date))
    room = _DATE_ROOM + max(0.0, (signed - dated) / 2 - _DATE_ROOM)
    flow.line(signature, max(0.0, room + (dated - signed) / 2), align=1)
    flow.line(date, room, align=1)


def _texts(document: ReportDocument) -> Iterator[str]:
    """All that is drawn, so that a missing character is known before."""
    yield from (*document.title.split("\n"), document.addressee, document.signature, document.date)
    yield from (*document.annex_titles, "附件：.— 0123456789%/")
    for blocks in (document.blocks, *document.annexes):
        for block in blocks:
            yield from map(plain_words, _block_texts(block))


def _block_texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.words
    elif isinstance(block, Paragraph):
        yield from (words for words, _is_open in plain_parts(block.parts))
    elif isinstance(block, ReportTable):
        yield from (block.caption, block.note, *(column.heading for column in block.columns))
        yield from (value for row in block.rows for value in row)
    elif isinstance(block, BarChart):
        yield from (block.caption, *block.legend, *(f"{bar.label}{bar.words}" for bar in block.bars))
    elif isinstance(block, PointChart):
        yield from (block.caption, block.x_words, block.y_words, block.line_words)
