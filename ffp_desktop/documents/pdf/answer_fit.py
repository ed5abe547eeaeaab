"""Fits an answer into its place: in one line, else smaller or in more lines, never cut and never an empty promise."""

from collections.abc import Sequence
from functools import partial

from ffp_desktop.documents.pdf.cell_drawing import BLANK_PADDING, Blank, Segment
from ffp_desktop.documents.pdf.ink import POINT, Ink, Written
from ffp_desktop.domain.paper.typeset import break_balanced, fill_widths

SMALLEST = 5.5  # points
BLANK_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_NAME_SIZE, _YES_NO_SIZE, _MEMBER_SIZE = 9.0, 9.0, 8.5
_LARGEST_STACKED = 8.5  # points of type that stands in two lines over one rule
_LEADING = 1.1  # a text line's share of its size
_RISE = 0.86  # how far glyphs stand above the baseline, in ems


def fit_blank(ink: Ink, text: str, blank: Blank, sizes: Sequence[float] = BLANK_SIZES) -> list[Written] | None:
    """The answer in its blank: the largest size, then the fewest lines; None when it does not fit at any size."""
    segments = blank.segments
    first = segments[0]
    width = ink.width(text, 1.0)
    for size in sizes:
        if len(segments) == 1 and width * size <= first.width - 2 * BLANK_PADDING:
            return [Written(text, _start(blank, first, width * size), first.baseline, size)]
        for stack in (1, 2, 3) if len(segments) > 1 else (2, 3):
            room = min(segment.room for segment in segments)
            if stack > 1 and (size > _LARGEST_STACKED or _height(stack, size) > room):
                break
            widths = [segment.width - 2 * BLANK_PADDING for segment in segments for _ in range(stack)]
            lines = fill_widths(text, widths, partial(_measure, ink, size))
            if lines is not None:
                return _place(ink, lines, blank, stack, size)
    return None


def _place(ink: Ink, lines: Sequence[str], blank: Blank, stack: int, size: float) -> list[Written]:
    """The lines over the segments, at most `stack` on each, the last one on the rule."""
    written = []
    for number, segment in enumerate(blank.segments):
        part = lines[number * stack : (number + 1) * stack]
        for place, line in enumerate(part):
            baseline = segment.baseline - (len(part) - 1 - place) * size * _LEADING / POINT
            words = line.strip()
            if words:
                written.append(Written(words, _start(blank, segment, ink.width(words, size)), baseline, size))
    return written


def _start(blank: Blank, segment: Segment, width: float) -> float:
    if blank.run.align == "right":
        return segment.x + segment.width - BLANK_PADDING - width
    return segment.x + BLANK_PADDING


def _height(lines: int, size: float) -> float:
    return ((lines - 1) * _LEADING + _RISE) * size / POINT


def fit_cell(ink: Ink, text: str, width: float, height: float, size: float) -> tuple[float, tuple[str, ...]]:
    """Size and lines of a member's answer in a cell: one line at `size`, two at 8, three at 7.5, then smaller."""
    room = width + 1e-6
    if ink.width(text, size) <= room:
        return size, (text,)
    if text.isascii():  # a number: rather smaller than in two lines
        for smaller in (8.0, 7.5, 7.0):
            if ink.width(text, smaller) <= room:
                return smaller, (text,)
    for smaller in (8.0, 7.5, 7.0):
        lines = _break_at_commas(ink, text, room, smaller)
        if lines and len(lines) <= 3 and cell_height(smaller, len(lines)) <= height:
            return smaller, lines
    for smaller in (8.0, 7.5, 7.0, 6.5, 6.0, SMALLEST):
        most = 2 if smaller == 8.0 else int(height / (smaller * _LEADING / POINT))
        lines = break_balanced(text, width, partial(_measure, ink, smaller))
        if len(lines) <= most and max(ink.width(line, smaller) for line in lines) <= room:
            return smaller, lines
    return SMALLEST, break_balanced(text, width, partial(_measure, ink, SMALLEST))


def _break_at_commas(ink: Ink, text: str, room: float, size: float) -> tuple[str, ...]:
    """Several choices on lines that end with a comma, or nothing when that does not fit."""
    lines: list[str] = []
    for choice in text.replace(",", ",\0").split("\0") if "," in text else ():
        if lines and ink.width(lines[-1] + choice, size) <= room:
            lines[-1] += choice
        else:
            lines.append(choice)
    return tuple(lines) if lines and max(ink.width(line, size) for line in lines) <= room else ()


def fit_member(ink: Ink, item: str, text: str, width: float, height: float) -> tuple[float, tuple[str, ...]]:
    """The same, from the size that the member table has for this item and text."""
    size = _NAME_SIZE if item == "name" else _YES_NO_SIZE if len(text) == 1 else _MEMBER_SIZE
    return fit_cell(ink, text, width, height, size)


def cell_height(size: float, lines: int) -> float:
    """How high a member's row must be for so many lines."""
    return lines * size * _LEADING / POINT + 0.6


def line_height(size: float) -> float:
    """From one baseline to the next, in mm."""
    return size * _LEADING / POINT


def _measure(ink: Ink, size: float, words: str) -> float:
    return ink.width(words, size)
