"""From XPath text to Python functions. The only file that imports elementpath; imported at the first compilation."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DecimalException
from functools import cache
from typing import Any

from elementpath import ElementPathError, XPath1Parser

from ffp_desktop.domain.expressions.functions import FUNCTIONS
from ffp_desktop.domain.expressions.terms import Compiled, ExpressionError, Table
from ffp_desktop.domain.expressions.values import (
    MISSING,
    Number,
    are_equal,
    are_unequal,
    as_flag,
    as_number,
    as_text,
    is_at_most,
    is_less,
    present,
)

MAX_DEPTH = 100
MAX_LENGTH = 4000
_PREFIX = "v_"
_OWN_FUNCTIONS: dict[str, tuple[int, int | None]] = {"if": (3, 3), "coalesce": (2, None), "pulldata": (4, 4)}


class SurveyParser(XPath1Parser):
    """XPath 1 with our functions; it only parses."""

    def parse(self, source: str) -> Any:
        if self.tokenizer is None:
            self.tokenizer = self.create_tokenizer(self.symbol_table)
        return super(XPath1Parser, self).parse(source)


for _name, (_least, _most) in {**{n: (f.least, f.most) for n, f in FUNCTIONS.items()}, **_OWN_FUNCTIONS}.items():
    SurveyParser.symbol_table.pop(_name, None)
    SurveyParser.function(_name, nargs=_least if _least == _most else (_least, _most))


@cache
def _parser() -> SurveyParser:
    return SurveyParser()


def translate(source: str, variables: Sequence[str], lists: Mapping[str, Table]) -> Compiled:
    """The function that computes `source` from the values of `variables`. Raises `ExpressionError`."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("表达式太长")
    try:
        root = _parser().parse(source)
        return _Translator(variables, lists).translate(root)
    except ExpressionError:
        raise
    except (ElementPathError, RecursionError, TypeError, ValueError, AttributeError) as error:
        raise ExpressionError(_describe(error)) from None


def _describe(error: Exception) -> str:
    text = re.sub(r"\$v_", "$", str(error))
    if "XPST0017" in text:
        return f"没有这个函数，或参数个数不对（{text.partition('] ')[2] or text}）"
    return f"表达式写错了（{text.partition('] ')[2] or text}）"


