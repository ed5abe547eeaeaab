"""Expressions: what they mean, what is missing, and what is refused before it can go wrong."""

from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.expressions.functions import FUNCTIONS
from ffp_desktop.domain.expressions.parser import compile_expression
from ffp_desktop.domain.expressions.terms import ExpressionError
from ffp_desktop.domain.form.definition import Choice, ChoiceList

LISTS = {"kin": ChoiceList("kin", (Choice("之子", "03", attributes={"sex": "男"}), Choice("配偶", "02")))}
D = Decimal


def value_of(source: str, **values: object) -> object:
    named = {name.replace("__", "."): value for name, value in values.items()}
    return compile_expression(source, LISTS, "own").evaluate(named)


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("${a} = '否' and selected(${r}, '因病')", {"a": "否", "r": "因残 因病"}, True),
        ("selected(${r}, '因')", {"r": "因残 因病"}, False),
        ("${a} + ${b} - ${c}", {"a": D("0.10"), "b": D("0.20"), "c": D("0.30")}, D("0.00")),
        ("${a} - 1", {"a": D("2.50")}, D("1.50")),
        ("round_half_up(${a} div 3, 2)", {"a": D(20)}, D("6.67")),
        ("round_half_up(2.675, 2)", {}, D("2.68")),
        ("${a} > 1234567890123.44", {"a": D("1234567890123.45")}, True),
        ("if(${a} > 1, 'x.y', \"z\")", {"a": 2}, "x.y"),
        (". >= 0 and . < 10.5", {"own": D(3)}, True),
        ("regex(., '1[3-9].*')", {"own": "13x"}, True),
        ("max(${members.age})", {"members__age": (3, (), "", 7)}, 7),
        ("min(3, ${members.age})", {"members__age": (3, (), "", 7)}, 3),
        ("${members.kin} = '户主'", {"members__kin": ("配偶", "户主")}, True),
        ("count-equal(${members.kin}, '')", {"members__kin": ("配偶", "", "")}, 2),
        (
            "value_where(${members.age}, ${members.kin}, '户主')",
            {"members__age": (3, 50), "members__kin": ("", "户主")},
            50,
        ),
        ("row-numbers(${members.kin}, '户主')", {"members__kin": ("户主", "", "户主")}, "1、3"),
        ("pulldata('kin', 'sex', 'name', ${a})", {"a": "之子"}, "男"),
        ("pulldata('kin', 'sex', 'name', ${a})", {"a": "别的"}, ""),
        ("age_on(${b}, '2023-02-20')", {"b": "2000-02-21"}, 22),
        ("age_on('2000-02-29', '2001-02-28')", {}, 0),
        ("months_between('2022-08-31', '2023-02-28')", {}, 5),
        ("months_between('2023-02-28', '2022-08-28')", {}, -6),
        ("days_between('2023-02-27', '2023-03-01')", {}, 2),
        ("${a} < '2023-01-01'", {"a": "2022-12-31"}, True),
        ("coalesce(${a}, ${b}, 5)", {"a": "", "b": ()}, 5),
        ("id_sex('11010519491231002X')", {}, "女"),
        ("translate('2023-01-02', '-', '')", {}, "20230102"),
        ("substring('abcd', 2, 2)", {}, "bc"),
        ("not(true() = false())", {}, True),
        ("-(-3)", {}, 3),
    ],
)
def test_expression__its_meaning__is_exact(source: str, values: dict[str, object], expected: object) -> None:
    assert value_of(source, **values) == expected


@pytest.mark.parametrize("comparison", ["=", "!=", "<", "<=", ">", ">="])
def test_missing_number__compared__is_never_true(comparison: str) -> None:
    assert value_of(f"${{a}} {comparison} 3", a=()) is False
    assert value_of(f"3 {comparison} ${{a}}", a="") is False


@pytest.mark.parametrize("source", ["${a} + 1", "1 - ${a}", "${a} * 2", "-${a}", "2 div ${a}", "5 div 0", "5 mod 0"])
def test_missing_number__in_arithmetic__gives_missing(source: str) -> None:
    assert value_of(source, a=()) == ()


BAD = """
foo(1) · if(1, 2) · selected(${a}) · count-equal(1, 2, 3) · 1 + · a · /a/b · //a · @a · $a · ${a · ${A} · ${members.}
id('x') · position() · 1 | 2 · * · 'abc · ${a}[1] · a::b · true() true() · document('/etc/passwd')
pulldata('none', 'sex', 'name', 'x') · pulldata('kin', 'none', 'name', 'x') · pulldata('kin', ${a}, 'name', 'x')
""".replace("\n", " · ").split(" · ")
BAD += ["1" + "+1" * 3000, "1" + "+1" * 300, "-" * 300 + "1", "not(" * 200 + "1" + ")" * 200]


@pytest.mark.parametrize("source", BAD)
def test_bad_expression__when_compiled__is_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(source, LISTS)


def test_variables__in_order__are_found_outside_quotes_once() -> None:
    expression = compile_expression("${b} = '${x}' and ${members.a} = ${b} and . > 0.5", LISTS, "own")
    assert expression.variables == ("b", "members.a", "own")


def test_expression__for_later__names_its_variables_and_fails_when_used() -> None:
    expression = compile_expression("nothing(${a})", later=True)
    assert expression.variables == ("a",)
    with pytest.raises(ExpressionError):
        expression.evaluate({"a": 1})


def test_result__of_other_values__is_worked_out_again() -> None:
    expression = compile_expression("${a} > 1")
    assert [expression.is_true({"a": value}) for value in (1, 2, (), 2, D("1.01"))] == [False, True, False, True, True]
    assert expression.is_true(MappingProxyType({"a": [3]}))


CELLS = st.one_of(
    st.text(max_size=20),
    st.integers(-(10**13), 10**13),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13),
    st.just(()),
    st.sampled_from(["2023-02-20", "11010519491231002X", "", "NaN", "1e999999", "-0", "Infinity", "٣"]),
)
VALUES = st.one_of(CELLS, st.lists(CELLS, max_size=4).map(tuple))
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]


@given(st.sampled_from(OPERATORS), VALUES, VALUES)
def test_operator__on_anything_typed__never_raises(operator: str, a: object, b: object) -> None:
    value_of(f"${{a}} {operator} ${{b}}", a=a, b=b)


CONSTANTS = st.one_of(st.text("ab1.-是 ", max_size=6), st.integers(0, 10**6), st.sampled_from(["2.50", "0.1"]).map(D))


@given(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), st.one_of(VALUES, CONSTANTS, st.booleans()), CONSTANTS)
def test_comparison__with_a_constant__is_that_with_the_same_value(operator: str, a: object, constant: object) -> None:
    written = f"'{constant}'" if isinstance(constant, str) else str(constant)
    assert value_of(f"${{a}} {operator} {written}", a=a) is value_of(f"${{a}} {operator} ${{b}}", a=a, b=constant)
    assert value_of(f"{written} {operator} ${{a}}", a=a) is value_of(f"${{b}} {operator} ${{a}}", a=a, b=constant)


@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, min_size=4, max_size=4))
def test_function__on_anything_typed__never_raises(name: str, values: list[object]) -> None:
    function = FUNCTIONS[name]
    for count in range(function.least, (4 if function.most is None else function.most) + 1):
        names = ["a", "b", "c", "d"][:count]
        source = f"{name}({', '.join('${' + n + '}' for n in names)})"
        value_of(source, **dict(zip(names, values, strict=False)))
