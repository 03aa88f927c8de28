"""Pairs that answer only what they last saw, in closed form.

Sources: Molander (1985) and Nowak and Sigmund (1992) for the one half of noisy tit for tat;
design notes 2.3 and 7A, items 1 to 4, 9 and 15, for threat bias, ambiguity and generosity.
"""

import math

import numpy as np
import pytest
import support

from secdilemma.games import thresholds
from secdilemma.games.perception import REGIMES, Perception
from secdilemma.strategies.tit_for_tat import Gtft, Tft
from secdilemma.strategies.unconditional import AllC, AllD

SYMMETRIC = [
    *(Perception(false_alarm=e, miss=e) for e in (0.01, 0.05, 0.2)),
    *(Perception().with_execution(e) for e in (0.01, 0.05, 0.2)),
]


@pytest.mark.parametrize("perception", SYMMETRIC, ids=Perception.describe)
def test_tit_for_tat_with_itself_spends_a_quarter_of_its_time_in_each_outcome(perception):
    match = support.with_itself(Tft(), perception)
    assert match.shares == pytest.approx([0.25, 0.25, 0.25, 0.25, 0, 0, 0], abs=1e-9)
    assert match.payoff == pytest.approx((2.25, 2.25), abs=1e-9)


@pytest.mark.parametrize("ambiguity", [0.02, 0.1, 0.4])
@pytest.mark.parametrize("bias", [-0.5, 0.0, 0.6, 1.0])
def test_bias_and_not_ambiguity_sets_what_tit_for_tat_sustains(ambiguity, bias):
    match = support.with_itself(Tft(), Perception.from_ambiguity(ambiguity, bias))
    assert match.cooperation == pytest.approx(((1 - bias) / 2,) * 2, abs=1e-9)
    assert match.restraint == pytest.approx(((1 - bias) / 2) ** 2, abs=1e-9)


def transient(ambiguity, bias, count):
    """c_t for t = 0 to count - 1."""
    return (1 - bias) / 2 + (1 + bias) / 2 * (1 - ambiguity) ** np.arange(count)


def test_the_transient_of_tit_for_tat_in_per_a_starts_as_printed():
    assert transient(0.1, 0.6, 4)[1:] == pytest.approx([0.92, 0.848, 0.7832])


@pytest.mark.parametrize("count", [1, 2, 3, 4, 50, 1000])
def test_ambiguity_sets_the_speed_of_tit_for_tat(count):
    match = support.with_itself(Tft(), REGIMES["perA"], horizon=support.over(count))
    c = transient(0.1, 0.6, count)
    assert match.cooperation == pytest.approx((c.mean(), c.mean()), abs=1e-9)
    assert match.restraint == pytest.approx((c**2).mean(), abs=1e-9)


@support.jitted()
@pytest.mark.parametrize(("ambiguity", "bias"), [(0.1, 0.0), (0.1, 0.6), (0.25, 0.6)])
def test_sampled_tit_for_tat_agrees_with_the_transient(ambiguity, bias):
    match = support.with_itself(
        Tft(),
        Perception.from_ambiguity(ambiguity, bias),
        horizon=support.over(60),
        engine="simulated",
        repetitions=20_000,
    )
    c = transient(ambiguity, bias, 60)
    cc, cd, dd = (c**2).mean(), (c * (1 - c)).mean(), ((1 - c) ** 2).mean()
    assert match.restraint_error < 0.005
    assert abs(match.restraint - cc) < 4 * match.restraint_error
    assert abs(match.payoff[0] - (3 * cc + 5 * cd + dd)) < 4 * match.error


REACTIVE = [(1.0, 0.0), (0.9, 0.2), (0.3, 0.7), (1.0, 1.0), (0.6, 0.6), (1.0, 1 / 3)]
NOISES = [
    Perception(false_alarm=0.08, miss=0.02),
    Perception(false_alarm=0.2, miss=0.05).with_execution(0.03),
    Perception().with_execution(0.05),
    Perception(false_alarm=0.3, miss=0.1, execution_c=0.02, execution_d=0.1),
]


def absorbed(pair, perception):
    """p' and q', errors counted: of sight first, then of execution."""
    p, q = pair
    told = (p - (p - q) * perception.false_alarm, q + (p - q) * perception.miss)
    slip_c, slip_d = perception.execution_c, perception.execution_d
    return [x * (1 - slip_c) + (1 - x) * slip_d for x in told]


