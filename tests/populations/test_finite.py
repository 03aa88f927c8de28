"""The Moran process and imitation: draws, conservation, every knob, and what they refuse."""

import re

import numpy as np
import pytest
from support import jitted

from secdilemma.errors import DynamicsError
from secdilemma.populations import imitation, moran

THREE = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [2.0, 0.0, 1.0]])
ARRAYS = ("times", "shares", "meetings", "counts", "steps", "spent", "alone")


def same(first, second):
    return all(getattr(first, k).tobytes() == getattr(second, k).tobytes() for k in ARRAYS)


@pytest.mark.parametrize("threads", [2, 3])
@pytest.mark.parametrize("process", [moran, imitation])
def test_no_byte_depends_on_threads(process, threads):
    alone = process(THREE, 9, runs=40, mutation=0.05, steps=120, threads=1)
    assert same(alone, process(THREE, 9, runs=40, mutation=0.05, steps=120, threads=threads))


def test_no_run_depends_on_how_many_there_are():
    few, many = (moran(THREE, 9, runs=count, steps=500) for count in (5, 23))
    np.testing.assert_array_equal(few.counts, many.counts[:5])
    np.testing.assert_array_equal(few.steps, many.steps[:5])


def test_another_seed_is_another_course():
    one, other = (moran(THREE, 9, runs=20, seed=seed) for seed in (1, 2))
    assert (one.steps != other.steps).any()
    assert same(one, moran(THREE, 9, runs=20)), "the default seed is 1"


@pytest.mark.parametrize("update", ["birth-death", "death-birth"])
def test_nobody_is_lost(update):
    made = moran(THREE, 12, runs=30, update=update, mutation=0.1, steps=200)
    assert (made.counts.sum(axis=1) == 12).all()
    np.testing.assert_allclose(made.shares.sum(axis=1), 1)
    np.testing.assert_allclose(made.meetings.sum(axis=(1, 2)), 1)
    np.testing.assert_allclose(made.spent.sum(axis=1), 1)
    assert (made.steps == 200).all()


def test_without_mutation_a_run_ends_when_one_is_alone():
    made = moran(THREE, 6, runs=50)
    assert (made.counts.max(axis=1) == 6).all()
    assert made.fixed.sum() == pytest.approx(1)
    assert made.times[0] == 0
    np.testing.assert_allclose(made.shares[0], 1 / 3)
    np.testing.assert_allclose(made.shares[-1], made.fixed)


def test_a_run_stops_at_its_limit():
    made = moran(THREE, 50, runs=5, steps=3)
    assert (made.steps == 3).all()
    assert (made.winners == -1).all()
    assert made.fixed.sum() == 0


def test_a_strategy_that_is_absent_stays_absent_unless_there_is_mutation():
    start = [5, 5, 0]
    assert (moran(THREE, 10, start, runs=30, steps=300).counts[:, 2] == 0).all()
    assert (moran(THREE, 10, start, runs=30, steps=300, mutation=0.2).counts[:, 2] > 0).any()


@pytest.mark.parametrize("process", [moran, imitation])
def test_intensity_acts_and_does_nothing_at_zero(process):
    best = np.array([[0.0, 0.0], [5.0, 5.0]])
    strong, none = (process(best, 10, runs=60, intensity=w) for w in (1, 0))
    assert strong.fixed[1] > 0.9
    flat = process(np.zeros((2, 2)), 10, runs=60, intensity=1)
    np.testing.assert_array_equal(none.counts, flat.counts)


def test_the_mapping_acts():
    one, other = (moran(THREE + 1, 20, runs=20, fitness=f) for f in ("exponential", "linear"))
    assert (one.steps != other.steps).any()


def test_a_state_does_not_meet_itself():
    """In a population of two, one of each, the diagonal of the payoffs is never earned."""
    odd = np.array([[100.0, 1.0], [1.0, -100.0]])
    plain = np.array([[1.0, 1.0], [1.0, 1.0]])
    one, other = (moran(each, 2, runs=40, intensity=1) for each in (odd, plain))
    np.testing.assert_array_equal(one.counts, other.counts)