class _Translator:
    """Turns one tree into nested functions of the values' tuple."""

    def __init__(self, variables: Sequence[str], lists: Mapping[str, Table]) -> None:
        self._positions = {name: position for position, name in enumerate(variables)}
        self._lists = lists
        self._depth = 0

    def translate(self, token: Any) -> Compiled:
        """The function of one node; nesting is bounded, so that evaluating never runs out of stack."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("表达式嵌套太深")
        compiled = self._translate(token)
        self._depth -= 1
        return compiled

    def _translate(self, token: Any) -> Compiled:
        symbol = token.symbol
        if symbol in ("(integer)", "(decimal)", "(float)", "(string)"):
            return _constant(Decimal(repr(token.value)) if isinstance(token.value, float) else token.value)
        if symbol == "$":
            return self._variable(token)
        if symbol == "(" and len(token) == 1:
            return self.translate(token[0])
        if symbol in _BINARY and len(token) == 2:
            return _BINARY[symbol](self.translate(token[0]), self.translate(token[1]))
        if symbol in "+-" and len(token) == 1:
            return _SIGN[symbol](self.translate(token[0]))
        if symbol in _OWN_FUNCTIONS and token.label == "function":
            return self._own_function(symbol, list(token))
        if symbol in FUNCTIONS and token.label == "function":
            return _call(FUNCTIONS[symbol].call, [self.translate(argument) for argument in token])
        raise ExpressionError(f"表达式里不能用“{token.source}”")

    def _variable(self, token: Any) -> Compiled:
        name = str(token[0].value)
        if not name.startswith(_PREFIX) or name[len(_PREFIX) :] not in self._positions:
            raise ExpressionError("项目名要写成 ${…}")
        position = self._positions[name[len(_PREFIX) :]]
        return lambda values: values[position]

    def _own_function(self, name: str, arguments: list[Any]) -> Compiled:
        if name == "pulldata":
            return self._pulldata(arguments)
        parts = [self.translate(argument) for argument in arguments]
        if name == "if":
            condition, then, otherwise = parts
            return lambda values: then(values) if as_flag(condition(values)) else otherwise(values)
        return lambda values: next((found for part in parts if present(found := part(values))), MISSING)

    def _pulldata(self, arguments: list[Any]) -> Compiled:
        if any(argument.symbol != "(string)" for argument in arguments[:3]):
            raise ExpressionError("pulldata 的前三个参数要写成带引号的名字")
        list_name, column, key = (str(argument.value) for argument in arguments[:3])
        choices = self._lists.get(list_name)
        if choices is None:
            raise ExpressionError(f"没有选项表“{list_name}”")
        known = {"name", "code", *(name for choice in choices.choices for name in choice.attributes)}
        if column not in known or key not in known:
            raise ExpressionError(f"选项表“{list_name}”没有列“{column if column not in known else key}”")

        def cell(choice: Any, name: str) -> str:
            return str(getattr(choice, name)) if name in ("name", "code") else str(choice.attributes.get(name, ""))

        table = {cell(choice, key): cell(choice, column) for choice in reversed(choices.choices)}
        wanted = self.translate(arguments[3])

        def pull(values: Sequence[object]) -> object:
            value = wanted(values)
            if isinstance(value, tuple):
                return tuple(table.get(as_text(entry), "") for entry in value)
            return table.get(as_text(value), "")

        return pull


def _constant(value: object) -> Compiled:
    return lambda _values: value


def _call(function: Callable[..., object], parts: list[Compiled]) -> Compiled:
    if len(parts) == 1:
        only = parts[0]
        return lambda values: function(only(values))
    if len(parts) == 2:
        first, second = parts
        return lambda values: function(first(values), second(values))
    return lambda values: function(*[part(values) for part in parts])


def _comparison(compare: Callable[[object, object], bool], *, turned: bool = False) -> Callable[..., Compiled]:
    def build(left: Compiled, right: Compiled) -> Compiled:
        if turned:
            return lambda values: compare(right(values), left(values))
        return lambda values: compare(left(values), right(values))

    return build


def _arithmetic(work_out: Callable[[Any, Any], Any]) -> Callable[..., Compiled]:
    def build(left: Compiled, right: Compiled) -> Compiled:
        def run(values: Sequence[object]) -> object:
            a, b = as_number(left(values)), as_number(right(values))
            if isinstance(a, tuple) or isinstance(b, tuple):
                return MISSING
            try:
                return work_out(a, b)
            except (DecimalException, ZeroDivisionError, OverflowError):
                return MISSING

        return run

    return build


def _divide(dividend: Number, divisor: Number) -> Decimal:
    return Decimal(dividend) / Decimal(divisor)


def _both(left: Compiled, right: Compiled) -> Compiled:
    return lambda values: as_flag(left(values)) and as_flag(right(values))


def _either(left: Compiled, right: Compiled) -> Compiled:
    return lambda values: as_flag(left(values)) or as_flag(right(values))


def _sign(factor: int) -> Callable[[Compiled], Compiled]:
    multiply = _arithmetic(lambda a, b: a * b)
    return lambda part: multiply(part, _constant(factor))


_BINARY: dict[str, Callable[[Compiled, Compiled], Compiled]] = {
    "and": _both,
    "or": _either,
    "=": _comparison(are_equal),
    "!=": _comparison(are_unequal),
    "<": _comparison(is_less),
    "<=": _comparison(is_at_most),
    ">": _comparison(is_less, turned=True),
    ">=": _comparison(is_at_most, turned=True),
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "div": _arithmetic(_divide),
    "mod": _arithmetic(lambda a, b: a % b),
}
_SIGN = {"+": _sign(1), "-": _sign(-1)}
