"""Events and households in the vault: recorded, withdrawn, listed, and rebuilt the same from the journal."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.errors import FfpError
from ffp_desktop.store.household_records import EventFilter, HouseholdState
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import Person, Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE
from tests.store.conftest import fields

AT = "2023-04-03T09:00:00"
THERE = "150722108205"
EVENTS = ("event", "event_person", "household")


def event(kind: str = "死亡", **more: str) -> Event:
    values = {"id": "e1", "date": "2023-04-02", "village": VILLAGE, "household": "h", "reason": "村里报"} | more
    return Event(kind=kind, persons=(EventPerson("m1", "孟和", "15072219700101123X", "男", "户主"),), **values)


def record(vault: OpenVault, *events: Event) -> None:
    for each in events:
        vault.events.record(each, vault.operator.id, AT)


def add_survey(vault: OpenVault, household: str, village: str = VILLAGE, round: str = "2023Q1") -> str:
    made = vault.surveys.create(household, round, "check", village, vault.operator.id, "2023-03-06T08:00:00")
    people = (Person("m1", "孟和", relation="户主"), Person("m2", "杜玉兰", relation="配偶"))
    summary = replace(fields(), people=people, survey_date="2023-03-05")
    vault.surveys.save_summary(made.id, summary)
    return made.id


def finish(vault: OpenVault, survey: str) -> None:
    vault.drafts.finish(survey, {}, vault.operator.id, AT)


def test_event__recorded__is_listed_with_its_people_and_author(vault: OpenVault) -> None:
    told = event(other_village=THERE)
    record(vault, told)
    (found,) = vault.events.list(EventFilter())
    assert found == replace(told, author="苏日娜", at=AT)
    assert vault.events.get("e1") == found
    assert vault.journal.revisions("e1")[0].document_kind == "event"


def test_event__withdrawn__leaves_the_list_and_keeps_its_reason(vault: OpenVault) -> None:
    record(vault, event())
    vault.events.withdraw("e1", "记错了人", vault.operator.id, AT)
    assert vault.events.list(EventFilter()) == ()
    assert vault.events.get("e1").withdrawn == "记错了人"
    with pytest.raises(FfpError) as refused:
        vault.events.withdraw("e1", "再撤", vault.operator.id, AT)
    assert refused.value.code == "event.withdrawn"
    assert len(vault.journal.revisions("e1")) == 2


def test_event__nobody_knows__is_a_known_error(vault: OpenVault) -> None:
    with pytest.raises(FfpError) as refused:
        vault.events.withdraw("none", "原因", vault.operator.id, AT)
    assert refused.value.code == "event.unknown"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EventFilter(), ["e1", "e2", "e3"]),
        (EventFilter(start="2023-04-03"), ["e2", "e3"]),
        (EventFilter(end="2023-04-02"), ["e1"]),
        (EventFilter(kind="分户"), ["e3"]),
        (EventFilter(village="150722101"), ["e2"]),
        (EventFilter(village="150722"), ["e1", "e2", "e3"]),
        (EventFilter(households=frozenset({"n"})), ["e3"]),
        (EventFilter(households=frozenset()), []),
        (EventFilter(members=frozenset({"m1"})), ["e1", "e2", "e3"]),
        (EventFilter(members=frozenset({"m9"})), []),
        (EventFilter(with_withdrawn=True), ["e1", "e2", "e4", "e3"]),
    ],
)
def test_list__filtered__has_what_was_asked_for(vault: OpenVault, wanted: EventFilter, found: list[str]) -> None:
    record(
        vault,
        event(),
        event("嫁出", id="e2", date="2023-05-01", village="150722101200", household="i"),
        event("分户", id="e3", date="2023-06-01", other_household="n"),
        event("嫁出", id="e4", date="2023-05-02"),
    )
    vault.events.withdraw("e4", "记错", vault.operator.id, AT)
    assert [each.id for each in vault.events.list(wanted)] == found


def test_household__split_moved_and_merged__has_its_village_and_its_end(vault: OpenVault) -> None:
    add_survey(vault, "h")
    record(vault, event("分户", id="e1", other_household="n"))
    assert vault.households.get("n") == HouseholdState("n", VILLAGE)
    record(vault, event("迁移", id="e2", household="n", date="2023-05-01", other_village=THERE))
    assert vault.households.get("n") == HouseholdState("n", THERE)
    record(vault, event("并户", id="e3", household="n", date="2023-06-01", other_household="h"))
    assert vault.households.get("n") == HouseholdState("n", THERE, "h")
    for each in ("e3", "e2", "e1"):
        vault.events.withdraw(each, "都记错了", vault.operator.id, AT)
    assert vault.households.get("n") is None
    assert vault.households.get("h") == HouseholdState("h", VILLAGE)


def test_households__of_a_village__those_without_a_survey_in_the_round_too(vault: OpenVault) -> None:
    first = add_survey(vault, "h")
    add_survey(vault, "i")
    second = add_survey(vault, "h", round="2023Q2")
    vault.surveys.save_summary(second, replace(fields(name="杜玉兰"), people=()))
    lines = {line.id: line for line in vault.households.list("150722108", "2023Q2")}
    assert (lines["h"].survey, lines["h"].head_name, lines["h"].state) == (second, "杜玉兰", "草稿")
    assert (lines["i"].survey, lines["i"].head_name, lines["i"].state) == ("", "孟和", None)
    assert vault.households.list("150722101", "2023Q2") == ()
    assert vault.households.surveys("h") == (first, second)


def test_rolls__are_of_finished_surveys_on_the_day_of_the_visit(vault: OpenVault) -> None:
    survey = add_survey(vault, "h")
    assert vault.households.rolls(["h"]) == ()
    finish(vault, survey)
    (roll,) = vault.households.rolls(["h", "i"])
    assert (roll.household, roll.date, roll.begun_at) == ("h", "2023-03-05", "2023-03-06T08:00:00")
    assert [(resident.member, resident.relation) for resident in roll.people] == [("m1", "户主"), ("m2", "配偶")]
    (sighting,) = vault.households.sightings(["m2"])
    assert (sighting.survey, sighting.household, sighting.is_finished) == (survey, "h", True)


def test_in_unit__has_households_that_came_and_went(vault: OpenVault) -> None:
    add_survey(vault, "h")
    record(vault, event("迁移", other_village="150722101200"))
    assert vault.households.in_unit("150722108") == vault.households.in_unit("150722101") == {"h"}
    assert vault.households.in_unit("150722102") == frozenset()


# ---- rebuild

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["survey", "finish", "withdraw", "分户", "并户", "迁移", "死亡", "新生儿", "户主变更"]),
        st.sampled_from(["h", "i", "n"]),
        st.sampled_from(["h", "i", "n"]),
        st.sampled_from(["2023-03-01", "2023-04-01", "2023-05-01"]),
    ),
    max_size=8,
)


def act(vault: OpenVault, actions: list[tuple[str, str, str, str]]) -> None:
    surveys: list[str] = []
    events: list[str] = []
    for number, (what, household, other, day) in enumerate(actions):
        if what == "survey":
            surveys.append(add_survey(vault, household))
        elif what == "finish" and surveys:
            finish(vault, surveys.pop())
        elif what == "withdraw" and events:
            vault.events.withdraw(events.pop(0), "记错", vault.operator.id, AT)
        elif what not in ("finish", "withdraw"):
            events.append(f"e{number}")
            more = {"household": household, "other_household": other, "other_village": THERE, "date": day}
            record(vault, event(what, id=events[-1], **more))


def rows(vault: OpenVault) -> dict[str, list[tuple[object, ...]]]:
    with vault._database.read() as connection:
        return {t: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {t}"))) for t in EVENTS}


@settings(max_examples=30)
@given(ACTIONS)
def test_rebuild__whatever_was_recorded__events_and_households_are_identical(
    actions: list[tuple[str, str, str, str]],
) -> None:
    with TemporaryDirectory() as folder:
        unit, now = Unit("150722108", "腾克镇", "乡镇"), datetime(2023, 3, 6, 8, 0)
        vault, _code = create_vault(Path(folder) / "vault", unit, "苏日娜", PASSWORD, now, QUICK)
        try:
            act(vault, actions)
            before = rows(vault)
            assert vault.check() == ()
            with vault._database.write() as connection:
                for table in EVENTS:
                    connection.exec_driver_sql(f"DELETE FROM {table}")
            rebuild_tables(vault._database)
            assert rows(vault) == before
        finally:
            vault.close(now, backup=False)


@pytest.mark.parametrize("table", ["event", "event_person"])
def test_check__event_tables_tampered__names_them(vault: OpenVault, table: str) -> None:
    record(vault, event())
    with vault._database.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    assert {problem.code for problem in vault.check()} == {"tables.differ"}
