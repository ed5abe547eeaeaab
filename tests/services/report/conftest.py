"""One campaign for all tests of this folder: they only look at it."""

from collections.abc import Iterator

import pytest

from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.desk_records import Desk
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.report.counting import ReportCounter
from ffp_desktop.services.report.figures import ReportFigures
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.report.campaign_vault import make_campaign


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory, shelf: FormShelf) -> Iterator[tuple[OpenVault, Surveys]]:
    clock = Clock()
    vault, surveys = make_campaign(tmp_path_factory.mktemp("campaign") / "vault", shelf, clock)
    yield vault, surveys
    vault.close(clock(), backup=False)


@pytest.fixture
def desk(campaign: tuple[OpenVault, Surveys], clock: Clock) -> CampaignDesk:
    return CampaignDesk(*campaign, county_regions(), clock)


@pytest.fixture
def seen(desk: CampaignDesk) -> Desk:
    return desk.look()


@pytest.fixture
def figures(campaign: tuple[OpenVault, Surveys], desk: CampaignDesk, clock: Clock) -> ReportFigures:
    return ReportCounter(*campaign, desk, clock).count()
