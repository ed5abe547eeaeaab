"""The operators of expressions, by their symbol: comparisons and exact arithmetic. Nothing here raises."""

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from ffp_desktop.domain.expressions.values import (
    MISSING,
    NUMBERS,
    Number,
    are_equal,
    are_unequal,
    as_number,
    is_at_most,
    is_less,
)

Operator = Callable[[object, object], object]


def _arithmetic(work_out: Callable[[Any, Any], object]) -> Operator:
    def run(left: object, right: object) -> object:
        a = left if left.__class__ in NUMBERS else as_number(left)
        b = right if right.__class__ in NUMBERS else as_number(right)
        if isinstance(a, tuple) or isinstance(b, tuple):
            return MISSING
        try:
            return work_out(a, b)
        except (DecimalException, ZeroDivisionError, OverflowError):
            return MISSING

    return run


def _divide(dividend: Number, divisor: Number) -> Decimal:
    return Decimal(dividend) / Decimal(divisor)


ORDERS: dict[str, Operator] = {
    "<": is_less,
    "<=": is_at_most,
    ">": lambda left, right: is_less(right, left),
    ">=": lambda left, right: is_at_most(right, left),
}
COMPARISONS: dict[str, Operator] = {"=": are_equal, "!=": are_unequal, **ORDERS}
"""Each answers with True or False."""

ARITHMETIC: dict[str, Operator] = {
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "div": _arithmetic(_divide),
    "mod": _arithmetic(lambda a, b: a % b),
}
