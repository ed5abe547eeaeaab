"""The settings of a round that the desk goes by, kept by an administrator.

API: `read_settings(round)`, `save_settings(surveys, settings)`.
"""

from collections.abc import Sequence
from itertools import pairwise

from ffp_desktop.domain.campaign.round_settings import (
    Deadline,
    RoundSettings,
    read_settings,
    settings_fault,
    with_settings,
)
from ffp_desktop.errors import FfpError
from ffp_desktop.services.surveys import Surveys

__all__ = ["Deadline", "RoundSettings", "read_settings", "save_settings"]

_FAULTS = {
    "days_wrong": "期限不是日期。请写成 2023-03-13 的样子。",
    "number_wrong": "数目要在 1 到 9999 之间。请重新填写。",
}


def save_settings(surveys: Surveys, settings: RoundSettings) -> None:
    """Keeps them with the current round; they go down with it. Raises FfpError `round.not_allowed`,
    `round.days_wrong`, `round.order_wrong`, `round.number_wrong`."""
    fault = settings_fault(settings)
    if fault:
        raise FfpError(f"round.{fault}", _FAULTS.get(fault) or _say_order(settings.deadlines))
    surveys.save_round(with_settings(surveys.current_round(), settings))


def _say_order(deadlines: Sequence[Deadline]) -> str:
    """Of the first two that are the wrong way round."""
    early, late = next(pair for pair in pairwise(deadlines) if pair[0].date > pair[1].date)
    return f"“{early.name}”{early.date} 晚于“{late.name}”{late.date}。请核对日期。"
