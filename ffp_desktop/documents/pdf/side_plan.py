"""Where everything of one side of the form stands, and the operators of all that is printed on it before any answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.answer_fit import fit_member, line_height
from ffp_desktop.documents.pdf.cell_drawing import (
    COLUMN_PADDING,
    PADDING,
    SIZES,
    CellDrawing,
    Frame,
    cell_lines,
    draw_cell,
)
from ffp_desktop.documents.pdf.ink import POINT, Ink, Palette, Written
from ffp_desktop.domain.paper.grid import AnswerRun, Cell, Paper, Part, Row, Style
from ffp_desktop.domain.paper.line_words import Metrics
from ffp_desktop.domain.paper.typeset import Line, lay_out

RULE, SECTION_RULE, FRAME_RULE = 0.4, 0.9, 1.1  # points
_ORDINAL_SIZE = 9.0
_KEPT_PLANS, _KEPT_LINES = 64, 20_000


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell that holds boxes or blanks. `key` names it: section, row, first column; no two plans share a `serial`."""

    serial: int
    key: tuple[str, int, int]
    cell: Cell
    frame: Frame
    signature: bool
    drawing: CellDrawing
    lines: int
    grows: bool  # whether an answer may move what is printed in it
    optional: tuple[str, ...]  # items whose blanks are drawn only with an answer
    items: tuple[str, ...]  # items with boxes
    recurs: bool = True  # False when it was drawn for one survey


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """The member table: the x and width of each item's column, and its rows' tops and heights."""

    columns: tuple[tuple[str, float, float], ...]
    rows: tuple[tuple[float, float], ...]


