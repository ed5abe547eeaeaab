"""Departments' lists, clues, visits and the ledger as their pages use them: services are made when asked for.

API (class `CampaignDesk(vault, surveys, shelf, regions, clock)`): `lists` (with `.kinds`), `clues`, `visits`, `ledger`,
`papers`, `begin_survey(clue, natural_village) -> survey`, `signers(village) -> names`, `item_names(items)`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.vaults import OpenVault

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue
    from ffp_desktop.services.campaign.clues import Clues
    from ffp_desktop.services.campaign.ledger import Ledger
    from ffp_desktop.services.campaign.lists import Lists
    from ffp_desktop.services.campaign.task_papers import TaskPapers
    from ffp_desktop.services.campaign.visits import Visits
    from ffp_desktop.services.forms import FormShelf
    from ffp_desktop.services.surveys import Surveys

_SURVEYORS = "surveyors"


class CampaignDesk:
    """One set of services over an open vault."""

    def __init__(
        self,
        vault: OpenVault,
        surveys: "Surveys",
        shelf: "FormShelf",
        regions: Regions,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._regions = regions
        self._clock = clock

    @cached_property
    def lists(self) -> "Lists":
        from ffp_desktop.services.campaign.lists import Lists

        return Lists(self._vault, self._clock)

    @cached_property
    def clues(self) -> "Clues":
        from ffp_desktop.services.campaign.clues import Clues

        return Clues(self._vault, self._regions, self._clock)

    @cached_property
    def visits(self) -> "Visits":
        from ffp_desktop.services.campaign.visits import Visits

        return Visits(self._vault, self._surveys, self._regions, self._clock)

    @cached_property
    def ledger(self) -> "Ledger":
        from ffp_desktop.services.campaign.ledger import Ledger

        return Ledger(self._vault, self._regions, self._clock)

    @cached_property
    def papers(self) -> "TaskPapers":
        from ffp_desktop.services.campaign.task_papers import TaskPapers

        return TaskPapers(self._vault, self._shelf.form, self._regions, self._clock)

    def begin_survey(self, clue: "Clue", natural_village: str) -> str:
        """A new household's survey, begun with whom the clue tells of. Raises FfpError `clue.village_unknown`."""
        from ffp_desktop.services.campaign.beginning import begin_survey

        return begin_survey(self._surveys, clue.told, clue.village, natural_village)

    def signers(self, village: str) -> tuple[str, ...]:
        """Who visits in a village, as its list has them."""
        from ffp_desktop.services.signers import names_for

        return tuple(names_for(self._vault, village, _SURVEYORS))

    def item_names(self, items: Sequence[str]) -> tuple[str, ...]:
        """Items of the form as the paper calls them."""
        known = (self._shelf.form.items.get(item) for item in items)
        return tuple(item.name for item in known if item is not None)
