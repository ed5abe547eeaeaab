"""What waits to be typed again, what is under way and done; what is behind an operator's day."""

from datetime import date, timedelta

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.verification import Decision, Verifications
from ffp_desktop.services.verification.overview import Listed, Stage, list_verifications, typed_surveys
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.services.verification.statistics import quality_figures
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock
from tests.services.conftest import Enter

DAY = date(2023, 3, 6)


@pytest.fixture
def finished(enter: Enter) -> str:
    return enter("general-three-people")


@pytest.fixture
def verifications(finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> Verifications:
    vault.operator = vault.operators.add("敖丽娟", Role.REVIEW, "four unrelated words", "2023-03-06T08:00:00")
    return Verifications(vault, surveys, shelf, clock)


def lines(vault: OpenVault, shelf: FormShelf, surveys: Surveys) -> tuple[Listed, ...]:
    return list_verifications(vault, shelf.form, surveys.current_round().id)


def type_all(verifications: Verifications, surveys: Surveys, survey: str, wrong: dict[str, str]) -> None:
    first, session = surveys.open(survey), verifications.open(survey)
    while (place := session.next_place) is not None:
        text = str(len(first.members())) if place.item == MEMBERS else wrong.get(place.item, first.text(place))
        if session.enter(place, text) is not None:
            session.decide(Decision.SECOND)
    verifications.finish(session)


def test_list__chosen_begun_and_done__moves_through_the_stages(
    verifications: Verifications, finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf
) -> None:
    assert lines(vault, shelf, surveys) == ()
    verifications.choose([finished])
    (line,) = lines(vault, shelf, surveys)
    assert (line.stage, line.typist, line.verifier, line.is_open) == (Stage.WAITING, "苏日娜", "", True)
    session = verifications.open(finished)
    session.enter(Place("village"), surveys.open(finished).text(Place("village")))
    session.save()
    (line,) = lines(vault, shelf, surveys)
    assert (line.stage, line.verifier, line.errors.compared) == (Stage.UNDER_WAY, "敖丽娟", 1)
    type_all(verifications, surveys, finished, {"head_phone": "13947012237"})
    (line,) = lines(vault, shelf, surveys)
    assert (line.stage, line.errors.first_wrong, line.is_open) == (Stage.DONE, 1, False)
    verifications.choose([finished])
    assert [line.stage for line in lines(vault, shelf, surveys)] == [Stage.WAITING, Stage.DONE]


def test_list__dropped__is_off_it_and_the_history_stays(
    verifications: Verifications, finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf
) -> None:
    verifications.choose([finished])
    verifications.drop(finished)
    assert lines(vault, shelf, surveys) == ()
    assert len(vault.journal.revisions(f"verification-{finished}")) == 2
    assert vault.check() == ()


@pytest.mark.parametrize(("amount", "drawn"), [("1", 1), ("10", 1), ("5%", 1), ("100％", 1)])
def test_draw__amount_as_people_say_it__is_read(verifications: Verifications, amount: str, drawn: int) -> None:
    assert len(verifications.draw(SurveyFilter(), amount, "七")) == drawn


@pytest.mark.parametrize("amount", ["", "0", "-1", "1.5", "101%", "十张", "5 %%"])
def test_draw__unreadable_amount__is_refused(verifications: Verifications, amount: str) -> None:
    with pytest.raises(FfpError) as refused:
        verifications.draw(SurveyFilter(), amount, "七")
    assert refused.value.code == "verification.amount_unreadable"


def test_typed_surveys__day_of_an_operator__has_answers_and_mistakes_of_that_day_only(
    verifications: Verifications, finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock
) -> None:
    typist = surveys.list(SurveyFilter())[0].created_by
    session = surveys.open(surveys.start(VILLAGE))
    session.set_text(Place("wage_income"), "100")
    verifier = vault.operator.id
    clock.now += timedelta(days=1)
    type_all(verifications, surveys, finished, {"head_phone": "13947012237"})
    (typed,) = typed_surveys(vault, shelf.form, typist, DAY, DAY)
    assert (typed.summary.id, typed.answers, typed.errors.first_wrong) == (finished, 0, 1)
    (mistake,) = typed.mistakes
    assert (mistake.place_name, mistake.right) == ("户主联系电话", "13947012237")
    assert typed_surveys(vault, shelf.form, typist, DAY + timedelta(days=1), DAY + timedelta(days=1)) == ()
    (own,) = typed_surveys(vault, shelf.form, verifier, DAY, DAY)
    assert (own.answers, own.errors.compared) == (1, 0)


def test_figures__correction__is_nobodys_typing(
    verifications: Verifications, finished: str, vault: OpenVault, surveys: Surveys, shelf: FormShelf
) -> None:
    type_all(verifications, surveys, finished, {"head_phone": "13947012237"})
    days = quality_figures(vault, shelf.form, DAY, DAY).days
    assert [(day.name, day.work.answers) for day in days] == [("苏日娜", 0)]
    surveys.open(finished).reopen("电话又换了")
    surveys.open(finished).set_text(Place("head_phone"), "13947012238")
    days = quality_figures(vault, shelf.form, DAY, DAY).days
    assert {day.name: day.work.answers for day in days} == {"苏日娜": 0, "敖丽娟": 1}
