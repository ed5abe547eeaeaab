"""Entering a survey over a real vault: every action is durable, named and can be taken back."""

from collections.abc import Callable
from decimal import Decimal

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import Mark, Unparsed
from ffp_desktop.services.entry import EntrySession, SectionKind
from ffp_desktop.services.surveys import Surveys

EARNED, WAGES, PROPERTY, TRANSFER = (
    Place(item) for item in ("business_income", "wage_income", "property_income", "transfer_income")
)
TOTAL = Place("total_income")


def add_member(session: EntrySession, **answers: str) -> str:
    member = session.set_text(Place("name"), answers.pop("name", "孟和")).focus
    assert member is not None
    for item, text in answers.items():
        session.set_text(Place(item, member.member), text)
    return member.member


def reopened(surveys: Surveys, session: EntrySession) -> EntrySession:
    return surveys.open(session.header.id)


def test_new_survey__opens__at_the_first_item_that_is_not_known(session: EntrySession) -> None:
    assert session.printed(Place("natural_village")) == "东屯第一"
    assert session.header.state is State.DRAFT
    assert session.focus.places()[0] == Place("natural_village")
    assert session.findings() == ()


def test_answer__committed__is_there_after_opening_again(surveys: Surveys, session: EntrySession) -> None:
    change = session.set_text(EARNED, "48200")
    assert change.saved_at is not None
    assert EARNED in change.places
    again = reopened(surveys, session)
    assert again.answer(EARNED) == Decimal("48200.00")
    assert again.printed(EARNED) == "48,200.00"
    assert again.last_place == WAGES


def test_answer__same_again__changes_and_writes_nothing(session: EntrySession) -> None:
    session.set_text(EARNED, "100")
    assert session.set_text(EARNED, "100.00").is_empty


def test_bad_value__is_kept_as_typed_with_a_finding(surveys: Surveys, session: EntrySession) -> None:
    session.set_text(WAGES, "3600o")
    again = reopened(surveys, session)
    assert again.answer(WAGES) == Unparsed("3600o")
    assert [finding.rule for finding in again.findings()] == ["malformed"]


def test_total__keyed_wrong__proposes_the_computed_one_and_takes_it(session: EntrySession) -> None:
    for place, amount in ((EARNED, "48200"), (WAGES, "36000"), (PROPERTY, "3600"), (TRANSFER, "6420.80")):
        session.set_text(place, amount)
    assert session.printed(TOTAL) == "94,220.80"
    assert session.is_calculated(TOTAL)
    session.set_text(TOTAL, "94202.80")
    finding = next(f for f in session.findings() if f.place == TOTAL)
    assert finding.proposal == "94220.80"
    session.take_proposal(finding)
    assert session.is_calculated(TOTAL)
    assert not [f for f in session.findings() if f.place == TOTAL]


def test_member__typed_into_the_empty_row__gets_sex_birth_and_age_from_the_number(session: EntrySession) -> None:
    member = add_member(session, id_number="152123197411051213")
    assert session.answer(Place("sex", member)) == "男"
    assert session.answer(Place("id_type", member)) == "居民身份证"
    assert session.evaluation.value("age", member) == 48


def test_disability_certificate__twenty_digits__sets_the_document(session: EntrySession) -> None:
    member = add_member(session, id_number="15212319520530128642")
    assert session.answer(Place("id_type", member)) == "残疾人证"


def test_strike__keeps_the_row_with_its_reason__and_undo_brings_it_back(
    surveys: Surveys, session: EntrySession
) -> None:
    first = add_member(session)
    second = add_member(session, name="杜玉兰")
    session.strike_member(first, "已迁出")
    again = reopened(surveys, session)
    assert again.is_struck(first)
    assert again.strike_reason(first) == "已迁出"
    assert again.evaluation.members == [second]
    again.undo()
    assert not again.is_struck(first)
    again.redo()
    assert again.is_struck(first)


def test_undo__walks_back_through_answers_and_rows__redo_forward(surveys: Surveys, session: EntrySession) -> None:
    session.set_text(EARNED, "1")
    session.set_text(EARNED, "2")
    member = add_member(session)
    assert session.undo().members
    assert session.members() == ()
    assert session.undo().focus == EARNED
    assert session.answer(EARNED) == Decimal("1.00")
    session.redo()
    assert session.answer(EARNED) == Decimal("2.00")
    session.redo()
    assert session.members() == (member,)
    assert reopened(surveys, session).members() == (member,)


