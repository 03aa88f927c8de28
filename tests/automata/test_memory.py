"""How far back a strategy looks, against all histories by brute force."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.automata.memory import memory_depth
from secdilemma.catalogue.catalogue import open_catalogue

CATALOGUE = open_catalogue()
KNOWN = {
    "all-d": 0,
    "random": 0,
    "tft": 1,
    "wsls": 1,
    "gtft": 1,
    "tf2t": 2,
    "2tft": 2,
    "hard-tft": 3,
    "grim": math.inf,
    "ctft": math.inf,
}


def table(responses, targets):
    """Return a deterministic automaton: `targets[mind][event]`."""
    n = len(responses)
    restrain = np.array(responses, float)
    return Automaton(
        name="table",
        minds=tuple(range(n)),
        start=np.eye(n)[0],
        responses=np.column_stack([restrain, 1 - restrain, np.zeros(n)]),
        edge_start=np.arange(4 * n + 1),
        edge_target=np.array(targets, np.int64).reshape(-1),
        edge_probability=np.ones(4 * n),
    )


@st.composite
def tables(draw):
    n = draw(st.integers(1, 5))
    responses = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=n, max_size=n))
    row = st.lists(st.integers(0, n - 1), min_size=4, max_size=4)
    return responses, draw(st.lists(row, min_size=n, max_size=n))


def brute_depth(responses, targets, most):
    """Return the smallest k up to `most` after which no history tells minds apart; else None."""
    minds = range(len(responses))

    def run(mind, word):
        for event in word:
            mind = targets[mind][event]
        return mind

    futures = [w for k in range(len(responses)) for w in product(range(4), repeat=k)]

    def behaviour(mind):
        return tuple(responses[run(mind, w)] for w in futures)

    kinds = [behaviour(mind) for mind in minds]
    for k in range(most + 1):
        words = product(range(4), repeat=k)
        if all(len({kinds[run(mind, w)] for mind in minds}) == 1 for w in words):
            return k
    return None


@pytest.mark.parametrize("name", KNOWN)
def test_known_depths(name):
    assert memory_depth(explore(CATALOGUE.make(name))) == KNOWN[name]


@given(tables())
def test_it_is_what_every_history_says(made):
    """By brute force over all words up to length 4; a deeper memory has no k up to 4."""
    found = memory_depth(table(*made))
    assert brute_depth(*made, most=4) == (found if found <= 4 else None)


def test_a_mixture_that_the_last_event_alone_decides_is_depth_one():
    class Coin:
        def begin(self):
            return "heads"

        def respond(self, mind):
            return float(mind == "heads")

        def interpret(self, mind, own, seen):
            del mind, own
            return {"heads": 0.3, "tails": 0.7} if seen else {"heads": 0.9, "tails": 0.1}

    assert memory_depth(explore(Coin())) == 1


def test_nothing_is_said_of_an_automaton_that_is_cut_off():
    made = explore(CATALOGUE.make("tft"))
    fields = ("minds", "start", "responses", "edge_start", "edge_target", "edge_probability")
    cut = Automaton("cut", *(getattr(made, name) for name in fields), depth=3)
    assert memory_depth(cut) == math.inf