@pytest.mark.parametrize("perception", NOISES, ids=Perception.describe)
@pytest.mark.parametrize("second", REACTIVE)
@pytest.mark.parametrize("first", REACTIVE)
def test_the_formula_of_reactive_pairs(first, second, perception):
    p1, q1 = absorbed(first, perception)
    p2, q2 = absorbed(second, perception)
    r1, r2 = p1 - q1, p2 - q2
    c1 = (q1 + r1 * q2) / (1 - r1 * r2)
    c2 = (q2 + r2 * q1) / (1 - r1 * r2)
    match = support.meet(support.Reactive(*first), support.Reactive(*second), perception)
    assert match.cooperation == pytest.approx((c1, c2), abs=1e-9)
    assert match.restraint == pytest.approx(c1 * c2, abs=1e-9)


@pytest.mark.parametrize(
    ("ambiguity", "bias", "printed"), [(0.1, 0.0, 0.9167), (0.25, 0.6, 0.7333)]
)
def test_generous_tit_for_tat_as_printed(ambiguity, bias, printed):
    perception = Perception.from_ambiguity(ambiguity, bias)
    match = support.with_itself(Gtft(), perception)
    g = 1 / 3
    c = (g + (1 - g) * perception.miss) / (g + ambiguity * (1 - g))
    assert match.cooperation[0] == pytest.approx(printed, abs=5e-5)
    assert match.cooperation[0] == pytest.approx(c, abs=1e-9)


def test_the_best_generosity():
    assert thresholds.best_generosity(support.AXELROD.row) == pytest.approx(1 / 3, abs=1e-12)
    assert thresholds.best_generosity(support.ARMS_RACE.row) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("extra", [-0.01, 0.01])
def test_past_the_best_generosity_arming_every_other_turn_pays(extra):
    generous = support.Reactive(1.0, 1 / 3 + extra)
    exploited = support.meet(support.Periodic("CD"), generous).payoff[0]
    assert (exploited > support.with_itself(generous).payoff[0]) == (extra > 0)


@pytest.mark.parametrize("bias", [-0.4, 0.0, 0.6])
@pytest.mark.parametrize("ambiguity", [0.0, 0.1, 0.3, 0.5, 0.6, 0.9])
def test_restraint_pays_against_tit_for_tat_up_to_the_critical_ambiguity(ambiguity, bias):
    perception = Perception.from_ambiguity(ambiguity, bias)
    gains = [
        support.meet(each, Tft(), perception, game=support.ARMS_RACE).payoff[0]
        for each in (AllC(), AllD())
    ]
    assert gains[0] - gains[1] == pytest.approx(4 * (1 - ambiguity) - 2, abs=1e-9)


@pytest.mark.parametrize("generosity", [0.0, 0.1, 0.4, 0.5, 0.8])
def test_the_critical_ambiguity_against_generosity(generosity):
    critical = thresholds.critical_ambiguity(support.ARMS_RACE.row, generosity)
    assert critical == pytest.approx(max(0.0, 1 - 0.5 / (1 - generosity)), abs=1e-12)
    rival = support.Reactive(1.0, generosity)
    for ambiguity in (critical + 0.01, critical - 0.01):
        if ambiguity < 0:
            continue
        perception = Perception.from_ambiguity(ambiguity)
        restrained = support.meet(AllC(), rival, perception, game=support.ARMS_RACE).payoff[0]
        armed = support.meet(AllD(), rival, perception, game=support.ARMS_RACE).payoff[0]
        assert (restrained > armed) == (ambiguity < critical)


def test_the_critical_ambiguity_needs_equal_gains():
    assert math.isnan(thresholds.critical_ambiguity(support.AXELROD.row))


@pytest.mark.parametrize(("hotline", "printed"), [(0.0, 0.2), (0.9, 0.7143), (1.0, 1.0)])
def test_a_hotline_for_tit_for_tat(hotline, printed):
    perception = Perception(false_alarm=0.08, miss=0.02, hotline=hotline)
    match = support.with_itself(Tft(), perception)
    assert match.cooperation[0] == pytest.approx(printed, abs=5e-5)
    assert match.cooperation[0] == pytest.approx(0.02 / (0.08 * (1 - hotline) + 0.02), abs=1e-9)
