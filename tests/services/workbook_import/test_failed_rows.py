"""What was not taken comes back as a workbook: whole, marked, explained, and no cell can do harm."""

from pathlib import Path

from openpyxl import load_workbook

from ffp_desktop.domain.table.mapping import Target
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Kind, WorkbookImport
from tests.services.workbook_import.conftest import CHILD, FAMILY, HEAD, HEADINGS, write_book

TRICK = '=cmd|"/c calc"!A0'


def write_failed(imports: WorkbookImport, folder: Path, *rows: list[object]) -> Path:
    opened = imports.open(write_book(folder / "a.xlsx", [["花名册"], HEADINGS, *rows]))
    imports.write_failed(opened, imports.preview(opened), folder / "failed.xlsx")
    return folder / "failed.xlsx"


def test_write_failed__bad_cell__is_marked_and_explained_and_the_household_is_whole(
    imports: WorkbookImport, tmp_path: Path
) -> None:
    bad = [["特莫呼珠村", "郭海波", CHILD, "户主", "", "约100"], ["特莫呼珠村", TRICK, "", "之子", "+1", 7]]
    book = load_workbook(write_failed(imports, tmp_path, *FAMILY, *bad))
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "花名册"
    assert list(rows[1]) == [*HEADINGS, "原因"]
    assert [row[1] for row in rows[2:]] == ["郭海波", TRICK]
    cell = sheet.cell(3, 6)
    assert cell.fill.start_color.rgb.endswith("FBE9E6")
    assert cell.comment is not None
    assert "F 列" in str(rows[2][6])
    assert (sheet.cell(3, 3).data_type, sheet.cell(3, 3).number_format) == ("s", "@")


def test_write_failed__text_like_a_formula__stays_text(imports: WorkbookImport, tmp_path: Path) -> None:
    book = load_workbook(write_failed(imports, tmp_path, ["没有的村", TRICK, CHILD, "户主", "", "-5"]))
    (sheet,) = book.worksheets
    cells = [sheet.cell(3, column) for column in (2, 6)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(TRICK, "s", True), ("-5", "s", True)]


def test_write_failed__nothing_failed__makes_no_file(imports: WorkbookImport, tmp_path: Path) -> None:
    assert not write_failed(imports, tmp_path, *FAMILY).exists()


def test_write_failed__corrected_and_imported__is_taken_with_the_same_mapping(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    headings = ["村", "姓名", "本人号", "与户主关系", "户主电话", "A21"]
    opened = imports.open(
        write_book(tmp_path / "a.xlsx", [headings, ["特莫呼珠村", "敖日格勒", HEAD, "户主", "", "约1"]])
    )
    mapping = opened.sheets[0].mapping
    assert mapping is not None
    opened = opened.with_mapping(0, mapping.with_target(2, Target("id_number")))
    imports.remember(opened)
    assert imports.write_failed(opened, imports.preview(opened), tmp_path / "failed.xlsx") == 1
    book = load_workbook(tmp_path / "failed.xlsx")
    book.worksheets[0].cell(2, 6).value = 100
    book.save(tmp_path / "failed.xlsx")
    again = imports.preview(imports.open(tmp_path / "failed.xlsx"))
    assert [one.kind for one in again.households] == [Kind.NEW]
    imports.put_in(again)
    assert surveys.count(SurveyFilter()).total == 1
    assert surveys.list(SurveyFilter(text=HEAD))
