"""Stocks of arms, power and exhaustion: closed forms, the naive oracle, and nothing at zero."""

import math
from dataclasses import replace

import numpy as np
import pytest
import support
from hypothesis import given, settings, strategies as st
from oracles.armed import expected_armed

from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import GameError
from secdilemma.games import preset
from secdilemma.games.armament import Arms
from secdilemma.games.horizon import turns as turns_of
from secdilemma.games.perception import Perception
from secdilemma.games.war import War, collapse_turn, survival
from secdilemma.matches.armed import play_armed
from secdilemma.matches.draws import pair_key
from secdilemma.matches.sampled import play_simulated

GAME = preset("arms_race")
NOISY = Perception(false_alarm=0.2, miss=0.1, execution_c=0.05, execution_d=0.05)
CATALOGUE = open_catalogue()
PAIR = np.array([[0, 1]])
KEYS = np.array([pair_key(5, "a", "b")], np.uint64)


def automata(*names, game=GAME):
    made = (CATALOGUE.make(name) for name in names)
    return [explore(each, Context(game=game), name="x") for each in made]


def play(first, second, arms, turns, n=1, *, game=GAME, perception=support.CLEAR, marks=()):
    both = automata(first, second, game=game)
    return play_armed(both, PAIR, KEYS, game, perception, arms, turns, repetitions=n, marks=marks)


@pytest.mark.parametrize("war", [None, War(hazard_both_arm=0.02, hazard=0.01)])
@pytest.mark.parametrize("pair", [("tft", "gtft"), ("jervis-spiral", "butterfield-fear")])
def test_with_nothing_switched_on_the_turns_are_those_of_the_simulated_lane(pair, war):
    game = GAME.at_war(war)
    both = automata(*pair, game=game)
    n, turns = (20, 30)
    armed = play_armed(both, PAIR, KEYS, game, NOISY, Arms(), turns, repetitions=n)
    plain = play_simulated(both, PAIR, KEYS, game, NOISY, turns_of(turns), n)
    shares = armed.shares[0].mean(axis=0)
    np.testing.assert_allclose(shares[:7], plain.shares[0], atol=1e-12)
    assert shares[7:].sum() == 0
    assert (armed.war_turn > 0).mean() == plain.war[0, 0]


def test_with_nothing_switched_on_the_payoffs_are_those_of_the_outcomes():
    war = War(first_strike=0.7, hazard_both_arm=0.05)
    game = GAME.at_war(war)
    arms = Arms(depreciation=0.0, stock=(1.0, 1.0))
    made = play("jervis-spiral", "preemptor", arms, 40, 20, game=game, perception=NOISY)
    peaceful = made.war_turn[0] == 0
    assert peaceful.any()
    pay = np.array([GAME.row.R, GAME.row.S, GAME.row.T, GAME.row.P])
    shares = made.shares[0][peaceful]
    np.testing.assert_allclose(made.payoff[0][peaceful][:, 0], shares[:, :4] @ pay)


@pytest.mark.parametrize(
    ("treasury", "income", "cost"), [(100, 1, 2), (50, 1, 2), (7, 0.5, 2), (0, 0, 1), (10, 0, 3)]
)
def test_under_permanent_arming_the_collapse_comes_when_the_closed_form_says(
    treasury, income, cost
):
    arms = Arms(treasury=(treasury, 1e6), income=income, spending=cost)
    made = play("all-d", "all-d", arms, 150)
    turn = collapse_turn(treasury, cost, income)
    assert made.collapse_turn[0, 0] == turn
    shares = made.shares[0, 0]
    assert shares[7] == pytest.approx((150 - turn) / 150)
    expected = (turn * GAME.row.P + (150 - turn) * arms.ruin) / 150
    assert made.payoff[0, 0, 0] == pytest.approx(expected)
    other = (turn * GAME.row.P + (150 - turn) * GAME.row.T) / 150
    assert made.payoff[0, 0, 1] == pytest.approx(other)


def test_a_treasury_that_income_keeps_full_never_empties():
    arms = Arms(treasury=(1.0, 1.0), income=2.0, spending=2.0)
    assert play("all-d", "all-d", arms, 300).collapse_turn[0, 0] == 0
    assert collapse_turn(1.0, 2.0, 2.0) == math.inf


def test_a_treasury_holds_no_more_than_its_most():
    saved = Arms(treasury=(5.0, 5.0), income=1.0, spending=3.0, richest=5.0)
    made = play("grim", "all-d", replace(saved, treasury=(5.0, 1e6)), 60)
    assert made.collapse_turn[0, 0] == 1 + collapse_turn(5.0, 3.0, 1.0)


def test_both_collapse_together_where_they_are_alike():
    made = play("all-d", "all-d", Arms(treasury=(4.0, 4.0)), 10)
    assert made.shares[0, 0, 9] == pytest.approx(0.5)
    assert made.shares[0, 0, 7:9].sum() == 0


@pytest.mark.parametrize("depreciation", [0.05, 0.1, 0.5, 1.0])
def test_the_stock_of_who_always_arms_settles_at_one_over_depreciation(depreciation):
    arms = Arms(depreciation=depreciation)
    made = play("all-d", "all-c", arms, 600, marks=(0, 1, 10))
    assert made.stock[0, 0, -1, 0] == pytest.approx(arms.steady)
    assert made.stock[0, 0, 0].tolist() == [1.0, 1.0]
    assert made.stock[0, 0, 2, 0] == pytest.approx(arms.after(1.0, armed=True, turns=10))
    assert made.stock[0, 0, 2, 1] == pytest.approx(arms.after(1.0, armed=False, turns=10))


