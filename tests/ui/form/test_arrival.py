"""Where the focus stands when a survey is opened."""

import pytest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.surveys import NewSurvey, Surveys

from ...forms.household import read_survey
from ..conftest import Clerk


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("general-three-people", ("natural_village", "")),  # whole and without a finding
        ("disability-certificates", ("labor_skill", "m1")),  # whole, with a warning there
        ("half-filled", ("head_phone", "")),  # the first that is missing or wrong
    ],
)
def test_survey_from_a_file__opened__stands_at_the_first_thing_to_do(
    surveys: Surveys, qtbot: QtBot, name: str, place: tuple[str, str]
) -> None:
    filed = read_survey(name)
    clerk = Clerk(surveys, surveys.add(NewSurvey(filed.village, DraftState(filed.answers))), qtbot)
    assert clerk.place == Place(*place)
