"""上报 and 撤回: who has a survey, what the others may not do with it, and when it has truly arrived."""

import pytest

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from tests.services.review.conftest import TOWNSHIP, VILLAGES, Banner, carry, note, refused


def test_submit__finished_survey__lies_at_the_township_and_is_read_only_below(offices: Banner) -> None:
    village = offices.village
    survey = village.enter()
    assert village.handing.where(survey).is_here
    assert village.handing.ready() == (survey,)
    outcome = village.handing.submit([survey])
    assert outcome.done == (survey,) and not outcome.refused
    assert village.state(survey) == "已上报" and village.handing.ready() == ()
    session = village.open(survey)
    assert not session.is_editable and not session.is_here
    change = session.set_text(Place("business_income"), "1")
    assert change.problem is not None and change.problem.code == "survey.not_open"
    refused("survey.not_here", session.reopen, "想改一下")
    assert village.vault.check(village.exchange.summarise) == ()


def test_submit__draft_and_half_done__are_named_and_left(offices: Banner) -> None:
    village = offices.village
    whole, draft = village.enter(), village.surveys.start(VILLAGES[0])
    outcome = village.handing.submit([whole, draft])
    assert outcome.done == (whole,)
    assert [(one.survey, one.error.code) for one in outcome.refused] == [(draft, "review.not_finished")]
    again = village.handing.submit([whole])
    assert [one.error.code for one in again.refused] == ["review.not_here"]


def test_where__before_and_after_the_receipt__says_whether_it_arrived(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    on_the_way = village.handing.where(survey)
    assert (on_the_way.holder, on_the_way.is_received, on_the_way.is_here) == (TOWNSHIP, False, False)
    (file,) = village.send()
    assert not village.handing.where(survey).is_received
    receipt = township.take([file])
    village.sending.take_receipt(receipt)
    assert village.handing.where(survey).is_received
    assert township.handing.where(survey).is_here
    from datetime import timedelta

    village.clock.now += timedelta(days=3)
    assert village.handing.where(survey).days == township.handing.where(survey).days == 3


def test_recall__before_the_receipt__brings_it_back(offices: Banner) -> None:
    village = offices.village
    survey = village.enter()
    village.handing.submit([survey])
    refused("review.reason_missing", village.handing.recall, [survey], " ")
    assert village.handing.recall([survey], "漏了一个人").done == (survey,)
    assert village.state(survey) == "已完成" and village.handing.where(survey).is_here
    village.correct(survey, "business_income", "47000")
    assert village.handing.submit([survey]).done == (survey,)


def test_recall__after_the_receipt__is_too_late(offices: Banner) -> None:
    village = offices.village
    survey = village.enter()
    village.handing.submit([survey])
    carry(village, offices.township)
    (one,) = village.handing.recall([survey], "想改").refused
    assert one.error.code == "review.received_above"
    assert village.state(survey) == "已上报"


def test_recall__what_the_township_has_begun_to_judge__becomes_a_conflict_that_a_person_settles(
    offices: Banner,
) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    township.take(village.send())
    township.approve(survey)
    village.handing.recall([survey], "发现写错了")
    township.take(village.send())
    (conflict,) = township.conflicts.show(survey)
    assert conflict.unit == "status" and {row.label for row in conflict.rows} == {"状态", "在哪里"}
    assert [row.values for row in conflict.rows if row.label == "状态"] == [("已完成", "审核通过")]
    from ffp_desktop.services.review.conflict_records import Decision

    assert township.conflicts.resolve(survey, {"status": Decision(0)}, "让村里改") == ()
    assert township.state(survey) == "已完成" and township.vault.surveys.get(survey).holder == VILLAGES[0]
    assert township.vault.check(township.exchange.summarise) == ()


def test_township__own_survey__is_submitted_to_its_own_desk_and_up(offices: Banner) -> None:
    township = offices.township
    survey = township.enter(village=VILLAGES[0])
    assert township.handing.submit([survey]).done == (survey,)
    assert township.vault.surveys.get(survey).holder == TOWNSHIP
    township.approve(survey)
    assert township.handing.submit([survey]).done == (survey,)
    assert township.state(survey) == State.SUBMITTED_UP
    assert township.handing.recall([survey], "再看一眼").done == (survey,)
    assert township.state(survey) == State.APPROVED


def test_others__finished_survey_of_a_village__is_read_only_above(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    township.take(village.send())
    assert township.state(survey) == "已完成"
    session = township.open(survey)
    with pytest.raises(FfpError) as error:
        session.reopen("镇里想改")
    assert error.value.code == "survey.not_here"
    refused(
        "review.not_allowed" if township.vault.operator.role == "录入员" else "review.not_here",
        township.review.return_survey,
        survey,
        [note("business_income", "请核实")],
    )
