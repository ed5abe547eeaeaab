"""The paper as a sheet: the same grid and the same words as the PDF, nothing on a temporary disk."""

import io
import tempfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ffp_desktop.documents.workbook.cell_text import SHEET_NAME_LONGEST
from ffp_desktop.documents.workbook.paper_file import write_papers
from ffp_desktop.documents.workbook.styled_file import sheet_title
from ffp_desktop.domain.paper.grid import Paper, TextRun
from ffp_desktop.domain.paper.sheet import PaperSheet
from tests.documents.households import MONITORED, with_answers, with_members
from tests.forms.household import household_form

PAPER: Paper = household_form().paper
FRONT_AND_BACK = 2


def worksheets(*sheets: PaperSheet, titles: Sequence[str] = ()) -> list[Worksheet]:
    file = io.BytesIO()
    names = titles or [f"表{number}" for number in range(len(sheets))]
    write_papers(file, PAPER, names, lambda number: sheets[number], ("说明", lambda: [("内容", "=1+1")]))
    return list(load_workbook(file, rich_text=False).worksheets)


def texts(worksheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in worksheet.iter_rows() for cell in row if cell.value is not None]


def words(worksheet: Worksheet) -> str:
    return "".join("".join(texts(worksheet)).split())


def test_draw__monitored_household__has_every_text_tick_and_printed_word() -> None:
    worksheet, last = worksheets(MONITORED)
    found = words(worksheet)
    for text in (*MONITORED.answers.values(), *(text for member in MONITORED.members for text in member.values())):
        assert "".join(text.split()) in found
    for run in (run for part in PAPER.parts for row in part.rows for cell in row.cells for run in cell.runs):
        if isinstance(run, TextRun):
            assert "".join(run.text.split()) in found
    ticked = sum(len(choices) for choices in MONITORED.ticks.values())
    assert found.count("☑") == ticked
    assert "边缘易致贫户" in found.partition("☑")[2]
    assert last.title == "说明"


def test_draw__grid__has_the_papers_columns_heights_and_page() -> None:
    worksheet, _ = worksheets(MONITORED)
    widths = [worksheet.column_dimensions[get_column_letter(number)].width for number in range(1, 25)]
    assert [round(width * 7 * 25.4 / 96, 1) for width in widths] == list(PAPER.columns)
    assert worksheet.row_dimensions[2].height == pytest.approx(6.2 * 72 / 25.4, abs=0.01)
    assert (worksheet.page_setup.paperSize, worksheet.page_setup.orientation) == (9, "landscape")
    assert len(worksheet.row_breaks.brk) == FRONT_AND_BACK - 1
    assert "A3:X3" in {str(merged) for merged in worksheet.merged_cells.ranges}
    heights = [worksheet.row_dimensions[row].height for row in range(1, worksheet.row_breaks.brk[0].id + 1)]
    assert sum(heights) * worksheet.page_setup.scale / 100 <= (210 - 10) * 72 / 25.4


def test_draw__nine_members__go_on_a_continuation_with_the_header_and_the_address() -> None:
    worksheet, _ = worksheets(with_members(9))
    assert len(worksheet.row_breaks.brk) == FRONT_AND_BACK
    all_texts = texts(worksheet)
    assert all_texts.count("A3\n姓名") == 2
    assert sum(text.startswith("家庭住址") for text in all_texts) == 2
    assert "农牧户基本情况摸底排查表(续页)" in all_texts
    assert [f"成员第{number}人" in all_texts for number in range(1, 10)] == [True] * 9


def test_draw__long_reason__gets_a_higher_row_and_a_smaller_print() -> None:
    usual, long, _ = worksheets(MONITORED, with_answers(not_identified_reason="长子已就业，风险已化解。" * 40))
    assert long.page_setup.scale < usual.page_setup.scale


def test_draw__whatever_was_typed__is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")  # nothing of it may pass through a temporary file
    typed = '=HYPERLINK("http://example.com")'
    sheet = with_members(2, name="=1+1", health="\ud800\x07_x0041_")
    sheets = worksheets(sheet, with_answers(other_help_text=typed), titles=["=1", "[a]:*?/\\"])
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert any(cell.value == "=1+1" for cell in cells)
    assert any(typed in str(cell.value) for cell in cells)
    assert [sheet.title for sheet in sheets] == ["=1", "a", "说明"]


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=8))
def test_sheet_title__any_words__are_names_that_differ(titles: list[str]) -> None:
    taken: list[str] = []
    for title in titles:
        taken.append(sheet_title(title, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert all(
        0 < len(name.encode("utf-16-le")) <= 2 * SHEET_NAME_LONGEST and not set(name) & set("[]:*?/\\")
        for name in taken
    )
