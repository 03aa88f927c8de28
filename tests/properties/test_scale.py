"""What is invariant under a positive affine change of payoffs, under renaming and under order."""

import numpy as np
import pytest
import support
from hypothesis import given, strategies as st

from secdilemma.analysis.fingerprints import ashlock_fingerprint
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.rating import ratings
from secdilemma.analysis.verdict import judge as judge_metrics
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context
from secdilemma.automata.properties import properties_of
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.experiments.remedies.effect import anarchy_block, anarchy_outcomes, judge
from secdilemma.experiments.remedies.ground import ground_of
from secdilemma.experiments.remedies.remedies import Remedy
from secdilemma.games import Game, Payoffs, preset, thresholds
from secdilemma.games.arms import PRESETS
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import regime
from secdilemma.institutions import Democracy, Reassurance
from secdilemma.populations import (
    fixation_probabilities,
    invasion,
    rare_mutation,
    replicator,
    rest_points,
)
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

MAKE = open_catalogue().make
FIELD = ("all-c", "all-d", "tft", "gtft", "wsls", "random", "2tft")
MAPS = [(1e-10, -3e-10), (0.1, -0.3), (1.0, 40.0), (1e8, 3e8)]
maps = pytest.mark.parametrize(("a", "b"), MAPS)
ONE = Work(threads=1)


def mapped(payoffs, a, b):
    """Return payoffs in other units."""
    return Payoffs(**{letter: a * getattr(payoffs, letter) + b for letter in "TRPS"})


def in_units(game, a, b):
    return Game(game.name, mapped(game.row, a, b), game.column and mapped(game.column, a, b))


def played(game, noise="exec1", names=FIELD, **changes):
    members = tuple(each if isinstance(each, Participant) else MAKE(each) for each in names)
    spec = Tournament(members, game, regime(noise), (LONG_RUN, turns(50)), engine="exact")
    return run(spec.with_changes(**changes), ONE)


def said_of(results):
    """Return the ranks, the verdicts and the order of the ratings, and what those rest on."""
    metrics, rated = measure(results, ONE), ratings(results, 1)
    found = judge_metrics(results, metrics)
    judged = [(each.label, each.sensitivity, each.metrics.invader, each.reason) for each in found]
    return (results.ranking(), judged, rated.ranking, rated.ranks.tolist()), metrics, rated


@pytest.fixture(scope="module", params=["axelrod", "arms_race"])
def usual(request):
    """Return a game with what is said of its field in its own units."""
    game = preset(request.param)
    results = played(game)
    return game, results, said_of(results)


@support.jitted()
@maps
def test_ranks_verdicts_and_ratings(usual, a, b):
    game, results, said = usual
    made = played(in_units(game, a, b))
    found = said_of(made)
    assert found[0] == said[0]
    np.testing.assert_allclose((made.payoff - b) / a, results.payoff, atol=1e-6)
    for name in ("wins", "cooperating_rating", "good_partner_rating", "eigenmoses_rating"):
        np.testing.assert_allclose(getattr(found[2], name), getattr(said[2], name), atol=1e-12)
    for old, new in zip(said[1], found[1], strict=True):
        assert new.efficiency == pytest.approx(old.efficiency, abs=1e-6)
        assert new.gap / a == pytest.approx(old.gap, abs=1e-6)


@support.jitted()
@maps
def test_equal_rules_are_equal_and_unequal_ones_are_not(a, b):
    game = in_units(preset("axelrod"), a, b)
    names = [Participant(MAKE("tft"), name=f"t{k}") for k in range(3)]
    results = played(game, names=(*names, "gtft", "all-d", "random"))
    rank = {results.names[i]: rank for rank, i in results.ranking()}
    assert rank["t0"] == rank["t1"] == rank["t2"]
    assert len(set(rank.values())) == 4


@maps
@pytest.mark.parametrize("name", PRESETS)
def test_the_class_of_a_game_and_its_thresholds(name, a, b):
    old = preset(name).row
    new = mapped(old, a, b)
    assert (new.kind, new.averaging) == (old.kind, old.averaging)
    measures = [
        thresholds.discount_for_equilibrium,
        thresholds.discount_for_risk_dominance,
        thresholds.discount_for_tit_for_tat,
        thresholds.trust_threshold,
        thresholds.best_generosity,
        thresholds.critical_ambiguity,
        lambda payoffs: thresholds.basin_of_arming(payoffs, 0.5),
        lambda payoffs: payoffs.greed,
        lambda payoffs: payoffs.fear,
    ]
    for measure_of in measures:
        assert measure_of(new) == pytest.approx(measure_of(old), rel=1e-6, abs=1e-9, nan_ok=True)


def test_a_game_whose_payoffs_are_equal_but_for_rounding_has_no_class():
    sums = 0.1 + 0.2, 0.3
    assert Payoffs(T=sums[0], R=sums[1], P=0.0, S=-1.0).kind == "other"
    assert Payoffs(T=1.0, R=0.5, P=sums[1], S=sums[0]).kind == "other"
    assert np.isnan(Payoffs(T=1.0, R=sums[0], P=sums[1], S=0.0).greed)


