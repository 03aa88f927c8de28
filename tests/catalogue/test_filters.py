"""Filters by axelrod's classifier, decided from automata."""

import math

import pytest

from secdilemma import ARM, RESTRAIN
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.catalogue.classifier import classifier_of
from secdilemma.catalogue.filters import KEYS, passes
from secdilemma.errors import StrategyError

CATALOGUE = open_catalogue()
MADE = {name: CATALOGUE.make(name) for name in CATALOGUE.entries}


def passing(text):
    test = passes(text)
    return {name for name, made in MADE.items() if test(made)}


def test_by_chance():
    random = passing("stochastic=true")
    assert {"random", "gtft", "joss"} <= random
    assert passing("stochastic=false") == set(MADE) - random
    assert passing("stochastic != true") == passing("Stochastic=No")


def test_by_memory():
    assert passing("memory_depth=0") == {"all-c", "all-d", "fatalist", "random"}
    assert {"tft", "wsls", "gtft", "stft"} <= passing("memory_depth=1")
    assert passing("memory_depth<=1") == passing("memory_depth=0") | passing("memory_depth=1")
    assert passing("max_memory_depth=1") == passing("memory_depth <= 1")
    assert passing("min_memory_depth=2") == passing("memory_depth>1") == passing("memory_depth>=2")
    assert "grim" in passing("memory_depth=inf")
    assert passing("memory_depth<inf") == set(MADE) - passing("memory_depth=inf")
    assert passing("memory_depth!=1") == set(MADE) - passing("memory_depth=1")


def test_all_parts_must_hold():
    both = passing("stochastic=false,memory_depth<=1")
    assert both == passing("stochastic=false") & passing("memory_depth<=1")
    assert "tft" in both
    assert "gtft" not in both


def test_what_none_of_ours_does():
    for key in ("long_run_time", "inspects_source", "manipulates_source", "manipulates_state"):
        assert passing(f"{key}=false") == set(MADE)
        assert passing(f"{key}=true") == set()


def test_what_a_strategy_asks_for():
    aware, plain = CATALOGUE.make("gtft+payoff-aware"), CATALOGUE.make("gtft")
    last = CATALOGUE.make("tft+final=D")
    assert passes("makes_use_of=game")(aware)
    assert not passes("makes_use_of=game")(plain)
    assert passes("makes_use_of!=game")(plain)
    assert passes("makes_use_of=length")(last)
    assert not passes("makes_use_of=game&length")(last)
    assert classifier_of(last)["memory_depth"] == math.inf
    assert not classifier_of(last)["stochastic"]


def test_by_what_is_decided_of_the_automaton():
    assert {"tft", "grim", "all-c"} <= passing("nice=true")
    assert {"all-d", "random"} <= passing("nice=false")
    assert "grim" in passing("nice=true,forgiving=false,memory_depth=inf")
    assert "all-d" in passing("rival=true")


class Growing:
    """It remembers everything."""

    def begin(self):
        return ()

    def respond(self, mind):
        return ARM if len(mind) % 2 else RESTRAIN

    def interpret(self, mind, own, seen):
        return (*mind, own, seen)


def test_what_cannot_be_decided():
    made = classifier_of(Growing())
    assert made["memory_depth"] == math.inf
    assert made["stochastic"]
    assert not passes("nice=true")(Growing())
    assert not passes("nice=false")(Growing())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "got ''; expected key=value"),
        ("stochastic", "expected key=value, such as stochastic=false"),
        ("stochastic=maybe", "stochastic: got 'maybe'; expected true or false"),
        ("stochastic<true", "stochastic: got '<'; expected = or !="),
        ("memory=1", "got 'memory'; expected one of stochastic"),
        ("memory_dept=1", "Did you mean memory_depth"),
        ("memory_depth=x", "memory_depth: got 'x'; expected a number of turns, or inf"),
        ("memory_depth=-1", "got '-1'"),
        ("min_memory_depth<1", "min_memory_depth: got '<'; expected ="),
        ("makes_use_of=noise", "makes_use_of: got 'noise'; expected game, length"),
        ("stochastic=true,", "got ''; expected key=value"),
    ],
)
def test_filters_that_make_no_sense(text, message):
    with pytest.raises(StrategyError, match=message):
        passes(text)


def test_every_key_filters():
    values = dict.fromkeys(KEYS, "true") | {"makes_use_of": "game"}
    values |= {key: "1" for key in KEYS if key.endswith("memory_depth")}
    for key, value in values.items():
        assert passing(f"{key}={value}") != set(MADE) or key == "max_memory_depth"
