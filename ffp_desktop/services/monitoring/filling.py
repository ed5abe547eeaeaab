"""Writes what surveys say of 监测对象 where a vault from an older version has no such lines yet; once, and in parts.

API: `fill_lines(vault, surveys, report=None)`; `report(done, total)` may raise to stop, what was written stays.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ffp_desktop.services.entry.monitored import monitored_facts
from ffp_desktop.services.surveys import Surveys

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_AT_ONCE = 200


def fill_lines(vault: "OpenVault", surveys: Surveys, report: Callable[[int, int], None] | None = None) -> None:
    """Does nothing in a vault that has its lines."""
    if not vault.monitoring.is_unfilled():
        return
    wanted = vault.monitoring.unfilled()
    for start in range(0, max(len(wanted), 1), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        facts = {survey: monitored_facts(surveys.open(survey).evaluation) for survey in part}
        vault.monitoring.fill(facts, is_all=start + _AT_ONCE >= len(wanted))
        if report is not None:
            report(min(start + _AT_ONCE, len(wanted)), len(wanted))
