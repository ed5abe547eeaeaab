"""Covers of files on upright A4 pages: a title over a ruled table of what is in the file, one page each.

API: `Cover`, `write_covers(file, covers, fonts, report=None) -> pages`. Raises FfpError `paper.character_without_font`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.ink import POINT
from ffp_desktop.documents.pdf.plain_file import PlainFile, refuse_missing
from ffp_desktop.domain.paper.typeset import break_text

_SIDE, _LABEL = 26.0, 38.0  # mm
_TITLE_AT, _UNDER_AT, _TABLE_AT = 62.0, 76.0, 96.0
_TITLE, _UNDER, _TEXT, _SMALL = 30.0, 14.0, 12.0, 8.0  # points
_ROW, _PITCH, _PADDING = 12.0, 6.2, 2.5  # mm
_SIGN_AT, _FOOT = 268.0, 9.0
_SMALLEST = 7.0
_RULE, _FRAME = 0.4, 1.1
_BASE = 0.345


@dataclass(frozen=True, slots=True)
class Cover:
    """One file. `number` stands in the upper right corner; `lines` are names with their words; `signs` stand below."""

    title: str
    under: str
    number: str
    lines: Sequence[tuple[str, str]]
    signs: Sequence[str] = ()
    foot: str = ""


def write_covers(
    file: IO[bytes], covers: Sequence[Cover], fonts: FontStack, report: Callable[[int, int], None] | None = None
) -> int:
    """Writes the covers; `report(done, total)` may raise to stop."""
    refuse_missing(fonts, (text for cover in covers for text in _texts(cover)))
    out = PlainFile(file, covers[0].title if covers else "", fonts, is_upright=True)
    for done, cover in enumerate(covers, 1):
        _draw(out, cover)
        out.end_page()
        if report is not None:
            report(done, len(covers))
    out.finish()
    return out.pages


def _draw(out: PlainFile, cover: Cover) -> None:
    ink, palette, right = out.ink, out.palette, out.width - _SIDE
    ink.fill_colour(palette.label)
    ink.text_right(right, 24, cover.number, _UNDER)
    ink.fill_colour(palette.title)
    room = out.width - 2 * _SIDE
    size = min(_TITLE, _TITLE * room / ink.width(cover.title, _TITLE, bold=True))
    ink.text_centred(out.width / 2, _TITLE_AT, cover.title, size, bold=True)
    ink.text_centred(out.width / 2, _UNDER_AT, cover.under, min(_UNDER, _UNDER * room / ink.width(cover.under, _UNDER)))
    _draw_table(out, cover)
    share = (right - _SIDE) / max(len(cover.signs), 1)
    ink.fill_colour(palette.label)
    for place, words in enumerate(cover.signs):
        ink.text(_SIDE + place * share, _SIGN_AT, words, _TEXT)
    ink.fill_colour(palette.muted)
    ink.text_centred(out.width / 2, out.height - _FOOT, cover.foot, _SMALL)


def _draw_table(out: PlainFile, cover: Cover) -> None:
    """The lines; smaller type where the words would otherwise run into the signatures."""
    ink, right = out.ink, out.width - _SIDE
    room = right - _SIDE - _LABEL - 2 * _PADDING
    size, pitch = _TEXT, _PITCH
    while True:
        rows = [
            break_text(words, room, partial(ink.width, size=size)) if words else ("",) for _name, words in cover.lines
        ]
        least = _ROW * size / _TEXT
        heights = [max(least, len(row) * pitch + 2 * _PADDING * size / _TEXT) for row in rows]
        if _TABLE_AT + sum(heights) <= _SIGN_AT - 10 or size <= _SMALLEST:
            break
        size, pitch = size - 1, pitch * (size - 1) / size
    ink.line_colour(out.palette.rule)
    y = _TABLE_AT
    for (name, _words), row, height in zip(cover.lines, rows, heights, strict=True):
        if y > _TABLE_AT:
            ink.rule(_SIDE, y, right, y, _RULE)
        ink.fill_colour(out.palette.label)
        ink.text_centred(_SIDE + _LABEL / 2, y + height / 2 + _BASE * _TEXT / POINT, name, _TEXT)
        ink.fill_colour(out.palette.ink)
        first = y + (height - pitch * (len(row) - 1)) / 2 + _BASE * size / POINT
        for place, line in enumerate(row):
            if line:
                ink.text(_SIDE + _LABEL + _PADDING, first + place * pitch, line, size)
        y += height
    ink.rule(_SIDE + _LABEL, _TABLE_AT, _SIDE + _LABEL, y, _RULE)
    ink.rectangle(_SIDE, _TABLE_AT, right - _SIDE, y - _TABLE_AT, _FRAME)


def _texts(cover: Cover) -> Sequence[str]:
    return (
        cover.title,
        cover.under,
        cover.number,
        *cover.signs,
        cover.foot,
        *(part for line in cover.lines for part in line),
    )
