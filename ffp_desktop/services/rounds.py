"""Rounds: the ones of a vault and those that the program knows without one, and what a round tells the form's rules."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ffp_desktop.domain.survey import Round

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

FIRST_ROUND = Round(
    id="2023Q1",
    name="2023年一季度防返贫监测和帮扶重点核查",
    form="household-check-2023q1",
    period_start="2022-02-15",
    period_end="2023-02-14",
)
"""The round of the notice; its printed period 2022年2月15日至2022年2月15日 is a slip."""

KNOWN_ROUNDS = {FIRST_ROUND.id: FIRST_ROUND}


def all_rounds(vault: "OpenVault") -> tuple[Round, ...]:
    """By the period's start, the latest last; the notice's own too while the vault has not changed it."""
    kept = vault.rounds.list()
    known = [round_ for round_ in KNOWN_ROUNDS.values() if round_.id not in {own.id for own in kept}]
    return tuple(sorted((*known, *kept), key=lambda round_: (round_.period_start, round_.id)))


def current_round(vault: "OpenVault") -> Round:
    """The latest round."""
    return all_rounds(vault)[-1]


def find_round(vault: "OpenVault", round_id: str) -> Round:
    """The round of this id; the latest one for a survey whose round has not come yet."""
    rounds = all_rounds(vault)
    return next((round_ for round_ in rounds if round_.id == round_id), rounds[-1])


def round_facts(of_round: Round, village: str, today: date) -> dict[str, object]:
    """The facts of `Form.facts` that need no vault, as expressions see them; () is a number nobody has set."""
    line = of_round.monitoring_line
    return {
        "round_period_start": of_round.period_start,
        "round_period_end": of_round.period_end,
        "monitoring_line": Decimal(line) if line else (),
        "county": village[:6],
        "today": today.isoformat(),
    }
