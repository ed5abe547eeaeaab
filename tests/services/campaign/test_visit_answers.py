"""A finished survey answers the clues on its household; what a person answered stays; 五's reason is asked for."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from ffp_desktop.domain.campaign.records import Answer, How, NewClue, Result
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.services.campaign.conftest import FAMILY, HEAD, SON, WIFE, Take, on, row

FILED = Path(__file__).parents[2] / "data" / "surveys"
REASON = "长子已就业，支出有保障"
BY = ("金海波", "苏日娜", "敖登高娃")
BYHAND = Answer(Result.UNTRUE, "2023-03-01", ("金海波",), "名单有误")
Family = tuple[str, str, dict[str, str]]


def results(vault: OpenVault, *clues: str) -> list[str]:
    return [clue.result.value for clue in vault.clues.get_many(clues)]


def correct(surveys: Surveys, survey: str, **texts: str) -> None:
    """The survey is opened again, changed and finished."""
    session = surveys.open(survey)
    session.reopen("核实后更正")
    for item, text in texts.items():
        session.set_text(Place(item), text)
    done = session.finish()
    assert done.done, (done.first, session.findings())


def test_finished__answers_open_clues_of_the_people_on_it(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    made = take(
        NewClue(row(), on(household, members[HEAD])),
        NewClue(row("杜玉兰", WIFE, 3), on(household)),
        NewClue(row("已嫁出", "15072219990101002X", 4), on(household, "gone")),
        row("孟铉", SON, 5),
        row("别人", "150722199901010046", 6),
    )
    correct(surveys, survey, not_identified_reason=REASON)
    found = vault.clues.get_many([clue.id for clue in made])
    assert [clue.result for clue in found] == [
        *[Result.NOT_IDENTIFIED] * 2,
        Result.OPEN,
        Result.NOT_IDENTIFIED,
        Result.OPEN,
    ]
    answer = found[0].answer
    assert answer is not None
    assert (answer.date, answer.by, answer.reason, answer.survey) == ("2023-03-06", BY, REASON, survey)
    assert (found[3].match.how, found[3].match.household, found[3].match.member) == (
        How.NUMBER,
        household,
        members[SON],
    )


def test_finished_whole__answers_whom_it_lists_by_number(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, take: Take
) -> None:
    (first, second, other) = take(
        row("孟铉", SON), row("杜玉兰", WIFE, 3), row("别人", "150722199901010046", 4), kind="取消低保或降低标准"
    )
    filed = read_surveys(FILED / f"{FAMILY}.json", shelf.form, county_regions())
    done = Exchange(vault, surveys, shelf).put_in([FiledSurvey(survey, finish=True) for survey in filed])
    assert done.finished == 1
    assert results(vault, first.id, second.id, other.id) == ["未纳入", "未纳入", "待核实"]
    found = vault.clues.get(first.id)
    assert found.match.household == surveys.open(done.surveys[0]).header.household


def test_finished_whole__on_a_key_list_without_the_reason__stays_a_draft(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, take: Take
) -> None:
    (clue,) = take(row("孟铉", SON), kind="新增残疾")
    filed = read_surveys(FILED / f"{FAMILY}.json", shelf.form, county_regions())
    done = Exchange(vault, surveys, shelf).put_in([FiledSurvey(survey, finish=True) for survey in filed])
    assert done.finished == 0
    assert results(vault, clue.id) == ["待核实"]
    barring = surveys.open(done.surveys[0]).finish()
    assert barring.first == Place("not_identified_reason")


@pytest.mark.parametrize(("kind", "is_asked"), [("新增残疾", True), ("取消低保或降低标准", False)])
def test_key_person__on_a_list_of_a_key_kind__must_have_a_reason(
    surveys: Surveys, take: Take, family: Family, kind: str, is_asked: bool
) -> None:
    survey, household, members = family
    take(NewClue(row(), on(household, members[HEAD])), kind=kind)
    session = surveys.open(survey)
    session.reopen("看一看")
    assert (session.finish().first == Place("not_identified_reason")) is is_asked


def test_key_person__whose_list_was_withdrawn_or_untrue__needs_no_reason(
    surveys: Surveys, take: Take, family: Family, lists: Lists, clues: Clues
) -> None:
    survey, household, members = family
    (first,) = take(NewClue(row(), on(household, members[HEAD])))
    (second,) = take(NewClue(row(), on(household, members[HEAD])), kind="新增低保")
    lists.withdraw(first.list, "发错了")
    clues.answer([second.id], BYHAND)
    correct(surveys, survey)


def test_number_typed__of_a_listed_person__makes_the_reason_required(surveys: Surveys, take: Take) -> None:
    take(row("孟铉", SON))
    session = surveys.open(surveys.start("150722108203"))
    member = session.set_text(Place("name"), "孟铉").focus
    assert member is not None
    assert session.evaluation.value("key_person") == ""
    session.set_text(Place("id_number", member.member), SON)
    assert session.evaluation.value("key_person") == "新增残疾"
    session.set_text(Place("id_number", member.member), HEAD)
    assert session.evaluation.value("key_person") == ""


def test_judgement__corrected_later__the_clues_follow(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])))
    correct(surveys, survey, not_identified_reason=REASON)
    correct(surveys, survey, not_identified_reason="另有原因")
    answer = vault.clues.get(clue.id).answer
    assert answer is not None and answer.reason == "另有原因"
    assert len(vault.journal.revisions(clue.id)) == 3


def test_finished_again__without_a_change__writes_nothing_to_the_clue(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])))
    correct(surveys, survey, not_identified_reason=REASON)
    correct(surveys, survey, head_phone="13947080999")
    assert len(vault.journal.revisions(clue.id)) == 2


def test_answer_by_hand__is_not_overwritten(
    vault: OpenVault, surveys: Surveys, clues: Clues, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])))
    clues.answer([clue.id], BYHAND)
    correct(surveys, survey)
    assert results(vault, clue.id) == ["情况不属实"]


def test_person_struck_out_later__the_clue_waits_again(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row("孟铉", SON), on(household, members[SON])))
    correct(surveys, survey, not_identified_reason=REASON)
    assert results(vault, clue.id) == ["未纳入"]
    session = surveys.open(survey)
    session.reopen("不是这一户的人")
    session.strike_member(members[SON], "登记错了")
    session.set_text(Place("household_size"), "2")
    for finding in session.findings():
        if finding.is_open and finding.proposal:
            session.take_proposal(finding)
        elif finding.is_open:
            session.confirm(finding, "核实无误")
    assert session.finish().done
    assert results(vault, clue.id) == ["待核实"]


def test_what_happened_after_the_visit__is_not_answered_by_it(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (later,) = take(NewClue(row(event_date="2023-03-07"), on(household, members[HEAD])), kind="受灾", date="2023-03-08")
    (late_list,) = take(NewClue(row(), on(household, members[HEAD])), kind="新增低保", date="2023-04-06")
    correct(surveys, survey, not_identified_reason=REASON)
    assert results(vault, later.id, late_list.id) == ["待核实"] * 2


def test_clue_that_cannot_be_written__leaves_the_survey_unfinished(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])))
    session = surveys.open(survey)
    session.reopen("更正")
    session.set_text(Place("not_identified_reason"), REASON)
    before = vault.journal.revisions(survey)
    when = "BEFORE INSERT ON revision WHEN NEW.kind = 'clue'"
    refusing = f"CREATE TRIGGER refuse {when} BEGIN SELECT RAISE(FAIL, ''); END"
    with vault._database.write() as connection:
        connection.exec_driver_sql(refusing)
    with pytest.raises(IntegrityError):
        session.finish()
    assert vault.journal.revisions(survey) == before
    assert surveys.open(survey).is_editable
    assert results(vault, clue.id) == ["待核实"]


def test_session__shows_what_the_visit_must_answer(surveys: Surveys, take: Take, family: Family) -> None:
    survey, household, members = family
    (plain,) = take(NewClue(row(), on(household, members[HEAD])), kind="新增低保", date="2023-02-01")
    (green,) = take(NewClue(row("杜玉兰", WIFE), on(household, members[WIFE])), kind="受灾")
    assert surveys.open(survey).clues() == (green, plain)


def test_rebuild__after_answers__finds_nothing_different(
    vault: OpenVault, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    take(NewClue(row(), on(household, members[HEAD])))
    correct(surveys, survey, not_identified_reason=REASON)
    assert vault.check() == ()
