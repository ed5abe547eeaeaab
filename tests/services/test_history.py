"""Who wrote what, when, before, after and why; and an earlier answer taken again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.entry.units import units_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.history import History
from ffp_desktop.services.households import Households
from ffp_desktop.services.side_by_side import compare_rounds
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.services.conftest import Enter

PHONE, WAGES = Place("head_phone"), Place("wage_income")


@pytest.fixture
def history(vault: OpenVault, surveys: Surveys) -> History:
    return History(vault, surveys)


def told(history: History, survey: str, item: str = "", member: str = "") -> list[tuple[str, str, str]]:
    return [(entry.what, entry.before, entry.after) for entry in history.of_survey(survey, item, member)]


def correct(surveys: Surveys, survey: str, phone: str, reason: str) -> EntrySession:
    session = surveys.open(survey)
    session.reopen(reason)
    session.set_text(PHONE, phone)
    assert session.finish().done
    return session


def test_item__typed_undone_and_typed_again__is_told_in_order(session: EntrySession, history: History) -> None:
    session.set_text(WAGES, "100")
    session.set_text(WAGES, "200")
    session.undo()
    session.set_text(WAGES, "300")
    session.clear(WAGES)
    entries = history.of_survey(session.header.id, "A22")
    assert [(e.what, e.before, e.after, e.undone) for e in entries] == [
        ("填写", "", "100.00", False),
        ("改为", "100.00", "200.00", True),
        ("改为", "100.00", "300.00", False),
        ("清空", "300.00", "", False),
    ]
    assert {entry.author for entry in entries} == {"苏日娜"}
    assert entries[0].place_name == "A22 工资性收入"
    assert entries[0].at < entries[3].at


def test_finished_and_corrected__the_correction_carries_its_reason(
    surveys: Surveys, enter: Enter, history: History
) -> None:
    survey = enter("general-three-people")
    before = surveys.open(survey).printed(PHONE)
    correct(surveys, survey, "13847012999", "电话抄错")
    first, second = history.of_survey(survey, "head_phone")
    assert (first.what, first.after, first.reason) == ("填写", before, "")
    assert (second.what, second.before, second.after, second.reason) == ("改为", before, "13847012999", "电话抄错")
    assert first.revision != second.revision != ""
    whole = [entry.what for entry in history.of_survey(survey)]
    assert (whole[0], whole.count("完成"), whole.count("改正")) == ("填写", 2, 1)


def test_member__added_struck_and_restored__is_told(session: EntrySession, history: History) -> None:
    new = session.set_text(Place("name"), "孟和").focus
    assert new is not None
    session.strike_member(new.member, "已迁出")
    session.restore_member(new.member)
    assert [what for what, _before, _after in told(history, session.header.id, member=new.member)] == [
        "加人",
        "填写",
        "划去",
        "恢复",
    ]
    assert history.of_survey(session.header.id, member=new.member)[2].reason == "已迁出"


def test_carried_answers__are_told_as_carried_and_taken_over(
    surveys: Surveys, households: Households, enter: Enter, history: History, next_round: Callable[[], None]
) -> None:
    household = surveys.open(enter("general-three-people")).header.household
    next_round()
    again = surveys.open(households.start_survey(household))
    again.keep(PHONE)
    text = again.printed(PHONE)
    assert told(history, again.header.id, "head_phone") == [("带入", "", text), ("无变化", text, text)]


def test_revision__of_which_nothing_was_typed_here__is_told_by_its_differences(
    vault: OpenVault, surveys: Surveys, enter: Enter, history: History
) -> None:
    survey = enter("general-three-people")
    before = surveys.open(survey).printed(PHONE)
    correct(surveys, survey, "13847012999", "电话抄错")
    with vault._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM draft")
    entries = history.of_survey(survey, "head_phone")
    assert [(e.what, e.before, e.after, e.reason) for e in entries] == [
        ("填写", "", before, ""),
        ("改为", before, "13847012999", "电话抄错"),
    ]
    assert entries[1].author == "苏日娜"


def test_take_again__sets_the_earlier_answer_as_a_new_change_with_its_reason(
    vault: OpenVault, surveys: Surveys, enter: Enter, history: History
) -> None:
    survey = enter("general-three-people")
    before = surveys.open(survey).printed(PHONE)
    correct(surveys, survey, "13847012999", "电话抄错")
    first = history.of_survey(survey, "head_phone")[0]
    assert first.place is not None and first.answer is not None
    with pytest.raises(FfpError) as refused:
        history.take_again(survey, first.place, first.answer, " ")
    assert refused.value.code == "history.reason_missing"
    history.take_again(survey, first.place, first.answer, "原来的号码才对")
    session = surveys.open(survey)
    assert session.header.state is State.DRAFT
    assert session.printed(PHONE) == before
    assert session.finish().done
    last = history.of_survey(survey, "head_phone")[-1]
    assert (last.before, last.after, last.reason) == ("13847012999", before, "原来的号码才对")
    assert vault.journal.revisions(survey)[-1].reason == "原来的号码才对"


def test_take_again__in_a_draft__needs_no_reopening_and_can_be_undone(
    vault: OpenVault, session: EntrySession, surveys: Surveys, history: History
) -> None:
    session.set_text(WAGES, "100")
    session.set_text(WAGES, "200")
    first = history.of_survey(session.header.id, "wage_income")[0]
    assert first.answer is not None
    history.take_again(session.header.id, WAGES, first.answer, "第一次抄的对")
    again = surveys.open(session.header.id)
    assert again.printed(WAGES) == "100.00"
    assert history.of_survey(session.header.id, "A22")[-1].reason == "第一次抄的对"
    again.undo()
    assert again.printed(WAGES) == "200.00"


def test_item__the_form_does_not_have__is_a_known_error(session: EntrySession, history: History) -> None:
    with pytest.raises(FfpError) as refused:
        history.of_survey(session.header.id, "A99")
    assert refused.value.code == "history.item_unknown"


def test_person__over_two_rounds_and_an_event__is_one_history(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    enter: Enter,
    history: History,
    next_round: Callable[[], None],
) -> None:
    household = surveys.open(enter("general-three-people")).header.household
    person = households.residents(household)[2]
    next_round()
    again = surveys.open(households.start_survey(household))
    again.keep_section("members", person.member)
    death = Event("", "死亡", "2023-06-01", "", household, (EventPerson(person.member, person.name),), reason="病故")
    assert dynamics.record(death).event
    entries = history.of_person(person.member)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert len({entry.survey for entry in entries if entry.survey}) == 2
    assert (entries[-1].what, entries[-1].after, entries[-1].reason) == ("死亡", "2023-06-01", "病故")
    assert {"填写", "带入", "无变化"} <= {entry.what for entry in entries}
    assert all(entry.place is None or entry.place.member == person.member for entry in entries)


def test_rounds_side_by_side__show_both_texts_and_mark_the_change(
    surveys: Surveys, households: Households, enter: Enter, next_round: Callable[[], None]
) -> None:
    first = surveys.open(enter("general-three-people"))
    next_round()
    again = surveys.open(households.start_survey(first.header.household))
    again.set_text(PHONE, "13847012999")
    again.strike_member(again.members()[2], "已迁出")
    found = compare_rounds(surveys, [first.header.id, again.header.id])
    assert [header.round.id for header in found.headers] == ["2023Q1", "2023Q2"]
    rows = {(row.place.item, row.place.member): row for row in found.rows}
    phone = rows[("head_phone", "")]
    assert (phone.texts, phone.changed) == ((first.printed(PHONE), "13847012999"), (False, True))
    assert rows[("household_kind", "")].changed == (False, False)
    assert rows[("health", first.members()[0])].changed == (False, False)
    assert rows[("village", "")].texts == ("特莫呼珠村",) * 2
    gone = rows[("name", first.members()[2])]
    assert (gone.texts[1], gone.changed) == ("", (False, False))
    assert gone.member_name == gone.texts[0]
    assert ("age", first.members()[0]) not in rows
    assert compare_rounds(surveys, []) == replace(found, headers=(), rows=())


def test_take_again__in_a_survey_that_the_next_level_holds__is_refused(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, history: History
) -> None:
    survey = surveys.start(VILLAGE)
    surveys.open(survey).set_text(PHONE, "13847012999")
    header, state = surveys.read(survey)
    units = units_of(shelf.form, state, State.SUBMITTED)
    sets = {unit: canonical_json(value) for unit, value in units.items()}
    vault.drafts.finish(survey, sets, vault.operator.id, "2023-03-07T08:00:00", "", header.form, State.SUBMITTED)
    with pytest.raises(FfpError) as refused:
        history.take_again(survey, PHONE, "13847012999", "电话抄错")
    assert refused.value.code == "survey.not_open" and "已上报" in refused.value.sentence
