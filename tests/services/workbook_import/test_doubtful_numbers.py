"""Numbers that end in 000: genuine or rounded, only a person with the certificate knows; nothing is guessed or lost."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Choice, Kind, Mode, WorkbookImport
from ffp_desktop.services.workbook_import.putting_in import choices_of, confirmed_choices
from tests.domain.table.test_households import ROUND_AND_SOUND
from tests.services.workbook_import.conftest import FAMILY, HEADINGS, kinds, preview_of, write_book

ROUNDED = ["特莫呼珠村", "郭海波", ROUND_AND_SOUND, "户主", "", 5]


def test_preview__number_that_ends_in_000__waits_for_a_person_and_is_taken_only_when_confirmed(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    preview = preview_of(imports, tmp_path / "a.xlsx", ROUNDED, *FAMILY)
    assert kinds(preview) == [Kind.HELD, Kind.NEW]
    assert preview.households[0].confirmed_kind is Kind.NEW
    assert imports.put_in(preview).left == 1
    assert surveys.list(SurveyFilter(text=ROUND_AND_SOUND)) == ()
    assert len(imports.put_in(preview, choices={0: Choice.NEW, 1: Choice.LEAVE}).new) == 1
    assert [one.head_name for one in surveys.list(SurveyFilter(text=ROUND_AND_SOUND))] == ["郭海波"]


def test_preview__number_that_the_vault_has_already__is_no_doubt(imports: WorkbookImport, tmp_path: Path) -> None:
    preview = preview_of(imports, tmp_path / "a.xlsx", ROUNDED)
    imports.put_in(preview, choices=confirmed_choices(preview, Mode.FILL))
    assert kinds(preview_of(imports, tmp_path / "b.xlsx", ROUNDED)) == [Kind.IDENTICAL]


def test_preview__doubtful_number_in_a_known_household__offers_what_a_changed_one_does(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    survey = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0])).new[0]
    added = ["特莫呼珠村", "敖其其格", ROUND_AND_SOUND, "之女", "", ""]
    preview = preview_of(imports, tmp_path / "b.xlsx", FAMILY[0], added)
    (one,) = preview.households
    assert (one.kind, one.survey, one.confirmed_kind) == (Kind.HELD, survey, Kind.CHANGED)
    assert choices_of(one) == [Choice.FILL, Choice.REPLACE, Choice.LEAVE]
    assert imports.put_in(preview, choices=confirmed_choices(preview, Mode.FILL)).changed == (survey,)
    assert len(surveys.open(survey).members()) == 2


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_write_failed__doubtful_number__comes_back_marked_until_it_is_confirmed(
    imports: WorkbookImport, tmp_path: Path, is_confirmed: bool
) -> None:
    opened = imports.open(write_book(tmp_path / "a.xlsx", [HEADINGS, ROUNDED]))
    preview = imports.preview(opened)
    choices = confirmed_choices(preview, Mode.FILL) if is_confirmed else {}
    assert imports.write_failed(opened, preview, tmp_path / "failed.xlsx", choices) == (0 if is_confirmed else 1)
    if not is_confirmed:
        (sheet,) = load_workbook(tmp_path / "failed.xlsx").worksheets
        comment = sheet.cell(2, 3).comment
        assert comment is not None
        assert "照证件核对" in comment.text
        assert str(sheet.cell(2, 7).value).startswith("C 列：末尾是 000")
