"""Workbooks into the vault: previewed, filled in or taken whole, and taken back; nothing between."""

from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place, Round, State
from ffp_desktop.domain.table.mapping import Target
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Choice, Kind, Mode, WorkbookImport
from ffp_desktop.store.vault import OpenVault
from tests.services.workbook_import.conftest import (
    CHILD,
    FAMILY,
    HEAD,
    HEADINGS,
    PutFile,
    kinds,
    preview_of,
    rows_of_vault,
    state_of_vault,
    write_book,
)

# ---- new


def test_put_in__new_household__is_a_draft_with_its_members(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    preview = preview_of(imports, tmp_path / "a.xlsx", *FAMILY)
    assert kinds(preview) == [Kind.NEW]
    assert surveys.count(SurveyFilter()).total == 0
    done = imports.put_in(preview)
    session = surveys.open(done.new[0])
    assert session.header.state is State.DRAFT
    assert [session.printed(Place("name", member)) for member in session.members()] == ["敖日格勒", "何玉花"]
    assert session.printed(Place("business_income")) == "100.00"
    assert session.header.village == "150722108203"


def test_preview__the_same_workbook_again__is_identical_and_adds_nothing(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    again = preview_of(imports, tmp_path / "a.xlsx", *FAMILY)
    assert kinds(again) == [Kind.IDENTICAL]
    done = imports.put_in(again, Mode.REPLACE)
    assert (done.new, done.changed) == ((), ())
    assert surveys.count(SurveyFilter()).total == 1


@pytest.mark.parametrize(
    "name",
    [
        "general-three-people",
        "monitored-five-people",
        "fourteen-people",
        "rare-characters",
        "half-filled",
        "large-loan",
    ],
)
def test_preview__the_vaults_own_households_as_a_table__are_identical(
    imports: WorkbookImport, surveys: Surveys, shelf: FormShelf, put_file: PutFile, tmp_path: Path, name: str
) -> None:
    put_file(name)
    preview = imports.preview(imports.open(write_book(tmp_path / "a.xlsx", rows_of_vault(surveys, shelf.form))))
    assert preview.unknown_columns == ()
    told = [(d.place, d.before, d.after) for one in preview.households for d in one.differences]
    assert told == []
    assert kinds(preview) == [Kind.IDENTICAL]


# ---- into households that are there


def test_put_in__fill__only_what_is_empty_and_replace__all(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0]))
    (survey,) = [summary.id for summary in surveys.list(SurveyFilter())]
    richer = [["特莫呼珠村", "敖日格勒", HEAD, "户主", "13947099999", 100], *FAMILY[1:]]
    rows = [[*HEADINGS, "A22"], [*richer[0], 7], [*richer[1], ""]]
    preview = imports.preview(imports.open(write_book(tmp_path / "b.xlsx", rows)))
    (one,) = preview.households
    assert (one.kind, one.fills, one.replaces, len(one.new_members)) == (Kind.CHANGED, 1, 1, 1)
    imports.put_in(preview, Mode.FILL)
    session = surveys.open(survey)
    assert session.printed(Place("wage_income")) == "7.00"
    assert session.printed(Place("head_phone")) == "13847012236"
    assert len(session.members()) == 2
    imports.put_in(imports.preview(imports.open(tmp_path / "b.xlsx")), Mode.REPLACE)
    assert surveys.open(survey).printed(Place("head_phone")) == "13947099999"


def test_put_in__chosen_household_by_household__mode_is_for_the_rest(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    other = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5]
    preview = preview_of(imports, tmp_path / "a.xlsx", *FAMILY, other)
    done = imports.put_in(preview, choices={0: Choice.LEAVE})
    assert (len(done.new), done.left) == (1, 1)
    assert [summary.head_name for summary in surveys.list(SurveyFilter())] == ["郭海波"]


def test_preview__finished_survey__is_held_with_the_reason_and_never_changed(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, shelf: FormShelf, put_file: PutFile, tmp_path: Path
) -> None:
    survey = put_file("general-three-people", finish=True)
    rows = rows_of_vault(surveys, shelf.form)
    income = rows[0].index("A22 工资性收入")
    for row in rows[1:]:
        row[income] = "99999"
    before = state_of_vault(vault, surveys)
    preview = imports.preview(imports.open(write_book(tmp_path / "a.xlsx", rows)))
    (one,) = preview.households
    assert (one.kind, one.survey, one.state) == (Kind.HELD, survey, "已完成")
    done = imports.put_in(preview, Mode.REPLACE, {0: Choice.REPLACE})
    assert (done.new, done.changed, done.left) == ((), (), 1)
    assert state_of_vault(vault, surveys) == before


# ---- evidence


