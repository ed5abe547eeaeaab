"""An import goes in whole or not at all, and is taken back as one."""

from pathlib import Path

import pytest

from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Kind, Mode, WorkbookImport
from ffp_desktop.store.vault import OpenVault
from tests.services.workbook_import.conftest import (
    CHILD,
    FAMILY,
    HEAD,
    kinds,
    preview_of,
    state_of_vault,
)


def test_put_in__stopped_half_way__leaves_the_vault_as_it_was(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done:
            raise StoppedError

    numbers = [f"1507221970010{n:04}" for n in range(1001, 1041)]
    rows = [["特莫呼珠村", f"敖{n}", number + check_digit(number), "户主", "", 1] for n, number in enumerate(numbers)]
    preview = preview_of(imports, tmp_path / "a.xlsx", *rows)
    before = state_of_vault(vault, surveys)
    with pytest.raises(StoppedError):
        imports.put_in(preview, report=stop)
    assert state_of_vault(vault, surveys) == before
    with pytest.raises(FfpError) as refused:
        imports.undo()
    assert refused.value.code == "import.nothing_to_undo"


def test_put_in__vault_changed_since_the_preview__is_refused_whole(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    (survey,) = [summary.id for summary in surveys.list(SurveyFilter())]
    changed = ["特莫呼珠村", "敖日格勒", HEAD, "户主", "13847012236", 200]
    preview = preview_of(imports, tmp_path / "b.xlsx", changed)
    surveys.open(survey).set_text(Place("business_income"), "150")
    with pytest.raises(FfpError) as refused:
        imports.put_in(preview, Mode.REPLACE)
    assert refused.value.code == "import.changed_meanwhile"
    assert surveys.open(survey).printed(Place("business_income")) == "150.00"


def test_undo__last_import__is_taken_back_whole_and_kept_in_the_history(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0]))
    (survey,) = [summary.id for summary in surveys.list(SurveyFilter())]
    answers = dict(surveys.read(survey)[1].answers.given)
    changed = [["特莫呼珠村", "敖日格勒", HEAD, "户主", "13947099999", 200], FAMILY[1]]
    new = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5]
    done = imports.put_in(preview_of(imports, tmp_path / "b.xlsx", *changed, new), Mode.REPLACE)
    assert (len(done.new), done.changed) == (1, (survey,))
    undone = imports.undo()
    assert (undone.withdrawn, undone.restored, undone.kept) == (1, 1, ())
    after = surveys.read(survey)[1].answers
    members = after.present_members()
    assert {place: answer for place, answer in after.given.items() if place.member in ("", *members)} == answers
    assert len(after.members) == 2  # who was added is struck out, not deleted
    assert surveys.open(done.new[0]).header.state is State.WITHDRAWN
    assert vault.check() == ()
    with pytest.raises(FfpError) as refused:
        imports.undo()
    assert refused.value.code == "import.nothing_to_undo"


def test_undo__answer_changed_since__is_left_and_named(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    done = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    surveys.open(done.new[0]).set_text(Place("head_phone"), "13947099999")
    undone = imports.undo()
    assert (undone.withdrawn, undone.kept) == (0, done.new)
    assert surveys.open(done.new[0]).header.state is State.DRAFT


def test_put_in__withdrawn_by_undo__can_be_put_in_again(imports: WorkbookImport, tmp_path: Path) -> None:
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    imports.undo()
    assert kinds(preview_of(imports, tmp_path / "a.xlsx", *FAMILY)) == [Kind.NEW]
