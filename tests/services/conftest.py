"""A township with finished households, and what asks about them."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.domain.survey import Round
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import open_round
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock

FILED = Path(__file__).parent.parent / "data" / "surveys"
SECOND_ROUND = Round(
    "2023Q2", "2023年二季度防返贫监测和帮扶重点核查", "household-check-2023q1", "2022-05-15", "2023-05-14"
)

Enter = Callable[[str], str]
Put = Callable[..., str]


@pytest.fixture
def enter(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> Enter:
    """Puts a household of tests/data/surveys into the vault, finished; its survey's id."""

    def put_in(name: str) -> str:
        filed = read_surveys(FILED / f"{name}.json", shelf.form, county_regions())
        done = Exchange(vault, surveys, shelf).put_in([FiledSurvey(survey, finish=True) for survey in filed])
        assert done.finished == 1
        return done.surveys[0]

    return put_in


@pytest.fixture
def households(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> Households:
    return Households(vault, surveys, shelf, clock)


@pytest.fixture
def dynamics(vault: OpenVault, clock: Clock) -> Dynamics:
    return Dynamics(vault, clock)


@pytest.fixture
def next_round(vault: OpenVault, clock: Clock) -> Callable[[], None]:
    """Three months later a new round is opened."""

    def go_on() -> None:
        clock.now = datetime(2023, 6, 6, 8, 30)
        open_round(vault, SECOND_ROUND, clock().isoformat(timespec="seconds"))

    return go_on


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