@maps
@pytest.mark.parametrize("name", ["tft", "wsls", "gtft", "osgood-grit", "extort-2", "all-c"])
def test_best_responses(name, a, b):
    automaton = explore(MAKE(name), Context())
    game = preset("axelrod")
    old, new = properties_of(automaton, game), properties_of(automaton, in_units(game, a, b))
    assert (new.best_response.value - b) / a == pytest.approx(old.best_response.value, abs=1e-5)
    own = (new.best_response.own_value - b) / a
    assert own == pytest.approx(old.best_response.own_value, abs=1e-5)
    assert new.lead / a == pytest.approx(old.lead, abs=1e-5)
    same = ("partner", "rival", "exploitable")
    assert [getattr(new, each) for each in same] == [getattr(old, each) for each in same]


small = st.integers(-3, 3).map(float)
matrices = st.lists(st.lists(small, min_size=3, max_size=3), min_size=3, max_size=3).map(np.array)


@given(matrices, st.sampled_from(MAPS))
def test_invasion_and_rest_points(matrix, units):
    a, b = units
    new, old = invasion(a * matrix + b), invasion(matrix)
    np.testing.assert_array_equal(new.fate, old.fate)
    there, here = rest_points(a * matrix + b), rest_points(matrix)
    assert [each.stability for each in there] == [each.stability for each in here]
    assert [each.alone for each in there] == [each.alone for each in here]
    for one, other in zip(there, here, strict=True):
        np.testing.assert_allclose(one.shares, other.shares, atol=1e-6)
        np.testing.assert_allclose(one.eigenvalues / a, other.eigenvalues, atol=1e-5)
        assert (one.payoff - b) / a == pytest.approx(other.payoff, abs=1e-5)


@support.jitted()
@maps
def test_populations_with_time_and_strength_in_the_units_of_payoffs(a, b):
    payoff = played(preset("axelrod")).payoff[0]
    new = a * payoff + b
    one = replicator(new, until=100 / a, extinct=1e-9).shares[-1]
    np.testing.assert_allclose(one, replicator(payoff, until=100, extinct=1e-9).end, atol=1e-6)
    for of in (fixation_probabilities, lambda *x, **y: rare_mutation(*x, **y).stationary):
        found, usual = of(new, 30, intensity=0.1 / a), of(payoff, 30, intensity=0.1)
        np.testing.assert_allclose(found, usual, rtol=1e-5)


@support.jitted()
@maps
def test_fingerprints(a, b):
    game = preset("axelrod")
    old = ashlock_fingerprint(MAKE("wsls"), MAKE("tft"), step=0.5)
    new = ashlock_fingerprint(MAKE("wsls"), MAKE("tft"), step=0.5, game=in_units(game, a, b))
    np.testing.assert_allclose((new.payoff - b) / a, old.payoff, atol=1e-6)


@pytest.fixture(scope="module")
def remedied():
    """Return what remedies give in the arms race, to compare other units with."""
    return severities(1.0, 0.0)


def severities(a, b):
    names = ("tft", "jervis-spiral", "all-d")
    spec = Tournament(
        tuple(MAKE(each) for each in names), in_units(preset("arms_race"), a, b), regime("perA")
    )
    ground = ground_of(spec, open_catalogue())
    anarchy = anarchy_block(ground, ONE)
    tried = [
        Remedy("democracy", (Democracy(),)),
        Remedy("reassurance", (Reassurance(by=MAKE("osgood-grit")),)),
        Remedy("half", (Democracy(),), membership="half"),
    ]
    found = [judge(ground, each, anarchy, ONE) for each in tried]
    before = anarchy_outcomes(ground, anarchy)
    numbers = [before[1].severity, *(each.given[1].severity for each in found)]
    return numbers, [(each.verdicts, each.safe, each.assembly[1].joiners) for each in found]


@support.jitted()
@maps
def test_the_severity_under_remedies_that_cost_nothing_in_payoffs(remedied, a, b):
    numbers, verdicts = severities(a, b)
    np.testing.assert_allclose(numbers, remedied[0], atol=1e-6)
    assert verdicts == remedied[1]


def named(results):
    """Return what is said of each participant, by name."""
    found = judge_metrics(results, measure(results, ONE))
    rank = {i: rank for rank, i in results.ranking()}
    return {
        each.metrics.name: (rank[i], each.label, each.metrics.invader)
        for i, each in enumerate(found)
    }


@support.jitted()
def test_order_permutes_the_results_and_names_change_only_names():
    game, order = preset("axelrod"), [4, 2, 0, 6, 1, 3, 5]
    results = played(game)
    moved = played(game, names=[FIELD[i] for i in order])
    np.testing.assert_array_equal(moved.payoff[0], results.payoff[0][np.ix_(order, order)])
    assert named(moved) == named(results)
    called = {name: f"{chr(122 - k)}-{name}" for k, name in enumerate(FIELD)}
    others = played(game, names=[Participant(MAKE(n), name=called[n]) for n in FIELD])
    np.testing.assert_allclose(others.payoff, results.payoff, atol=1e-12)
    new, old = named(others), named(results)
    for name, (rank, label, _) in old.items():
        assert new[called[name]][:2] == (rank, label)
