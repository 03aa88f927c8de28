"""From results to payoffs and restraint by pair, and processes on results themselves."""

import numpy as np
import pytest

from secdilemma import populations
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import ResultsError
from secdilemma.games.game import bimatrix
from secdilemma.games.horizon import turns
from secdilemma.games.perception import regime
from secdilemma.populations import fixation_probabilities, invasion, replicator
from secdilemma.populations.payoffs import PairPayoffs, pair_payoffs
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

NAMES = ("tft", "all-c", "all-d")


@pytest.fixture(scope="module")
def spec():
    make = open_catalogue().make
    field = tuple(make(name) for name in NAMES)
    return Tournament(field, perception=regime("exec1"), horizons=(turns(20), turns(5)))


def test_payoffs_and_restraint_of_the_scoring_horizon(spec):
    results = run(spec)
    made = pair_payoffs(results)
    assert made.names == NAMES
    assert made.horizon == "20 turns"
    np.testing.assert_array_equal(made.payoff, results.payoff[:1])
    np.testing.assert_array_equal(made.restraint, results.restraint[0])
    np.testing.assert_array_equal(pair_payoffs(results, "5").payoff, results.payoff[1:])


def test_an_unknown_horizon_is_refused(spec):
    with pytest.raises(ResultsError, match="horizon: got '50'; expected one of 20, 5"):
        pair_payoffs(run(spec), "50")


def test_an_asymmetric_game_has_a_matrix_a_seat(spec):
    game = bimatrix("unequal", [[0, -4], [3, -1]], [[0, -4], [1, -3]])
    results = run(spec.with_changes(game=game))
    np.testing.assert_array_equal(pair_payoffs(results).payoff, results.payoff_by_seat[0])


@pytest.mark.parametrize(
    "process", [fixation_probabilities, lambda x: replicator(x).end, lambda x: invasion(x).fate]
)
def test_a_process_takes_results_or_their_matrix(spec, process):
    results = run(spec)
    np.testing.assert_array_equal(process(results), process(results.payoff[0]))


def test_the_names_of_version_0_1_are_found_with_a_warning():
    with pytest.warns(DeprecationWarning, match="encounters is called pair_payoffs since"):
        assert populations.encounters is pair_payoffs
    with pytest.warns(DeprecationWarning, match="Encounters is called PairPayoffs since"):
        assert populations.Encounters is PairPayoffs
