"""Households over two rounds for the pages about them: entered, changed, told of."""

from pathlib import Path

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.rounds import open_round
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.ui.desk import Desk
from tests.services.conftest import SECOND_ROUND

FILED = Path(__file__).parent.parent.parent / "data" / "surveys"
NEW_PHONE = "13847012999"


def enter_household(desk: Desk, name: str = "general-three-people") -> str:
    """A household of tests/data/surveys, finished; its survey."""
    filed = read_surveys(FILED / f"{name}.json", desk.shelf.form, county_regions())
    exchange = Exchange(desk._vault, desk.surveys, desk.shelf)
    return exchange.put_in([FiledSurvey(survey, finish=True) for survey in filed]).surveys[0]


def open_second_round(desk: Desk) -> None:
    open_round(desk._vault, SECOND_ROUND, "2023-06-06T08:00:00")


def enter_two_rounds(desk: Desk) -> str:
    """A household of three, finished in the first round, with another phone in the second; its second survey."""
    first = enter_household(desk)
    open_second_round(desk)
    household = desk.households.find(first)
    gone = desk.households.residents(household)[2]
    tell(desk, "其他转出", household, EventPerson(gone.member, gone.name), date="2023-05-01", reason="外出定居")
    second = desk.households.start_survey(household)
    desk.open_session(second).set_text(Place("head_phone"), NEW_PHONE)
    return second


def tell(desk: Desk, kind: str, household: str, *persons: EventPerson, date: str, reason: str) -> Event:
    """Records an event, which nothing bars."""
    done = Dynamics(desk._vault).record(Event("", kind, date, "", household, persons, reason=reason))
    assert done.event is not None
    return done.event
