"""Workbooks in the layouts that villages send, mapped and put in without a hand; every row accounted for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Kind, WorkbookImport
from ffp_desktop.services.workbook_import.preview import Preview
from tests.services.workbook_import.messy import number, write_roll, write_side_by_side, write_two_sheets

Answers = dict[tuple[str, str], str]


def put_in(imports: WorkbookImport, file: Path) -> Preview:
    opened = imports.open(file)
    preview = imports.preview(opened)
    below = [len(sheet.rows) - mapping.header.below for sheet, mapping in opened.chosen]
    assert sum(preview.rows.values()) == sum(below)
    assert [problem for one in preview.households for problem in one.household.problems] == []
    assert preview.counts[Kind.NEW] == len(preview.households)
    imports.put_in(preview)
    return preview


@pytest.fixture
def answers_of(surveys: Surveys) -> Callable[[str], Answers]:
    """What the household of a head has, by the member's name ("" for the household) and item."""

    def read(head: str) -> Answers:
        (summary,) = [one for one in surveys.list(SurveyFilter()) if one.head_name == head]
        session = surveys.open(summary.id)
        names = {"": "", **{member: session.printed(Place("name", member)) for member in session.members()}}
        given = surveys.read(summary.id)[1].answers.given
        return {(names[place.member], place.item): session.printed(place) for place in given}

    return read


def test_put_in__roll_with_merged_cells_and_totals__is_whole(
    imports: WorkbookImport, answers_of: Callable[[str], Answers], tmp_path: Path
) -> None:
    preview = put_in(imports, write_roll(tmp_path / "a.xlsx"))
    assert [(one.household.head_name, len(one.household.members)) for one in preview.households] == [
        ("敖日格勒", 3),
        ("郭海波", 1),
        ("孟·和", 1),
    ]
    first, last = answers_of("敖日格勒"), answers_of("孟·和")
    assert first["", "head_phone"] == "13847012236"
    assert first["敖日格勒", "id_number"] == number(1, 1)
    assert (first["何花", "relation"], first["何花", "health"]) == ("配偶", "长期慢性病,残疾")
    assert (first["", "wage_income"], first["", "business_income"]) == ("48,200.00", "12,000.00")
    assert (last["", "village"], last["", "wage_income"]) == ("150722108202", "12,000.00")
    assert answers_of("郭海波")["", "village"] == "150722108203"
    assert {row.reason for row in preview.passed} == {"列的编号", "合计行", "表下的说明"}


def test_put_in__people_side_by_side__heads_and_members_are_one_household(
    imports: WorkbookImport, answers_of: Callable[[str], Answers], tmp_path: Path
) -> None:
    preview = put_in(imports, write_side_by_side(tmp_path / "a.xlsx"))
    assert [len(one.household.members) for one in preview.households] == [3, 1]
    first, second = answers_of("涂金山"), answers_of("沃志军")
    assert (first["涂金山", "relation"], first["白玉", "relation"], first["涂雪", "relation"]) == (
        "户主",
        "配偶",
        "之女",
    )
    assert (first["", "household_kind"], first["", "unsafe_house"]) == ("一般农牧户", "否")
    assert second["沃志军", "id_number"] == number(2, 14)
    assert (second["", "household_kind"], second["", "unsafe_house"]) == ("边缘易致贫户", "是")


def test_put_in__two_sheets__are_joined_within_each_village(
    imports: WorkbookImport, answers_of: Callable[[str], Answers], tmp_path: Path
) -> None:
    preview = put_in(imports, write_two_sheets(tmp_path / "a.xlsx"))
    assert [(one.household.head_name, len(one.household.members)) for one in preview.households] == [
        ("乌仁", 2),
        ("莫力", 1),
        ("安达", 1),
    ]
    first, last = answers_of("乌仁"), answers_of("安达")
    assert (first["", "head_phone"], first["", "loan_amount"], first["", "loan_date"]) == (
        "13947012236",
        "5.00",
        "2022年5月18日",
    )
    assert first["乌云", "education"] == "七年级"
    assert (last["", "household_kind"], last["", "loan_amount"], last["", "village"]) == (
        "脱贫享受政策户",
        "3.00",
        "150722108200",
    )
    assert [sheet.name for sheet in preview.passed_sheets] == ["填表说明"]
