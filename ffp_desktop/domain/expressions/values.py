"""How expressions see values: what counts as missing, as a number, as true, and how two values compare.

Nothing here raises, whatever a clerk typed: a missing or unreadable operand gives a missing result. Money stays
Decimal throughout; binary floating point never appears.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

MISSING: tuple[object, ...] = ()
"""A missing number, or an empty list."""

Number = int | Decimal
NUMBERS: frozenset[object] = frozenset((int, Decimal))
"""The exact types of numbers: a quick look at `__class__`, which tells a truth value from the number 1."""


def freeze(value: object) -> object:
    """A value that can be remembered: lists as tuples, floats and dates as Decimal and ISO text."""
    if isinstance(value, list | tuple):
        return tuple(freeze(entry) for entry in value)
    if isinstance(value, float):
        return _read_number(repr(value))
    return value.isoformat() if isinstance(value, date) else value


def each(value: object) -> tuple[object, ...]:
    """The entries of a list, or the value alone; a missing number has none."""
    return value if isinstance(value, tuple) else (value,)


def present(value: object) -> list[object]:
    """The entries that are there: no empty text, no missing number."""
    if value.__class__ is str:
        return [value] if value else []
    return [entry for entry in each(value) if entry != "" and entry != ()]


def as_number(value: object) -> Number | tuple[object, ...]:
    """The number a value is or spells; `MISSING` when it is none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, str):
        return _read_number(value)
    if isinstance(value, tuple) and len(value) == 1:
        return as_number(value[0])
    return MISSING


def as_text(value: object) -> str:
    """The text of a value: numbers in plain figures, lists joined by a space, missing as "" ."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return " ".join(as_text(entry) for entry in present(value)) if isinstance(value, tuple) else str(value)


def as_flag(value: object) -> bool:
    """Whether a value counts as true: a true one, a text that is not empty, a number that is not 0, a filled list."""
    if isinstance(value, tuple):
        return any(as_flag(entry) for entry in value)
    return value != "" if isinstance(value, str) else bool(value)


def as_date(value: object) -> date | None:
    """The day that ISO text names."""
    text = as_text(value)
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def are_equal(left: object, right: object) -> bool:
    """XPath's `=`: whether any entry of one equals any entry of the other."""
    if left.__class__ is str and right.__class__ is str:
        return left == right
    return any(_pair_equal(a, b) is True for a, b in _pairs(left, right))


def are_unequal(left: object, right: object) -> bool:
    """XPath's `!=`: whether any entry of one differs from any entry of the other (missing numbers: neither)."""
    return any(_pair_equal(a, b) is False for a, b in _pairs(left, right))


def is_less(left: Any, right: Any) -> bool:
    """Whether any entry of `left` is below any of `right`: as numbers, or as days."""
    if left.__class__ in NUMBERS and right.__class__ in NUMBERS:
        return bool(left < right)
    return any(_order(a, b) == -1 for a, b in _pairs(left, right))


def is_at_most(left: Any, right: Any) -> bool:
    """Whether any entry of `left` is not above any of `right`."""
    if left.__class__ in NUMBERS and right.__class__ in NUMBERS:
        return bool(left <= right)
    return any(_order(a, b) in (-1, 0) for a, b in _pairs(left, right))


def _pairs(left: object, right: object) -> Iterable[tuple[object, object]]:
    if isinstance(left, bool) or isinstance(right, bool):
        return ((as_flag(left), as_flag(right)),)
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return ((left, right),)
    return ((a, b) for a in each(left) for b in each(right) if a != () and b != ())


def _pair_equal(left: object, right: object) -> bool | None:
    """Whether two entries are equal; None when one is missing beside a number."""
    if isinstance(left, str) == isinstance(right, str):
        return left == right
    if left == "" or right == "":
        return None
    return as_number(left) == as_number(right)


def _order(left: object, right: object) -> int | None:
    """-1, 0 or 1; None when the two have no order."""
    a, b = as_number(left), as_number(right)
    if not isinstance(a, tuple) and not isinstance(b, tuple):
        return (a > b) - (a < b)
    first, second = as_date(left), as_date(right)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


@lru_cache(maxsize=2048)
def _read_number(text: str) -> Number | tuple[object, ...]:
    if not text.isascii() or len(text) > 40 or "_" in text:
        return MISSING
    try:
        number = Decimal(text)
    except InvalidOperation:
        return MISSING
    return number if number.is_finite() else MISSING
