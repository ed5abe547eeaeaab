"""The lists as they follow from surveys and documents in a vault, and that the derived tables can be rebuilt."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ffp_desktop.domain.monitoring.records import ActionKind
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import SurveySummaryFields
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.finishing import finish_survey

OTHER = "150722108203"
Put = Callable[..., str]


def summariser(surveys: Surveys) -> Callable[[str], SurveySummaryFields]:
    def of(survey: str) -> SurveySummaryFields:
        session = surveys.open(survey)
        return summarise(session.evaluation, surveys.village_name(session.header.village))

    return of


def test_look__counts_and_reads_what_each_list_has(put: Put, monitoring: Monitoring) -> None:
    old, new = put("identified-over-a-year"), put("new-stroke", OTHER)
    put("general-three-people")
    look = monitoring.look()
    assert look.households == 2
    assert look.counts == {Watch.OVERDUE: 1, Watch.UNFIT: 1, Watch.MAY_ADJUST: 1, Watch.TO_INCLUDE: 1}
    assert look.ids(Watch.OVERDUE) == (old,)
    (line,) = look.page(Watch.TO_INCLUDE)
    assert (line.survey.id, line.facts.is_new) == (new, True)
    assert line.reasons(Watch.TO_INCLUDE).startswith("还缺：入户核实")
    assert look.by_unit(12)[OTHER] == {Watch.TO_INCLUDE: 1}
    assert monitoring.look(OTHER).counts == {Watch.TO_INCLUDE: 1}


def test_look__a_typed_answer__moves_the_household_to_another_list(
    put: Put, monitoring: Monitoring, surveys: Surveys
) -> None:
    survey = put("identified-over-a-year")
    session = surveys.open(survey)
    session.reopen("又去了一次")
    assert monitoring.look().counts == {}, "nobody knows yet what the draft will say"
    for line in ("education", "public_post"):
        session.choose(Place(f"{line}_help"), "是")
        choices = surveys.form.items[f"{line}_measures"].choices
        assert choices is not None
        session.choose(Place(f"{line}_measures"), choices.choices[0].name)
    assert finish_survey(surveys, survey)
    look = monitoring.look()
    assert look.counts == {Watch.OVERDUE: 1, Watch.MAY_ADJUST: 1}
    assert look.page(Watch.MAY_ADJUST)[0].reasons(Watch.MAY_ADJUST) == "2021-10-27 识别已满一年，有措施，风险还在"


def test_look__monitoring_line_set_later__candidates_follow(put: Put, monitoring: Monitoring, surveys: Surveys) -> None:
    put("monitored-five-people", at_risk="否")
    assert Watch.MAY_REMOVE not in monitoring.look().counts
    assert monitoring.look().line is None
    surveys.save_round(replace(surveys.current_round(), monitoring_line="100"))
    assert monitoring.look().counts[Watch.MAY_REMOVE] == 1


def test_look__floor_household__is_not_overdue(put: Put, monitoring: Monitoring) -> None:
    put("safety-net-household")
    assert Watch.OVERDUE not in monitoring.look().counts


def test_look__disaster_households__stand_first(put: Put, monitoring: Monitoring) -> None:
    put("monitored-five-people", "150722108200")
    flooded = put("flood-damaged-house")
    assert monitoring.look().ids()[0] == flooded


def test_page__reads_only_what_was_asked_for(put: Put, monitoring: Monitoring) -> None:
    surveys = [put("monitored-five-people") for _ in range(5)]
    look = monitoring.look()
    assert [line.survey.id for line in look.page(None, 1, 2)] == surveys[1:3]


def test_measures__counts_lines_against_risks(put: Put, monitoring: Monitoring) -> None:
    put("identified-over-a-year")
    put("monitored-five-people")
    put("risk-eliminated")
    table = monitoring.measures()
    assert table.households["因病"] == 2
    assert table.given["因病", "A40"] == 2
    assert table.unfit["因就业不稳定"] == 1
    assert "因就业不稳定" in table.risks and table.risks[0] == "因病"


def test_household__that_is_not_monitored__is_refused(put: Put, monitoring: Monitoring) -> None:
    with pytest.raises(FfpError) as refused:
        monitoring.household(put("general-three-people"))
    assert refused.value.code == "monitoring.not_monitored"


def test_tables__are_what_journal_and_answers_say(
    put: Put, vault: OpenVault, surveys: Surveys, course: Course, monitoring: Monitoring
) -> None:
    survey = put("identified-over-a-year")
    course.raise_action(survey, ActionKind.ADJUST, "没有教育和就业措施")
    assert vault.check(summariser(surveys)) == ()
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE monitored SET given = 'A39'")
        connection.exec_driver_sql("UPDATE monitoring SET actions = '[]'")
    assert [problem.subject.split()[0] for problem in vault.check(summariser(surveys))] == ["monitored", "monitoring"]
    rebuild_tables(vault._database, summariser(surveys))
    assert vault.check(summariser(surveys)) == ()
    assert monitoring.look().counts[Watch.UNDER_WAY] == 1


def test_look__vault_from_before_the_table__is_filled_when_asked(
    put: Put, vault: OpenVault, surveys: Surveys, monitoring: Monitoring
) -> None:
    put("identified-over-a-year")
    expected = monitoring.look().counts
    with vault._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM monitored")
        connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('monitored', 'unfilled')")
    assert vault.check(summariser(surveys)) == ()
    told: list[tuple[int, int]] = []
    assert monitoring.look(report=lambda done, total: told.append((done, total))).counts == expected
    assert told == [(1, 1)]
    assert not vault.monitoring.is_unfilled()


def test_look__withdrawn_survey__is_on_no_list(put: Put, vault: OpenVault, monitoring: Monitoring) -> None:
    survey = put("monitored-five-people")
    assert VILLAGE in monitoring.look().by_unit(12)
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE survey SET state = '作废' WHERE id = ?", (survey,))
    assert monitoring.look().households == 0
