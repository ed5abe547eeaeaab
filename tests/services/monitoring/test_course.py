"""Steps and actions as they are recorded: by whom, in order, taken back with a reason, and never deleted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, Step, StepRecord, document_of
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role, Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE, Clock

Put = Callable[..., str]


@pytest.fixture
def village_office(tmp_path: Path, clock: Clock) -> Iterator[OpenVault]:
    unit = Unit(VILLAGE, "特莫呼珠村", "村")
    opened, _code = create_vault(tmp_path / "village", unit, "金海波", PASSWORD, clock(), QUICK)
    yield opened
    opened.close(clock(), backup=False)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as error:
        act()
    return error.value.code


def test_take_step__in_order__is_kept_with_who_did_it(put: Put, course: Course) -> None:
    survey = put("new-stroke")
    course.take_step(survey, StepRecord(Step.VISIT, "2023-03-01", "", "苏日娜、金海波"))
    record = course.take_step(survey, StepRecord(Step.NOTICE, "2023-03-02", "2023-03-06", "特莫呼珠村"))
    assert record.steps[Step.VISIT].by == "苏日娜、金海波"
    assert record.steps[Step.NOTICE].end == "2023-03-06"
    assert record.village == VILLAGE


def test_take_step__refusals__change_nothing(put: Put, course: Course) -> None:
    survey, monitored = put("new-stroke"), put("monitored-five-people")
    course.take_step(survey, StepRecord(Step.VISIT, "2023-03-02", "", "苏日娜"))
    assert refused(lambda: course.take_step(survey, StepRecord(Step.COMPARISON, "2023-03-01", "", "民政"))) == (
        "monitoring.step_early"
    )
    assert refused(lambda: course.take_step(survey, StepRecord(Step.COUNTY, "2023-03-05", "", "旗"))) == (
        "monitoring.other_office"
    )
    assert refused(lambda: course.take_step(survey, StepRecord(Step.NOTICE, "2023-03-05", "2023-03-06"))) == (
        "monitoring.by_missing"
    )
    assert refused(lambda: course.take_step(monitored, StepRecord(Step.VISIT, "2023-03-01", "", "苏日娜"))) == (
        "monitoring.not_new"
    )
    assert list(course.record(survey).steps) == [Step.VISIT]


def test_take_step__by_an_entry_clerk__is_not_a_decision_of_theirs(
    put: Put, vault: OpenVault, course: Course, clock: Clock
) -> None:
    survey = put("new-stroke")
    other = vault.operators.add("金海波", Role.ADMINISTRATOR, "six unrelated words", "2023-03-06T15:00:00")
    assert other.role is Role.ADMINISTRATOR
    vault.operators.change_role(vault.operator.id, Role.ENTRY)
    course.take_step(survey, StepRecord(Step.VISIT, "2023-03-01", "", "苏日娜"))
    assert refused(lambda: course.take_step(survey, StepRecord(Step.TOWNSHIP, "2023-03-05", "", "腾克镇"))) == (
        "monitoring.not_allowed"
    )


def test_take_back_step__with_a_reason__stays_in_the_journal(put: Put, vault: OpenVault, course: Course) -> None:
    survey = put("new-stroke")
    record = course.take_step(survey, StepRecord(Step.VISIT, "2023-03-01", "", "苏日娜"))
    assert refused(lambda: course.take_back_step(survey, Step.VISIT, "  ")) == "monitoring.reason_missing"
    assert course.take_back_step(survey, Step.VISIT, "记错了户").steps == {}
    assert refused(lambda: course.take_back_step(survey, Step.VISIT, "再撤")) == "monitoring.step_unknown"
    revisions = vault.journal.revisions(document_of(record.household))
    assert [revision.reason for revision in revisions] == ["", "记错了户"]


def test_action__goes_its_way_and_each_passage_says_who_and_when(put: Put, course: Course) -> None:
    survey = put("monitored-five-people")
    raised = course.raise_action(survey, ActionKind.REMOVE, "收入稳定，不符合监测标准", "2023-03-01", "金海波").actions[
        0
    ]
    assert (raised.state, raised.reason, raised.round) == (ActionState.RAISED, "收入稳定，不符合监测标准", "2023Q1")
    sent = course.move_action(survey, raised.id, ActionState.SENT, "2023-03-03").actions[0]
    assert [(one.state, one.date, one.by) for one in sent.passages] == [
        (ActionState.RAISED, "2023-03-01", "金海波"),
        (ActionState.SENT, "2023-03-03", "腾克镇"),
    ]
    assert sent.passages[1].author == "苏日娜"
    assert course.next_states(sent) == ()
    assert refused(lambda: course.move_action(survey, raised.id, ActionState.REVIEWED)) == "monitoring.other_office"
    assert refused(lambda: course.raise_action(survey, ActionKind.REMOVE, "再提")) == "monitoring.action_open"


def test_action__withdrawn__stands_with_its_reason_and_another_may_begin(put: Put, course: Course) -> None:
    survey = put("monitored-five-people")
    action = course.raise_action(survey, ActionKind.RETURN, "消除不稳定").actions[0]
    gone = course.withdraw_action(survey, action.id, "报错了户").actions[0]
    assert (gone.withdrawn, gone.is_open) == ("报错了户", False)
    assert refused(lambda: course.move_action(survey, action.id, ActionState.SENT)) == "monitoring.action_withdrawn"
    assert len(course.raise_action(survey, ActionKind.RETURN, "再次出现风险").actions) == 2


def test_action__of_a_household_that_is_not_monitored__is_refused(put: Put, course: Course) -> None:
    survey = put("general-three-people")
    assert refused(lambda: course.raise_action(survey, ActionKind.REMOVE, "不符合")) == "monitoring.not_monitored"


def test_action__in_a_village__can_only_be_raised(village_office: OpenVault, shelf: FormShelf, clock: Clock) -> None:
    from ffp_desktop.services.demo import make_surveys
    from ffp_desktop.services.rounds import FIRST_ROUND
    from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
    from ffp_desktop.services.survey_file.reading import SurveyReader

    surveys = Surveys(village_office, shelf, county_regions(), clock)
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, 20, 3, unit=VILLAGE)
    Exchange(village_office, surveys, shelf).put_in(FiledSurvey(reader.read(one.encoded)) for one in made)
    survey = village_office.monitoring.rows(FIRST_ROUND.id)[0].survey
    course = Course(village_office, surveys, clock)
    action = course.raise_action(survey, ActionKind.ADJUST, "措施不对应").actions[0]
    assert course.next_states(action) == ()
    assert refused(lambda: course.move_action(survey, action.id, ActionState.SENT)) == "monitoring.other_office"


def test_two_offices_at_once__neither_undoes_the_other(put: Put, vault: OpenVault, course: Course) -> None:
    """What another device wrote without knowing of ours comes in: both stand."""
    from ffp_desktop.domain.revisions import Revision, canonical_json
    from ffp_desktop.store.monitoring_lines import MONITORING

    survey = put("new-stroke")
    record = course.take_step(survey, StepRecord(Step.VISIT, "2023-03-01", "", "苏日娜"))
    told = canonical_json({"date": "2023-03-02", "end": "", "by": "民政", "note": ""})
    document = document_of(record.household)
    place = ("monitoring", document, "elsewhere", VILLAGE, 1, "", ())
    other = Revision(*place, {"step:信息比对": told}, "x", "包文", "2023-03-05T08:00:00")
    with vault._database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO revision (hash, kind, document, device, village, number, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (other.hash, "monitoring", document, "elsewhere", VILLAGE, 1, other.body),
        )
        MONITORING.write(connection, [document])
    both = course.record(survey)
    assert set(both.steps) == {Step.VISIT, Step.COMPARISON}
    assert both.conflicts == 0
    assert set(course.take_step(survey, StepRecord(Step.TOWNSHIP, "2023-03-05", "", "腾克镇")).steps) == {
        Step.VISIT,
        Step.COMPARISON,
        Step.TOWNSHIP,
    }
