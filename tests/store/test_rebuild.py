"""Checking a vault against its journal."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.survey import Round
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import SurveyFilter, SurveySummary, SurveySummaryFields
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields, phone

AT = "2023-03-06T14:33:00"
DERIVED = ("survey", "household", "round", "survey_line", "survey_search", "survey_gram", "member", "survey_value")


@pytest.fixture
def worked(vault: OpenVault, survey: SurveySummary) -> OpenVault:
    """A vault with a bit of everything: a draft, a finished, a reopened survey, an undone answer, two rounds."""
    one = vault.operator.id
    for name in ("一季度", "一季度（改）"):
        vault.rounds.save(Round("2023Q1", name, "check", "2022-02-15", "2023-02-14"), one, AT)
    vault.drafts.append(survey.id, phone("1"), one, AT, fields())
    for step in range(3):
        made = vault.surveys.create("", "2023Q1", "check", VILLAGE, one, f"2023-03-0{step + 1}T08:00:00")
        vault.drafts.append(made.id, phone(str(step)), one, AT, fields())
        vault.drafts.append(made.id, phone("9"), one, "2023-03-06T14:40:00", fields())
        vault.drafts.undo(made.id)
        if step:
            vault.drafts.finish(made.id, {"head_phone": '"2"'}, one, AT, summary=fields())
        if step == 2:
            vault.drafts.reopen(made.id, "电话抄错", one, "2023-03-07T08:00:00")
    return vault


def summarise(_survey: str) -> SurveySummaryFields:
    return fields()


def tamper(vault: OpenVault, statement: str) -> None:
    with vault._database.write() as connection:
        connection.exec_driver_sql(statement)


def test_check__after_all_kinds_of_work__finds_nothing(worked: OpenVault) -> None:
    assert worked.check() == ()
    assert worked.check(summarise) == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE survey SET state = '审定' WHERE state = '已完成'", "tables.differ"),
        ("UPDATE survey SET revision = 7", "tables.differ"),
        ("DELETE FROM survey WHERE state = '草稿'", "tables.differ"),
        ("DELETE FROM household", "tables.differ"),
        ("UPDATE round SET monitoring_line = '1'", "tables.differ"),
        ("UPDATE member SET name = '甲'", "tables.differ"),
        ("DELETE FROM survey_search", "tables.differ"),
        ("UPDATE survey_search SET words = '孟'", "tables.differ"),
        ("UPDATE survey_search SET facets = ''", "tables.differ"),
        ("DELETE FROM survey_gram WHERE gram = '孟'", "tables.differ"),
        ("UPDATE survey_gram SET surveys = x'0700' WHERE gram = '孟'", "tables.differ"),
        ("INSERT INTO survey_gram VALUES (3, '孟', x'0100')", "tables.differ"),
        ("INSERT INTO survey (id, number) VALUES ('x', '1')", "tables.differ"),
        ("INSERT INTO member (survey, member) VALUES ('x', 'm')", "tables.differ"),
        ("INSERT INTO round (id) VALUES ('2029Q9')", "tables.differ"),
        ("UPDATE household SET village = ''", "tables.differ"),
        ("UPDATE survey_line SET phone = ''", "tables.differ"),
        ("UPDATE survey_line SET traits = 'measure A34'", "tables.differ"),
        ("UPDATE survey SET touched_at = '2023-03-01'", "tables.differ"),
        ("UPDATE revision SET body = replace(body, '苏日娜', '金海波') WHERE number = 1", "journal.altered"),
        ("UPDATE revision SET body = 'x' WHERE number = 1", "journal.unreadable"),
        ("UPDATE revision SET number = 9 WHERE number = 1", "journal.altered"),
        ("DELETE FROM revision WHERE number = 1", "journal.gap"),
    ],
)
def test_check__tampered__names_it(worked: OpenVault, statement: str, code: str) -> None:
    tamper(worked, statement)
    problems = worked.check(summarise)
    assert code in {problem.code for problem in problems}
    assert all(problem.sentence.endswith("。") for problem in problems)


def test_check__changes_nothing(worked: OpenVault) -> None:
    tamper(worked, "UPDATE survey SET revision = 7")
    assert worked.check(summarise) == worked.check(summarise) != ()


def test_rebuild__of_emptied_tables__is_identical(worked: OpenVault) -> None:
    before = worked.surveys.list(SurveyFilter())
    for table in DERIVED:
        tamper(worked, f"DELETE FROM {table}")
    assert worked.check(summarise) != ()
    rebuild_tables(worked._database, summarise)
    assert worked.check(summarise) == ()
    assert [round_.name for round_ in worked.rounds.list()] == ["一季度（改）"]
    assert worked.surveys.list(SurveyFilter()) == before
    assert len(worked.surveys.list(SurveyFilter(text="menghe"))) == len(before)


def test_rebuild__of_rows_that_nothing_stands_for__takes_them_away(worked: OpenVault) -> None:
    for statement in (
        "INSERT INTO survey (id, number, round) VALUES ('x', '1', '2023Q1')",
        "INSERT INTO survey_gram VALUES (3, '孟', x'0100')",
        "INSERT INTO survey_value VALUES ('x', 'a', 'b', '')",
        "INSERT INTO household (id) VALUES ('x')",
        "INSERT INTO round (id) VALUES ('2029Q9')",
    ):
        tamper(worked, statement)
    rebuild_tables(worked._database, summarise)
    assert worked.check(summarise) == ()


def test_check__clock_set_back_before_finishing__is_no_difference(vault: OpenVault, survey: SurveySummary) -> None:
    vault.drafts.append(survey.id, phone("1"), vault.operator.id, "2023-03-09T08:00:00", fields())
    vault.drafts.finish(survey.id, {}, vault.operator.id, AT, summary=fields())
    assert vault.surveys.get(survey.id).touched_at == "2023-03-09T08:00:00"
    assert vault.check(summarise) == ()


def test_check__restored_vault__second_feed_is_fine(
    worked: OpenVault, survey: SurveySummary, reopened: Callable[[OpenVault], OpenVault]
) -> None:
    keys = worked.folder / "keys.json"
    text = keys.read_text(encoding="utf-8")
    start = text.index('"replica": "') + len('"replica": "')
    keys.write_text(text[:start] + "0" * 32 + text[start + 32 :], encoding="utf-8")
    again = reopened(worked)
    again.drafts.finish(survey.id, {}, again.operator.id, AT)
    assert len({device for device, _village in again.journal.heads()}) == 2
    assert again.check() == ()
    again._database.close()
    again._lock.release()
