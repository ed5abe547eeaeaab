"""What an expression's result means as an item's value."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.values import Value

_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(10))
"""The smallest step of a number with so many decimal places."""


def calculated_answer(item: Item, result: object) -> Value | None:
    """The calculated value of `item`, or None while something it needs is missing. Decimals are rounded half up."""
    if isinstance(result, tuple):
        result = result[0] if len(result) == 1 else None
    if result is None or result == "":
        return None
    if item.type is ItemType.DECIMAL:
        return _as_decimal(result, item.places)
    if item.type is ItemType.INTEGER:
        number = _as_decimal(result, 0)
        return None if number is None else int(number)
    if item.type is ItemType.DATE:
        return date.fromisoformat(str(result))
    if isinstance(result, bool):
        return "是" if result else "否"
    return result if isinstance(result, int | Decimal) else str(result)


def _as_decimal(result: object, places: int) -> Decimal | None:
    try:
        number = Decimal(result) if isinstance(result, Decimal) else Decimal(str(result))
        return number.quantize(_STEPS[places], ROUND_HALF_UP)
    except InvalidOperation:
        return None
