"""A survey begun with what a list tells of somebody nobody knows."""

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.beginning import begin_survey
from ffp_desktop.services.surveys import Surveys
from tests.services.campaign.conftest import SON, VILLAGE, row


def people(surveys: Surveys, survey: str) -> list[tuple[str, str]]:
    session = surveys.open(survey)
    value = session.evaluation.value
    return [(str(value("name", member)), str(value("id_number", member))) for member in session.members()]


def test_survey_of_a_child__begins_with_the_head_first(surveys: Surveys) -> None:
    survey = begin_survey(surveys, row("孟铉", SON, head_name="孟和"), VILLAGE, "东屯")
    assert people(surveys, survey) == [("孟和", ""), ("孟铉", SON)]
    assert str(surveys.open(survey).evaluation.value("natural_village")) == "东屯"


def test_survey_of_the_head__has_one_row(surveys: Surveys) -> None:
    survey = begin_survey(surveys, row("孟和", head_name="孟和"), VILLAGE)
    assert [name for name, _number in people(surveys, survey)] == ["孟和"]


@pytest.mark.parametrize("village", ["", "150722108", "150722108000"])
def test_person_of_no_village__begins_nothing(surveys: Surveys, village: str) -> None:
    with pytest.raises(FfpError) as refused:
        begin_survey(surveys, row(), village)
    assert refused.value.code == "clue.village_unknown"
