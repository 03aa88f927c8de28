"""Ashlock fingerprints against their closed forms (Ashlock and Kim 2008).

Tit for tat against the Joss-Ann transform of tit for tat: what it does is what the probe last did,
and what the probe does depends on what it did itself two turns ago, so that the two are
independent, each restraint with probability q = x / (x + y). Its payoff is the sum over outcomes,

    F(x, y) = (3 x^2 + 5 x y + y^2) / (x + y)^2.

Who does the same whatever happens meets a probe that restrains with x after arming, and with 1 - y
after restraint: all-D gets 1 + 4 x and all-C 3 (1 - y).
"""

import numpy as np
import pytest
from support import jitted

from secdilemma.analysis.fingerprints import ashlock_fingerprint, grid, transitive_fingerprint
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import Game, Payoffs, preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception

CATALOGUE = open_catalogue()
TFT = CATALOGUE.make("tft")
POINTS = grid(0.1)
X, Y = np.meshgrid(POINTS, POINTS, indexing="ij")
EDGE = (X == 0) & (Y == 0)


def made(name, **options):
    return ashlock_fingerprint(CATALOGUE.make(name), TFT, step=0.1, **options)


def test_tit_for_tat():
    found = made("tft")
    inner = ~EDGE
    expected = (3 * X**2 + 5 * X * Y + Y**2)[inner] / ((X + Y) ** 2)[inner]
    assert found.payoff[inner] == pytest.approx(expected, abs=1e-9)
    assert found.payoff[EDGE] == pytest.approx(3)
    assert found.exact.all()
    assert (found.error == 0).all()


def test_tit_for_tat_in_another_game():
    found = made("tft", game=Game("other", Payoffs(T=7, R=4, P=2, S=-1)))
    q = X[~EDGE] / (X + Y)[~EDGE]
    expected = 4 * q**2 + (7 - 1) * q * (1 - q) + 2 * (1 - q) ** 2
    assert found.payoff[~EDGE] == pytest.approx(expected, abs=1e-9)
    assert found.game == "other"


@pytest.mark.parametrize(("name", "expected"), [("all-d", 1 + 4 * X), ("all-c", 3 * (1 - Y))])
def test_the_unconditional(name, expected):
    assert made(name).payoff == pytest.approx(expected, abs=1e-9)


def test_finite_matches_come_near_the_long_run():
    near = made("tft", horizon=turns(5000)).payoff[1:, 1:]
    assert near == pytest.approx(made("tft").payoff[1:, 1:], abs=5e-3)
    assert made("tft", horizon=turns(1)).payoff == pytest.approx(3 * (1 - Y))


@jitted()
def test_both_sides_of_the_diagonal_are_one_function():
    """The dual half continues the other (Ashlock 2010): at x + y = 1 there is no jump and no kink.

    The second difference across the diagonal shrinks with the square of the step; at a kink it
    would shrink with the step, and at a jump not at all.
    """
    fine = ashlock_fingerprint(CATALOGUE.make("wsls"), TFT, step=0.02).payoff
    k = np.arange(5, 46)

    def second(h):
        return fine[k - h, 50 - k] + fine[k + h, 50 - k] - 2 * fine[k, 50 - k]

    assert second(2) / second(1) == pytest.approx(np.full(41, 4.0), rel=0.1)


def test_the_transitive_one_of_tit_for_tat():
    """It restrains, then as often as the random opponent did a turn ago."""
    found = transitive_fingerprint(TFT, length=6)
    rates = np.linspace(0, 1, 50)
    assert found.restraint.shape == (50, 6)
    assert found.restraint[:, 0] == pytest.approx(np.ones(50))
    for turn in range(1, 6):
        assert found.restraint[:, turn] == pytest.approx(rates, abs=1e-12)
    assert found.exact.all()
    assert found.opponents[0] == "random:restraint=0"


def test_the_transitive_one_under_execution_error():
    noise = Perception(execution_c=0.1, execution_d=0.1)
    found = transitive_fingerprint(TFT, [CATALOGUE.make("all-d")], length=3, perception=noise)
    later = 0.9 * 0.1 + 0.1 * 0.9
    assert found.restraint[0] == pytest.approx([0.9, later, later])


@jitted()
def test_sampled_points_lie_within_four_standard_errors():
    exact = made("gtft", horizon=turns(30))
    sampled = made("gtft", horizon=turns(30), engine="simulated", repetitions=400)
    assert not sampled.exact.any()
    assert np.all(np.abs(sampled.payoff - exact.payoff) <= 4 * sampled.error + 1e-9)
    assert sampled.error.max() > 0


def test_a_game_of_arms():
    assert made("all-d", game=preset("arms_race")).payoff[0, 0] == pytest.approx(-2)
