"""Who can invade whom, rest points and their stability, extinction, two populations."""

import re

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from secdilemma.errors import DynamicsError
from secdilemma.populations import Fate, invasion, replicator, rest_points, two_populations

HAWKS = np.array([[-0.5, 1.0], [0.0, 0.5]])
STAGS = np.array([[4.0, 0.0], [3.0, 3.0]])
DILEMMA = np.array([[3.0, 0.0], [5.0, 1.0]])
RECIPROCAL = np.array([[3.0, 0.0, 3.0], [5.0, 1.0, 1.0], [3.0, 1.0, 3.0]])  # C, D, tit for tat
payoffs = st.integers(-4, 4).map(float)
three = st.lists(payoffs, min_size=9, max_size=9).map(lambda cells: np.reshape(cells, (3, 3)))


def test_defectors_replace_cooperators_and_resist_them():
    found = invasion(DILEMMA)
    assert found.fate[0, 1] == Fate.REPLACES
    assert found.fate[1, 0] == Fate.RESISTED
    assert found.advantage[0, 1] == pytest.approx(2)
    np.testing.assert_array_equal(found.stable, [False, True])


def test_hawks_and_doves_coexist_and_stags_and_hares_exclude_each_other():
    assert invasion(HAWKS).fate[0, 1] == invasion(HAWKS).fate[1, 0] == Fate.COEXISTS
    assert invasion(HAWKS).stable.sum() == 0
    assert invasion(STAGS).fate[0, 1] == invasion(STAGS).fate[1, 0] == Fate.RESISTED
    assert invasion(STAGS).stable.all()


def test_cooperators_drift_among_reciprocators_and_defectors_do_not_enter():
    found = invasion(RECIPROCAL)
    assert found.fate[2, 0] == Fate.NEUTRAL
    assert found.fate[2, 1] == Fate.RESISTED
    assert not found.stable[2]
    assert found.neutrally_stable[2]


def test_what_is_equal_at_first_is_decided_among_mutants():
    assert invasion([[1.0, 2.0], [1.0, 1.0]]).fate[0, 1] == Fate.RESISTED
    assert invasion([[1.0, 1.0], [1.0, 2.0]]).fate[0, 1] == Fate.REPLACES


def test_tolerance_acts_and_does_nothing_at_zero():
    close = np.array([[1.0, 1.0], [1.0 + 1e-6, 1.0]])
    assert invasion(close, tolerance=0).fate[0, 1] == Fate.REPLACES
    assert invasion(close).fate[0, 1] == Fate.REPLACES
    assert invasion(close, tolerance=1e-3).fate[0, 1] == Fate.NEUTRAL


@given(three)
@settings(max_examples=60)
def test_an_invader_grows_and_who_is_resisted_shrinks(game):
    """What is said of mutants is what the replicator does with a few of them."""
    found = invasion(game)
    for i, j in ((0, 1), (1, 2), (2, 0)):
        pair = game[np.ix_((i, j), (i, j))]
        made = replicator(pair, [0.9999, 0.0001], times=[0, 1])
        growth = np.log(made.shares[1, 1] / made.shares[0, 1])
        if found.fate[i, j] >= Fate.COEXISTS:
            assert growth > 0
        elif found.fate[i, j] == Fate.RESISTED:
            assert growth < 0
        else:
            assert growth == pytest.approx(0, abs=1e-9)


def test_the_graph_leads_from_residents_to_invaders():
    graph = invasion(RECIPROCAL).graph(("c", "d", "tft"))
    assert set(graph.edges) == {("c", "d"), ("c", "tft"), ("tft", "c"), ("d", "tft")}
    assert graph.edges["c", "d"] == {"fate": "replaces", "advantage": 2.0}
    assert graph.edges["tft", "c"]["fate"] == "neutral"
    assert set(invasion(DILEMMA).graph()) == {0, 1}


@pytest.mark.parametrize(("value", "cost"), [(1.0, 2.0), (2.0, 5.0)])
def test_rest_points_of_hawks_and_doves(value, cost):
    game = np.array([[(value - cost) / 2, value], [0.0, value / 2]])
    pure, other, mixed = rest_points(game)
    assert (pure.stability, other.stability) == ("unstable", "unstable")
    np.testing.assert_allclose(mixed.shares, [value / cost, 1 - value / cost])
    assert mixed.stability == "stable"
    slope = -value * (cost - value) / (2 * cost)  # of the replicator equation at rest, by hand
    assert mixed.eigenvalues[0].real == pytest.approx(slope)
    assert mixed.payoff == pytest.approx((value / 2) * (1 - value / cost))


def test_rest_points_of_stags_and_hares():
    first, second, mixed = rest_points(STAGS)
    assert [each.stability for each in (first, second, mixed)] == ["stable", "stable", "unstable"]
    np.testing.assert_allclose(mixed.shares, [0.75, 0.25])


