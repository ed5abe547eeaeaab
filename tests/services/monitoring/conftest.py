"""A township with monitored households, and what asks about them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock

FILED = Path(__file__).parent.parent.parent / "data" / "surveys"

Put = Callable[..., str]


@pytest.fixture
def put(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> Put:
    """Puts a household of tests/data/surveys into the vault's village with other answers; its survey's id."""

    def put_in(name: str, village: str = VILLAGE, /, **answers: Any) -> str:
        encoded = json.loads((FILED / f"{name}.json").read_text(encoding="utf-8"))
        encoded = encoded[0] if isinstance(encoded, list) else encoded
        encoded["village"] = village
        for item, value in answers.items():
            if value is None:
                encoded["answers"].pop(item, None)
            else:
                encoded["answers"][item] = value
        reader = SurveyReader(shelf.form, county_regions(), (surveys.current_round().id,))
        filed = FiledSurvey(reader.read(encoded), finish=False)
        return Exchange(vault, surveys, shelf).put_in([filed]).surveys[0]

    return put_in


@pytest.fixture
def monitoring(vault: OpenVault, surveys: Surveys, clock: Clock) -> Monitoring:
    return Monitoring(vault, surveys, clock)


@pytest.fixture
def course(vault: OpenVault, surveys: Surveys, clock: Clock) -> Course:
    return Course(vault, surveys, clock)
