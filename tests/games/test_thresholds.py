"""Closed forms of the stage game at their edges; design notes 1.2. Play tests their meaning."""

import math

import pytest

from secdilemma.errors import GameError
from secdilemma.games import preset
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.thresholds import (
    arming_share_of_uniform_costs,
    basin_of_arming,
    best_generosity,
    critical_ambiguity,
    discount_for_equilibrium,
    discount_for_risk_dominance,
    discount_for_tit_for_tat,
    trust_threshold,
)

AXELROD, DEADLOCK = preset("axelrod").row, preset("deadlock").row


@pytest.mark.parametrize("name", ["stag_hunt", "harmony"])
def test_no_patience_is_needed_where_arming_alone_does_not_pay(name):
    assert discount_for_equilibrium(preset(name).row) == 0.0


def test_there_is_no_threshold_where_there_is_nothing_to_sustain():
    assert math.isnan(discount_for_equilibrium(DEADLOCK))
    assert math.isnan(discount_for_risk_dominance(DEADLOCK))


def test_harmony_needs_no_risk():
    assert math.isnan(discount_for_risk_dominance(preset("harmony").row))
    assert discount_for_risk_dominance(Payoffs(T=2.5, R=3, P=1, S=0.9)) == 0.0


@pytest.mark.parametrize(
    ("payoffs", "expected"),
    [
        (Payoffs(5, 3, 1, 0), 2 / 3),  # against alternation
        (Payoffs(4, 3, 1, -5), 1 / 3),  # against arming for good
        (preset("stag_hunt").row, 0.0),
    ],
)
def test_what_tit_for_tat_needs(payoffs, expected):
    assert discount_for_tit_for_tat(payoffs) == pytest.approx(expected, abs=1e-12)


def test_the_basin_shrinks_with_patience():
    basins = [basin_of_arming(AXELROD, delta) for delta in (0.0, 0.5, 0.6, 0.8, 0.95, 1.0)]
    assert basins == sorted(basins, reverse=True)
    assert basins[:3] == pytest.approx([1.0, 1.0, 0.5], abs=1e-12)
    assert basins[3] == pytest.approx(0.1 / 0.7, abs=1e-12)
    assert basins[-1] == 0.0
    with pytest.raises(GameError, match=r"discount: got 1.5; expected a probability"):
        basin_of_arming(AXELROD, 1.5)


@pytest.mark.parametrize(
    ("name", "discount", "expected"),
    [
        ("harmony", 0.0, 0.0),
        ("harmony", 0.5, 0.0),
        ("chicken", 0.0, 0.5),  # the mixed equilibrium, G = -F = 1/3
        ("chicken", 0.1, 0.6),
        ("chicken", 0.25, 0.0),  # from δ* on Grim does no worse
        ("chicken", 0.9, 0.0),
        ("stag_hunt", 0.0, 0.6),  # t*
        ("deadlock", 0.5, math.nan),
    ],
)
def test_the_belief_at_which_grim_and_arming_do_equally_well(name, discount, expected):
    found = basin_of_arming(preset(name).row, discount)
    assert found == pytest.approx(expected, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("name", ["axelrod", "chicken", "harmony", "deadlock"])
def test_trust_is_a_matter_of_the_stag_hunt(name):
    assert math.isnan(trust_threshold(preset(name).row))


def test_restraint_of_a_dearer_arms_race_needs_less_trust():
    cheap = trust_threshold(Payoffs(T=2.6, R=3, P=1, S=0))
    dear = trust_threshold(Payoffs(T=1.6, R=3, P=1, S=0))
    assert cheap == pytest.approx(1 / 1.4)
    assert dear == pytest.approx(1 / 2.4)


def test_the_best_generosity_where_twice_binds():
    assert best_generosity(Payoffs(T=4, R=3, P=2.5, S=-9)) == pytest.approx(1 / 3)


def test_ambiguity_bears_on_the_generous_sooner():
    race = preset("arms_race").row
    assert [critical_ambiguity(race, g) for g in (0, 0.25, 0.5, 0.9)] == pytest.approx(
        [0.5, 1 / 3, 0, 0], abs=1e-12
    )
    assert critical_ambiguity(race, 1.0) == 0.0
    with pytest.raises(GameError, match="generosity"):
        critical_ambiguity(race, -0.1)


def test_private_costs():
    assert arming_share_of_uniform_costs(1, 0, 9) == pytest.approx(0.1)
    assert arming_share_of_uniform_costs(1, 9, 9) == 1.0
    with pytest.raises(GameError, match="gain: got -1"):
        arming_share_of_uniform_costs(-1, 0, 9)