def test_rock_paper_scissors_rests_neutrally_in_the_middle():
    *corners, middle = rest_points([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    assert [each.stability for each in corners] == ["saddle"] * 3
    assert middle.stability == "neutral"
    np.testing.assert_allclose(middle.eigenvalues.imag, [-(3**-0.5), 3**-0.5])
    assert middle.alone


def test_a_continuum_is_told_apart():
    found = {tuple(np.flatnonzero(each.shares)): each for each in rest_points(RECIPROCAL)}
    assert not found[0, 2].alone
    assert found[0, 2].stability == "neutral"
    assert found[1,].alone


@given(three)
@settings(max_examples=60)
def test_nothing_moves_at_a_rest_point(game):
    for each in rest_points(game):
        made = replicator(game, each.shares, times=[0, 1])
        np.testing.assert_allclose(made.shares[1], each.shares, atol=1e-8)
        assert each.shares.sum() == pytest.approx(1)


@given(three, st.integers(0, 2))
@settings(max_examples=60)
def test_what_is_stable_is_come_back_to(game, k):
    for each in rest_points(game):
        if each.stability == "stable":
            nearby = 0.999 * each.shares + 0.001 * np.eye(3)[k]
            back = replicator(game, nearby / nearby.sum())
            np.testing.assert_allclose(back.end, each.shares, atol=1e-5)


def test_too_many_supports_are_refused_with_the_way_out():
    with pytest.raises(DynamicsError, match="Take fewer strategies, or smaller supports"):
        rest_points(np.eye(30))
    assert len(rest_points(np.eye(30), most=1)) == 30


def test_the_extinct_do_not_come_back():
    """Rock, paper, scissors that spirals outwards: somebody falls below any threshold."""
    game = np.array([[0.0, -2.0, 1.0], [1.0, 0.0, -2.0], [-2.0, 1.0, 0.0]])
    start = [0.4, 0.3, 0.3]
    made = replicator(game, start, until=100, extinct=1e-3)
    assert (made.end == 0).sum() == 2
    assert made.end.max() == 1
    again = replicator(game, start, until=100)
    assert again.end.min() > 0
    np.testing.assert_allclose(made.shares.sum(axis=1), 1)


def test_no_threshold_is_the_default_and_a_small_one_changes_nothing_before_it_acts():
    times = [0, 1, 2]
    one = replicator(HAWKS, [0.9, 0.1], times=times)
    other = replicator(HAWKS, [0.9, 0.1], times=times, extinct=1e-9)
    np.testing.assert_allclose(one.shares, other.shares, atol=1e-9)
    np.testing.assert_array_equal(
        one.shares, replicator(HAWKS, [0.9, 0.1], times=times, extinct=0.0).shares
    )


def test_matching_pennies_turns_round_and_round():
    """In a zero-sum game x (1-x) y (1-y) is constant (Hofbauer and Sigmund 1998)."""
    row, column = np.array([[1.0, -1], [-1, 1]]), np.array([[-1.0, 1], [1, -1]])
    made = two_populations(row, column, ([0.7, 0.3], [0.5, 0.5]), times=np.linspace(0, 20, 50))
    product = made.row.prod(axis=1) * made.column.prod(axis=1)
    np.testing.assert_allclose(product, product[0], rtol=1e-6)
    assert made.speed > 1e-3


def test_two_populations_of_hawks_and_doves_come_to_play_different_parts():
    made = two_populations(HAWKS, HAWKS, ([0.6, 0.4], [0.4, 0.6]))
    np.testing.assert_allclose(made.row[-1], [1, 0], atol=1e-6)
    np.testing.assert_allclose(made.column[-1], [0, 1], atol=1e-6)


def test_two_alike_populations_move_as_one():
    times = [0, 1, 2, 5]
    made = two_populations(DILEMMA, DILEMMA, ([0.6, 0.4], [0.6, 0.4]), times=times)
    alone = replicator(DILEMMA, [0.6, 0.4], times=times)
    np.testing.assert_allclose(made.row, alone.shares, atol=1e-8)
    np.testing.assert_allclose(made.column, alone.shares, atol=1e-8)


def test_populations_of_different_numbers_of_strategies():
    made = two_populations(np.ones((2, 3)), np.ones((3, 2)), times=[0, 1], extinct=1e-6)
    assert made.row.shape == (2, 2)
    assert made.column.shape == (2, 3)
    with pytest.raises(DynamicsError, match=re.escape("column: got shape (2, 3)")):
        two_populations(np.ones((2, 3)), np.ones((2, 3)))


def test_agreement_with_nashpy_on_two_populations():
    nashpy = pytest.importorskip("nashpy", exc_type=ImportError)
    row, column = np.array([[3.0, 2], [2, 3], [2.5, 1]]), np.array([[1.0, 3, 2], [2, 0, 1]])
    times, start = np.linspace(0, 5, 20), ([0.2, 0.3, 0.5], [0.6, 0.4])
    theirs = nashpy.Game(row, column.T).asymmetric_replicator_dynamics(
        x0=start[0], y0=start[1], timepoints=times
    )
    made = two_populations(row, column, start, times=times)
    np.testing.assert_allclose(made.row, theirs[0], atol=1e-6)
    np.testing.assert_allclose(made.column, theirs[1], atol=1e-6)
