"""The repositories of the quarter's campaign, which an open vault has beside its others.

API: `CampaignRepositories(database, device_id)`: `.clues` `.figures` `.monitoring` `.archives` `.reconciliations`.
"""

from typing import TYPE_CHECKING

from ffp_desktop.store.archives import Archives
from ffp_desktop.store.campaign.clues import Clues
from ffp_desktop.store.campaign.figures import CampaignFigures
from ffp_desktop.store.monitoring import MonitoringRecords
from ffp_desktop.store.reconciliations import Reconciliations

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database


class CampaignRepositories:
    """What departments sent, what became of it, and what follows for households."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self.clues, self.figures = Clues(database, device_id), CampaignFigures(database)
        self.monitoring, self.archives = MonitoringRecords(database, device_id), Archives(database, device_id)
        self.reconciliations = Reconciliations(database, device_id)
