"""The rounds that the program knows without a vault, and what a round tells the form's rules."""

from datetime import date
from decimal import Decimal

from ffp_desktop.domain.survey import Round

FIRST_ROUND = Round(
    id="2023Q1",
    name="2023年一季度防返贫监测和帮扶重点核查",
    form="household-check-2023q1",
    period_start="2022-02-15",
    period_end="2023-02-14",
)
"""The round of the notice; its printed period 2022年2月15日至2022年2月15日 is a slip."""

KNOWN_ROUNDS = {FIRST_ROUND.id: FIRST_ROUND}


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
