"""Drafts: rows, undo and redo, finishing and reopening."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import DraftChange, SurveyFilter, SurveySummary
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields, phone

AT = "2023-03-06T14:33:00"


def put(vault: OpenVault, survey: SurveySummary, *values: str) -> list[int]:
    return [vault.drafts.append(survey.id, phone(value), vault.operator.id, AT) for value in values]


def live(vault: OpenVault, survey: SurveySummary) -> list[str]:
    return [row.value.strip('"') for row in vault.drafts.changes(survey.id)]


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    return refused.value.code


def test_append__several_changes__are_one_group_in_order(vault: OpenVault, survey: SurveySummary) -> None:
    changes = [DraftChange("@member", "m1", "{}"), DraftChange("name", "m1", '"孟和"')]
    group = vault.drafts.append(survey.id, changes, vault.operator.id, AT, fields(), Place("name", "m1"))
    rows = vault.drafts.changes(survey.id)
    assert [(row.item, row.member, row.group) for row in rows] == [("@member", "m1", group), ("name", "m1", group)]
    found = vault.surveys.get(survey.id)
    assert (found.head_name, found.errors, found.last_place) == ("孟和", 1, Place("name", "m1"))
    assert found.touched_at == AT


def test_append__survives_closing(
    vault: OpenVault, survey: SurveySummary, reopened: Callable[[OpenVault], OpenVault], clock: Callable[[], object]
) -> None:
    put(vault, survey, "1", "2")
    again = reopened(vault)
    assert live(again, survey) == ["1", "2"]
    again.close(clock(), backup=False)  # type: ignore[arg-type]


def test_undo_redo__walk_through_the_groups(vault: OpenVault, survey: SurveySummary) -> None:
    groups = put(vault, survey, "1", "2", "3")
    assert [vault.drafts.undo(survey.id).id for _ in range(2)] == [groups[2], groups[1]]  # type: ignore[union-attr]
    assert live(vault, survey) == ["1"]
    assert vault.drafts.can_redo(survey.id) and vault.drafts.redo(survey.id).id == groups[1]  # type: ignore[union-attr]
    assert live(vault, survey) == ["1", "2"]


def test_undo__at_the_beginning__is_none(vault: OpenVault, survey: SurveySummary) -> None:
    assert vault.drafts.undo(survey.id) is None and not vault.drafts.can_undo(survey.id)
    put(vault, survey, "1")
    assert vault.drafts.undo(survey.id) is not None
    assert vault.drafts.undo(survey.id) is None


def test_append__after_undo__makes_redo_unreachable_and_keeps_the_rows(vault: OpenVault, survey: SurveySummary) -> None:
    put(vault, survey, "1", "2")
    vault.drafts.undo(survey.id)
    put(vault, survey, "3")
    assert vault.drafts.redo(survey.id) is None
    assert live(vault, survey) == ["1", "3"]
    with vault._database.read() as connection:
        kept = connection.exec_driver_sql("SELECT value FROM draft WHERE item = 'head_phone' ORDER BY id").scalars()
        assert list(kept) == ['"1"', '"2"', '"3"']


def test_undo__of_one_survey__leaves_another_alone(vault: OpenVault, survey: SurveySummary) -> None:
    other = vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, AT)
    put(vault, survey, "1")
    put(vault, other, "9")
    vault.drafts.undo(survey.id)
    assert live(vault, other) == ["9"] and live(vault, survey) == []


def test_finish__gives_one_revision_and_closes(vault: OpenVault, survey: SurveySummary) -> None:
    put(vault, survey, "1")
    revision = vault.drafts.finish(survey.id, {"head_phone": '"1"'}, vault.operator.id, AT, summary=fields())
    found = vault.surveys.get(survey.id)
    assert (found.state, found.revision, found.revision_hash) == (State.FINISHED, 1, revision.hash)
    assert (revision.number, revision.previous, revision.parents, revision.author_name) == (1, "", (), "苏日娜")
    assert vault.journal.units("survey", survey.id) == {"head_phone": "1", "status": "已完成"}
    assert live(vault, survey) == []
    assert code_of(lambda: put(vault, survey, "2")) == "survey.not_open"
    assert code_of(lambda: vault.drafts.undo(survey.id)) == "survey.not_open"


def test_reopen__puts_rows_on_top_of_the_revision(vault: OpenVault, survey: SurveySummary) -> None:
    put(vault, survey, "1")
    first = vault.drafts.finish(survey.id, {"head_phone": '"1"'}, vault.operator.id, AT)
    vault.drafts.reopen(survey.id, "电话抄错", vault.operator.id, AT)
    assert vault.surveys.get(survey.id).state is State.DRAFT
    put(vault, survey, "2")
    vault.drafts.undo(survey.id)
    assert vault.drafts.undo(survey.id) is None
    vault.drafts.redo(survey.id)
    second = vault.drafts.finish(survey.id, {"head_phone": '"2"'}, vault.operator.id, AT)
    assert (second.parents, second.reason, second.number, second.previous) == ((first.hash,), "电话抄错", 2, first.hash)
    assert vault.surveys.get(survey.id).revision == 2


def test_reopen__without_reason_or_not_finished__is_refused(vault: OpenVault, survey: SurveySummary) -> None:
    assert code_of(lambda: vault.drafts.reopen(survey.id, " ", vault.operator.id, AT)) == "survey.reason_missing"
    assert code_of(lambda: vault.drafts.reopen(survey.id, "a", vault.operator.id, AT)) == "survey.not_finished"
    assert code_of(lambda: vault.drafts.reopen("none", "a", vault.operator.id, AT)) == "survey.unknown"


def test_together__broken_off__leaves_nothing(vault: OpenVault, survey: SurveySummary) -> None:
    with pytest.raises(RuntimeError), vault.together():
        put(vault, survey, "1")
        vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, AT)
        raise RuntimeError
    assert live(vault, survey) == []
    assert len(vault.surveys.list(SurveyFilter())) == 1
