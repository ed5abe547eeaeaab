"""The entry template: every item has its column, what is filled in reads back, and lists offer the form's choices."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ffp_desktop.documents.workbook.template_file import LISTS_SHEET
from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.table.cells import cell_of, village_code
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_export import WorkbookExport
from tests.forms.household import household_form
from tests.services.workbook_export.conftest import read_sheets

FORM = household_form()


@pytest.fixture
def template(export: WorkbookExport, tmp_path: Path) -> Path:
    export.write_template(tmp_path / "template.xlsx")
    return tmp_path / "template.xlsx"


def column_of(worksheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in worksheet[1] if cell.value == heading)


def choices_of(worksheet: Worksheet, heading: str) -> tuple[str, ...]:
    """What the drop-down below a heading offers, read where its rule points."""
    first = f"{get_column_letter(column_of(worksheet, heading))}2"
    rules = worksheet.data_validations.dataValidation
    (rule,) = [rule for rule in rules if str(rule.sqref).startswith(f"{first}:")]
    place = rule.formula1.removeprefix(f"'{LISTS_SHEET}'!").replace("$", "")
    column, row, _, last = range_boundaries(place)
    lists = worksheet.parent[LISTS_SHEET]
    return tuple(lists.cell(number, column).value for number in range(row, last + 1))


def test_write_template__columns__are_all_items_with_their_help(template: Path) -> None:
    workbook = load_workbook(template)
    assert workbook.sheetnames == ["家庭", "成员", "说明", LISTS_SHEET]
    assert workbook[LISTS_SHEET].sheet_state == "hidden"
    for column in table_columns(FORM):
        worksheet = workbook["成员" if column.of_member else "家庭"]
        heading = worksheet.cell(1, column_of(worksheet, column.heading))
        assert FORM.items[column.item].help in heading.comment.text
    assert workbook["成员"].freeze_panes == "B2"


def test_write_template__choices__are_offered_as_the_form_has_them(template: Path) -> None:
    workbook = load_workbook(template)
    for column in table_columns(FORM):
        item = FORM.items[column.item]
        if item.choices is not None:
            worksheet = workbook["成员" if column.of_member else "家庭"]
            assert choices_of(worksheet, column.heading) == tuple(choice.name for choice in item.choices.choices)
    villages = choices_of(workbook["家庭"], "家庭住址")
    codes = [village_code(text, county_regions()) for text in villages]
    assert codes == [village.code for village in county_regions().villages_in("150722108")]


def test_write_template__cells__keep_numbers_of_people_as_text_and_bound_what_is_typed(template: Path) -> None:
    workbook = load_workbook(template)
    for heading, sheet, number_format in (
        ("A6 居民身份证(残疾人证)", "成员", "@"),
        ("户主联系电话", "家庭", "@"),
        ("表号", "成员", "@"),
        ("A21 生产经营性收入", "家庭", "General"),
    ):
        letter = get_column_letter(column_of(workbook[sheet], heading))
        assert workbook[sheet].column_dimensions[letter].number_format == number_format
    rules = workbook["家庭"].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "textLength", "decimal", "whole"}
    several = [rule for rule in rules if rule.type == "list" and not rule.showErrorMessage]
    items = [FORM.items[column.item] for column in table_columns(FORM) if not column.of_member]
    assert len(several) == sum(i.type is ItemType.SELECT_MULTIPLE and i.choices is not None for i in items)


def test_write_template__filled_in__reads_back_as_the_same_answers(
    template: Path, surveys: Surveys, filled: list[str]
) -> None:
    session = surveys.open(filled[1])
    workbook = load_workbook(template)
    rows: list[tuple[str, int, str]] = [("家庭", 2, "")]
    rows += [("成员", number, member) for number, member in enumerate(session.members(), 2)]
    for sheet, number, member in rows:
        for column in (column for column in table_columns(FORM) if column.of_member is bool(member)):
            value = cell_of(FORM.items[column.item], session.answer(Place(column.item, member)))
            place = column_of(workbook[sheet], column.heading)
            workbook[sheet].cell(number, place, float(value) if isinstance(value, Decimal) else value)
    workbook.save(template)
    read = read_sheets(template)
    for sheet, number, member in rows:
        row = read[sheet][number - 2]
        for column in (column for column in table_columns(FORM) if column.of_member is bool(member)):
            item, expected = FORM.items[column.item], session.answer(Place(column.item, member))
            if item.choices is None and isinstance(expected, tuple):
                assert tuple(str(row[column.heading]).split("，")) == expected
            elif expected is not None:
                cell = row[column.heading]
                text = f"{cell:.{item.places}f}" if isinstance(cell, float) else str(cell)
                assert parse_answer(item, text) == expected
