"""Reading what a strategy returns."""

# ruff: noqa: ARG002

from dataclasses import dataclass
from typing import Any

import pytest

from secdilemma import ARM, RESTRAIN, STRIKE, Context
from secdilemma.automata import distributions
from secdilemma.errors import StrategyError


@dataclass
class Fixed:
    """It returns what it was given; it raises what is an exception."""

    value: Any

    def _give(self):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value

    def begin(self):
        return self._give()

    def respond(self, mind):
        return self._give()

    def interpret(self, mind, own, seen):
        return self._give()


@pytest.mark.parametrize(
    ("value", "odds"),
    [
        (RESTRAIN, (1, 0, 0)),
        (ARM, (0, 1, 0)),
        (STRIKE, (0, 0, 1)),
        (0.25, (0.25, 0.75, 0)),
        (1.0, (1, 0, 0)),
        (0.0, (0, 1, 0)),
        ({RESTRAIN: 0.5, STRIKE: 0.5}, (0.5, 0, 0.5)),
        ({ARM: 1}, (0, 1, 0)),
    ],
)
def test_responses(value, odds):
    assert distributions.respond(Fixed(value), "calm", "x") == odds


@pytest.mark.parametrize("bad", [None, "C", 1, 0, True, 1.5, -0.1, float("nan"), {"C": 1.0}])
def test_what_is_no_response(bad):
    with pytest.raises(
        StrategyError, match=r"^x: respond\('calm'\) returned .*; expected RESTRAIN"
    ):
        distributions.respond(Fixed(bad), "calm", "x")


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({RESTRAIN: 0.5}, r"add up to 0.5; expected 1"),
        ({RESTRAIN: 0.7, ARM: 0.7}, r"add up to 1.4"),
        ({RESTRAIN: 1.5, ARM: -0.5}, r"\[RESTRAIN\] is 1.5; expected a probability"),
        ({}, r"add up to 0"),
    ],
)
def test_odds_over_actions_are_odds(bad, message):
    with pytest.raises(StrategyError, match=message):
        distributions.respond(Fixed(bad), "calm", "x")


@pytest.mark.parametrize(
    ("value", "odds"),
    [
        ("calm", (("calm", 1.0),)),
        (0, ((0, 1.0),)),
        (("a", 1), ((("a", 1), 1.0),)),
        ({"a": 0.25, "b": 0.75}, (("a", 0.25), ("b", 0.75))),
        ({"a": 1.0, "b": 0.0}, (("a", 1.0),)),
    ],
)
def test_minds(value, odds):
    assert distributions.interpret(Fixed(value), "calm", ARM, RESTRAIN, "x") == odds
    assert distributions.begin(Fixed(value), Context(), "x") == odds


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (None, r"returned None; expected a mind \(is a return missing\?\)"),
        ([1, 2], r"a list; expected a mind that can be hashed"),
        (({},), r"a tuple; expected a mind that can be hashed"),
        ({"a": 0.5}, "add up to 0.5"),
        ({"a": 2.0, "b": -1.0}, r"\['a'\] is 2.0; expected a probability"),
        ({"a": "half"}, r"\['a'\] is 'half'"),
    ],
)
def test_what_is_no_mind(bad, message):
    with pytest.raises(StrategyError, match=rf"^x: interpret\('calm', ARM, RESTRAIN\).*{message}"):
        distributions.interpret(Fixed(bad), "calm", ARM, RESTRAIN, "x")
    with pytest.raises(StrategyError, match=rf"^x: begin\(\).*{message}"):
        distributions.begin(Fixed(bad), Context(), "x")


def test_what_a_strategy_raises_is_told_with_its_line():
    with pytest.raises(
        StrategyError,
        match=r"^x: respond\('calm'\) raised KeyError: 'no'.*test_distributions.py, line \d+",
    ) as caught:
        distributions.respond(Fixed(KeyError("no")), "calm", "x")
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_error_without_words():
    with pytest.raises(StrategyError, match=r"raised ZeroDivisionError \("):
        distributions.respond(Fixed(ZeroDivisionError()), "calm", "x")


def test_its_own_kind_of_error_passes_through():
    with pytest.raises(StrategyError, match=r"^mine \(.*test_distributions\.py\)$"):
        distributions.respond(Fixed(StrategyError("mine")), "calm", "x")


def test_begin_is_given_the_match_if_it_asks():
    class Asking:
        def begin(self, context):
            return (context.turns, context.seat)

    assert distributions.begin(Asking(), Context(turns=9, seat=1), "x") == (((9, 1), 1.0),)