def test_arms_that_last_for_ever_pile_up():
    arms = Arms(depreciation=0.0)
    assert play("all-d", "all-c", arms, 40).stock[0, 0, -1].tolist() == [41.0, 1.0]
    assert arms.after(1.0, armed=True, turns=5) == 6.0
    assert arms.steady == math.inf


@support.jitted()
def test_peace_survives_a_constant_hazard_as_the_closed_form_says():
    hazard, turns, n = 0.02, 50, 4_000
    game = GAME.at_war(War(hazard_both_arm=hazard))
    made = play("all-d", "all-d", Arms(), turns, n, game=game)
    kept = float((made.war_turn[0] == 0).mean())
    expected = survival(hazard, turns)
    assert abs(kept - expected) < 4 * math.sqrt(expected * (1 - expected) / n)


def test_power_decides_a_war():
    game = GAME.at_war(War(first_strike=0.5))
    arms = Arms(depreciation=0.0, stock=(3.0, 1.0))
    made = play("preemptor:top=1", "all-d", arms, 5, game=game)
    assert made.war_turn[0, 0] == 2
    chance = 1 / (1 + math.exp(-(math.log(3 / 2) + 0.5)))  # one turn of arming later
    value = chance * 5 - 2
    expected = (GAME.row.S + 4 * value) / 5
    assert made.payoff[0, 0, 0] == pytest.approx(expected)


def test_feedback_scales_gain_and_loss_by_power():
    arms = Arms(depreciation=0.0, stock=(3.0, 1.0), feedback=True)
    made = play("all-d", "all-c", arms, 1)
    p = GAME.row
    assert made.payoff[0, 0].tolist() == [p.P + (p.T - p.P) * 1.5, p.R - (p.R - p.S) * 1.5]
    equal = play("all-d", "all-c", replace(arms, stock=(1.0, 1.0)), 1)
    assert equal.payoff[0, 0].tolist() == [p.T, p.S]


def test_a_vigilant_state_strikes_before_its_power_falls_too_low():
    game = GAME.at_war(War())
    arms = Arms(vigilance=(0.6, 0.0), foresight=5)
    made = play("all-c", "all-d", arms, 20, game=game)
    assert made.war_turn[0, 0] == 2  # it sees one turn of arming, and what five more would do
    assert made.shares[0, 0, 4] > 0
    assert play("all-c", "all-d", Arms(), 20, game=game).war_turn[0, 0] == 0
    assert play("all-c", "all-c", arms, 20, game=game).war_turn[0, 0] == 0
    assert play("all-c", "all-d", arms, 20).war_turn[0, 0] == 0  # no strikes in this game


CASES = [
    ("tft", "gtft", None, Arms(feedback=True)),
    ("jervis-spiral", "tft", War(hazard_both_arm=0.1), Arms(depreciation=0.3, feedback=True)),
    ("preemptor:top=1", "gtft", War(first_strike=1.0), Arms(stock=(2.0, 1.0))),
    ("tft", "all-d", None, Arms(treasury=(1.5, 2.0), income=0.5)),
    ("random", "all-d", War(hazard=0.1), Arms(treasury=(1.0, 3.0), income=0.5, feedback=True)),
]


@support.jitted()
@pytest.mark.parametrize(("first", "second", "war", "arms"), CASES)
def test_the_kernel_agrees_with_the_naive_oracle(first, second, war, arms):
    game, turns, n = GAME.at_war(war), 4, 20_000
    made = play(first, second, arms, turns, n, game=game, perception=NOISY)
    both = automata(first, second, game=game)
    shares, paid, left = expected_armed(*both, game, NOISY, arms, turns)
    assert sum(shares) == pytest.approx(1)
    for found, expected in (
        *((made.shares[0, :, k], shares[k]) for k in range(10)),
        *((made.payoff[0, :, s], paid[s]) for s in (0, 1)),
        *((made.stock[0, :, -1, s], left[s]) for s in (0, 1)),
    ):
        error = found.std(ddof=1) / math.sqrt(n)
        assert abs(found.mean() - expected) <= 4 * error + 1e-9


@settings(max_examples=20)
@given(
    depreciation=st.floats(0.0, 1.0),
    stock=st.tuples(st.floats(0.1, 5.0), st.floats(0.1, 5.0)),
    threads=st.integers(1, 3),
)
def test_stocks_follow_the_actions_and_threads_change_no_byte(depreciation, stock, threads):
    arms = Arms(depreciation=depreciation, stock=stock)
    both = automata("tft", "random")
    pairs, keys = np.array([[0, 1], [1, 0]]), np.array([1, 2], np.uint64)
    one, many = (
        play_armed(
            both, pairs, keys, GAME, NOISY, arms, 8, repetitions=2, marks=range(8), threads=t
        )
        for t in (1, threads)
    )
    assert one.stock.tobytes() == many.stock.tobytes()
    assert one.payoff.tobytes() == many.payoff.tobytes()
    added = one.stock[:, :, 1:] - (1 - depreciation) * one.stock[:, :, :-1]
    assert ((abs(added) < 1e-9) | (abs(added - 1) < 1e-9)).all()
    armed = one.shares[..., 2] + one.shares[..., 3]
    np.testing.assert_allclose((added > 0.5).mean(axis=2)[..., 0], armed)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"depreciation": 1.5}, "arms.depreciation"),
        ({"stock": (0.0, 1.0)}, "arms.stock"),
        ({"treasury": (-1.0, 1.0)}, "arms.treasury"),
        ({"foresight": 0}, "arms.foresight: got 0; expected a whole number from 1"),
        ({"vigilance": (-0.1, 0.0)}, "arms.vigilance"),
    ],
)
def test_numbers_out_of_range_are_refused_by_name(values, message):
    with pytest.raises(GameError, match=message):
        Arms(**values)
