"""Builds the pages of one survey: the planned sides, with ticks and answers where ink would stand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ffp_desktop.documents.pdf.answer_fit import fit_blank
from ffp_desktop.documents.pdf.cell_drawing import draw_cell
from ffp_desktop.documents.pdf.growth import Growth, grow_cell, write_well
from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, PAGE_WIDTH, POINT, Ink, Written
from ffp_desktop.documents.pdf.margins import Margins, blank_margins, draw_margins, qr_operators, sheet_margins
from ffp_desktop.documents.pdf.page_split import FOOT_ROOM, Member, Page, PageSplit
from ffp_desktop.documents.pdf.side_plan import CellPlan, MemberPlan, SidePlan, SidePlanner
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet

Ticks = Mapping[str, tuple[str, ...]]
Keep = Callable[[str], str]
"""Takes operators that recur and gives what to write instead: themselves, or the name of an object that has them."""


_FEW_BOXES = 3  # a cell with so few boxes is kept whole for each way to tick it


class PageBuilder:
    """Builds pages from a planner's sides, for one file."""

    def __init__(self, planner: SidePlanner, keep: Keep = str) -> None:
        self.paper = planner.paper
        self.ink = Ink(planner.fonts)
        self._palette = planner.palette
        self._facts = planner.facts
        self._keep = keep
        self._split = PageSplit(planner.paper, planner.member_lines)
        self._planner = planner
        self._empty: dict[int, str] = {}
        self._filled: dict[tuple[int, object], tuple[str, str]] = {}

    @property
    def characters(self) -> set[str]:
        """The characters of the file's fonts."""
        return self.ink.characters | self._planner.characters

    def build_sheet(self, sheet: PaperSheet) -> list[str]:
        """The operators of each page of a survey: front, back, then as many 续页 as its members need."""
        pages = self._split.split(sheet.members)
        built = []
        for number, page in enumerate(pages, start=1):
            margins = sheet_margins(self.paper, sheet, number, len(pages), page.continued)
            built.append(self._build(page, sheet.answers, sheet.ticks, margins))
        return built

    def build_blank(self, blank: BlankSheet) -> list[str]:
        """The operators of an empty form with this many member rows."""
        empty: list[Member] = [{}] * blank.rows
        pages = self._split.split(empty, blank.rows)
        rows = self._split.members_part.member_rows
        built = []
        for number, page in enumerate(pages, start=1):
            margins = blank_margins(self.paper, blank, number, len(pages), rows, page.continued)
            built.append(self._build(page, {}, blank.ticks, margins))
        return built

    # ---- one page

    def _build(self, page: Page, answers: Mapping[str, str], ticks: Ticks, margins: Margins) -> str:
        plan = self._planner.usual(page.parts, page.stretch)
        growths, settled = self._settle(plan, answers)
        cells: Sequence[CellPlan] = plan.cells
        ground = ""
        if any(cell.frame.height < growth.height or not cell.grows for cell, growth in growths):
            plan = self._plan_anew(page, growths)
            cells, ground = plan.cells, plan.ground
        elif growths:
            changed = {cell.key: self._redrawn(cell, growth) for cell, growth in growths}
            cells = [changed.get(cell.key, cell) for cell in cells]
        self.ink.fill_colour(self._palette.label)
        self.ink.line_colour(self._palette.rule)
        table = [ground or self._keep(plan.ground), self.ink.take()]
        written: list[Written] = []
        ticked: list[str] = []
        for _section_id, part in groupby(cells, key=_section):
            printed, chosen = self._fill_part(list(part), ticks)
            table.append(printed)
            if chosen:
                ticked.append(chosen)
        for cell in cells if answers else ():
            if cell.serial in settled and cell.recurs:
                written += settled[cell.serial]
            else:
                self._write_answers(cell, answers, written)
        if plan.members is not None:
            self._write_members(plan.members, page.members, written)
        operators = "\n".join((*table, self._ink_operators(ticked, written, filled=bool(answers))))
        room = PAGE_HEIGHT - FOOT_ROOM
        if plan.bottom > room + 0.01:
            operators = self._shrunk(operators, plan.bottom, room)
        around = draw_margins(self.ink, self._palette, self.paper, margins, self._keep)
        code = qr_operators(margins.qr, self.paper) if margins.qr else ""
        return "\n".join((operators, around, code))

    # ---- answers that need more room than is printed for them

    def _settle(
        self, plan: SidePlan, answers: Mapping[str, str]
    ) -> tuple[list[tuple[CellPlan, Growth]], dict[int, list[Written]]]:
        """The cells that must grow, and by serial what is written in those that need not."""
        growths: list[tuple[CellPlan, Growth]] = []
        settled: dict[int, list[Written]] = {}
        for cell in plan.cells if answers else ():
            if cell.drawing.blanks or cell.optional:
                lines = write_well(self.ink, cell, answers)
                if lines is None:
                    growths.append((cell, grow_cell(self.ink, cell, answers, self._facts)))
                else:
                    settled[cell.serial] = lines
        return growths, settled

    def _plan_anew(self, page: Page, growths: Sequence[tuple[CellPlan, Growth]]) -> SidePlan:
        rows: dict[tuple[str, int], float] = {}
        for cell, growth in growths:
            row = cell.key[:2]
            rows[row] = max(rows.get(row, cell.frame.height), growth.height)
        lines = {cell.key: growth.lines for cell, growth in growths}
        return self._planner.plan(page.parts, replace(page.stretch, rows=rows, lines=lines), recurs=False)

    def _redrawn(self, cell: CellPlan, growth: Growth) -> CellPlan:
        drawing = draw_cell(self.ink, cell.cell, cell.frame, growth.lines, cell.signature)
        return replace(cell, drawing=drawing, lines=len(growth.lines), recurs=False)

    # ---- ink

    def _fill_part(self, cells: Sequence[CellPlan], ticks: Ticks) -> tuple[str, str]:
        """What is printed and what is ticked in a section's cells; a section without ticks recurs as a whole."""
        recurs = all(cell.recurs for cell in cells)
        if recurs and not any(ticks.get(item) for cell in cells for item in cell.items):
            key = cells[0].serial
            if key not in self._empty:
                plain = [words for cell in cells for words in _plain_words(cell)]
                self._empty[key] = self._keep("\n".join(plain))
            return self._empty[key], ""
        printed, ticked = zip(*(self._fill_cell(cell, ticks) for cell in cells), strict=True)
        return "\n".join(filter(None, printed)), "\n".join(filter(None, ticked))

    def _fill_cell(self, cell: CellPlan, ticks: Ticks) -> tuple[str, str]:
        """What is printed in a cell, and what is ticked in it; kept, for most are ticked in a few ways only."""
        chosen = tuple(ticks.get(item, ()) for item in cell.items)
        key = (cell.serial, chosen)
        found = self._filled.get(key)
        if found is None:
            found = self._fill_cell_anew(cell, ticks)
            if cell.recurs:
                self._filled[key] = found
        return found

    def _fill_cell_anew(self, cell: CellPlan, ticks: Ticks) -> tuple[str, str]:
        keep = self._keep if cell.recurs else str
        printed = [cell.drawing.words] if cell.grows and cell.drawing.words else []
        ticked = []
        for box in cell.drawing.boxes:
            if box.run.choice not in ticks.get(box.run.item, ()):
                printed.append(box.operators)
                continue
            self.ink.add(box.operators)
            if box.x >= 0:
                self.ink.tick(box.x, box.baseline)
            ticked.append(keep(self.ink.take()))
        whole = len(cell.drawing.boxes) <= _FEW_BOXES or not ticked
        table = keep("\n".join(printed)) if whole and printed else "\n".join(keep(words) for words in printed)
        return table, "\n".join(ticked)

    def _write_answers(self, cell: CellPlan, answers: Mapping[str, str], written: list[Written]) -> None:
        for key, blank in cell.drawing.blanks.items():
            text = answers.get(key)
            if text:
                written += fit_blank(self.ink, text, blank) or []

    def _write_members(self, plan: MemberPlan, members: Sequence[Member], written: list[Written]) -> None:
        for member, (top, height) in zip(members, plan.rows, strict=False):
            for item, x, width in plan.columns:
                text = member.get(item)
                if text:
                    for line in self._planner.member_lines(item, text, width, height):
                        written.append(Written(line.text, x + line.x, top + line.baseline, line.size))

    def _ink_operators(self, ticked: Sequence[str], written: Sequence[Written], *, filled: bool) -> str:
        ink = self.ink
        if not ticked and not written:
            return ""
        colour = self._palette.ink if filled else self._palette.title  # what the form itself ticks is print, not ink
        ink.fill_colour(colour)
        ink.line_colour(colour)
        ink.add("1 j")
        for operators in ticked:
            ink.add(operators)
        if written:
            ink.write(written)
        return ink.take()

    def _shrunk(self, operators: str, bottom: float, room: float) -> str:
        """The table made smaller as a whole, so that it ends above the footer."""
        top = self.paper.margin_top + self.paper.title_height
        scale = (room - top) / (bottom - top)
        x, y = PAGE_WIDTH / 2 * POINT, (PAGE_HEIGHT - top) * POINT
        return f"q {scale:.4f} 0 0 {scale:.4f} {x * (1 - scale):.2f} {y * (1 - scale):.2f} cm\n{operators}\nQ"


def _section(cell: CellPlan) -> str:
    return cell.key[0]


def _plain_words(cell: CellPlan) -> list[str]:
    """All that is printed in a cell before any answer."""
    words = [cell.drawing.words] if cell.grows and cell.drawing.words else []
    return words + [box.operators for box in cell.drawing.boxes]
