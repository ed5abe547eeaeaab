"""What an import wrote is taken back in the drafts: nothing is deleted, the journal does not move, all tables agree."""

from ffp_desktop.domain.survey import State
from ffp_desktop.store.drafts import UNREACHABLE
from ffp_desktop.store.records import DraftChange, SurveyFilter, SurveySummary
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields, phone

AT = "2023-03-06T14:40:00"


def live(vault: OpenVault, survey: str) -> list[tuple[str, str, str]]:
    return [(row.item, row.member, row.value) for row in vault.drafts.changes(survey)]


def test_restore__rows_set_anew_since__stand_and_all_others_go(vault: OpenVault, survey: SurveySummary) -> None:
    own = vault.operator.id
    vault.drafts.append(survey.id, phone("1"), own, AT)
    rows = [
        *phone("2"),
        DraftChange("a21", "", "2"),
        DraftChange("@member", "m1", "{}"),
        DraftChange("name", "m1", "2"),
    ]
    group = vault.drafts.append(survey.id, rows, own, AT)
    vault.drafts.append(survey.id, [DraftChange("a21", "", "3")], own, AT)
    assert vault.imports.restore(survey.id, group) == (3, 1)
    assert live(vault, survey.id) == [("head_phone", "", '"1"'), ("a21", "", "2"), ("a21", "", "3")]
    assert not vault.drafts.can_redo(survey.id)
    assert vault.check() == ()


def test_restore__member_of_whom_something_was_set_since__stands_whole(vault: OpenVault, survey: SurveySummary) -> None:
    own = vault.operator.id
    rows = [DraftChange("@member", "m1", "{}"), DraftChange("name", "m1", "2"), *phone("2")]
    group = vault.drafts.append(survey.id, rows, own, AT)
    vault.drafts.append(survey.id, [DraftChange("a11", "m1", "3")], own, AT)
    assert vault.imports.restore(survey.id, group) == (1, 2)
    assert [member for _item, member, _value in live(vault, survey.id)] == ["m1", "m1", "m1"]


def test_restore__finished_survey__stands(vault: OpenVault, survey: SurveySummary) -> None:
    group = vault.drafts.append(survey.id, phone("2"), vault.operator.id, AT)
    vault.drafts.finish(survey.id, {}, vault.operator.id, AT)
    assert vault.imports.restore(survey.id, group) == (0, 1)


def test_drop_new__untouched_survey__is_found_by_nothing_and_its_rows_are_kept(
    vault: OpenVault, survey: SurveySummary
) -> None:
    own, heads = vault.operator.id, vault.journal.heads()
    vault.surveys.save_summary(survey.id, fields())
    other = vault.surveys.create("", "2023Q1", "check", VILLAGE, own, AT)
    group = vault.drafts.append(survey.id, phone("2"), own, AT)
    typed = vault.drafts.append(other.id, phone("3"), own, AT)
    vault.drafts.append(other.id, phone("4"), own, AT)
    assert vault.imports.drop_new({survey.id: group, other.id: typed}) == (other.id,)
    for text in ("", "孟和", "13800000000", survey.number):
        assert survey.id not in [one.id for one in vault.surveys.list(SurveyFilter(text=text))]
    assert vault.surveys.count(SurveyFilter()).by_state == {State.DRAFT: 1}
    assert vault.households.get(survey.household) is None
    assert vault.journal.heads() == heads
    assert vault.check() == ()
    with vault._database.read() as connection:
        asked = "SELECT count(*), min(state), max(state) FROM draft WHERE survey = ?"
        assert tuple(connection.exec_driver_sql(asked, (survey.id,)).one()) == (2, UNREACHABLE, UNREACHABLE)