def test_exclusive_choice__unticks_the_others(session: EntrySession) -> None:
    place = Place("health", add_member(session))
    session.toggle(place, "长期慢性病")
    session.toggle(place, "残疾")
    assert session.answer(place) == ("长期慢性病", "残疾")
    session.toggle(place, "健康")
    assert session.answer(place) == ("健康",)


def test_mark__is_shown_in_brackets__and_is_a_warning(session: EntrySession) -> None:
    session.set_mark(WAGES, Mark.ILLEGIBLE)
    assert session.printed(WAGES) == "〔看不清〕"
    assert session.text(WAGES) == ""
    assert [finding.rule for finding in session.findings()] == ["marked"]


def test_same_phone__in_another_household__is_found_by_name(surveys: Surveys, session: EntrySession) -> None:
    session.set_text(Place("head_phone"), "13947015587")
    add_member(session, name="杜海峰", relation="户主")
    other = surveys.open(surveys.start(VILLAGE_OF_OTHER))
    other.set_text(Place("head_phone"), "13947015587")
    message = next(f.message for f in other.findings() if f.place == Place("head_phone"))
    assert "杜海峰" in message


def test_choices__that_the_sex_rules_out__come_last_with_the_reason(session: EntrySession) -> None:
    member = add_member(session, id_number="150722201302081222")
    offers = session.choices(Place("relation", member))
    assert offers[0].name == "户主"
    assert "之女婿" in [offer.name for offer in offers if offer.conflict]
    assert next(o for o in offers if o.name == "之女").hint == "女·晚一辈"
    assert not [o for o in offers[: len(offers) // 2] if o.conflict]


def test_sections__of_a_general_household__six_to_eight_are_closed(session: EntrySession) -> None:
    session.set_text(Place("household_kind"), "一般农牧户")
    assert session.section_state("measures").kind is SectionKind.IRRELEVANT
    session.set_text(Place("household_kind"), "边缘易致贫户")
    assert session.section_state("measures").kind is SectionKind.EMPTY


def test_finish__with_things_missing__goes_to_the_first_and_says_how_many(session: EntrySession) -> None:
    finish = session.finish()
    assert not finish.done
    assert finish.first == Place("household_kind")
    assert finish.missing > 10
    assert finish.errors == 0
    assert session.findings()


VILLAGE_OF_OTHER = "150722108205"


def test_next_household__of_the_same_pile__is_visited_on_the_same_day(surveys: Surveys, session: EntrySession) -> None:
    session.set_text(Place("survey_date"), "20230301")
    following = surveys.open(surveys.start(session.header.village))
    assert following.printed(Place("survey_date")) == "2023年3月1日"


def test_copy_above__judges__are_those_of_the_household_before_in_their_order(
    surveys: Surveys, session: EntrySession
) -> None:
    session.set_text(Place("judges"), "苏日娜、敖登高娃")
    following = surveys.open(surveys.start(session.header.village))
    assert following.answer(Place("judges")) is None
    following.copy_above(Place("judges"))
    assert following.answer(Place("judges")) == ("苏日娜", "敖登高娃")
    assert following.undo().places


def test_copy_above__money__is_never_taken_from_another_household(surveys: Surveys, session: EntrySession) -> None:
    session.set_text(WAGES, "36000")
    following = surveys.open(surveys.start(session.header.village))
    assert following.copy_above(WAGES).is_empty
    assert following.answer(WAGES) is None


def test_full_disk__leaving_and_undo__tell_it_and_lose_nothing(
    surveys: Surveys, session: EntrySession, fill_disk: Callable[[bool], None]
) -> None:
    session.set_text(EARNED, "48200")
    fill_disk(True)
    assert session.set_text(WAGES, "36000").problem is not None
    session.remember_place(PROPERTY)
    refused = session.undo()
    assert refused.problem is not None and refused.problem.code == "store.cannot_write"
    assert session.answer(WAGES) == Decimal("36000.00")
    assert session.save_pending() is not None
    fill_disk(False)
    assert session.save_pending() is None
    assert reopened(surveys, session).answer(WAGES) == Decimal("36000.00")


def test_full_disk__room_again_then_undo__takes_back_what_was_done_last(
    session: EntrySession, fill_disk: Callable[[bool], None]
) -> None:
    session.set_text(EARNED, "48200")
    fill_disk(True)
    session.set_text(WAGES, "36000")
    fill_disk(False)
    assert session.undo().focus == WAGES
    assert session.answer(WAGES) is None and session.answer(EARNED) == Decimal("48200.00")
