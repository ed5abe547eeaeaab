"""Foreign workbooks: what comes back, what is refused, and that a hostile file harms only the reading process."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as Written

from ffp_desktop.documents.workbook import reading_limits
from ffp_desktop.documents.workbook.reading import REFUSALS, read_workbook
from ffp_desktop.domain.table.sheet import CellError, Sheet, text_of
from ffp_desktop.errors import FfpError
from tests.documents.workbook.hostile import ods_cell, ods_row, text_cell, write_cells, write_ods, write_xlsx


def only_sheet(file: Path) -> Sheet:
    (sheet,) = read_workbook(file).sheets
    return sheet


def refusal(file: Path) -> str:
    with pytest.raises(FfpError) as refused:
        read_workbook(file)
    area, _, word = refused.value.code.partition(".")
    assert area == "workbook"
    assert refused.value.sentence == REFUSALS[word]
    return word


# ---- honest files


def test_read_workbook__xlsx__keeps_what_each_cell_has(tmp_path: Path) -> None:
    book = Written()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员"
    sheet.append(["姓名", 1, 1.5, True, date(2023, 2, 5), datetime(2023, 2, 5, 10, 30), None, "行\n二", " 空 "])
    sheet["A3"] = "最后"
    sheet.merge_cells("A3:B3")
    book.create_sheet("藏着").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_workbook(tmp_path / "a.xlsx")
    first, second = read.sheets
    assert (read.kind, first.name, first.is_hidden, second.name, second.is_hidden) == (
        "xlsx",
        "人员",
        False,
        "藏着",
        True,
    )
    assert first.rows[0] == (
        "姓名",
        1,
        1.5,
        True,
        date(2023, 2, 5),
        datetime(2023, 2, 5, 10, 30),
        "",
        "行\n二",
        " 空 ",
    )
    assert first.rows[1:] == ((), ("最后",))
    assert first.merged == ((2, 0, 2, 1),)
    assert second.rows == ()


def test_read_workbook__table_away_from_the_corner__keeps_its_place(tmp_path: Path) -> None:
    book = Written()
    sheet = book.active
    assert sheet is not None
    sheet["C3"] = "这里"
    book.save(tmp_path / "a.xlsx")
    assert only_sheet(tmp_path / "a.xlsx").cell(2, 2) == "这里"


def test_read_workbook__long_number__shows_that_digits_are_gone(tmp_path: Path) -> None:
    file = write_cells(tmp_path / "a.xlsx", '<c r="A1"><v>150722197001011234</v></c>')
    assert text_of(only_sheet(file).cell(0, 0)) == "1.50722197001011E+17"


def test_read_workbook__formulas__give_their_kept_value_or_say_that_there_is_none(tmp_path: Path) -> None:
    file = write_cells(
        tmp_path / "a.xlsx",
        '<c r="A1"><f>SUM(B1:B9)</f><v>7</v></c>',
        '<c r="B1"><f>cmd|"/c calc"!A0</f></c>',
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="D1" t="str"><f>""</f><v></v></c>',
        '<c r="E1"><v>NaN</v></c>',
        text_cell("F1", "字" * (reading_limits.MAX_CHARACTERS + 1)),
    )
    row = only_sheet(file).rows[0]
    assert row == (
        7,
        CellError("no_result"),
        CellError("formula"),
        "",
        CellError("not_a_number"),
        CellError("too_long"),
    )


def test_read_workbook__ods__tells_merged_cells_and_failed_formulas(tmp_path: Path) -> None:
    merged = ods_cell("村", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    covered = '<table:covered-table-cell table:number-columns-repeated="1"/>'
    error = ods_cell("#N/A", 'calcext:value-type="error"')
    rows = ods_row(merged, covered, ods_cell("姓名")) + ods_row(covered, covered, error) + ods_row(covered)
    sheet = only_sheet(write_ods(tmp_path / "a.ods", rows))
    assert (sheet.merged, sheet.cell(0, 2), sheet.cell(1, 2)) == (((0, 0, 2, 1),), "姓名", CellError("formula"))


@pytest.mark.parametrize(
    "content",
    [
        "姓名,证件号码\n敖日格勒,150722\n".encode(),
        "姓名,证件号码\n敖日格勒,150722\n".encode("utf-8-sig"),
        "姓名,证件号码\r\n敖日格勒,150722\r\n".encode("gb18030"),
        "姓名\t证件号码\r\n敖日格勒\t150722\r\n".encode("utf-16"),
        "姓名;证件号码\n敖日格勒;150722\n".encode("gbk"),
    ],
)
def test_read_workbook__text_table__encoding_and_separator_are_found(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert only_sheet(tmp_path / "a.csv").rows == (("姓名", "证件号码"), ("敖日格勒", "150722"))


def test_read_workbook__rare_name_in_gb18030__is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("姓名\n金𬭎\n何㛃\n".encode("gb18030"))
    assert only_sheet(tmp_path / "a.csv").rows == (("姓名",), ("金𬭎",), ("何㛃",))


@pytest.mark.parametrize(("real", "name", "kind"), [("xlsx", "a.csv", "xlsx"), ("text", "a.xlsx", "text")])
def test_read_workbook__other_name__is_read_by_what_it_is(tmp_path: Path, real: str, name: str, kind: str) -> None:
    file = tmp_path / name
    if real == "xlsx":
        write_cells(file, text_cell("A1", "姓名"))
    else:
        file.write_bytes("姓名,年龄\n".encode("gbk"))
    read = read_workbook(file)
    assert read.kind == kind
    assert read.sheets[0].cell(0, 0) == "姓名"


def test_read_workbook__report_that_raises__stops_the_reading(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    (tmp_path / "a.csv").write_bytes(b"a,b\n" * 5_000)
    with pytest.raises(StoppedError):
        read_workbook(tmp_path / "a.csv", stop)


# ---- files that are something else


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"<html><body><table><tr><td>a</td></tr></table></body></html>", "web_page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "web_page"),
        (b"%PDF-1.7\n", "not_a_workbook"),
        (b"\x00\x01\x02\x03" * 100, "not_a_workbook"),
        (b"a,\xff\xff\xff\n", "encoding_unknown"),
        (b"PK\x03\x04" + b"\x00" * 200, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_read_workbook__not_a_table__is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(content)
    assert refusal(file) == word


def test_read_workbook__no_such_file_or_a_folder__is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx") == "cannot_read"
    assert refusal(tmp_path) == "cannot_read"


def test_read_workbook__word_document__is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(tmp_path / "a.xlsx") == "not_a_workbook"


def test_read_workbook__cut_short__is_refused(tmp_path: Path) -> None:
    whole = write_cells(tmp_path / "a.xlsx", text_cell("A1", "姓名")).read_bytes()
    for share in (0.3, 0.6, 0.95):
        (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * share)])
        assert refusal(tmp_path / "cut.xlsx") == "damaged"


# ---- hostile files


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
