"""From XPath text to one Python function. The only file that imports elementpath; imported at the first compilation."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from elementpath import ElementPathError, XPath1Parser

from ffp_desktop.domain.expressions.functions import FUNCTIONS
from ffp_desktop.domain.expressions.operators import ARITHMETIC, COMPARISONS, ORDERS
from ffp_desktop.domain.expressions.terms import Compiled, ExpressionError, Table
from ffp_desktop.domain.expressions.values import MISSING, NUMBERS, as_flag, as_text, present

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


class Translation(NamedTuple):
    """What computes an expression's value, and whether that is always True or False."""

    run: Compiled
    is_flag: bool


def translate(source: str, variables: Sequence[str], lists: Mapping[str, Table]) -> Translation:
    """The function that computes `source` from the values of `variables` by name. Raises `ExpressionError`."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError("表达式太长")
    try:
        writer = _Writer(variables, lists)
        piece = writer.write(_parser().parse(source))
        compiled = compile(f"lambda v: {piece.text}", "<expression>", "eval")
    except ExpressionError:
        raise
    except (SyntaxError, MemoryError):
        raise ExpressionError("表达式嵌套太深") from None
    except (ElementPathError, RecursionError, TypeError, ValueError, AttributeError) as error:
        raise ExpressionError(_describe(error)) from None
    return Translation(eval(compiled, writer.names), piece.is_flag)


def _describe(error: Exception) -> str:
    text = re.sub(r"\$v_", "$", str(error))
    if "XPST0017" in text:
        return f"没有这个函数，或参数个数不对（{text.partition('] ')[2] or text}）"
    return f"表达式写错了（{text.partition('] ')[2] or text}）"


class _Piece(NamedTuple):
    """Python source; whether its value is always True or False; the value, where it is a constant."""

    text: str
    is_flag: bool = False
    constant: object = None


class _Writer:
    """Writes one tree as Python source over `v`, the values by name; `names` are what the source calls and holds.

    Nothing of the source text gets into the Python but through `repr` or as one of `names`.
    """

    def __init__(self, variables: Sequence[str], lists: Mapping[str, Table]) -> None:
        self._variables = frozenset(variables)
        self._lists = lists
        self._depth = 0
        self.names: dict[str, object] = {"as_flag": as_flag, "present": present, "NUMBERS": NUMBERS}

    def write(self, token: Any) -> _Piece:
        """The source of one node; nesting is bounded, so that compiling and evaluating never run out of stack."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("表达式嵌套太深")
        piece = self._write(token)
        self._depth -= 1
        return piece

    def _write(self, token: Any) -> _Piece:
        symbol = token.symbol
        if symbol in ("(integer)", "(decimal)", "(float)", "(string)"):
            return self._constant(Decimal(repr(token.value)) if isinstance(token.value, float) else token.value)
        if symbol == "$":
            return self._variable(token)
        if symbol == "(" and len(token) == 1:
            return self.write(token[0])
        if symbol in ("and", "or") and len(token) == 2:
            left, right = (_as_flag(self.write(part)) for part in token)
            return _Piece(f"({left} {symbol} {right})", True)
        if symbol in COMPARISONS and len(token) == 2:
            return self._comparison(symbol, self.write(token[0]), self.write(token[1]))
        if symbol in ARITHMETIC and len(token) == 2:
            return self._call(ARITHMETIC[symbol], [self.write(part) for part in token])
        if symbol in "+-" and len(token) == 1:
            return self._call(ARITHMETIC["*"], [self.write(token[0]), self._constant(1 if symbol == "+" else -1)])
        if symbol in _OWN_FUNCTIONS and token.label == "function":
            return self._own_function(symbol, list(token))
        if symbol in FUNCTIONS and token.label == "function":
            function = FUNCTIONS[symbol]
            return self._call(function.call, [self.write(argument) for argument in token], function.is_flag)
        raise ExpressionError(f"表达式里不能用“{token.source}”")

    def _constant(self, value: object) -> _Piece:
        is_plain = isinstance(value, str | int)
        return _Piece(repr(value) if is_plain else self._name(value), constant=value)

    def _variable(self, token: Any) -> _Piece:
        name = str(token[0].value)
        if not name.startswith(_PREFIX) or name[len(_PREFIX) :] not in self._variables:
            raise ExpressionError("项目名要写成 ${…}")
        return _Piece(f"v[{name[len(_PREFIX) :]!r}]")

    def _call(self, function: object, arguments: Sequence[_Piece], is_flag: bool = False) -> _Piece:
        return _Piece(f"{self._name(function)}({', '.join(part.text for part in arguments)})", is_flag)

    def _comparison(self, symbol: str, left: _Piece, right: _Piece) -> _Piece:
        """Beside a constant of its own kind a value is compared at once; all else is asked of `operators`."""
        general = self._name(COMPARISONS[symbol])
        given, constant = (left, right) if right.constant is not None else (right, left)
        if constant.constant is None or given.constant is not None:
            return _Piece(f"{general}({left.text}, {right.text})", True)
        is_text = isinstance(constant.constant, str)
        if is_text and symbol in ORDERS:
            return _Piece(f"{general}({left.text}, {right.text})", True)
        held = self._hold()
        first, second = (held, right.text) if given is left else (left.text, held)
        python = {"=": "=="}.get(symbol, symbol)
        kind = "is str" if is_text else "in NUMBERS"
        test = f"({held} := {given.text}).__class__ {kind}"
        return _Piece(f"({first} {python} {second} if {test} else {general}({first}, {second}))", True)

    def _own_function(self, name: str, arguments: list[Any]) -> _Piece:
        if name == "pulldata":
            return self._pulldata(arguments)
        parts = [self.write(argument) for argument in arguments]
        if name == "if":
            condition, then, otherwise = parts
            is_flag = then.is_flag and otherwise.is_flag
            return _Piece(f"({then.text} if {_as_flag(condition)} else {otherwise.text})", is_flag)
        text = repr(MISSING)
        for part in reversed(parts):
            held = self._hold()
            text = f"({held} if present({held} := {part.text}) else {text})"
        return _Piece(text)

    def _pulldata(self, arguments: list[Any]) -> _Piece:
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

        def pull(value: object) -> object:
            if isinstance(value, tuple):
                return tuple(table.get(as_text(entry), "") for entry in value)
            return table.get(as_text(value), "")

        return self._call(pull, [self.write(arguments[3])])

    def _name(self, thing: object) -> str:
        """The name under which the source finds a function or constant."""
        name = f"n{len(self.names)}"
        self.names[name] = thing
        return name

    def _hold(self) -> str:
        """A new name for a value that the source needs twice."""
        return self._name(None)


def _as_flag(piece: _Piece) -> str:
    return piece.text if piece.is_flag else f"as_flag({piece.text})"
