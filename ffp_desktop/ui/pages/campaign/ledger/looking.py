"""What the ledger page is looking at: its filter, the lines that it leaves, and the counts beside them.

API: `Looking(campaign)`: `look(wanted)`, `count_again()`, `wanted`, `found`, `counts`, `wide` (whatever the result),
`conflicts`, `left`; `surveys_near(row, by, survey)` for the walk from survey to survey.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.services.campaign.ledger import ClueCounts, ClueFilter, FoundLedger

if TYPE_CHECKING:
    from ffp_desktop.ui.campaign_desk import CampaignDesk

_AT_ONCE, _MOST = 40, 10
"""Rows that are asked for a survey at once, and how often before one gives up."""


class Looking:
    """Lines stay as they were found until one looks again; counts are as of now."""

    def __init__(self, campaign: "CampaignDesk") -> None:
        self._campaign = campaign
        self.wanted = ClueFilter()
        self.found: FoundLedger | None = None
        self.counts = ClueCounts()
        self.wide = ClueCounts()
        self.conflicts = 0

    def look(self, wanted: ClueFilter) -> None:
        """Finds the lines and counts them."""
        self.wanted = wanted
        self.found = self._campaign.ledger.find(wanted)
        self._take(self.found.counts)

    def count_again(self) -> None:
        """After an answer: the same lines, other counts."""
        self._take(self._campaign.ledger.count(self.wanted))

    @property
    def total(self) -> int:
        return self.found.total if self.found is not None else 0

    @property
    def left(self) -> int:
        """How many wait in the chosen place."""
        return self.wide.by_result.get(Result.OPEN.value, 0)

    def survey_near(self, row: int, by: int, survey: str) -> tuple[str, int]:
        """The next household with another survey of this round, from a row on, and its row; ("", -1) for none."""
        visits, found = self._campaign.visits, self.found
        at = row + by
        for _turn in range(_MOST if found is not None else 0):
            first = at if by > 0 else max(at - _AT_ONCE + 1, 0)
            count = _AT_ONCE if by > 0 else at - first + 1
            lines = found.page(first, count) if found is not None and count > 0 else ()
            if not lines:
                break
            homes = {line.clue.match.household for line in lines if line.clue.match.household}
            surveys = visits.surveys_of(homes)
            numbered = list(enumerate(lines, first))
            for place, line in numbered if by > 0 else reversed(numbered):
                other = surveys.get(line.clue.match.household, "")
                if other and other != survey:
                    return other, place
            at = first + len(lines) if by > 0 else first - 1
        return "", -1

    def _take(self, counts: ClueCounts) -> None:
        ledger, wanted = self._campaign.ledger, self.wanted
        self.counts = counts
        is_narrow = bool(wanted.result or wanted.conflicts)
        self.wide = ledger.count(replace(wanted, result="", conflicts=False)) if is_narrow else counts
        self.conflicts = ledger.count(replace(wanted, result="", conflicts=True)).total
