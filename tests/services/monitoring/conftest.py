"""A township with monitored households, and what asks about them."""

from typing import Any

import pytest

from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.finishing import finish_survey
from tests.services.conftest import Put


@pytest.fixture
def monitoring(vault: OpenVault, surveys: Surveys, clock: Clock) -> Monitoring:
    return Monitoring(vault, surveys, clock)


@pytest.fixture
def course(vault: OpenVault, surveys: Surveys, clock: Clock) -> Course:
    return Course(vault, surveys, clock)


@pytest.fixture
def put(put: Put, surveys: Surveys) -> Put:
    """Puts a household in as the other `put` does, and finishes its survey."""

    def put_finished(name: str, *place: str, **answers: Any) -> str:
        survey = put(name, *place, **answers)
        assert finish_survey(surveys, survey)
        return survey

    return put_finished
