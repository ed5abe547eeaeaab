"""Foreign workbooks: what comes back, and files that are something else than they say."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as Written

from ffp_desktop.documents.workbook import reading_limits
from ffp_desktop.documents.workbook.reading import read_workbook
from ffp_desktop.domain.table.sheet import CellError, text_of
from tests.documents.workbook.conftest import only_sheet, refusal
from tests.documents.workbook.hostile import ods_cell, ods_row, text_cell, write_cells, write_ods

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

XLS_WITH_PASSWORD = b"".join(
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00"),
        b"\x09\x08\x10\x00\x00\x06\x05\x00".ljust(20, b"\x00"),  # a workbook begins
        b"\x2f\x00\x36\x00\x01\x00",  # and all that follows is encrypted
    ]
)


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
        (XLS_WITH_PASSWORD, "encrypted"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "not_a_workbook"),
        ('name,age\n"敖,1\n'.encode() + b"a,1\n" * 50_000, "quotes"),
        (b"a" * 5_000_000, "not_a_workbook"),
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
