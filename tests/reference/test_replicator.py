"""Replicator dynamics against textbook games, and what must hold of any game."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from secdilemma.populations import replicator, restraint_over

payoffs = st.floats(-4, 4).map(lambda x: round(x, 3))
three = st.lists(payoffs, min_size=9, max_size=9).map(lambda cells: np.reshape(cells, (3, 3)))


@pytest.mark.parametrize(("value", "cost"), [(1.0, 2.0), (2.0, 5.0), (3.0, 3.5)])
def test_hawks_and_doves_come_to_rest_at_value_over_cost(value, cost):
    """Maynard Smith and Price (1973): a share V/C of hawks."""
    game = np.array([[(value - cost) / 2, value], [0.0, value / 2]])
    for hawks in (0.01, 0.5, 0.99):
        made = replicator(game, [hawks, 1 - hawks])
        assert made.settled
        assert made.end[0] == pytest.approx(value / cost, abs=1e-8)


@pytest.mark.parametrize(("stag", "hare"), [(4.0, 3.0), (5.0, 1.0)])
def test_stag_hunters_prevail_if_there_are_enough_of_them(stag, hare):
    """The basins meet where a stag hunter earns what a hare hunter does: at hare / stag."""
    game = np.array([[stag, 0.0], [hare, hare]])
    border = hare / stag
    assert replicator(game, [border + 0.01, 1 - border - 0.01]).end[0] == pytest.approx(1)
    assert replicator(game, [border - 0.01, 1 - border + 0.01]).end[0] == pytest.approx(0)
    still = replicator(game, [border, 1 - border], until=1.0)
    np.testing.assert_allclose(still.shares[:, 0], border, atol=1e-12)


def test_a_constant_advantage_is_logistic_growth():
    made = replicator([[0, 0], [1, 1]], [0.9, 0.1], times=[0, 1, 2, 5])
    odds = 0.1 / 0.9 * np.exp(made.times)
    np.testing.assert_allclose(made.shares[:, 1], odds / (1 + odds), rtol=1e-8)


def test_rock_paper_scissors_keeps_its_product():
    """In the zero-sum game the product of the shares is constant (Hofbauer and Sigmund 1998)."""
    game = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    made = replicator(game, [0.5, 0.3, 0.2], times=np.linspace(0, 50, 200))
    np.testing.assert_allclose(made.shares.prod(axis=1), 0.03, rtol=1e-6)
    assert not made.settled


@given(three, st.floats(0.05, 0.9), st.floats(0.1, 100))
@settings(max_examples=40)
def test_mass_is_kept_and_no_share_is_negative(game, first, until):
    start = np.array([first, (1 - first) / 3, 2 * (1 - first) / 3])
    made = replicator(game, start, until=until)
    np.testing.assert_allclose(made.shares.sum(axis=1), 1, atol=1e-14)
    assert made.shares.min() >= 0
    np.testing.assert_allclose(made.shares[0], start)


@given(three, st.lists(st.floats(-50, 50), min_size=3, max_size=3))
@settings(max_examples=40)
def test_adding_a_constant_to_a_column_changes_nothing(game, constants):
    times = [0, 1, 3, 10]
    one = replicator(game, times=times)
    other = replicator(game + np.array(constants), times=times)
    np.testing.assert_allclose(one.shares, other.shares, atol=1e-6)


def test_who_is_absent_stays_absent():
    made = replicator([[1, 0], [5, 5]], [1, 0])
    np.testing.assert_array_equal(made.shares[:, 1], 0)


def test_agreement_with_nashpy():
    nashpy = pytest.importorskip("nashpy", exc_type=ImportError)
    game = np.array([[3.0, 0.0, 1.0], [5.0, 1.0, 0.5], [2.0, 2.0, 2.0]])
    times = np.linspace(0, 10, 30)
    theirs = nashpy.Game(game).replicator_dynamics(y0=[0.2, 0.3, 0.5], timepoints=times)
    made = replicator(game, [0.2, 0.3, 0.5], times=times)
    np.testing.assert_allclose(made.shares, theirs, atol=1e-6)


def test_restraint_is_the_chance_that_two_who_meet_restrain():
    matrix = np.array([[1.0, 0.5], [0.5, 0.0]])
    made = restraint_over([[1, 0], [0.5, 0.5], [0, 1]], matrix)
    np.testing.assert_allclose(made, [1, 0.5, 0])