@dataclass(slots=True)
class SidePlan:
    """One side. `ground` are all operators that no answer moves; `bottom` is where the table ends."""

    cells: list[CellPlan] = field(default_factory=list)
    members: MemberPlan | None = None
    ground: str = ""
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is not as usual: heights of rows, lines of cells; heights and first number of the member rows shown."""

    rows: Mapping[tuple[str, int], float] = field(default_factory=dict)
    lines: Mapping[tuple[str, int, int], tuple[Line, ...]] = field(default_factory=dict)
    members: Sequence[float] | None = None
    first_member: int = 1


class SidePlanner:
    """Plans sides of one paper with one set of facts, and keeps the usual ones. It outlives the files it serves."""

    def __init__(self, paper: Paper, fonts: FontStack, palette: Palette, facts: Mapping[str, str]) -> None:
        self.paper = paper
        self.fonts = fonts
        self.palette = palette
        self.facts = facts
        self._ink = Ink(fonts)
        self._serial = 0
        self._recurs = True
        self._kept: dict[object, SidePlan] = {}
        self._member_lines: dict[object, tuple[Written, ...]] = {}

    @property
    def characters(self) -> set[str]:
        """All characters that were set in plans so far."""
        return self._ink.characters

    def usual(self, parts: tuple[Part, ...], stretch: Stretch) -> SidePlan:
        """The side that holds these parts, without any answer; it is planned once."""
        key = (tuple(part.section for part in parts), stretch.members, stretch.first_member)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _KEPT_PLANS:
                self._kept.clear()
            found = self._kept[key] = self.plan(parts, stretch)
        return found

    def plan(self, parts: Sequence[Part], stretch: Stretch, *, recurs: bool = True) -> SidePlan:
        """The side that holds these parts. `recurs` is False for one that serves a single survey."""
        plan = SidePlan()
        self._recurs = recurs
        top = y = self.paper.margin_top + self.paper.title_height
        shades: list[tuple[float, float]] = []
        rules: list[tuple[float, float]] = []  # y, width in points
        words: list[str] = []
        for part in parts:
            if y > top:
                rules.append((y, SECTION_RULE))
            if part.head_height:
                shades.append((y, part.head_height))
                words.append(self._draw_head(part, y))
                y += part.head_height
                rules.append((y, RULE))
            for number, row in enumerate(part.rows):
                height = stretch.rows.get((part.section, number), row.height)
                words.append(self._plan_row(plan, part.section, number, row, y, height, stretch))
                y += height
                rules.append((y, RULE))
            if part.member_row_height:
                y = self._plan_members(plan, part, y, stretch, rules, words)
        plan.bottom = y
        plan.ground = self._draw_ground(plan, top, shades, rules, words)
        return plan

    def member_lines(self, item: str, text: str, width: float, height: float) -> tuple[Written, ...]:
        """A member's answer in a cell of this size, placed from the cell's upper left corner; kept, for most recur."""
        key = (item, text, width, height)
        found = self._member_lines.get(key)
        if found is None:
            if len(self._member_lines) > _KEPT_LINES:
                self._member_lines.clear()
            found = self._member_lines[key] = self._place_in_cell(item, text, width, height)
        return found

    def _place_in_cell(self, item: str, text: str, width: float, height: float) -> tuple[Written, ...]:
        size, lines = fit_member(self._ink, item, text, column_room(width), height)
        pitch = line_height(size)
        first = (height - pitch * (len(lines) - 1)) / 2 + 0.345 * size / POINT
        return tuple(
            Written(line, (width - self._ink.width(line, size)) / 2, first + number * pitch, size)
            for number, line in enumerate(lines)
        )

    # ---- rows

    def _plan_row(
        self, plan: SidePlan, section: str, number: int, row: Row, y: float, height: float, stretch: Stretch
    ) -> str:
        words = []
        for cell in row.cells:
            key = (section, number, cell.first)
            frame = self._frame(cell, y, height)
            lines = stretch.lines.get(key) or cell_lines(self._ink, cell, frame.width, self.facts)
            drawing = draw_cell(self._ink, cell, frame, lines, row.signature)
            if drawing.boxes or drawing.blanks:
                plan.cells.append(self._plan_cell(key, cell, frame, row.signature, drawing, len(lines)))
                if not plan.cells[-1].grows:
                    words.append(drawing.words)
            else:
                words.append(drawing.words)
            if cell.first > 1:
                self._ink.rule(frame.x, y, frame.x, y + height, RULE)
                words.append(self._ink.take())
        return "\n".join(words)

    def _plan_cell(
        self, key: tuple[str, int, int], cell: Cell, frame: Frame, signature: bool, drawing: CellDrawing, lines: int
    ) -> CellPlan:
        blanks = [run for run in cell.runs if isinstance(run, AnswerRun)]
        self._serial += 1
        return CellPlan(
            self._serial,
            key,
            cell,
            frame,
            signature,
            drawing,
            lines,
            grows=any(run.width or run.optional for run in blanks),
            optional=tuple(run.item for run in blanks if run.optional),
            items=tuple(dict.fromkeys(box.run.item for box in drawing.boxes)),
            recurs=self._recurs,
        )

    def _frame(self, cell: Cell, y: float, height: float) -> Frame:
        edges = self.paper.edges
        left = self.paper.margin_left + edges[cell.first - 1]
        return Frame(left, y, edges[cell.last] - edges[cell.first - 1], height)

    def _plan_members(
        self,
        plan: SidePlan,
        part: Part,
        y: float,
        stretch: Stretch,
        rules: list[tuple[float, float]],
        words: list[str],
    ) -> float:
        header = part.rows[-1]
        heights = stretch.members if stretch.members is not None else [part.member_row_height] * part.member_rows
        top, rows = y, []
        left = self.paper.margin_left
        first = self._frame(header.cells[0], y, 0).width
        for number, height in enumerate(heights, start=stretch.first_member):
            middle = y + height / 2 + 0.345 * _ORDINAL_SIZE / POINT
            self._ink.text_centred(left + first / 2, middle, str(number), _ORDINAL_SIZE)
            rows.append((y, height))
            y += height
            rules.append((y, RULE))
        frames = [(cell, self._frame(cell, top, y - top)) for cell in header.cells]
        for cell, frame in frames:
            if cell.first > 1:
                self._ink.rule(frame.x, top, frame.x, y, RULE)
        columns = tuple((cell.item, frame.x, frame.width) for cell, frame in frames if cell.item)
        plan.members = MemberPlan(columns, tuple(rows))
        words.append(self._ink.take())
        return y

    # ---- ground

    def _draw_head(self, part: Part, y: float) -> str:
        """A section's title on its shaded band."""
        ink = self._ink
        size = SIZES[Style.HEAD]
        baseline = y + part.head_height / 2 + 0.345 * size / POINT
        facts = self.facts

        def measure(words: str, style: Style) -> float:
            return ink.width(words, size if style is Style.HEAD else SIZES[style], style is Style.HEAD)

        lines = lay_out(
            part.head,
            self.paper.width - 2 * PADDING,
            Metrics(measure, 1.0, 0.0),
            facts=lambda fact: facts.get(fact, ""),
        )
        for piece in lines[0].pieces:
            style = getattr(piece.run, "style", Style.HEAD)
            x = self.paper.margin_left + PADDING + piece.x
            ink.text(x, baseline, piece.text, SIZES[style], style is Style.HEAD)
        return ink.take()

    def _draw_ground(
        self,
        plan: SidePlan,
        top: float,
        shades: Sequence[tuple[float, float]],
        rules: Sequence[tuple[float, float]],
        words: Sequence[str],
    ) -> str:
        ink, palette, paper = self._ink, self.palette, self.paper
        left, right = paper.margin_left, paper.margin_left + paper.width
        ink.fill_colour(palette.head)
        for y, height in shades:
            ink.rectangle(left, y, paper.width, height)
        ink.fill_colour(palette.label)
        ink.line_colour(palette.rule)
        heavy = {y for y, width in rules if width > RULE}
        for y, width in rules:
            if (width > RULE or y not in heavy) and y < plan.bottom - 0.01:
                ink.rule(left, y, right, y, width)
        for operators in words:
            ink.add(operators)
        ink.add("2 J")
        ink.rectangle(left, top, paper.width, plan.bottom - top, FRAME_RULE)
        ink.add("0 J")
        return ink.take()


def column_room(width: float) -> float:
    """How wide text in a member's cell may be."""
    return width - 2 * COLUMN_PADDING
