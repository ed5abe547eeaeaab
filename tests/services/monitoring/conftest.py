"""A township with monitored households, and what asks about them."""

from collections.abc import Callable
from typing import Any

import pytest

from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.conftest import Put


@pytest.fixture
def monitoring(vault: OpenVault, surveys: Surveys, clock: Clock) -> Monitoring:
    return Monitoring(vault, surveys, clock)


@pytest.fixture
def course(vault: OpenVault, surveys: Surveys, clock: Clock) -> Course:
    return Course(vault, surveys, clock)


@pytest.fixture
def finish(surveys: Surveys) -> Callable[[str], None]:
    """Confirms a survey's warnings and finishes it."""

    def confirm_and_finish(survey: str) -> None:
        session = surveys.open(survey)
        for finding in session.evaluation.all_findings():
            session.confirm(finding, "问过本人")
        assert session.finish().done, [finding.key for finding in session.evaluation.all_findings()]

    return confirm_and_finish


@pytest.fixture
def put(put: Put, finish: Callable[[str], None]) -> Put:
    """Puts a household in as the other `put` does, and finishes its survey."""

    def put_finished(name: str, *place: str, **answers: Any) -> str:
        survey = put(name, *place, **answers)
        finish(survey)
        return survey

    return put_finished
