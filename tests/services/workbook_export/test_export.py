"""Surveys as workbooks: complete, as text, masked where it is for the public, and nothing is left when it fails."""

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.domain.values import Mark, Unparsed
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.households import Households
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.services.workbook_export.public_notice import NOTICE_COLUMNS
from tests.conftest import VILLAGE
from tests.services.conftest import Enter
from tests.services.workbook_export.conftest import HOUSEHOLDS, Rows, read_sheets

ALL = SurveyFilter()


def assert_row_matches(row: dict[str, object], evaluation: Evaluation, member: str, of_household: bool = True) -> None:
    """Every cell, read and parsed again, is the survey's answer."""
    form = evaluation.form
    for column in table_columns(form):
        if not column.of_member and not of_household:
            continue
        place = Place(column.item, member if column.of_member else "")
        expected = evaluation.effective(place) if evaluation.is_relevant(place) else None
        cell = row[column.heading]
        text = f"{cell:.2f}" if isinstance(cell, float) else str(cell)
        item = form.items[column.item]
        if expected is None:
            assert cell == ""
        elif item.choices is None and isinstance(expected, tuple):
            assert tuple(text.split("，")) == expected
        else:
            assert parse_answer(item, text.removesuffix(".00") if item.type == "integer" else text) == expected


def test_write__people__every_person_and_every_answer_is_there(
    export: WorkbookExport, surveys: Surveys, filled: list[str], tmp_path: Path
) -> None:
    done = export.write(Kind.PEOPLE, ALL, tmp_path / "out.xlsx")
    rows = read_sheets(tmp_path / "out.xlsx")["人员"]
    assert (done.households, done.people) == (len(HOUSEHOLDS), len(rows))
    for survey_id in filled:
        session = surveys.open(survey_id)
        own = [row for row in rows if row["表号"] == session.header.number]
        assert [row["序号"] for row in own] == list(range(1, len(session.members()) + 1))
        for row, member in zip(own, session.members(), strict=True):
            assert row["状态"] == session.header.state.value
            assert_row_matches(row, session.evaluation, member)


def test_write__two_sheets__belong_together_by_number(
    export: WorkbookExport, surveys: Surveys, filled: list[str], tmp_path: Path
) -> None:
    export.write(Kind.TWO_SHEETS, ALL, tmp_path / "out.xlsx")
    sheets = read_sheets(tmp_path / "out.xlsx")
    assert list(sheets) == ["家庭", "成员", "说明"]
    for household in sheets["家庭"]:
        survey_id = next(s.id for s in surveys.list(ALL) if s.number == household["表号"])
        session = surveys.open(survey_id)
        people = [row for row in sheets["成员"] if row["表号"] == household["表号"]]
        assert len(people) == household["人数"] == len(session.members())
        for row, member in zip(people, session.members(), strict=True):
            assert_row_matches(household | row, session.evaluation, member)


def test_write__what_is_no_value__stands_as_it_was_and_struck_members_stay_behind(
    export: WorkbookExport, surveys: Surveys, tmp_path: Path
) -> None:
    session = surveys.open(surveys.start(VILLAGE))
    session.set_text(Place("wage_income"), "=三万多")
    session.set_mark(Place("head_phone"), Mark.ILLEGIBLE)
    for name in ("敖拉", "鄂铉"):
        session.set_text(Place("name"), name)
    session.strike_member(session.members()[0], "迁出")
    assert isinstance(session.answer(Place("wage_income")), Unparsed)
    export.write(Kind.PEOPLE, ALL, tmp_path / "out.xlsx")
    (row,) = read_sheets(tmp_path / "out.xlsx")["人员"]
    assert (row["A22 工资性收入"], row["户主联系电话"]) == ("=三万多", "〔看不清〕")
    assert (row["A3 姓名"], row["序号"], row["状态"]) == ("鄂铉", 1, "草稿")


def test_write__household_without_anyone__has_a_row(export: WorkbookExport, surveys: Surveys, tmp_path: Path) -> None:
    surveys.start(VILLAGE, "东屯第一")
    done = export.write(Kind.PEOPLE, ALL, tmp_path / "out.xlsx")
    (row,) = read_sheets(tmp_path / "out.xlsx")["人员"]
    assert (done.households, done.people, row["自然村(村民小组)"], row["序号"]) == (1, 0, "东屯第一", "")


def test_write__public__has_no_private_answer_anywhere(
    export: WorkbookExport, surveys: Surveys, filled: list[str], tmp_path: Path
) -> None:
    surveys.start(VILLAGE)
    done = export.write(Kind.PUBLIC, ALL, tmp_path / "out.xlsx")
    sheets = read_sheets(tmp_path / "out.xlsx")
    finished = [s for s in surveys.list(ALL) if s.state is not State.DRAFT]
    assert done.households == len(sheets["公示"]) == len(finished) > 0
    assert list(sheets["公示"][0]) == [column.heading for column in NOTICE_COLUMNS]
    words = " ".join(str(cell) for row in sheets["公示"] for cell in row.values())
    for survey in finished:
        session = surveys.open(survey.id)
        for member in session.members():
            for item in ("name", "id_number"):
                assert session.text(Place(item, member)) not in words
        assert session.text(Place("head_phone")) not in words
        assert f"{survey.head_name[0]}*" in words
    for telling in ("病", "残", "低保", "特困"):
        assert telling not in words


