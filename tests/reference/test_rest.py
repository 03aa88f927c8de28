"""What is said to be at rest is, and what is said to be gone is gone."""

import numpy as np
import pytest
from nasty import TIMES

from secdilemma.games.comparison import scale_of
from secdilemma.games.horizon import turns
from secdilemma.populations import ecology, replicator, replicator_mutator, two_populations, words
from secdilemma.populations.evolution import evolve
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.process import Settings

COUNT = 25 * TIMES
ROCK = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
SLOW = np.array([[1.0, 1, 1], [1.001, 1, 0], [0.9, 2, 3]])
"""The second grows slowly among the first, and the third fast among the second."""


def is_at_rest(payoff, end):
    """Return whether all who are there earn the same, and nobody who is not earns more."""
    earned = payoff @ end
    mean, near = end @ earned, 1e-6 * np.ptp(payoff, axis=0).max()
    there = end > 1e-6
    return bool((np.abs(earned - mean)[there] < near).all() and (earned < mean + near).all())


@pytest.mark.parametrize("unit", [1e-9, 1.0, 5e8])
def test_whatever_the_unit_rest_is_rest(unit):
    rng = np.random.default_rng(9)
    rested = 0
    for _ in range(COUNT):
        n = int(rng.integers(2, 7))
        game = unit * rng.normal(size=(n, n))
        start = rng.dirichlet(np.full(n, 0.3)) * (1 - 1e-6) + 1e-6 / n
        made = replicator(game, start / start.sum())
        assert is_at_rest(game, made.end) or not made.settled
        rested += made.settled
    assert rested > 0.8 * COUNT


def test_payoffs_in_another_unit_only_change_the_clock():
    rng = np.random.default_rng(3)
    game, columns = rng.normal(size=(4, 4)), rng.normal(size=4)
    one, other = replicator(game), replicator(1e7 * (game + columns))
    np.testing.assert_allclose(other.shares, one.shares, atol=1e-7)
    np.testing.assert_allclose(1e7 * other.times, one.times, rtol=1e-12)
    assert one.settled == other.settled
    pair = [two_populations(unit * game, unit * game.T) for unit in (1.0, 1e-8)]
    np.testing.assert_allclose(pair[0].row[-1], pair[1].row[-1], atol=1e-7)
    chance = [replicator_mutator(unit * (game - game.min()), 0.01) for unit in (1.0, 1e-8)]
    np.testing.assert_allclose(chance[0].end, chance[1].end, atol=1e-7)
    assert all(each.settled for each in chance)


def test_who_comes_back_late_is_waited_for():
    start = [0.999 - 1e-6, 1e-6, 0.001]
    early = replicator(SLOW, start, until=2_000.0)
    assert early.end[2] < 1e-60
    assert not early.settled
    assert not early.gone.any()
    late = replicator(SLOW, start)
    assert late.settled
    assert is_at_rest(SLOW, late.end)
    assert late.end[2] == pytest.approx(1)


def test_a_share_of_nothing_a_float_can_hold_comes_back_in_the_ecology():
    game = np.array([[1.0, 1, 0.1], [1.01, 1, 0.1], [0.5, 2, 1]])
    start = [1 - 2e-9, 1e-9, 1e-9]
    assert ecology(game, start, generations=2_000).end[2] == 0.0
    late = ecology(game, start, generations=8_000)
    assert late.end[2] == pytest.approx(1)
    assert late.settled


def test_shares_that_go_round_for_ever_are_never_at_rest():
    inwards, outwards = (ROCK + sign * 0.2 * np.eye(3) for sign in (-1, 1))
    assert replicator(inwards, [0.5, 0.3, 0.2]).settled
    assert not replicator(outwards, [0.5, 0.3, 0.2]).settled


def encounters(payoff):
    n = len(payoff)
    names = tuple("abcdef"[:n])
    return PairPayoffs(names, np.asarray(payoff)[None], np.eye(n), turns(50), scale_of(payoff))


def said(payoff, **settings):
    return " ".join(words.answer(evolve(encounters(payoff), Settings(**settings))))


def test_what_still_moves_is_named_and_how_fast():
    start = {"b": 1e-6, "c": 1e-3}
    moving = said(SLOW, start=start, until=2_000.0, extinct=0.0)
    assert (
        "Not at rest by time 2,000: at this rate b (under half a percent) doubles in 693" in moving
    )
    assert "2 under half a percent" in moving
    assert "gone" not in moving
    killed = said(SLOW, start=start)
    assert "1 gone" in killed
    assert killed.endswith("At rest, but these would grow by coming back: c.")
    round_about = said(ROCK + 0.2 * np.eye(3), start={"a": 0.5, "b": 0.3}, extinct=0.0)
    assert "Not at rest" in round_about
    assert "The lead goes round between " in round_about


@pytest.mark.parametrize(
    "process", [{}, {"process": "ecology"}, {"mutation": 1e-3}, {"process": "ecology", "until": 3}]
)
def test_every_process_says_at_rest_only_where_it_is(process):
    rng = np.random.default_rng(5)
    for _ in range(5):
        game = rng.uniform(0.5, 2, (3, 3))
        outcome = evolve(encounters(game), Settings(**process, extinct=0.0))
        rest = "At rest" in words.answer(outcome)[1]
        assert rest != ("Not at rest" in words.answer(outcome)[1])
        if rest and "mutation" not in process:
            assert is_at_rest(game, outcome.shares[-1, 0])
