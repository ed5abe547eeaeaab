"""The paper as a sheet of a workbook: the same grid of 24 columns that screen and PDF draw, ready to print on A4.

API: `PaperDrawing(paper).draw(worksheet, sheet)`: one survey on one worksheet, a page break after each side.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, Written
from ffp_desktop.documents.pdf.margins import Margins, sheet_margins
from ffp_desktop.documents.pdf.page_split import Page, PageSplit
from ffp_desktop.documents.workbook.paper_pens import Pens
from ffp_desktop.documents.workbook.paper_words import POINT, Filling, member_type, row_height, words_of
from ffp_desktop.documents.workbook.styled_file import put_text
from ffp_desktop.documents.workbook.writing import column_letters
from ffp_desktop.domain.paper.grid import Cell, Paper, Part, Style
from ffp_desktop.domain.paper.sheet import PaperSheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MARGIN = 5.0  # mm at each edge of the page
_FOOT = 5.0  # mm of the line under a page's table
_LARGEST_SCALE = 95  # per cent: LibreOffice makes columns up to 6 % wider than Excel
_ABOVE = (1, 6), (7, 16), (17, 24)  # columns of the words above the table
_BELOW = (1, 8), (9, 13), (14, 24)
_DIGIT = 7 * 25.4 / 96  # mm of a digit of the workbook's usual type, by which columns are measured


class PaperDrawing:
    """Draws surveys of one paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._split = PageSplit(paper, _member_lines)
        self._pens = Pens()

    def draw(self, worksheet: "Worksheet", sheet: PaperSheet) -> None:
        """Draws all pages of a survey on an empty worksheet."""
        pages = self._split.split(sheet.members)
        drawing = _SheetDrawing(worksheet, self._paper, self._pens, sheet)
        heights = []
        for number, page in enumerate(pages, 1):
            margins = sheet_margins(self._paper, sheet, number, len(pages), page.continued)
            heights.append(drawing.draw_page(page, margins, is_last=number == len(pages)))
        _set_up_page(worksheet, self._paper, max(heights))


class _SheetDrawing:
    """One survey's worksheet under way; `row` is the next one to draw."""

    def __init__(self, worksheet: "Worksheet", paper: Paper, pens: Pens, sheet: PaperSheet) -> None:
        self._worksheet = worksheet
        self._paper = paper
        self._pens = pens
        self._filling = Filling(sheet.answers, sheet.ticks, sheet.facts)
        self._row = 1
        self._used = 0.0

    def draw_page(self, page: Page, margins: Margins, is_last: bool) -> float:
        """Title, table and foot of one side; its height in mm."""
        from openpyxl.worksheet.pagebreak import Break

        self._used = 0.0
        self._draw_band(margins)
        for part in page.parts:
            self._draw_part(part, page)
        self._draw_foot(margins)
        if not is_last:
            self._worksheet.row_breaks.append(Break(id=self._row - 1))
        return self._used

    def _draw_band(self, margins: Margins) -> None:
        self._place(_ABOVE[0], "\n".join(margins.left), "left", 8.0)
        self._place(_ABOVE[1], margins.title, "centre", 17.0, is_bold=True)
        self._place(_ABOVE[2], "\n".join(margins.right), "right", 8.0)
        self._end_row(self._paper.title_height)

    def _draw_foot(self, margins: Margins) -> None:
        self._place(_BELOW[0], margins.foot_left, "left", 8.0)
        self._place(_BELOW[1], f"第 {margins.page} 页 / 共 {margins.pages} 页", "centre", 8.0)
        self._place(_BELOW[2], margins.foot_right, "right", 8.0)
        self._end_row(_FOOT)

    def _draw_part(self, part: Part, page: Page) -> None:
        if part.head_height:
            whole = Cell(1, len(self._paper.columns), part.head)
            self._draw_cell(whole, is_head=True)
            self._end_row(part.head_height)
        for row in part.rows:
            for cell in row.cells:
                self._draw_cell(cell)
            widths = [self._width(cell) for cell in row.cells]
            self._end_row(row_height(row.cells, widths, row.height, self._filling))
        if part.member_row_height:
            self._draw_members(part, page)

    def _draw_members(self, part: Part, page: Page) -> None:
        header = part.rows[-1].cells
        for number, height in enumerate(page.stretch.members or ()):
            member: Mapping[str, str] = page.members[number] if number < len(page.members) else {}
            for cell in header:
                text = member.get(cell.item, "") if cell.item else str(page.stretch.first_member + number)
                self._draw_member_cell(cell, text, height)
            self._end_row(height)

    def _draw_cell(self, cell: Cell, is_head: bool = False) -> None:
        target = self._merge(cell.first, cell.last)
        is_column = bool(cell.item) or any(getattr(run, "style", None) is Style.COLUMN for run in cell.runs)
        words = list(words_of(cell.runs, self._filling))
        target.value = self._pens.rich_text(words)
        target.data_type = "s"
        is_centred = cell.align == "centre" or is_column
        target.alignment = self._pens.alignment("centre" if is_centred else "left")
        self._frame(cell.first, cell.last, is_head)

    def _draw_member_cell(self, cell: Cell, text: str, height: float) -> None:
        target = self._merge(cell.first, cell.last)
        put_text(target, text)
        size, _ = member_type(text, self._width(cell), height)
        target.font = self._pens.font(size, is_ink=bool(cell.item))
        target.alignment = self._pens.alignment("centre")
        self._frame(cell.first, cell.last, False)

    def _place(self, columns: tuple[int, int], words: str, align: str, size: float, is_bold: bool = False) -> None:
        target = self._merge(*columns)
        put_text(target, words)
        target.font = self._pens.font(size, is_bold=is_bold)
        target.alignment = self._pens.alignment(align)

    def _merge(self, first: int, last: int) -> Any:
        """The cell that stands for these columns of the present row."""
        if last > first:
            self._worksheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)
        return self._worksheet.cell(self._row, first)

    def _frame(self, first: int, last: int, is_head: bool) -> None:
        for column in range(first, last + 1):
            cell = self._worksheet.cell(self._row, column)
            cell.border = self._pens.border
            if is_head:
                cell.fill = self._pens.head_fill

    def _width(self, cell: Cell) -> float:
        return self._paper.edges[cell.last] - self._paper.edges[cell.first - 1]

    def _end_row(self, height: float) -> None:
        self._worksheet.row_dimensions[self._row].height = round(height * POINT, 2)
        self._row += 1
        self._used += height


def _member_lines(_item: str, text: str, width: float, height: float) -> tuple[Written, ...]:
    """How many lines a member's answer takes, as `PageSplit` asks."""
    size, lines = member_type(text, width, height)
    return tuple(Written("", 0.0, 0.0, size) for _ in range(lines))


def _set_up_page(worksheet: "Worksheet", paper: Paper, highest: float) -> None:
    """Columns as wide as the paper's, and A4 landscape; a page that has grown is printed smaller."""
    for number, width in enumerate(paper.columns, 1):
        worksheet.column_dimensions[column_letters(number)].width = round(width / _DIGIT, 3)
    page, edge = worksheet.page_setup, _MARGIN / 25.4
    page.paperSize, page.orientation = 9, "landscape"
    page.scale = min(_LARGEST_SCALE, int(100 * (PAGE_HEIGHT - 2 * _MARGIN) / highest))
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = edge
    margins.header = margins.footer = 0.1
    worksheet.print_options.horizontalCentered = True
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = 120
