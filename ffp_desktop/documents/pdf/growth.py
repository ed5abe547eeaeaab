"""Makes room in a cell for answers that its blanks cannot hold: wider blanks, then smaller type, then a higher row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ffp_desktop.documents.pdf.answer_fit import BLANK_SIZES, SMALLEST, fit_blank
from ffp_desktop.documents.pdf.cell_drawing import BLANK_PADDING, Frame, cell_lines, draw_cell, line_pitch
from ffp_desktop.documents.pdf.ink import Ink, Written
from ffp_desktop.documents.pdf.side_plan import CellPlan
from ffp_desktop.domain.paper.grid import AnswerRun, Cell
from ffp_desktop.domain.paper.sheet import blank_key
from ffp_desktop.domain.paper.typeset import Line

_SIZES = (9.5, 8.5, 7.5, 6.5, SMALLEST)
_GOOD_SIZES = (9.5, 9.0, 8.5)
_MOST_EXTRA_LINES = 400
_LINE = 4.45  # mm a line of print takes in a row of its usual height
_CLOSE_LINE = 3.2  # the least that labels can do with


@dataclass(frozen=True, slots=True)
class Growth:
    """How the cell is laid out now, and how high its row must be."""

    lines: tuple[Line, ...]
    height: float


def grow_cell(ink: Ink, plan: CellPlan, answers: Mapping[str, str], facts: Mapping[str, str]) -> Growth:
    """The least change to a cell that gives every answer its place."""
    for size in _SIZES:
        growth = _try(ink, plan, plan.cell, answers, facts, size, plan.frame.height, _LINE * 0.93)
        if growth is not None:
            return growth
    for extra in range(_MOST_EXTRA_LINES):
        cell = _with_extra_lines(ink, plan, answers, extra)
        height = max(plan.frame.height, (plan.lines + extra + 1) * _CLOSE_LINE + 0.6)
        growth = _try(ink, plan, cell, answers, facts, SMALLEST, height, _CLOSE_LINE)
        if growth is not None:
            return growth
    raise AssertionError("answers are bounded, and so are the lines they need")


def write_well(ink: Ink, plan: CellPlan, answers: Mapping[str, str]) -> list[Written] | None:
    """The cell's answers in their blanks as they are printed, one with room beside it at a good size; None when one
    does not stand well."""
    for item in plan.optional:
        if answers.get(item):
            return None
    written: list[Written] = []
    for key, blank in plan.drawing.blanks.items():
        text = answers.get(key)
        if text:
            lines = fit_blank(ink, text, blank, _GOOD_SIZES if blank.run.width else BLANK_SIZES)
            if lines is None:
                return None
            written += lines
    return written


def _try(
    ink: Ink,
    plan: CellPlan,
    cell: Cell,
    answers: Mapping[str, str],
    facts: Mapping[str, str],
    size: float,
    height: float,
    least: float,
) -> Growth | None:
    def needs(run: AnswerRun) -> float:
        text = answers.get(blank_key(run), "")
        return ink.width(text, size) + 2 * BLANK_PADDING + 0.3 if text else 0.0

    lines = cell_lines(ink, cell, plan.frame.width, facts, needs)
    if len(lines) > plan.lines and line_pitch(cell, len(lines), height, plan.signature) < least:
        return None
    frame = Frame(plan.frame.x, plan.frame.y, plan.frame.width, height)
    drawing = draw_cell(ink, cell, frame, lines, plan.signature)
    for key, blank in drawing.blanks.items():
        text = answers.get(key)
        if text and fit_blank(ink, text, blank, [one for one in BLANK_SIZES if one <= size]) is None:
            return None
    return Growth(lines, height)


def _with_extra_lines(ink: Ink, plan: CellPlan, answers: Mapping[str, str], extra: int) -> Cell:
    """The cell with `extra` more ruled lines for each answer that found no place."""
    runs = tuple(
        replace(run, extra_lines=run.extra_lines + extra)
        if isinstance(run, AnswerRun) and _is_crowded(ink, plan, run, answers)
        else run
        for run in plan.cell.runs
    )
    return replace(plan.cell, runs=runs)


def _is_crowded(ink: Ink, plan: CellPlan, run: AnswerRun, answers: Mapping[str, str]) -> bool:
    text = answers.get(blank_key(run))
    blank = plan.drawing.blanks.get(blank_key(run))
    if not text:
        return False
    return blank is None or fit_blank(ink, text, blank) is None