@pytest.mark.parametrize("state", [None, State.DRAFT])
def test_write__public__never_lists_a_draft(
    export: WorkbookExport, surveys: Surveys, tmp_path: Path, state: State | None
) -> None:
    surveys.start(VILLAGE)
    with pytest.raises(FfpError) as refused:
        export.write(Kind.PUBLIC, SurveyFilter(state=state), tmp_path / "out.xlsx")
    assert refused.value.code == "export.nothing"


def test_write__provenance__says_round_place_counts_and_who(
    export: WorkbookExport, filled: list[str], tmp_path: Path
) -> None:
    done = export.write(Kind.PEOPLE, SurveyFilter(village=VILLAGE[:9]), tmp_path / "out.xlsx")
    lines: Rows = read_sheets(tmp_path / "out.xlsx")["说明"]
    said = {str(line["项目"]): str(line["内容"]) for line in lines}
    assert said["轮次"].endswith("（2023Q1）")
    assert "腾克镇" in said["范围"]
    assert said["数量"] == f"{done.households} 户，{done.people} 人"
    assert (said["写出的人"], said["单位"], said["状态"]) == ("苏日娜", "腾克镇", "全部")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (SurveyFilter(village="150722100"), "export.nothing"),
        (SurveyFilter(state=State.WITHDRAWN), "export.nothing"),
        (SurveyFilter(round="2031Q1"), "round.unknown"),
    ],
)
def test_write__nothing_to_write__is_told_and_no_file_is_made(
    export: WorkbookExport, filled: list[str], tmp_path: Path, wanted: SurveyFilter, code: str
) -> None:
    with pytest.raises(FfpError) as refused:
        export.write(Kind.PEOPLE, wanted, tmp_path / "out.xlsx")
    assert refused.value.code == code
    assert not (tmp_path / "out.xlsx").exists()


class StoppedError(Exception):
    """A person stopped it."""


def test_write__stopped_on_the_way__leaves_the_former_file(
    export: WorkbookExport, filled: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"before")
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        export.write(Kind.TWO_SHEETS, ALL, out, stop)
    assert told == [(1, 4), (2, 4)]
    assert out.read_bytes() == b"before"
    assert not list(tmp_path.glob(".writing-*"))


@pytest.mark.parametrize("room", [0, 200, 3000])
def test_write__disk_full__is_told_calmly_and_leaves_the_former_file(
    export: WorkbookExport, filled: list[str], tmp_path: Path, room: int
) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(FfpError) as refused:
            export.write(Kind.PEOPLE, ALL, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "file.cannot_write"
    assert out.read_bytes() == b"before"
    assert not list(tmp_path.glob(".writing-*"))


def test_write__folder_gone__is_told(export: WorkbookExport, filled: list[str], tmp_path: Path) -> None:
    with pytest.raises(FfpError) as refused:
        export.write(Kind.PEOPLE, ALL, tmp_path / "gone" / "out.xlsx")
    assert refused.value.code == "file.cannot_write"


def test_table_columns__workbook__has_no_heading_twice(
    export: WorkbookExport, shelf: FormShelf, filled: list[str], tmp_path: Path
) -> None:
    export.write(Kind.PEOPLE, ALL, tmp_path / "out.xlsx")
    row = read_sheets(tmp_path / "out.xlsx")["人员"][0]
    assert len(row) == len(table_columns(shelf.form)) + 6


def test_write__paper__is_a_sheet_for_each_household_with_the_words_of_its_paper(
    export: WorkbookExport, surveys: Surveys, filled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    done = export.write(Kind.PAPER, ALL, tmp_path / "out.xlsx", lambda now, total: told.append((now, total)))
    workbook = load_workbook(tmp_path / "out.xlsx")
    numbers = sorted((surveys.open(survey_id).header.number, survey_id) for survey_id in filled)
    assert len(workbook.sheetnames) == len(numbers) + 1 and workbook.sheetnames[-1] == "说明"
    assert told == [(number, 4) for number in range(1, 5)]
    for (number, survey_id), sheet in zip(numbers, workbook.worksheets, strict=False):
        session = surveys.open(survey_id)
        words = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        assert number in words
        for member in session.members():
            assert session.text(Place("id_number", member)) in words
    assert done.people == sum(len(surveys.open(survey_id).members()) for survey_id in filled)
    monkeypatch.setattr("ffp_desktop.services.workbook_export.export.MOST_PAPERS", 3)
    with pytest.raises(FfpError) as refused:
        export.write(Kind.PAPER, ALL, tmp_path / "out.xlsx")
    assert refused.value.code == "export.too_many"


def test_write__answers_carried_over_and_not_confirmed__are_left_out_and_counted(
    export: WorkbookExport,
    surveys: Surveys,
    households: Households,
    enter: Enter,
    next_round: Callable[[], None],
    tmp_path: Path,
) -> None:
    household = surveys.open(enter("general-three-people")).header.household
    next_round()
    survey = surveys.open(households.start_survey(household))
    survey.keep(Place("head_phone"))
    done = export.write(Kind.PEOPLE, ALL, tmp_path / "out.xlsx")
    sheets = read_sheets(tmp_path / "out.xlsx")
    assert done.unconfirmed == 1
    assert {row["户主联系电话"] for row in sheets["人员"]} == {survey.text(Place("head_phone"))}
    assert {row["A1 户属性"] for row in sheets["人员"]} == {""} != survey.text(Place("household_kind"))
    assert all(row["户主"] for row in sheets["人员"])
    assert "1 户有上一轮带来" in {str(line["项目"]): str(line["内容"]) for line in sheets["说明"]}["数量"]
