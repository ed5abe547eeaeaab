"""XLSForm expressions: `${safe_water} = '否' and selected(${risk_types}, '因病')`.

elementpath's XPath 1 parser, subclassed with our functions, reads the text; the tree is written as one Python
function, which is a hundred times faster than elementpath's own evaluation, keeps Decimal exact in comparisons too, and
gives missing answers a meaning of their own (see `values.py`). elementpath is imported at the first compilation.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast

from ffp_desktop.domain.expressions.terms import Compiled, ExpressionError, Table
from ffp_desktop.domain.expressions.values import as_flag, freeze

if TYPE_CHECKING:
    from ffp_desktop.domain.expressions.translation import Translation

_PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{([^{}]*)\}")
_NAME = re.compile(r"(members\.)?[a-z][a-z0-9_]*")
_OWN = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w.)\]])\.(?![\w.])")


class CompiledExpression:
    """An expression of a form. The text is turned into a function when it is first evaluated, or by `compile`."""

    def __init__(self, source: str, lists: Mapping[str, Table], own: str = "") -> None:
        self.source = source
        self.variables = find_variables(source, own)
        self._lists = lists
        self._own = own

    def compile(self) -> None:
        """Raises `ExpressionError` when the expression cannot be used."""
        _ = self.run

    def evaluate(self, values: Mapping[str, object]) -> object:
        """The value for `values`."""
        return self.run({name: freeze(values[name]) for name in self.variables})

    def is_true(self, values: Mapping[str, object]) -> bool:
        """Whether the value counts as true."""
        return as_flag(self.evaluate(values))

    @cached_property
    def run(self) -> Compiled:
        """Computes the value from frozen values."""
        return self._translation.run

    @cached_property
    def test(self) -> Callable[[Mapping[str, object]], bool]:
        """Computes from frozen values whether the value counts as true."""
        run, is_flag = self._translation
        return cast(Callable[[Mapping[str, object]], bool], run) if is_flag else lambda values: as_flag(run(values))

    def __repr__(self) -> str:
        return f"CompiledExpression({self.source!r})"

    @cached_property
    def _translation(self) -> "Translation":
        from ffp_desktop.domain.expressions.translation import translate

        return translate(name_variables(self.source, self._own), self.variables, self._lists)


def compile_expression(
    source: str, choice_lists: Mapping[str, Table] | None = None, own: str = "", *, later: bool = False
) -> CompiledExpression:
    """The expression of `source`. `own` is the item that `.` stands for (in a constraint).

    Raises `ExpressionError` for anything wrong in it; with `later` only its names are looked at, and the rest when it
    is first evaluated.
    """
    expression = CompiledExpression(source, choice_lists or {}, own)
    if not later:
        expression.compile()
    return expression


def find_variables(source: str, own: str = "") -> tuple[str, ...]:
    """The names an expression reads, each once, in the order they stand."""
    names: dict[str, None] = {}
    for match in _PIECE.finditer(source):
        if match[1] is None:
            continue
        if not _NAME.fullmatch(match[1]):
            raise ExpressionError(f"“${{{match[1]}}}”不是项目名")
        names[match[1]] = None
    if own and any(match[0] == "." for match in _OWN.finditer(source)):
        names[own] = None
    return tuple(names)


def name_variables(source: str, own: str = "") -> str:
    """The source as XPath has it: `${x}` as `$v_x`, `.` as its item."""

    def replace(match: re.Match[str]) -> str:
        return match[0] if match[1] is None else f" $v_{match[1]} "

    def replace_own(match: re.Match[str]) -> str:
        return f" $v_{own} " if match[0] == "." else match[0]

    text = _OWN.sub(replace_own, source) if own else source
    return _PIECE.sub(replace, text)
