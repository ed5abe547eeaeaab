"""How a hand slips: what two writings of one answer may have to do with each other. Pure.

A slip is a hint for whoever has the paper before them, never a verdict.

API: `find_slip(first, second) -> Slip | None`, `plain_figure(text) -> str`
"""

import re
from collections import Counter
from decimal import Decimal
from enum import StrEnum

_FIGURE = re.compile(r"(\d[\d,]*)(?:\.(\d+))?(?:元|万元|人|岁|月|个月)?")
_CODE = re.compile(r"\d{6,}[0-9X]")
_FEWEST = 3  # digits from which one wrong digit says something


class Slip(StrEnum):
    """What may have happened."""

    EMPTY = "one side is empty"
    SWAPPED = "the same digits in another order"
    TENFOLD = "a nought or a decimal point too many"
    ONE_DIGIT = "one digit differs"


def find_slip(first: str, second: str) -> Slip | None:
    """The slip that would explain two writings as they are printed; None when they are equal or none would."""
    if first == second:
        return None
    if not first or not second:
        return Slip.EMPTY
    one, other = plain_figure(first), plain_figure(second)
    if not one or not other:
        return None
    if len(one) == len(other) and Counter(one) == Counter(other):
        return Slip.SWAPPED
    if _is_tenfold(one, other):
        return Slip.TENFOLD
    if len(one) == len(other) >= _FEWEST and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return Slip.ONE_DIGIT
    return None


def plain_figure(text: str) -> str:
    """A printed figure or number of a person without what is only for the eye: "31,200.00" is 31200; "" for words."""
    if _CODE.fullmatch(text):
        return text
    found = _FIGURE.fullmatch(text)
    if found is None:
        return ""
    whole, places = found[1].replace(",", ""), (found[2] or "").rstrip("0")
    return f"{whole}.{places}" if places else whole


def _is_tenfold(one: str, other: str) -> bool:
    if "X" in one + other:
        return False
    small, large = sorted((Decimal(one), Decimal(other)))
    return small > 0 and any(large == small * 10**power for power in (1, 2, 3))
