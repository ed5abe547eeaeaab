"""The second entry under the sheet's own calls: blind, held at a difference, and gone on with later."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark
from ffp_desktop.services.entry import Change, EntrySession, SectionKind
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.verification import Decision, Verifications
from ffp_desktop.services.verification.blind_session import COUNT, BlindSession
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.conftest import Enter

WAGE = Place("wage_income")


@pytest.fixture(params=["general-three-people", "monitored-five-people"])
def finished(request: pytest.FixtureRequest, enter: Enter) -> str:
    return enter(request.param)


@pytest.fixture
def verifications(finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> Verifications:
    vault.operator = vault.operators.add("敖丽娟", Role.REVIEW, "four unrelated words", "2023-03-06T08:00:00")
    return Verifications(vault, surveys, shelf, clock)


@pytest.fixture
def session(verifications: Verifications, finished: str) -> BlindSession:
    return verifications.open_blind(finished)


@pytest.fixture
def truth(surveys: Surveys, finished: str, verifications: Verifications) -> EntrySession:
    return surveys.open(finished)


def type_on(session: BlindSession, truth: EntrySession, changed: dict[Place, str] | None = None) -> None:
    """Types from where work stands to the end or the first difference, and goes on as Enter does."""
    place: Place | None = session.last_place
    place = session.sheet_place(place) if place is not None else None
    for _ in range(500):
        if place is None or session.difference is not None:
            return
        if session.item(place).repeat and not place.member:
            session.count_members(str(len(truth.members())))
            place = Place(place.item, session.members()[0])
            continue
        type_at(session, truth, place, changed or {})
        place = session.focus.next(place) if session.missing() else None
    raise AssertionError("the focus goes round in circles")


def type_at(session: BlindSession, truth: EntrySession, place: Place, changed: dict[Place, str]) -> None:
    item, answer = session.item(place), truth.answer(place)
    if place in changed:
        session.set_text(place, changed[place])
    elif isinstance(answer, Mark):
        session.set_mark(place, answer)
    elif item.type is ItemType.SELECT_MULTIPLE and item.choices is not None and isinstance(answer, tuple):
        for name in answer:
            assert session.toggle(place, name).problem is None
            assert session.difference is None
    elif answer is not None:
        session.set_text(place, truth.text(place))
    if session.is_unconfirmed(place):
        session.keep(place)


def test_blind_session__typed_as_the_first__ends_without_a_difference(
    verifications: Verifications, session: BlindSession, truth: EntrySession
) -> None:
    type_on(session, truth)
    assert (session.difference, session.left, session.missing()) == (None, 0, ())
    assert {session.section_state(section.id).kind for section in session.form.sections} <= {
        SectionKind.FULL,
        SectionKind.IRRELEVANT,
    }
    done = verifications.finish(session.verification)
    assert (done.differences, done.corrections) == (0, 0)
    assert done.compared == len(session.asked)


def test_blind_session__before_it_is_typed__has_no_answer_of_the_first(
    session: BlindSession, truth: EntrySession
) -> None:
    assert session.evaluation.answers.given == {}
    assert session.members() == () and not session.is_counted
    assert session.findings() == ()
    assert session.suggestions(Place("judges")) == ()
    assert session.section_state("members").kind is SectionKind.EMPTY


def test_blind_session__difference__holds_every_way_until_decided(session: BlindSession, truth: EntrySession) -> None:
    type_on(session, truth, {WAGE: "1"})
    waiting = session.difference
    assert waiting is not None and (waiting.place, waiting.second) == (WAGE, "1.00")
    order = session.focus
    assert [order.next(WAGE), order.previous(WAGE), order.next_group(WAGE), order.previous_group(WAGE)] == [WAGE] * 4
    assert session.text(WAGE) == "1.00"
    assert session.decide(Decision.FIRST).problem is None
    assert session.text(WAGE) == truth.text(WAGE)
    assert order.next(WAGE) not in (WAGE, None)


def test_blind_session__neither__takes_what_the_paper_has(session: BlindSession, truth: EntrySession) -> None:
    type_on(session, truth, {WAGE: "1"})
    session.is_third = True
    refused = session.set_text(WAGE, "1.00")
    assert refused.problem is not None and refused.problem.code == "verification.third_is_known"
    assert session.difference is not None
    assert session.set_text(WAGE, "12345").problem is None
    assert (session.difference, session.is_third, session.text(WAGE)) == (None, False, "12345.00")
    verdict = next(v for v in session.verification.verdicts if v.place == WAGE)
    assert verdict.decision is Decision.THIRD


def test_blind_session__slip_taken_back__leaves_no_trace(session: BlindSession, truth: EntrySession) -> None:
    type_on(session, truth, {WAGE: "1"})
    session.retype()
    assert (session.difference, session.text(WAGE), session.is_typed(WAGE)) == (None, "", False)
    session.set_text(WAGE, truth.text(WAGE))
    assert session.verification.verdicts[-1].decision is Decision.SAME


def test_blind_session__changed_after_a_decision__is_compared_again(session: BlindSession, truth: EntrySession) -> None:
    type_on(session, truth, {WAGE: "1"})
    session.decide(Decision.SECOND)
    assert session.text(WAGE) == "1.00"
    session.set_text(WAGE, truth.text(WAGE))
    assert session.difference is None
    type_on(session, truth)
    assert not any(verdict.is_first_wrong for verdict in session.verification.verdicts)


def test_blind_session__fewer_people__asks_only_their_rows(session: BlindSession, truth: EntrySession) -> None:
    fewer = len(truth.members()) - 1
    change = session.count_members(str(fewer))
    assert session.difference is not None and session.members() == ()
    assert not change.members
    change = session.decide(Decision.SECOND)
    assert change.members and session.members() == truth.members()[:fewer]
    assert {place.member for place in session.focus.places()} == {"", *truth.members()[:fewer]}
    session.retype()
    session.count_members(str(len(truth.members())))
    assert session.members() == truth.members()


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.set_text(Place("name"), "敖日娜"),
        lambda session: session.add_member(),
        lambda session: session.strike_member("x", "搬走"),
    ],
)
def test_blind_session__rows__are_not_added_or_struck(
    session: BlindSession, act: Callable[[BlindSession], Change]
) -> None:
    problem = act(session).problem
    assert problem is not None and problem.code == "verification.rows_fixed"
    assert session.members() == ()


def test_blind_session__left_and_opened_again__goes_on_where_it_was(
    verifications: Verifications, session: BlindSession, truth: EntrySession, finished: str
) -> None:
    type_on(session, truth, {WAGE: "1"})
    session.decide(Decision.FIRST)
    session.verification.save()
    again = verifications.open_blind(finished)
    assert (again.left, again.members(), again.text(WAGE)) == (session.left, truth.members(), truth.text(WAGE))
    assert again.is_typed(COUNT) and again.last_place == session.missing()[0]
    type_on(again, truth)
    assert verifications.finish(again.verification).corrections == 0


def test_blind_session__ticks_changed_after_they_were_compared__are_asked_again(
    session: BlindSession, truth: EntrySession
) -> None:
    type_on(session, truth)
    judges = Place("judges")
    assert session.left == 0 and session.is_typed(judges)
    session.set_text(judges, "甲乙、丙丁")
    assert (session.left, session.is_typed(judges)) == (1, False)
    session.keep(judges)
    assert session.difference is not None
