"""Ecological generations and the replicator-mutator equation."""

import re

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from secdilemma.errors import DynamicsError
from secdilemma.populations import ecology, replicator, replicator_mutator

AXELROD = np.array([[3.0, 0.0], [5.0, 1.0]])
payoffs = st.floats(0.01, 5).map(lambda x: round(x, 3))
three = st.lists(payoffs, min_size=9, max_size=9).map(lambda cells: np.reshape(cells, (3, 3)))


def test_a_generation_by_hand():
    """Half and half earn 1.5 and 3; their offspring are in that proportion (Axelrod 1984)."""
    made = ecology(AXELROD, generations=1)
    np.testing.assert_allclose(made.shares[1], [1.5 / 4.5, 3 / 4.5])
    np.testing.assert_array_equal(made.times, [0, 1])


@given(three)
@settings(max_examples=30)
def test_mass_is_kept(game):
    made = ecology(game, generations=50)
    np.testing.assert_allclose(made.shares.sum(axis=1), 1, rtol=1e-12)
    assert made.shares.min() >= 0


def test_a_rest_point_of_one_is_a_rest_point_of_the_other():
    game = np.array([[0.0, 4.0], [1.0, 3.0]])
    assert ecology(game, generations=400).end[0] == pytest.approx(0.5, abs=1e-6)
    assert replicator(game).end[0] == pytest.approx(0.5, abs=1e-6)


def test_a_lower_baseline_slows_selection_and_moves_no_rest_point():
    game = np.array([[0.0, 4.0], [1.0, 3.0]])
    fast, slow = (ecology(game, [0.1, 0.9], generations=5, baseline=b) for b in (0, -20))
    assert abs(fast.end[0] - 0.5) < abs(slow.end[0] - 0.5)
    late = ecology(game, [0.1, 0.9], generations=3000, baseline=-20)
    assert late.end[0] == pytest.approx(0.5, abs=1e-6)


def test_the_default_baseline_is_zero():
    np.testing.assert_array_equal(ecology(AXELROD).shares, ecology(AXELROD, baseline=0).shares)
    assert len(ecology(AXELROD).times) == 1001


def test_payoffs_below_the_baseline_are_refused():
    message = (
        "payoffs[0, 1]: got -4, below the baseline 0; expected payoffs that count as offspring"
    )
    for process in (ecology, lambda game: replicator_mutator(game, 0.1)):
        with pytest.raises(DynamicsError, match=re.escape(message)):
            process([[1.0, -4.0], [2.0, 0.0]])


def test_a_generation_without_offspring_is_refused():
    with pytest.raises(DynamicsError, match="in generation 1 nobody has offspring"):
        ecology(np.zeros((2, 2)))


def test_without_mutation_it_is_the_replicator():
    times = [0, 1, 5, 20]
    one = replicator_mutator(AXELROD, 0.0, times=times)
    np.testing.assert_allclose(one.shares, replicator(AXELROD, times=times).shares, atol=1e-8)


@pytest.mark.parametrize("chance", [0.01, 0.1, 0.5])
def test_mutation_against_constant_advantage(chance):
    """Births r against 1: 0 = x r (1-u) + (1-x) u - x (x r + 1 - x) at rest."""
    r = 2.0
    made = replicator_mutator([[r, r], [1.0, 1.0]], chance)
    x = made.end[0]
    assert x * r * (1 - chance) + (1 - x) * chance == pytest.approx(x * (x * r + 1 - x), abs=1e-8)
    assert made.settled


def test_a_matrix_of_mutations():
    only_first = np.array([[1.0, 0.0], [0.2, 0.8]])
    made = replicator_mutator([[1.0, 1.0], [1.0, 1.0]], only_first)
    assert made.end[0] == pytest.approx(1, abs=1e-6)


def test_agreement_with_nashpy_on_mutation():
    nashpy = pytest.importorskip("nashpy", exc_type=ImportError)
    game = np.array([[3.0, 0.5, 1.0], [5.0, 1.0, 0.5], [2.0, 2.0, 2.0]])
    chances = np.array([[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.02, 0.08, 0.9]])
    times = np.linspace(0, 10, 30)
    theirs = nashpy.Game(game).replicator_dynamics(
        y0=[0.2, 0.3, 0.5], timepoints=times, mutation_matrix=chances
    )
    made = replicator_mutator(game, chances, [0.2, 0.3, 0.5], times=times)
    np.testing.assert_allclose(made.shares, theirs, atol=1e-5)


@pytest.mark.parametrize(
    ("mutation", "message"),
    [
        (1.5, "mutation: got 1.5; expected a number from 0 to 1."),
        ([[1.0]], "mutation: got shape (1, 1); expected 2 by 2."),
        ([[0.5, 0.4], [0, 1]], "mutation[0]: it sums to 0.9; expected 1."),
        ([[1.5, -0.5], [0, 1]], "mutation: got -0.5; expected chances, 0 to 1."),
    ],
)
def test_bad_mutations_get_a_sentence(mutation, message):
    with pytest.raises(DynamicsError, match=re.escape(message)):
        replicator_mutator(AXELROD, mutation)
