"""What the three sides disagree about, as it is shown, settled and printed. Pure records.

API: `Verdict`, `Difference` (`.id`, `.values`, `.changes`), `fingerprint(values)`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.canonical import canonical_json
from ffp_desktop.domain.reconciliation.items import ITEMS, ComparedItem, Side
from ffp_desktop.domain.reconciliation.sides import Value

NOT_LISTED, LISTED, LISTED_ELSEWHERE = "没有", "有", "在另一户"


class Verdict(StrEnum):
    """What is wrong with an item."""

    AGREE = "一致"
    DIFFERENT = "不一致"
    MISSING = "缺项"
    UNLISTED = "人户不一致"


@dataclass(frozen=True, slots=True)
class Difference:
    """One item of one person or household that is not the same everywhere.

    `household` is the vault's, or "@" and a digest for one that only an export knows; `member` is "" for the household
    itself, a member's id, or "@" and a digest for somebody the visit does not list. A value is None where that side
    says nothing: no ledger, no such column. `right` is the side that the rules propose, None when it takes a visit;
    `followers` says for each side who has to change when that one is right.
    """

    village: str
    household: str
    head_name: str
    survey: str
    member: str
    name: str
    item: str
    machine: Value
    ledger: Value
    visit: Value
    verdict: Verdict
    right: Side | None
    followers: Mapping[Side, tuple[Side, ...]]
    reason: str = ""

    @property
    def id(self) -> str:
        """The document that settles it."""
        return f"reconciliation:{self.household}:{self.member}:{self.item}"

    @property
    def wrong(self) -> tuple[Side, ...]:
        """Who has to change as the rules propose."""
        return (Side.VISIT,) if self.right is None else self.followers.get(self.right, ())

    @property
    def asked(self) -> ComparedItem:
        return ITEMS[self.item]

    @property
    def values(self) -> dict[Side, Value]:
        return {Side.MACHINE: self.machine, Side.LEDGER: self.ledger, Side.VISIT: self.visit}


def fingerprint(values: Mapping[Side, Value]) -> str:
    """The same for the same three values."""
    told = {side.value: values.get(side) for side in Side}
    return hashlib.sha256(canonical_json(told).encode()).hexdigest()[:32]
