"""Asks the form's rules of the surveys that came from elsewhere, a few at a time, until none waits.

API (class `UncheckedSurveys(vault, summarise)`): count() · check_some(limit, is_wanted) -> how many wait · check_all()

Each step is one small transaction of its own: it can end anywhere and goes on at the next opening.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import SurveySummaryFields

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

MOST = 16


class UncheckedSurveys:
    """Those of one vault."""

    def __init__(self, vault: "OpenVault", summarise: Callable[[str], SurveySummaryFields]) -> None:
        self._vault = vault
        self._summarise = summarise

    def count(self) -> int:
        return self._vault.unchecked.count()

    def check_some(self, limit: int = MOST, is_wanted: Callable[[], bool] = lambda: True) -> int:
        """Works out a few lines, then writes them; -> how many still wait. Nothing is held while the rules are asked,
        and `is_wanted` is asked between two surveys: what is worked out until then is written."""
        checked: dict[tuple[str, str], SurveySummaryFields] = {}
        for survey, revision in self._vault.unchecked.some(limit).items():
            if not is_wanted():
                return self._vault.unchecked.put(checked) if checked else self.count()
            with suppress(FfpError):  # taken back meanwhile
                checked[(survey, revision)] = self._summarise(survey)
        return self._vault.unchecked.put(checked) if checked else 0  # what cannot be worked out is not asked for ever

    def check_all(self) -> None:
        while self.check_some():
            pass
