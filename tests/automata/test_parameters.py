"""Parameters: typed, ranged and set from text."""

from dataclasses import dataclass

import pytest

from secdilemma.automata.parameters import check_values, parameter, parameters_of
from secdilemma.errors import StrategyError


@dataclass
class Example:
    panic: int = parameter(4, low=0, high=20, meaning="fear at which it arms", source="Nobody 1900")
    leak: float = 0.5
    strikes: bool = False
    label: str = "x"
    floor: int = parameter(0, low=-3)
    roof: float = parameter(1.0, high=2.0)


def checked(**values):
    return check_values("example", Example, values)


def test_what_a_listing_shows():
    panic, leak, *_ = parameters_of(Example)
    assert (panic.name, panic.type, panic.default) == ("panic", int, 4)
    assert (panic.low, panic.high) == (0, 20)
    assert (panic.meaning, panic.source) == ("fear at which it arms", "Nobody 1900")
    assert (leak.low, leak.high, leak.meaning) == (None, None, "")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("panic", "7", 7),
        ("panic", " 7 ", 7),
        ("leak", "0.25", 0.25),
        ("leak", "1/3", 1 / 3),
        ("leak", 2, 2.0),
        ("strikes", "yes", True),
        ("strikes", "False", False),
        ("label", " kept ", " kept "),
        ("floor", "-3", -3),
    ],
)
def test_a_value_takes_the_parameters_type(name, text, value):
    made = checked(**{name: text})[name]
    assert made == value
    assert type(made) is type(value)


@pytest.mark.parametrize(
    ("name", "bad", "rule"),
    [
        ("panic", 21, "a whole number from 0 to 20"),
        ("panic", -1, "a whole number from 0 to 20"),
        ("panic", 2.0, "a whole number from 0 to 20"),
        ("panic", "2.5", "a whole number"),
        ("panic", True, "a whole number"),
        ("leak", "1/0", "a number"),
        ("leak", "much", "a number"),
        ("leak", float("nan"), "a number"),
        ("leak", "inf", "a number"),
        ("leak", True, "a number"),
        ("strikes", 1, "true or false"),
        ("strikes", "maybe", "true or false"),
        ("label", 3, "a text"),
        ("floor", -4, "a whole number of at least -3"),
        ("roof", 2.5, "a number of at most 2"),
    ],
)
def test_what_does_not_fit(name, bad, rule):
    with pytest.raises(StrategyError, match=rf"^example\.{name}: got .*; expected {rule}"):
        checked(**{name: bad})


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(StrategyError, match=r"no parameter 'pannic'. Did you mean panic\?.*leak"):
        checked(pannic=3)


def test_some_have_none():
    @dataclass
    class Bare:
        pass

    with pytest.raises(StrategyError, match=r"no parameter 'panic'.*\(it has none\)"):
        check_values("bare", Bare, {"panic": 3})


def test_a_parameter_needs_a_default_and_a_simple_type():
    @dataclass
    class NoDefault:
        panic: int

    @dataclass
    class Complex:
        panic: list = None

    with pytest.raises(StrategyError, match=r"NoDefault.panic: a parameter needs a default"):
        parameters_of(NoDefault)
    with pytest.raises(StrategyError, match=r"Complex.panic: got type .*; expected int, float"):
        parameters_of(Complex)
