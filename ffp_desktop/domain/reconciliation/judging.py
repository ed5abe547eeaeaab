"""One item on three sides: the same, or what is wrong and which side the rules hold for right.

API: `Judge(agreement)`: `.judge(item, machine, ledger, visit, ledger_counts) -> Judgement | None` (None: all agree).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.differences import Verdict
from ffp_desktop.domain.reconciliation.items import HOUSEHOLD_LISTED, ITEMS, MEMBER_LISTED, Side
from ffp_desktop.domain.reconciliation.rules import Situation, find_rule
from ffp_desktop.domain.reconciliation.sides import Value

_BLANK_COUNTS = ("work_region", "in_school", "measures", "risk_types", "eliminated_on")
"""An empty cell is an answer here: does not work away, no pupil, no measure."""
_OF_LISTS = (HOUSEHOLD_LISTED, MEMBER_LISTED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """See `Difference`."""

    verdict: Verdict
    right: Side | None
    followers: Mapping[Side, tuple[Side, ...]]
    reason: str


class Judge:
    """Judges item by item."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement

    def judge(self, item: str, machine: Value, ledger: Value, visit: Value, ledger_counts: bool) -> Judgement | None:
        """`ledger_counts` is False for a ledger that follows the visit by itself: it then only helps to judge."""
        told = {Side.MACHINE: machine, Side.LEDGER: ledger, Side.VISIT: visit}
        known = {side: value for side, value in told.items() if value is not None}
        counted = [side for side in known if ledger_counts or side is not Side.LEDGER]
        first = known[counted[0]] if counted else ""
        if len(counted) < 2 or all(self._agreement.agrees(item, first, known[side]) for side in counted[1:]):
            return None
        rule = find_rule(self._situation(item, known), ITEMS[item].weight)
        right = rule.right
        if right is not None and right not in known:
            right = Side.VISIT if Side.VISIT in known else None
        followers = {side: self._followers(item, known, counted, side) for side in known}
        return Judgement(_verdict(item, [known[side] for side in counted]), right, followers, rule.reason)

    def _followers(self, item: str, known: dict[Side, str], counted: list[Side], right: Side) -> tuple[Side, ...]:
        return tuple(side for side in counted if not self._agreement.agrees(item, known[right], known[side]))

    def _situation(self, item: str, known: dict[Side, str]) -> Situation:
        machine, ledger, visit = (known.get(side) for side in Side)
        if visit == "" and item not in _BLANK_COUNTS and (machine or ledger):
            return Situation.VISIT_SILENT
        if visit and item not in _BLANK_COUNTS and not machine and not ledger:
            return Situation.OTHERS_SILENT
        if machine is None or ledger is None or visit is None:
            return Situation.TWO_DIFFER
        if self._agreement.agrees(item, machine, ledger):
            return Situation.VISIT_ALONE
        if self._agreement.agrees(item, ledger, visit):
            return Situation.MACHINE_ALONE
        return Situation.LEDGER_ALONE if self._agreement.agrees(item, machine, visit) else Situation.ALL_DIFFER


def _verdict(item: str, values: list[str]) -> Verdict:
    if item in _OF_LISTS:
        return Verdict.UNLISTED
    return Verdict.MISSING if "" in values and item not in _BLANK_COUNTS else Verdict.DIFFERENT
