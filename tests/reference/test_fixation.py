"""Fixation probabilities and rare mutations against closed forms, exact chains and EGTtools."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from support import jitted

from secdilemma.populations import (
    fixation_probabilities,
    imitation,
    log_fixation_probabilities,
    moran,
    rare_mutation,
)

AXELROD = np.array([[3.0, 0.0], [5.0, 1.0]])
UPDATES = ("birth-death", "death-birth", "imitation")
payoffs = st.floats(-3, 3).map(lambda x: round(x, 3))


def constant(fitness):
    """Return payoffs at which the second strategy is so much fitter, whoever it meets."""
    return np.array([[1.0, 1.0], [fitness, fitness]])


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("size", [2, 3, 10, 1000])
def test_a_neutral_mutant_takes_over_once_in_n(update, size):
    made = fixation_probabilities(np.full((3, 3), 2.5), size, update=update)
    np.testing.assert_allclose(made, 1 / size, rtol=1e-12)


@pytest.mark.parametrize("update", UPDATES)
def test_without_selection_payoffs_tell_nothing(update):
    made = fixation_probabilities(AXELROD, 20, update=update, intensity=0)
    np.testing.assert_allclose(made, 1 / 20, rtol=1e-12)


@pytest.mark.parametrize("fitness", [0.2, 0.9, 1.1, 2.0, 50.0])
@pytest.mark.parametrize("size", [2, 5, 100])
def test_morans_formula(fitness, size):
    """One mutant of fitness r among N - 1 of fitness 1: (1 - 1/r) / (1 - 1/r^N) (Moran 1958)."""
    made = fixation_probabilities(constant(fitness), size, fitness="linear")
    expected = (1 - 1 / fitness) / (1 - fitness ** -float(size))
    assert made[0, 1] == pytest.approx(expected, rel=1e-11)


def by_elimination(payoff, size, update, intensity):
    """Return the chance that one mutant of linear fitness takes over, in fractions."""
    (a, b), (c, d) = [[Fraction(x).limit_denominator() for x in row] for row in payoff]
    w = Fraction(intensity).limit_denominator()
    gone, total = Fraction(1), Fraction(1)
    for j in range(1, size):
        others = Fraction(size - 1)
        mutant = 1 - w + w * ((j - 1) * d + (size - j) * c) / others
        resident = 1 - w + w * (j * b + (size - j - 1) * a) / others
        if update == "birth-death":
            everybody = j * mutant + (size - j) * resident
            up = j * mutant / everybody * Fraction(size - j, size)
            down = (size - j) * resident / everybody * Fraction(j, size)
        else:
            up = Fraction(size - j, size) * j * mutant / (j * mutant + (size - j - 1) * resident)
            down = (
                Fraction(j, size)
                * (size - j)
                * resident
                / ((j - 1) * mutant + (size - j) * resident)
            )
        gone *= down / up
        total += gone
    return float(1 / total)


@given(st.lists(payoffs, min_size=4, max_size=4), st.integers(2, 12), st.sampled_from(UPDATES[:2]))
@settings(max_examples=60)
def test_any_two_strategies_at_any_fitness(cells, size, update):
    payoff = np.array(cells).reshape(2, 2)
    made = fixation_probabilities(payoff, size, update=update, fitness="linear", intensity=0.2)
    expected = by_elimination(payoff.tolist(), size, update, 0.2)
    assert made[0, 1] == pytest.approx(expected, rel=1e-10)


@given(st.lists(payoffs, min_size=9, max_size=9), st.integers(2, 40))
@settings(max_examples=40)
def test_imitation_fixes_as_birth_and_death_with_exponential_fitness(cells, size):
    payoff = np.array(cells).reshape(3, 3)
    one = log_fixation_probabilities(payoff, size, update="imitation")
    other = log_fixation_probabilities(payoff, size, update="birth-death")
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_nothing_underflows():
    """Against a resident 10 a turn ahead: each ratio is e^10, so that ρ is about e^-(10(N-1))."""
    payoff = np.array([[10.0, 10.0], [0.0, 0.0]])
    made = log_fixation_probabilities(payoff, 500)
    assert made[0, 1] == pytest.approx(-4990 + np.log1p(-np.exp(-10.0)), rel=1e-12)
    assert made[1, 0] == pytest.approx(np.log1p(-np.exp(-10.0)), abs=1e-12)
    law = rare_mutation(payoff, 500).stationary
    np.testing.assert_allclose(law, [1, 0], atol=1e-300)


@jitted()
@pytest.mark.parametrize("update", UPDATES)
def test_simulated_fixation_is_the_exact_one(update):
    runs, start = 40_000, [11, 1]
    kinds = {"runs": runs, "intensity": 0.3, "seed": 3}
    if update == "imitation":
        made = imitation(AXELROD, 12, start, **kinds)
    else:
        made = moran(AXELROD, 12, start, update=update, **kinds)
    exact = fixation_probabilities(AXELROD, 12, update=update, intensity=0.3)[0, 1]
    assert abs(made.fixed[1] - exact) < 4 * np.sqrt(exact * (1 - exact) / runs)


@given(st.lists(payoffs, min_size=16, max_size=16), st.integers(2, 30))
@settings(max_examples=40)
def test_the_stationary_law_is_left_unchanged(cells, size):
    made = rare_mutation(np.array(cells).reshape(4, 4), size, intensity=0.2)
    assert made.stationary.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(made.transitions.sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_allclose(made.stationary @ made.transitions, made.stationary, atol=1e-13)


def test_two_strategies_share_time_as_their_fixation_chances():
    made = rare_mutation(AXELROD, 30, intensity=0.1)
    odds = made.fixation[0, 1] / made.fixation[1, 0]
    assert made.stationary[1] / made.stationary[0] == pytest.approx(odds, rel=1e-10)


CYCLE = np.array([[1.0, 1.2, 0.9], [0.8, 1.0, 1.3], [1.1, 0.7, 1.0]])


@jitted()
@pytest.mark.parametrize("update", UPDATES)
def test_rare_mutations_are_what_a_simulation_with_few_mutations_does(update):
    """Runs begin in each strategy as often as the law says, so that none has to forget its start.

    At a mutation in 10,000 steps a population of 8 is mixed in less than 1 % of its steps; those
    are left out.
    """
    exact = rare_mutation(CYCLE, 8, update=update, intensity=0.5).stationary
    runs, means, variances = 60, np.zeros(3), np.zeros(3)
    for i in range(3):
        kinds = {"runs": runs, "steps": 1_000_000, "mutation": 1e-4, "intensity": 0.5, "seed": i}
        start = 8 * np.eye(3, dtype=int)[i]
        if update == "imitation":
            found = imitation(CYCLE, 8, start, **kinds)
        else:
            found = moran(CYCLE, 8, start, update=update, **kinds)
        assert found.alone.sum(axis=1).mean() > 0.99
        pure = found.alone / found.alone.sum(axis=1, keepdims=True)
        means += exact[i] * pure.mean(axis=0)
        variances += exact[i] ** 2 * pure.var(axis=0, ddof=1) / runs
    errors = np.sqrt(variances)
    assert errors.max() < 0.02, "or it could not fail"
    assert (np.abs(means - exact) < 4 * errors).all()


@pytest.mark.parametrize("size", [10, 50, 200])
@pytest.mark.parametrize("intensity", [0.01, 0.1, 1.0])
def test_agreement_with_egttools(size, intensity):
    """Fermi imitation without self-meetings, as EGTtools computes it."""
    egttools = pytest.importorskip("egttools", exc_type=ImportError)
    from egttools.analytical import PairwiseComparison
    from egttools.games import Matrix2PlayerGameHolder

    payoff = np.random.default_rng(size).random((6, 6))
    game = Matrix2PlayerGameHolder(6, payoff)  # it must outlive what uses it
    theirs = PairwiseComparison(size, game).calculate_transition_and_fixation_matrix_sml(intensity)
    ours = rare_mutation(payoff, size, update="imitation", intensity=intensity)
    off = ~np.eye(6, dtype=bool)
    known = off & (theirs[1] > 0)  # it gives 0 for what is rarer than about 1e-7
    np.testing.assert_allclose(ours.fixation[known], theirs[1][known], rtol=1e-9)
    assert (ours.fixation[off & ~known] < 1e-6).all()
    if (off == known).all():
        np.testing.assert_allclose(ours.transitions, theirs[0], atol=1e-12)
        # Its function for non-Hermitian matrices takes Schur vectors for eigenvectors.
        law = egttools.utils.calculate_stationary_distribution(theirs[0].T)
        np.testing.assert_allclose(ours.stationary, law, atol=1e-9)
    else:
        assert intensity * size > 10, "or the law would go untested"
