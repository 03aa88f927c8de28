"""How long a match lasts."""

import math

import pytest

from secdilemma.errors import GameError, TournamentError
from secdilemma.games.horizon import LONG_RUN, LONGEST, discounted, horizon, turns


def test_a_number_of_turns():
    made = turns(200)
    assert (made.label, made.in_words(), made.finite) == ("200", "200 turns", True)
    assert (made.known_turns, made.prob_end) == (200, 0.0)
    assert turns(1).in_words() == "1 turn"
    assert turns(LONGEST).in_words() == "10,000,000 turns"


def test_a_chance_of_ending():
    made = discounted(0.95)
    assert (made.label, made.finite, made.known_turns) == ("δ=0.95", False, None)
    assert made.prob_end == pytest.approx(0.05)
    assert made.in_words() == "a 5 % chance of ending after each turn"


def test_the_long_run():
    assert (LONG_RUN.label, LONG_RUN.in_words()) == ("long-run", "the long run")
    assert (LONG_RUN.finite, LONG_RUN.known_turns, LONG_RUN.prob_end) == (False, None, 0.0)


@pytest.mark.parametrize("bad", [0, -1, LONGEST + 1, 1.5, "ten", True, None])
def test_what_is_no_number_of_turns(bad):
    with pytest.raises(TournamentError, match=r"^turns: got .*; expected a whole number of turns"):
        turns(bad)


@pytest.mark.parametrize("bad", [-0.1, 1.1, "0.5", None])
def test_what_is_no_discount(bad):
    with pytest.raises(GameError, match=r"^discount: got .*; expected a probability"):
        discounted(bad)


def test_the_ends_of_discounting_have_names():
    with pytest.raises(TournamentError, match="say turns = 1"):
        discounted(0)
    with pytest.raises(TournamentError, match='say "long-run"'):
        discounted(1.0)


@pytest.mark.parametrize("text", ["long-run", "Long Run", " INF ", "∞", math.inf, LONG_RUN])
def test_words_for_the_long_run(text):
    assert horizon(text) is LONG_RUN


@pytest.mark.parametrize("value", [50, "50", " 50 ", turns(50)])
def test_words_for_turns(value):
    assert horizon(value) == turns(50)


@pytest.mark.parametrize("bad", ["soon", "-3", "", 0, "0", None, 2.5, [5]])
def test_what_is_no_horizon(bad):
    with pytest.raises(TournamentError, match=r"^horizon: got .*; expected"):
        horizon(bad)
