"""What a person settled of a difference, as a document of the household's village.

API: `Settlement`, `KIND`, `SETTLED`, `encode_settlement`, `decode_settlement`, `changed_sides(settlement, values)`.

A settlement holds for the three values it was made for. When a side says something else afterwards, and the sides still
differ, the difference is open again, and it is known which side changed. Taking one back sets its unit to nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.sides import Value

KIND, SETTLED = "reconciliation", "settled"


@dataclass(frozen=True, slots=True)
class Settlement:
    """`right` is the side that the others have to follow; None: they may stay as they are, for the reason given."""

    id: str
    village: str
    household: str
    member: str
    item: str
    right: Side | None
    reason: str
    values: Mapping[Side, Value] = field(default_factory=dict)
    author: str = ""
    at: str = ""
    conflicts: int = 0


def encode_settlement(settlement: Settlement) -> dict[str, Any]:
    """What the unit `settled` holds; who, when and where stand on the revision."""
    return {
        "household": settlement.household,
        "member": settlement.member,
        "item": settlement.item,
        "right": settlement.right.value if settlement.right else "",
        "reason": settlement.reason,
        "values": {side.value: settlement.values.get(side) for side in Side},
    }


def decode_settlement(
    id: str, told: Mapping[str, Any], village: str, author: str, at: str, conflicts: int = 0
) -> Settlement:
    """What `encode_settlement` wrote."""
    values = told.get("values") or {}
    right = str(told.get("right", ""))
    return Settlement(
        id=id,
        village=village,
        household=str(told.get("household", "")),
        member=str(told.get("member", "")),
        item=str(told.get("item", "")),
        right=Side(right) if right in list(Side) else None,
        reason=str(told.get("reason", "")),
        values={side: values.get(side.value) for side in Side},
        author=author,
        at=at,
        conflicts=conflicts,
    )


def changed_sides(settlement: Settlement, values: Mapping[Side, Value]) -> tuple[Side, ...]:
    """The sides that say something else than when it was settled; none: it still holds."""
    return tuple(side for side in Side if settlement.values.get(side) != values.get(side))
