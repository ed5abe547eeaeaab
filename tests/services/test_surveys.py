"""The surveys of a vault: started, finished, reopened, listed, rebuilt."""

from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.store.vault import OpenVault

DATA = Path(__file__).parent.parent / "data" / "surveys"
ROUND = "2023Q1"


@pytest.fixture
def finished(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> str:
    """A general household of three, finished; its id."""
    filed = read_surveys(DATA / "general-three-people.json", shelf.form, county_regions())
    exchange = Exchange(vault, surveys, shelf)
    imported = exchange.put_in([FiledSurvey(survey, finish=True) for survey in filed])
    assert imported.finished == 1
    return imported.surveys[0]


def test_start__unknown_village__is_refused_and_nothing_is_made(surveys: Surveys) -> None:
    with pytest.raises(FfpError) as refused:
        surveys.start("150722108999")
    assert refused.value.code == "survey.village_unknown"
    assert surveys.count(SurveyFilter()).total == 0


def test_finished_survey__opened_again__holds_the_same_answers(surveys: Surveys, finished: str) -> None:
    session = surveys.open(finished)
    assert session.header.state is State.FINISHED
    assert session.header.revision == 1
    assert not session.is_editable
    assert len(session.members()) == 3
    assert session.missing() == ()
    assert not [finding for finding in session.findings() if finding.is_open]


def test_imported_members__of_two_surveys__have_ids_of_their_own(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf
) -> None:
    filed = read_surveys(DATA / "general-three-people.json", shelf.form, county_regions())
    exchange = Exchange(vault, surveys, shelf)
    first, second = exchange.put_in([FiledSurvey(filed[0]), FiledSurvey(filed[0])]).surveys
    assert not set(surveys.open(first).members()) & set(surveys.open(second).members())
    (taken,) = exchange.take_out([second])
    assert taken.answers.members == ["m1", "m2", "m3"]


def test_finished_survey__changed_with_a_reason__becomes_a_second_revision(
    vault: OpenVault, surveys: Surveys, finished: str
) -> None:
    session = surveys.open(finished)
    session.reopen("电话抄错")
    assert session.is_editable
    session.set_text(Place("head_phone"), "13847012236")
    assert session.finish().done
    revisions = vault.journal.revisions(finished)
    assert session.header.revision == 2
    assert len([r for r in revisions if r.document_kind == "survey"]) >= 2
    assert surveys.open(finished).printed(Place("head_phone")) == "13847012236"


def test_finished_survey__changed_without_a_reason__is_refused_and_stays(surveys: Surveys, finished: str) -> None:
    session = surveys.open(finished)
    before = session.printed(Place("wage_income"))
    member = session.members()[0]
    for change in (
        session.set_text(Place("wage_income"), "1"),
        session.set_text(Place("name"), "新来的人"),
        session.strike_member(member, "没有原因"),
        session.undo(),
    ):
        assert change.problem is not None
        assert change.problem.code == "survey.not_open"
    assert surveys.open(finished).printed(Place("wage_income")) == before
    assert len(surveys.open(finished).members()) == 3


def test_list__search__finds_by_name_initials_and_id(surveys: Surveys, finished: str) -> None:
    session = surveys.open(finished)
    head = session.printed(Place("name", session.members()[0]))
    number = session.printed(Place("id_number", session.members()[0]))
    for text in (head, head[-1], number, number[6:14], number[-4:]):
        found = surveys.list(SurveyFilter(round=ROUND, text=text))
        assert [summary.id for summary in found] == [finished], text
    assert surveys.list(SurveyFilter(text="没有这个人")) == ()
    assert surveys.count(SurveyFilter(round=ROUND)).by_state == {State.FINISHED: 1}


def test_round__changed_by_administrator__period_must_end_after_it_starts(surveys: Surveys) -> None:
    from dataclasses import replace

    current = surveys.current_round()
    with pytest.raises(FfpError) as refused:
        surveys.save_round(replace(current, period_end=current.period_start))
    assert refused.value.code == "round.period_wrong"
    surveys.save_round(replace(current, monitoring_line="7200"))
    assert surveys.current_round().monitoring_line == "7200"
    assert surveys.current_round().period_end == "2023-02-14"
