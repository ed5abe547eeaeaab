"""The paper grid: 24 columns, rows of cells, and the runs that stand in a cell. One grid, three renderers.

Lengths are millimetres on A4 landscape paper. The screen multiplies by sheet width / `Paper.width`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Style(StrEnum):
    """How a run is set; each renderer knows its own font and size for it."""

    LABEL = "label"
    HEAD = "head"  # a section's title
    NOTE = "note"  # smaller, in brackets
    COLUMN = "column"  # member table header
    ANSWER = "answer"  # what ink writes


@dataclass(frozen=True, slots=True)
class TextRun:
    """Printed words, verbatim."""

    text: str
    style: Style = Style.LABEL


@dataclass(frozen=True, slots=True)
class AnswerRun:
    """A ruled blank where the answer of `item` stands. `width` 0 takes what is left of the line.

    `part` picks a piece of an answer that the paper asks in several blanks: "0", "1" … of a list of names, or
    "county", "township", "village" of a region.
    """

    item: str
    width: float = 0
    align: str = "left"  # left, right
    part: str = ""
    extra_lines: int = 0  # whole ruled lines after this one that belong to it (the reason in 五 has one)
    optional: bool = False  # drawn only when there is an answer (the remark after a ticked 其他)


@dataclass(frozen=True, slots=True)
class ChoiceRun:
    """A box and the printed name of one choice. `label` is printed; it may start with the form's space."""

    item: str
    choice: str
    label: str


@dataclass(frozen=True, slots=True)
class MirrorRun:
    """A box without answer of its own, ticked when `item` holds `choice` (A33a's □因自然灾害)."""

    item: str
    choice: str
    label: str


@dataclass(frozen=True, slots=True)
class FactRun:
    """Printed words that come from outside the form: the round's period in the head of 三."""

    fact: str
    style: Style = Style.LABEL


@dataclass(frozen=True, slots=True)
class GapRun:
    """Empty space of `width`, dropped at the start of a line."""

    width: float


@dataclass(frozen=True, slots=True)
class BreakRun:
    """A line ends here."""


Run = TextRun | AnswerRun | ChoiceRun | MirrorRun | FactRun | GapRun | BreakRun


@dataclass(frozen=True, slots=True)
class Cell:
    """A merged cell from column `first` to `last` (1-based, both included)."""

    first: int
    last: int
    runs: tuple[Run, ...]
    align: str = "left"  # left, centre
    item: str = ""  # member table header: the column's item; else ""


@dataclass(frozen=True, slots=True)
class Row:
    height: float
    cells: tuple[Cell, ...]
    signature: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One section on paper: its head (runs; empty for 五, whose head is in its cell) and its rows.

    For the member table `rows` holds the header row only and `member_row_height` is above 0.
    """

    section: str
    head: tuple[Run, ...]
    head_height: float
    rows: tuple[Row, ...]
    member_row_height: float = 0
    member_rows: int = 0  # rows on the front
    continuation_rows: int = 0  # rows on a 续页


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of the sheet."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paper:
    """The whole paper: column widths, and the sides in printing order. `off_paper` is drawn on screen only."""

    columns: tuple[float, ...]
    title: str
    title_height: float
    margin_left: float
    margin_top: float
    footer_baseline: float
    sides: tuple[Side, ...]
    off_paper: tuple[Row, ...] = ()

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Left edge of each column, and the right edge of the last: len(columns) + 1 values."""
        edges = [0.0]
        for width in self.columns:
            edges.append(edges[-1] + width)
        return tuple(edges)

    @property
    def width(self) -> float:
        return self.edges[-1]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for side in self.sides for part in side.parts)