def test_shares_become_counts_by_largest_remainder():
    made = moran(THREE, 10, [0.55, 0.33, 0.12], runs=1, steps=0)
    np.testing.assert_array_equal(made.counts[0], [6, 3, 1])
    even = moran(THREE, 10, runs=1, steps=0)
    np.testing.assert_array_equal(even.counts[0], [4, 3, 3])


def test_nobody_is_rounded_away_without_a_word():
    for start in (None, [0.98, 0.01, 0.01]):
        with pytest.raises(DynamicsError, match="have a share and no state among 2"):
            moran(THREE, 2, start)
    assert moran(THREE, 2, [0.5, 0.5, 0.0], runs=1).counts.sum() == 2


def test_restraint_counts_meetings_of_two_different_states():
    matrix = np.eye(2)
    made = moran(np.zeros((2, 2)), 4, [1, 3], runs=1, steps=0)
    assert made.restraint(matrix)[0] == pytest.approx(6 / 12)


@jitted()
def test_neutral_drift_keeps_shares_on_average():
    made = moran(np.zeros((3, 3)), 20, [0.5, 0.3, 0.2], runs=20_000)
    error = np.sqrt(0.25 / 20_000)
    assert np.abs(made.fixed - [0.5, 0.3, 0.2]).max() < 4 * error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 1}, "size: got 1; expected a whole number from 2 to 1,000,000."),
        ({"size": 2.5}, "size: got 2.5; expected a whole number from 2 to 1,000,000."),
        ({"runs": 0}, "runs: got 0; expected a whole number from 1 to 33,333,333."),
        ({"steps": -1}, "steps: got -1; expected a whole number"),
        ({"seed": -1}, "seed: got -1; expected a whole number"),
        ({"mutation": 1.5}, "mutation: got 1.5; expected a number from 0 to 1."),
        ({"intensity": -1}, "intensity: got -1; expected a number of at least 0."),
        ({"intensity": np.nan}, "intensity: got nan; expected a number of at least 0."),
        ({"update": "deth-birth"}, "Did you mean death-birth?"),
        ({"fitness": "log"}, "fitness: got 'log'; expected one of exponential, linear."),
        ({"start": [5, 5]}, "start: got shape (2,); expected 3 counts."),
        ({"start": [5, 5, 5]}, "start: the counts sum to 15; expected 10."),
        ({"start": [12, -1, -1]}, "start: got -1; expected counts of at least 0."),
        ({"start": [0.5, 0.2, 0.2]}, "start: the shares sum to 0.9; expected 1."),
        ({"start": [1.5, -0.2, -0.3]}, "expected a share of at least 0."),
    ],
)
def test_bad_numbers_get_a_sentence(arguments, message):
    with pytest.raises(DynamicsError, match=re.escape(message)):
        moran(THREE, **({"size": 10} | arguments))


def test_linear_fitness_must_be_above_zero():
    negative = np.array([[1.0, -4.0], [2.0, 0.0]])
    with pytest.raises(DynamicsError, match=re.escape("fitness: got -4 from the payoff -4")):
        moran(negative, 10, fitness="linear")
    assert moran(negative, 10, fitness="linear", intensity=0.1, runs=2).steps.min() > 0
    assert moran(negative, 10, runs=2).steps.min() > 0


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        ([[1, 2, 3], [1, 2, 3]], "payoffs: got shape (2, 3); expected a square matrix."),
        ([[1, np.nan], [1, 1]], "payoffs[0, 1]: got nan; expected a finite number."),
        ([[1, 2], [np.inf, 1]], "payoffs[1, 0]: got inf; expected a finite number."),
        ([], "payoffs: got shape (0,); expected a square matrix."),
        ([["a", "b"], ["c", "d"]], "expected numbers."),
        ([[1, 2], [3]], "expected numbers."),
        (3, "payoffs: got shape (); expected a square matrix."),
    ],
)
def test_bad_matrices_get_a_sentence(matrix, message):
    with pytest.raises(DynamicsError, match=re.escape(message)):
        moran(matrix, 10)
