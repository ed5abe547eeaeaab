"""A township with monitored households, and what asks about them."""

import pytest

from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock


@pytest.fixture
def monitoring(vault: OpenVault, surveys: Surveys, clock: Clock) -> Monitoring:
    return Monitoring(vault, surveys, clock)


@pytest.fixture
def course(vault: OpenVault, surveys: Surveys, clock: Clock) -> Course:
    return Course(vault, surveys, clock)
