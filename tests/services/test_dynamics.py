"""动态管理 over a real vault: recorded, refused, taken back, counted, and the next survey starts from the result."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.dynamics import Dynamics, EventFilter
from ffp_desktop.services.households import NOT_ENTERED, Households
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.services.conftest import Enter

HEAD = "户主"


@pytest.fixture
def household(surveys: Surveys, enter: Enter) -> str:
    """A general household of three in the first round."""
    return surveys.open(enter("general-three-people")).header.household


@pytest.fixture
def people(households: Households, household: str) -> list[EventPerson]:
    return [EventPerson(resident.member, resident.name) for resident in households.residents(household)]


def event(kind: str, household: str, *persons: EventPerson, date: str = "2023-03-06", **more: str) -> Event:
    values = {"id": "", "village": "", "reason": "村里报"} | more
    return Event(kind=kind, date=date, household=household, persons=persons, **values)


def names(households: Households, household: str) -> list[str]:
    return [resident.name for resident in households.residents(household)]


def test_death__recorded__the_next_survey_is_without_the_person(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    next_round: Callable[[], None],
) -> None:
    next_round()
    done = dynamics.record(event("死亡", household, people[1], date="2023-05-01"))
    assert done.event is not None and done.findings == ()
    session = surveys.open(households.start_survey(household))
    assert session.members() == (people[0].member, people[2].member)
    assert session.gone_since_last() == (people[1].name,)


def test_birth__recorded__the_next_survey_has_the_child_with_what_was_told(
    surveys: Surveys, households: Households, dynamics: Dynamics, household: str, next_round: Callable[[], None]
) -> None:
    next_round()
    child = EventPerson("", "孟小雨", sex="女", relation="之女")
    done = dynamics.record(event("新生儿", household, child, date="2023-04-20", reason=""))
    assert done.event is not None
    session = surveys.open(households.start_survey(household))
    new = session.members()[-1]
    assert new == done.event.persons[0].member != ""
    assert [session.printed(Place(item, new)) for item in ("name", "sex", "relation")] == ["孟小雨", "女", "之女"]
    assert session.is_unconfirmed(Place("name", new))
    assert session.is_new_since_last(new)


def test_newcomer__whose_number_is_listed_already__is_recorded_with_a_warning(
    surveys: Surveys, households: Households, dynamics: Dynamics, household: str, people: list[EventPerson]
) -> None:
    survey = households.show(household).surveys[0].id
    number = surveys.open(survey).printed(Place("id_number", people[2].member))
    done = dynamics.record(event("其他转入", household, EventPerson("", "孟铉", number)))
    assert done.event is not None
    assert [finding.code for finding in done.findings] == ["event.number_known"]
    own = dynamics.record(event("其他转出", household, replace(people[2], id_number=number)))
    assert own.event is not None and own.findings == ()


def test_split__makes_a_household__whose_survey_starts_with_those_who_left(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    next_round: Callable[[], None],
) -> None:
    ethnicity = Place("ethnicity", people[2].member)
    before = surveys.open(households.show(household).surveys[0].id).printed(ethnicity)
    next_round()
    leaving = replace(people[2], relation=HEAD)
    done = dynamics.record(event("分户", household, leaving, date="2023-05-01"))
    assert done.event is not None
    new = done.event.other_household
    session = surveys.open(households.start_survey(new))
    assert session.members() == (leaving.member,)
    assert session.printed(Place("relation", leaving.member)) == HEAD
    assert session.printed(ethnicity) == before != ""
    assert len(surveys.open(households.start_survey(household)).members()) == 2
    assert dynamics.table("150722108", "2023-05-01", "2023-05-31").total.by_kind == {}


def test_new_head__other_relations_are_asked_anew(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    next_round: Callable[[], None],
) -> None:
    next_round()
    told = (replace(people[1], relation=HEAD), replace(people[0], relation="配偶"))
    assert dynamics.record(event("户主变更", household, *told, date="2023-05-01")).event
    session = surveys.open(households.start_survey(household))
    relations = [session.answer(Place("relation", member)) for member in session.members()]
    assert relations == ["配偶", HEAD, None]


def test_merge__the_household_leaves_the_list__and_has_no_survey_of_its_own(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    enter: Enter,
) -> None:
    other = surveys.open(enter("destitute-old-man")).header.household
    (old_man,) = (EventPerson(r.member, r.name, relation="其他") for r in households.residents(other))
    done = dynamics.record(event("并户", other, old_man, other_household=household))
    assert done.event is not None
    assert names(households, household) == [person.name for person in people] + [old_man.name]
    assert [line.id for line in households.list()] == [household]
    with pytest.raises(FfpError) as refused:
        households.start_survey(other)
    assert refused.value.code == "household.gone"


def test_record__with_an_error__changes_nothing(
    vault: OpenVault, dynamics: Dynamics, household: str, people: list[EventPerson]
) -> None:
    heads = vault.journal.heads()
    for wrong, code in (
        (event("死亡", household, EventPerson("z")), "event.not_in_household"),
        (event("死亡", household, people[0], date="2031-01-01"), "event.date_future"),
        (event("死亡", household, people[0], date="三月"), "event.date_wrong"),
        (event("死亡", "none", people[0]), "event.household_unknown"),
        (event("分户", household, replace(people[0], relation=HEAD), reason=" "), "event.reason_missing"),
        (event("同一个人", "", people[0], people[0]), "event.same_person_two"),
    ):
        done = dynamics.record(wrong)
        assert done.event is None
        assert code in [finding.code for finding in done.findings]
    assert vault.journal.heads() == heads
    assert dynamics.list(EventFilter()) == ()


def test_record__before_what_was_recorded_of_a_later_day__must_agree_with_it(
    dynamics: Dynamics, household: str, people: list[EventPerson], next_round: Callable[[], None]
) -> None:
    next_round()
    assert dynamics.record(event("嫁出", household, people[2], date="2023-05-01")).event
    done = dynamics.record(event("死亡", household, people[2], date="2023-04-01"))
    assert [finding.code for finding in done.findings] == ["event.contradicts_later"]
    assert done.event is None


def test_withdraw__is_as_if_it_had_never_been__but_not_while_others_rest_on_it(
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    next_round: Callable[[], None],
) -> None:
    next_round()
    out = dynamics.record(event("其他转出", household, people[2], date="2023-04-01")).event
    back = dynamics.record(event("其他转入", household, people[2], date="2023-05-01")).event
    assert out is not None and back is not None
    refused = dynamics.withdraw(out.id, "记错了")
    assert refused.event is None and refused.findings[0].code == "event.contradicts_later"
    for each in (back, out):
        done = dynamics.withdraw(each.id, "记错了")
        assert done.event is not None and done.event.withdrawn == "记错了"
    assert names(households, household) == [person.name for person in people]
    assert dynamics.list(EventFilter()) == ()
    with pytest.raises(FfpError) as unexplained:
        dynamics.withdraw(out.id, " ")
    assert unexplained.value.code == "event.reason_missing"


def test_same_person__joined_by_a_person__and_parted_again(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    enter: Enter,
) -> None:
    other = surveys.open(enter("destitute-old-man")).header.household
    (old_man,) = (EventPerson(r.member, r.name) for r in households.residents(other))
    done = dynamics.record(event("同一个人", "", people[0], old_man))
    assert done.event is not None
    card = households.show_person(people[0].member)
    assert card.members == {people[0].member, old_man.member}
    assert set(card.households) == {household, other}
    assert [finding.code for finding in dynamics.record(event("同一个人", "", old_man, people[0])).findings] == [
        "event.same_already"
    ]
    assert dynamics.withdraw(done.event.id, "不是一个人").event
    assert households.show_person(people[0].member).members == {people[0].member}


def test_bride__whose_departure_is_recorded__carries_her_answers_to_the_new_household(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    household: str,
    people: list[EventPerson],
    enter: Enter,
    next_round: Callable[[], None],
) -> None:
    other = surveys.open(enter("destitute-old-man")).header.household
    number = surveys.open(households.show(household).surveys[0].id).printed(Place("id_number", people[2].member))
    next_round()
    early = dynamics.record(event("嫁入", other, people[2], date="2023-05-01"))
    assert [finding.code for finding in early.findings] == ["event.in_other_household"]
    assert dynamics.record(event("嫁出", household, people[2], date="2023-05-01")).event
    come = dynamics.record(event("嫁入", other, replace(people[2], relation="其他"), date="2023-05-01"))
    assert come.event is not None
    session = surveys.open(households.start_survey(other))
    assert session.printed(Place("id_number", people[2].member)) == number != ""
    assert session.printed(Place("relation", people[2].member)) == "其他"
    assert not session.is_new_since_last(people[2].member)


def test_table__of_a_period__has_every_person_and_adds_up(
    dynamics: Dynamics, household: str, people: list[EventPerson], next_round: Callable[[], None]
) -> None:
    next_round()
    dynamics.record(event("死亡", household, people[2], date="2023-05-01"))
    dynamics.record(event("新生儿", household, EventPerson("", "孟小雨", relation="之女"), date="2023-05-02"))
    table = dynamics.table("150722108", "2023-05-01", "2023-05-31")
    assert (table.total.before, table.total.after) == (3, 3)
    assert [m.name for m in table.total.by_kind["死亡"]] == [people[2].name]
    assert [m.name for m in table.total.by_kind["新生儿"]] == ["孟小雨"]
    assert [row.unit for row in table.rows] == [table.rows[0].unit] and len(table.rows[0].unit) == 12
    assert dynamics.table("150722101", "2023-05-01", "2023-05-31").total.after == 0
    with pytest.raises(FfpError) as refused:
        dynamics.table("150722108", "2023-05-31", "2023-05-01")
    assert refused.value.code == "event.period_wrong"


def test_count__in_a_new_round__says_how_many_are_left(
    surveys: Surveys, households: Households, household: str, enter: Enter, next_round: Callable[[], None]
) -> None:
    enter("destitute-old-man")
    assert households.count().by_state == {"已完成": 2}
    next_round()
    assert households.count().left == 2
    households.start_survey(household)
    counts = households.count("150722")
    assert (counts.total, counts.left, counts.by_state) == (2, 1, {"草稿": 1, NOT_ENTERED: 1})
    assert households.count("150722", "2023Q1").left == 0


def test_find__household_and_person__by_what_people_know_of_them(
    surveys: Surveys, households: Households, household: str, people: list[EventPerson]
) -> None:
    card = households.show(household)
    survey = card.surveys[0]
    assert households.find(survey.number) == households.find(survey.id) == households.find(household) == household
    number = surveys.open(survey.id).printed(Place("id_number", people[0].member))
    assert households.find_person(number) == households.find_person(people[0].member) == people[0].member
    for wrong, code in ((households.find, "household.unknown"), (households.find_person, "person.unknown")):
        with pytest.raises(FfpError) as refused:
            wrong("999")
        assert refused.value.code == code


def test_contradictions__that_came_from_two_devices__are_named(
    vault: OpenVault, dynamics: Dynamics, household: str, people: list[EventPerson]
) -> None:
    first = dynamics.record(event("死亡", household, people[2]))
    assert first.event is not None
    vault.events.record(replace(first.event, id="other"), vault.operator.id, "2023-03-07T08:00:00")
    assert [f.code for f in dynamics.contradictions("150722108")["other"]] == ["event.dead"]
