"""A survey typed a second time: blind, stopped at each difference, recorded, corrected as an ordinary change."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import Mark
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.verification import Decision, Verifications, VerificationSession
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.forms.household import SURVEYS
from tests.services.conftest import Enter

WAGE, RISK = Place("wage_income"), Place("at_risk")


@pytest.fixture
def finished(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> str:
    """A monitored household of five, finished by 苏日娜; its id."""
    filed = read_surveys(SURVEYS / "monitored-five-people.json", shelf.form, county_regions())
    return Exchange(vault, surveys, shelf).put_in([FiledSurvey(filed[0], finish=True)]).surveys[0]


@pytest.fixture
def verifications(finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> Verifications:
    """The same vault in the hands of another operator."""
    vault.operator = vault.operators.add("敖丽娟", Role.REVIEW, "four unrelated words", "2023-03-06T08:00:00")
    return Verifications(vault, surveys, shelf, clock)


def type_all(session: VerificationSession, truth: EntrySession, changed: dict[Place, str] | None = None) -> list[Place]:
    """Types what the first entry has, but for what is changed, up to the first difference; where it stopped."""
    while (place := session.next_place) is not None:
        text = str(len(truth.members())) if place.item == MEMBERS else truth.text(place)
        answer = None if place.item == MEMBERS else truth.answer(place)
        if isinstance(answer, Mark) and place not in (changed or {}):
            difference = session.enter_mark(place, answer)
        else:
            difference = session.enter(place, (changed or {}).get(place, text))
        if difference is not None:
            return [place]
    return []


def test_second_entry__the_same__is_recorded_without_a_change(
    verifications: Verifications, surveys: Surveys, finished: str, vault: OpenVault
) -> None:
    before = surveys.open(finished).header.revision_hash
    session = verifications.open(finished)
    assert type_all(session, surveys.open(finished)) == []
    done = verifications.finish(session)
    assert (done.differences, done.corrections, done.first_open) == (0, 0, None)
    assert done.compared == len(session.places()) > 100
    assert surveys.open(finished).header.revision_hash == before
    (kept,) = verifications.records.of_survey(finished)
    assert kept.verdicts == session.verdicts
    assert (kept.about.verifier_name, kept.about.revision_hash) == ("敖丽娟", before)
    assert {verdict.typed_by for verdict in kept.verdicts} == {surveys.list(SurveyFilter())[0].created_by}
    assert vault.check() == ()
    for again in (lambda: verifications.open(finished), lambda: verifications.finish(session)):
        with pytest.raises(FfpError) as refused:
            again()
        assert refused.value.code == "verification.done_already"


def test_second_entry__places__are_those_of_the_paper_a_person_fills_in(
    verifications: Verifications, finished: str
) -> None:
    session = verifications.open(finished)
    items = {place.item for place in session.places()}
    assert {MEMBERS, "name", "id_number", "wage_income", "judges", "risk_types"} <= items
    assert items.isdisjoint({"total_income", "sex", "age", "survey_date", "monitored"})
    places = session.places()
    assert places.index(Place(MEMBERS)) == places.index(Place("name", session.members[0])) - 1
    assert len(set(places)) == len(places)


def test_second_entry__before_it_is_typed__shows_nothing_of_the_first(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    assert [session.text(place) for place in session.places()] == [""] * session.progress[1]
    assert session.difference is None and session.progress[0] == 0
    relation = Place("relation", session.members[0])
    assert "户主" in {offered.name for offered in session.choices(relation)}
    type_all(session, first, {WAGE: "18401"})
    assert session.text(WAGE) == ""
    session.decide(Decision.FIRST)
    assert session.text(WAGE) == first.text(WAGE)
    assert 0 < session.progress[0] < session.progress[1]


def test_difference__second_is_right__corrects_the_survey_with_the_reason(
    verifications: Verifications, surveys: Surveys, finished: str, vault: OpenVault
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    assert type_all(session, first, {WAGE: "18401"}) == [WAGE]
    difference = session.difference
    assert difference is not None
    assert (difference.first, difference.second) == (first.text(WAGE), "18401.00")
    with pytest.raises(FfpError) as refused:
        session.enter(Place("property_income"), "0")
    assert refused.value.code == "verification.undecided"
    session.decide(Decision.SECOND)
    assert type_all(session, first) == []
    done = verifications.finish(session)
    assert (done.differences, done.corrections, done.first_open) == (1, 1, None)
    corrected = surveys.open(finished)
    assert (corrected.text(WAGE), corrected.header.state, corrected.header.revision) == ("18401.00", State.FINISHED, 2)
    last = vault.journal.revisions(finished)[-1]
    assert (last.author_name, last.reason) == ("敖丽娟", "复录核对：更正 1 处")
    assert set(last.sets) >= {"income"}


def test_difference__first_is_right_or_neither__is_kept_with_whose_mistake_it_was(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    name = Place("name", first.members()[1])
    type_all(session, first, {name: "敖·斯日古楞"})
    session.decide(Decision.FIRST)
    type_all(session, first, {WAGE: "1"})
    with pytest.raises(FfpError) as refused:
        session.decide(Decision.THIRD, "1.00")
    assert refused.value.code == "verification.third_is_known"
    session.decide(Decision.THIRD, "18500")
    type_all(session, first)
    done = verifications.finish(session)
    assert (done.differences, done.corrections) == (2, 1)
    assert surveys.open(finished).text(WAGE) == "18500.00"
    assert surveys.open(finished).text(name) == first.text(name)
    verdicts = {v.place: v for v in verifications.records.of_survey(finished)[0].verdicts}
    assert verdicts[name].is_second_wrong and not verdicts[name].is_first_wrong
    assert verdicts[WAGE].is_second_wrong and verdicts[WAGE].is_first_wrong


def test_correction__closes_and_opens_places__asks_what_follows_without_counting_it(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    water = Place("safe_water")
    other = "否" if first.text(water) == "是" else "是"
    assert type_all(session, first, {water: other}) == [water]
    session.decide(Decision.SECOND)
    problems = Place("water_problems")
    assert session.next_place == problems
    assert session.enter(problems, "水量不达标") is None
    type_all(session, first)
    done = verifications.finish(session)
    verdict = next(v for v in session.verdicts if v.place == problems)
    assert (verdict.decision, done.corrections) == (Decision.FOLLOWED, 2)
    assert surveys.open(finished).text(problems) == "水量不达标"
    assert done.first_open is not None and surveys.open(finished).header.state is State.DRAFT


def test_members__counted_otherwise__leaves_the_survey_open_for_a_person(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    assert type_all(session, first, {Place(MEMBERS): "6"}) == [Place(MEMBERS)]
    session.decide(Decision.SECOND)
    type_all(session, first)
    done = verifications.finish(session)
    assert done.members_differ and done.corrections == 1
    assert surveys.open(finished).header.state is State.DRAFT
    assert len(surveys.open(finished).members()) == 5


def test_session__left_on_the_way__goes_on_where_it_was(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    type_all(session, first, {WAGE: "18401"})
    session.decide(Decision.SECOND)
    session.save()
    again = verifications.open(finished)
    assert again.next_place == session.next_place
    assert again.verdicts == session.verdicts
    assert again.about.keys == session.about.keys > 0
    type_all(again, first)
    assert verifications.finish(again).corrections == 1
    with pytest.raises(FfpError) as refused:
        verifications.finish(again)
    assert refused.value.code == "verification.survey_changed"


def test_finish__not_typed_to_the_end__is_refused_and_nothing_changes(
    verifications: Verifications, finished: str
) -> None:
    session = verifications.open(finished)
    with pytest.raises(FfpError) as refused:
        verifications.finish(session)
    assert refused.value.code == "verification.not_done"
    assert verifications.records.of_survey(finished) == ()


def test_finish__survey_changed_meanwhile__is_refused(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    session, first = verifications.open(finished), surveys.open(finished)
    type_all(session, first)
    surveys.open(finished).reopen("改电话")
    with pytest.raises(FfpError) as refused:
        verifications.finish(session)
    assert refused.value.code == "verification.survey_changed"
    assert verifications.records.of_survey(finished) == ()


def test_open__own_survey_or_draft__is_refused(
    vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock, finished: str
) -> None:
    own = Verifications(vault, surveys, shelf, clock)
    with pytest.raises(FfpError) as refused:
        own.open(finished)
    assert refused.value.code == "verification.own_survey"
    assert own.open(finished, allow_own=True).next_place is not None
    with pytest.raises(FfpError) as refused:
        own.open(surveys.start("150722108204"))
    assert refused.value.code == "verification.not_finished"


def test_sample__finished_surveys__are_drawn_by_seed_with_who_typed_them(
    verifications: Verifications, surveys: Surveys, finished: str
) -> None:
    surveys.start("150722108204")
    (drawn,) = verifications.sample(SurveyFilter(), 5, "七")
    assert (drawn.summary.id, drawn.operator, drawn.is_verified) == (finished, "苏日娜", False)
    session = verifications.open(finished)
    type_all(session, surveys.open(finished))
    verifications.finish(session)
    assert verifications.sample(SurveyFilter(), 5, "七")[0].is_verified
    with pytest.raises(FfpError) as refused:
        verifications.sample(SurveyFilter(village="150722100"), 5, "七")
    assert refused.value.code == "verification.nothing_to_draw"


def test_typed_by__answer_kept_from_the_round_before__is_theirs_who_kept_it(
    vault: OpenVault,
    surveys: Surveys,
    shelf: FormShelf,
    clock: Clock,
    households: Households,
    enter: Enter,
    next_round: Callable[[], None],
) -> None:
    household = surveys.open(enter("general-three-people")).header.household
    next_round()
    survey = surveys.open(households.start_survey(household))
    survey.keep_section("basic")
    own = Verifications(vault, surveys, shelf, clock)
    typed_by = own._typed_by(survey)
    assert typed_by[Place("head_phone")] == (vault.operator.id, clock.now.date().isoformat())
    assert Place("household_kind") in typed_by
    assert Place("wage_income") not in typed_by