def test_preview__same_name_and_village_without_a_number__is_held_for_a_person(
    imports: WorkbookImport, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    preview = preview_of(imports, tmp_path / "b.xlsx", ["特莫呼珠村", "敖日格勒", "", "户主", "", 3])
    assert kinds(preview) == [Kind.HELD]
    assert imports.put_in(preview).new == ()
    assert len(imports.put_in(preview, choices={0: Choice.NEW}).new) == 1


def test_preview__same_name_with_another_number__is_new_with_a_hint(imports: WorkbookImport, tmp_path: Path) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    preview = preview_of(imports, tmp_path / "b.xlsx", ["特莫呼珠村", "敖日格勒", CHILD, "户主", "", 3])
    assert kinds(preview) == [Kind.NEW]
    assert preview.households[0].hint


def test_preview__member_in_another_household_or_twice_in_the_file__is_held(
    imports: WorkbookImport, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    moved = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5], ["特莫呼珠村", "何玉花", FAMILY[1][2], "配偶", "", ""]
    assert kinds(preview_of(imports, tmp_path / "b.xlsx", *moved)) == [Kind.HELD]
    twice = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5], ["特莫呼珠村", "郭琴", CHILD, "户主", "", 6]
    assert kinds(preview_of(imports, tmp_path / "c.xlsx", *twice)) == [Kind.HELD, Kind.HELD]


def test_preview__new_head_of_known_people__is_the_same_household(imports: WorkbookImport, tmp_path: Path) -> None:
    """All the members' numbers together are evidence, whoever is the head now."""
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    swapped = [[*FAMILY[1][:3], "户主", "", ""], [*FAMILY[0][:3], "配偶", "", ""]]
    preview = preview_of(imports, tmp_path / "b.xlsx", *swapped)
    assert kinds(preview) == [Kind.CHANGED]
    assert {difference.place.item for difference in preview.households[0].differences} == {"relation"}


def test_preview__rows__are_all_accounted_for(imports: WorkbookImport, tmp_path: Path) -> None:
    lost = ["特莫呼珠村", "郭海波", 1.5e17, "户主", "", 5]
    rows = [["花名册"], HEADINGS, *FAMILY, lost, [], ["合计", "", "", "", "", 105]]
    book = write_book(tmp_path / "a.xlsx", rows, [["说明"], ["随便写写"]])
    preview = imports.preview(imports.open(book))
    assert preview.rows == {"taken": 2, "refused": 1, "passed": 2}
    assert preview.counts[Kind.ERROR] == 1
    assert [(sheet.name, sheet.reason) for sheet in preview.passed_sheets] == [("表2", "没有找到表头")]
    (problem,) = preview.households[1].household.problems
    assert (problem.place.row, problem.place.column) == (4, 2)


def test_preview__no_header__is_refused(imports: WorkbookImport, tmp_path: Path) -> None:
    opened = imports.open(write_book(tmp_path / "a.xlsx", [["甲", "乙"], [1, 2]]))
    with pytest.raises(FfpError) as refused:
        imports.preview(opened)
    assert refused.value.code == "import.header_not_found"


# ---- mappings


def test_open__header_mapped_by_hand_before__is_mapped_so_again(imports: WorkbookImport, tmp_path: Path) -> None:
    rows = [["村", "姓名", "本人号", "与户主关系"], ["特莫呼珠村", "敖日格勒", HEAD, "户主"]]
    opened = imports.open(write_book(tmp_path / "a.xlsx", rows))
    mapping = opened.sheets[0].mapping
    assert mapping is not None
    assert mapping.unknown == (2,)
    imports.remember(opened.with_mapping(0, mapping.with_target(2, Target("id_number"))))
    again = imports.open(write_book(tmp_path / "b.xlsx", [["标题"], *rows])).sheets[0].mapping
    assert again is not None
    assert again.targets[2].item == "id_number"


def test_only__unknown_sheet__is_refused(imports: WorkbookImport, tmp_path: Path) -> None:
    opened = imports.open(write_book(tmp_path / "a.xlsx", [HEADINGS, *FAMILY], [HEADINGS]))
    assert [one.is_chosen for one in opened.only("表1").sheets] == [True, False]
    with pytest.raises(FfpError) as refused:
        opened.only("表9")
    assert refused.value.code == "import.sheet_unknown"


# ---- another round


def test_put_in__household_of_the_round_before__keeps_its_identity_and_its_peoples(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    first = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY)).new[0]
    surveys.open_round(Round("2023Q2", "二季度", surveys.current_round().form, "2023-02-15", "2023-05-14"))
    child = ["特莫呼珠村", "敖其其格", CHILD, "之女", "", ""]
    preview = preview_of(imports, tmp_path / "b.xlsx", *FAMILY, child)
    assert kinds(preview) == [Kind.NEW]
    second = imports.put_in(preview).new[0]
    (before, before_state), (after, after_state) = surveys.read(first), surveys.read(second)
    assert (after.household, after.round.id) == (before.household, "2023Q2")
    assert after_state.answers.members[:2] == before_state.answers.members
    assert len(after_state.answers.members) == 3
    assert kinds(preview_of(imports, tmp_path / "b.xlsx", *FAMILY, child)) == [Kind.IDENTICAL]
