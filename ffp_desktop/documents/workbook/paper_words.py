"""The words of a paper cell in a workbook, and how much room they take: the same runs that screen and PDF draw.

Widths are estimated, a Han character as one em and a letter as half of one: a workbook names its fonts and does not
bring them along.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from ffp_desktop.domain.paper.grid import (
    AnswerRun,
    BreakRun,
    Cell,
    ChoiceRun,
    FactRun,
    GapRun,
    MirrorRun,
    Run,
    Style,
    TextRun,
)
from ffp_desktop.domain.paper.sheet import blank_key

SIZES = {Style.LABEL: 9.0, Style.HEAD: 10.0, Style.NOTE: 8.0, Style.COLUMN: 6.5, Style.ANSWER: 9.5}
POINT = 72 / 25.4  # points in a millimetre
TICKED, EMPTY = "☑", "□"
_MEMBER_SIZES = (9.0, 8.0, 7.0, 6.0)
_LEADING = 1.36  # of 宋体 and what stands for it elsewhere
_PADDING = 1.2  # mm
_LEAST_BLANK = 30.0  # mm of a blank that takes what is left of its line


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of one kind: printed in a style, or (ANSWER) written over the blank's rule."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Filling:
    """What one survey puts into the paper: texts of blanks, ticked choices, and the facts that are printed."""

    answers: Mapping[str, str]
    ticks: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str]


def em_width(text: str, size: float) -> float:
    """About how wide text is, in mm, at so many points."""
    ems = sum(1.0 if ord(letter) > 0x2000 else 0.5 for letter in text)
    return ems * size / POINT


def words_of(runs: Sequence[Run], filling: Filling) -> Iterator[Words]:
    """The words of a cell, in order; a line's end is "\\n"."""
    for run in runs:
        if isinstance(run, TextRun):
            yield Words(run.text, run.style)
        elif isinstance(run, FactRun):
            yield Words(filling.facts.get(run.fact, ""), run.style)
        elif isinstance(run, GapRun):
            yield Words(" " * _spaces(run.width), Style.LABEL)
        elif isinstance(run, BreakRun):
            yield Words("\n", Style.LABEL)
        elif isinstance(run, ChoiceRun | MirrorRun):
            box = TICKED if run.choice in filling.ticks.get(run.item, ()) else EMPTY
            yield Words(box + run.label, Style.LABEL)
        else:
            yield from _blank(run, filling.answers.get(blank_key(run), ""))


def row_height(cells: Sequence[Cell], widths: Sequence[float], usual: float, filling: Filling) -> float:
    """The height in mm that a row needs for its longest cell, at least the usual one."""
    needed = usual
    for cell, width in zip(cells, widths, strict=True):
        if any(isinstance(run, AnswerRun) for run in cell.runs):
            lines = _count_lines(list(words_of(cell.runs, filling)), width - 2 * _PADDING)
            needed = max(needed, lines * SIZES[Style.ANSWER] * _LEADING / POINT + 1)
    return needed


def _count_lines(words: Sequence[Words], room: float) -> int:
    """How many lines words take that are wrapped wherever a line is full."""
    lines, used = 1, 0.0
    for stretch in words:
        if stretch.text == "\n":
            lines, used = lines + 1, 0.0
            continue
        used += em_width(stretch.text, SIZES[stretch.style])
        full = ceil(used / room) - 1 if used > room else 0
        lines, used = lines + full, used - full * room
    return lines


def member_type(text: str, width: float, height: float) -> tuple[float, int]:
    """The size in points at which a member's answer fits its cell, and on how many lines it stands."""
    for size in _MEMBER_SIZES:
        lines = max(1, ceil(em_width(text, size) / max(width - 1.6, 1)))
        if lines * size * _LEADING / POINT <= height:
            return size, lines
    return _MEMBER_SIZES[-1], lines


def _spaces(width: float) -> int:
    return max(1, round(width / em_width(" ", SIZES[Style.LABEL])))


def _blank(run: AnswerRun, text: str) -> Iterator[Words]:
    if run.optional and not text:
        return
    places = _spaces(run.width or _LEAST_BLANK)
    room = " " * max(0, places - round(em_width(text, SIZES[Style.ANSWER]) / em_width(" ", SIZES[Style.LABEL])))
    yield Words(room + text if run.align == "right" else text + room, Style.ANSWER)
