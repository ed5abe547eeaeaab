"""A workbook of papers: one sheet a survey, as the form is printed, and a last sheet that says where it comes from."""

from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING

from ffp_desktop.documents.workbook.paper_sheet import PaperDrawing
from ffp_desktop.documents.workbook.styled_file import draw_lines, new_workbook, save_styled, sheet_title
from ffp_desktop.domain.paper.grid import Paper
from ffp_desktop.domain.paper.sheet import PaperSheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Lines = Sequence[tuple[str, str]]


def write_papers(
    file: IO[bytes],
    paper: Paper,
    titles: Sequence[str],
    sheet_of: Callable[[int], PaperSheet],
    last: tuple[str, Callable[[], Lines]],
) -> None:
    """Writes a sheet for each of `titles`. `sheet_of` gives its paper when its turn comes; `last` names the last sheet
    and gives its lines when all others are done."""
    workbook = new_workbook()
    drawing = PaperDrawing(paper)
    last_title, last_lines = last
    taken = [last_title]
    for title in titles:
        taken.append(sheet_title(title, taken))
        workbook.create_sheet(taken[-1])
    workbook.create_sheet(last_title)

    def draw(worksheet: "Worksheet") -> None:
        if worksheet.title == last_title:
            draw_lines(worksheet, last_lines())
        else:
            drawing.draw(worksheet, sheet_of(taken.index(worksheet.title) - 1))

    save_styled(workbook, file, draw)
