"""What war pays and when peace holds; design notes 1.5."""

import math

import pytest

from secdilemma.errors import GameError
from secdilemma.games.war import War, collapse_turn, first_strike_limit, survival


def test_a_war_of_equals():
    war = War()
    assert [war.value(0, order) for order in (1, 0, -1)] == pytest.approx([0.5, 0.5, 0.5])
    assert war.preemptive_incentive == pytest.approx(0.0)
    assert war.predatory_incentive(3.0) == pytest.approx(-2.5)


def test_striking_first():
    war = War(first_strike=math.log(3))
    assert war.win_probability(0, 1) == pytest.approx(0.75)
    assert war.win_probability(0, -1) == pytest.approx(0.25)
    assert [war.value(0, order) for order in (1, 0, -1)] == pytest.approx([1.75, 0.5, -0.75])
    assert war.preemptive_incentive == pytest.approx(1.25)
    assert war.predatory_incentive(1.0) == pytest.approx(0.75)


@pytest.mark.parametrize("order", [1, 0, -1])
@pytest.mark.parametrize(
    ("power", "decisiveness"), [(3.0, 1.0), (3.0, 2.0), (0.5, 1.0), (3.0, 0.0)]
)
def test_power_decides_as_it_is_decisive(power, decisiveness, order):
    war = War(power_ratio=power, decisiveness=decisiveness, first_strike=0.4)
    p = 1 / (1 + power**-decisiveness * math.exp(-0.4 * order))
    assert war.win_probability(0, order) == pytest.approx(p)
    assert war.win_probability(1, -order) == pytest.approx(1 - p)


def test_the_stakes():
    war = War(winner=10, loser=-2, cost=3)
    assert war.value(0, 0) == pytest.approx(0.5 * 10 + 0.5 * -2 - 3)


def test_hazards_add_up():
    assert War(hazard=0.1, hazard_one_arms=0.2, hazard_both_arm=0.4).hazards == pytest.approx(
        (0.1, 0.3, 0.5)
    )
    assert War().hazards == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cost": -1}, "war.cost: got -1; expected a number of at least 0"),
        ({"first_strike": -0.1}, "war.first_strike"),
        ({"decisiveness": -1}, "war.decisiveness"),
        ({"power_ratio": 0}, "war.power_ratio"),
        ({"hazard": 1.5}, "war.hazard: got 1.5; expected a probability"),
        ({"hazard_one_arms": -0.1}, "war.hazard_one_arms"),
        ({"hazard": 0.6, "hazard_both_arm": 0.6}, r"war.hazard \+ war.hazard_both_arm"),
        ({"hazard": 0.6, "hazard_one_arms": 0.6}, r"war.hazard \+ war.hazard_one_arms"),
        ({"winner": math.inf}, "war.winner: got inf; expected a finite number"),
        ({"loser": "0"}, "war.loser: got '0'"),
    ],
)
def test_what_no_war_has(fields, message):
    with pytest.raises(GameError, match=message):
        War(**fields)


def test_peace_of_unequals_holds_for_the_stronger_too():
    war = War(power_ratio=9.0)  # the stronger wins nine in ten: worth 2.5
    assert war.peace_is_equilibrium(2.6)
    assert not war.peace_is_equilibrium(2.4)
    assert not War(power_ratio=1 / 9).peace_is_equilibrium(2.4)


def test_risk_dominance_is_the_stricter():
    war = War(first_strike=0.3)
    assert war.peace_is_equilibrium(1.0)
    assert not war.peace_is_risk_dominant(1.0)


def test_the_first_strike_limit_at_its_edges():
    assert math.isnan(first_strike_limit(War(), 0.4, risk_dominant=False))
    assert first_strike_limit(War(), 0.5, risk_dominant=False) == 0.0
    assert first_strike_limit(War(), 3.0, risk_dominant=False) == math.inf


def test_survival():
    assert survival(0.1, 0) == 1.0
    assert survival(0.1, 3) == pytest.approx(0.729)
    assert survival(1.0, 2) == 0.0
    with pytest.raises(GameError, match="hazard"):
        survival(1.1, 2)


def test_collapse():
    assert collapse_turn(100, 2, 1) == 101
    assert collapse_turn(50, 2, 1) == 51
    assert collapse_turn(1, 1, 2) == math.inf
    with pytest.raises(GameError, match="treasury"):
        collapse_turn(-1, 2)
