"""A new round, and a household's survey in it: carried over, taken over, typed anew, taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ffp_desktop.domain.survey import Place, Round
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession, SectionKind
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import all_rounds, current_round, open_round
from ffp_desktop.services.survey_file.exchange import Exchange
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.services.conftest import SECOND_ROUND, Enter

AT = "2023-06-06T08:30:00"
KIND, PHONE, WAGES = Place("household_kind"), Place("head_phone"), Place("wage_income")


@pytest.fixture
def first(enter: Enter) -> str:
    """A general household of three in the first round."""
    return enter("general-three-people")


@pytest.fixture
def again(surveys: Surveys, households: Households, first: str, next_round: Callable[[], None]) -> EntrySession:
    """The same household in the next round."""
    household = surveys.open(first).header.household
    next_round()
    return surveys.open(households.start_survey(household))


# ---- the round


def test_open_round__is_the_current_one__and_surveys_of_the_first_stay_in_theirs(
    vault: OpenVault, surveys: Surveys, first: str
) -> None:
    open_round(vault, SECOND_ROUND, AT)
    assert surveys.current_round() == SECOND_ROUND == current_round(vault)
    assert [known.id for known in all_rounds(vault)] == ["2023Q1", "2023Q2"]
    assert surveys.open(first).header.round.id == "2023Q1"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (replace(SECOND_ROUND, id="二季度"), "round.id_wrong"),
        (replace(SECOND_ROUND, id="2023Q1"), "round.exists"),
        (replace(SECOND_ROUND, name=" "), "round.name_missing"),
        (replace(SECOND_ROUND, period_end="2022-01-01"), "round.period_wrong"),
        (replace(SECOND_ROUND, period_start="2022-02-30"), "round.period_wrong"),
        (replace(SECOND_ROUND, period_start="2022-02-15"), "round.not_later"),
        (replace(SECOND_ROUND, monitoring_line="八千"), "round.line_wrong"),
        (replace(SECOND_ROUND, form="no-such-form"), "round.form_unknown"),
    ],
)
def test_open_round__wrong__is_refused_and_nothing_is_kept(vault: OpenVault, changed: Round, code: str) -> None:
    with pytest.raises(FfpError) as refused:
        open_round(vault, changed, AT)
    assert refused.value.code == code
    assert vault.rounds.list() == ()


def test_open_round__by_an_entry_clerk__is_refused(vault: OpenVault) -> None:
    vault.operator = replace(vault.operator, role=Role.ENTRY)
    with pytest.raises(FfpError) as refused:
        open_round(vault, SECOND_ROUND, AT)
    assert refused.value.code == "round.not_allowed"


# ---- carried over


def test_next_survey__has_the_same_people_and_their_stable_answers(
    surveys: Surveys, first: str, again: EntrySession
) -> None:
    before = surveys.open(first)
    assert again.header.round.id == "2023Q2"
    assert again.header.household == before.header.household
    assert again.members() == before.members()
    for item in ("household_kind", "head_phone", "natural_village"):
        assert again.printed(Place(item)) == before.printed(Place(item)) != ""
    for member in again.members():
        for item in ("name", "id_number", "relation", "ethnicity", "education"):
            assert again.printed(Place(item, member)) == before.printed(Place(item, member)) != ""
        for item in ("health", "medical_insurance", "medical_aid"):
            assert again.answer(Place(item, member)) is None
    assert again.answer(WAGES) is None
    assert again.answer(Place("survey_date")) != before.answer(Place("survey_date"))


def test_carried_answers__are_shown_and_not_counted(again: EntrySession) -> None:
    assert again.is_unconfirmed(PHONE)
    assert not again.is_unconfirmed(Place("village"))
    state = again.section_state("basic")
    assert (state.kind, state.done) == (SectionKind.EMPTY, 0)
    assert set(again.unconfirmed("basic")) <= set(again.missing())
    assert not [finding for finding in again.findings() if finding.rule == "unconfirmed"]


def test_finish__while_carried_answers_wait__goes_to_the_first_of_them(again: EntrySession) -> None:
    finish = again.finish()
    assert not finish.done
    assert finish.first == Place("natural_village")
    assert finish.missing == len(again.missing())
    waiting = [finding.place for finding in again.findings() if finding.rule == "unconfirmed"]
    assert waiting == list(again.unconfirmed())


def test_no_change__takes_a_section_over_in_one_action__and_undo_gives_it_back(
    surveys: Surveys, again: EntrySession
) -> None:
    waiting = again.unconfirmed("members")
    change = again.keep_section("members")
    assert change.places == set(waiting)
    assert again.unconfirmed("members") == ()
    assert surveys.open(again.header.id).unconfirmed("members") == ()
    again.undo()
    assert again.unconfirmed("members") == waiting
    assert surveys.open(again.header.id).unconfirmed("members") == waiting
    again.redo()
    assert again.unconfirmed("members") == ()


def test_no_change__of_one_member__leaves_the_others(again: EntrySession) -> None:
    one, other, _third = again.members()
    again.keep_section("members", one)
    assert again.unconfirmed("members", one) == ()
    assert again.unconfirmed("members", other) != ()


def test_item__kept_or_typed_anew__is_this_visits_answer(surveys: Surveys, again: EntrySession) -> None:
    assert not again.keep(PHONE).is_empty
    assert again.keep(PHONE).is_empty
    same = again.text(KIND)
    assert not again.set_text(KIND, same).is_empty
    reopened = surveys.open(again.header.id)
    assert not reopened.is_unconfirmed(PHONE)
    assert not reopened.is_unconfirmed(KIND)
    assert reopened.printed(KIND) == same


def test_undo__stops_at_what_was_carried_over(again: EntrySession) -> None:
    members = again.members()
    again.keep(PHONE)
    again.undo()
    assert again.undo().is_empty
    assert again.members() == members
    assert again.is_unconfirmed(PHONE)


def test_changed_since_last__marks_what_differs_and_only_that(again: EntrySession) -> None:
    head = again.members()[0]
    assert not again.changed_since_last(PHONE)
    again.set_text(PHONE, "13847012999")
    again.keep(KIND)
    again.set_text(WAGES, "1")
    assert again.changed_since_last(PHONE)
    assert again.previous_text(PHONE) not in ("", "13847012999")
    assert not again.changed_since_last(KIND)
    assert again.changed_since_last(WAGES)
    assert not again.changed_since_last(Place("health", head))
    new = again.set_text(Place("name"), "新来的").focus
    assert new is not None
    assert again.is_new_since_last(new.member)
    assert not again.is_new_since_last(head)
    assert not again.changed_since_last(new)


def test_struck_member__is_gone_since_last(again: EntrySession) -> None:
    name = again.printed(Place("name", again.members()[2]))
    assert again.gone_since_last() == ()
    again.strike_member(again.members()[2], "已迁出")
    assert again.gone_since_last() == (name,)


def test_first_survey__has_nothing_to_compare_with(session: EntrySession) -> None:
    session.set_text(WAGES, "5")
    assert session.unconfirmed() == ()
    assert not session.changed_since_last(WAGES)
    assert session.gone_since_last() == ()


def test_start_survey__again__is_the_same_survey(households: Households, again: EntrySession) -> None:
    assert households.start_survey(again.header.household) == again.header.id


def test_unconfirmed_answers__are_not_exported_and_the_vault_is_sound(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, again: EntrySession
) -> None:
    again.keep(PHONE)
    exchange = Exchange(vault, surveys, shelf)
    (taken,) = exchange.take_out([again.header.id])
    assert Place("head_phone") in taken.answers.given
    assert KIND not in taken.answers.given
    assert vault.check(exchange.summarise) == ()


def test_whole_round__taken_over_and_the_rest_typed__is_finished_without_retyping(
    vault: OpenVault, surveys: Surveys, first: str, again: EntrySession
) -> None:
    before = surveys.open(first)
    for section in again.form.sections:
        again.keep_section(section.id)
    for place in again.missing():
        again.set_text(place, before.text(place))
    for finding in again.evaluation.all_findings():
        if finding.is_open:
            again.confirm(finding, "已问清")
    assert again.finish().done
    units = vault.journal.units("survey", again.header.id)
    assert units["household_kind"]
    assert not again.changed_since_last(PHONE)
    assert surveys.open(again.header.id).unconfirmed() == ()


def test_irrelevant_carried_answer__is_no_answer_of_the_new_survey(
    vault: OpenVault, surveys: Surveys, households: Households, enter: Enter, next_round: Callable[[], None]
) -> None:
    household = surveys.open(enter("monitored-five-people")).header.household
    next_round()
    again = surveys.open(households.start_survey(household))
    assert again.is_unconfirmed(Place("risk_types"))
    again.set_text(KIND, "一般农牧户")
    assert Place("risk_types") not in again.unconfirmed()
