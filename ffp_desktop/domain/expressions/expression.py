"""One compiled expression: what it reads, and its value for given values."""

from collections.abc import Callable, Mapping
from typing import Protocol

Scalar = str | int | float | bool | object  # Decimal among them
"""What expressions compute with. Dates are ISO text, several choices are names joined by a space, missing is "" (text,
choices, dates) or an empty tuple (numbers); a `members.x` name stands for a tuple with one entry a member."""


class Expression(Protocol):
    """Compiled by `parser.compile_expression`; evaluating is pure."""

    source: str
    variables: tuple[str, ...]
    """Names read: "safe_water" (own row or household), "members.age" (all rows)."""

    def evaluate(self, values: Mapping[str, object]) -> object: ...

    def is_true(self, values: Mapping[str, object]) -> bool: ...

    @property
    def run(self) -> Callable[[Mapping[str, object]], object]:
        """`evaluate` for values that are `values.freeze`d already: what inner loops call."""

    @property
    def test(self) -> Callable[[Mapping[str, object]], bool]:
        """`is_true` for values that are frozen already."""
