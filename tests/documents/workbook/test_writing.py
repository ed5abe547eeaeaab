"""Tables as workbooks: what is written is what other programs read, and text is never anything but text."""

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from ffp_desktop.documents.workbook import writing
from ffp_desktop.documents.workbook.cell_text import LONGEST_CELL, safe_text
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, is_whole, write_tables

NASTY = [
    *("=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "http://example.com/", "mailto:a@b.cn"),
    *("1e5", "007", "2023-01-05", "<b>&amp;</b>", "_x0041_", "a\x00b\x1f", "半\ud800字", "行\r\n行", " 前后 "),
    *("𬭎𫖯㛃", "\ufffe", "'单引号", '"双"', "x" * 40_000, "𬭎" * 20_000, "\u2028", "TRUE"),
]


def written(*tables: Table) -> bytes:
    file = io.BytesIO()
    write_tables(file, tables)
    return file.getvalue()


def table(rows: Sequence[Sequence[Value]], name: str = "人员") -> Table:
    return Table(name, [TableColumn(f"列{n}") for n in range(len(rows[0]))], rows)


def columns_of_calamine(content: bytes, sheet: int = 0) -> list[list[object]]:
    return [
        list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()
    ]


def test_write_tables__whatever_was_typed__is_text_in_a_text_cell() -> None:
    sheet = load_workbook(io.BytesIO(written(table([[text] for text in NASTY])))).active
    for number, text in enumerate(NASTY, 2):
        cell = sheet.cell(number, 1)
        assert (cell.data_type, cell.number_format, cell.hyperlink) == ("s", "@", None)
        assert len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
        if len(text) < 100 and "_x" not in text:  # openpyxl does not undo the escape of a named character
            assert cell.value == safe_text(text)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_write_tables__any_text__reads_back_as_it_is_safe(text: str) -> None:
    rows = columns_of_calamine(written(table([["首", text]])))
    assert rows[1] == ["首", safe_text(text)]


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_safe_text__done_twice__changes_nothing_more(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


def test_write_tables__numbers_and_nothing__are_numbers_and_empty_cells() -> None:
    sheet = load_workbook(io.BytesIO(written(table([[Decimal("48200.50"), 7, "", None]])))).active
    assert [cell.value for cell in sheet[2]] == [48200.5, 7, None, None]
    assert [cell.number_format for cell in sheet[2][:2]] == ["#,##0.00", "0"]


def test_write_tables__text_column__takes_an_id_number_typed_later_as_text() -> None:
    columns = [TableColumn("A6", 22), TableColumn("A21", is_text=False)]
    sheet = load_workbook(io.BytesIO(written(Table("人员", columns, [])))).active
    assert [sheet.column_dimensions[letter].number_format for letter in "AB"] == ["@", "General"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_write_tables__several__the_later_is_asked_for_when_the_earlier_is_written() -> None:
    done: list[str] = []

    def rows() -> Iterator[Sequence[Value]]:
        yield ["敖拉"]
        done.append("人员")

    def tables() -> Iterator[Table]:
        yield Table("人员", [TableColumn("姓名")], rows())
        yield Table("说明", [TableColumn("内容")], [[text] for text in done])

    content = io.BytesIO()
    write_tables(content, tables())
    assert columns_of_calamine(content.getvalue(), 1)[1] == ["人员"]


def test_write_tables__more_rows_than_a_sheet_holds__go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 4)
    content = written(table([[str(number)] for number in range(7)]), table([["末"]], "说明"))
    assert load_workbook(io.BytesIO(content)).sheetnames == ["人员", "人员2", "人员3", "说明"]
    rows = [row[0] for sheet in range(3) for row in columns_of_calamine(content, sheet)[1:]]
    assert rows == [str(number) for number in range(7)]


def test_is_whole__a_byte_changed__is_seen() -> None:
    content = bytearray(written(table([[f"第{number}行"] for number in range(100)])))
    assert is_whole(io.BytesIO(content))
    with ZipFile(io.BytesIO(content)) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 90] ^= 1
    assert not is_whole(io.BytesIO(content))
    assert not is_whole(io.BytesIO(content[:-200]))
