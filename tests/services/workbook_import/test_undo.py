"""An import goes in whole or not at all, and is taken back as one."""

from pathlib import Path

import pytest

from ffp_desktop.domain.events import Event, HouseholdChange
from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Choice, Kind, Mode, WorkbookImport
from ffp_desktop.store.backup import BACKUPS, list_backups, read_backup_card
from ffp_desktop.store.vault import OpenVault
from tests.services.workbook_import.conftest import (
    CHILD,
    FAMILY,
    HEAD,
    HEADINGS,
    SPOUSE,
    PutFile,
    kinds,
    preview_of,
    state_of_vault,
    write_book,
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


def test_put_in__before_it_writes__backs_up_what_was_there(
    imports: WorkbookImport, vault: OpenVault, tmp_path: Path
) -> None:
    preview = preview_of(imports, tmp_path / "a.xlsx", *FAMILY)
    imports.put_in(preview, choices={0: Choice.LEAVE})
    assert list_backups(vault.folder / BACKUPS) == ()
    imports.put_in(preview)
    (backup,) = list_backups(vault.folder / BACKUPS)
    assert read_backup_card(Path(backup.file)).drafts == 0


def test_put_in__no_room_for_a_backup__writes_nothing(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    preview = preview_of(imports, tmp_path / "a.xlsx", *FAMILY)
    (vault.folder / BACKUPS).write_text("")
    with pytest.raises(FfpError) as refused:
        imports.put_in(preview)
    assert refused.value.code == "backup.cannot_write"
    assert surveys.count(SurveyFilter()).total == 0


def test_undo__last_import__leaves_the_vault_as_it_was_and_the_journal_where_it_ended(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, put_file: PutFile, tmp_path: Path
) -> None:
    put_file("general-three-people", finish=True)
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0]))
    (survey,) = [summary.id for summary in surveys.list(SurveyFilter(state=State.DRAFT))]
    before = state_of_vault(vault, surveys)
    changed = [["特莫呼珠村", "敖日格勒", HEAD, "户主", "13947099999", 200], FAMILY[1]]
    new = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5]
    rows = [[*HEADINGS, "A22"], *([*row, 7] for row in (*changed, new))]
    done = imports.put_in(imports.preview(imports.open(write_book(tmp_path / "b.xlsx", rows))), Mode.REPLACE)
    assert (len(done.new), done.changed) == (1, (survey,))
    assert surveys.open(survey).printed(Place("wage_income")) == "7.00"
    undone = imports.undo()
    assert (undone.removed, undone.restored, undone.kept) == (1, 1, ())
    assert state_of_vault(vault, surveys) == before
    assert surveys.list(SurveyFilter(text=CHILD)) == ()
    assert surveys.list(SurveyFilter(text="13947099999")) == ()
    assert vault.check() == ()
    with pytest.raises(FfpError) as refused:
        imports.undo()
    assert refused.value.code == "import.nothing_to_undo"


def test_undo__taken_back__is_kept_in_the_history_and_comes_back_by_no_key(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    survey = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0])).new[0]
    changed = ["特莫呼珠村", "敖日格勒", HEAD, "户主", "13947099999", 100]
    imports.put_in(preview_of(imports, tmp_path / "b.xlsx", changed), Mode.REPLACE)
    imports.undo()
    phones = [(row.row.value, row.stands) for row in vault.drafts.history(survey) if row.row.item == "head_phone"]
    assert phones == [('"13847012236"', True), ('"13947099999"', False)]
    assert not vault.drafts.can_redo(survey)
    session = surveys.open(survey)
    session.set_text(Place("wage_income"), "5")
    session.undo()
    session.redo()
    assert (session.printed(Place("head_phone")), session.printed(Place("wage_income"))) == ("13847012236", "5.00")


def test_undo__answer_changed_since__is_left_and_named(
    imports: WorkbookImport, surveys: Surveys, tmp_path: Path
) -> None:
    done = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    surveys.open(done.new[0]).set_text(Place("head_phone"), "13947099999")
    undone = imports.undo()
    assert (undone.removed, undone.kept) == (0, done.new)
    assert surveys.open(done.new[0]).header.state is State.DRAFT


def test_undo__member_answered_since__stays_with_all_their_answers_and_the_rest_goes(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    survey = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", FAMILY[0])).new[0]
    child = ["特莫呼珠村", "敖其其格", CHILD, "之女", "", ""]
    changed = [["特莫呼珠村", "敖日格勒", HEAD, "户主", "13847012236", 200], FAMILY[1], child]
    imports.put_in(preview_of(imports, tmp_path / "b.xlsx", *changed), Mode.REPLACE)
    session = surveys.open(survey)
    spouse = session.members()[1]
    session.set_text(Place("education", spouse), "小学")
    undone = imports.undo()
    assert (undone.restored, undone.kept) == (0, (survey,))
    session = surveys.open(survey)
    assert [session.printed(Place("name", member)) for member in session.members()] == ["敖日格勒", "何玉花"]
    assert session.printed(Place("id_number", spouse)) == SPOUSE
    assert session.printed(Place("business_income")) == "100.00"
    assert vault.check() == ()


def test_undo__survey_finished_or_household_with_an_event_since__is_left(
    imports: WorkbookImport, vault: OpenVault, surveys: Surveys, tmp_path: Path
) -> None:
    other = ["特莫呼珠村", "郭海波", CHILD, "户主", "", 5]
    first, second = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY, other)).new
    vault.drafts.finish(first, {}, vault.operator.id, "2023-03-07T09:00:00")
    header, move = surveys.read(second)[0], HouseholdChange.MOVE
    place = (header.village, header.household)
    moved = Event("e1", move, "2023-03-01", *place, other_village="150722108202", reason="投亲")
    assert Dynamics(vault).record(moved).event is not None
    assert imports.undo().kept == (first, second)


def test_put_in__taken_back__can_be_put_in_again(imports: WorkbookImport, surveys: Surveys, tmp_path: Path) -> None:
    first = imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY)).new[0]
    number = surveys.read(first)[0].number
    imports.undo()
    again = preview_of(imports, tmp_path / "a.xlsx", *FAMILY)
    assert kinds(again) == [Kind.NEW]
    assert surveys.read(imports.put_in(again).new[0])[0].number == number
