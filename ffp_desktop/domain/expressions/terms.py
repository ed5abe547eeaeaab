"""What the files of this package share: the error, a compiled function's type, choice lists as expressions see them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

Compiled = Callable[[Mapping[str, object]], object]
"""Computes a value from the values of an expression's variables, by name."""


class ExpressionError(ValueError):
    """An expression that cannot be used; the message is Chinese, for the author of a form."""


class Row(Protocol):
    """One choice: a row of a list."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def attributes(self) -> Mapping[str, str]: ...


class Table(Protocol):
    """A choice list that `pulldata` looks things up in."""

    @property
    def choices(self) -> Sequence[Row]: ...
