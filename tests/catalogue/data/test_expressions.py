"""Arithmetic on parameters: what it comes to, and what it refuses."""

import math

import pytest
from hypothesis import given, strategies as st

from secdilemma.catalogue.data.expressions import LONGEST, constant, parse
from secdilemma.errors import StrategyError

VALUES = {"p": 0.25, "q": 3.0, "low_2": -1.5}

numbers = st.floats(0, 1e6).map(repr)
leaves = st.one_of(numbers, st.sampled_from(list(VALUES)))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda t: f"{t[0]}({t[1]}, {t[2]})"
        ),
        inner.map(lambda each: f"(-{each})"),
    ),
    max_leaves=6,
)


@given(trees)
def test_it_comes_to_what_python_makes_of_it(text):
    try:
        expected = eval(text, {"__builtins__": {}, "min": min, "max": max}, VALUES)  # noqa: S307
    except ZeroDivisionError:
        with pytest.raises(StrategyError, match="divides by zero"):
            parse(text, VALUES).at(VALUES)
        return
    found = parse(text, VALUES).at(VALUES)
    assert found == expected or (math.isnan(found) and math.isnan(expected))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/3", 1 / 3),
        ("1 - p", 0.75),
        ("1 - p - p", 0.5),
        ("8/4/2", 1.0),
        ("1 + 2 * q", 7.0),
        ("(1 + 2) * q", 9.0),
        ("-p", -0.25),
        ("1 - -p", 1.25),
        ("min(1, q)", 1.0),
        ("max(p, min(q, 2))", 2.0),
        (" .5 ", 0.5),
        ("1e-3", 0.001),
    ],
)
def test_the_usual_order(text, value):
    assert parse(text, VALUES).at(VALUES) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1 +", "* 2", "(1", "1)", "1 2", "p q", "min(1)", "min(1, 2, 3)", "sum(1, 2)",
        "1 // 2", "2 ** 3", "p.real", "p[0]", "'x'", "P", "__import__('os')", "1; 2",
        "1 if p else 2",
        "lambda: 1", "p := 1", "1,2", "min", "ｐ", "1_000", "0x10", "1j",
    ],
)  # fmt: skip
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(StrategyError, match=r"expected numbers, parameters|names no parameter"):
        parse(text, VALUES)


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(StrategyError, match=r"names no parameter 'low_3' .*Did you mean low_2\?"):
        parse("1 - low_3", VALUES)
    with pytest.raises(StrategyError, match=r"names no parameter 'x' \(it has none\)"):
        parse("x", {})


@pytest.mark.parametrize("text", ["(" * 90 + "1" + ")" * 90, "-" * 150 + "1"])
def test_what_is_nested_too_deeply_is_refused(text):
    with pytest.raises(StrategyError, match="nested too deeply"):
        parse(text, VALUES)


def test_what_is_too_long_is_refused():
    with pytest.raises(StrategyError, match="expected up to 200"):
        parse("1+" * LONGEST + "1", VALUES)


def test_a_constant():
    assert constant(1).at({}) == 1.0
    assert constant(0.1).text == "0.1"
