"""Draws one cell: its printed words and rules, and where its boxes and blanks came to stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ffp_desktop.documents.pdf.ink import BOX, POINT, Ink
from ffp_desktop.domain.paper.grid import AnswerRun, Cell, ChoiceRun, FactRun, MirrorRun, Run, Style, TextRun
from ffp_desktop.domain.paper.line_words import Metrics
from ffp_desktop.domain.paper.sheet import blank_key
from ffp_desktop.domain.paper.typeset import Line, Piece, lay_out, lay_out_balanced

SIZES = {Style.LABEL: 9.0, Style.HEAD: 10.0, Style.NOTE: 8.0, Style.COLUMN: 7.5, Style.ANSWER: 9.5}
PADDING = 1.2  # mm between a rule and the words of a cell
COLUMN_PADDING = 0.5  # the same in the member table
RULE_BELOW = 0.85  # mm from a blank's baseline to its rule
BLANK_PADDING = 0.5  # mm between the ends of a blank's rule and the answer
_BOX_GAP = 0.5
_PITCH = {Style.LABEL: 4.45, Style.COLUMN: 3.2}
_SIGNATURE_PITCH, _SIGNATURE_SHIFT = 7.4, 0.8
_THIN = 0.4


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a cell stands, in mm from the page's upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Segment:
    """One ruled line of a blank. `room` is how far text may rise above the baseline."""

    x: float
    width: float
    baseline: float
    room: float


@dataclass(slots=True)
class Blank:
    """A blank and all its lines."""

    run: AnswerRun
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Box:
    """A choice's box: the operators of box and label, and where its tick goes."""

    run: ChoiceRun | MirrorRun
    x: float
    baseline: float
    operators: str


@dataclass(slots=True)
class CellDrawing:
    """A drawn cell. `words` are operators in the label colour."""

    words: str
    boxes: list[Box]
    blanks: dict[str, Blank]


def metrics_of(ink: Ink) -> Metrics:
    """How wide print is, in mm."""

    def measure(words: str, style: Style) -> float:
        return ink.width(words, SIZES[style], style is Style.HEAD)

    return Metrics(measure, 1.0, BOX + _BOX_GAP)


def cell_lines(
    ink: Ink,
    cell: Cell,
    width: float,
    facts: Mapping[str, str],
    needs: Callable[[AnswerRun], float] = lambda _run: 0.0,
) -> tuple[Line, ...]:
    """The cell's lines in a frame `width` mm wide."""
    metrics = metrics_of(ink)
    if cell.item or _is_column(cell.runs):
        runs = tuple(replace(run, style=Style.COLUMN) if isinstance(run, TextRun) else run for run in cell.runs)
        return lay_out_balanced(runs, width - 2 * COLUMN_PADDING, metrics)
    return lay_out(cell.runs, width - 2 * PADDING, metrics, needs=needs, facts=lambda fact: facts.get(fact, ""))


def line_pitch(cell: Cell, lines: int, height: float, signature: bool) -> float:
    """From one baseline to the next."""
    pitch = _PITCH[Style.COLUMN if cell.item or _is_column(cell.runs) else Style.LABEL]
    return min(_SIGNATURE_PITCH if signature else pitch, (height - 0.6) / max(lines, 1))


def draw_cell(ink: Ink, cell: Cell, frame: Frame, lines: Sequence[Line], signature: bool = False) -> CellDrawing:
    """Draws the words and rules of a laid out cell."""
    pitch = line_pitch(cell, len(lines), frame.height, signature)
    shift = _SIGNATURE_SHIFT if signature else 0.0
    centre = frame.y + (frame.height - pitch * (len(lines) - 1)) / 2 + shift
    padding = COLUMN_PADDING if cell.item or _is_column(cell.runs) else PADDING
    drawing = CellDrawing("", [], {})
    above = frame.y + 0.4
    for number, line in enumerate(lines):
        middle = centre + pitch * number
        left = frame.x + padding
        if cell.align == "centre":
            left = frame.x + (frame.width - line.width) / 2
        for piece in line.pieces:
            _draw_piece(ink, piece, left + piece.x, middle, above, drawing)
        above = middle + RULE_BELOW + 1.3
    drawing.words = ink.take()
    return drawing


def _draw_piece(ink: Ink, piece: Piece, x: float, middle: float, above: float, drawing: CellDrawing) -> None:
    run = piece.run
    baseline = middle + _drop(SIZES[Style.LABEL])
    if isinstance(run, AnswerRun):
        blank = drawing.blanks.setdefault(blank_key(run), Blank(run))
        blank.segments.append(Segment(x, piece.width, baseline, baseline - above))
        ink.rule(x, baseline + RULE_BELOW, x + piece.width, baseline + RULE_BELOW, _THIN)
    elif isinstance(run, ChoiceRun | MirrorRun):
        kept = ink.take()
        if piece.is_first:
            ink.box(x, baseline)
        label = piece.text.lstrip(" ")
        indent = ink.width(" " * (len(piece.text) - len(label)), SIZES[Style.LABEL]) if label != piece.text else 0.0
        ink.text(x + (BOX + _BOX_GAP if piece.is_first else 0.0) + indent, baseline, label, SIZES[Style.LABEL])
        drawing.boxes.append(Box(run, x if piece.is_first else -1.0, baseline, ink.take()))
        ink.add(kept)
    elif isinstance(run, TextRun | FactRun) and piece.text.strip():
        style = run.style
        if style is Style.COLUMN:
            baseline = middle + _drop(SIZES[style])
        ink.text(x, baseline, piece.text, SIZES[style], style is Style.HEAD)


def _drop(size: float) -> float:
    """From the middle of a line of print to its baseline, in mm."""
    return 0.345 * size / POINT


def _is_column(runs: Sequence[Run]) -> bool:
    return any(isinstance(run, TextRun) and run.style is Style.COLUMN for run in runs)
