"""Builds the pages of one survey: the planned sides, with ticks and answers where ink would stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.answer_fit import Written, cell_height, fit_blank, fit_cell, line_height
from ffp_desktop.documents.pdf.cell_drawing import draw_cell
from ffp_desktop.documents.pdf.growth import grow_cell
from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, PAGE_WIDTH, POINT, Ink, Palette
from ffp_desktop.documents.pdf.margins import Margins, blank_margins, draw_margins, qr_operators, sheet_margins
from ffp_desktop.documents.pdf.side_plan import CellPlan, MemberPlan, SidePlan, SidePlanner, Stretch, column_room
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, MirrorRun, Paper, Part
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet

_FOOT_ROOM = 8.4  # mm at the lower edge that the table leaves to the footer
_MEMBER_SIZES = {"name": 9.0}
_YES_NO_SIZE, _MEMBER_SIZE = 9.0, 8.5

Keep = Callable[[str], str]
"""Takes operators that recur and gives what to write instead: themselves, or the name of an object that has them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page to be: its parts, and which members stand on it."""

    parts: tuple[Part, ...]
    stretch: Stretch
    members: Sequence[Mapping[str, str]] = ()
    continued: bool = False


class PageBuilder:
    """Builds pages of one paper with one set of facts. Plans are kept, so that the next survey costs its answers only."""

    def __init__(
        self, paper: Paper, fonts: FontStack, palette: Palette, facts: Mapping[str, str], keep: Keep = lambda ops: ops
    ) -> None:
        self.paper = paper
        self.ink = Ink(fonts)
        self._palette = palette
        self._facts = facts
        self._keep = keep
        self._planner = SidePlanner(paper, self.ink, palette, facts)
        self._plans: dict[object, SidePlan] = {}

    # ---- whole surveys

    def build_sheet(self, sheet: PaperSheet) -> list[str]:
        """The operators of each page of a survey: front, back, then as many 续页 as its members need."""
        pages = self._pages(sheet.members)
        built = []
        for number, page in enumerate(pages, start=1):
            margins = sheet_margins(self.paper, sheet, number, len(pages), page.continued)
            built.append(self._build(page, sheet.answers, sheet.ticks, margins))
        return built

    def build_blank(self, blank: BlankSheet) -> list[str]:
        """The operators of an empty form with this many member rows."""
        empty: list[Mapping[str, str]] = [{}] * blank.rows
        pages = self._pages(empty, blank.rows)
        built = []
        for number, page in enumerate(pages, start=1):
            margins = blank_margins(
                self.paper, blank, number, len(pages), self._members_part.member_rows, page.continued
            )
            built.append(self._build(page, {}, blank.ticks, margins))
        return built

    # ---- which pages

    @cached_property
    def _members_part(self) -> Part:
        return next(part for part in self.paper.parts if part.member_row_height)

    @cached_property
    def _address_part(self) -> Part:
        """The row with the household's address, as a 续页 repeats it."""
        for part in self.paper.parts:
            for row in part.rows:
                if any(isinstance(run, AnswerRun) and run.part for cell in row.cells for run in cell.runs):
                    return Part(part.section, (), 0, (row,))
        return Part("", (), 0, ())

    def _pages(self, members: Sequence[Mapping[str, str]], exactly: int = 0) -> list[_Page]:
        """`exactly`: a blank form shows so many rows; a filled one shows all rows of each page."""
        part = self._members_part
        pages = []
        for side in self.paper.sides:
            if part in side.parts:
                front = members[: part.member_rows]
                shown = min(exactly, part.member_rows) if exactly else part.member_rows
                heights = self._row_heights(front, shown, part.member_row_height)
                pages.append(_Page(side.parts, Stretch(members=heights), front))
            else:
                pages.append(_Page(side.parts, Stretch()))
        rest, first = members[part.member_rows :], part.member_rows + 1
        while rest:
            room, height = self._continued_room(part)
            heights, used = [], 0.0
            for needed in self._row_heights(rest, min(len(rest), part.continuation_rows), height):
                if heights and used + needed > room + 0.01:
                    break
                heights.append(needed)
                used += needed
            count = len(heights)
            while not exactly and len(heights) < part.continuation_rows and used + height <= room + 0.01:
                heights.append(height)
                used += height
            stretch = Stretch(members=tuple(heights), first_member=first)
            pages.append(_Page((self._address_part, part), stretch, rest[:count], True))
            rest, first = rest[count:], first + count
        return pages

    def _continued_room(self, part: Part) -> tuple[float, float]:
        """How much height a 续页 has for member rows, and how high one row is."""
        paper = self.paper
        above = paper.margin_top + paper.title_height + part.head_height + sum(row.height for row in part.rows)
        above += sum(row.height for row in self._address_part.rows)
        room = PAGE_HEIGHT - _FOOT_ROOM - above
        return room, min(part.member_row_height, room / part.continuation_rows)

    def _row_heights(self, members: Sequence[Mapping[str, str]], shown: int, usual: float) -> tuple[float, ...]:
        """The heights of `shown` rows: the usual one, and more where a row's texts need it."""
        heights = [usual] * shown
        columns = self._columns
        for number, member in enumerate(members[:shown]):
            for item, text in member.items():
                if len(text) > 8 and item in columns:
                    size, lines = self._fit_member(item, text, columns[item], usual)
                    heights[number] = max(heights[number], cell_height(size, len(lines)) if len(lines) > 1 else 0)
        return tuple(heights)

    @cached_property
    def _columns(self) -> dict[str, float]:
        edges = self.paper.edges
        header = self._members_part.rows[-1]
        return {c.item: column_room(edges[c.last] - edges[c.first - 1]) for c in header.cells if c.item}

    # ---- one page

    def _build(
        self, page: _Page, answers: Mapping[str, str], ticks: Mapping[str, tuple[str, ...]], margins: Margins
    ) -> str:
        plan = self._plan(page.parts, page.stretch)
        grown = self._grown(page, plan, answers) if answers else None
        if grown is not None:
            plan = self._planner.plan(page.parts, grown)
        table = [self._keep(plan.ground)]
        written: list[Written] = []
        ticked: list[str] = []
        for cell in plan.cells:
            self._fill_cell(cell, answers, ticks, table, ticked, written)
        if plan.members is not None:
            self._fill_members(plan.members, page.members, written)
        table += self._ink_operators(ticked, written)
        operators = "\n".join(table)
        room = PAGE_HEIGHT - _FOOT_ROOM
        if plan.bottom > room + 0.01:
            operators = self._shrunk(operators, plan.bottom, room)
        around = draw_margins(self.ink, self._palette, self.paper, margins)
        code = qr_operators(margins.qr, self.paper) if margins.qr else ""
        return "\n".join((around, operators, code))

    def _plan(self, parts: tuple[Part, ...], stretch: Stretch) -> SidePlan:
        key = (tuple(part.section for part in parts), stretch.members, stretch.first_member)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > 64:
                self._plans.clear()
            found = self._plans[key] = self._planner.plan(parts, stretch)
        return found

    def _grown(self, page: _Page, plan: SidePlan, answers: Mapping[str, str]) -> Stretch | None:
        """The page's stretch with room for answers that do not fit their cells, or None when all fit."""
        rows: dict[tuple[str, int], float] = {}
        lines = {}
        for cell in plan.cells:
            if self._fits(cell, answers):
                continue
            now = grow_cell(self.ink, cell, answers, self._facts)
            lines[cell.key] = now.lines
            key = cell.key[:2]
            rows[key] = max(rows.get(key, cell.frame.height), now.height)
        return replace(page.stretch, rows=rows, lines=lines) if lines else None

    def _fits(self, cell: CellPlan, answers: Mapping[str, str]) -> bool:
        """Whether every answer of the cell stands in its blank as it is printed, at a good size."""
        for key, blank in cell.drawing.blanks.items():
            text = answers.get(key)
            if text and fit_blank(self.ink, text, blank) is None:
                return False
        return all(
            not (isinstance(run, AnswerRun) and run.optional and answers.get(run.item)) for run in cell.cell.runs
        )

    def _fill_cell(
        self,
        plan: CellPlan,
        answers: Mapping[str, str],
        ticks: Mapping[str, tuple[str, ...]],
        table: list[str],
        ticked: list[str],
        written: list[Written],
    ) -> None:
        drawing = plan.drawing
        if plan.grows:
            table.append(self._keep(drawing.words))
        for box in drawing.boxes:
            run = box.run
            assert isinstance(run, ChoiceRun | MirrorRun)
            if run.choice in ticks.get(run.item, ()):
                ticked.append(self._keep(box.operators))
                if box.x >= 0:
                    self.ink.tick(box.x, box.baseline)
                    ticked.append(self.ink.take())
            else:
                table.append(self._keep(box.operators))
        for key, blank in drawing.blanks.items():
            text = answers.get(key)
            if text:
                written += fit_blank(self.ink, text, blank) or []

    # ---- members and ink

    def _fill_members(
        self, plan: MemberPlan, members: Sequence[Mapping[str, str]], written: list[Written]
    ) -> None:
        for member, (top, height) in zip(members, plan.rows, strict=False):
            for item, x, width in plan.columns:
                text = member.get(item)
                if not text:
                    continue
                size, lines = self._fit_member(item, text, column_room(width), height)
                pitch = line_height(size)
                baseline = top + (height - pitch * (len(lines) - 1)) / 2 + 0.345 * size / POINT
                for number, line in enumerate(lines):
                    start = x + (width - self.ink.width(line, size)) / 2
                    written.append(Written(line, start, baseline + number * pitch, size))

    def _fit_member(self, item: str, text: str, width: float, height: float) -> tuple[float, tuple[str, ...]]:
        size = _MEMBER_SIZES.get(item, _YES_NO_SIZE if len(text) == 1 else _MEMBER_SIZE)
        return fit_cell(self.ink, text, width, height, size)

    def _ink_operators(self, ticked: Sequence[str], written: Sequence[Written]) -> list[str]:
        ink = self.ink
        if not ticked and not written:
            return []
        ink.fill_colour(self._palette.ink)
        ink.line_colour(self._palette.ink)
        ink.add("1 j")
        for operators in ticked:
            ink.add(operators)
        for line in written:
            ink.text(line.x, line.baseline, line.text, line.size)
        return [ink.take()]

    def _shrunk(self, operators: str, bottom: float, room: float) -> str:
        """The table made smaller as a whole, so that it ends above the footer."""
        top = self.paper.margin_top + self.paper.title_height
        scale = (room - top) / (bottom - top)
        x, y = PAGE_WIDTH / 2 * POINT, (PAGE_HEIGHT - top) * POINT
        return f"q {scale:.4f} 0 0 {scale:.4f} {x * (1 - scale):.2f} {y * (1 - scale):.2f} cm\n{operators}\nQ"


__all__ = ["PageBuilder", "draw_cell"]
