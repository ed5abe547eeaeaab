"""Hostile workbooks: each is refused by its word, before it costs anything, and harms only the reading process."""

import random
import zipfile
from pathlib import Path

import pytest

from ffp_desktop.documents.workbook import reading_limits
from ffp_desktop.documents.workbook.reading import read_workbook
from tests.documents.workbook.conftest import only_sheet, refusal
from tests.documents.workbook.hostile import (
    ods_cell,
    ods_row,
    text_cell,
    write_cells,
    write_ods,
    write_sheet,
    write_xlsx,
)


def test_read_workbook__one_huge_merged_range__is_read(tmp_path: Path) -> None:
    rows = f'<sheetData><row r="1">{text_cell("A1", "标题")}</row></sheetData>'
    file = write_xlsx(tmp_path / "a.xlsx", rows + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert only_sheet(file).rows == (("标题",),)


@pytest.mark.parametrize(
    "entity", ['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://127.0.0.1:9/"', '"' + "a" * 10_000 + '"']
)
def test_read_workbook__entities__are_not_followed(tmp_path: Path, entity: str) -> None:
    rows = f'<sheetData><row r="1">{text_cell("A1", "&x;")}</row></sheetData>'
    assert refusal(write_xlsx(tmp_path / "a.xlsx", rows, f"<!DOCTYPE w [<!ENTITY x {entity}>]>")) == "damaged"


def test_read_workbook__packed_bomb__is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert refusal(write_cells(tmp_path / "a.xlsx", text_cell("A1", "a" * 60_000_000))) == "bomb"


def test_read_workbook__too_many_sheets_rows_columns__is_refused(tmp_path: Path) -> None:
    def far_cell(place: str, row: int) -> str:
        rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="{row}">{text_cell(place, "z")}</row>'
        return f"<sheetData>{rows}</sheetData>"

    one = f'<sheetData><row r="1">{text_cell("A1", "a")}</row></sheetData>'
    assert refusal(write_xlsx(tmp_path / "a.xlsx", one, sheets=500)) == "too_many_sheets"
    assert refusal(write_xlsx(tmp_path / "b.xlsx", far_cell("A1048576", 1_048_576))) == "too_many_rows"
    assert refusal(write_xlsx(tmp_path / "c.xlsx", far_cell("XFD2", 2))) == "too_many_columns"


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        ("", 'table:number-columns-repeated="2000000000"', "too_many_columns"),
        ('table:number-rows-repeated="4000000000"', "", "too_many_rows"),
        ('table:number-rows-repeated="1048576"', 'table:number-columns-repeated="16384"', "damaged"),
    ],
)
def test_read_workbook__ods_that_repeats_without_end__is_refused(
    tmp_path: Path, row: str, cell: str, word: str
) -> None:
    assert refusal(write_ods(tmp_path / "a.ods", ods_row(ods_cell("x", cell), more=row))) == word


def test_read_workbook__encrypted_ods__is_named_so(tmp_path: Path) -> None:
    file = write_ods(tmp_path / "a.ods", ods_row(ods_cell("x")), "<encryption-data/>")
    assert refusal(file) == "encrypted"


def test_read_workbook__sheets_with_the_same_name__are_told_apart(tmp_path: Path) -> None:
    one = f'<sheetData><row r="1">{text_cell("A1", "a")}</row></sheetData>'
    file = write_xlsx(tmp_path / "a.xlsx", one, sheets=2)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).replace(b'name="s2"', b'name="s1"') for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [sheet.name for sheet in read_workbook(file).sheets] == ["s1", "s1 (2)"]


def test_read_workbook__a_million_lines_of_text__is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1\n" * 1_000_000)
    assert refusal(tmp_path / "a.csv") == "too_many_rows"


def test_read_workbook__parser_ends_its_process_for_memory__is_told_calmly(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "z")}</row>'
    assert refusal(write_xlsx(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")) == "memory"


def test_read_workbook__more_memory_than_allowed__is_refused_by_the_limit(tmp_path: Path) -> None:
    """150,000 × 1 cells are within every count, but one stands far to the right: 4.5 GB as a full rectangle."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000))
    rows += f'<row r="150000">{text_cell("ALL150000", "z")}</row>'
    assert refusal(write_xlsx(tmp_path / "a.xlsx", f"<sheetData>{rows}</sheetData>")) == "memory"


def test_read_workbook__a_reader_that_takes_too_long__is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the child's own clock ends it."""
    monkeypatch.setattr("ffp_desktop.documents.workbook.reading._CHILD", "tests.documents.workbook.endless")
    (tmp_path / "a.csv").write_bytes(b"a,b\n")
    assert refusal(tmp_path / "a.csv") == "time"


def test_limits__file_of_any_size__grow_with_it_and_start_low() -> None:
    assert reading_limits.memory_for(4_000) < 270 * 2**20
    assert reading_limits.seconds_for(4_000) < 3.1
    honest = 14_072_093  # the file of the benchmark, 100,000 × 40
    assert reading_limits.memory_for(honest) > 420 * 2**20
    assert reading_limits.seconds_for(honest) > 20


def test_read_workbook__a_million_rows__are_refused_as_soon_as_they_are_counted(tmp_path: Path) -> None:
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_048_577))
    assert refusal(write_sheet(tmp_path / "a.xlsx", rows)) == "too_many_rows"
    choose = random.Random(7)
    open_document = "".join(ods_row(ods_cell(str(choose.random()))) for _ in range(220_000))
    assert refusal(write_ods(tmp_path / "a.ods", open_document)) == "too_many_rows"


def test_read_workbook__text_without_end_in_few_cells__is_a_bomb_however_it_is_packed(tmp_path: Path) -> None:
    """Every cell is a little random, so that the parts unpack to no more than honest ones do."""
    choose = random.Random(7)
    cells = (text_cell("A1", "x" * 3_000 + str(choose.random())) for _ in range(15_000))
    assert refusal(write_sheet(tmp_path / "a.xlsx", ['<row r="1">', *cells, "</row>"])) == "bomb"


def test_read_workbook__a_long_text_shared_by_many_cells__is_refused_for_memory(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", "<sheetData>" + _shared_rows() + "</sheetData>")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{'长' * 300_000}</t></si></sst>")
    assert refusal(file) == "memory"


def test_read_workbook__commas_without_end__are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"," * 3_000_000)
    assert refusal(tmp_path / "a.csv") == "too_many_columns"
    (tmp_path / "b.csv").write_bytes(b",,,,,,,,,\n" * 1_000_000)
    assert refusal(tmp_path / "b.csv") == "too_many_cells"


def _shared_rows() -> str:
    return "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 20_001)
    )
