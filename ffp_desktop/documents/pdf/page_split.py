"""Splits a survey over pages: the form's sides, then as many 续页 as its members need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ffp_desktop.documents.pdf.answer_fit import cell_height
from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, Written
from ffp_desktop.documents.pdf.side_plan import Stretch
from ffp_desktop.domain.paper.grid import AnswerRun, Paper, Part

FOOT_ROOM = 9.4  # mm at the lower edge that the table leaves to the footer
_SURELY_FITS = 2  # characters

Member = Mapping[str, str]
MemberLines = Callable[[str, str, float, float], tuple[Written, ...]]
"""The lines of an item's text in a cell of this width and height."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be: its parts, and which members stand on it."""

    parts: tuple[Part, ...]
    stretch: Stretch
    members: Sequence[Member] = ()
    continued: bool = False


class PageSplit:
    """Splits surveys of one paper. A 续页 repeats the member table's header and the household's address."""

    def __init__(self, paper: Paper, member_lines: MemberLines) -> None:
        self._paper = paper
        self._member_lines = member_lines

    @cached_property
    def members_part(self) -> Part:
        return next(part for part in self._paper.parts if part.member_row_height)

    def split(self, members: Sequence[Member], rows: int = 0) -> list[Page]:
        """The pages of a survey. `rows`: a blank form shows so many; a filled one all that a page has room for."""
        part = self.members_part
        pages = []
        for side in self._paper.sides:
            if part in side.parts:
                front = members[: part.member_rows]
                shown = min(rows, part.member_rows) if rows else part.member_rows
                heights = self._row_heights(front, shown, part.member_row_height)
                pages.append(Page(side.parts, Stretch(members=heights), front))
            else:
                pages.append(Page(side.parts, Stretch()))
        rest, first = members[part.member_rows :], part.member_rows + 1
        while rest:
            heights, count = self._continued_rows(rest, fill=not rows)
            stretch = Stretch(members=heights, first_member=first)
            pages.append(Page((self._address_part, part), stretch, rest[:count], True))
            rest, first = rest[count:], first + count
        return pages

    @cached_property
    def _address_part(self) -> Part:
        """The row with the household's address."""
        for part in self._paper.parts:
            for row in part.rows:
                if any(isinstance(run, AnswerRun) and run.part for cell in row.cells for run in cell.runs):
                    return Part(part.section, (), 0, (row,))
        return Part("", (), 0, ())

    def _continued_rows(self, rest: Sequence[Member], fill: bool) -> tuple[tuple[float, ...], int]:
        """The heights of a 续页's rows, and how many of them are members'."""
        part = self.members_part
        room, height = self._continued_room()
        heights: list[float] = []
        for needed in self._row_heights(rest, min(len(rest), part.continuation_rows), height):
            if heights and sum(heights) + needed > room + 0.01:
                break
            heights.append(needed)
        count = len(heights)
        while fill and len(heights) < part.continuation_rows and sum(heights) + height <= room + 0.01:
            heights.append(height)
        return tuple(heights), count

    def _continued_room(self) -> tuple[float, float]:
        """How much height a 续页 has for member rows, and how high one row is."""
        paper, part = self._paper, self.members_part
        above = paper.margin_top + paper.title_height + part.head_height + sum(row.height for row in part.rows)
        above += sum(row.height for row in self._address_part.rows)
        room = PAGE_HEIGHT - FOOT_ROOM - above
        return room, min(part.member_row_height, room / part.continuation_rows)

    def _row_heights(self, members: Sequence[Member], shown: int, usual: float) -> tuple[float, ...]:
        """The heights of `shown` rows: the usual one, and more where a row's texts need it."""
        heights = [usual] * shown
        columns = self._columns
        for number, member in enumerate(members[:shown]):
            for item, text in member.items():
                if len(text) > _SURELY_FITS and item in columns:
                    lines = self._member_lines(item, text, columns[item], usual)
                    if len(lines) > 2:
                        heights[number] = max(heights[number], cell_height(lines[0].size, len(lines)))
        return tuple(heights)

    @cached_property
    def _columns(self) -> dict[str, float]:
        edges = self._paper.edges
        header = self.members_part.rows[-1]
        return {c.item: edges[c.last] - edges[c.first - 1] for c in header.cells if c.item}
