"""Payoffs of one seat: greed, fear and class."""

import math

import pytest

from secdilemma.errors import GameError
from secdilemma.games.payoffs import KINDS, Payoffs, classify, require_kind


def test_the_matrix_is_own_action_first():
    assert Payoffs(T=5, R=3, P=1, S=0).matrix == ((3, 0), (5, 1))


def test_greed_and_fear_of_axelrods_numbers():
    payoffs = Payoffs(T=5, R=3, P=1, S=0)
    assert (payoffs.greed, payoffs.fear) == (1.0, 0.5)


def test_greed_and_fear_need_an_arms_race_that_costs():
    payoffs = Payoffs(T=5, R=1, P=1, S=0)
    assert math.isnan(payoffs.greed)
    assert math.isnan(payoffs.fear)


@pytest.mark.parametrize(
    ("T", "R", "P", "S", "kind"),
    [
        (5, 3, 1, 0, "prisoner's dilemma"),
        (2, 3, 1, 0, "stag hunt"),
        (0.5, 3, 1, 0, "stag hunt"),
        (5, 3, 0, 1, "chicken"),
        (2, 3, 0, 1, "harmony"),
        (3, 1, 2, 0, "deadlock"),
        (3, 3, 1, 0, "other"),
        (5, 3, 1, 1, "other"),
        (1, 1, 1, 1, "other"),
        (0, 1, 2, 3, "other"),
    ],
)
def test_the_class_follows_the_order(T, R, P, S, kind):
    payoffs = Payoffs(T=T, R=R, P=P, S=S)
    assert classify(payoffs) == payoffs.kind == kind


def test_the_averaging_condition():
    assert Payoffs(T=5, R=3, P=1, S=0).averaging
    assert not Payoffs(T=6, R=3, P=1, S=0).averaging
    assert not Payoffs(T=7, R=3, P=1, S=0).averaging


def test_greed_is_added_to_arming_alone():
    made = Payoffs(T=5, R=3, P=1, S=0).with_greed(1.5)
    assert (made.T, made.R, made.P, made.S) == (6.5, 3, 1, 0)


@pytest.mark.parametrize("bad", [math.nan, math.inf, "3", None, True])
@pytest.mark.parametrize("letter", "TRPS")
def test_a_payoff_must_be_a_finite_number(letter, bad):
    numbers = {"T": 5, "R": 3, "P": 1, "S": 0} | {letter: bad}
    with pytest.raises(GameError, match=rf"^{letter}: got .*; expected a finite number"):
        Payoffs(**numbers)


def test_requiring_a_class_names_its_order():
    payoffs = Payoffs(T=5, R=3, P=1, S=0)
    require_kind("game", payoffs, "prisoner's dilemma")
    with pytest.raises(GameError, match="which is prisoner's dilemma; expected chicken: T > R"):
        require_kind("game", payoffs, "chicken")
    with pytest.raises(GameError, match="expected a class: prisoner's dilemma"):
        require_kind("game", payoffs, "checkers")


def test_there_are_five_classes():
    assert set(KINDS) == {"prisoner's dilemma", "stag hunt", "chicken", "harmony", "deadlock"}
