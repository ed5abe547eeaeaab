"""Visits that lists ask for: one task for a household, what goes first, and who is not sent again."""

import pytest

from ffp_desktop.domain.campaign.records import NewClue
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.visits import Visits
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.services.campaign.conftest import HEAD, SON, VILLAGE, WIFE, Take, on, row

Family = tuple[str, str, dict[str, str]]


def test_clues_of_one_household__are_one_task(visits: Visits, take: Take, family: Family) -> None:
    survey, household, members = family
    (first,) = take(NewClue(row(event_date="2023-03-10"), on(household, members[HEAD])), date="2023-02-12")
    (second,) = take(NewClue(row("杜玉兰", WIFE), on(household, members[WIFE])), kind="新增低保")
    found = visits.tasks()
    (task,) = found.due
    assert (task.household, task.name, task.people) == (household, "孟和", ("杜玉兰", "孟和"))
    assert (set(task.clues), set(task.kinds)) == ({first.id, second.id}, {"新增残疾", "新增低保"})
    assert (task.since, task.survey, task.village) == ("2023-02-10", survey, VILLAGE)
    assert "health" in task.look_at and task.place.startswith("腾克")
    assert (found.visited, found.clues) == ((), 2)


def test_people_without_a_household__are_a_task_each(visits: Visits, take: Take) -> None:
    take(row("甲", HEAD), row("甲", HEAD, 3), row("乙", "", 4), row("乙", "", 5))
    take(row("甲", HEAD), kind="新增低保")
    tasks = visits.tasks().due
    assert [(task.name, len(task.clues)) for task in tasks] == [("乙", 1), ("乙", 1), ("甲", 3)]
    assert {task.household for task in tasks} == {""}


def test_green_channel__goes_first_then_the_oldest(visits: Visits, take: Take) -> None:
    take(row("后", ""), kind="新增低保", date="2023-02-20")
    take(row("先", ""), kind="新增残疾", date="2023-02-01")
    take(row("受灾", ""), kind="受灾", date="2023-03-01")
    tasks = visits.tasks().due
    assert [(task.name, task.is_green) for task in tasks] == [("受灾", True), ("先", False), ("后", False)]


def test_household_visited_lately__is_not_sent_again_and_says_why(
    vault: OpenVault, visits: Visits, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])), date="2023-03-20")
    found = visits.tasks()
    (task,) = found.visited
    assert found.due == ()
    assert (task.visit, task.visited_on) == (survey, "2023-03-06")
    assert surveys.open(survey).header.number in task.why_not
    assert "在名单之前 14 天" in task.why_not
    (done,) = visits.answer_with_visit(task)
    assert (done.id, done.result.value) == (clue.id, "未纳入")
    assert done.answer is not None and done.answer.survey == survey
    assert visits.tasks() == type(found)((), ())


@pytest.mark.parametrize(
    ("date", "event", "is_due"),
    [
        ("2023-04-05", "", False),
        ("2023-04-06", "", True),
        ("2023-03-20", "2023-03-07", True),
        ("2023-03-20", "2023-03-06", False),
    ],
)
def test_visit__too_long_ago_or_before_it_happened__does_not_count(
    visits: Visits, take: Take, family: Family, date: str, event: str, is_due: bool
) -> None:
    _survey, household, members = family
    take(NewClue(row(event_date=event), on(household, members[HEAD])), date=date)
    assert len(visits.tasks().due) == is_due


def test_days__kept_with_the_round__move_the_line(visits: Visits, take: Take, family: Family) -> None:
    _survey, household, members = family
    take(NewClue(row(), on(household, members[HEAD])), date="2023-03-20")
    assert visits.days() == 30
    visits.set_days(13)
    assert (visits.days(), len(visits.tasks().due)) == (13, 1)
    with pytest.raises(FfpError) as refused:
        visits.set_days(-1)
    assert refused.value.code == "visit.days_wrong"


def test_person_whom_the_visit_did_not_see__is_visited_still(visits: Visits, take: Take, family: Family) -> None:
    _survey, household, members = family
    seen, gone = on(household, members[SON]), on(household, "gone")
    take(NewClue(row("孟铉", SON), seen), NewClue(row("远嫁女", "", 3), gone), date="2023-03-20")
    (task,) = visits.tasks().due
    assert task.why_not == ""
    done = visits.answer_with_visit(task)
    assert [clue.result.value for clue in done] == ["未纳入", "待核实"]


def test_task_without_a_visit__cannot_be_answered_with_one(visits: Visits, take: Take) -> None:
    take(row())
    with pytest.raises(FfpError) as refused:
        visits.answer_with_visit(visits.tasks().due[0])
    assert refused.value.code == "visit.none"


def test_tasks__of_a_village__are_its_own(visits: Visits, take: Take) -> None:
    take(row("甲", ""), row("乙", "", 3, village="150722108205"), row("丙", "", 4, village=""))
    assert [task.name for task in visits.tasks(VILLAGE).due] == ["甲"]
    assert len(visits.tasks("150722108").due) == 3
