"""The banner office at work on its quarter: the program's services on one vault, with the quarter's own time.

API: `Office(vault, clock)`, `open_office(folder, now) -> Office`.
"""

from datetime import datetime
from pathlib import Path

from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.ledger import Ledger
from ffp_desktop.services.campaign.list_import import ListImport
from ffp_desktop.services.campaign.list_import.rematch import Rematch
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.campaign.visits import Visits
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.report.reporting import Reporting
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.benchmarks.many_households import PASSWORD
from tests.quarter.county import Clock


class Office:
    """One open vault and what its people work with."""

    def __init__(self, vault: OpenVault, clock: Clock) -> None:
        regions = county_regions()
        self.vault = vault
        self.clock = clock
        self.regions = regions
        self.shelf = FormShelf()
        self.surveys = Surveys(vault, self.shelf, regions, clock)
        self.households = Households(vault, self.surveys, self.shelf, clock)
        self.lists = Lists(vault, clock)
        self.list_import = ListImport(vault, self.surveys, self.shelf, regions, clock)
        self.rematch = Rematch(vault, regions, clock)
        self.clues = Clues(vault, regions, clock)
        self.visits = Visits(vault, self.surveys, regions, clock)
        self.ledger = Ledger(vault, regions, clock)
        self.course = Course(vault, self.surveys, clock)
        self.desk = CampaignDesk(vault, self.surveys, regions, clock)
        self.reporting = Reporting(vault, self.surveys, regions, clock)

    def close(self) -> None:
        self.vault.close(self.clock(), backup=False)


def open_office(folder: Path, now: datetime) -> Office:
    """The office of a vault that lies there closed."""
    operator = Vaults(folder).card().operators[0].id
    clock = Clock(now)
    return Office(open_vault(folder, operator, PASSWORD, clock()), clock)
