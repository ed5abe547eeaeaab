"""The settings of a round that the desk goes by, kept by an administrator.

API: `settings_of(round)`, `save_settings(surveys, settings)`.
"""

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
    "order_wrong": "期限的先后不对。名单在前，入户、研判在中间，报告在最后。请核对日期。",
    "number_wrong": "数目要在 1 到 9999 之间。请重新填写。",
}


def save_settings(surveys: Surveys, settings: RoundSettings) -> None:
    """Keeps them with the current round; they go down with it. Raises FfpError `round.not_allowed`,
    `round.days_wrong`, `round.order_wrong`, `round.number_wrong`."""
    fault = settings_fault(settings)
    if fault:
        raise FfpError(f"round.{fault}", _FAULTS[fault])
    surveys.save_round(with_settings(surveys.current_round(), settings))
